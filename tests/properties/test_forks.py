"""One past for many futures: a town that goes on by another scenario has the bytes it would have had by it from
the start."""

from __future__ import annotations

import copy
import random
from typing import Any

import numpy as np
import pytest

from sim.history import History, Simulation
from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.shared_past import first_difference
from sim.simulation import PastsDiffer
from tests.levers.rich import lever_paths, other_values, rich_data

MONTHS, SEED = 13, 5


def date(month: int) -> str:
    return f"{2010 + month // 12}-{month % 12 + 1:02d}"


def small_data() -> dict[str, Any]:
    data = rich_data()
    data["months"] = MONTHS
    data["places"]["alby"]["population"], data["places"]["berg"]["population"] = 130, 60
    data["funding"]["pot"]["start"], data["funding"]["town"]["start"] = date(2), date(3)
    data["money"] = {**data.get("money", {}), "drift_months": 2, "drift": 0.5}
    data["ties"] = {**data.get("ties", {}), "settle_months": 2}
    return data


DATA = small_data()
PATHS = lever_paths(scenario_from(DATA))


def moved(chance: random.Random, data: dict[str, Any]) -> None:
    """A lever at some month."""
    path, value = chance.choice(chance.choice(list(PATHS.values())))
    if values := other_values(scenario_from(DATA), path, value):
        data["levers"].setdefault(path, {})[date(chance.randrange(1, MONTHS))] = chance.choice(values)


def begun_later(chance: random.Random, data: dict[str, Any]) -> None:
    """A stream of money with a programme and a post, put before or behind those there are."""
    key = f"late{chance.randrange(100)}"
    stream = {"start": date(chance.randrange(1, MONTHS)), "months": chance.randrange(2, 20), "takeover": 0.5}
    stream |= chance.choice([{}, {"per_year": 500_000}, {"renewals": 2, "renewal_gap": 1}])
    entries = {
        "funding": stream,
        "programmes": {"funding": [key], "form": chance.choice(["mentor", "group", "support"])},
        "coordinators": {"funding": [key], "local": chance.random() < 0.5},
    }
    for field, entry in entries.items():
        there = data.get(field, {})
        data[field] = {key: entry, **there} if chance.random() < 0.3 else {**there, key: entry}


def ended_otherwise(chance: random.Random, data: dict[str, Any]) -> None:
    """Money that lasts for another time, and is what it costs."""
    key = chance.choice(list(data["funding"]))
    there = {**data["funding"][key], "months": chance.randrange(4, 30), "permanent": False, "renewals": 1}
    there.pop("per_year", None)
    data["funding"][key] = there


def dated(chance: random.Random, data: dict[str, Any]) -> None:
    """Many who come in one month, or a month in which everybody talks of newcomers."""
    month = date(chance.randrange(MONTHS))
    if chance.random() < 0.5:
        stream = chance.choice(list(data["arrivals"]))
        data["arrivals"][stream].setdefault("months", {})[month] = chance.randrange(5, 20)
    else:
        data.setdefault("volunteering", {})["attention_shocks"] = {month: 0.4}


def set_from_the_start(chance: random.Random, data: dict[str, Any]) -> None:
    path, value = chance.choice([item for paths in PATHS.values() for item in paths])
    if values := other_values(scenario_from(DATA), path, value):
        data["levers"].setdefault(path, {})[date(0)] = chance.choice(values)


def budgeted(chance: random.Random, data: dict[str, Any]) -> None:
    data["money"] = {**data.get("money", {}), "budget": chance.choice([1e5, 1e6, 1e8])}


CHANGES = (moved, moved, moved, begun_later, begun_later, ended_otherwise, ended_otherwise, dated)
RARE = (*CHANGES, set_from_the_start, budgeted)


def pair(number: int) -> tuple[Scenario, Scenario] | None:
    """Two scenarios that differ somewhere; None where the changes do not go together."""
    chance = random.Random(number)
    common = copy.deepcopy(DATA)
    try:
        for change in chance.sample(RARE, chance.randrange(3)):
            change(chance, common)
        arms = []
        for _ in range(2):
            data = copy.deepcopy(common)
            for change in chance.sample(RARE if number % 6 == 0 else CHANGES, chance.randrange(1, 3)):
                change(chance, data)
            arms.append(scenario_from(data))
            assert arms[-1].phases
    except ScenarioError:
        return None
    return arms[0], arms[1]


def bytes_of(history: History) -> list[Any]:
    """All that a history says."""
    found: list[Any] = [history.digest, history.log, history.places, history.months, history.seed]
    for table in (history.measures, history.retention, history.network_sample):
        found += [column.tobytes() if isinstance(column, np.ndarray) else column for column in table]
    return found


def pairs(most: int) -> list[tuple[Scenario, Scenario]]:
    return [arms for number in range(most) if (arms := pair(number)) is not None]


PAIRS = pairs(18)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_fork_at_the_first_difference_equals_a_run_from_the_start(one: Scenario, other: Scenario) -> None:
    shared = first_difference(one, other)
    assert shared == first_difference(other, one)
    if shared < 0:
        with pytest.raises(PastsDiffer):
            Simulation(one, SEED).fork(other)
        return
    base = Simulation(one, SEED).advance(shared)
    forked = base.fork(other).advance().history()
    assert bytes_of(forked) == bytes_of(Simulation(other, SEED).advance().history())
    if shared < MONTHS:
        with pytest.raises(PastsDiffer):
            base.advance(shared + 1).fork(other)
    assert bytes_of(base.advance().history()) == bytes_of(Simulation(one, SEED).advance().history())
