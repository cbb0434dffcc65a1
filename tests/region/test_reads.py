"""Building reads of a scenario what ``sim.region.reads`` says and nothing else."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import sim.region
from sim.digest import digest
from sim.region import build_region
from sim.region.reads import LIVED, PARTS, WHOLE, as_built, building_text
from sim.scenario import Scenario, scenario_from
from sim.scenario.levers import put
from sim.scenario.schema.root import SECTIONS
from tests.levers.rich import fields_of, other_values, rich_data

SEED = 3
BESIDE = (
    "title",
    "card",
    "country",
    "description",
    "months",
    "seed",
    "levers",
    "funding",
    "coordinators",
    "organisations",
    "programmes",
    "arrivals",
    "building",
)


def small() -> dict[str, Any]:
    data = rich_data()
    data["ties"] = {**data.get("ties", {}), "settle_months": 4}
    return data


BASE = scenario_from(small())


def is_read(path: str) -> bool:
    section, _, rest = path.partition(".")
    return section in (*WHOLE, *LIVED) or any(
        rest == part or rest.startswith(f"{part}.") for part in PARTS.get(section, ())
    )


def others(turn: int) -> Scenario:
    """Every field of a section that building does not read at another value, the ``turn``-th there is."""
    data = copy.deepcopy(BASE.canonical())
    moved = 0
    for section in SECTIONS:
        values: dict[str, Any] = {}
        for path, value in fields_of(data[section], section):
            if path != section and not is_read(path) and (found := other_values(BASE, path, value)):
                values[path] = found[turn % len(found)]
        for some in ([values], [{path: value} for path, value in values.items()]):  # all at once, or one by one
            before = copy.deepcopy(data[section])
            for these in some:
                kept = copy.deepcopy(data[section])
                for path, value in these.items():
                    put(data, path, value)
                try:
                    scenario_from(data)
                    moved += len(these)
                except ValueError:  # they do not go together, or not with the others
                    data[section] = kept
            if data[section] != before:
                break
    assert moved > 80
    return scenario_from(data)


def test_every_field_is_said_to_be_read_or_stands_beside() -> None:
    assert set(Scenario.model_fields) == {*WHOLE, *SECTIONS, *BESIDE}


@pytest.mark.parametrize("turn", [0, 1])
def test_what_is_not_said_to_be_read_is_not_read(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = others(turn)
    reported = digest(build_region(BASE, SEED))
    assert digest(build_region(scenario, SEED)) == reported
    assert building_text(scenario) == building_text(BASE)
    monkeypatch.setattr(sim.region, "as_built", lambda now: now)  # building sees all of the scenario
    assert digest(build_region(scenario, SEED)) == reported


@pytest.mark.parametrize(
    "changes",
    [
        {"meeting": {"free_hours": 20}},
        {"volunteering": {"start_share": 0.3}},
        {"clubs": {"sport": {"welcome": 0.9}}},
        {"coordination": {"link_alone": 0.9}},
        {"health": {"ill_refugees": 0.9}},
        {"rivals": {"likes": "language_and_foci"}},
    ],
)
def test_what_is_said_to_be_read_makes_another_region(changes: dict[str, Any]) -> None:
    data = small()
    for section, fields in changes.items():
        data[section] = {**data.get(section, {}), **fields}
    scenario = scenario_from(data)
    assert digest(build_region(scenario, SEED)) != digest(build_region(BASE, SEED))
    assert building_text(scenario) != building_text(BASE)


def test_streams_posts_and_programmes_have_their_rows_and_reach_no_person() -> None:
    town = build_region(BASE, SEED)
    assert len(town.state.streams.uid) == len(BASE.funding)
    assert len(town.state.programmes.uid) == len(BASE.programmes)
    assert town.scenario is BASE.at(0)
    assert not as_built(BASE).programmes
