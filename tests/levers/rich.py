"""A small town with every mechanism at work, stopped in the middle, to move levers in."""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterator
from typing import Any

from sim.history import begin, digest
from sim.measures import Recorder
from sim.measures.civil import record_municipality, record_spending
from sim.scenario import Scenario, scenario_from
from sim.scenario.levers import path_problem
from sim.scenario.paths import bare, lookup, split
from sim.scenario.words import constraints
from sim.schedule import month as live_a_month
from sim.town import Town
from tests.properties.test_same_bytes import DATA

STOP, MONTHS, SEED = 15, 40, 5
Seen = tuple[str, tuple[Any, ...]]


def rich_data() -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    data["months"], data["levers"] = MONTHS, {}
    data["places"]["alby"].update(population=260, newcomers=0.25)
    data["places"]["berg"].update(population=120, newcomers=0.1)
    data["arrivals"]["quota"]["per_year"] = 60
    return data


def lever_paths(scenario: Scenario) -> list[tuple[str, Any]]:
    """(path, value) of everything a lever can stand at."""
    data = scenario.canonical()
    return [
        (path, value)
        for path, value in leaves(data)
        if path and not path.startswith("levers") and path_problem(scenario, path, data) is None
    ]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, inside in value.items():
            yield from leaves(inside, f"{path}.{key}" if path else key)
    else:
        yield path, value


def other_values(scenario: Scenario, path: str, value: Any) -> list[Any]:
    """Values the field takes besides ``value``: its limits, its other choices, its vector turned round."""
    target = lookup(Scenario, scenario.canonical(), split(path))
    assert not isinstance(target, str)
    kind = bare(target.annotation)
    if isinstance(value, bool):
        return [not value]
    if typing.get_origin(kind) is typing.Literal:
        return [one for one in typing.get_args(kind) if one != value]
    if isinstance(value, (int, float)):
        limits = constraints(target.annotation)
        low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
        near = [value * 0.5, value * 1.5 + 0.1] if isinstance(value, float) else [value // 2, value * 2 + 1]
        return [
            one for one in (high, low, *near) if one is not None and low_high(one, low, high) and one != value
        ]
    if isinstance(value, list) and value and all(isinstance(one, (int, float)) for one in value):
        return [[one * 0.5 for one in value], value[::-1], [0.9 * one for one in value[:1]] + value[1:]]
    return []


def low_high(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


class Stopped:
    """The town at :data:`STOP`, and what is seen of it afterwards if nothing is moved."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.scenario = scenario_from(data)
        self.town = begin(self.scenario, SEED)
        for _ in range(STOP):
            live_a_month(self.town)
        self.plain: list[Seen] = []
        self._left_alone = self.fork(self.scenario)

    def fork(self, scenario: Scenario) -> Town:
        """The town by itself, to go on as ``scenario`` says."""
        town = self.town.copied()
        town.scenario = scenario.at(town.month - 1)
        return town

    def seen_alone(self, after: int) -> Seen:
        while len(self.plain) <= after:
            live_a_month(self._left_alone)
            self.plain.append(seen(self._left_alone))
        return self.plain[after]

    def acts(self, levers: dict[str, Any], months: int) -> bool:
        """Whether anything is different within ``months`` of moving levers."""
        data = self.scenario.canonical()
        data["levers"] = {path: {self.scenario.date_of(STOP): value} for path, value in levers.items()}
        town = self.fork(scenario_from(data))
        for after in range(months):
            live_a_month(town)
            if seen(town) != self.seen_alone(after):
                return True
        return False


def seen(town: Town) -> Seen:
    """Every byte of the state, and the books."""
    recorder = Recorder(list(town.scenario.places))
    record_spending(town, recorder)
    record_municipality(town, recorder)
    measures = recorder.measures()
    return digest(town), tuple(zip(measures.measure, measures.group, measures.value.tolist(), strict=True))
