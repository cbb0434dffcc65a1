"""Promises of programmes: whom for, who meets whom, for how long, what it carries, what stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, ClubType, Enrolment, FocusSlot, Pathway, Schooling, Sex, Status, TieKind, Told
from sim.history import begin
from sim.measures import Recorder
from sim.measures.civil import record_mentor_ties, record_programmes
from sim.processes import clubs, language, meeting
from sim.processes.quality import affinity_key, pair_quality
from sim.processes.work import step as working
from sim.scenario import scenario_from
from sim.schedule import month
from sim.town import Town, Used
from tests.processes.civil import (
    civil_town,
    enrolled,
    helped,
    hours_of,
    kind_of,
    live,
    mentors_of,
    volunteer,
)
from tests.processes.societies import (
    acquaint,
    befriend,
    clubs_of,
    live_together,
    open_club,
    settle,
    with_rules,
)
from tests.processes.towns import add_employer, add_person, employ, posts_of

ACTIVE, WAITING, DONE = Enrolment.ACTIVE, Enrolment.WAITING, Enrolment.DONE
GROUP = FocusSlot.PROGRAMME
QUIET = {"free_hours": 0.0, "introductions": 0.0}
"""Nobody meets friends in their free time."""


def mentored(programme: dict[str, Any] | None = None, *, locals_: int = 40, newcomers: int = 20,
             months: int = 1, person: dict[str, Any] | None = None, **sections: Any) -> Town:
    """Volunteers in rows from 0, newcomers of the month after them, after so many months of a programme."""
    town = civil_town(programmes={"help": programme or {}}, **sections)
    helped(town, locals_, newcomers, **(person or {}))
    return live(town, months)


# Whom for


def taken(target: dict[str, Any], prepare: Any) -> set[int]:
    """Of 20 newcomers, changed by ``prepare(town, rows)``, those a programme of support is for."""
    town = civil_town(programmes={"help": {"form": "support", "target": target}})
    rows = list(settle(town, 20, newcomer=True, arrival=0))
    town.month = 10
    prepare(town, rows)
    return enrolled(live(town), ACTIVE)


def set_half(group: str, column: str, value: Any) -> Any:
    """Give the first ten ``value``."""

    def prepare(town: Town, rows: list[int]) -> None:
        getattr(getattr(town.state, group), column)[rows[:10]] = value

    return prepare


def with_children(town: Town, rows: list[int]) -> None:
    for row in rows[:10]:
        live_together(town, row, add_person(town, age=8.0))


def awaiting(town: Town, rows: list[int]) -> None:
    town.state.households.awaiting[town.state.people.household[rows[:10]]] = 2


FIRST, LAST = set(range(10)), set(range(10, 20))


@pytest.mark.parametrize(
    ("target", "prepare", "found"),
    [
        ({"origins": ["two"]}, set_half("people", "origin", 2), FIRST),
        ({"origins": ["one"]}, set_half("people", "origin", 2), LAST),
        ({"pathways": ["asylum", "labour"]}, set_half("people", "pathway", Pathway.LABOUR), FIRST),
        ({"sex": "women"}, set_half("people", "sex", Sex.WOMAN), FIRST | set(range(10, 20, 2))),
        ({"sex": "men"}, set_half("people", "sex", Sex.WOMAN), set(range(11, 20, 2))),
        ({"youngest": 50}, set_half("people", "birth", -60 * 12), FIRST),
        ({"oldest": 50}, set_half("people", "birth", -60 * 12), LAST),
        ({"from_month": 11}, set_half("people", "arrival", -5), FIRST),
        ({"to_month": 12}, set_half("people", "arrival", -5), LAST),
        ({"work": "in"}, set_half("work", "job", 3), FIRST),
        ({"work": "without"}, set_half("work", "job", 3), LAST),
        ({"schooling": ["higher"]}, set_half("people", "schooling", Schooling.HIGHER), FIRST),
        ({"recognised": "no"}, set_half("people", "recognised", 0), FIRST),
        ({"health": "poor"}, set_half("people", "health", 0.5), FIRST),
        ({"children": "with"}, with_children, FIRST),
        ({"awaiting": "yes"}, awaiting, FIRST),
        ({"share": 0.0}, set_half("people", "origin", 2), set()),
        ({}, set_half("people", "origin", 2), FIRST | LAST),
    ],
    ids=str,
)
def test_each_field_of_a_target_selects(target: Any, prepare: Any, found: set[int]) -> None:
    assert taken(target, prepare) == found


@pytest.mark.parametrize(
    ("who", "found"), [("newcomers", {2, 3}), ("locals", {0, 1}), ("everyone", {0, 1, 2, 3})]
)
def test_a_programme_is_for_newcomers_or_locals_or_everyone(who: str, found: set[int]) -> None:
    town = civil_town(programmes={"help": {"form": "support", "target": {"who": who}}})
    settle(town, 2)
    settle(town, 2, newcomer=True)
    assert enrolled(live(town), ACTIVE) == found


def test_months_since_arrival_do_not_hold_for_locals() -> None:
    town = civil_town(programmes={"help": {"form": "support", "target": {"who": "everyone", "to_month": 6}}})
    settle(town, 2)
    settle(town, 2, newcomer=True, arrival=-20)
    assert enrolled(live(town), ACTIVE) == {0, 1}


def test_a_share_wants_it_and_wants_it_for_good() -> None:
    def want(share: float) -> set[int]:
        town = mentored({"form": "support", "target": {"share": share}, "capacity": 500}, newcomers=300,
                        months=12)
        return enrolled(town)

    assert want(0.3) < want(0.6) < want(1.0)
    assert len(want(0.3)) / 300 == pytest.approx(0.3, abs=0.08)


def test_a_programme_is_in_its_places_alone() -> None:
    town = civil_town(places=2, programmes={"help": {"form": "support", "places": ["place1"]}})
    settle(town, 5, newcomer=True)
    there = settle(town, 5, newcomer=True, place=1)
    assert enrolled(live(town), ACTIVE) == set(there)


def test_outreach_sets_how_soon_people_hear_of_it_and_hangs_on_coordination() -> None:
    def asked(outreach: float, level: float, alone: float = 0.3) -> set[int]:
        town = civil_town(
            programmes={"help": {"form": "support", "outreach": outreach}},
            mentoring={"outreach_alone": alone},
        )
        settle(town, 100, newcomer=True)
        town.state.places.coordination[:] = level
        return enrolled(live(town))

    assert asked(0.0, 1.0) == set()
    assert asked(0.4, 0.0) < asked(0.4, 0.5) < asked(0.4, 1.0) < asked(1.0, 1.0)
    assert asked(0.4, 0.0, alone=1.0) == asked(0.4, 1.0)
    assert asked(0.4, 0.0, alone=0.0) == set()


def test_nobody_asks_twice_nor_for_two_in_one_month() -> None:
    short = {"form": "support", "months": 2}
    town = civil_town(programmes={"one": short, "other": short})
    rows = set(settle(town, 10, newcomer=True))
    assert enrolled(live(town), ACTIVE) == rows
    assert enrolled(town, programme=1) == set()
    assert enrolled(live(town), ACTIVE, programme=1) == rows
    live(town, 20)
    assert town.used[Used.ENROLMENTS] == 20


# Waiting


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


def test_months_waited_are_told() -> None:
    town = mentored({"capacity": 10, "months": 6}, newcomers=20)
    assert (town.state.programmes.met[0], town.state.programmes.waited[0]) == (10, 0.0)
    found = {}
    for _ in range(12):
        now = town.month
        live(town)
        recorder = Recorder(["place0"])
        record_programmes(town, recorder)
        for row in recorder.measures().to_pandas().itertuples():
            if row.measure == "mentor_wait":
                found[now] = row.value
    assert found == {7: 7.0}, "a place is free in the month after its match has ended"


def test_without_volunteers_all_wait() -> None:
    town = mentored(locals_=0, months=6)
    assert len(enrolled(town, WAITING)) == 20


def test_without_coordination_matching_takes_longer() -> None:
    def active(level: float, **rules: Any) -> set[int]:
        town = civil_town(programmes={"help": {"months": 60}},
                          mentoring={"matching_alone": 0.1, "matching": 0.9, **rules})
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
    town = civil_town(programmes={"help": {"mentors": kind, "months": 60}}, )
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
    town = civil_town(programmes={"help": {"mentors": "workplace", "hours": 4.0, "months": 24, **programme}},
                      meeting={**QUIET, "work_hours": 0.0, "work_encounters": 0})
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
        town = civil_town(people=500, programmes={"help": {"months": 60}},
                          mentoring={"choosing": choosing, "mentor_limit": 20})
        _, rows = helped(town, 100, 100)
        town.state.places.coordination[:] = level
        live(town)
        key = affinity_key(town.seed)
        return float(np.mean([
            pair_quality(key, town.rules.ties, town.state.people, row, mentors_of(town, row)[0])
            for row in rows
        ]))

    assert mean_quality(1.0, 2.0) > mean_quality(0.0, 2.0) == mean_quality(1.0, 0.0)


# Groups


def grouped(months: int = 1, newcomers: int = 20, locals_: int = 40, **programme: Any) -> Town:
    return mentored({"form": "group", "months": 60, **programme}, locals_=locals_, newcomers=newcomers,
                    months=months, meeting=QUIET)


def helpers(town: Town) -> set[int]:
    """Volunteers who sit in a group."""
    return set(np.flatnonzero(town.state.memberships.focus[:, GROUP] != NOBODY).tolist()) - enrolled(town)


@pytest.mark.parametrize(("each", "count"), [(1, 2), (2, 4), (3, 6)])
def test_a_group_needs_its_volunteers_for_every_ten(each: int, count: int) -> None:
    town = grouped(per_participant=each)
    assert len(enrolled(town, ACTIVE)) == 20
    assert len(helpers(town)) == count
    assert town.state.programmes.helping[0] == count


def test_a_group_without_volunteers_does_not_begin() -> None:
    town = grouped(locals_=0)
    assert (town.state.memberships.focus[:, GROUP] == NOBODY).all()
    assert len(enrolled(town, WAITING)) == 20


def test_a_full_group_opens_another() -> None:
    town = mentored({"form": "group", "capacity": 200}, newcomers=60, locals_=60, months=6,
                    mentoring={"group_size": 16})
    foci, used = town.state.foci, int(town.used[Used.FOCI])
    groups = foci.kind[:used] == TieKind.MENTOR
    assert groups.sum() >= 4
    assert (foci.count[:used][groups] <= 16).all()
    assert len(enrolled(town, ACTIVE)) == 60


def test_a_group_s_meetings_make_acquaintances_and_their_hours_can_be_switched_off() -> None:
    def known(**more: Any) -> int:
        town = civil_town(programmes={"cafe": {"form": "group", "hours": 8.0, "months": 60, **more}},
                          meeting=QUIET)
        _, rows = helped(town, 40, 20, openness=1.0)
        live(town, 6, meeting.step)
        return int((town.state.ties.partner[list(rows)] != NOBODY).sum())

    assert known() > 20
    assert known(hours=0.0) == known(capacity=0) == 0


def test_a_venue_that_is_not_neutral_keeps_some_newcomers_away_for_good() -> None:
    def come(neutral: bool, kept_away: float = 0.5) -> set[int]:
        town = civil_town(programmes={"cafe": {"form": "group", "capacity": 200, "neutral_venue": neutral}},
                          mentoring={"not_neutral": kept_away})
        helped(town, 100, 100)
        return enrolled(live(town, 12))

    assert len(come(True)) == 100
    assert 30 < len(come(False)) < 70
    assert come(False, kept_away=0.0) == come(True)
    assert come(False, kept_away=1.0) == set()


def test_volunteers_who_stop_leave_their_group() -> None:
    town = grouped()
    town.state.civic.ready[:] = 0
    live(town)
    assert helpers(town) == set()


# A month of it


def one_pair(hours: float, months: int = 12, free: float = 0.0, **programme: Any) -> tuple[Town, int, int]:
    """A mentor in row 0 and a newcomer in row 1 after ``months`` of a programme and of company."""
    town = civil_town(programmes={"help": {"hours": hours, "months": 60, **programme}},
                      meeting={**QUIET, "free_hours": free})
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
    town = civil_town(programmes={"help": {"hours": 4.0, "months": 60, "per_participant": each}},
                      meeting=QUIET, mentoring={"mentor_limit": limit})
    helped(town, 24 * each // limit, 24)
    for _ in range(8):
        live(town, 1, meeting.step)
    assert enrolled(town, ACTIVE) == set(range(24 * each // limit, 24 * each // limit + 24))
    people = list(enrolled(town, ACTIVE))
    promised = [4.0 * len(mentors_of(town, person)) for person in people]
    assert town.state.contacts.spent[people].tolist() == promised


def test_mentor_hours_come_out_of_the_mentor_s_free_hours() -> None:
    town, mentor, person = one_pair(6.0, free=20.0)
    assert town.state.civic.load[mentor] == 6.0
    assert town.state.civic.load[person] == 0.0
    town.state.people.health[person] = 0.0  # without free hours of their own
    live(town, 1, meeting.step)
    assert town.state.contacts.spare[mentor] == 14.0
    with_rules(town, programmes={"help": {"active": False}})
    live(town, 1, meeting.step)
    assert town.state.contacts.spare[mentor] == 20.0


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
        record_mentor_ties(town, recorder)
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


# What is carried


def carrying(carries: dict[str, Any], *, form: str = "support", months: int = 1, **sections: Any
             ) -> tuple[Town, range]:
    town = civil_town(programmes={"help": {"form": form, "months": 60, "carries": carries}}, **sections)
    _, rows = helped(town, 40, 40, **sections.pop("person", {}))
    return live(town, months), rows


def test_practice_of_the_language_is_learnt_from() -> None:
    def level(hours: float) -> float:
        town = civil_town(programmes={"help": {"form": "support", "carries": {"language": hours}}},
                          language={"courses": False})
        rows = settle(town, 20, newcomer=True, language=0.0)
        live(town, 12, language.step)
        return float(town.state.minds.language[list(rows)].mean())

    assert level(0.0) == 0.0
    assert level(5.0) < level(40.0)


@pytest.mark.parametrize(
    ("form", "by"), [("mentor", Told.MENTOR), ("group", Told.PROGRAMME), ("support", Told.PROGRAMME)]
)
def test_information_tells_of_a_club_of_the_mentor_s_or_of_the_place(form: str, by: Told) -> None:
    def heard(chance: float) -> Town:
        town = civil_town(programmes={"help": {"form": form, "carries": {"information": chance}}})
        mentors, _ = helped(town, 40, 20)
        open_club(town, ClubType.VILLAGE, mentors)
        if form == "mentor":
            open_club(town, ClubType.SPORT)  # to which no mentor belongs
        return live(town, 6)

    town = heard(1.0)
    told = town.state.memberships.candidate[40:60]
    assert (told != NOBODY).sum() > 10
    assert set(town.state.memberships.told_by[40:60][told != NOBODY].tolist()) == {by}
    if form == "mentor":
        assert set(told[told != NOBODY].tolist()) == {0}
    assert (heard(0.0).state.memberships.candidate == NOBODY).all()


def test_a_group_may_tell_of_one_kind_of_club_only() -> None:
    town = civil_town(
        programmes={"help": {"form": "group", "carries": {"information": 1.0, "clubs": "sport"}}}
    )
    mentors, _ = helped(town, 40, 20)
    for kind in (ClubType.VILLAGE, ClubType.CULTURE, ClubType.SPORT, ClubType.AID):
        open_club(town, kind, mentors)
    town = live(town, 6)
    told = town.state.memberships.candidate[40:60]
    assert (told != NOBODY).sum() > 10
    assert set(town.state.clubs.type[told[told != NOBODY]].tolist()) == {ClubType.SPORT}


def test_a_mentor_introduces_friends() -> None:
    def introduced(chance: float) -> int:
        town = civil_town(programmes={"help": {"months": 60, "carries": {"friends": chance}}}, meeting=QUIET)
        mentors, rows = helped(town, 40, 20, openness=1.0)
        town.state.minds.openness[:] = 1.0
        acquaint(town, mentors, steps=10)
        live(town, 8)
        return int((town.state.ties.partner[list(rows)] != NOBODY).sum()) - 20

    assert introduced(0.0) == 0
    assert introduced(1.0) > 10


def in_work(leads: float, rival: str = "direct") -> set[int]:
    town = civil_town(people=600, programmes={"help": {"form": "support", "carries": {"job_leads": leads},
                                                       "capacity": 500, "months": 60}},
                      rivals={"mentor_effect": rival}, work={"posts": False})
    rows = settle(town, 200, newcomer=True, language=0.5)
    for _ in range(20):
        add_employer(town, posts=15, willingness=0.5)
    live(town, 3, working)
    return {row for row in rows if town.state.work.job[row] != NOBODY}


def test_job_leads_help_only_under_the_rival_that_mentors_help_directly() -> None:
    assert len(in_work(0.0)) < len(in_work(5.0))
    assert in_work(5.0, "through_ties") == in_work(0.0, "through_ties") == in_work(0.0)


def test_help_with_recognition_makes_qualifications_count_sooner() -> None:
    def recognised(factor: float) -> int:
        town = civil_town(programmes={"help": {"form": "support", "carries": {"recognition": factor},
                                               "capacity": 200, "months": 60}},
                          work={"hiring": False, "recognition_months": 36.0})
        rows = settle(town, 100, newcomer=True, schooling=Schooling.HIGHER, recognised=0)
        live(town, 6, working)
        return int(town.state.people.recognised[list(rows)].sum())

    assert 0 < recognised(0.0) < recognised(5.0)


def test_experience_counts_as_months_of_work_here() -> None:
    def months(rate: float) -> list[int]:
        town = civil_town(programmes={"help": {"form": "support", "carries": {"experience": rate}}})
        rows = settle(town, 40, newcomer=True)
        return live(town, 6).state.work.months_worked[list(rows)].tolist()

    assert months(0.0) == [0] * 40
    assert months(1.0) == [6] * 40
    assert 3 * 40 * 0.7 < sum(months(0.5)) < 3 * 40 * 1.3


def members(carries: dict[str, Any], sport: dict[str, Any] | None = None, *, club_place: int = 0,
            **person: Any) -> set[int]:
    """Newcomers who join a sport club they look for themselves."""
    town = civil_town(
        places=2, minutes=20.0,
        programmes={"help": {"form": "support", "capacity": 200, "months": 60, "carries": carries}},
        clubs={"own_search": 0.5, "own_search_no_language": 1.0, "closing": False, "foundings": False,
               "hear_from_friends": 1.0,
               "sport": {"leaving": 0.0, **(sport or {})}},
    )
    hosts = settle(town, 20, place=club_place)
    open_club(town, ClubType.SPORT, hosts, place=club_place)
    seekers = settle(town, 100, **{"newcomer": True, **person})
    if club_place:
        for seeker in seekers:
            befriend(town, seeker, seeker % 20)
    live(town, 8, clubs.step)
    return {row for row in seekers if clubs_of(town, row)}


def test_fee_support_brings_those_who_cannot_pay() -> None:
    dear = {"fee": 400.0}
    assert members({}, dear) < members({"fee_support": 0.5}, dear) < members({"fee_support": 1.0}, dear)


def test_a_lift_brings_those_without_a_car_to_clubs_here_and_in_the_next_place() -> None:
    far = {"transport": 0.9}
    assert members({}, far, car=False) < members({"transport": True}, far, car=False)
    assert members({"transport": True}, far, car=False) == members({}, far, car=True)
    assert members({}, club_place=1, car=False) == set()
    assert members({"transport": True}, club_place=1, car=False)


def test_a_lift_brings_those_without_a_car_to_work_in_the_next_place() -> None:
    def commuters(lift: bool, car: bool = False) -> set[int]:
        town = civil_town(
            places=2, people=600, minutes=40.0, work={"posts": False},
            programmes={"help": {"form": "support", "capacity": 500, "carries": {"transport": lift}}},
        )
        rows = settle(town, 100, newcomer=True, car=car)
        for _ in range(10):
            add_employer(town, posts=15, place=1, willingness=1.0)
        live(town, 6, working)
        return {row for row in rows if town.state.work.job[row] != NOBODY}

    assert commuters(False) == set()
    assert commuters(True) == commuters(False, car=True) > set()


def test_childcare_lets_mothers_of_small_children_into_courses_and_clubs() -> None:
    def found(childcare: bool) -> tuple[int, int]:
        town = civil_town(
            programmes={"help": {"form": "support", "capacity": 200, "months": 60,
                                 "carries": {"childcare": childcare}}},
            language={"course_places": 1000, "childcare": 0.0},
            clubs={"own_search": 0.5, "own_search_no_language": 1.0, "closing": False, "foundings": False,
                   "mothers_of_small_children": 0.1, "culture": {"leaving": 0.0}},
        )
        open_club(town, ClubType.CULTURE, settle(town, 20))
        rows = settle(town, 60, newcomer=True, sex=Sex.WOMAN, age=30.0, language=0.3)
        for row in rows:
            live_together(town, row, add_person(town, age=1.0))
        live(town, 5, clubs.step, language.step)
        return int(town.state.minds.in_course.sum()), len([row for row in rows if clubs_of(town, row)])

    without, with_ = found(False), found(True)
    assert without[0] == 0 < with_[0]
    assert without[1] < with_[1]


def test_care_mends_health_by_a_share_of_the_way() -> None:
    town, rows = carrying({"health": 0.5})
    assert (town.state.people.health[list(rows)] == 1.0).all()
    town.state.people.health[list(rows)] = 0.2
    live(town)
    assert town.state.people.health[list(rows)].tolist() == pytest.approx([0.6] * 40)
    town, rows = carrying({"health": 0.0})
    town.state.people.health[list(rows)] = 0.2
    assert live(town).state.people.health[list(rows)].tolist() == pytest.approx([0.2] * 40)


def test_employers_of_its_places_grow_readier() -> None:
    def willing(rate: float) -> list[float]:
        town = civil_town(places=2, programmes={"help": {"form": "support", "places": ["place0"],
                                                         "carries": {"willingness": rate}}})
        both = [add_employer(town, posts=1, place=place, willingness=0.5) for place in (0, 1)]
        live(town, 2)
        return town.state.employers.willingness[both].tolist()

    assert willing(0.0) == [0.5, 0.5]
    assert willing(0.2) == pytest.approx([1.0 - 0.5 * 0.64, 0.5])


def reunited(factor: float) -> int:
    """Families still awaited after three years, of a small town whose refugees come without them."""
    town = begin(scenario_from({
        "months": 36, "seed": 4,
        "places": {"alby": {"population": 400, "vacant_homes": 0.3}},
        "origins": {"one": {}},
        "arrivals": {"asylum": {"pathway": "asylum", "place": "alby", "origin": "one", "per_year": 30}},
        "ties": {"settle_months": 0},
        "leaving": {"newcomers": False},
        "arriving": {"awaiting_share_single": 1.0, "reunification_mean": 60.0},
        "funding": {"pot": {"permanent": True}},
        "programmes": {"help": {"funding": ["pot"], "form": "support", "capacity": 500, "outreach": 1.0,
                                "months": 60, "carries": {"reunification": factor}}},
        "mentoring": {"outreach_alone": 1.0},
    }))
    for _ in range(36):
        month(town)
    return int((town.state.households.awaiting[: town.used[Used.HOUSEHOLDS]] > 0).sum())


def test_help_with_reunification_brings_families_sooner() -> None:
    assert reunited(10.0) < reunited(0.0)


def test_help_that_takes_skill_grows_with_experience_and_money_does_not() -> None:
    def carried(months: int, **rules: Any) -> tuple[float, float]:
        town = civil_town(
            programmes={"help": {"form": "support", "carries": {"language": 10.0, "fee_support": 0.5}}},
            mentoring={"novice": 0.5, "experience_months": 12.0, **rules},
        )
        settle(town, 1, newcomer=True)
        live(town, months)
        return float(town.state.civic.practice[0]), float(town.state.civic.fee_support[0])

    assert carried(1) == (5.0, 0.5)
    assert carried(1)[0] < carried(6)[0] < carried(12)[0] < 10.0
    assert carried(12)[1] == 0.5
    assert carried(1, experience_months=0.0)[0] == carried(1, novice=1.0)[0] == 10.0


def test_what_is_carried_ends_with_the_programme() -> None:
    everything = {"language": 5.0, "job_leads": 1.0, "recognition": 1.0, "reunification": 1.0,
                  "fee_support": 1.0, "childcare": True, "transport": True}
    town, rows = carrying(everything)
    columns = ("practice", "job_help", "recognition", "reunification", "fee_support", "childcare", "lift")
    assert all((getattr(town.state.civic, name)[list(rows)] > 0).all() for name in columns)
    with_rules(town, programmes={"help": {"active": False}})
    live(town)
    assert all((getattr(town.state.civic, name) == 0).all() for name in columns)
