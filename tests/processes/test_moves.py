"""Promises of moving: whoever goes frees everything, whoever moves keeps what is in reach."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, Destination, Exit, Flow, FocusSlot, Status, Tenure, TieKind
from sim.compatriots import meet_compatriots
from sim.departures import depart
from sim.foci import enter
from sim.homes import take_home
from sim.households import leave_home
from sim.moves import follow
from sim.network import tie
from sim.town import Town, Used
from tests.processes.homes import add_homes, family, here, house, kinds_of_ties, look
from tests.processes.towns import add_employer, add_focus, add_person, employ, posts_of, town_of
from tests.properties.invariants import assert_homes_hold_their_households, assert_rosters_and_memberships_agree


def go(town: Town, *rows: int, cause: Exit = Exit.WORK) -> None:
    goals = np.full(len(rows), Destination.LARGER_CITY.value)
    depart(town, np.array(rows), np.full(len(rows), cause.value), goals)


def move(town: Town, person: int, home: int) -> None:
    household = int(town.state.people.household[person])
    take_home(town.state, household, home)
    rows = town.state.households.members[household]
    follow(town, rows[rows != NOBODY].astype(np.int64))


def test_who_leaves_frees_job_seats_ties_and_home() -> None:
    town = town_of()
    (one,) = family(town, 40.0)
    other = add_person(town)
    house(town, other)
    job = posts_of(town, add_employer(town, posts=1))[0]
    employ(town, one, job)
    club = add_focus(town, TieKind.CLUB)
    enter(town.state, one, FocusSlot.CLUB_1, club)
    tie(one, other, 60.0, TieKind.CLUB, 128, 0, town.state.ties)
    home = int(town.state.households.home[0])
    go(town, one)
    state = town.state
    assert state.people.status[one] == Status.LEFT
    assert state.people.exit_cause[one] == Exit.WORK
    assert state.people.destination[one] == Destination.LARGER_CITY
    assert state.jobs.holder[job] == NOBODY and state.work.job[one] == NOBODY
    assert (state.memberships.focus[one] == NOBODY).all() and state.foci.count[club] == 0
    assert (state.ties.partner[other] == NOBODY).all()
    assert state.homes.household[home] == NOBODY and state.households.size[0] == 0
    assert state.places.flows[0, Flow.DEPARTURES_LOCALS] == 1
    assert_homes_hold_their_households(town)
    assert_rosters_and_memberships_agree(town)


def test_home_stays_taken_until_the_last_has_gone() -> None:
    town = town_of()
    pair = family(town, 40.0, 41.0)
    go(town, pair[0])
    assert town.state.households.home[0] != NOBODY
    go(town, pair[1])
    assert town.state.households.home[0] == NOBODY and len(here(town)) == 0


def test_dead_are_counted_as_deaths_and_go_nowhere() -> None:
    town = town_of()
    (one,) = family(town, 80.0)
    go(town, one, cause=Exit.DEATH)
    assert town.state.people.status[one] == Status.DEAD
    assert town.state.people.destination[one] == Destination.NONE
    assert town.state.places.flows[0, Flow.DEATHS] == 1
    assert town.state.places.flows[0, Flow.DEPARTURES_LOCALS] == 0


def test_job_in_reach_is_kept_by_movers_and_one_beyond_is_lost() -> None:
    for minutes, kept in ((40.0, True), (90.0, False)):
        town = town_of(places=2, minutes=minutes)
        (one,) = family(town, 40.0)
        job = posts_of(town, add_employer(town, posts=1))[0]
        employ(town, one, job)
        club = add_focus(town, TieKind.CLUB)
        enter(town.state, one, FocusSlot.CLUB_1, club)
        (home,) = add_homes(town, 1, place=1)
        move(town, one, home)
        assert town.state.people.place[one] == 1
        assert bool(town.state.work.job[one] == job) is kept
        assert bool(town.state.memberships.focus[one, FocusSlot.WORK] != NOBODY) is kept
        assert town.state.memberships.focus[one, FocusSlot.CLUB_1] == NOBODY
        assert town.state.memberships.focus[one, FocusSlot.NEIGHBOURS] == town.state.homes.focus[home]
        assert town.state.places.flows[0, Flow.MOVES_OUT] == town.state.places.flows[1, Flow.MOVES_IN] == 1
        assert town.state.places.flows[0, Flow.JOB_LOSSES] == (not kept)


def test_local_ties_of_movers_live_on_as_friends() -> None:
    town = town_of(places=2)
    (one,) = family(town, 40.0)
    other = add_person(town)
    club = add_focus(town, TieKind.CLUB)
    for person in (one, other):
        enter(town.state, person, FocusSlot.CLUB_1, club)
    tie(one, other, 60.0, TieKind.CLUB, 128, 0, town.state.ties)
    move(town, one, add_homes(town, 1, place=1)[0])
    assert kinds_of_ties(town, one, other) == [TieKind.FRIEND] * 2


def test_who_forms_a_household_of_their_own_stays_kin() -> None:
    town = town_of()
    parent, child = family(town, 50.0, 22.0)
    (home,) = add_homes(town, 1)
    s = town.state
    leave_home(s, child, np.uint64(7), home)
    follow(town, np.array([child]))
    assert kinds_of_ties(town, parent, child) == [TieKind.KIN] * 2
    assert s.people.household[child] != s.people.household[parent]
    assert s.memberships.focus[child, FocusSlot.NEIGHBOURS] == s.homes.focus[home]
    assert_homes_hold_their_households(town)


def test_home_has_beds_enough_and_the_tenure_asked_for_if_there_is_one() -> None:
    town = town_of()
    add_homes(town, 5, beds=2)
    owned = add_homes(town, 5, beds=4, tenure=Tenure.OWNED)
    anchor = np.uint64(123 << 30)
    homes = town.state.homes
    assert look(town, anchor, size=4, tenure=Tenure.PUBLIC_RENT) in owned
    assert look(town, anchor, tenure=Tenure.OWNED) in owned
    rented = look(town, anchor, tenure=Tenure.PUBLIC_RENT)
    assert homes.tenure[rented] == Tenure.PUBLIC_RENT
    assert look(town, anchor, size=5) == NOBODY


def test_home_found_does_not_depend_on_other_vacancies() -> None:
    town = town_of()
    rows = add_homes(town, 60)
    homes = town.state.homes
    anchors = [np.uint64(number * 0x9E3779B97F4A7C15 % 2**64) for number in range(20)]

    def found() -> list[int]:
        return [look(town, anchor) for anchor in anchors]

    first = found()
    taken = next(home for home in rows if home not in first)
    homes.household[taken] = 1
    assert found() == first
    assert len(set(first)) > 10


def test_compatriots_fill_one_group_before_the_next() -> None:
    town = town_of(origins={"one": {}, "two": {}})
    rows = np.array([add_person(town, newcomer=True, origin=1 + (k >= 70)) for k in range(80)])
    meet_compatriots(town, rows)
    groups = town.state.memberships.focus[rows, FocusSlot.COMPATRIOTS]
    assert (groups != NOBODY).all()
    assert sorted(np.unique(groups[:70], return_counts=True)[1]) == [6, 64]
    assert not set(groups[:70]) & set(groups[70:])
    assert int(town.used[Used.FOCI]) == 3


def test_books_agree_when_a_move_makes_the_arrays_grow() -> None:
    """A newcomer's new place needs a compatriots' group, and there is no row left for one."""
    town = town_of(places=2)
    (one,) = family(town, 40.0)
    town.state.people.newcomer[one] = 1
    town.state.people.origin[one] = 1
    home = add_homes(town, 1, place=1)[0]
    town.used[Used.FOCI] = town.capacity(Used.FOCI)
    town.used[Used.SEATS] = town.capacity(Used.SEATS)
    move(town, one, home)
    assert town.state.memberships.focus[one, FocusSlot.COMPATRIOTS] != NOBODY
    assert_rosters_and_memberships_agree(town)
