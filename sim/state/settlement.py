"""What is kept of households, homes, meeting points, employers and places."""

from __future__ import annotations

import math
from typing import NamedTuple

from sim import codes
from sim.codes import HOUSEHOLD_SEATS, LONG_AGO, NOBODY, ORIGIN_LIMIT, STILL
from sim.state.columns import Array, column, table


@table
class Households(NamedTuple):
    """Live and move together. One row a household, never reused."""

    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    place: Array = column("i2", NOBODY, "row of the place; NOBODY when nobody of it is here any more")
    home: Array = column("i4", NOBODY, "row of the home")
    members: Array = column("i4", NOBODY, "rows of people, NOBODY in free seats", width=HOUSEHOLD_SEATS)
    size: Array = column("i1", 0, "members")
    awaiting: Array = column("i1", 0, "family members still abroad")
    awaiting_since: Array = column("i4", LONG_AGO, "since when family is awaited", unit="month")
    moved_in: Array = column("i4", LONG_AGO, "since when in the present home", unit="month")


@table
class Homes(NamedTuple):
    """One row a home, never reused."""

    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    place: Array = column("i2", NOBODY, "row of the place")
    tenure: Array = column("i1", 0, "codes.Tenure")
    beds: Array = column("i1", 0, "the most who can live there")
    household: Array = column("i4", NOBODY, "who lives there")
    focus: Array = column("i4", NOBODY, "the neighbourhood")
    use: Array = column("i1", 0, "codes.HomeUse")
    vacant_since: Array = column(
        "i4", LONG_AGO, "since when nobody lives there; kept while somebody does", unit="month"
    )


@table
class Foci(NamedTuple):
    """Where people meet: neighbourhoods, work teams, school classes, gates, clubs, meeting places.

    Roster capacities are powers of two, so that a month's random mask pairs seat s with s XOR mask.
    """

    kind: Array = column("u1", 0, "codes.TieKind of ties that live here")
    place: Array = column("i2", NOBODY, "row of the place")
    start: Array = column("i8", 0, "first seat in ``roster``")
    capacity: Array = column("i4", 0, "seats, a power of two")
    count: Array = column("i4", 0, "seats taken")  # type: ignore[assignment]
    owner: Array = column("i4", NOBODY, "row of the club, employer, school or programme it belongs to")
    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    cohort: Array = column(
        "i4", LONG_AGO, "birth year, from the start year, of a class's or gate's children", unit="year"
    )
    roster: Array = column("i4", NOBODY, "rows of people", rows="seats")


@table
class Clubs(NamedTuple):
    """One row a club; open or not. The roster is its focus's."""

    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    place: Array = column("i2", NOBODY, "row of the place")
    type: Array = column("i1", 0, "codes.ClubType")
    focus: Array = column("i4", NOBODY, "row of the focus of its members")
    open: Array = column("i1", 0, "1 while it is open")
    founded: Array = column("i4", LONG_AGO, "when it was founded; LONG_AGO for those already there", unit="month")
    closed: Array = column("i4", LONG_AGO, "when it closed; LONG_AGO while it has not", unit="month")
    weak_months: Array = column("i2", 0, "below the viable number; negative: above it only by newcomers", unit="month")
    unrun_months: Array = column(
        "i2", -1, "in a row with too few on the board to act; -1 before it has its first board", unit="month"
    )
    closed_for: Array = column("i1", 0, "codes.ClosedFor")
    welcome: Array = column("f4", 0.5, "how welcome newcomers are made", unit="0-1")
    welcome_own: Array = column("f4", 0.5, "the same when it was laid or founded", unit="0-1")
    welcome_usual: Array = column("f4", 0.5, "mean of its kind then", unit="0-1")
    neutral: Array = column("i1", 1, "1 when the venue keeps nobody away")
    origin: Array = column("i1", 0, "origin group of an immigrants' association, 0 for all")


@table
class Jobs(NamedTuple):
    """One row a job; it has one holder or none."""

    employer: Array = column("i4", NOBODY, "row of the employer")
    skill: Array = column("i1", 0, "codes.Schooling asked for")
    holder: Array = column("i4", NOBODY, "row of the person who holds it")
    focus: Array = column("i4", NOBODY, "the work team")
    vacant_since: Array = column("i4", LONG_AGO, "since when it has no holder", unit="month")
    open: Array = column("i1", 0, "0 for a post that is no longer there")
    subsidised: Array = column("i1", 0, "1 for a post that a placement pays for: there for its holder alone")


@table
class Employers(NamedTuple):
    """One row an employer."""

    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    place: Array = column("i2", NOBODY, "row of the place")
    sector: Array = column("i1", 0, "codes.Sector")
    willingness: Array = column("f4", 0.5, "to hire newcomers; good hires raise it", unit="0-1")
    origins: Array = column("i2", 0, "holders by origin group", width=ORIGIN_LIMIT)
    site: Array = column("i2", NOBODY, "row of the scenario's site; NOBODY where demand says how large it is")
    kind: Array = column("i1", 0, "codes.EmployerKind")
    owner: Array = column("i4", NOBODY, "row of the person who founded the business; NOBODY for those already there")


