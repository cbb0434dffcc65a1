"""From a file, or from plain data, to a scenario."""

from __future__ import annotations

import functools
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from sim.scenario.consistency import inconsistencies
from sim.scenario.currencies import in_kronor
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.inheritance import first_base, merged, read_chain
from sim.scenario.levers import phases_of
from sim.scenario.months import parse_month
from sim.scenario.naming import scenario_file
from sim.scenario.paths import accepts_none, lookup, mapped, may_be_none, section_of, split
from sim.scenario.schema.base import Section
from sim.scenario.schema.root import Scenario
from sim.scenario.source import Entry, entry_of, parse
from sim.text import escaped, unwritable


def load_scenario(path: str | Path) -> Scenario:
    """Read a scenario file, resolve what it extends, validate it.

    ``path`` may be the name of a scenario that comes with the program, such as ``"rural-town"``.
    Raises :class:`ScenarioError` with everything found wrong: file, line, dotted path, what was found and
    what is allowed.
    """
    path = scenario_file(path)
    return resolved(_without_late_levers(_whole(path), own=str(path)))


def _whole(path: Path) -> Entry:
    """A file on top of all that it extends."""
    return reduce(merged, reversed(read_chain(path, str(path))))


def load_policy(path: str | Path, base: str | Path) -> Scenario:
    """The scenario of a policy that is to be compared with the scenario in ``base``.

    A file with places of its own (mostly those of a scenario that it extends) is a scenario and read as one.
    One without is a difference, as ready pieces are, and lies on top of ``base``. Raises
    :class:`ScenarioError`.
    """
    path, base = scenario_file(path), scenario_file(base)
    over = _whole(path)
    if "places" in over.value:
        return load_scenario(path)
    below = _whole(base)
    scenario = resolved(_without_late_levers(merged(below, over), own=str(path)))
    if "title" in over.value:
        return scenario
    return scenario.model_copy(update={"title": f"{scenario.title or base.stem}, with {path.stem}"})


def load_with_base(path: str | Path) -> tuple[Scenario, Scenario | None, str]:
    """A scenario, the (first) one it extends (None where it extends none), and how the latter is called.

    A base that is no whole scenario by itself counts as none. Raises :class:`ScenarioError`.
    """
    path = scenario_file(path)
    scenario = load_scenario(path)
    chain, called = first_base(path, str(path))
    if not chain:
        return scenario, None, ""
    try:
        base = resolved(reduce(merged, reversed(chain)))
    except ScenarioError:
        return scenario, None, ""
    return scenario, base, called


def scenario_from(data: Mapping[str, Any]) -> Scenario:
    """A scenario from plain data, as it would stand in a file. Raises :class:`ScenarioError`."""
    return resolved(entry_of(dict(data)))


