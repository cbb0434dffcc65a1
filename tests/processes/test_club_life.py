"""Promises of club life: closing, being kept alive by newcomers, founding."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import ClosedFor, ClubType, Flow, TieKind
from sim.foci import club_column, quit_focus
from sim.network import find_slot
from sim.processes import club_founding, clubs
from sim.town import Town, Used
from tests.processes.societies import acquaint, assert_rosters_agree, clubs_of, open_club, roster, settle, with_rules
from tests.processes.towns import town_of

QUIET: dict[str, Any] = {
    **{kind.name.lower(): {"leaving": 0.0, "founding": 0.0, "fee": 0.0, "equipment": 0.0} for kind in ClubType},
    "own_search": 0.0,
    "hear_from_friends": 0.0,
    "hear_at_school": 0.0,
    "patience": 6,
}
"""Settings under which nobody joins or leaves, and no club is founded."""


def club_town(local: int, newcomers: int, **settings: Any) -> Town:
    """A village club with so many members, viable at 10."""
    town = with_rules(town_of(people=600), clubs=QUIET)
    town = with_rules(town, clubs={"village": {"viable": 10}, **settings})
    members = [*settle(town, local), *settle(town, newcomers, newcomer=True)]
    open_club(town, ClubType.VILLAGE, members)
    acquaint(town, range(len(members)), TieKind.CLUB, steps=1)
    return town


def live(town: Town, months: int) -> np.ndarray[Any, Any]:
    """Flows of the town over the months."""
    town.state.places.flows[:] = 0
    for _ in range(months):
        clubs.step(town)
        town.month += 1
    assert_rosters_agree(town)
    return town.state.places.flows[0].copy()


def test_a_club_too_small_for_too_long_closes_and_its_ties_live_on() -> None:
    town = club_town(9, 0)
    assert live(town, 5)[Flow.CLUBS_CLOSED] == 0
    assert live(town, 1)[Flow.CLUBS_CLOSED] == 1
    assert (town.state.clubs.open[0], town.state.clubs.closed[0]) == (0, 5)
    assert roster(town, 0) == set()
    slot = find_slot(0, 1, town.state.ties)
    assert town.state.ties.kind[0, slot] == TieKind.FRIEND
    assert live(town, 12)[Flow.CLUBS_CLOSED] == 0


def test_a_viable_club_and_a_switched_off_mechanism_stay_open() -> None:
    assert live(club_town(10, 0), 24)[Flow.CLUBS_CLOSED] == 0
    assert live(club_town(9, 0, closing=False), 24)[Flow.CLUBS_CLOSED] == 0


def test_a_club_that_recovers_in_time_stays() -> None:
    town = club_town(9, 0)
    live(town, 5)
    (helper,) = settle(town, 1)
    town.state.memberships.candidate[helper] = 0
    with_rules(town, clubs={"readiness": 1.0, "trust_floor": 1.0, "evenings": 100.0, "youngest": 0})
    assert live(town, 12)[Flow.CLUBS_CLOSED] == 0
    assert town.state.clubs.weak_months[0] == 0


def test_newcomers_save_a_club_and_it_counts_once() -> None:
    town = club_town(8, 4)
    assert live(town, 5)[Flow.CLUBS_SAVED] == 0
    assert live(town, 1)[Flow.CLUBS_SAVED] == 1
    flows = live(town, 40)
    assert flows[Flow.CLUBS_SAVED] == flows[Flow.CLUBS_CLOSED] == 0
    assert live(club_town(12, 4), 40)[Flow.CLUBS_SAVED] == 0


def test_without_its_newcomers_the_saved_club_would_have_closed() -> None:
    town = club_town(8, 4)
    town.state.people.newcomer[:] = 0
    assert live(town, 20)[Flow.CLUBS_SAVED] == 0
    assert live(club_town(8, 0), 20)[Flow.CLUBS_CLOSED] == 1


def test_a_saved_club_that_loses_its_newcomers_has_all_its_patience_left() -> None:
    town = club_town(8, 4)
    live(town, 20)
    for person in range(8, 12):
        column = club_column(person, 0, town.state.memberships)
        quit_focus(town.state, person, column)
    assert live(town, 5)[Flow.CLUBS_CLOSED] == 0
    assert live(town, 1)[Flow.CLUBS_CLOSED] == 1


def test_an_immigrants_association_is_not_saved_by_its_own_members() -> None:
    town = club_town(0, 12)
    town.state.clubs.type[0] = ClubType.IMMIGRANT
    assert live(town, 20)[Flow.CLUBS_SAVED] == 0


def founding_town(kind: ClubType, people: int = 120, *, newcomers: bool = False, **settings: Any) -> Town:
    town = with_rules(town_of(people=600), clubs=QUIET)
    town = with_rules(town, clubs={kind.name.lower(): {"founding": 20.0}, "closing": False, **settings})
    acquaint(town, settle(town, people, newcomer=newcomers))
    return town


def founded(town: Town, months: int = 36) -> int:
    return int(live(town, months)[Flow.CLUBS_FOUNDED])


def test_somebody_founds_a_club_and_gathers_acquaintances() -> None:
    town = founding_town(ClubType.POPUP)
    count = founded(town)
    assert count > 0
    assert town.used[Used.CLUBS] == count
    for club in range(count):
        assert town.state.clubs.open[club] == 1
        assert town.state.clubs.founded[club] >= 0
    assert len(roster(town, count - 1)) >= town.rules.clubs.founders
    assert town.state.memberships.volunteer.sum() > 0


def test_foundings_can_be_switched_off() -> None:
    assert founded(founding_town(ClubType.POPUP, foundings=False)) == 0


def test_whoever_knows_too_few_founds_nothing() -> None:
    assert founded(founding_town(ClubType.POPUP, founders=20)) == 0


def test_new_forms_draw_members_from_old_clubs() -> None:
    def members_left(drawn: float) -> int:
        town = founding_town(ClubType.POPUP, people=100, drawn_from_old=drawn)
        old = open_club(town, ClubType.VILLAGE, range(100))
        assert founded(town) > 0
        return len(roster(town, old))

    assert members_left(0.0) == 100
    assert members_left(1.0) < 100


def test_one_association_for_an_origin_in_a_place_and_only_its_own_people() -> None:
    town = founding_town(ClubType.IMMIGRANT, newcomers=True)
    town.state.people.origin[1:120:3] = 2
    town.state.people.origin[2:120:3] = 2
    founded(town, 120)
    origins = [int(origin) for origin in town.state.clubs.origin[: town.used[Used.CLUBS]]]
    assert origins
    assert len(origins) == len(set(origins))
    for club in range(len(origins)):
        assert {int(town.state.people.origin[person]) for person in roster(town, club)} == {origins[club]}


def test_locals_do_not_found_immigrants_associations() -> None:
    assert founded(founding_town(ClubType.IMMIGRANT)) == 0


def test_a_founding_changes_nobody_s_clubs_but_its_members() -> None:
    with_, without = founding_town(ClubType.POPUP), founding_town(ClubType.POPUP, foundings=False)
    for town in (with_, without):
        open_club(town, ClubType.VILLAGE, range(60))
    assert founded(with_, 12) > 0
    founded(without, 12)
    new = set().union(*(roster(with_, club) for club in range(1, int(with_.used[Used.CLUBS]))))
    for person in set(range(120)) - new:
        assert clubs_of(with_, person) == clubs_of(without, person)


def test_where_arrays_are_full_nobody_founds_until_there_is_room_and_then_goes_on() -> None:
    def clubs_founded(room: int) -> list[tuple[int, int]]:
        """Uids of clubs and how many founded them; ``room``: for how many clubs there are seats from the second
        turn of a month on, none in its first."""
        town = founding_town(ClubType.POPUP, founding_by_need=False)
        for what, more in ((Used.CLUBS, 60), (Used.FOCI, 60), (Used.SEATS, 60 * 64)):
            town.ensure_room(what, more)
        state = town.state
        for _ in range(36):
            row, left = 0, 0
            while row < 120:
                count, seats = int(town.used[Used.CLUBS]), int(town.used[Used.SEATS]) + left * 64
                narrow = state._replace(foci=state.foci._replace(roster=state.foci.roster[:seats]))
                row, left = (
                    int(club_founding.found_clubs(narrow, town.rules, 64, row, club_founding.need_of(town))),
                    room,
                )
                assert town.used[Used.CLUBS] - count <= left
            town.month += 1
        assert_rosters_agree(town)
        count = int(town.used[Used.CLUBS])
        members = state.foci.count[state.clubs.focus[:count]]
        return list(zip(state.clubs.uid[:count].tolist(), members.tolist(), strict=True))

    at_once = clubs_founded(50)
    assert 2 < len(at_once) < 50
    assert clubs_founded(1) == at_once


def test_foundings_follow_the_clubs_there_are_for_the_people_there_are() -> None:
    def founded_with(there: int, **settings: Any) -> int:
        town = founding_town(ClubType.CULTURE, **settings)
        with_rules(town, places={"place0": {"clubs": {"culture": 17.0}}})  # two for the 120
        for _ in range(there):
            open_club(town, ClubType.CULTURE)
        return founded(town, 12)

    lacking, enough, many = (founded_with(there) for there in (0, 2, 10))
    assert lacking > many
    assert lacking >= enough >= many
    off = {founded_with(there, founding_by_need=False) for there in (0, 2, 10)}
    assert len(off) == 1


def test_the_old_found_fewer_clubs_than_those_in_the_middle_of_life() -> None:
    def founded_by(age: float, **settings: Any) -> int:
        town = founding_town(ClubType.POPUP, **settings)
        town.state.people.birth[:120] = -round(age * 12)
        return founded(town, 12)

    assert founded_by(86.0) == 0 < founded_by(50.0)
    assert founded_by(86.0, founding_by_need=False) == founded_by(50.0, founding_by_need=False)


def test_a_closed_club_says_why() -> None:
    town = club_town(9, 0)
    live(town, 12)
    assert town.state.clubs.closed_for[0] == ClosedFor.MEMBERS
