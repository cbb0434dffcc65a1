"""A town of bygd before its first month, as plain data that any other program can start from.

Everything stands in one dictionary of numbers, texts and lists, so that it can be written as JSON and read where
neither bygd nor numpy is installed: the scenario's numbers, who lives there, with whom, in what home, whom they know,
what they belong to, where they work. What is lasting in a person or a pair (:data:`LASTING`, ``affinity_key``) is part
of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sim.codes import LONG_AGO, FocusSlot
from sim.history import begin
from sim.processes.seeking import LIFELONG
from sim.quality import affinity_key, quality_table
from sim.rng import Process, pair_key, uniforms
from sim.scenario.months import parse_month
from sim.town import Town, Used

if TYPE_CHECKING:
    from sim.scenario import Scenario

PERSON = ("uid", "birth", "sex", "household", "newcomer", "origin", "pathway", "arrival", "schooling", "recognised")
PERSON_MORE = ("health", "car", "introduction_end")
MIND = ("language", "course_hours", "in_course", "trust", "attitude", "openness", "belonging")
WORK = ("since", "months_worked", "studying")
HOUSEHOLD = ("home", "size", "awaiting", "awaiting_since")
HOME = ("tenure", "beds", "focus")
FOCUS = ("kind", "capacity", "owner", "cohort")
CLUB = ("uid", "type", "focus", "open", "weak_months", "welcome", "neutral", "origin")
JOB = ("employer", "skill", "holder", "focus", "vacant_since", "open")
EMPLOYER = ("sector", "willingness")
RETIREMENT_BLOCK = 255
LASTING = ("means", "transport", "childcare", "evening", "retires", "inactive", "enters", "finishes", "degree")
"""Draws that a person keeps for life, all between 0 and 1."""

CORE: dict[str, Any] = {
    "past.lived": False,
    "attraction.follows": False,
    "elsewhere.draws": False,
    "elsewhere.secondary": False,
    "returning.returning": False,
    "returning.away_at_start": False,
    "leaving.onward": 0.0,
    "arriving.inflow_older": 0.0,
    "reception.permits": False,
    "health.changes": False,
    "health.ill_youths": 0.0,
    "health.ill_family": 0.0,
    "health.ill_labour": 0.0,
    "childcare.care": False,
    "driving.licences": False,
    "driving.carpools": False,
    "clubs.founding_by_need": False,
    "boards.boards": False,
    "meeting.other_level_likeness": 1.0,
    "ties.other_stage_likeness": 1.0,
    "language.uneven": False,
    "language.literacy": False,
    "language.interruptions": False,
    "language.results": False,
    "benefits.level": 1.0,
    "benefits.duty_women": 0.0,
    "benefits.duty_courses": 0.0,
    "housing.stock": False,
    "housing.refused": (0.0, 0.0, 0.0),
    "housing.contract_ends": 0.0,
    "services.school_pupils": 0,
    "services.interpreting": False,
    "settlement.movement_grants": 0.0,
    "settlement.incentive": 0.0,
}
"""What a scenario must say, by path, to be the core that the twins live: all else bygd knows is switched off."""


def refuse_what_is_no_core(scenario: Scenario) -> None:
    """Raise ``ValueError`` for what the twins leave out: programmes and money, levers, several places, waiting for a
    decision, what :data:`CORE` switches off, rivals."""
    for name in ("programmes", "funding", "coordinators", "levers", "buses", "building", "sites"):
        if getattr(scenario, name):
            raise ValueError(f"{name}: the twins live the core alone; use a scenario without {name}")
    if len(scenario.places) != 1:
        raise ValueError(f"places: found {len(scenario.places)}; the twins live in one")
    for key, stream in scenario.arrivals.items():
        if stream.waiting.months > 0.0 or stream.settlement.rule != "given":
            raise ValueError(f"arrivals.{key}: nobody waits for a decision or a place in the twins")
    for path, value in CORE.items():
        section, name = path.split(".")
        found = getattr(getattr(scenario, section), name)
        if found != value:
            raise ValueError(f"{path}: found {found!r}; the twins live by {value!r}")
    usual = type(scenario.rivals)(labour_demand="posts_follow_people")
    if scenario.rivals != usual:
        raise ValueError(f"rivals: found {scenario.rivals!r}; the twins know {usual!r} only")


def rows(group: Any, names: Iterable[str], used: int) -> list[dict[str, Any]]:
    """The first ``used`` rows of some columns, a dictionary each."""
    columns = {name: getattr(group, name)[:used].tolist() for name in names}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def lasting(seed: Any, uid: Any) -> dict[str, float]:
    """The lasting draws of a person, by :data:`LASTING`."""
    means, transport, _, _ = uniforms(seed, Process.CLUB_JOINING.value, uid, LONG_AGO, 0)
    childcare, evening, _, _ = uniforms(seed, Process.COURSES.value, uid, LONG_AGO, 0)
    retires, _, _, _ = uniforms(seed, Process.JOB_LOSS.value, uid, 0, RETIREMENT_BLOCK)
    inactive, _, _, _ = uniforms(seed, Process.HIRING.value, uid, 0, LIFELONG)
    enters, finishes, degree, _ = uniforms(seed, Process.SCHOOLING.value, uid, 0, 0)
    values = (means, transport, childcare, evening, retires, inactive, enters, finishes, degree)
    return dict(zip(LASTING, map(float, values), strict=True))


def people_of(town: Town) -> list[dict[str, Any]]:
    """Everybody, with the foci they belong to, by row."""
    state, used = town.state, int(town.used[Used.PEOPLE])
    found = rows(state.people, PERSON + PERSON_MORE, used)
    for more in (rows(state.minds, MIND, used), rows(state.work, WORK, used)):
        for person, values in zip(found, more, strict=True):
            person.update(values)
    columns = state.memberships.focus[:used, : FocusSlot.CLUB_3 + 1].tolist()
    helps = state.memberships.volunteer[:used].tolist()
    for row, person in enumerate(found):
        person.update(foci=columns[row], volunteer=helps[row], lasting=lasting(town.seed, state.people.uid[row]))
    return found


def ties_of(town: Town) -> list[list[float]]:
    """Every tie once: row of one, row of the other, hours-equivalent, kind, quality, month it was made."""
    ties, table = town.state.ties, quality_table()
    found = []
    for person in range(int(town.used[Used.PEOPLE])):
        for slot, other in enumerate(ties.partner[person].tolist()):
            if other > person:
                hours, kind = float(ties.hours[person, slot]), int(ties.kind[person, slot])
                quality = float(table[int(ties.quality[person, slot])])
                found.append([person, other, hours, kind, quality, int(ties.since[person, slot])])
    return found


def streams_of(scenario: Scenario) -> list[dict[str, Any]]:
    """The streams of newcomers, with ``months`` by number of the month instead of by date."""
    first, origins = parse_month(scenario.start), list(scenario.origins)
    found = []
    for stream in scenario.arrivals.values():
        data = stream.model_dump(mode="json")
        data["origin"] = origins.index(stream.origin) + 1
        data["months"] = [[parse_month(date) - first, people] for date, people in stream.months.items()]
        found.append(data)
    return found


def starting_point(scenario: Scenario, seed: int) -> dict[str, Any]:
    """The town of ``scenario`` and ``seed`` at month 0. Raises ``ValueError`` for what is not the core alone."""
    refuse_what_is_no_core(scenario)
    return described(begin(scenario, seed), scenario)


def described(town: Town, scenario: Scenario) -> dict[str, Any]:
    """A town before its first month as plain data; ``scenario`` is the one it was built from."""
    state, used, table = town.state, town.used, quality_table()
    data = scenario.canonical()
    (key,) = scenario.places
    places = state.places
    return {
        "numbers": data,
        "population": scenario.places[key].population,
        "streams": streams_of(scenario),
        "origins": [data["origins"][origin] for origin in scenario.origins],
        "calendar_offset": parse_month(scenario.start) % 12,
        "affinity_key": int(affinity_key(town.seed)),
        "kept_away_key": int(pair_key(town.seed, Process.CLUB_JOINING.value, LONG_AGO)),
        "least_quality": float(table[0]),
        "most_quality": float(table[-1]),
        "cluster": int(places.uid[0] >> 20),
        "threat": float(places.threat[0]),
        "services": places.service_open[0].tolist(),
        "services_weak": places.service_weak[0].tolist(),
        "people": people_of(town),
        "ties": ties_of(town),
        "households": rows(state.households, HOUSEHOLD, int(used[Used.HOUSEHOLDS])),
        "homes": rows(state.homes, HOME, int(used[Used.HOMES])),
        "foci": rows(state.foci, FOCUS, int(used[Used.FOCI])),
        "clubs": rows(state.clubs, CLUB, int(used[Used.CLUBS])),
        "employers": rows(state.employers, EMPLOYER, int(used[Used.EMPLOYERS])),
        "jobs": rows(state.jobs, JOB, int(used[Used.JOBS])),
    }