@table
class Places(NamedTuple):
    """One row a place."""

    uid: Array = column("u8", 0, "identity, the same in every policy arm")
    travel: Array = column("f4", 0.0, "by car from each place to each other", unit="minute", width="places")
    transit: Array = column(
        "f4",
        math.inf,
        "by the lines of public transport that run this month; infinite where none does",
        unit="minute",
        width="places",
        derived=True,
    )
    threat: Array = column("f4", 0.0, "felt pressure of inflow on capacity", unit="0-1")
    service_open: Array = column("i1", 1, "1 while it is open, by codes.Service", width=len(codes.Service))
    service_weak: Array = column(
        "i2", 0, "in a row below the threshold, by codes.Service", unit="month", width=len(codes.Service)
    )
    service_due: Array = column(
        "i4",
        STILL,
        "when it is decided whether it closes, by codes.Service; STILL while nothing is proposed",
        unit="month",
        width=len(codes.Service),
    )
    service_spared: Array = column(
        "i4",
        LONG_AGO,
        "until when it is not proposed again after a decision to keep it, by codes.Service",
        unit="month",
        width=len(codes.Service),
    )
    course_places: Array = column("i4", 0, "taken this month")
    care_children: Array = column("i4", 0, "small children old enough for preschool")
    care_places: Array = column("i4", 0, "at preschool, those taken among them")
    care_queue: Array = column("i4", 0, "small children who wait for one")
    interpreters: Array = column(
        "f4", 1.0, "share of the talks that need one in which an interpreter is there", unit="0-1", derived=True
    )
    finances: Array = column(
        "f8", -1.0, "of the municipality, where they follow its purse; negative before", unit="0-1", optional=True
    )
    population: Array = column("i4", 0, "counted at the end of each month")
    newcomers: Array = column("i4", 0, "counted at the end of each month")
    attention: Array = column("f8", 0.0, "public attention to newcomers", unit="0-1")
    mood: Array = column("f8", 0.0, "among locals, from outside", unit="-1..1", optional=True)
    backlash: Array = column("f8", 0.0, "hostile share times bad mood", unit="0-1", optional=True)
    fit: Array = column("f8", 0.0, "of what is offered to what newcomers asked for", unit="0-1", optional=True)
    link: Array = column("f8", 0.0, "between the municipality and civil society", unit="0-1")
    coordination: Array = column("f8", 0.0, "of what each task needs, by codes.Task", unit="0-1", width=codes.TASKS)
    first_keys: Array = column(
        "f8", -1.0, "at the start, by codes.DemandKey; negative before they are counted", width=len(codes.DemandKey)
    )
    first_posts: Array = column("f8", 0.0, "at the start, by codes.Sector, sites apart", width=len(codes.Sector))
    first_sites: Array = column("f8", 0.0, "posts of sites at the start")
    trend: Array = column(
        "f8", 1.0, "of what is sold elsewhere, against the start, by codes.Sector", width=len(codes.Sector)
    )
    demand: Array = column("f8", 0.0, "posts wanted this month, by codes.Sector, sites apart", width=len(codes.Sector))
    flows: Array = column("i8", 0, "counters of the month, by codes.Flow", width=codes.FLOWS)
    permits_given: Array = column("i4", 0, "people given each permit this month", width=len(codes.Permit))
    permits_ended: Array = column("i4", 0, "people who lost or changed each permit this month", width=len(codes.Permit))
    settled_by: Array = column(
        "i4", 0, "people settled this month, by codes.SettlementRule", width=len(codes.SettlementRule)
    )
    settled_year: Array = column("i4", 0, "people settled by a rule in this calendar year, against quotas")
    balance: Array = column(
        "i8",
        0,
        "of the month, people who moved in less those who moved out, other places of the region included, by "
        "codes.MOVER_AGES",
        width=len(codes.MOVER_AGES),
    )
    gone_to: Array = column(
        "i8", 0, "of the month, people who left the region, by codes.Destination", width=len(codes.Destination)
    )
    compatriots: Array = column("i4", 0, "newcomers at the beginning of the month, by origin", width=ORIGIN_LIMIT)
    university: Array = column("i1", 0, "1 where one can study", derived=True)
    market: Array = column("f8", 0.0, "its own posts, half where they are `attraction.market_half`", unit="0-1")
    tightness: Array = column("f8", 0.0, "vacant posts per seeker in reach", unit="post/seeker")
    prospects: Array = column("f8", 0.0, "what work and the labour market amount to", unit="log number")
    appeal: Array = column("f8", 0.0, "the same with services and free homes: what draws", unit="log number")
    appeal_first: Array = column("f8", math.inf, "appeal when the story began; infinite before", unit="log number")
    remembered: Array = column("i1", 0, "1 once those who left before the first month are remembered")
