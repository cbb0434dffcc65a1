"""What is kept of each person: one row a person in every group."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from sim import codes
from sim.carries import LASTING
from sim.codes import LONG_AGO, NOBODY, STILL, UNKNOWN
from sim.state.columns import Array, Column, column, table


@table
class People(NamedTuple):
    """Who they are. One row a person, never reused."""

    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    status: Array = column("i1", 0, "codes.Status")
    birth: Array = column("i4", 0, "when they were born", unit="month")
    sex: Array = column("i1", 0, "codes.Sex")
    place: Array = column("i2", NOBODY, "row of the place lived in")
    household: Array = column("i4", NOBODY, "row of the household")
    newcomer: Array = column("i1", 0, "1 if they came by a newcomer pathway, 0 if local")
    origin: Array = column("i1", 0, "0 the local majority, from 1 the scenario's origin groups")
    pathway: Array = column("i1", 0, "codes.Pathway")
    arrival: Array = column(
        "i4",
        LONG_AGO,
        "when they came or, having waited, were settled; LONG_AGO for those always here; month of birth for those born "
        "here",
        unit="month",
    )
    settled_in: Array = column("i2", NOBODY, "place of first settlement, for cohorts")
    settled_until: Array = column("i4", STILL, "when they left it (or died); STILL while there", unit="month")
    settled_as: Array = column("i1", 0, "codes.FamilyType at the end of the month of arrival")
    schooling: Array = column("i1", 0, "codes.Schooling")
    recognised: Array = column("i1", 1, "1 when the qualification counts here (1 for locals)")
    health: Array = column("f4", 1.0, "capacity for work and company, 1 = full", unit="0-1")
    ill: Array = column("i1", 0, "1 while ill: illness leaves a share of health (newcomers alone)")
    care: Array = column("i2", NOBODY, "of a small child: row of the place whose preschool has it; NOBODY for none")
    care_asked: Array = column(
        "i4", LONG_AGO, "since when a place there is asked for; LONG_AGO while it is not", unit="month"
    )
    youngest: Array = column(
        "i4",
        LONG_AGO,
        "when the youngest child they have at home was born, as last looked up; LONG_AGO for none or where nothing "
        "hangs on it",
        unit="month",
    )
    car: Array = column("i1", 0, "1 with a licence and a car in the household, and for children of such a household")
    licence: Array = column("i1", 0, "1 with a driving licence that counts here")
    owner: Array = column("i1", 0, "1 with a car, which the household uses")
    introduction_end: Array = column(
        "i4", LONG_AGO, "end of the introduction programme; LONG_AGO when none", unit="month"
    )
    permit: Array = column("i1", 0, "codes.Permit")
    permit_until: Array = column(
        "i4",
        STILL,
        "when it is decided on, ends, or (hanging on work) must have been met; STILL for never",
        unit="month",
    )
    waited: Array = column("i2", 0, "waited for a decision before settlement", unit="month")
    stream: Array = column("u8", 0, "uid of the stream of newcomers they came by, 0 for none")
    exit_month: Array = column("i4", LONG_AGO, "when they left or died", unit="month")
    exit_cause: Array = column("i1", 0, "codes.Exit")
    destination: Array = column("i1", 0, "codes.Destination")
    parent: Array = column("i4", NOBODY, "of those who left: row of a parent who stayed behind")


@table
class Minds(NamedTuple):
    """What they know and feel. One row a person."""

    language: Array = column("f4", 1.0, "local language; 0.5 is about B1, 1 fluent", unit="0-1")
    course_hours: Array = column("f4", 0.0, "course hours taken", unit="h")
    in_course: Array = column("i1", 0, "1 while holding a course place")
    course_begun: Array = column(
        "i4", LONG_AGO, "when the first course place was taken; LONG_AGO for none", unit="month"
    )
    course_offered: Array = column("f4", 0.0, "taught in the present course", unit="h")
    course_back: Array = column(
        "i4", LONG_AGO, "until when somebody who broke a course off stays away; STILL for good", unit="month"
    )
    courses_passed: Array = column("i1", 0, "courses passed")
    trust: Array = column("f4", 0.5, "generalised trust", unit="0-1")
    attitude: Array = column("f4", 0.0, "towards the other group", unit="-1..1")
    openness: Array = column("f4", 0.5, "lasting readiness to take in somebody new", unit="0-1")
    belonging: Array = column("f4", 0.5, "how much they feel that they belong here", unit="0-1")
    known: Array = column("f4", 0.0, "rights and services known from programmes", unit="0-1", optional=True)


@table
class Contacts(NamedTuple):
    """What the month's meetings amounted to. One row a person, rewritten every month."""

    offers: Array = column(
        "f4",
        0.0,
        "meetings offered per unit of tie weight, by focus kind; then in free time and in each club; then what else "
        "those one knows must know (codes.Offer)",
        width=codes.FOCUS_KINDS + len(codes.Offer),
        derived=True,
    )
    known: Array = column("i2", 0, "slots up to the last taken, at the beginning of the month", derived=True)
    spent: Array = column("f4", 0.0, "hours spent with known people and at encounters this month", unit="h")
    spare: Array = column("f4", 0.0, "free hours no friend had time for", unit="h")
    local_hours: Array = column("f4", 0.0, "hours with locals (language is spoken)", unit="h")
    other_hours: Array = column("f4", 0.0, "quality-weighted hours with the other group", unit="h")
    bridging: Array = column("i2", 0, "newcomer-local ties at casual friend or closer")
    bonding: Array = column("i2", 0, "same-origin ties at casual friend or closer (own household excluded)")
    friends: Array = column("i2", 0, "all ties at casual friend or closer (own household excluded)")
    close: Array = column("i2", 0, "ties at close friend (own household excluded)")
    acquaintances: Array = column("i2", 0, "ties below casual friend")


