"""A scenario in plain words."""

from __future__ import annotations

import textwrap
from itertools import combinations
from typing import Any

from experiments.portrait.homes import home_notes, homes_in_words
from experiments.portrait.interventions import coordinators_in_words, funding_in_words, money_notes, programmes_in_words
from experiments.portrait.lines import line_notes, lines_in_words
from experiments.portrait.settings import settings_in_words
from experiments.portrait.sites import site_notes, sites_in_words
from experiments.portrait.unused import unused_notes
from experiments.portrait.values import differences, unit_of, value_words
from sim.scenario.months import parse_month
from sim.scenario.schema.arrivals import ArrivalStream
from sim.scenario.schema.contents import PROSE
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.scenario.words import number
from sim.words import counted, listed, measured, plural

WIDTH = 100
MOST_PLACES = 20
"""Places that are named one by one."""
MOST_LISTED = 24
"""Changes of one lever that are listed one by one."""


def portrait(scenario: Scenario, base: Scenario | None = None, base_name: str = "") -> str:
    """What a scenario describes, paragraph by paragraph; compared with ``base`` or with the defaults."""
    parts = [
        _heading(scenario, base),
        _places(scenario),
        lines_in_words(scenario),
        sites_in_words(scenario),
        homes_in_words(scenario),
        settings_in_words(scenario),
        _newcomers(scenario),
        programmes_in_words(scenario),
        coordinators_in_words(scenario),
        funding_in_words(scenario),
        _changes(scenario, base, base_name),
        _levers(scenario),
        _notes(scenario),
        f"Seed {scenario.seed}. Fingerprint {scenario.digest()[:16]}.",
    ]
    return "\n\n".join(part for part in parts if part)


def _heading(scenario: Scenario, base: Scenario | None) -> str:
    years, months = divmod(scenario.months, 12)
    length = listed([counted(count, word, f"{word}s") for count, word in ((years, "year"), (months, "month")) if count])
    last = scenario.date_of(scenario.months - 1)
    lines = [scenario.title or "A scenario without a title"]
    if scenario.description:
        inherited = base is not None and base.description == scenario.description
        lines += textwrap.wrap(("Its base says of itself: " if inherited else "") + scenario.description, WIDTH)
    lines.append(f"From {scenario.start} to {last}: {length}, month by month.")
    return "\n".join(lines)


def _places(scenario: Scenario) -> str:
    people = sum(place.population for place in scenario.places.values())
    count = len(scenario.places)
    lines = [f"{counted(count, 'place', 'places')} with {counted(people, 'inhabitant', 'inhabitants')}:"]
    first = next(iter(scenario.places))
    for key, place in list(scenario.places.items())[:MOST_PLACES]:
        words = f"  {place.name or key}: {counted(place.population, 'inhabitant', 'inhabitants')}"
        words += f", {place.newcomers:.1%} of them newcomers" if scenario.origins else ""
        if key != first:
            away = scenario.minutes(first, key)
            words += f", {measured(away, 'minute', 'minutes')} from {scenario.places[first].name or first}"
        lines.append(words)
    if count > MOST_PLACES:
        rest = sum(place.population for place in list(scenario.places.values())[MOST_PLACES:])
        lines.append(f"  and {count - MOST_PLACES} more with {counted(rest, 'inhabitant', 'inhabitants')}")
        lines += _areas(scenario)
    derived = sum(scenario.given_minutes(a, b) is None for a, b in combinations(scenario.places, 2))
    if derived:
        roads = scenario.region
        lines += textwrap.wrap(
            f"The way between {counted(derived, 'pair', 'pairs')} of places follows from their "
            f"positions: {number(roads.road_detour)} times the straight line at "
            f"{number(roads.road_speed)} km/h, and {number(roads.road_minutes)} "
            f"{plural(roads.road_minutes, 'minute', 'minutes')} more.",
            WIDTH,
        )
    return "\n".join(lines)


def _areas(scenario: Scenario) -> list[str]:
    """How many places have each label, grouping by grouping."""
    found: dict[str, list[str]] = {}
    for key, rows in scenario.areas().items():
        grouping, _, label = key.partition(":")
        found.setdefault(grouping, []).append(f"{label} {len(rows)}")
    return [
        line
        for grouping, parts in found.items()
        for line in textwrap.wrap(
            f"By {grouping}: {', '.join(parts)}.", WIDTH, initial_indent="  ", subsequent_indent="  "
        )
    ]


