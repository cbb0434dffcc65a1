"""What one scenario changes of another, in words: names of levers and of entries, what a field is, and no paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bygd.web.lever_list import levers_of
from bygd.web.markup import InEnglish
from experiments.portrait.values import differences, unit_of, value_words
from sim.languages import N_, SOURCE, _, in_language
from sim.scenario.schema.contents import PROSE
from sim.words import month_and_year

if TYPE_CHECKING:
    from bygd.web.lever import Lever
    from sim.scenario import Scenario

MOST = 12
OVER_TIME = "levers."
SWITCH = {True: N_("switched on"), False: N_("switched off")}


def plain_changes(base: Scenario, policy: Scenario, most: int = MOST) -> list[str]:
    """One line for each difference, prose aside; the last says how many more there are. What is no lever and no entry
    switched on or off is told by the schema's words for the field, in English."""
    old, new = base.canonical(), policy.canonical()
    for name in PROSE:
        old.pop(name)
        new.pop(name)
    levers = known_levers(policy)
    found = [
        line(path, before, after, new if after is not None else old, levers)
        for path, before, after in differences(old, new)
    ]
    return found[:most] + ([_("… and {number} more", number=len(found) - most)] if len(found) > most else [])


def known_levers(scenario: Scenario) -> dict[str, Lever]:
    """Levers by the path they move, of every entry they could act on."""
    from bygd.web.levers import acted_on

    programme, post = acted_on(scenario)
    found: dict[str, Lever] = {}
    for stream in scenario.funding or ("",):
        found |= {lever.path: lever for lever in levers_of(programme or "", post or "", stream)}
    return found


def line(path: str, before: Any, after: Any, data: Mapping[str, Any], levers: Mapping[str, Lever]) -> str:
    """A difference in words; ``data`` is the scenario that has the field."""
    field = path.removeprefix(OVER_TIME)
    lever = levers.get(field)
    if lever is not None or (field.endswith(".active") and entry_of(field.split("."), data)):
        return _line(path, before, after, data, lever)
    with in_language(SOURCE):
        return InEnglish(_line(path, before, after, data, None))


def _line(path: str, before: Any, after: Any, data: Mapping[str, Any], lever: Lever | None) -> str:
    if path.startswith(OVER_TIME):
        return over_time(path.removeprefix(OVER_TIME), after, data, lever)
    subject = _(lever.label) if lever is not None else subject_of(path, data)
    return f"{subject}: {said(before, path, data, lever)} → {said(after, path, data, lever)}"


def over_time(path: str, after: Any, data: Mapping[str, Any], lever: Lever | None) -> str:
    """Values from some months on, by month."""
    subject = _(lever.label) if lever is not None else subject_of(path, data)
    if not isinstance(after, dict):
        return _("{what}: not changed during the run any more", what=subject)
    each = [
        _("{value} from {month} on", value=said(value, path, data, lever), month=month_and_year(date))
        for date, value in after.items()
    ]
    return f"{subject}: {'; '.join(each)}"


def said(value: Any, path: str, data: Mapping[str, Any], lever: Lever | None) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return _(SWITCH[value]) if path.endswith(".active") else ("yes" if value else "no")
    if lever is not None and isinstance(value, (int, float)):
        return lever.shown(value)
    if value is None:
        return "none"
    unit = unit_of(dict(data), path).strip(" []") if isinstance(value, (int, float)) else ""
    return f"{value_words(value)}{f' {unit}' if unit else ''}"


def subject_of(path: str, data: Mapping[str, Any]) -> str:
    """What stands at ``path``: the entry's name, and the first sentence on the field."""
    from sim.scenario import Scenario
    from sim.scenario.paths import Target, lookup, split
    from sim.scenario.schema.base import described

    described(Scenario)
    steps = split(path)
    entry = entry_of(steps, data)
    target = lookup(Scenario, dict(data), steps)
    text = ""
    if isinstance(target, Target) and target.field is not None:
        text = " ".join((target.field.description or "").replace("`", "").split())
        text = text.partition(". ")[0].rstrip(".")
    if steps[-1] == "active" and entry:
        return entry
    if not text:
        return f"{entry}: {steps[-1].replace('_', ' ')}" if entry else path
    return f"{entry}: {text[0].lower()}{text[1:]}" if entry else text


def entry_of(steps: tuple[str, ...] | list[str], data: Mapping[str, Any]) -> str:
    """The name of the entry that a path leads into, such as a programme's; empty for a section of settings."""
    held = data.get(steps[0])
    if len(steps) < 2 or not isinstance(held, dict) or not isinstance(held.get(steps[1]), dict):
        return ""
    own = held[steps[1]].get("name")
    return str(own) if own else str(steps[1]).replace("_", " ")


__all__ = ["plain_changes"]
