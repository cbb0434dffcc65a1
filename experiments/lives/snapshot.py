"""What one person's rows say at the end of a month, copied out of the arrays."""

from __future__ import annotations

from typing import NamedTuple

from experiments.lives.civic import CivicSeen, civic_of
from sim.codes import LONG_AGO, NOBODY, FocusSlot, Service, Status, TieKind
from sim.foci import clubs_of, in_class
from sim.town import Town

SAME_GENERATION = 15 * 12
"""Age gap [month] below which two adults of a home are taken for partners; above it, parent and child."""
GROWN = 18 * 12


class TieSeen(NamedTuple):
    hours: float
    kind: int
    local: bool  # from a newcomer's side: the other is a local; from a local's, a newcomer


class JobSeen(NamedTuple):
    job: int
    sector: int
    skill: int
    channel: int
    contact: int


class Snapshot(NamedTuple):
    """One person at the end of a month."""

    month: int
    status: int
    years: int
    place: int
    household: int
    home: int
    tenure: int
    beds: int
    moved_in: int  # month; without a home, since when
    permit: int  # codes.Permit
    permit_until: int  # month
    waited: int  # months, for a decision
    licence: bool
    owner: bool  # of a car
    partner: int
    children: tuple[int, ...]
    others: tuple[int, ...]
    pupils: tuple[int, ...]  # children with a seat in a school class
    in_care: dict[int, int]  # children at preschool: their years
    care_asked: dict[int, int]  # children who wait for a place: since which month
    awaiting: int
    language: float
    in_course: bool
    course_hours: float
    course_offered: float  # hours taught in the present course
    courses_passed: int
    course_back: int  # month from which there may be a course place again; STILL for never
    belonging: float
    local_hours: float
    schooling: int
    recognised: bool
    studying: bool
    introduction_end: int
    work: JobSeen | None
    clubs: dict[int, int]  # row of the club: codes.ClubType
    boards: frozenset[int]  # rows of the clubs whose board they are on
    told_by: int
    volunteer: bool
    ties: dict[int, TieSeen]
    local_friends: int
    services: tuple[bool, ...]
    civic: CivicSeen

    @property
    def home_company(self) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """(partner or NOBODY, children, others) in the same home."""
        return self.partner, self.children, self.others

    @property
    def here(self) -> bool:
        return self.status == Status.HERE


def household_of(town: Town, row: int) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """(partner or NOBODY, children, others) in the home of ``row``, by age alone."""
    people, households = town.state.people, town.state.households
    household = int(people.household[row])
    if household == NOBODY:
        return NOBODY, (), ()
    birth = int(people.birth[row])
    partner = NOBODY
    children, others = [], []
    for other in households.members[household].tolist():
        if other in (NOBODY, row):
            continue
        gap = int(people.birth[other]) - birth
        both_grown = town.month - birth >= GROWN and town.month - int(people.birth[other]) >= GROWN
        if both_grown and abs(gap) < SAME_GENERATION and partner == NOBODY:
            partner = other
        elif gap >= SAME_GENERATION:
            children.append(other)
        else:
            others.append(other)
    return partner, tuple(children), tuple(others)


def work_of(town: Town, row: int) -> JobSeen | None:
    state = town.state
    job = int(state.work.job[row])
    if job == NOBODY:
        return None
    return JobSeen(
        job,
        int(state.employers.sector[int(state.jobs.employer[job])]),
        int(state.jobs.skill[job]),
        int(state.work.found_by[row]),
        int(state.work.contact[row]),
    )


def boards_of(town: Town, row: int) -> frozenset[int]:
    memberships, owner = town.state.memberships, town.state.foci.owner
    columns = (memberships.board_until[row] != LONG_AGO).nonzero()[0] + FocusSlot.CLUB_1
    return frozenset(int(owner[focus]) for focus in memberships.focus[row, columns].tolist())


def ties_of(town: Town, row: int) -> dict[int, TieSeen]:
    ties, people = town.state.ties, town.state.people
    side = int(people.newcomer[row])
    return {
        other: TieSeen(float(ties.hours[row, slot]), int(ties.kind[row, slot]), int(people.newcomer[other]) != side)
        for slot, other in enumerate(ties.partner[row].tolist())
        if other != NOBODY
    }


def snapshot(town: Town, row: int) -> Snapshot:
    """The person in ``row`` now; ``town.month`` is the month after the one just lived."""
    state = town.state
    people, minds = state.people, state.minds
    partner, children, others = household_of(town, row)
    household = int(people.household[row])
    home = int(state.households.home[household]) if household != NOBODY else NOBODY
    place = int(people.place[row])
    ties = ties_of(town, row)
    casual = float(town.rules.ties.casual_hours)
    return Snapshot(
        month=town.month - 1,
        status=int(people.status[row]),
        years=(town.month - 1 - int(people.birth[row])) // 12,
        place=place,
        household=household,
        home=home,
        tenure=int(state.homes.tenure[home]) if home != NOBODY else NOBODY,
        beds=int(state.homes.beds[home]) if home != NOBODY else 0,
        moved_in=int(state.households.moved_in[household]) if household != NOBODY else LONG_AGO,
        permit=int(people.permit[row]),
        permit_until=int(people.permit_until[row]),
        waited=int(people.waited[row]),
        licence=bool(people.licence[row]),
        owner=bool(people.owner[row]),
        partner=partner,
        children=children,
        others=others,
        pupils=tuple(child for child in children if in_class(town, child)),
        in_care={
            child: (town.month - 1 - int(people.birth[child])) // 12
            for child in children
            if people.care[child] != NOBODY
        },
        care_asked={child: int(people.care_asked[child]) for child in children if people.care_asked[child] != LONG_AGO},
        awaiting=int(state.households.awaiting[household]) if household != NOBODY else 0,
        language=float(minds.language[row]),
        in_course=bool(minds.in_course[row]),
        course_hours=float(minds.course_hours[row]),
        course_offered=float(minds.course_offered[row]),
        courses_passed=int(minds.courses_passed[row]),
        course_back=int(minds.course_back[row]),
        belonging=float(minds.belonging[row]),
        local_hours=float(state.contacts.local_hours[row]),
        schooling=int(people.schooling[row]),
        recognised=bool(people.recognised[row]),
        studying=bool(state.work.studying[row]),
        introduction_end=int(people.introduction_end[row]),
        work=work_of(town, row),
        clubs=clubs_of(town, row),
        boards=boards_of(town, row),
        told_by=int(state.memberships.told_by[row]),
        volunteer=bool(state.memberships.volunteer[row]),
        ties=ties,
        local_friends=sum(tie.local and tie.kind != TieKind.HOUSEHOLD and tie.hours >= casual for tie in ties.values()),
        services=tuple(bool(state.places.service_open[place, service]) for service in Service),
        civic=civic_of(town, row),
    )
