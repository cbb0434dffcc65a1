"""Every municipality of the table becomes a scenario that loads, with its inhabitants and ages to the last."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bygd.places.columns import LANDS
from bygd.places.figures import place_figures
from bygd.places.rules import CLASSES, classes, rules
from bygd.places.scaling import PATHS
from bygd.places.scenario import Asked, scenario_text
from bygd.places.table import ages, load_table
from bygd.places.writing import counts
from sim.scenario import Scenario, load_scenario
from sim.scenario.inheritance import packaged_scenarios, read_chain
from sim.scenario.schema.region import PlaceSettings

TABLE = load_table()


def loaded(asked: Asked, folder: Path) -> Scenario:
    file = folder / "mine.yaml"
    file.write_text(scenario_text(TABLE, asked).text, encoding="utf-8")
    return load_scenario(file)


def test_every_municipality_gives_a_place_within_all_limits() -> None:
    for row in TABLE.rows:
        figures = place_figures(TABLE, row)
        place = PlaceSettings.model_validate({name: figure.value for name, figure in figures.items()})
        assert place.population == row.population
        assert isinstance(place.ages, tuple) and sum(place.ages) == pytest.approx(1, abs=1e-9)
        assert min(place.ages) > 0.005
        assert {"measured", "converted", "assumed"} >= {one.grade for one in figures.values() if one.grade}
        assert all(one.words for one in figures.values() if one.grade), row.shown


def test_ages_hold_what_is_published() -> None:
    for row in TABLE.rows[::7]:
        shares = place_figures(TABLE, row)["ages"].value
        for band, share in row.margins:
            if ages(band) == (65, 101):
                assert sum(shares[6:]) == pytest.approx(share, abs=3e-4)
            if ages(band) == (0, 20):
                assert sum(shares[:3]) == pytest.approx(share, abs=3e-4)


def test_a_sample_loads_as_scenarios(tmp_path: Path) -> None:
    for row in random.Random(16).sample(TABLE.rows, 25):
        scenario = loaded(Asked(place=row.id), tmp_path)
        (place,) = scenario.places.values()
        assert (place.name, place.population) == (row.name, row.population)
        assert scenario.start[:4] in {str(row.year), str(row.year + 1)}


@pytest.mark.slow
def test_every_municipality_gives_a_scenario_that_loads(tmp_path: Path) -> None:
    for row in TABLE.rows:
        assert loaded(Asked(place=row.id), tmp_path).places


@pytest.mark.parametrize("land", [*LANDS])
def test_a_country_loads_as_one_scenario(land: str, tmp_path: Path) -> None:
    scenario = loaded(Asked(country=land, scale=0.1 if land in ("SE", "NO") else 1.0), tmp_path)
    rows = TABLE.of(land)
    assert sorted(place.name for place in scenario.places.values()) == sorted(row.name for row in rows)
    inside = scenario.elsewhere.small.number == scenario.elsewhere.metropolis.number == 0
    assert inside == (land != "AX")  # outside Åland lies Finland
    assert max(scenario.minutes(a, b) for a in list(scenario.places)[:3] for b in scenario.places) <= 1440


def test_classes_follow_size_and_nearness() -> None:
    kinds = classes(TABLE)
    assert {kinds[one] for one in ("SE-2404", "FI-619", "IS-4200")} == {"rural"}
    assert kinds["SE-2460"] == "commuter"  # Vännäs, half an hour from Umeå
    assert kinds["FI-170"] == "commuter"  # Jomala, beside Mariehamn
    assert kinds["SE-2480"] == "city"
    assert kinds["NO-1806"] == "town"
    assert kinds["DK-860"] == "rural"  # by the office's own class, for all its 63,000 inhabitants
    assert (kinds["DK-751"], kinds["DK-101"]) == ("city", "city")
    assert set(kinds.values()) == set(CLASSES)


def test_countries_own_rules_are_extended_and_leave_scaled_fields_alone() -> None:
    for land, name in rules()["countries"].items():
        file = packaged_scenarios() / "countries" / f"{name}.yaml"
        assert file.is_file(), land
        for entry in read_chain(file, str(file)):
            said = entry.plain()
            assert not [path for path in PATHS if path.split(".")[1] in said.get(path.split(".")[0], {})]


def test_the_comments_are_counted_and_survive_an_edit() -> None:
    text = scenario_text(TABLE, Asked(place="DK-860")).text
    before = counts(text)
    assert before["measured"] == 1 and before["converted"] >= 7 and before["assumed"] >= 20
    edited = text.replace("car: 0.9  # assumed: usual for the class rural", "car: 0.9  # measured: our own count, 2026")
    assert edited != text
    after = counts(edited)
    assert (after["measured"], after["assumed"]) == (before["measured"] + 1, before["assumed"] - 1)
    assert counts("# assumed: by hand\n") == {}
