"""What is kept of programmes: money, coordinators, and each person's way through one."""

from __future__ import annotations

from typing import NamedTuple

from sim import codes
from sim.codes import DUE_MONTHS, LONG_AGO, NOBODY, STILL
from sim.state.columns import Array, column, table


@table
class Streams(NamedTuple):
    """Streams of money. One row a stream of the scenario."""

    uid: Array = column("u8", 0, "0 until it first pays")
    state: Array = column("i1", 0, "codes.StreamState")
    since: Array = column("i4", 0, "first month of the present period", unit="month")
    until: Array = column("i4", 0, "first month after it; STILL when it does not end", unit="month")
    periods: Array = column("i2", 0, "begun so far")
    granted: Array = column("f8", 0.0, "in all", unit="SEK")
    spent: Array = column("f8", 0.0, "in all", unit="SEK")
    returned: Array = column("f8", 0.0, "in all, at the ends of periods", unit="SEK")
    month_spent: Array = column("f8", 0.0, "this month", unit="SEK")


@table
class Posts(NamedTuple):
    """Coordinators. One row a post of the scenario."""

    uid: Array = column("u8", 0, "0 until somebody first holds it")
    stream: Array = column("i2", NOBODY, "row of the stream that pays this month; NOBODY when it does not run")
    filled: Array = column("i1", 0, "1 while somebody holds it")
    holder: Array = column("i4", NOBODY, "row of the local who holds it; NOBODY for somebody from elsewhere")
    holders: Array = column("i2", 0, "how many have held it")
    vacant_until: Array = column("i4", LONG_AGO, "when somebody new starts", unit="month")
    tenure: Array = column("i4", 0, "of the present holder", unit="month")
    embedded: Array = column("f8", 0.0, "how well the holder knows people and ways here", unit="0-1")
    cost: Array = column("f8", 0.0, "this month", unit="SEK")
    lapsed: Array = column("i1", 0, "1 since its money ran out, until it runs again")


@table
class Programmes(NamedTuple):
    """One row a programme of the scenario."""

    uid: Array = column("u8", 0, "0 until it first runs")
    stream: Array = column("i2", NOBODY, "row of the stream that pays this month; NOBODY when it does not run")
    months_run: Array = column("i4", 0, "of experience: since it began, less what went with staff", unit="month")
    taking_part: Array = column("i4", 0, "participants")
    waiting: Array = column("i4", 0, "in the queue")
    helping: Array = column("i4", 0, "volunteers at work")
    waited: Array = column("f8", 0.0, "by those matched this month, in sum", unit="month")
    met: Array = column("i4", 0, "matched this month")
    cost: Array = column("f8", 0.0, "this month", unit="SEK")
    lapsed: Array = column("i1", 0, "1 since its money ran out, until it runs again")


@table
class Organisations(NamedTuple):
    """One row an organisation of the scenario."""

    uid: Array = column("u8", 0, "0 until its books are first kept")
    gone: Array = column("i4", STILL, "when it went under; STILL while it has not", unit="month")
    reserve: Array = column("f8", 0.0, "at the end of the month", unit="SEK")
    income: Array = column("f8", 0.0, "this month", unit="SEK")
    cost: Array = column("f8", 0.0, "this month", unit="SEK")
    due: Array = column("f8", 0.0, "that streams still owe it, by month it comes", unit="SEK", width=DUE_MONTHS + 1)
    asked: Array = column("f8", 0.0, "of paperwork this month", unit="h")
    hands: Array = column("f8", 0.0, "that it has for paperwork", unit="h")


@table
class Copies(NamedTuple):
    """Where programmes are copied. One row a programme of the scenario."""

    since: Array = column("i4", NOBODY, "by place; NOBODY where there is no copy", unit="month", width="places")


@table
class Enrolments(NamedTuple):
    """Somebody's way through a programme. One row for each, never reused."""

    person: Array = column("i4", NOBODY, "row of the person")
    programme: Array = column("i2", NOBODY, "row of the programme")
    state: Array = column("i1", 0, "codes.Enrolment")
    asked: Array = column("i4", 0, "when they asked to take part", unit="month")
    begun: Array = column("i4", LONG_AGO, "of the present match, or the last; LONG_AGO before", unit="month")
    months_left: Array = column("i2", 0, "to go on with, for those who wait for another mentor; else 0", unit="month")
    ends: Array = column("i4", LONG_AGO, "planned, or when it was", unit="month")
    mentors: Array = column("i4", NOBODY, "rows of people", width=codes.MENTORS_MOST)
    host: Array = column("i4", NOBODY, "row of the employer one is or was placed with")
