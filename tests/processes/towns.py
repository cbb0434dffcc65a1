"""Small hand-built towns for tests of single processes."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import allocation
from sim.codes import NOBODY, Channel, Pathway, Schooling, Sex, Status, TieKind
from sim.jobs import take_job
from sim.rng import named_uid, seed_word
from sim.rules import rules_of
from sim.scenario.schema.root import Scenario
from sim.town import Town, Used


def town_of(
    places: int = 1,
    people: int = 2000,
    minutes: float = 30.0,
    seed: int = 1,
    month: int = 0,
    start: str = "2010-01",
    **sections: dict[str, Any],
) -> Town:
    """An empty region of ``places`` that lie ``minutes`` apart; ``sections``: settings by section."""
    scenario = Scenario.model_validate(
        {"start": start, "places": {f"place{number}": {"population": 1000} for number in range(places)}, **sections}
    )
    state = allocation.allocate_state(
        people=people,
        households=people,
        homes=people,
        foci=400,
        seats=400 * 64,
        clubs=20,
        jobs=people,
        employers=max(100, people // 10),
        places=places,
        slots=40,
    )
    state.places.uid[:] = [named_uid("place", number) for number in range(places)]
    state.places.travel[:] = minutes
    np.fill_diagonal(state.places.travel, 0.0)
    return Town(scenario=scenario, rules=rules_of(scenario), state=state, seed=seed_word(seed), month=month)


def add_person(
    town: Town,
    *,
    age: float = 35.0,
    sex: Sex = Sex.MAN,
    place: int = 0,
    household: int | None = None,
    newcomer: bool = False,
    origin: int = 1,
    arrival: int = 0,
    schooling: Schooling = Schooling.SECONDARY,
    language: float = 1.0,
    car: bool = True,
    **more: float,
) -> int:
    """Somebody ``age`` years old in the town's month; ``more``: further columns of people, minds or work.

    ``household``: a row to join; without it a household of one's own.
    """
    state = town.state
    person = int(town.used[Used.PEOPLE])
    town.used[Used.PEOPLE] += 1
    people = state.people
    people.uid[person] = named_uid("person", person)
    people.status[person] = Status.HERE
    people.birth[person] = town.month - round(age * 12)
    people.sex[person] = sex
    people.place[person] = place
    people.settled_in[person] = place
    people.schooling[person] = schooling
    people.car[person] = car
    state.minds.language[person] = language
    if newcomer:
        people.newcomer[person] = 1
        people.origin[person] = origin
        people.pathway[person] = Pathway.QUOTA
        people.arrival[person] = arrival
    if household is None:
        household = int(town.used[Used.HOUSEHOLDS])
        town.used[Used.HOUSEHOLDS] += 1
        state.households.uid[household] = named_uid("household", household)
        state.households.place[household] = place
    seat = int(state.households.size[household])
    state.households.members[household, seat] = person
    state.households.size[household] += 1
    people.household[person] = household
    for column, value in more.items():
        group = next(g for g in (state.people, state.minds, state.work) if hasattr(g, column))
        getattr(group, column)[person] = value
    return person


def add_focus(town: Town, kind: TieKind, place: int = 0, seats: int = 16, owner: int = NOBODY) -> int:
    """A focus with ``seats`` (a power of two)."""
    foci = town.state.foci
    focus = int(town.used[Used.FOCI])
    town.used[Used.FOCI] += 1
    foci.kind[focus], foci.place[focus], foci.capacity[focus] = kind, place, seats
    foci.start[focus] = town.used[Used.SEATS]
    foci.owner[focus] = owner
    foci.uid[focus] = named_uid("focus", focus)
    town.used[Used.SEATS] += seats
    return focus


def add_employer(
    town: Town,
    *,
    posts: int,
    place: int = 0,
    sector: int = 1,
    skill: Schooling = Schooling.SECONDARY,
    willingness: float = 0.5,
    vacant_since: int = 0,
) -> int:
    """An employer with ``posts`` vacant posts and a work team of 16 seats for each 16 of them."""
    state = town.state
    employer = int(town.used[Used.EMPLOYERS])
    town.used[Used.EMPLOYERS] += 1
    state.employers.uid[employer] = named_uid("employer", employer)
    state.employers.place[employer] = place
    state.employers.sector[employer] = sector
    state.employers.willingness[employer] = willingness
    team = NOBODY
    for number in range(posts):
        if number % 16 == 0:
            team = add_focus(town, TieKind.WORK, place, 16, employer)
        job = int(town.used[Used.JOBS])
        town.used[Used.JOBS] += 1
        state.jobs.employer[job], state.jobs.skill[job] = employer, skill
        state.jobs.focus[job], state.jobs.open[job] = team, 1
        state.jobs.vacant_since[job] = vacant_since
    return employer


def posts_of(town: Town, employer: int) -> np.ndarray[Any, Any]:
    """Rows of an employer's posts."""
    used = int(town.used[Used.JOBS])
    return np.flatnonzero(town.state.jobs.employer[:used] == employer)


def employ(town: Town, person: int, job: int, since: int | None = None) -> None:
    """``person`` holds ``job`` (since ``since``)."""
    assert take_job(town.state, person, int(job), Channel.FIRST.value, NOBODY)
    if since is not None:
        town.state.work.since[person] = since


def employed(town: Town, who: Any = None) -> float:
    """Share in work of the people in rows ``who`` (all by default)."""
    rows = np.arange(int(town.used[Used.PEOPLE])) if who is None else np.asarray(who)
    return float((town.state.work.job[rows] != NOBODY).mean())
