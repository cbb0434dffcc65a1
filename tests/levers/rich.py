"""A small town with every mechanism at work, stopped in the middle, to move levers in."""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterator
from typing import Any

from sim.history import begin, digest
from sim.measures.counting import record
from sim.measures.recorder import Recorder
from sim.scenario import Scenario, scenario_from
from sim.scenario.levers import path_problem
from sim.scenario.paths import bare, lookup, split
from sim.scenario.words import constraints
from sim.schedule import month as live_a_month
from sim.town import Town
from tests.properties.test_same_bytes import DATA

STOP, MONTHS, SEED = 15, 40, 5
Rows = list[tuple[str, str, str, float]]


def rich_data() -> dict[str, Any]:
    data = copy.deepcopy(DATA)
    data["months"], data["levers"] = MONTHS, {}
    data["programmes"]["placement"]["active"] = False
    data["places"]["alby"].update(population=260, newcomers=0.25)
    data["places"]["berg"].update(population=120, newcomers=0.1)
    data["arrivals"]["quota"]["per_year"] = 60
    return data


NAMED = ("arrivals", "building", "buses", "sites", "funding", "organisations", "coordinators", "programmes")


def lever_paths(scenario: Scenario) -> dict[str, list[tuple[str, Any]]]:
    """What stands, path and value, at every field a lever can stand at, by its path in the schema
    (``programmes.*.hours``)."""
    data = scenario.canonical()
    found: dict[str, list[tuple[str, Any]]] = {}
    for path, value in fields_of(data):
        if not path.startswith("levers") and path_problem(scenario, path, data) is None:
            section, *rest = path.split(".")
            general = ".".join([section, "*", *rest[1:]]) if section in NAMED else path
            found.setdefault(general, []).append((path, value))
    return found


def fields_of(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of everything beneath plain data that is not a list's element."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from fields_of(inside, f"{path}.{key}" if path else key)


def other_values(scenario: Scenario, path: str, value: Any) -> list[Any]:
    """Values the field takes besides ``value``: its limits, its other choices, its vector turned round."""
    target = lookup(Scenario, scenario.canonical(), split(path))
    assert not isinstance(target, str)
    kind = bare(target.annotation)
    if isinstance(value, bool):
        return [not value]
    if value is None and kind in (int, float):  # what a place may have of its own
        return [limit for limit in map(constraints(target.annotation).get, ("le", "ge")) if limit is not None]
    if typing.get_origin(kind) is typing.Literal:
        return [one for one in typing.get_args(kind) if one != value]
    if isinstance(value, (int, float)):
        limits = constraints(target.annotation)
        low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
        near = [value * 0.5, value * 1.5 + 0.1] if isinstance(value, float) else [value // 2, value * 2 + 1]
        return [one for one in (high, low, *near) if one is not None and low_high(one, low, high) and one != value]
    if isinstance(value, list) and value and all(isinstance(one, (int, float)) for one in value):
        return [[one * 0.5 for one in value], value[::-1], [0.9 * one for one in value[:1]] + value[1:]]
    return []


def low_high(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


class Stopped:
    """The town after ``stop`` months, and what is seen of it afterwards if nothing is moved."""

    def __init__(self, data: dict[str, Any], stop: int = STOP) -> None:
        self.scenario = scenario_from(data)
        self.town = begin(self.scenario, SEED)
        for _ in range(stop):
            live_a_month(self.town)
        self._states: list[str] = []
        self._measures: list[Rows] = []
        self._left_alone = self.fork(self.scenario)

    def fork(self, scenario: Scenario) -> Town:
        """The town by itself, to go on as ``scenario`` says."""
        town = self.town.copied()
        town.scenario = scenario.at(town.month - 1)
        return town

    def pulled(self, levers: dict[str, Any]) -> Town:
        """A town of its own in which levers are moved now. Raises ``ScenarioError``."""
        month = self.scenario.date_of(self.town.month)
        moved = {path: {month: value} for path, value in levers.items()}
        return self.fork(self.scenario.model_copy(update={"levers": moved}))

    def acts(self, levers: dict[str, Any], months: int) -> bool:
        """Whether a byte of the state or a measure is different within ``months`` of moving levers."""
        town = self.pulled(levers)
        for after in range(months):
            live_a_month(town)
            while len(self._states) <= after:
                live_a_month(self._left_alone)
                self._states.append(digest(self._left_alone))
                self._measures.append(measured(self._left_alone))
            if digest(town) != self._states[after] or measured(town) != self._measures[after]:
                return True
        return False


def measured(town: Town) -> Rows:
    """Every measure of the month, yearly ones too."""
    recorder = Recorder(list(town.scenario.places))
    record(town, recorder, "month")
    record(town, recorder, "year")
    found = recorder.measures()
    return list(zip(found.place, found.measure, found.group, found.value.tolist(), strict=True))
