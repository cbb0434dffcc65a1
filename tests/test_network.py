"""Ties stand at both ends, with equal values, whatever is done to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import allocation, foci, network
from sim.codes import NOBODY, FocusSlot, Status, TieKind

PEOPLE, SLOTS = 12, 4


def a_town(people=PEOPLE, slots=SLOTS):
    state = allocation.allocate_state(
        people=people, households=2, homes=2, foci=4, seats=64, clubs=1, jobs=1, employers=1, places=1, slots=slots
    )
    state.people.status[:] = Status.HERE
    state.people.uid[:] = np.arange(people) * 7919
    state.foci.capacity[:] = 8
    state.foci.start[:] = np.arange(4) * 8
    state.foci.kind[:] = [TieKind.WORK, TieKind.CLUB, TieKind.CLUB, TieKind.NEIGHBOUR]
    return state


def assert_symmetric(ties):
    for a in range(ties.partner.shape[0]):
        taken = ties.partner[a][ties.partner[a] != NOBODY]
        assert len(set(taken.tolist())) == len(taken), "two ties with one person"
        for slot in np.flatnonzero(ties.partner[a] != NOBODY):
            b = ties.partner[a, slot]
            back = np.flatnonzero(ties.partner[b] == a)
            assert len(back) == 1, f"{a} has a tie with {b}, who has none back"
            for column in ("hours", "kind", "quality", "since"):
                values = getattr(ties, column)
                assert values[a, slot] == values[b, back[0]], column


acts = st.lists(
    st.tuples(
        st.sampled_from(["tie", "untie", "leave"]),
        st.integers(0, PEOPLE - 1),
        st.integers(0, PEOPLE - 1),
        st.floats(1, 300, width=32),
    ),
    max_size=60,
)


@given(acts)
def test_ties_stay_symmetric_whatever_happens(acts):
    ties = a_town().ties
    for act, a, b, hours in acts:
        if act == "leave":
            network.leave_network(a, ties)
        elif a != b and act == "tie" and network.find_slot(a, b, ties) == NOBODY:
            network.tie(a, b, hours, TieKind.FRIEND.value, 3, 1, ties)
        elif a != b:
            network.untie(a, b, ties)
    assert_symmetric(ties)


def test_weakest_tie_gives_way_to_a_stronger_one_and_not_to_a_weaker():
    ties = a_town().ties
    for other, hours in enumerate((5.0, 9.0, 7.0, 8.0), start=1):
        assert network.tie(0, other, hours, TieKind.FRIEND.value, 0, 0, ties)
    assert not network.tie(0, 5, 4.0, TieKind.FRIEND.value, 0, 0, ties)
    assert network.tie(0, 6, 6.0, TieKind.FRIEND.value, 0, 0, ties)
    assert network.find_slot(0, 1, ties) == NOBODY
    assert network.find_slot(0, 6, ties) != NOBODY
    assert_symmetric(ties)


def test_family_never_gives_way():
    ties = a_town().ties
    for other in range(1, 5):
        network.tie(0, other, 1.0, TieKind.KIN.value, 0, 0, ties)
    assert not network.tie(0, 9, 300.0, TieKind.FRIEND.value, 0, 0, ties)


def test_leaving_a_focus_turns_its_ties_into_friendships():
    town = a_town()
    for person in (0, 1):
        assert foci.enter(town, person, FocusSlot.WORK.value, 0)
    network.tie(0, 1, 9.0, TieKind.WORK.value, 0, 0, town.ties)
    network.tie(0, 2, 9.0, TieKind.KIN.value, 0, 0, town.ties)
    foci.quit_focus(town, 0, FocusSlot.WORK.value)
    assert town.ties.kind[1, network.find_slot(1, 0, town.ties)] == TieKind.FRIEND
    assert town.ties.kind[2, network.find_slot(2, 0, town.ties)] == TieKind.KIN
    assert_symmetric(town.ties)


def test_a_club_tie_lives_while_another_club_is_shared():
    town = a_town()
    for person in (0, 1):
        for column, club in ((FocusSlot.CLUB_1, 1), (FocusSlot.CLUB_2, 2)):
            foci.enter(town, person, column.value, club)
    network.tie(0, 1, 9.0, TieKind.CLUB.value, 0, 0, town.ties)
    foci.quit_focus(town, 0, FocusSlot.CLUB_1.value)
    assert town.ties.kind[0, 0] == TieKind.CLUB
    foci.quit_focus(town, 1, FocusSlot.CLUB_2.value)
    assert town.ties.kind[0, 0] == TieKind.FRIEND


def test_a_full_roster_takes_nobody():
    town = a_town()
    entered = [foci.enter(town, person, FocusSlot.WORK.value, 0) for person in range(9)]
    assert entered == [True] * 8 + [False]
    assert sorted(town.foci.roster[:8].tolist()) == list(range(8))
    assert town.memberships.focus[8, FocusSlot.WORK] == NOBODY


@given(st.permutations(range(6)), st.integers(0, 5))
def test_somebody_elses_leaving_moves_nobodys_seat(order, leaver):
    town = a_town()
    for person in order:
        foci.enter(town, person, FocusSlot.WORK.value, 0)
    before = town.memberships.seat[:, FocusSlot.WORK].copy()
    foci.quit_focus(town, leaver, FocusSlot.WORK.value)
    after = town.memberships.seat[:, FocusSlot.WORK]
    others = np.arange(PEOPLE) != leaver
    assert (before[others] == after[others]).all()
    assert town.foci.count[0] == 5


@pytest.mark.parametrize("kind", [TieKind.HOUSEHOLD, TieKind.KIN, TieKind.FRIEND])
def test_only_focus_kinds_are_shared_at_a_focus(kind):
    town = a_town()
    assert not network.share_focus(0, 1, kind.value, town.memberships)
