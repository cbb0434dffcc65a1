"""The arrays: everything that changes while a region lives, said once.

Structure of arrays in named tuples that numba takes as they are. Rows and slots are stable: removing
somebody leaves a hole and nobody is renumbered, so one person's change cannot shift another's draws.
Months count from the scenario's start (month 0); earlier ones are negative. ``NOBODY`` (-1) in a column
of rows means none. Shapes: n people, K tie slots, h households, P places; units in square brackets.

:data:`FIELDS` gives each column's type and width; :mod:`sim.arena` makes and grows the arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np

Array = np.ndarray[Any, Any]
Group = TypeVar("Group")


def addressable(group: type[Group]) -> type[Group]:
    """The same named tuple with room to keep its address for kernels (:mod:`sim.handles`).

    What is kept there is this object's own: copies and pickles leave it behind.
    """
    extras = {
        "__module__": group.__module__, "__doc__": group.__doc__, "addressable": True,
        "__annotations__": group.__annotations__,
        "__getstate__": lambda self: None,
    }
    return type(group.__name__, (group,), extras)


@addressable
class People(NamedTuple):
    """Who they are. One row a person, never reused."""

    uid: Array  # uint64: identity, the same in every policy arm
    status: Array  # int8, codes.Status
    birth: Array  # int32 [month]: month of birth
    sex: Array  # int8, codes.Sex
    place: Array  # int16: row of the place lived in
    household: Array  # int32: row of the household
    newcomer: Array  # int8: 1 if they came by a newcomer pathway, 0 if local
    origin: Array  # int8: 0 the local majority, from 1 the scenario's origin groups
    pathway: Array  # int8, codes.Pathway
    arrival: Array  # int32 [month]: LONG_AGO for those always here; month of birth for those born here
    settled_in: Array  # int16: place of first settlement, for cohorts
    settled_until: Array  # int32 [month]: when they left it (or died); STILL while there
    settled_as: Array  # int8, codes.FamilyType at the end of the month of arrival
    schooling: Array  # int8, codes.Schooling
    recognised: Array  # int8: 1 when the qualification counts here (1 for locals)
    health: Array  # float32 [0-1]: capacity for work and company, 1 = full
    car: Array  # int8: 1 with a car or lift that makes distance no obstacle
    introduction_end: Array  # int32 [month]: end of the introduction programme; LONG_AGO when none
    exit_month: Array  # int32 [month]: when they left or died
    exit_cause: Array  # int8, codes.Exit
    destination: Array  # int8, codes.Destination


@addressable
class Minds(NamedTuple):
    """What they know and feel. One row a person."""

    language: Array  # float32 [0-1]: local language; 0.5 is about B1, 1 fluent
    course_hours: Array  # float32 [h]: course hours taken
    in_course: Array  # int8: 1 while holding a course place
    trust: Array  # float32 [0-1]: generalised trust
    attitude: Array  # float32 [-1..1]: towards the other group
    openness: Array  # float32 [0-1]: lasting readiness to take in somebody new
    belonging: Array  # float32 [0-1]


@addressable
class Contacts(NamedTuple):
    """What the month's meetings amounted to. One row a person, rewritten every month."""

    rate: Array  # float32 (n, 10) [h per unit of tie weight]: offers by focus kind; then free; then 0
    spent: Array  # float32 [h]: hours spent with known people and at encounters this month
    spare: Array  # float32 [h]: free hours no friend had time for
    local_hours: Array  # float32 [h]: hours with locals (language is spoken)
    other_hours: Array  # float32 [h]: quality-weighted hours with the other group
    bridging: Array  # int16: newcomer-local ties at casual friend or closer
    bonding: Array  # int16: same-origin ties at casual friend or closer (own household excluded)
    friends: Array  # int16: all ties at casual friend or closer (own household excluded)
    close: Array  # int16: ties at close friend (own household excluded)
    acquaintances: Array  # int16: ties below casual friend


@addressable
class Work(NamedTuple):
    """Jobs as people see them. One row a person."""

    job: Array  # int32: row of the job held
    since: Array  # int32 [month]: since when in this state (job, or without)
    months_worked: Array  # int16 [month]: experience here
    found_by: Array  # int8, codes.Channel
    contact: Array  # int32: row of the person through whom
    studying: Array  # int8: 1 for upper-secondary or higher studies here


@addressable
class Memberships(NamedTuple):
    """Foci people belong to. (n, 9): a fixed meaning by column, codes.FocusSlot."""

    focus: Array  # int32 (n, 9): row of the focus
    seat: Array  # int32 (n, 9): seat in its roster
    candidate: Array  # int32: row of the club they have heard of and think of joining
    told_by: Array  # int8, codes.Told
    volunteer: Array  # int8: 1 for those who help to run a club