def with_overrides(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """``scenario`` with ``{dotted path: value}`` replaced from the start, checked as in a file.

    All are replaced before anything is checked, so values that only make sense together can be given
    together. ``None`` removes an entry of a mapping, is the value of a field that may have none, and takes
    any other field back to its default. Levers still act later; those beyond a shortened ``months`` are
    dropped, as they could never act.
    """
    if not values:
        return scenario
    whole = _entries_of(scenario)
    data = whole.plain()
    problems = []
    for path, value in values.items():
        place, steps = f"--set {path}", split(path)
        target = lookup(Scenario, data, steps, new=True)
        if isinstance(target, str):
            problems.append(Problem(target, file=place))
            continue
        kept = value is None and target.field is not None and may_be_none(target.annotation)
        whole = _replaced(whole, steps, entry_of(value, place), keep_none=kept)
        data = {**data, steps[0]: whole.value[steps[0]].plain()} if steps[0] in whole.value else whole.plain()
    if problems:
        raise ScenarioError(*problems)
    return resolved(_without_late_levers(whole, own="--set"))


def _entries_of(scenario: Scenario) -> Entry:
    """A scenario's canonical form as entries. Those of the last few are kept: points of a design and draws of a
    posterior are changes of the same scenarios. Nobody changes an entry."""
    found = _entries.get(id(scenario))
    if found is None or found[0] is not scenario:
        if len(_entries) >= KEPT:
            _entries.popitem(last=False)  # at once, whatever other threads do
        found = _entries[id(scenario)] = scenario, entry_of(scenario.canonical())
    return found[1]


KEPT = 8
_entries: OrderedDict[int, tuple[Scenario, Entry]] = OrderedDict()
"""By the scenario's address, which it keeps as long as it stands here."""


def with_levers(scenario: Scenario, date: str, values: Mapping[str, Any]) -> Scenario:
    """``scenario`` with levers more: from the month written ``date`` on, each dotted path has its value.

    As if they stood in the file's ``levers``; one for the same path and month is replaced, later ones still
    act. ``None`` is a value only of fields that may have none. Raises :class:`ScenarioError`.
    """
    data = scenario.canonical()
    for path, value in values.items():
        data["levers"].setdefault(path, {})[date] = value
    return scenario_from(data)


def located(path: str | Path, problems: Iterable[Problem | str]) -> ScenarioError:
    """An error with problems found later, each at the line of its field in the file (or in its base).

    A problem that is text begins with the dotted path: ``"places.town.homes: 3 homes are too few"``.
    """
    try:
        whole = reduce(merged, reversed(read_chain(Path(path), str(path))))
    except ScenarioError:
        whole = Entry({}, str(path))
    read = [Problem.of(problem) if isinstance(problem, str) else problem for problem in problems]
    return ScenarioError(*(whole.problem(split(one.path) if one.path else (), one.message) for one in read))


def parse_setting(text: str) -> tuple[str, Any]:
    """``("meeting.free_hours", 40)`` from ``"meeting.free_hours=40"``; the value is read as in a file."""
    if wrong := unwritable(text):
        raise ScenarioError(f"--set {escaped(text)}: {wrong}")
    path, equals, written = text.partition("=")
    path = path.strip()
    if not equals or not path:
        raise ScenarioError(f"--set {text}: write it as path=value, such as meeting.free_hours=40")
    found = parse(written, f"--set {path}")
    return path, None if found is None else found.plain()


def resolved(whole: Entry) -> Scenario:
    """The scenario that entries describe. Raises :class:`ScenarioError`."""
    whole = in_kronor(_pruned(whole, _shape(Scenario)))
    try:
        scenario = Scenario.model_validate_json(json.dumps(whole.plain()), strict=True)
    except ValidationError as error:
        raise ScenarioError(*problems_of(error, Scenario, whole)) from None
    problems = [whole.problem(split(problem.path), problem.message) for problem in inconsistencies(scenario)]
    try:
        scenario.__dict__["phases"] = phases_of(scenario, whole)
    except ScenarioError as error:
        problems += error.problems
    if problems:
        raise ScenarioError(*problems)
    return scenario


class _Shape(NamedTuple):
    """Of an annotation, what it takes to prune an entry."""

    none: bool
    """Whether it may be null."""
    section: type[Section] | None
    values: _Shape | None
    """Of what a mapping holds; None for anything but a mapping."""


def _shape(annotation: Any) -> _Shape:
    values = mapped(annotation)
    return _Shape(accepts_none(annotation), section_of(annotation), None if values is None else _shape(values))


@functools.cache
def _shapes(section: type[Section]) -> dict[str, _Shape]:
    """Of a section's fields, by name."""
    return {name: _shape(field.annotation) for name, field in section.model_fields.items()}


def _pruned(entry: Entry, shape: _Shape | None) -> Entry:
    """Without the fields set to null: a section whose lines are all comments is a section by default. The very entry
    where there are none."""
    if shape is None or not isinstance(entry.value, dict) or (shape.section is None and shape.values is None):
        return entry
    fields = _shapes(shape.section) if shape.section is not None else None
    held, same = {}, True
    for key, item in entry.value.items():
        inside = shape.values if fields is None else fields.get(key)
        if item.value is None and fields is not None and inside is not None and not inside.none:
            same = False
            continue
        held[key] = _pruned(item, inside)
        same = same and held[key] is item
    return entry if same else Entry(held, entry.file, entry.line)


def _replaced(entry: Entry, path: tuple[str, ...], new: Entry, *, keep_none: bool = False) -> Entry:
    """``entry`` with the one at ``path`` replaced; removed where the new one is null and not kept."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(entry.value, list):
        items = list(entry.value)
        items[int(step)] = _replaced(items[int(step)], rest, new, keep_none=keep_none)
        return Entry(items, entry.file, entry.line)
    held = dict(entry.value) if isinstance(entry.value, dict) else {}
    if not rest and new.value is None and not keep_none:
        held.pop(step, None)
    else:
        below = held.get(step, Entry({}, new.file))
        held[step] = _replaced(below, rest, new, keep_none=keep_none)
    return Entry(held, entry.file, entry.line)


def _without_late_levers(whole: Entry, own: str) -> Entry:
    """Levers of a base that come after the end this scenario sets for itself are left out."""
    data = whole.value
    levers, months = data.get("levers"), data.get("months")
    start = data.get("start", Entry(Scenario.model_fields["start"].default))
    if months is None or levers is None or not isinstance(levers.value, dict):
        return whole
    try:
        end = parse_month(start.value) + int(months.value)
    except (TypeError, ValueError, OverflowError):
        return whole  # reported when the whole is validated

    def late(text: str, entry: Entry) -> bool:
        try:
            return not entry.file.startswith(own) and parse_month(text) >= end
        except ValueError:
            return False

    kept = {
        path: Entry({text: item for text, item in entry.value.items() if not late(text, item)}, entry.file, entry.line)
        if isinstance(entry.value, dict)
        else entry
        for path, entry in levers.value.items()
    }
    return Entry({**data, "levers": Entry(kept, levers.file, levers.line)}, whole.file, whole.line)
