"""Regions: who is near, how far it is, and the region of Umeå beside the one written by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from bygd.places import travel
from bygd.places.reach import around
from bygd.places.scaling import PATHS, scaled_value
from bygd.places.scenario import Asked, Written, scenario_text
from bygd.places.sites import LEAST
from bygd.places.table import load_table
from bygd.places.travel import estimate, great_circles, kilometres, positions, way
from sim.scenario import Scenario, load_scenario
from sim.scenario.naming import scenario_file

TABLE = load_table()
BY_HAND = {
    ("bjurholm", "vindeln"): 65,
    ("vannas", "robertsfors"): 85,
    ("bjurholm", "robertsfors"): 110,
    ("vindeln", "robertsfors"): 75,
}
"""Ways that the hand-written region leads through Umeå or Vännäs [minute]."""


def made(asked: Asked, folder: Path) -> tuple[Scenario, Written]:
    found = scenario_text(TABLE, asked)
    file = folder / "mine.yaml"
    file.write_text(found.text, encoding="utf-8")
    return load_scenario(file), found


@pytest.fixture(scope="module")
def umea(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Written]:
    return made(Asked(region="Umeå", within=60), tmp_path_factory.mktemp("umea"))


def test_the_region_of_umea_has_the_places_of_the_one_by_hand(umea: tuple[Scenario, Written]) -> None:
    scenario, by_hand = umea[0], load_scenario(scenario_file("umea-region"))
    assert set(scenario.places) == set(by_hand.places)
    for key, place in scenario.places.items():
        other = by_hand.places[key]
        assert place.name == other.name
        assert place.position is not None and other.position is not None
        assert math.dist(place.position, other.position) < 3.0
        assert 0.9 < place.population / other.population < 1.3  # 2024 beside 2004 to 2011
        assert sum(place.ages[6:]) == pytest.approx(sum(other.ages[6:]), abs=0.04)  # type: ignore[arg-type]
        assert 1.2 < place.newcomers / other.newcomers < 3.0


def test_its_ways_differ_where_the_hand_led_through_a_hub(umea: tuple[Scenario, Written]) -> None:
    scenario, by_hand = umea[0], load_scenario(scenario_file("umea-region"))
    keys = list(by_hand.places)
    for i, here in enumerate(keys):
        for there in keys[:i]:
            ours, theirs = scenario.minutes(here, there), by_hand.minutes(here, there)
            led = BY_HAND.get((here, there), BY_HAND.get((there, here)))
            if led is None:
                assert abs(ours - theirs) <= 5, (here, there)
            else:
                assert theirs == led
                assert 15 <= theirs - ours <= 20, (here, there)


def test_far_ways_are_warned_of(umea: tuple[Scenario, Written]) -> None:
    _, found = umea
    assert any("Robertsfors-Bjurholm: 90 minutes is a rough estimate (85 km apart)" in one for one in found.warnings)
    assert "To check: " in found.text


def test_neighbours_are_within_the_minutes_and_of_one_country() -> None:
    haparanda = TABLE.by_id["SE-2583"]
    near = around(TABLE, haparanda, haparanda, 60)
    assert near.rows[0] is haparanda
    assert {row.country for row in near.rows} == {"SE"}
    assert "Tornio" in {row.name for row, _ in near.abroad}
    minutes = [estimate(kilometres(haparanda, row)) for row in near.rows]
    assert minutes[1:] == sorted(minutes[1:]) and max(minutes) <= 60
    text = scenario_text(TABLE, Asked(region="Haparanda", within=30)).warnings
    assert any("Tornio" in one and "left out" in one for one in text)


def test_great_circles_and_estimates_are_known_ones() -> None:
    stockholm, goteborg, umea = (TABLE.by_id[one] for one in ("SE-0180", "SE-1480", "SE-2480"))
    assert kilometres(stockholm, goteborg) == pytest.approx(397, abs=4)
    assert kilometres(umea, umea) == 0
    assert estimate(0) == 5
    assert estimate(60) == 65  # 75 km of road at 75 km/h, and five minutes
    assert estimate(50) == 55 and estimate(1e5) == 1440


def test_positions_keep_distances() -> None:
    rows = TABLE.of("SE")
    middle = TABLE.by_id["SE-2281"]
    spots = positions(rows, middle)
    circles = great_circles(rows, rows)
    worst = max(
        abs(math.dist(spots[i], spots[j]) / circles[i, j] - 1)
        for i in range(0, len(rows), 7)
        for j in range(i)
        if circles[i, j] > 20
    )
    assert worst < 0.01
    assert positions([middle], middle) == [(0.0, 0.0)]


def test_islands_and_water_are_doubted_and_corrections_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def between(a: str, b: str) -> travel.Way:
        return way(TABLE, TABLE.by_id[a], TABLE.by_id[b], (a, b))

    assert "Fanø has no road to the mainland" in between("DK-563", "DK-561").words
    assert between("DK-563", "DK-561").by_ferry
    assert "Great Belt" in between("DK-330", "DK-450").words
    assert "fjords" in between("NO-4640", "NO-4644").words
    assert between("SE-2404", "SE-2460").words == ""
    monkeypatch.setattr(travel, "corrections", lambda: {frozenset(("SE-2404", "SE-2460")): (42, "driven")})
    assert between("SE-2460", "SE-2404") == travel.Way(42, True, "driven")


def test_what_is_outside_has_its_distance_and_its_doubt(tmp_path: Path) -> None:
    scenario, found = made(Asked(place="Jomala"), tmp_path)
    assert scenario.elsewhere.small.minutes == 10  # Mariehamn
    assert "Turku; great circle" in found.text and "between Åland and the mainland: a ferry" in found.text
    iceland, _ = made(Asked(place="IS-4200"), tmp_path)
    assert iceland.elsewhere.city.number == iceland.elsewhere.university_town.number == 0
    assert iceland.elsewhere.metropolis.minutes == estimate(kilometres(TABLE.by_id["IS-4200"], TABLE.by_id["IS-0000"]))


def test_every_island_and_correction_is_of_a_municipality() -> None:
    assert set(travel.islands()) <= set(TABLE.by_id)
    assert all(pair <= set(TABLE.by_id) for pair in travel.corrections())


def test_at_a_tenth_every_place_is_there_with_a_tenth_of_everybody(tmp_path: Path) -> None:
    whole, _ = made(Asked(region="Narvik", within=120), tmp_path)
    tenth, found = made(Asked(region="Narvik", within=120, scale=0.1), tmp_path)
    assert list(whole.places) == list(tenth.places)
    assert whole.travel == tenth.travel
    for key, place in whole.places.items():
        assert tenth.places[key].population == max(LEAST, round(0.1 * place.population))
        assert tenth.places[key].ages == place.ages
    for key, stream in whole.arrivals.items():
        assert tenth.arrivals[key].per_year == pytest.approx(0.1 * stream.per_year, rel=0.05)
        assert sum(tenth.arrivals[key].settlement.agreed.values()) == pytest.approx(
            0.1 * sum(stream.settlement.agreed.values()), rel=0.1
        )
    assert tenth.services.health_inhabitants == 0.1 * whole.services.health_inhabitants
    assert tenth.clubs.sport.viable == whole.clubs.sport.viable
    assert "x 0.1" in found.text


def test_the_smallest_places_keep_some_people(tmp_path: Path) -> None:
    iceland, _ = made(Asked(country="IS", scale=0.1), tmp_path)
    assert len(iceland.places) == 61
    assert iceland.places["tjorneshreppur"].population == LEAST  # of 53
    assert sum(place.population for place in iceland.places.values()) == pytest.approx(38_944, rel=0.005)


@pytest.mark.parametrize("path", PATHS)
def test_each_scaled_field_is_one_of_the_model_and_at_scale_one_its_default(path: str) -> None:
    from sim.scenario.paths import lookup, split

    target = lookup(Scenario, {}, split(path))
    assert not isinstance(target, str) and target.field is not None
    default = target.field.default
    assert scaled_value(path, 1.0).value == (list(default) if isinstance(default, tuple) else default)


def test_a_settlement_stands_beside_the_rest_of_its_municipality(tmp_path: Path) -> None:
    scenario, _ = made(Asked(place="Iggesund"), tmp_path)
    assert list(scenario.places) == ["iggesund", "rest_of_hudiksvall"]
    assert sum(place.population for place in scenario.places.values()) == TABLE.by_id["SE-2184"].population
    assert scenario.minutes("iggesund", "rest_of_hudiksvall") == 15
    town, _ = made(Asked(place="Hudiksvall/Hudiksvall"), tmp_path)
    assert town.minutes(*town.places) > 5