@addressable
class Civic(NamedTuple):
    """Volunteering and taking part. One row a person; all but the first three are rewritten every month."""

    ready: Array  # int8: 1 for volunteers, ready to be mentors or to help a group
    ready_since: Array  # int32 [month]
    joined: Array  # uint32: one bit for each programme asked for, taking part in or taken part in
    matched: Array  # int16: participants met as a mentor, or helped in a group
    load: Array  # float32 [h]: hours promised as a volunteer, out of the free hours
    company: Array  # float32 [h]: hours for mentor ties, as a mentor or as somebody who has one
    practice: Array  # float32 [h]: guided practice of the language
    job_help: Array  # float32 [factor]: added to one
    recognition: Array  # float32 [factor]: added to one
    reunification: Array  # float32 [factor]: added to one
    fee_support: Array  # float32 [share]
    childcare: Array  # int8
    lift: Array  # int8


@addressable
class Ties(NamedTuple):
    """(n, K) slots, each tie in a slot of both its ends with equal hours, kind, quality and start."""

    partner: Array  # int32 (n, K): row of the other; NOBODY in a free slot
    hours: Array  # float32 (n, K) [hours-equivalent]: accumulated and faded
    kind: Array  # uint8 (n, K), codes.TieKind
    quality: Array  # uint8 (n, K): the pair's lasting affinity and likeness, a step of the quality table
    since: Array  # int16 (n, K) [month]


@addressable
class Households(NamedTuple):
    """Live and move together. One row a household, never reused."""

    uid: Array  # uint64
    place: Array  # int16; -1 when nobody of it is here any more
    home: Array  # int32: row of the home
    members: Array  # int32 (h, 10): rows of people, NOBODY in free seats
    size: Array  # int8
    awaiting: Array  # int8: family members still abroad
    awaiting_since: Array  # int32 [month]
    moved_in: Array  # int32 [month]: since when in the present home


@addressable
class Homes(NamedTuple):
    """One row a home."""

    place: Array  # int16
    tenure: Array  # int8, codes.Tenure
    beds: Array  # int8: the most who can live there
    household: Array  # int32: who lives there
    focus: Array  # int32: the neighbourhood


@addressable
class Foci(NamedTuple):
    """Where people meet: neighbourhoods, work teams, school classes, gates, clubs, meeting places.

    Roster capacities are powers of two, so that a month's random mask pairs seat s with s XOR mask.
    """

    kind: Array  # uint8, codes.TieKind of ties that live here
    place: Array  # int16
    start: Array  # int64: first seat in ``roster``
    capacity: Array  # int32: seats, a power of two
    count: Array  # type: ignore[assignment]  # int32: seats taken (hides tuple.count, which nobody needs)
    owner: Array  # int32: row of the club, employer, school or programme it belongs to
    uid: Array  # uint64
    cohort: Array  # int32 [year]: birth year, from the start year, of a class's or gate's children
    roster: Array  # int32 (seats of all foci): rows of people


@addressable
class Clubs(NamedTuple):
    """One row a club; open or not. The roster is its focus's."""

    uid: Array  # uint64
    place: Array  # int16
    type: Array  # int8, codes.ClubType
    focus: Array  # int32
    open: Array  # int8
    founded: Array  # int32 [month]
    closed: Array  # int32 [month]
    weak_months: Array  # int16 [month]: below the viable number; negative: above it only by newcomers
    welcome: Array  # float32 [0-1]
    neutral: Array  # int8: 1 when the venue keeps nobody away
    origin: Array  # int8: origin group of an immigrants' association, 0 for all


@addressable
class Jobs(NamedTuple):
    """One row a job; it has one holder or none."""

    employer: Array  # int32
    skill: Array  # int8, codes.Schooling asked for
    holder: Array  # int32
    focus: Array  # int32: the work team
    vacant_since: Array  # int32 [month]
    open: Array  # int8: 0 for a post that is no longer there


@addressable
class Employers(NamedTuple):
    """One row an employer."""

    uid: Array  # uint64
    place: Array  # int16
    sector: Array  # int8, codes.Sector
    willingness: Array  # float32 [0-1]: to hire newcomers; good hires raise it
    origins: Array  # int16 (e, 16): holders by origin group


@addressable
class Streams(NamedTuple):
    """Streams of money. One row a stream of the scenario."""

    uid: Array  # uint64: 0 until it first pays
    state: Array  # int8, codes.StreamState
    since: Array  # int32 [month]: first month of the present period
    until: Array  # int32 [month]: first month after it; STILL when it does not end
    periods: Array  # int16: begun so far
    granted: Array  # float64 [SEK]: in all
    spent: Array  # float64 [SEK]: in all
    returned: Array  # float64 [SEK]: in all, at the ends of periods
    month_spent: Array  # float64 [SEK]: this month


