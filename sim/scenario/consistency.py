"""What no single field can tell: names that lead nowhere, a travel table with holes."""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from sim.scenario.errors import Problem
from sim.scenario.paths import near
from sim.scenario.schema.clubs import TYPES
from sim.scenario.schema.lines import LINES
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
    region = _names(scenario) + _travel(scenario) + _stops(scenario) + _associations(scenario)
    return region + _arrivals(scenario) + _without_place(scenario) + _civil_society(scenario)


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


def _stops(scenario: Scenario) -> list[Problem]:
    """Lines of public transport that stop where there is no place."""
    return [
        Problem(f"there is no place {stop!r}; {near(stop, scenario.places)}", f"{field}.{key}.between")
        for field in LINES
        for key, line in getattr(scenario, field).items()
        for stop in line.between
        if stop not in scenario.places
    ]


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


def _arrivals(scenario: Scenario) -> list[Problem]:
    found = []
    for key, stream in scenario.arrivals.items():
        for field, known in (("place", scenario.places), ("origin", scenario.origins)):
            name = getattr(stream, field, None)
            if name is not None and name not in known:
                found.append(Problem(f"there is no {field} {name!r}; {near(name, known)}", f"arrivals.{key}.{field}"))
        found += _settling(scenario, key)
    return found


def _settling(scenario: Scenario, key: str) -> list[Problem]:
    """Rules of settlement: places there are none of, and agreements that name nobody."""
    settling, where = scenario.arrivals[key].settlement, f"arrivals.{key}.settlement"
    found = [
        Problem(f"there is no place {name!r}; {near(name, scenario.places)}", f"{where}.{field}")
        for field in ("among", "agreed")
        for name in getattr(settling, field)
        if name not in scenario.places
    ]
    among = settling.among or tuple(scenario.places)
    agreed = [name for name, people in settling.agreed.items() if people > 0.0]
    if not found and settling.rule == "agreed" and not set(agreed) & set(among):
        found.append(
            Problem(
                "no place has agreed to take anybody; give people a year by place in `agreed`, such as "
                f"{{{among[0]}: 20}}",
                f"{where}.agreed",
            )
        )
    return found


def _without_place(scenario: Scenario) -> list[Problem]:
    """Employers by name, and homes ordered, where there is no place."""
    return [
        Problem(f"there is no place {each.place!r}; {near(each.place, scenario.places)}", f"{section}.{key}.place")
        for section in ("sites", "building")
        for key, each in getattr(scenario, section).items()
        if each.place not in scenario.places
    ]


def _civil_society(scenario: Scenario) -> list[Problem]:
    """Programmes and posts: names that lead nowhere, no money, money twice at a time."""
    found = []
    for group in ("programmes", "coordinators"):
        for key, each in getattr(scenario, group).items():
            where = f"{group}.{key}"
            known_names = {"funding": set(scenario.funding), "places": set(scenario.places)}
            for field, known in known_names.items():
                found += [
                    Problem(f"there is no {field.removesuffix('s')} {name!r}; {near(name, known)}", f"{where}.{field}")
                    for name in getattr(each, field)
                    if name not in known
                ]
            if not each.funding:
                found.append(
                    Problem(
                        "nothing pays for it; name in `funding` one or more streams of the section `funding`, "
                        "such as pot: {payer: municipality, permanent: true}; " + near("", scenario.funding),
                        f"{where}.funding",
                    )
                )
            found += _overlaps(scenario, where, [name for name in each.funding if name in scenario.funding])
    return found + _organisations(scenario) + _targets(scenario) + _club_kinds(scenario)


def _organisations(scenario: Scenario) -> list[Problem]:
    """Programmes of organisations, and organisations in places, that the scenario does not have."""
    asked = [
        *((f"programmes.{key}", "organisation", one.organisation) for key, one in scenario.programmes.items()),
        *((f"organisations.{key}", "place", one.place) for key, one in scenario.organisations.items()),
    ]
    known: dict[str, Mapping[str, object]] = {"organisation": scenario.organisations, "place": scenario.places}
    return [
        Problem(f"there is no {field} {name!r}; {near(name, known[field])}", f"{where}.{field}")
        for where, field, name in asked
        if name is not None and name not in known[field]
    ]


def _targets(scenario: Scenario) -> list[Problem]:
    """Programmes for origins that the scenario does not have."""
    return [
        Problem(f"there is no origin {name!r}; {near(name, scenario.origins)}", f"programmes.{key}.{field}")
        for key, programme in scenario.programmes.items()
        for field, names in (("target.origins", programme.target.origins), ("organised_by", programme.organised_by))
        for name in names
        if name not in scenario.origins
    ]


def _club_kinds(scenario: Scenario) -> list[Problem]:
    """Kinds of club that a scenario adds: names that are taken, origins that it does not have, faiths of none."""
    faiths = {one.faith: key for key, one in scenario.origins.items() if one.faith}
    taken = [
        Problem(f"{key!r} is a kind of its own in the section clubs; allowed: any other name", f"club_kinds.{key}")
        for key in scenario.club_kinds
        if key in TYPES
    ]
    return (
        taken
        + [
            Problem(f"there is no origin {name!r}; {near(name, scenario.origins)}", f"club_kinds.{key}.origins")
            for key, kind in scenario.club_kinds.items()
            for name in kind.origins
            if name not in scenario.origins
        ]
        + [
            Problem(f"no origin is of the faith {kind.faith!r}; {near(kind.faith, faiths)}", f"club_kinds.{key}.faith")
            for key, kind in scenario.club_kinds.items()
            if kind.faith and kind.faith not in faiths
        ]
    )


def lever_names(phase: Scenario, fields: Container[str]) -> list[Problem]:
    """Names that a lever at one of the ``fields`` of a scenario gives, and that lead nowhere."""
    found = _targets(phase) if "programmes" in fields else []
    return found + (_arrivals(phase) if "arrivals" in fields else [])


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