@table
class Work(NamedTuple):
    """Jobs as people see them. One row a person."""

    job: Array = column("i4", NOBODY, "row of the job held")
    since: Array = column("i4", LONG_AGO, "since when in this state (job, or without)", unit="month")
    months_worked: Array = column("i2", 0, "experience here", unit="month")
    found_by: Array = column("i1", 0, "codes.Channel")
    contact: Array = column("i4", NOBODY, "row of the person through whom")
    studying: Array = column("i1", 0, "1 for upper-secondary or higher studies here")
    placed: Array = column("i1", 0, "1 while placed with an employer without pay")


@table
class Memberships(NamedTuple):
    """Foci people belong to. (n, 9): a fixed meaning by column, codes.FocusSlot."""

    focus: Array = column("i4", NOBODY, "row of the focus", width=codes.FOCUS_SLOTS)
    seat: Array = column("i4", NOBODY, "seat in its roster", width=codes.FOCUS_SLOTS)
    candidate: Array = column("i4", NOBODY, "row of the club they have heard of and think of joining")
    told_by: Array = column("i1", 0, "codes.InformationSource")
    volunteer: Array = column("i1", 0, "1 for those who help to run a club")
    joined: Array = column(
        "i2",
        LONG_AGO,
        "when they joined the club of each column; LONG_AGO for members of the first month",
        unit="month",
        width=codes.CLUBS_MOST,
    )
    board_until: Array = column(
        "i2",
        LONG_AGO,
        "when their term on the board of the club of each column ends; LONG_AGO for those not on it",
        unit="month",
        width=codes.CLUBS_MOST,
    )


CARRIED = {
    carry.column: Column("i1", 0, f"carried: {carry.meaning}", optional=True)
    if carry.unit == "switch"
    else Column("f4", 0.0, f"carried: {carry.meaning}", carry.unit, optional=True)
    for carry in LASTING
}
"""A column for each carry that lasts a month: the sum over all programmes of a person."""


@partial(table, more=CARRIED)
class Civic(NamedTuple):
    """Volunteering and taking part, and what programmes carry this month (:data:`CARRIED`).
    One row a person; all but the first three are rewritten every month."""

    ready: Array = column("i1", 0, "1 for volunteers, ready to be mentors or to help a group")
    ready_since: Array = column("i4", LONG_AGO, "when they became ready", unit="month")
    joined: Array = column("u4", 0, "one bit for each programme asked for, taking part in or taken part in")
    matched: Array = column("i2", 0, "participants met as a mentor, or helped in a group")
    load: Array = column("f4", 0.0, "hours promised as a volunteer, out of the free hours", unit="h")
    taking: Array = column(
        "f4", 0.0, "hours had as a participant with mentors or a group, out of the free hours", unit="h"
    )
    company: Array = column("f4", 0.0, "hours for mentor ties, as a mentor or as somebody who has one", unit="h")

    def __getattr__(self, name: str) -> Array:
        """For the reader: the columns of :data:`CARRIED` stand after those above."""
        raise AttributeError(name)


@table
class Ties(NamedTuple):
    """(n, K) slots, each tie in a slot of both its ends with equal hours, kind, quality and start."""

    partner: Array = column("i4", NOBODY, "row of the other; NOBODY in a free slot", width="slots")
    hours: Array = column("f4", 0.0, "accumulated and faded", unit="hours-equivalent", width="slots")
    kind: Array = column("u1", 0, "codes.TieKind", width="slots")
    quality: Array = column(
        "u1", 0, "the pair's lasting affinity and likeness, a step of the quality table", width="slots"
    )
    since: Array = column("i2", 0, "when it was made", unit="month", width="slots")
    rates: Array = column(
        "u1",
        UNKNOWN,
        "the columns of ``contacts.offers`` that the tie draws on at its focus: one's own times 16, and the other's; "
        "found when they are next needed where they are not known",
        width="slots",
        derived=True,
    )
