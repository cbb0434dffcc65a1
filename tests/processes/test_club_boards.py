"""Promises of boards: they are filled from members who are ready, terms end, and a club that nobody runs closes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, ClosedFor, ClubType, Flow, FocusSlot
from sim.foci import club_column, quit_focus
from sim.measures.boards import tally_boards
from sim.processes import club_boards
from sim.town import Town, Used
from tests.processes.societies import open_club, roster, settle, with_rules
from tests.processes.towns import town_of

KEEN: dict[str, Any] = {"readiness": 1.0, "not_helping": 1.0, "again": 1.0, "trust_floor": 1.0, "hours": 0.0}
"""Settings under which everybody of a fitting age and health is willing."""
SIZE = 5


def a_club(
    members: int = 20, kind: ClubType = ClubType.CULTURE, person: dict[str, Any] | None = None, **boards: Any
) -> Town:
    town = with_rules(town_of(people=600), clubs={"culture": {"board": SIZE}}, boards=boards)
    open_club(town, kind, settle(town, members, age=50.0, **(person or {})))
    town.state.memberships.joined[:] = LONG_AGO
    return town


def seats(town: Town, club: int = 0) -> set[int]:
    """Rows of the members who sit on a club's board."""
    memberships, focus = town.state.memberships, int(town.state.clubs.focus[club])
    return {
        person
        for person in roster(town, club)
        if memberships.board_until[person, club_column(person, focus, memberships) - FocusSlot.CLUB_1] != LONG_AGO
    }


def live(town: Town, months: int) -> np.ndarray[Any, Any]:
    for _ in range(months):
        club_boards.step(town)
        town.month += 1
    return town.state.places.flows[0]


def test_a_new_club_has_a_board_of_its_size_from_its_members_and_they_help() -> None:
    town = a_club()
    live(town, 1)
    assert len(seats(town)) == SIZE
    assert all(town.state.memberships.volunteer[person] for person in seats(town))


@pytest.mark.parametrize(("kind", "boards"), [(ClubType.POPUP, {}), (ClubType.CULTURE, {"boards": False})])
def test_loose_networks_need_no_board_and_with_the_switch_off_nobody_does(kind: ClubType, boards: Any) -> None:
    town = a_club(kind=kind, **boards)
    assert live(town, 60)[Flow.CLUBS_CLOSED] == 0
    assert not seats(town) and town.state.clubs.open[0] == 1


def test_terms_end_and_those_who_do_not_stand_again_make_room() -> None:
    stays, goes = a_club(**KEEN), a_club(**{**KEEN, "again": 0.0})
    live(stays, 1), live(goes, 1)
    before = seats(stays)
    assert seats(goes) == before
    live(stays, 40), live(goes, 40)
    assert seats(stays) == before
    assert len(seats(goes)) == SIZE and seats(goes) != before


def test_age_and_health_end_a_seat_at_once() -> None:
    town = a_club(readiness=0.0)
    live(town, 1)
    old, ill, *others = sorted(seats(town))
    town.state.people.birth[old] = town.month - 12 * 90
    town.state.people.health[ill] = 0.1
    live(town, 1)
    assert seats(town) == set(others)


def test_a_club_without_a_board_closes_though_it_has_members() -> None:
    town = a_club(members=40, readiness=0.0, again=0.0, patience=6)
    live(town, 30)
    flows = live(town, 30)
    assert (flows[Flow.CLUBS_CLOSED], flows[Flow.CLUBS_CLOSED_BOARD]) == (1, 1)
    assert town.state.clubs.open[0] == 0 and town.state.clubs.closed_for[0] == ClosedFor.BOARD
    assert not roster(town, 0)
    kept = a_club(members=40, readiness=0.0, again=0.0, patience=6, closing=False)
    assert live(kept, 60)[Flow.CLUBS_CLOSED] == 0


