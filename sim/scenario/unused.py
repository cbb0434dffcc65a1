"""Fields that nothing reads where they stand: the hours with a mentor, in a programme without mentors.

Which choices of its entry a field needs is said where it is declared (``used_where`` of
:func:`sim.scenario.schema.base.parameter`). A lever at a field that is not read in any month in which its value
is in force is refused; a value that a file states otherwise than by default is only told of, since a lever or a
design may change the choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sim.scenario.errors import Problem
from sim.scenario.paths import Path, extra, mapped, section_of, split
from sim.scenario.schema.base import Section
from sim.scenario.source import Entry
from sim.words import listed

if TYPE_CHECKING:
    from sim.scenario.schema.root import Scenario

Choices = Mapping[str, Sequence[str]]


def conditions(kind: type[Section], prefix: Path = ()) -> dict[Path, Choices]:
    """What the fields of an entry need: {path within it: {choice: values}}, of those that need anything."""
    found: dict[Path, Choices] = {}
    for name, field in kind.model_fields.items():
        here = (*prefix, name)
        if inner := section_of(field.annotation):
            found |= conditions(inner, here)
        elif needs := extra(field).get("used_where"):
            found[here] = needs
    return found


def is_used(entry: Section, needs: Choices) -> bool:
    return all(attrgetter(name)(entry) in values for name, values in needs.items())


def _is_read(entry: Section, asked: dict[Path, Choices], path: Path, kind: Any) -> bool:
    """Whether the field at ``path`` is, or of a section any field."""
    if inner := section_of(kind):
        return any(is_used(entry, asked.get((*path, name), {})) for name in inner.model_fields)
    return is_used(entry, asked.get(path, {}))


def one_of(values: Sequence[str]) -> str:
    *most, last = values
    return f"{', '.join(most)} or {last}" if most else last


def unused_levers(scenario: Scenario, phases: Sequence[tuple[int, Scenario]], entry: Entry) -> list[Problem]:
    """Levers at fields that are not read in any month in which they are in force, at their lines."""
    found = []
    for path, by_month in scenario.levers.items():
        section, *rest = split(path)
        kind = section_of(mapped(type(scenario).model_fields[section].annotation))
        needs = conditions(kind).get(tuple(rest[1:])) if kind is not None and rest else None
        if kind is None or not needs:
            continue
        moved = sorted(scenario.month_of(text) for text in by_month)
        for text in by_month:
            first = scenario.month_of(text)
            until = next((month for month in moved if month > first), scenario.months)
            entries = [getattr(phase, section)[rest[0]] for phase in _in_force(phases, first, until)]
            if not any(is_used(one, needs) for one in entries):
                words = why_unused(entries[0], needs, section, rest)
                found.append(entry.problem(("levers", path, text), words))
    return found


def _in_force(phases: Sequence[tuple[int, Scenario]], first: int, until: int) -> list[Scenario]:
    """The scenarios in force in the months from ``first`` to before ``until``."""
    begun = [month for month, _ in phases[1:]] + [until]
    return [phase for (month, phase), end in zip(phases, begun, strict=True) if month < until and end > first]


def why_unused(entry: Section, needs: Choices, section: str, rest: Sequence[str]) -> str:
    """Why a field is not read in ``entry``, what it takes, and the fields beside it that are read."""
    key, *path = rest
    is_now = listed([f"{section}.{key}.{name} is {attrgetter(name)(entry)}" for name in needs])
    wanted = listed([f"{name} {one_of(values)}" for name, values in needs.items()])
    asked = conditions(type(entry))
    beside = entry
    for step in path[:-1]:
        beside = getattr(beside, step)
    read = [
        name
        for name, field in type(beside).model_fields.items()
        if not extra(field).get("structural") and _is_read(entry, asked, (*path[:-1], name), field.annotation)
    ]
    return f"{path[-1]} is not used where {is_now}; it takes {wanted}; used here: {', '.join(read)}"
