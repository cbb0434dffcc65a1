"""Programmes and volunteering in life lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from experiments.lives import Event, Life, simulate
from experiments.lives.civic import CivicSeen, PathSeen, civic_of
from experiments.lives.events import compare
from experiments.lives.friends import where_met
from experiments.lives.life import Followed
from experiments.lives.snapshot import Snapshot, TieSeen, snapshot
from experiments.lives.watcher import remember
from sim.codes import NOBODY, ClubType, Enrolment, InformationSource, Status, TieKind
from sim.history import begin
from sim.scenario import Scenario, scenario_from
from sim.schedule import month
from sim.town import Town, Used

MONTHS = 20
TELLS_OF_PROGRAMMES = (
    "Asked to take part",
    "Met a mentor",
    "Ended with the mentor",
    "Waited in vain",
    "Waits for a mentor once more",
)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return scenario_from(
        {
            "title": "A made-up village",
            "months": MONTHS,
            "places": {"vik": {"name": "Vik (made up)", "population": 400, "newcomers": 0.1}},
            "origins": {"east": {}},
            "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 36}},
            "funding": {"grant": {"payer": "eu", "months": 14}},
            "coordinators": {"post": {"funding": ["grant"]}},
            "programmes": {
                "friends": {"name": "Friends", "funding": ["grant"], "hours": 9.0, "months": 6, "outreach": 1.0},
                "cafe": {"funding": ["grant"], "form": "group", "outreach": 1.0},
                "fees": {"funding": ["grant"], "form": "support", "outreach": 1.0},
            },
        }
    )


@pytest.fixture(scope="module")
def town(scenario: Scenario) -> Town:
    town = begin(scenario, 1)
    month(town)
    return town


def a_person(town: Town, newcomer: int, number: int = 0) -> int:
    people = town.state.people
    return [
        row
        for row in range(int(town.used[Used.PEOPLE]))
        if people.newcomer[row] == newcomer and people.status[row] == Status.HERE and people.birth[row] < -12 * 30
    ][number]


@pytest.fixture
def reported(town: Town) -> Callable[..., list[tuple[str, str]]]:
    """What is told of a grown newcomer when what programmes are to them changes so."""
    row = a_person(town, newcomer=1)
    blank = CivicSeen({}, {}, NOBODY, False, 0, NOBODY)
    now = snapshot(town, row)._replace(ties={}, clubs={}, work=None, told_by=0, civic=blank)

    def tell(
        before: CivicSeen = blank,
        after: CivicSeen = blank,
        waits: dict[int, int] | None = None,
        known: dict[int, TieSeen] | None = None,
        **changed: Any,
    ) -> list[tuple[str, str]]:
        seen: Snapshot = now._replace(civic=before, ties=known or {})
        followed = Followed(row=row, key=0.0, life=Life(0, ""), seen=seen, present=True)
        followed.waits_since.update(waits or {})
        remember(town, followed, seen)
        events: list[Event] = compare(town, followed, now._replace(civic=after, **changed))
        return [(event.text, event.cause) for event in events]

    return tell


def way(
    state: Enrolment, programme: int = 0, begun: int = -6, ends: int = 100, mentors: tuple[int, ...] = ()
) -> CivicSeen:
    return CivicSeen({0: PathSeen(programme, int(state), begun, ends, mentors)}, {}, NOBODY, False, 0, NOBODY)


def test_meeting_a_mentor_says_who_how_long_waited_and_how_much(town: Town, reported: Any) -> None:
    mentor = a_person(town, newcomer=0)
    ((text, cause),) = reported(way(Enrolment.WAITING), way(Enrolment.ACTIVE, mentors=(mentor,)), waits={0: -3})
    assert text.startswith("Met a mentor: a local ")
    assert text.endswith("; nine hours a month")
    assert cause == "“Friends”, after three months in the queue"


def test_groups_and_support_are_begun_without_a_mentor(reported: Any) -> None:
    assert reported(way(Enrolment.WAITING, 1), way(Enrolment.ACTIVE, 1), waits={0: 0}) == [
        ("Joined a group of “cafe”; four hours a month", "without waiting")
    ]
    assert reported(way(Enrolment.WAITING, 2), way(Enrolment.ACTIVE, 2), waits={0: -1}) == [
        ("Began to take part in “fees”", "after one month in the queue")
    ]


def test_the_end_says_what_ended_it(town: Town, reported: Any) -> None:
    mentors = (a_person(town, newcomer=0),)
    running = way(Enrolment.ACTIVE, mentors=mentors)
    assert reported(way(Enrolment.ACTIVE, ends=0, mentors=mentors), way(Enrolment.DONE, mentors=mentors)) == [
        ("Ended with the mentor of “Friends”", "the six months were over")
    ]
    assert reported(running, way(Enrolment.DONE, mentors=mentors)) == [
        ("Ended with the mentor of “Friends”", "it ended before its time")
    ]
    stream = int(town.state.programmes.stream[0])
    town.state.programmes.stream[0] = NOBODY
    try:
        assert reported(running, way(Enrolment.DONE, mentors=mentors)) == [
            ("Ended with the mentor of “Friends”", "the programme’s money had ended")
        ]
        assert reported(way(Enrolment.WAITING), way(Enrolment.DONE)) == [
            ("Waited in vain for “Friends”", "the programme’s money had ended")
        ]
    finally:
        town.state.programmes.stream[0] = stream


def test_a_mentor_who_stops_sends_one_back_to_the_queue(town: Town, reported: Any) -> None:
    mentor = a_person(town, newcomer=0)
    ready = int(town.state.civic.ready[mentor])
    town.state.civic.ready[mentor] = 0
    try:
        ((text, cause),) = reported(way(Enrolment.ACTIVE, mentors=(mentor,)), way(Enrolment.WAITING))
    finally:
        town.state.civic.ready[mentor] = ready
    assert text == "Waits for a mentor once more in “Friends”"
    assert cause == "the mentor stopped volunteering"


def test_volunteering_begins_and_ends(town: Town, reported: Any) -> None:
    person = a_person(town, newcomer=1, number=1)
    at_work = CivicSeen({}, {3: (person, 0)}, 1, True, -14, NOBODY)
    (became, whose, group) = reported(after=at_work)
    assert became[0] == "Became a volunteer, ready to be a mentor"
    assert whose[0].startswith("Became the mentor of a newcomer ") and whose[1] == "“Friends”"
    assert group[0] == "Began to help a group of “cafe”"
    assert reported(before=at_work)[-1] == ("Stopped volunteering", "after one year and two months")


def test_a_club_the_coordinator_spoke_of_is_reported_once(town: Town, reported: Any) -> None:
    thinking = CivicSeen({}, {}, NOBODY, False, 0, 0)
    ((text, cause),) = reported(after=thinking, told_by=int(InformationSource.COORDINATOR))
    assert text.startswith("Heard of a")
    assert cause == "by the coordinator"
    assert reported(before=thinking, after=thinking, told_by=int(InformationSource.COORDINATOR)) == []
    joined = reported(clubs={0: int(ClubType.SPORT)}, told_by=int(InformationSource.MENTOR))
    assert joined == [("Joined a sports club", "told by a mentor")]


def test_an_introduction_is_the_mentors_when_nobody_else_knows_both(town: Town, reported: Any) -> None:
    mentor, friend = a_person(town, newcomer=0), a_person(town, newcomer=0, number=1)
    partners = town.state.ties.partner[friend].copy()
    with_mentor = {mentor: TieSeen(20.0, int(TieKind.MENTOR), True)}
    both = {**with_mentor, friend: TieSeen(2.0, int(TieKind.FRIEND), True)}
    running = way(Enrolment.ACTIVE, mentors=(mentor,))
    town.state.ties.partner[friend] = NOBODY
    town.state.ties.partner[friend, 0] = mentor
    try:
        events = reported(running, running, known=with_mentor, ties=both)
        assert [cause for text, cause in events if text.startswith("Met a local ")] == ["introduced by the mentor"]
        third = a_person(town, newcomer=0, number=2)
        town.state.ties.partner[friend, 1] = third
        known = {**with_mentor, third: TieSeen(20.0, int(TieKind.NEIGHBOUR), True)}
        events = reported(running, running, known=known, ties={**known, **both})
        assert "introduced by the mentor" not in [cause for _, cause in events]
    finally:
        town.state.ties.partner[friend] = partners


def test_ties_of_programmes_say_what_they_are(town: Town) -> None:
    row, mentor = a_person(town, newcomer=1), a_person(town, newcomer=0)
    followed = Followed(row=row, key=0.0, life=Life(0, ""), seen=snapshot(town, row), present=True)
    running, after = TieSeen(9.0, int(TieKind.MENTOR), True), TieSeen(9.0, int(TieKind.FRIEND), True)
    assert where_met(town, followed, running, mentor) == "met in a programme"
    assert where_met(town, followed, after, mentor) == "met through friends"
    followed.mentors.add(mentor)
    assert where_met(town, followed, running, mentor) == "the mentor"
    assert where_met(town, followed, after, mentor) == "was the mentor"


def test_lives_of_a_run_tell_of_its_programmes(scenario: Scenario) -> None:
    lives = simulate(scenario, 1, lives=12).lives
    texts = [event.text for life in lives for event in life.events]
    for beginning in TELLS_OF_PROGRAMMES[:2]:
        assert any(text.startswith(beginning) for text in texts), beginning
    ends = [event for life in lives for event in life.events if "money had ended" in event.cause]
    assert {event.month for event in ends} == {14}


def test_what_is_seen_is_what_the_arrays_say(scenario: Scenario) -> None:
    town = begin(scenario, 1)
    for _ in range(8):
        month(town)
    enrolments = town.state.enrolments
    active = [
        row
        for row in range(int(town.used[Used.ENROLMENTS]))
        if enrolments.state[row] == Enrolment.ACTIVE and enrolments.mentors[row, 0] != NOBODY
    ]
    assert active
    for row in active:
        person, mentor = int(enrolments.person[row]), int(enrolments.mentors[row, 0])
        assert mentor in civic_of(town, person).paths[row].mentors
        assert civic_of(town, mentor).mentees[row] == (person, 0)
