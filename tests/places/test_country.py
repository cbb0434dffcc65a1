"""A country in one file: what places share is written once, and says the same as if it were written out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bygd.places import scenario as making
from bygd.places.figures import Figure
from bygd.places.labels import counties, county_of, labels
from bygd.places.scenario import Asked, scenario_text
from bygd.places.shared import Notes, in_common
from bygd.places.table import load_table
from bygd.places.writing import counts
from sim.scenario import load_scenario
from sim.scenario.naming import scenario_file

TABLE = load_table()
ICELAND = Asked(country="IS", scale=0.1)


@pytest.fixture(scope="module")
def iceland() -> str:
    return scenario_text(TABLE, ICELAND).text


@pytest.fixture(scope="module")
def written_out() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "MOST_WRITTEN_OUT", 1000)
        return scenario_text(TABLE, ICELAND).text


def test_it_says_the_same_in_fewer_words(iceland: str, written_out: str, tmp_path: Path) -> None:
    files = [tmp_path / "short.yaml", tmp_path / "long.yaml"]
    for file, text in zip(files, (iceland, written_out), strict=True):
        file.write_text(text, encoding="utf-8")
    short, long = map(load_scenario, files)
    assert short == long
    assert len(iceland) < 0.55 * len(written_out)


def test_figures_that_places_share_are_counted_for_each(iceland: str, written_out: str) -> None:
    assert counts(iceland) == counts(written_out)
    assert counts(iceland)["assumed"] > 61 * 5


def test_each_number_is_told_once_and_used_often(iceland: str) -> None:
    numbers = [line.split()[1] for line in iceland.splitlines() if line.startswith("  # [")]
    assert len(numbers) == len(set(numbers)) >= 2
    for number in numbers:
        assert iceland.count(number) > 10


def test_what_all_of_a_class_have_is_its_own_and_nothing_else() -> None:
    one, other = Figure(1, "assumed", "as usual"), Figure(2, "assumed", "as usual")
    figures = [{"car": one, "jobs": one}, {"car": one, "jobs": other}, {"car": other, "jobs": other}]
    assert in_common(["town", "town", "city"], figures) == {"town": {"car": one}, "city": {"car": other, "jobs": other}}


def test_a_comment_with_its_numbers_told_is_the_comment() -> None:
    often = "counted in 2024, by the office of statistics"
    rare = [f"{number} x 0.1; {often}, at least {number % 3}" for number in range(20)]
    notes = Notes(rare)
    for words in rare:
        short = notes.shortened(words)
        for said, number in notes.notes.items():
            short = short.replace(f"[{number}]", said)
        assert short == words
    assert list(notes.notes) == [often]


def test_labels_are_class_and_county() -> None:
    assert labels(TABLE, TABLE.by_id["SE-2404"]) == {"class": "rural", "county": "Västerbotten"}
    assert labels(TABLE, TABLE.by_id["DK-265"])["county"] == "Sjælland"  # Roskilde, among codes of Hovedstaden
    assert "county" not in labels(TABLE, TABLE.by_id["FI-091"])


def test_every_municipality_but_finlands_has_a_county_and_every_county_one() -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for row in TABLE.rows:
        if row.country == "FI":
            assert not county_of(row)
        else:
            found.setdefault((row.country, county_of(row)), []).append(row.code)
    assert all(county for _, county in found)
    assert set(found) == {(country, county) for (country, _), county in counties().items()}
    assert {key: len(codes) for key, codes in found.items()}["SE", "Västra Götaland"] == 49
    assert sum(country == "SE" for country, _ in found) == 21 and sum(country == "NO" for country, _ in found) == 15


def test_the_country_that_comes_with_bygd_is_what_the_command_writes() -> None:
    text = scenario_text(TABLE, Asked(country="SE", scale=0.1)).text
    assert scenario_file("sweden").read_text(encoding="utf-8") == text, (
        "make it anew: bygd new scenarios/sweden.yaml --country SE --scale 0.1 --force"
    )
    scenario = load_scenario(scenario_file("sweden"))
    assert len(scenario.places) == 290
    assert sum(place.population for place in scenario.places.values()) == pytest.approx(1_058_771, rel=1e-4)
    assert {key.partition(":")[0] for key in scenario.areas()} == {"class", "county"}
    assert {stream.settlement.rule for stream in scenario.arrivals.values()} == {"assigned", "free"}
    assert len(text) < 200_000


def test_a_region_has_its_labels_too() -> None:
    text = scenario_text(TABLE, Asked(region="Vindeln", within=40)).text
    assert "groups: {class: rural, county: Västerbotten}" in text
    assert "groups:" not in scenario_text(TABLE, Asked(place="Vindeln")).text
