"""Results by place, and by what puts places together: the table file, and the report of a region with many places."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from experiments.outcomes.areas import place_columns, place_rows
from experiments.outcomes.findings import Findings, findings_of, panels_of
from experiments.portrait.whole import portrait
from experiments.report.tables import MOST_PLACES, table_of_areas, table_of_places
from experiments.workers.run import Outcome, Run
from sim.history import simulate
from sim.scenario import Scenario, scenario_from

SUMS = ("inhabitants_start", "population", "newcomers", "clubs_open", "arrivals_unhoused", "net_balance")
COUNT, SEEDS, MONTHS = 22, (1, 2), 13


def villages(count: int = COUNT, labelled: bool = True) -> Scenario:
    places: dict[str, Any] = {}
    for row in range(count):
        groups = {"class": "town" if row % 11 == 5 else "rural", "county": f"County {row % 3}"}
        places[f"v{row}"] = {
            "name": f"Village {row}",
            "population": 20 + row,
            "position": [6.0 * row, 0.0],
            "groups": groups if labelled else {},
        }
    stream = {"place": "v0", "origin": "syria", "per_year": 60.0, "settlement": {"rule": "assigned"}}
    return scenario_from(
        {
            "months": MONTHS,
            "places": places,
            "origins": {"syria": {}},
            "arrivals": {"quota": stream},
            "ties": {"settle_months": 0},
        }
    )


def found_of(scenario: Scenario) -> Findings:
    outcomes = [
        Outcome(Run("", (), seed, MONTHS, row), simulate(scenario, seed), seconds=1.0) for row, seed in enumerate(SEEDS)
    ]
    return findings_of(scenario, outcomes, panels_of(outcomes))


@pytest.fixture(scope="module")
def many() -> tuple[Scenario, Findings]:
    scenario = villages()
    return scenario, found_of(scenario)


def rows_of(found: tuple[Scenario, Findings]) -> list[dict[str, Any]]:
    head, _ = place_columns(found[1])
    return [dict(zip(head, row, strict=True)) for row in place_rows(found[1], found[0])]


def test_every_place_and_every_area_has_a_row(many: tuple[Scenario, Findings]) -> None:
    rows = rows_of(many)
    assert [row["kind"] for row in rows] == ["class"] * 2 + ["county"] * 3 + ["place"] * COUNT
    assert {row["key"] for row in rows if row["kind"] == "place"} == set(many[0].places)
    assert next(row for row in rows if row["key"] == "v5")["class"] == "town"
    assert next(row for row in rows if row["key"] == "class:town")["places"] == 2


def test_areas_add_up_to_their_places(many: tuple[Scenario, Findings]) -> None:
    rows = rows_of(many)
    for area in (row for row in rows if row["kind"] != "place"):
        inside = [row for row in rows if row["kind"] == "place" and row[area["kind"]] == area["name"]]
        assert len(inside) == area["places"]
        for column in SUMS:
            parts = sum(float(row[column] or 0) for row in inside)
            assert float(area[column]) == pytest.approx(parts, rel=1e-4), column


def test_values_are_means_over_the_runs_at_their_end(many: tuple[Scenario, Findings]) -> None:
    last = many[1].measures.get("v3", "population", "all").values[:, -1]
    row = next(row for row in rows_of(many) if row["key"] == "v3")
    assert float(row["population"]) == pytest.approx(np.mean(last))
    assert float(row["population_low"]) <= float(row["population"]) <= float(row["population_high"])
    staying = many[1].retention.get("class:rural", "all")
    kept = staying.values[:, staying.time == 12].mean()
    rural = next(row for row in rows_of(many) if row["key"] == "class:rural")
    assert float(rural["retention_1"]) == pytest.approx(kept, abs=1e-5)


def test_the_report_shows_areas_and_only_the_largest_of_many_places(many: tuple[Scenario, Findings]) -> None:
    areas, places = table_of_areas(many[1]), table_of_places(many[1])
    assert areas is not None and places is not None
    assert [heading for heading, _ in areas.sections] == ["By class", "By county"]
    assert {row[0] for row in areas.sections[0][1]} == {"town", "rural"}
    assert all(len(row) == len(areas.head) for _, rows in areas.sections for row in rows)
    assert sum("Still there" in cell for cell in areas.head) == 1
    (_, rows), *_ = places.sections
    assert len(rows) == MOST_PLACES and rows[0][0] == f"Village {COUNT - 1}"
    assert f"of {COUNT} places; all are in places.csv" in places.caption


def test_the_portrait_names_the_first_and_counts_the_others(many: tuple[Scenario, Findings]) -> None:
    words = portrait(many[0])
    assert "and 2 more with 81 inhabitants" in words
    assert "By class: rural 20, town 2." in words
    assert "Village 21" not in words and "Village 19" in words


def test_a_few_places_without_labels_are_as_they_were() -> None:
    found = found_of(villages(3, labelled=False))
    assert table_of_areas(found) is None
    table = table_of_places(found)
    assert table is not None and table.caption == "The places." and len(table.sections[0][1]) == 3