def _newcomers(scenario: Scenario) -> str:
    if not scenario.arrivals:
        return "No newcomers arrive."
    lines = ["Newcomers who arrive:"]
    for key, stream in scenario.arrivals.items():
        place = scenario.places[stream.place].name or stream.place
        origin = scenario.origins[stream.origin].name or stream.origin
        words = f"  {stream.name or key}: {stream.pathway}, from {origin} to {place}"
        words += f", about {measured(stream.per_year, 'person', 'people')} a year" if stream.per_year else ""
        if stream.months:
            dates = sorted(stream.months)
            period = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
            words += f", {sum(stream.months.values()):,} in given months ({period})"
        lines.append(words + _stages(scenario, stream))
    return "\n".join(lines)


def _stages(scenario: Scenario, stream: ArrivalStream) -> str:
    """What comes before and after settlement, and who decides on the place; empty for what is usual."""
    said = []
    waiting, permit, settling = stream.waiting, stream.permit, stream.settlement
    if waiting.months:
        where = "in a reception centre" if waiting.housing == "centre" else "in homes of their own"
        said.append(
            f"wait {measured(waiting.months, 'month', 'months')} on average {where}, {waiting.granted:.0%} are granted"
        )
    if permit.kind == "temporary":
        said.append(f"temporary permit of {counted(permit.months, 'month', 'months')}, {permit.renewed:.0%} renewed")
    elif permit.kind == "work":
        said.append(f"permit hangs on work within {counted(permit.within, 'month', 'months')} of leaving school")
    if settling.rule != "given":
        places = [scenario.places[key].name or key for key in settling.among] or ["all places"]
        said.append(f"settled in {listed(places)}: {settling.rule}")
    return "".join(f"; {words}" for words in said)


def _changes(scenario: Scenario, base: Scenario | None, base_name: str) -> str:
    new = scenario.canonical()
    if base is not None:
        old, against = base.canonical(), f"its base, {base_name}"
        for name in (*PROSE, "levers"):
            old.pop(name)
            new.pop(name)
    else:
        against = "the default values of the parameters"
        new = {name: new[name] for name in SECTIONS}
        old = {name: type(getattr(scenario, name))().model_dump(mode="json") for name in SECTIONS}
    found = differences(old, new)
    if not found:
        return f"Nothing differs from {against}." if base is not None else "All parameters at their defaults."
    data = scenario.canonical()
    lines = [f"What differs from {against}:"]
    lines += [
        f"  {path}: {value_words(before)} → {value_words(after)}{unit_of(data, path)}" for path, before, after in found
    ]
    return "\n".join(lines)


def _levers(scenario: Scenario) -> str:
    if not scenario.levers:
        return "No levers: nothing changes in time."
    lines = ["Levers, what changes in time:"]
    data = scenario.canonical()
    few = {path: changes for path, changes in scenario.levers.items() if len(changes) <= MOST_LISTED}
    events = sorted(
        ((text, path, value) for path, changes in few.items() for text, value in changes.items()),
        key=lambda event: event[:2],
    )
    lines += [f"  from {text}: {path} = {value_words(value)}{unit_of(data, path)}" for text, path, value in events]
    lines += [_many(path, changes, unit_of(data, path)) for path, changes in scenario.levers.items() if path not in few]
    return "\n".join(lines)


def _many(path: str, changes: dict[str, Any], unit: str) -> str:
    """A lever that moves more often than can be read one by one."""
    first, last = min(changes), max(changes)
    words = f"  from {first}: {path} changes {len(changes)} times until {last}"
    values = list(changes.values())
    if all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values):
        return f"{words}, from {value_words(min(values))} to {value_words(max(values))}{unit}"
    return f"{words}, from {value_words(changes[first])} to {value_words(changes[last])} at the end"


def _notes(scenario: Scenario) -> str:
    """What is in order but will not act."""
    end = parse_month(scenario.start) + scenario.months
    lines = []
    for key, stream in scenario.arrivals.items():
        idle = [m for m in stream.months if not parse_month(scenario.start) <= parse_month(m) < end]
        if idle:
            lines.append(f"Note: arrivals.{key}.months has months outside the period: {', '.join(idle[:5])}")
    coming = {stream.origin for stream in scenario.arrivals.values()}
    lines += [f"Note: nobody arrives from {key}" for key in scenario.origins if key not in coming]
    return "\n".join(
        lines
        + line_notes(scenario)
        + site_notes(scenario)
        + home_notes(scenario)
        + money_notes(scenario)
        + unused_notes(scenario)
    )


__all__ = ["portrait"]
