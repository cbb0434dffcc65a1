"""Promises of clubs: who hears of one, who can come and is welcome, who stays, who helps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim import allocation
from sim.codes import NOBODY, ClubType, Flow, FocusSlot, InformationSource, Sex, TieKind
from sim.processes import clubs
from sim.processes.clubs import monthly
from sim.town import Town
from tests.processes.societies import (
    acquaint,
    assert_rosters_agree,
    befriend,
    belong_to_a_club,
    clubs_of,
    give_work,
    live_together,
    open_club,
    settle,
    with_rules,
)
from tests.processes.towns import add_person, town_of

STAY: dict[str, Any] = {kind.name.lower(): {"leaving": 0.0, "founding": 0.0} for kind in ClubType}
"""Settings under which nobody leaves of their own will and no club is founded."""
EAGER: dict[str, Any] = {**STAY, "own_search": 0.5, "own_search_no_language": 1.0, "closing": False}
"""Settings under which people look for clubs, besides."""


def eager_town(
    members: int = 20, seekers: int = 100, kind: ClubType = ClubType.SPORT, *, club: Any = None, **person: Any
) -> tuple[Town, range]:
    """One club of ``kind`` with seats for all, and ``seekers`` newcomers without work who look for it."""
    town = with_rules(town_of(people=members + seekers + 200), clubs=EAGER)
    first = settle(town, members)
    give_work(town, first)
    open_club(town, kind, first, **(club or {}))
    return town, settle(town, seekers, newcomer=True, **person)


def live(town: Town, months: int = 4) -> Town:
    for _ in range(months):
        clubs.step(town)
        town.month += 1
    assert_rosters_agree(town)
    return town


def joined(town: Town, seekers: range, months: int = 3, **settings: Any) -> set[int]:
    """Who of ``seekers`` belongs to a club after some months under ``settings``."""
    return belong_to_a_club(live(with_rules(town, clubs=settings), months), seekers)


def test_nobody_joins_a_club_they_have_not_heard_of() -> None:
    town, seekers = eager_town()
    silent = {"hear_from_friends": 0.0, "hear_at_school": 0.0, "own_search": 0.0}
    assert joined(town, seekers, **silent) == set()
    assert joined(eager_town()[0], seekers) != set()


def test_a_friend_who_belongs_to_a_club_tells_of_it() -> None:
    def town() -> Town:
        town, seekers = eager_town(40, 40)
        for seeker in seekers:
            for step in range(8):
                befriend(town, seeker, (seeker + step) % 40)
        return with_rules(town, clubs={"own_search": 0.0, "hear_from_friends": 1.0, "readiness": 0.0})

    informed = live(town(), 1)
    candidates = np.flatnonzero(informed.state.memberships.candidate[:80] == 0)
    assert len(candidates) > 0
    assert (informed.state.memberships.told_by[candidates] == InformationSource.FRIEND).all()
    silent = live(with_rules(town(), clubs={"hear_from_friends": 0.0}), 1)
    assert (silent.state.memberships.candidate == NOBODY).all()


def test_parents_hear_of_clubs_at_school() -> None:
    town, seekers = eager_town()
    town.state.memberships.focus[list(seekers)[:50], FocusSlot.SCHOOL_GATE] = 0
    clubs.step(with_rules(town, clubs={"own_search": 0.0, "hear_at_school": 0.5}))
    heard = np.flatnonzero(town.state.memberships.candidate[:120] != NOBODY)
    assert len(heard) > 10
    assert set(heard) <= set(seekers[:50])
    assert (town.state.memberships.told_by[heard] == InformationSource.SCHOOL).all()


def test_language_helps_to_find_a_club() -> None:
    fluent, seekers = eager_town(language=1.0)
    mute, _ = eager_town(language=0.0)
    settings = {"own_search": 0.2, "own_search_no_language": 0.1, "sport": {"language": 0.0}}
    assert len(joined(mute, seekers, **settings)) < len(joined(fluent, seekers, **settings)) / 2


@pytest.mark.parametrize(
    ("hinder", "help_"),
    [
        ({"sport": {"fee": 1500.0}}, {"sport": {"fee": 0.0, "equipment": 0.0}}),
        ({"sport": {"equipment": 30000.0}}, {"sport": {"equipment": 0.0}}),
        ({"sport": {"language": 1.0}}, {"sport": {"language": 0.0}}),
        ({"sport": {"evening_hours": 60.0}}, {"sport": {"evening_hours": 2.0}}),
        ({"sport": {"transport": 0.9}}, {"sport": {"transport": 0.0}}),
        ({"trust_floor": 0.0}, {"trust_floor": 1.0}),
        ({"readiness": 0.1}, {"readiness": 1.0}),
    ],
    ids=["fee", "equipment", "language", "evenings", "transport", "trust", "readiness"],
)
def test_what_a_club_asks_keeps_people_away(hinder: dict[str, Any], help_: dict[str, Any]) -> None:
    def count(settings: dict[str, Any]) -> int:
        town, seekers = eager_town(language=0.3, car=False)
        return len(joined(town, seekers, **settings))

    assert count(hinder) < 0.8 * count(help_)


def test_fee_support_brings_people_in_and_only_newcomers() -> None:
    def town() -> tuple[Town, range]:
        town, seekers = eager_town(seekers=70)
        settle(town, 30)
        return with_rules(town, clubs={"sport": {"fee": 800.0}}), seekers

    (without, seekers), (given, _) = town(), town()
    alone = joined(without, range(120), months=4)
    supported = joined(given, range(120), months=4, fee_support_newcomers=0.9)
    assert alone < supported
    assert supported - alone <= set(seekers)


def test_a_fee_for_one_group_leaves_everybody_else_as_they_were() -> None:
    def town() -> Town:
        town, seekers = eager_town()
        town.state.people.origin[list(seekers)[::2]] = 2
        return town

    base = live(town(), 30)
    raised = live(with_rules(town(), clubs={"sport": {"fee_extra": (0.0, 400.0)}}), 30)
    group = base.state.people.origin[:120] == 1
    assert belong_to_a_club(raised, np.flatnonzero(group)) < belong_to_a_club(base, np.flatnonzero(group))
    others = ~group
    for name in ("focus", "candidate", "told_by", "volunteer"):
        before, after = getattr(base.state.memberships, name), getattr(raised.state.memberships, name)
        assert np.array_equal(before[:120][others], after[:120][others]), name


def test_raised_dues_drive_out_those_who_cannot_pay_and_least_those_in_work() -> None:
    def left(fee: float, working: bool) -> int:
        town = with_rules(
            town_of(people=100),
            clubs={**STAY, "closing": False, "sport": {"fee": fee, "leaving": 0.0, "founding": 0.0}, "own_search": 0.0},
        )
        rows = settle(town, 100)
        if working:
            give_work(town, rows)
        open_club(town, ClubType.SPORT, rows)
        return 100 - len(belong_to_a_club(live(town, 12), rows))

    assert left(0.0, working=False) < left(400.0, working=False)
    assert left(400.0, working=True) < left(400.0, working=False)


def test_a_pension_or_a_partner_in_work_counts_as_means() -> None:
    def members(prepare: Any) -> int:
        town = with_rules(town_of(people=100), clubs={**EAGER, "sport": {"fee": 700.0, "leaving": 0.0}})
        rows = settle(town, 100)
        open_club(town, ClubType.SPORT, rows)
        prepare(town)
        return len(belong_to_a_club(live(town, 12), rows))

    def retire(town: Town) -> None:
        town.state.people.birth[:100] -= 30 * 12

    def pair_up(town: Town) -> None:
        for row in range(0, 100, 2):
            live_together(town, row, row + 1)
        give_work(town, range(0, 100, 2))

    poor = members(lambda town: None)
    assert poor < members(retire)
    assert poor < members(pair_up)


def test_a_car_takes_people_to_the_next_place_and_not_beyond_reach() -> None:
    def count(car: bool, minutes: float) -> int:
        town = with_rules(
            town_of(places=2, people=150, minutes=minutes), clubs={**EAGER, "own_search": 0.0, "hear_from_friends": 1.0}
        )
        hosts = settle(town, 20, place=1)
        open_club(town, ClubType.SPORT, hosts, place=1)
        seekers = settle(town, 100, car=car)
        give_work(town, range(120))
        for seeker in seekers:
            for host in range(seeker, seeker + 3):
                befriend(town, seeker, host % 20)
        return len(belong_to_a_club(live(town, 6), seekers))

    assert count(car=True, minutes=20.0) > 0
    assert count(car=True, minutes=90.0) == 0
    assert count(car=False, minutes=20.0) == 0


def test_a_lift_brings_those_without_a_car() -> None:
    def members(support: float) -> set[int]:
        town, seekers = eager_town(car=False)
        return joined(town, seekers, transport_support=support, sport={"transport": 0.8})

    assert members(0.0) < members(1.0)


def test_a_venue_that_is_not_neutral_keeps_some_newcomers_away_for_good() -> None:
    def members(neutral: int, kept_away: float) -> set[int]:
        town, seekers = eager_town(kind=ClubType.CONGREGATION, club={"neutral": neutral})
        return joined(town, seekers, months=8, kept_away=kept_away)

    open_to_all = members(1, 0.7)
    assert members(0, 0.7) < open_to_all
    assert members(0, 0.0) == open_to_all


def test_a_welcome_brings_newcomers_and_makes_no_difference_to_locals() -> None:
    def members(welcome: float, newcomer: bool) -> set[int]:
        town, seekers = eager_town(club={"welcome": welcome})
        town.state.people.newcomer[list(seekers)] = newcomer
        return joined(town, seekers)

    assert members(0.2, newcomer=True) < members(1.0, newcomer=True)
    assert members(0.2, newcomer=False) == members(1.0, newcomer=False)


def test_an_association_takes_its_own_origin() -> None:
    town, seekers = eager_town(kind=ClubType.IMMIGRANT, club={"origin": 2})
    town.state.people.origin[list(seekers)[::2]] = 2
    inside = joined(town, seekers)
    assert inside
    assert inside <= set(seekers[::2])


def test_lone_men_join_less() -> None:
    def count(factor: float, alone: bool) -> int:
        town, seekers = eager_town(sex=Sex.MAN)
        if not alone:
            for row in seekers[::2]:
                live_together(town, row, row + 1)
        return len(joined(town, seekers, lone_men=factor))

    assert count(0.3, alone=True) < count(1.0, alone=True)
    assert count(0.3, alone=False) == count(1.0, alone=False)


def test_mothers_of_small_children_join_less() -> None:
    def count(factor: float, sex: Sex) -> int:
        town, seekers = eager_town(sex=sex)
        for row in seekers:
            child = add_person(town, age=2.0)
            live_together(town, row, child)
        return len(joined(town, seekers, mothers_of_small_children=factor))

    assert count(0.1, Sex.WOMAN) < count(1.0, Sex.WOMAN)
    assert count(0.1, Sex.MAN) == count(1.0, Sex.MAN)


def test_children_are_not_members() -> None:
    town, seekers = eager_town(age=9.0)
    assert joined(town, seekers, months=10) == set()


def test_at_most_three_clubs_and_none_twice() -> None:
    town = with_rules(town_of(people=60), clubs={**EAGER, "second_club": 1.0, "readiness": 1.0})
    rows = settle(town, 60)
    give_work(town, rows)
    for _ in range(6):
        open_club(town, ClubType.VILLAGE)
    live(town, 60)
    for row in rows:
        assert len(clubs_of(town, row)) == len(set(clubs_of(town, row))) <= 3
    assert any(len(clubs_of(town, row)) == 3 for row in rows)


def test_those_without_a_friend_in_the_club_leave_sooner() -> None:
    def left(friends: bool, factor: float = 4.0) -> int:
        town = with_rules(
            town_of(people=120),
            clubs={
                "own_search": 0.0,
                "hear_from_friends": 0.0,
                "friendless_leaving": factor,
                "closing": False,
                "foundings": False,
                "aid": {"leaving": 0.3},
            },
        )
        rows = settle(town, 120)
        give_work(town, rows)
        open_club(town, ClubType.AID, rows)
        if friends:
            acquaint(town, rows, TieKind.CLUB)
        return int(live(town, 8).state.places.flows[0, Flow.CLUB_LEAVES])

    assert left(friends=True) < left(friends=False)
    assert left(friends=True) == left(friends=True, factor=1.0)


def test_volunteers_come_and_go_with_trust_and_stay_longer() -> None:
    def after(**settings: Any) -> Town:
        town = with_rules(town_of(people=120), clubs={**EAGER, "own_search": 0.0})
        rows = settle(town, 120)
        give_work(town, rows)
        open_club(town, ClubType.VILLAGE, rows)
        return live(with_rules(town, clubs=settings), 24)

    def volunteers(town: Town) -> int:
        return int(town.state.memberships.volunteer.sum())

    assert volunteers(after(volunteer_start=0.0)) == 0
    assert volunteers(after()) > 5
    assert volunteers(after(volunteer_stop=0.9)) < volunteers(after(volunteer_stop=0.0))
    held = {"village": {"leaving": 0.5}, "volunteer_start": 0.45, "volunteer_stop": 0.0}
    assert len(belong_to_a_club(after(**held, volunteer_leaving=0.0), range(120))) > len(
        belong_to_a_club(after(**held, volunteer_leaving=1.0), range(120))
    )


def test_only_members_volunteer() -> None:
    settings = {**EAGER, "volunteer_start": 0.45, "sport": {"leaving": 0.9}}
    town = with_rules(town_of(people=120), clubs=settings)
    rows = settle(town, 100)
    open_club(town, ClubType.SPORT, rows)
    live(town, 40)
    volunteers = set(np.flatnonzero(town.state.memberships.volunteer))
    assert volunteers <= belong_to_a_club(town, rows)


def test_monthly_chances_amount_to_the_year() -> None:
    month = monthly(np.array([0.3]))[0]
    assert (1.0 - month) ** 12 == pytest.approx(0.7)


def test_the_same_town_twice_is_the_same() -> None:
    one, two = (live(eager_town(club={"welcome": 0.5})[0], 12) for _ in range(2))
    for group_one, group_two in zip(one.state, two.state, strict=True):
        for column_one, column_two in zip(group_one, group_two, strict=True):
            assert np.array_equal(column_one, column_two)
    assert allocation.nbytes(one.state) == allocation.nbytes(two.state)
