"""Levers: fields that change in time, ``{path: {month: value}}`` over what the rest of the file says."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.paths import lookup, section_of, split
from sim.scenario.source import Entry, entry_of

if TYPE_CHECKING:
    from sim.scenario.schema.root import Scenario


def put(data: Any, path: str, value: Any) -> None:
    """Set the value at a dotted path of nested mappings and lists (in place)."""
    *way, last = split(path)
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        data[int(last)] = value
    else:
        data[last] = value


def path_problem(scenario: Scenario, path: str) -> str | None:
    """Why no lever can stand at ``path``, in words; None when one can."""
    target = lookup(type(scenario), scenario.canonical(), split(path))
    if isinstance(target, str):
        return target
    if path == "levers" or path.startswith("levers."):
        return "a lever cannot change levers"
    if section_of(target.annotation) is not None and not target.structural:
        return "a lever changes one field; name a field beneath this path"
    if target.structural:
        return (
            f"{path} shapes the region before the first month and cannot change in time; "
            f"give it its value in the file itself"
        )
    return None


def _first_problems(scenario: Scenario, entry: Entry) -> list[Problem]:
    """Paths that no lever can stand at, months outside the scenario."""
    found = []
    for path, by_month in scenario.levers.items():
        here = entry.find(("levers", path))
        if words := path_problem(scenario, path):
            found.append(Problem(words, path=f"levers.{path}", file=here.file, line=here.line))
        for text in by_month:
            if not 0 <= scenario.month_of(text) < scenario.months:
                there = entry.find(("levers", path, text))
                last = scenario.date_of(scenario.months - 1)
                found.append(Problem(
                    f"{text} lies outside the scenario; allowed: {scenario.start} to {last}",
                    path=f"levers.{path}", file=there.file, line=there.line,
                ))
    return found


def phases_of(scenario: Scenario, entry: Entry | None = None) -> tuple[tuple[int, Scenario], ...]:
    """(first month, scenario in force) for month 0 and every month in which a lever changes.

    ``entry`` tells where the levers stand in a file. Raises :class:`ScenarioError`.
    """
    entry = entry if entry is not None else entry_of(scenario.canonical())
    if problems := _first_problems(scenario, entry):
        raise ScenarioError(*problems)
    changes: dict[int, dict[str, tuple[str, Any]]] = {}
    for path, by_month in scenario.levers.items():
        for text, value in by_month.items():
            changes.setdefault(scenario.month_of(text), {})[path] = (text, value)
    data = scenario.canonical()
    found: list[tuple[int, Scenario]] = [] if 0 in changes else [(0, scenario)]
    for month in sorted(changes):
        data = copy.deepcopy(data)
        for path, (_, value) in changes[month].items():
            put(data, path, copy.deepcopy(value))
        try:
            phase = type(scenario).model_validate_json(json.dumps(data), strict=True)
        except ValidationError as error:
            raise ScenarioError(
                *(_placed(problem, changes[month], entry)
                  for problem in problems_of(error, type(scenario), entry_of(data)))
            ) from None
        found.append((month, phase))
    result = tuple(found)
    for _, phase in result:
        phase.__dict__["phases"] = result
    return result


def _placed(problem: Problem, changes: dict[str, tuple[str, Any]], entry: Entry) -> Problem:
    """A phase's problem at the line of the lever that makes it."""
    for path, (text, _) in changes.items():  # noqa: B007
        if problem.path == path or problem.path.startswith(path + "."):
            break
    else:  # a rule over several fields complains of what holds them all
        inside = [item for item in changes.items() if item[0].startswith(problem.path)]
        path, (text, _) = inside[0] if inside else next(iter(changes.items()))
    here = entry.find(("levers", path, text))
    return Problem(problem.message, path=f"levers.{path}.{text}", file=here.file, line=here.line)


__all__ = ["path_problem", "phases_of", "put"]
