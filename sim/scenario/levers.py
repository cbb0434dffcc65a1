"""Levers: fields that change in time, ``{path: {month: value}}`` over what the rest of the file says."""

from __future__ import annotations

import copy
import json
import typing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sim.scenario.consistency import lever_names
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.months import parse_month
from sim.scenario.paths import Path, bare, lookup, mapped, section_of, split
from sim.scenario.schema.base import Section
from sim.scenario.schema.kinds import Month
from sim.scenario.source import Entry, entry_of
from sim.scenario.unused import unused_levers
from sim.words import listed

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


def path_problem(scenario: Scenario, path: str, data: dict[str, Any] | None = None) -> str | None:
    """Why no lever can stand at ``path``, in words; None when one can. ``data``: the scenario's plain data,
    where it is at hand."""
    target = lookup(type(scenario), scenario.canonical() if data is None else data, split(path))
    if isinstance(target, str):
        return target
    if path == "levers" or path.startswith("levers."):
        return "a lever cannot change levers"
    if target.structural:
        return (
            f"{path} shapes the region before the first month and cannot change in time; "
            f"give it its value in the file itself"
        )
    if section_of(target.annotation) is not None or section_of(mapped(target.annotation)) is not None:
        return "a lever changes one field; name a field beneath this path"
    return None


def _first_problems(scenario: Scenario, data: dict[str, Any], entry: Entry) -> list[Problem]:
    """Paths that no lever can stand at, months outside the scenario."""
    found = []
    for path, by_month in scenario.levers.items():
        if words := path_problem(scenario, path, data):
            found.append(entry.problem(("levers", path), words))
        for text in by_month:
            if not 0 <= scenario.month_of(text) < scenario.months:
                last = scenario.date_of(scenario.months - 1)
                words = f"{text} lies outside the scenario; allowed: {scenario.start} to {last}"
                found.append(replace(entry.problem(("levers", path, text), words), path=f"levers.{path}"))
    return found


def phases_of(scenario: Scenario, entry: Entry | None = None) -> tuple[tuple[int, Scenario], ...]:
    """(first month, scenario in force) for month 0 and every month in which a lever changes something.

    Each phase shares with the one before it every section that no lever changes; only the others are checked
    anew. ``entry`` tells where the levers stand in a file. Raises :class:`ScenarioError`.
    """
    if not scenario.levers:
        return ((0, scenario),)
    data = scenario.canonical()
    entry = entry if entry is not None else entry_of(data)
    if problems := _first_problems(scenario, data, entry):
        raise ScenarioError(*problems)
    changes: dict[int, dict[str, tuple[str, Any]]] = {}
    for path, by_month in scenario.levers.items():
        for text, value in by_month.items():
            changes.setdefault(scenario.month_of(text), {})[path] = (text, value)
    data = {**data, "levers": {}}
    found: list[tuple[int, Scenario]] = [(0, scenario)]
    for month in sorted(changes):
        before = found[-1][1]
        changed = _changed(before, data, changes[month], entry)
        if changed and month == 0:
            found = []
        if changed:
            found.append((month, scenario.phase(before, changed)))
    if problems := unused_levers(scenario, found, entry):
        raise ScenarioError(*problems)
    return tuple(found)


def _changed(
    before: Scenario, data: dict[str, Any], changes: dict[str, tuple[str, Any]], entry: Entry
) -> dict[str, Any]:
    """Fields of the scenario that the levers of a month give another value than they have in ``before``;
    ``data``, plain, is brought up to date. Raises :class:`ScenarioError`."""
    units: dict[Path, list[str]] = {}
    problems: list[Problem] = []
    for path, (text, value) in changes.items():
        dated = _dated(before, data, path)
        then = dict(_at(data, dated)) if dated else {}
        put(data, path, copy.deepcopy(value))
        if dated and (words := _all_over(then, _at(data, dated), text)):
            problems.append(entry.problem(("levers", path, text), words))
        units.setdefault(_unit(before, path), []).append(path)
    found: dict[str, Any] = {}
    for unit, paths in units.items():
        field, *key = unit
        old = getattr(before, field)
        part, kind = data[field], type(old)
        if key:
            part, kind = part[key[0]], type(old[key[0]])
        try:
            new = kind.model_validate_json(json.dumps(part), strict=True)
        except ValidationError as error:
            these = {path: changes[path] for path in paths}
            problems += [
                _placed(replace(problem, path=".".join((*unit, *filter(None, [problem.path])))), these, entry)
                for problem in problems_of(error, kind, entry_of(part))
            ]
            continue
        if key and new != old[key[0]]:
            found[field] = {**found.get(field, old), key[0]: new}
        elif not key and new != old:
            found[field] = new
    if found and not problems:
        new_names = lever_names(before.model_copy(update=found), found)
        problems += [_placed(problem, changes, entry) for problem in new_names]
    if problems:
        raise ScenarioError(*problems)
    return found


def _at(data: Any, path: Path) -> Any:
    """What stands at a path of nested mappings."""
    for step in path:
        data = data[step]
    return data


def _dated(scenario: Scenario, data: dict[str, Any], path: str) -> Path:
    """The path of the values by month that ``path`` is, or is an entry of; () for anything else."""
    steps = split(path)
    for way in (steps, steps[:-1]):
        target = lookup(type(scenario), data, way) if way else ""
        if not isinstance(target, str) and mapped(target.annotation) is not None:
            return way if typing.get_args(bare(target.annotation))[0] == Month else ()
    return ()


def _all_over(then: Any, now: Any, text: str) -> str | None:
    """Why a lever of the month ``text`` cannot make the values by month ``then`` into ``now``, in words: all
    that differs is over by then."""
    if not isinstance(now, dict):
        return None
    differs = sorted(month for month in {*then, *now} if then.get(month) != now.get(month))
    if not differs or not all(_is_before(month, text) for month in differs):
        return None
    return (
        f"it is moved in {text} and changes nothing but {listed(differs)}, which is over by then; "
        f"allowed: values from {text} on"
    )


def _is_before(month: str, text: str) -> bool:
    try:
        return parse_month(month) < parse_month(text)
    except ValueError:
        return False  # reported as a name that is no month


def _unit(scenario: Scenario, path: str) -> Path:
    """Where the smallest part that is checked as a whole stands: a section, or an entry of a mapping."""
    field, *rest = split(path)
    return (field,) if isinstance(getattr(scenario, field), Section) else (field, rest[0])


def _placed(problem: Problem, changes: dict[str, tuple[str, Any]], entry: Entry) -> Problem:
    """A phase's problem at the line of the lever that makes it."""
    for path, (text, _) in changes.items():  # noqa: B007
        if problem.path == path or problem.path.startswith(path + "."):
            break
    else:  # a rule over several fields complains of what holds them all
        inside = [item for item in changes.items() if item[0].startswith(problem.path)]
        path, (text, _) = inside[0] if inside else next(iter(changes.items()))
    return entry.problem(("levers", path, text), problem.message)
