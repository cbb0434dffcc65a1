"""The arrays: everything that changes while a region lives, said once.

Structure of arrays in named tuples. Rows and slots are stable: removing somebody leaves a hole and nobody
is renumbered, so one person's change cannot shift another's draws. Months count from the scenario's start
(month 0); earlier ones are negative. ``NOBODY`` (-1) in a column of rows means none.

Adding a column is one line in its group (:mod:`sim.state.columns` says how); :mod:`sim.allocation` makes and
grows the arrays, :mod:`sim.state_abi` hands them to kernels.
"""

from __future__ import annotations

from typing import Any, NamedTuple, get_type_hints

from sim.codes import HOUSEHOLD_SEATS, ORIGIN_LIMIT
from sim.state.civil import Copies, Enrolments, Organisations, Posts, Programmes, Streams
from sim.state.clock import Clock, Used
from sim.state.columns import Array, Column, table
from sim.state.people import Civic, Contacts, Memberships, Minds, People, Ties, Work
from sim.state.settlement import Clubs, Employers, Foci, Homes, Households, Jobs, Places


@table
class State(NamedTuple):
    """A region at the end of a month."""

    clock: Clock
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
    organisations: Organisations
    copies: Copies
    places: Places


GROUPS: dict[str, Any] = get_type_hints(State)
"""The class of each group of the state, in the state's order."""

PER_PERSON = tuple(name for name, group in GROUPS.items() if group.__module__ == People.__module__)
"""Groups with one row a person: those of :mod:`sim.state.people`."""

PEOPLE_MORE = 500_000
"""Most rows by which those groups grow at once: what comes to a country in some years, where half of it would be as
much memory again as many machines have (assumed)."""

__all__ = [
    "GROUPS",
    "HOUSEHOLD_SEATS",
    "ORIGIN_LIMIT",
    "PEOPLE_MORE",
    "PER_PERSON",
    "Array",
    "Civic",
    "Clock",
    "Clubs",
    "Column",
    "Contacts",
    "Copies",
    "Employers",
    "Enrolments",
    "Foci",
    "Homes",
    "Households",
    "Jobs",
    "Memberships",
    "Minds",
    "Organisations",
    "People",
    "Places",
    "Posts",
    "Programmes",
    "State",
    "Streams",
    "Ties",
    "Used",
    "Work",
]
