"""What no single field can tell: names that lead nowhere, a travel table with holes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from sim.scenario.errors import Problem
from sim.scenario.paths import extra, near
from sim.scenario.schema.base import Section
from sim.scenario.schema.clubs import TYPES
from sim.words import figure, measured

if TYPE_CHECKING:
    from sim.scenario.schema.root import Scenario

LONGEST_WAY = 1440
"""Minutes between two places above which their positions cannot be meant [minute]."""
RESERVED = ("all",)
"""Keys that no place may have: in the tables of results they stand for the whole region
(:data:`sim.measures.recorder.ALL`)."""


def inconsistencies(scenario: Scenario) -> list[Problem]:
    """Problems between the fields of a scenario whose fields are each in order."""
    region = _names(scenario) + _travel(scenario) + _associations(scenario)
    return region + unknown_names(scenario, type(scenario).model_fields) + _agreed(scenario) + _civil_society(scenario)


def unknown_names(scenario: Scenario, fields: Iterable[str]) -> list[Problem]:
    """Names that the entries of these ``fields`` give to what the scenario does not have: of places, origins, streams
    of money, organisations (``refers`` of :func:`sim.scenario.schema.base.parameter`)."""
    found = []
    for field in fields:
        held = getattr(scenario, field)
        for key, entry in held.items() if isinstance(held, dict) else ():
            for path, section, name in _references(entry, f"{field}.{key}") if isinstance(entry, Section) else ():
                known = getattr(scenario, section)
                if name not in known:
                    found.append(
                        Problem(f"there is no {section.removesuffix('s')} {name!r}; {near(name, known)}", path)
                    )
    return found


def _references(part: Section, path: str) -> Iterator[tuple[str, str, str]]:
    """(path, section of the scenario, name) of every name in a section that stands for an entry of another."""
    for field, info in type(part).model_fields.items():
        value, here = getattr(part, field), f"{path}.{field}"
        if isinstance(value, Section):
            yield from _references(value, here)
        elif value and (refers := extra(info).get("refers")):
            yield from ((here, refers, name) for name in ([value] if isinstance(value, str) else value))


def _names(scenario: Scenario) -> list[Problem]:
    """Places called as the program calls something else."""
    words = ", ".join(RESERVED)
    return [
        Problem(
            f"{key!r} is the program's own word for all places together; use another key for this place, and "
            f"put the name shown into `name`; not to be used: {words}",
            f"places.{key}",
        )
        for key in scenario.places
        if key in RESERVED
    ]


def _travel(scenario: Scenario) -> list[Problem]:
    found = []
    places = list(scenario.places)
    for here, row in scenario.travel.items():
        if here not in scenario.places:
            found.append(Problem(f"there is no place {here!r}; {near(here, places)}", f"travel.{here}"))
            continue
        for there, minutes in row.items():
            path = f"travel.{here}.{there}"
            back = scenario.travel.get(there, {}).get(here)
            if there not in scenario.places:
                found.append(Problem(f"there is no place {there!r}; {near(there, places)}", path))
            elif here == there and minutes != 0:
                found.append(Problem(f"found {figure(minutes)}; from a place to itself it takes 0 minutes", path))
            elif back is not None and back != minutes and places.index(here) < places.index(there):
                found.append(
                    Problem(
                        f"found {measured(minutes, 'minute', 'minutes')}, but {figure(back)} the other way; give one, "
                        "or both alike",
                        path,
                    )
                )
    if found:
        return found
    missing, beyond = [], []
    for a, b in combinations(places, 2):
        try:
            minutes = scenario.minutes(a, b)
        except KeyError:
            missing.append(f"{a}–{b}")
            continue
        if minutes > LONGEST_WAY:
            beyond.append(f"{a}–{b} ({minutes:,.0f})")
    if missing:
        found.append(
            Problem(
                f"minutes are missing between {_some(missing)}; give them, or every place its position [km]", "travel"
            )
        )
    if beyond:
        found.append(
            Problem(
                f"by their positions it takes more than {LONGEST_WAY:,} minutes between {_some(beyond)}; "
                "positions are in km",
                "travel",
            )
        )
    return found


def _associations(scenario: Scenario) -> list[Problem]:
    """Immigrants' associations by number: there are as many as people found."""
    given = {"clubs.immigrant.per_thousand": scenario.clubs.immigrant.per_thousand}
    for key, place in scenario.places.items():
        given[f"places.{key}.clubs.immigrant"] = place.clubs.get("immigrant", 0.0)
    return [
        Problem(
            f"found {figure(number)}; allowed: 0, or leave it out: immigrants' associations are founded by people, at "
            "the start by every origin group of at least region.club_origin_least in a place",
            path,
        )
        for path, number in given.items()
        if number > 0.0
    ]


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _agreed(scenario: Scenario) -> list[Problem]:
    """Agreements on settlement that name nobody."""
    found = []
    for key, stream in scenario.arrivals.items():
        settling = stream.settlement
        among = settling.among or tuple(scenario.places)
        agreed = [name for name, people in settling.agreed.items() if people > 0.0]
        if settling.rule == "agreed" and not set(agreed) & set(among):
            found.append(
                Problem(
                    "no place has agreed to take anybody; give people a year by place in `agreed`, such as "
                    f"{{{among[0]}: 20}}",
                    f"arrivals.{key}.settlement.agreed",
                )
            )
    return found


def _civil_society(scenario: Scenario) -> list[Problem]:
    """Programmes and posts without money, or with money twice at a time; kinds of club with a name that is taken."""
    found = []
    for group in ("programmes", "coordinators"):
        for key, each in getattr(scenario, group).items():
            where = f"{group}.{key}"
            if not each.funding:
                found.append(
                    Problem(
                        "nothing pays for it; name in `funding` one or more streams of the section `funding`, "
                        "such as pot: {payer: municipality, permanent: true}; " + near("", scenario.funding),
                        f"{where}.funding",
                    )
                )
            found += _overlaps(scenario, where, [name for name in each.funding if name in scenario.funding])
    return found + _club_kinds(scenario)


def _club_kinds(scenario: Scenario) -> list[Problem]:
    """Kinds of club that a scenario adds: names that are taken, faiths that no origin is of."""
    faiths = {one.faith: key for key, one in scenario.origins.items() if one.faith}
    return [
        Problem(f"{key!r} is a kind of its own in the section clubs; allowed: any other name", f"club_kinds.{key}")
        for key in scenario.club_kinds
        if key in TYPES
    ] + [
        Problem(f"no origin is of the faith {kind.faith!r}; {near(kind.faith, faiths)}", f"club_kinds.{key}.faith")
        for key, kind in scenario.club_kinds.items()
        if kind.faith and kind.faith not in faiths
    ]


def lever_names(phase: Scenario, fields: Iterable[str]) -> list[Problem]:
    """Names that a lever at one of the ``fields`` of a scenario gives, and that lead nowhere."""
    return unknown_names(phase, fields) + (_agreed(phase) if "arrivals" in fields else [])


def _overlaps(scenario: Scenario, where: str, names: list[str]) -> list[Problem]:
    """Two streams that would pay for the same thing in the same month."""
    spans = []
    for name in names:
        stream = scenario.funding[name]
        first = scenario.month_of(stream.start) if stream.start else 0
        spans.append((first, scenario.months if stream.months is None else first + stream.months, name))
    spans.sort()
    return [
        Problem(
            f"{a!r} pays until {scenario.date_of(end - 1)} and {b!r} from {scenario.date_of(start)}; "
            "periods must not overlap",
            f"{where}.funding",
        )
        for (_, end, a), (start, _, b) in pairwise(spans)
        if start < end
    ]
