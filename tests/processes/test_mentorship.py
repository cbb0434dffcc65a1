"""The queue, mentors, and the hours of a match."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Enrolment, FocusSlot, Schooling, Status, TieKind
from sim.measures.counting import record_some
from sim.measures.recorder import Recorder
from sim.processes import meeting
from sim.quality import affinity_key, pair_quality
from sim.town import Town, Used
from tests.processes.civil import (
    QUIET,
    civil_town,
    enrolled,
    helped,
    hours_of,
    kind_of,
    live,
    mentored,
    mentors_of,
    volunteer,
    with_children,
)
from tests.processes.societies import live_together, settle, with_rules
from tests.processes.towns import add_employer, add_person, employ, posts_of

ACTIVE, WAITING, DONE = Enrolment.ACTIVE, Enrolment.WAITING, Enrolment.DONE
GROUP = FocusSlot.PROGRAMME


def test_up_to_its_capacity_take_part_and_the_rest_wait() -> None:
    town = mentored({"capacity": 7, "months": 120})
    assert (len(enrolled(town, ACTIVE)), len(enrolled(town, WAITING))) == (7, 13)
    live(town, 12)
    assert (len(enrolled(town, ACTIVE)), len(enrolled(town, WAITING))) == (7, 13)
    assert town.state.programmes.taking_part[0] == 7
    assert town.state.programmes.waiting[0] == 13


def test_first_come_first_served() -> None:
    town = mentored({"capacity": 10, "months": 3}, newcomers=20)
    late = set(settle(town, 10, newcomer=True, arrival=town.month))
    live(town, 4)
    early = enrolled(town, ACTIVE, DONE)
    assert not early & late
    live(town, 8)
    assert late <= enrolled(town, ACTIVE, DONE)


def test_months_waited_are_reported() -> None:
    town = mentored({"capacity": 10, "months": 6}, newcomers=20)
    assert (town.state.programmes.met[0], town.state.programmes.waited[0]) == (10, 0.0)
    found = {}
    for _ in range(12):
        now = town.month
        live(town)
        recorder = Recorder(["place0"])
        record_some(town, recorder, "taking_part")
        for row in recorder.measures().to_pandas().itertuples():
            if row.measure == "mentor_wait":
                found[now] = row.value
    assert found == {7: 7.0}, "a place is free in the month after its match has ended"


def test_without_volunteers_all_wait() -> None:
    town = mentored(locals_=0, months=6)
    assert len(enrolled(town, WAITING)) == 20


def test_without_coordination_matching_takes_longer() -> None:
    def active(level: float, **rules: Any) -> set[int]:
        town = civil_town(
            programmes={"help": {"months": 60}}, mentoring={"matching_alone": 0.1, "matching": 0.9, **rules}
        )
        helped(town, 200, 100)
        town.state.places.coordination[:] = level
        return enrolled(live(town), ACTIVE)

    assert active(0.0) < active(0.5) < active(1.0)
    assert active(0.0, matching_alone=0.9) == active(1.0)


def test_who_leaves_the_place_leaves_the_queue() -> None:
    town = mentored(locals_=0)
    gone = list(enrolled(town, WAITING))[:5]
    town.state.people.status[gone] = Status.LEFT
    live(town)
    assert enrolled(town, DONE) == set(gone)


# Who meets whom


def test_a_mentor_has_no_more_participants_than_the_limit() -> None:
    for limit in (1, 3):
        town = mentored(locals_=4, newcomers=30, mentoring={"mentor_limit": limit}, months=3)
        assert len(enrolled(town, ACTIVE)) == 4 * limit
        assert town.state.civic.matched[:4].tolist() == [limit] * 4


def prepared_mentors(kind: str, prepare: Any) -> set[int]:
    """Which of forty volunteers, the first ten changed by ``prepare``, mentor anybody."""
    town = civil_town(programmes={"help": {"mentors": kind, "months": 60}})
    _, rows = helped(town, 40, 60)
    prepare(town, list(range(10)))
    live(town, 3)
    return {mentor for row in rows for mentor in mentors_of(town, row)}


def test_each_kind_of_match_finds_its_sort_of_volunteer() -> None:
    def trade(town: Town, rows: list[int]) -> None:
        employer = add_employer(town, posts=10, skill=Schooling.SECONDARY)
        other = add_employer(town, posts=10, skill=Schooling.HIGHER)
        for row, job in zip(rows, posts_of(town, employer), strict=True):
            employ(town, row, job)
        for row, job in zip(range(10, 20), posts_of(town, other), strict=True):
            employ(town, row, job)

    def nothing(town: Town, rows: list[int]) -> None:
        pass

    assert prepared_mentors("anyone", nothing) == set(range(40))
    assert prepared_mentors("women", nothing) == set(range(0, 40, 2))
    assert prepared_mentors("family", with_children) == set(range(10))
    assert prepared_mentors("trade", trade) == set(range(10))


def workplace(**programme: Any) -> tuple[Town, list[int], list[int]]:
    """Six locals and two newcomers in one work team; nobody is a volunteer."""
    town = civil_town(
        programmes={"help": {"mentors": "workplace", "hours": 4.0, "months": 24, **programme}},
        meeting={**QUIET, "work_hours": 0.0, "work_encounters": 0},
    )
    team = list(settle(town, 8))
    rows = team[6:]
    town.state.people.newcomer[rows], town.state.people.origin[rows] = 1, 1
    town.state.people.arrival[rows] = 0
    outside = list(settle(town, 5, newcomer=True))
    for row, job in zip(team, posts_of(town, add_employer(town, posts=8)), strict=True):
        employ(town, row, job)
    live(town, 1, meeting.step)
    return town, rows, outside


def test_workplace_mentors_are_colleagues_and_need_not_be_volunteers() -> None:
    town, rows, outside = workplace()
    assert enrolled(town, ACTIVE) == set(rows)
    assert enrolled(town, WAITING) == set(outside)
    team = {*range(8)}
    assert all(set(mentors_of(town, row)) <= team for row in rows)


def test_mentors_whose_tasks_nobody_takes_over_keep_few_hours() -> None:
    full, rows, _ = workplace(tasks_redistributed=True)
    few, _, _ = workplace(tasks_redistributed=False)
    assert full.state.civic.company[rows].tolist() >= [4.0, 4.0]
    assert few.state.civic.company[rows].tolist() == (full.state.civic.company[rows] / 4.0).tolist()


def test_a_workplace_match_ends_when_one_leaves_the_team() -> None:
    town, rows, _ = workplace()
    town.state.memberships.focus[rows[0], FocusSlot.WORK] = NOBODY
    live(town)
    assert rows[0] in enrolled(town, WAITING)
    assert rows[1] in enrolled(town, ACTIVE)


def test_several_mentors_each_meet_the_participant() -> None:
    for each in (1, 2, 3):
        town = mentored({"per_participant": each}, locals_=60, newcomers=10)
        for row in range(60, 70):
            assert len(set(mentors_of(town, row))) == each
            assert town.state.civic.company[row] == 4.0 * each


def couples(town: Town) -> list[tuple[int, int]]:
    """Ten newcomer couples, each with a child."""
    rows = settle(town, 20, newcomer=True, arrival=0)
    pairs = [(rows[at], rows[at + 1]) for at in range(0, 20, 2)]
    for pair in pairs:
        live_together(town, *pair, add_person(town, age=8.0, newcomer=True))
    return pairs


def test_a_household_takes_part_as_one_and_both_mentors_meet_all_its_adults() -> None:
    town = civil_town(programmes={"help": {"whole_household": True, "per_participant": 2, "hours": 3.0}})
    volunteer(town, settle(town, 60))
    pairs = couples(town)
    live(town, 4)
    assert len(enrolled(town, ACTIVE)) == 10
    for pair in pairs:
        (asker,) = enrolled(town) & set(pair)
        both = mentors_of(town, asker)
        assert len(both) == 2
        for person in pair:
            assert [kind_of(town, person, mentor) for mentor in both] == [TieKind.MENTOR] * 2
            assert town.state.civic.company[person] == 6.0
        assert town.state.civic.load[both].tolist() == [6.0, 6.0]
    children = [row for row in range(int(town.used[Used.PEOPLE])) if town.state.people.birth[row] > -200]
    assert (town.state.civic.company[children] == 0.0).all()


def test_who_joins_a_household_that_takes_part_does_not_ask_for_it_again() -> None:
    town = civil_town(programmes={"help": {"whole_household": True, "months": 60}})
    volunteer(town, settle(town, 60))
    first = settle(town, 5, newcomer=True, arrival=0)
    live(town)
    for row in first:
        live_together(town, row, add_person(town, newcomer=True, arrival=town.month))
    live(town, 4)
    assert enrolled(town) == set(first)


def test_without_whole_household_each_takes_part_alone() -> None:
    town = civil_town(programmes={"help": {}})
    volunteer(town, settle(town, 60))
    pairs = couples(town)
    assert enrolled(live(town, 4), ACTIVE) == {person for pair in pairs for person in pair}


def test_a_coordinator_picks_mentors_with_whom_the_participant_will_get_on() -> None:
    def mean_quality(level: float, choosing: float) -> float:
        town = civil_town(
            people=500, programmes={"help": {"months": 60}}, mentoring={"choosing": choosing, "mentor_limit": 20}
        )
        _, rows = helped(town, 100, 100)
        town.state.places.coordination[:] = level
        live(town)
        key = affinity_key(town.seed)
        return float(
            np.mean(
                [pair_quality(key, town.rules.ties, town.state.people, row, mentors_of(town, row)[0]) for row in rows]
            )
        )

    assert mean_quality(1.0, 2.0) > mean_quality(0.0, 2.0) == mean_quality(1.0, 0.0)


# A month of it


def one_pair(hours: float, months: int = 12, free: float = 0.0, **programme: Any) -> tuple[Town, int, int]:
    """A mentor in row 0 and a newcomer in row 1 after ``months`` of a programme and of company."""
    town = civil_town(
        programmes={"help": {"hours": hours, "months": 60, **programme}}, meeting={**QUIET, "free_hours": free}
    )
    helped(town, 1, 1)
    return live(town, months, meeting.step), 0, 1


@pytest.mark.parametrize("hours", [1.0, 4.0, 7.5, 40.0])
def test_hours_delivered_are_hours_promised(hours: float) -> None:
    town, mentor, person = one_pair(hours, free=40.0 if hours == 40.0 else 0.0)
    if hours < 40.0:
        assert town.state.contacts.spent[person] == town.state.contacts.spent[mentor] == hours
    assert town.state.contacts.spent[person] >= hours


@pytest.mark.parametrize(("limit", "each"), [(2, 1), (1, 2), (2, 2)])
def test_hours_promised_to_several_are_delivered_to_each(limit: int, each: int) -> None:
    town = civil_town(
        programmes={"help": {"hours": 4.0, "months": 60, "per_participant": each}},
        meeting=QUIET,
        mentoring={"mentor_limit": limit},
    )
    helped(town, 24 * each // limit, 24)
    for _ in range(8):
        live(town, 1, meeting.step)
    assert enrolled(town, ACTIVE) == set(range(24 * each // limit, 24 * each // limit + 24))
    people = list(enrolled(town, ACTIVE))
    promised = [4.0 * len(mentors_of(town, person)) for person in people]
    assert town.state.contacts.spent[people].tolist() == promised


@pytest.mark.parametrize("side", ["mentor", "participant"])
def test_mentor_hours_come_out_of_the_free_hours_of_both(side: str) -> None:
    town, mentor, person = one_pair(6.0, free=20.0)
    assert town.state.civic.load[[mentor, person]].tolist() == [6.0, 0.0]
    assert town.state.civic.taking[[mentor, person]].tolist() == [0.0, 6.0]
    one, other = (mentor, person) if side == "mentor" else (person, mentor)
    town.state.people.health[other] = 0.0  # without free hours of their own, so that they do not meet besides
    live(town, 1, meeting.step)
    assert town.state.contacts.spare[one] == 14.0
    with_rules(town, programmes={"help": {"active": False}})
    live(town, 1, meeting.step)
    assert town.state.contacts.spare[one] == 20.0


def test_hours_with_a_mentor_are_hours_with_a_local() -> None:
    town, _, person = one_pair(6.0)
    assert town.state.contacts.local_hours[person] == 6.0
    town, _, person = one_pair(0.0)
    assert town.state.contacts.local_hours[person] == 0.0


def test_a_match_lasts_its_months() -> None:
    town = civil_town(programmes={"help": {"months": 5}})
    helped(town, 1, 1)
    assert [int(live(town).state.civic.load[0] > 0) for _ in range(8)] == [1, 1, 1, 1, 1, 0, 0, 0]


def test_some_matches_end_early() -> None:
    def ended(chance: float) -> int:
        return len(enrolled(mentored({"months": 60}, months=6, mentoring={"ending_early": chance}), DONE))

    assert ended(0.0) == 0
    assert 5 < ended(0.2) < 20


@pytest.mark.parametrize("how", ["left", "moved", "stopped"])
def test_who_loses_the_mentor_goes_to_the_end_of_the_queue(how: str) -> None:
    town = civil_town(places=2, programmes={"help": {"months": 60, "capacity": 5}})
    helped(town, 5, 8)
    live(town, 3)
    person = min(enrolled(town, ACTIVE))
    (mentor,) = mentors_of(town, person)
    if how == "left":
        town.state.people.status[mentor] = Status.LEFT
    elif how == "moved":
        town.state.people.place[mentor] = 1
    else:
        town.state.civic.ready[mentor] = 0
    live(town)
    assert person in enrolled(town, WAITING)
    assert kind_of(town, person, mentor) == TieKind.FRIEND
    fresh = settle(town, 1)
    volunteer(town, fresh)
    live(town)
    assert person in enrolled(town, WAITING), "those who have waited longer come first"
    volunteer(town, settle(town, 9))
    with_rules(town, programmes={"help": {"capacity": 50}})
    live(town)
    assert person in enrolled(town, ACTIVE)
    assert town.state.programmes.waited[0] <= 5 * 5


def test_who_met_another_mentor_goes_on_with_the_months_that_are_left() -> None:
    town = civil_town(programmes={"help": {"months": 10}})
    helped(town, 1, 1)
    live(town, 4)
    (person,) = enrolled(town, ACTIVE)
    town.state.civic.ready[:] = 0
    live(town, 3)
    assert enrolled(town, WAITING) == {person}
    volunteer(town, settle(town, 1))
    months = [int(live(town).state.civic.taking[person] > 0) for _ in range(12)]
    assert months == [1] * 6 + [0] * 6, "four months with the first mentor, six with the second"
    assert enrolled(town, DONE) == {person}


def test_a_match_ends_when_the_participant_leaves() -> None:
    town, mentor, person = one_pair(4.0)
    town.state.people.status[person] = Status.LEFT
    live(town)
    assert enrolled(town, DONE) == {person}
    assert town.state.civic.load[mentor] == 0.0


def test_after_the_end_the_tie_lives_by_its_own_hours() -> None:
    def alive(hours: float, months: int) -> float:
        town = civil_town(people=300, programmes={"help": {"hours": hours, "months": months}}, meeting=QUIET)
        helped(town, 60, 60)
        live(town, months + 24, meeting.step)
        left = [hours_of(town, row, mentors_of(town, row)[0]) for row in range(60, 120)]
        recorder = Recorder(["place0"])
        record_some(town, recorder, "mentor_ties_alive")
        (share,) = recorder.measures().value
        assert share == np.mean(np.array(left) >= 50.0)
        return float(np.mean(np.array(left) > 0.0))

    assert alive(2.0, 3) < 0.2 < 0.5 < alive(8.0, 12)


def test_a_mentor_tie_under_forty_hours_mostly_fades_within_a_year() -> None:
    town = civil_town(people=300, programmes={"help": {"hours": 2.0, "months": 3}}, meeting=QUIET)
    helped(town, 60, 60)
    live(town, 3, meeting.step)
    pairs = [(row, mentors_of(town, row)[0]) for row in range(60, 120)]
    assert all(hours_of(town, *pair) > 0.0 for pair in pairs)
    live(town, 13, meeting.step)
    assert np.mean([hours_of(town, *pair) > 0.0 for pair in pairs]) < 0.5