@addressable
class Posts(NamedTuple):
    """Coordinators. One row a post of the scenario."""

    uid: Array  # uint64: 0 until somebody first holds it
    stream: Array  # int16: row of the stream that pays this month; NOBODY when it does not run
    filled: Array  # int8: 1 while somebody holds it
    holder: Array  # int32: row of the local who holds it; NOBODY for somebody from elsewhere
    holders: Array  # int16: how many have held it
    vacant_until: Array  # int32 [month]
    tenure: Array  # int32 [month]: of the present holder
    embedded: Array  # float64 [0-1]
    cost: Array  # float64 [SEK]: this month
    lapsed: Array  # int8: 1 since its money ran out, until it runs again


@addressable
class Programmes(NamedTuple):
    """One row a programme of the scenario."""

    uid: Array  # uint64: 0 until it first runs
    stream: Array  # int16: row of the stream that pays this month; NOBODY when it does not run
    months_run: Array  # int32 [month]: since it began, or lost its staff
    taking_part: Array  # int32: participants
    waiting: Array  # int32: in the queue
    helping: Array  # int32: volunteers at work
    waited: Array  # float64 [month]: by those matched this month, in sum
    met: Array  # int32: matched this month
    cost: Array  # float64 [SEK]: this month
    lapsed: Array  # int8: 1 since its money ran out, until it runs again


@addressable
class Enrolments(NamedTuple):
    """Somebody's way through a programme. One row for each, never reused."""

    person: Array  # int32
    programme: Array  # int16
    state: Array  # int8, codes.Enrolment
    asked: Array  # int32 [month]
    begun: Array  # int32 [month]
    ends: Array  # int32 [month]: planned, or when it was
    mentors: Array  # int32 (e, 3): rows of people


@addressable
class Places(NamedTuple):
    """One row a place."""

    uid: Array  # uint64
    travel: Array  # float32 (P, P) [minute]
    threat: Array  # float32 [0-1]: felt pressure of inflow on capacity
    service_open: Array  # int8 (P, 3), codes.Service
    service_weak: Array  # int16 (P, 3) [month]: months in a row below the threshold
    course_places: Array  # int32: taken this month
    population: Array  # int32: counted at the end of each month
    newcomers: Array  # int32: counted at the end of each month
    attention: Array  # float64 [0-1]: public attention to newcomers
    link: Array  # float64 [0-1]: between the municipality and civil society
    coordination: Array  # float64 (P, 5) [0-1]: of what each task needs, codes.Task
    flows: Array  # int64 (P, FLOWS), codes.Flow


@addressable
class State(NamedTuple):
    """A region at the end of a month."""

    people: People
    minds: Minds
    contacts: Contacts
    work: Work
    memberships: Memberships
    civic: Civic
    ties: Ties
    households: Households
    homes: Homes
    foci: Foci
    clubs: Clubs
    jobs: Jobs
    employers: Employers
    streams: Streams
    posts: Posts
    programmes: Programmes
    enrolments: Enrolments
    places: Places


HOUSEHOLD_SEATS = 10
ORIGIN_LIMIT = 16

