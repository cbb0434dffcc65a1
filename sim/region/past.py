"""The past: what the people of the first month have lived before it.

Who is here in the first month, how old, in whose household and for how many years is given. What they are to each
other and can do is lived: in the ``ties.settle_months`` months before it the steps of the month go on that take part
(``in_past`` in :class:`sim.scenario.schema.processes.Processes`), with people and households held. Whoever came or was
born in these months is not there before: no seat, job, membership or tie, only the home that the household is to have.
So month 0 lies on the model's own path, and there is one theory of what years here do.

The region is laid as it is to be in the first month; :func:`go_back` takes out of it what was not there yet, and
:func:`lived_months` brings it up to the first month. Levers do not act: the rules are those of the file without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Flow, FocusSlot, Pathway, Status, TieKind
from sim.compatriots import meet_compatriots
from sim.foci import quit_foci, quit_focus
from sim.jit import kernel
from sim.jobs import quit_jobs
from sim.month_bookkeeping import count_people
from sim.moves import follow
from sim.processes.club_boards import NO_BOARD_YET
from sim.processes.schooling import calendar_offset
from sim.processes.studies import COMPULSORY, DEGREE, GRADUATION, SECONDARY, cohort_of, school_year
from sim.processes.traits import first_jobs, give_mind
from sim.region.kin import Pairs, lay_ties
from sim.schedule import IN_PAST_ORDER
from sim.town import Town, Used
from sim.vectorised_draws import Array

if TYPE_CHECKING:
    from sim.scenario import Scenario

HERE, NOT_YET = Status.HERE.value, Status.UNBORN.value
BIRTHS, ARRIVALS = Flow.BIRTHS.value, Flow.ARRIVALS.value
HELD: dict[str, dict[str, Any]] = {
    "boards": {"closing": False},
    "clubs": {"foundings": False, "closing": False},
    "services": {"closures": False},
    "housing": {"own_tenure_per_month": 0.0, "stock": False, "contract_ends": 0.0},
    "rivals": {"labour_demand": "people_follow_posts"},
}
"""What would move a margin of the first month, as it is in the past: clubs and services there are, homes by tenure,
posts wanted."""


class Coming(NamedTuple):
    """Those who are not there when the past begins, in the order in which they come; n each."""

    rows: Array  # int64: rows of people
    seats: Array  # int64: their seats in the household
    months: Array  # int64: when they came or were born
    schooling: Array  # int8, everybody's: what they have learned by the first month


def as_lived(now: Scenario) -> Scenario:
    """``now`` with what is :data:`HELD` in the past."""
    return now.model_copy(
        update={section: getattr(now, section).model_copy(update=fields) for section, fields in HELD.items()}
    )


def months_of_entry(town: Town) -> Array:
    """When everybody came or was born, before the first month at the latest (int64, people)."""
    people, count = town.state.people, int(town.used[Used.PEOPLE])
    return np.minimum(-1, np.maximum(people.birth[:count], people.arrival[:count])).astype(np.int64)


@kernel
def step_out(state: Any, rows: Any, seats: Any) -> None:
    """The people in ``rows`` are not there yet: their seats in households are free, and noted in ``seats``."""
    people, households = state.people, state.households
    for k in range(rows.shape[0]):
        person = int(rows[k])
        household = int(people.household[person])
        people.status[person] = NOT_YET
        for seat in range(households.members.shape[1]):
            if households.members[household, seat] == person:
                seats[k] = seat
        households.members[household, int(seats[k])] = NOBODY
        households.size[household] -= 1


@kernel
def step_in(state: Any, rules: Any, rows: Any, seats: Any) -> None:
    """The people in ``rows`` are there from this month on, in their seats; newcomers with the mind of those who
    arrive."""
    people, households, work, arrivals = state.people, state.households, state.work, rules.arrivals
    for k in range(rows.shape[0]):
        person = int(rows[k])
        household = int(people.household[person])
        people.status[person] = HERE
        households.members[household, int(seats[k])] = person
        households.size[household] += 1
        work.since[person] = state.clock.month[0]
        work.months_worked[person] = 0
        came = int(people.newcomer[person]) == 1
        if came:
            give_mind(state, rules, person, arrivals.trust_mean, arrivals.attitude_mean, arrivals.belonging_start)
        state.places.flows[int(people.place[person]), ARRIVALS if came else BIRTHS] += 1


@kernel
def quit_clubs(state: Any, rows: Any) -> None:
    """The people in ``rows`` belong to no club."""
    for k in range(rows.shape[0]):
        for column in range(FocusSlot.CLUB_1.value, FocusSlot.CLUB_3.value + 1):
            quit_focus(state, int(rows[k]), column)


def go_back(town: Town, months: int) -> Coming:
    """Make of the region, laid as in the first month, that of so many months before: without who came since, and
    without jobs and clubs of who was too young. ``town.month`` is set."""
    town.month = -months
    state, count, rules = town.state, int(town.used[Used.PEOPLE]), town.rules
    people, work, jobs = state.people, state.work, state.jobs
    entered, age = months_of_entry(town), -months - people.birth[:count].astype(np.int64)
    absent = np.flatnonzero(entered > -months)
    absent = absent[np.argsort(entered[absent], kind="stable")]
    work.since[:count] = np.maximum(work.since[:count] - months, entered)
    works = work.job[:count] != NOBODY
    work.months_worked[:count] = np.where(works, np.maximum(1, work.months_worked[:count] - months), 0)
    jobs.vacant_since[: int(town.used[Used.JOBS])] -= months
    quit_jobs(state, np.flatnonzero(works & ((entered > -months) | (age < rules.work.age_from * 12))))
    quit_foci(state, absent, False)
    quit_clubs(state, np.flatnonzero(age < rules.clubs.youngest * 12))
    seats = np.full(len(absent), NOBODY, np.int64)
    step_out(state, absent, seats)
    count_people(state)
    return Coming(absent, seats, entered[absent], people.schooling[:count].copy())


@kernel
def hold_schooling(state: Any, offset: int, final: Any) -> None:
    """Everybody has learned by this month what they will have by the first (``final``, people), as far as their age
    allows; ``offset``: of :func:`sim.processes.schooling.calendar_offset`."""
    people, year = state.people, school_year(state, offset)
    for i in range(final.shape[0]):
        age = year - cohort_of(int(people.birth[i]), offset)
        if age < GRADUATION:
            people.schooling[i] = min(int(final[i]), COMPULSORY)
        elif age <= DEGREE:
            people.schooling[i] = min(int(final[i]), SECONDARY)
        else:
            people.schooling[i] = final[i]


def come_in(town: Town, coming: Coming) -> None:
    """Those who come or are born this month: households, neighbourhoods, compatriots, the jobs of those who come to
    one."""
    first, after = np.searchsorted(coming.months, [town.month, town.month + 1])
    rows = coming.rows[first:after]
    if not len(rows):
        return
    step_in(town.state, town.rules, rows, coming.seats[first:after])
    follow(town, rows)
    meet_compatriots(town, rows)
    people = town.state.people
    workers = rows[(people.newcomer[rows] == 1) & (people.pathway[rows] == Pathway.LABOUR)]
    first_jobs(town.state, town.rules, workers, np.ones(len(workers)))


class Given(NamedTuple):
    """Ties that are given (household, kin), by the month in which both are here."""

    pairs: Pairs
    months: Array

    def up_to(self, month: int) -> tuple[Pairs, Given]:
        """Those due by ``month``, and the others."""
        due = int(np.searchsorted(self.months, month, side="right"))
        rest: Any = tuple(column[due:] for column in self.pairs)
        now: Any = tuple(column[:due] for column in self.pairs)
        return now, Given(rest, self.months[due:])


def in_time(pairs: Pairs, entered: Array) -> Given:
    """``pairs`` in the order in which both are here."""
    months = np.maximum(entered[pairs[0]], entered[pairs[1]])
    order = np.argsort(months, kind="stable")
    sorted_pairs: Any = tuple(column[order] for column in pairs)
    return Given(sorted_pairs, months[order])


def lived_months(town: Town, coming: Coming, together: Pairs, kin: Pairs) -> Iterator[int]:
    """Live from ``town.month`` up to the first month; yields every month when it is over.

    ``together``, ``kin``: of :func:`sim.region.kin.first_pairs`.
    """
    entered = months_of_entry(town)
    given = {TieKind.HOUSEHOLD: in_time(together, entered), TieKind.KIN: in_time(kin, entered)}
    begins, offset = town.month, calendar_offset(town)
    for month in range(begins, 0):
        town.month = month
        town.state.places.flows[:] = 0
        come_in(town, coming)
        for kind, left in given.items():
            pairs, given[kind] = left.up_to(month)
            if kind == TieKind.HOUSEHOLD and month > begins:  # as for all who move in together
                pairs = (*pairs[:2], np.full(len(pairs[2]), town.rules.demography.household_tie_hours))
            lay_ties(town, pairs, kind)
        hold_schooling(town.state, offset, coming.schooling)
        for _, step in IN_PAST_ORDER:
            step(town)
        count_people(town.state)
        yield month


def end_past(town: Town, coming: Coming) -> None:
    """The page before the first month is turned: its counters are empty, margins as given.

    Clubs too small for longer than they would have been borne do not all close in one month, and those that nobody
    would run have a board anew, as they are there.
    """
    town.month = 0
    state, clubs = town.state, town.state.clubs
    state.places.flows[:] = 0
    state.people.schooling[: len(coming.schooling)] = coming.schooling
    patience = np.uint64(max(1, int(town.rules.clubs.patience)))
    drawn = (clubs.uid % patience).astype(clubs.weak_months.dtype)
    clubs.weak_months[:] = np.where(clubs.weak_months > 0, drawn, clubs.weak_months)
    clubs.unrun_months[:] = np.where(clubs.unrun_months > 0, NO_BOARD_YET, clubs.unrun_months)