def test_patience_counts_months_with_too_few_and_not_before() -> None:
    town = a_club(members=SIZE, readiness=0.0, patience=4)
    live(town, 1)
    for person in sorted(seats(town))[:3]:
        column = club_column(person, int(town.state.clubs.focus[0]), town.state.memberships)
        quit_focus(town.state, person, column)
    assert len(seats(town)) == 2  # a seat goes with the membership
    live(town, 3)
    assert town.state.clubs.open[0] == 1
    live(town, 1)
    assert town.state.clubs.open[0] == 0


def willing(person: dict[str, Any] | None = None, members: int = 100, **boards: Any) -> int:
    """Of ``members`` of long standing in a club whose board is empty, how many stand at a meeting."""
    town = a_club(members, person=person, **{"readiness": 1.0, "not_helping": 1.0, **boards})
    town.state.clubs.unrun_months[0] = 1
    town.rules = town.rules._replace(clubs=town.rules.clubs._replace(by_type=town.rules.clubs.by_type.copy()))
    town.rules.clubs.by_type[club_boards.BOARD, ClubType.CULTURE] = members
    live(town, 12)
    return len(seats(town))


def test_the_old_the_ill_the_distrustful_and_newcomers_at_first_stand_less_often() -> None:
    usual = willing()
    assert 30 < usual < 90
    assert willing({"trust": 0.0}) < usual
    assert willing({"health": 0.5}) < usual
    assert willing(hours=40.0) < usual < willing(hours=0.0)
    newcomer = {"newcomer": True, "arrival": -24, "language": 0.8}
    assert willing({**newcomer, "language": 0.2}) < willing(newcomer) < willing({**newcomer, "arrival": -240})
    assert willing({**newcomer, "language": 0.0}) == 0


def test_whoever_has_just_joined_is_not_asked() -> None:
    town = a_club(**KEEN)
    town.state.clubs.unrun_months[0] = 1
    town.state.memberships.joined[:20, 0] = 0
    live(town, 6)
    assert not seats(town)
    live(town, 12)
    assert len(seats(town)) == SIZE


def test_staff_for_boards_let_a_place_find_more_people() -> None:
    def stands(support: float) -> int:
        town = a_club(60, readiness=0.5, hours=60.0)
        with_rules(town, places={"place0": {"board_support": support}})
        town.state.clubs.unrun_months[0] = 1
        live(town, 1)
        return len(seats(town))

    assert stands(0.0) < stands(1.0)


def test_a_change_of_one_member_changes_no_other_members_answer() -> None:
    one, other = a_club(60, readiness=0.1), a_club(60, readiness=0.1)
    for town in (one, other):
        town.state.clubs.unrun_months[0] = 1
    someone = 7
    other.state.people.health[someone] = 0.0
    live(one, 1), live(other, 1)
    assert seats(one) - {someone} <= seats(other)


def test_newcomers_among_members_and_on_boards_are_told_apart() -> None:
    town = a_club(12)
    live(town, 1)
    ordinary, on_board = min(set(range(12)) - seats(town)), min(seats(town))
    assert tally_boards(town.state)[:, 0].tolist() == [1, 0, 1, 0, SIZE]
    town.state.people.newcomer[ordinary] = 1
    assert tally_boards(town.state)[:, 0].tolist() == [1, 1, 1, 0, SIZE]
    town.state.people.newcomer[on_board] = 1
    assert tally_boards(town.state)[:, 0].tolist() == [1, 1, 1, 1, SIZE]


def test_every_club_of_a_built_town_has_a_board_after_its_first_month() -> None:
    from sim.beginning import begin
    from sim.scenario import scenario_from
    from sim.schedule import month

    town = begin(scenario_from({"places": {"vik": {"population": 600}}}))
    month(town)
    clubs, used = town.state.clubs, int(town.used[Used.CLUBS])
    runs = [len(seats(town, club)) for club in range(used) if clubs.open[club] and clubs.type[club] != ClubType.POPUP]
    assert runs and min(runs) >= 3