FIELDS: dict[str, dict[str, tuple[str, Any]]] = {
    # group: {column: (dtype, value of an unused row)}; widths of 2-D columns stand in WIDTHS
    "people": {
        "uid": ("u8", 0), "status": ("i1", 0), "birth": ("i4", 0), "sex": ("i1", 0),
        "place": ("i2", -1), "household": ("i4", -1), "newcomer": ("i1", 0), "origin": ("i1", 0),
        "pathway": ("i1", 0), "arrival": ("i4", -1200), "settled_in": ("i2", -1),
        "settled_until": ("i4", 1 << 20), "settled_as": ("i1", 0),
        "schooling": ("i1", 0), "recognised": ("i1", 1), "health": ("f4", 1.0), "car": ("i1", 0),
        "introduction_end": ("i4", -1200), "exit_month": ("i4", -1200), "exit_cause": ("i1", 0),
        "destination": ("i1", 0),
    },
    "minds": {
        "language": ("f4", 1.0), "course_hours": ("f4", 0.0), "in_course": ("i1", 0),
        "trust": ("f4", 0.5), "attitude": ("f4", 0.0), "openness": ("f4", 0.5),
        "belonging": ("f4", 0.5),
    },
    "contacts": {
        "rate": ("f4", 0.0), "spent": ("f4", 0.0), "spare": ("f4", 0.0), "local_hours": ("f4", 0.0),
        "other_hours": ("f4", 0.0), "bridging": ("i2", 0), "bonding": ("i2", 0), "friends": ("i2", 0),
        "close": ("i2", 0), "acquaintances": ("i2", 0),
    },
    "work": {
        "job": ("i4", -1), "since": ("i4", -1200), "months_worked": ("i2", 0), "found_by": ("i1", 0),
        "contact": ("i4", -1), "studying": ("i1", 0),
    },
    "memberships": {
        "focus": ("i4", -1), "seat": ("i4", -1), "candidate": ("i4", -1), "told_by": ("i1", 0),
        "volunteer": ("i1", 0),
    },
    "civic": {
        "ready": ("i1", 0), "ready_since": ("i4", -1200), "joined": ("u4", 0), "matched": ("i2", 0),
        "load": ("f4", 0.0), "company": ("f4", 0.0), "practice": ("f4", 0.0), "job_help": ("f4", 0.0),
        "recognition": ("f4", 0.0), "reunification": ("f4", 0.0), "fee_support": ("f4", 0.0),
        "childcare": ("i1", 0), "lift": ("i1", 0),
    },
    "ties": {
        "partner": ("i4", -1), "hours": ("f4", 0.0), "kind": ("u1", 0), "quality": ("u1", 0),
        "since": ("i2", 0),
    },
    "households": {
        "uid": ("u8", 0), "place": ("i2", -1), "home": ("i4", -1), "members": ("i4", -1),
        "size": ("i1", 0), "awaiting": ("i1", 0), "awaiting_since": ("i4", -1200),
        "moved_in": ("i4", -1200),
    },
    "homes": {
        "place": ("i2", -1), "tenure": ("i1", 0), "beds": ("i1", 0), "household": ("i4", -1),
        "focus": ("i4", -1),
    },
    "foci": {
        "kind": ("u1", 0), "place": ("i2", -1), "start": ("i8", 0), "capacity": ("i4", 0),
        "count": ("i4", 0), "owner": ("i4", -1), "uid": ("u8", 0), "cohort": ("i4", -1200),
        "roster": ("i4", -1),
    },
    "clubs": {
        "uid": ("u8", 0), "place": ("i2", -1), "type": ("i1", 0), "focus": ("i4", -1),
        "open": ("i1", 0), "founded": ("i4", -1200), "closed": ("i4", -1200),
        "weak_months": ("i2", 0), "welcome": ("f4", 0.5), "neutral": ("i1", 1), "origin": ("i1", 0),
    },
    "jobs": {
        "employer": ("i4", -1), "skill": ("i1", 0), "holder": ("i4", -1), "focus": ("i4", -1),
        "vacant_since": ("i4", -1200), "open": ("i1", 0),
    },
    "employers": {
        "uid": ("u8", 0), "place": ("i2", -1), "sector": ("i1", 0), "willingness": ("f4", 0.5),
        "origins": ("i2", 0),
    },
    "streams": {
        "uid": ("u8", 0), "state": ("i1", 0), "since": ("i4", 0), "until": ("i4", 0), "periods": ("i2", 0),
        "granted": ("f8", 0.0), "spent": ("f8", 0.0), "returned": ("f8", 0.0), "month_spent": ("f8", 0.0),
    },
    "posts": {
        "uid": ("u8", 0), "stream": ("i2", -1), "filled": ("i1", 0), "holder": ("i4", -1),
        "holders": ("i2", 0), "vacant_until": ("i4", -1200), "tenure": ("i4", 0), "embedded": ("f8", 0.0),
        "cost": ("f8", 0.0), "lapsed": ("i1", 0),
    },
    "programmes": {
        "uid": ("u8", 0), "stream": ("i2", -1), "months_run": ("i4", 0), "taking_part": ("i4", 0),
        "waiting": ("i4", 0), "helping": ("i4", 0), "waited": ("f8", 0.0), "met": ("i4", 0),
        "cost": ("f8", 0.0), "lapsed": ("i1", 0),
    },
    "enrolments": {
        "person": ("i4", -1), "programme": ("i2", -1), "state": ("i1", 0), "asked": ("i4", 0),
        "begun": ("i4", -1200), "ends": ("i4", -1200), "mentors": ("i4", -1),
    },
    "places": {
        "uid": ("u8", 0), "travel": ("f4", 0.0), "threat": ("f4", 0.0), "service_open": ("i1", 1),
        "service_weak": ("i2", 0), "course_places": ("i4", 0), "population": ("i4", 0),
        "newcomers": ("i4", 0), "attention": ("f8", 0.0), "link": ("f8", 0.0), "coordination": ("f8", 0.0),
        "flows": ("i8", 0),
    },
}
