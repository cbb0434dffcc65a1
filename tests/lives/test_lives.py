"""Life lines: what happened to somebody, told from the state."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from experiments.lives import Event, Life, Watcher, simulate
from experiments.lives.events import compare
from experiments.lives.life import Followed
from experiments.lives.snapshot import JobSeen, Snapshot, TieSeen, snapshot
from experiments.lives.watcher import remember
from sim.codes import (
    LONG_AGO,
    STILL,
    Channel,
    ClubType,
    Destination,
    Exit,
    InformationSource,
    Permit,
    Sector,
    Status,
    TieKind,
)
from sim.history import begin
from sim.homes import free_home, take_home
from sim.scenario import Scenario, scenario_from
from sim.schedule import month
from sim.simulation import Simulation
from sim.town import Town, Used
from sim.words import duration
from tests.processes.homes import add_homes, family
from tests.processes.towns import town_of

MONTHS = 8


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return scenario_from(
        {
            "title": "A made-up village",
            "months": MONTHS,
            "places": {"vik": {"name": "Vik (made up)", "population": 250, "newcomers": 0.2}},
            "origins": {"east": {}},
            "arrivals": {"quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 48}},
        }
    )


@pytest.fixture(scope="module")
def lives(scenario: Scenario) -> list[Life]:
    return simulate(scenario, 1, lives=4).lives


def test_sampled_lives_begin_with_coming(scenario: Scenario, lives: list[Life]) -> None:
    assert len(lives) == 4
    for life in lives:
        first = life.events[0]
        assert first.text.startswith("Came to Vik")
        assert first.cause == "as a quota refugee"
        assert "as a quota refugee" in life.title
        assert 0 <= first.month <= MONTHS // 2


def test_events_are_dated_in_order_and_reported_once(lives: list[Life]) -> None:
    for life in lives:
        months = [event.month for event in life.events]
        assert months == sorted(months)
        assert len(set(life.events)) == len(life.events)


def test_series_run_over_every_month(lives: list[Life]) -> None:
    for life in lives:
        came = life.events[0].month
        for name, values in life.series.items():
            assert len(values) == MONTHS, name
            assert all(math.isnan(value) for value in values[:came])
            assert not math.isnan(values[came])


def test_watching_changes_nothing(scenario: Scenario) -> None:
    assert simulate(scenario, 1, lives=4, months=3).digest == simulate(scenario, 1, months=3).digest


def test_lives_are_not_fewer_than_none(scenario: Scenario) -> None:
    with pytest.raises(ValueError, match="lives: found -1"):
        simulate(scenario, lives=-1)


def test_anything_may_watch_and_a_fork_has_a_watcher_of_its_own(scenario: Scenario) -> None:
    class Months:
        def __init__(self, town: Town) -> None:
            self.seen = [town.month]

        def observe(self, town: Town) -> None:
            self.seen.append(town.month)

        def lives(self) -> list[Life]:
            return [Life(uid=month, title="a month") for month in self.seen]

    run = Simulation(scenario, 1, watch=Months).advance(2)
    fork = run.fork().advance(3)
    assert [life.uid for life in run.history().lives] == [0, 1, 2]
    assert [life.uid for life in fork.history().lives] == [0, 1, 2, 3]


def test_a_larger_sample_holds_the_smaller_one(scenario: Scenario, lives: list[Life]) -> None:
    more = simulate(scenario, 1, lives=6).lives
    assert {life.uid for life in lives} <= {life.uid for life in more}


def test_the_sample_does_not_depend_on_the_policy(scenario: Scenario, lives: list[Life]) -> None:
    from sim.scenario import with_overrides

    other = simulate(with_overrides(scenario, {"meeting.free_hours": 10.0}), 1, lives=4).lives
    assert [life.uid for life in other] == [life.uid for life in lives]


def test_those_asked_for_are_followed_first(scenario: Scenario) -> None:
    town = begin(scenario, 1)
    uid = int(town.state.people.uid[17])
    watcher = Watcher(town, count=1, uids=[uid])
    month(town)
    watcher.observe(town)
    found = watcher.lives()
    assert found[0].uid == uid
    assert len(found[0].series["language"]) == 1


@pytest.fixture(scope="module")
def town(scenario: Scenario) -> Town:
    town = begin(scenario, 1)
    month(town)
    return town


@pytest.fixture
def reported(town: Town) -> Callable[..., list[Event]]:
    """What is told of a grown newcomer when the given fields of the snapshot change."""
    people = town.state.people
    row = next(
        row
        for row in range(int(town.used[Used.PEOPLE]))
        if people.newcomer[row] and people.status[row] == Status.HERE and people.birth[row] < -12 * 30
    )
    now = snapshot(town, row)._replace(
        ties={}, clubs={}, work=None, local_friends=0, language=0.2, in_course=False, studying=False
    )

    def tell(before: dict[str, Any] | None = None, **after: Any) -> list[Event]:
        seen: Snapshot = now._replace(**(before or {}))
        followed = Followed(row=row, key=0.0, life=Life(0, ""), seen=seen, present=True)
        remember(town, followed, seen)
        return compare(town, followed, now._replace(**after))

    return tell


def test_nothing_changed_nothing_reported(reported: Callable[..., list[Event]]) -> None:
    assert reported() == []


def test_a_club_joined_and_who_spoke_of_it(reported: Callable[..., list[Event]]) -> None:
    (event,) = reported(clubs={0: int(ClubType.SPORT)}, told_by=int(InformationSource.FRIEND))
    assert (event.text, event.cause) == ("Joined a sports club", "told by a friend")


def test_work_found_through_a_contact_and_below_own_schooling(town: Town, reported: Callable[..., list[Event]]) -> None:
    contact = next(row for row in range(200) if town.state.people.newcomer[row] == 0)
    job = JobSeen(0, int(Sector.CARE), 0, int(Channel.CONTACT), contact)
    tie = {contact: TieSeen(20.0, int(TieKind.NEIGHBOUR), True)}
    (event,) = reported(before={"ties": tie, "schooling": 2}, ties=tie, schooling=2, work=job)
    assert event.text == "Found work in care, below own schooling (higher education)"
    assert event.cause.startswith("through a local ")
    assert event.cause.endswith(", a neighbour")


def test_a_job_lost(reported: Callable[..., list[Event]]) -> None:
    job = JobSeen(0, int(Sector.TRADE), 0, int(Channel.OPEN), -1)
    (event,) = reported(before={"work": job})
    assert event.text == "Lost the job in shops, transport and restaurants"


def test_language_bands_are_reported_with_what_brought_them(reported: Callable[..., list[Event]]) -> None:
    events = reported(before={"in_course": True}, language=0.52, in_course=True, local_hours=6.0)
    assert [event.text for event in events] == ["Reached A2 in the local language", "Reached B1 in the local language"]
    assert events[0].cause == "the course and 6 hours a month with locals"


def test_first_local_friend_by_stages(town: Town, reported: Callable[..., list[Event]]) -> None:
    people = town.state.people
    other = next(row for row in range(200) if people.newcomer[row] == 0 and people.birth[row] < -12 * 30)
    events = reported(ties={other: TieSeen(60.0, int(TieKind.FRIEND), True)}, local_friends=1)
    assert [event.text.split(":")[0] for event in events] == ["First local acquaintance", "First local casual friend"]
    assert events[0].cause == "met through friends"


@pytest.mark.parametrize(
    ("before", "after", "text", "cause"),
    [
        ({}, {"in_course": True}, "Began a language course", ""),
        ({"course_hours": 90.0}, {"in_course": True, "course_hours": 90.0}, "Went back to a language course", ""),
        ({"in_course": True}, {"in_course": True, "courses_passed": 1}, "Passed a language course", ""),
        (
            {"in_course": True, "course_offered": 380.0},
            {"in_course": True, "course_offered": 60.0},
            "Did not pass the language course and takes it again",
            "",
        ),
        (
            {"in_course": True, "course_offered": 380.0},
            {"course_hours": 200.0, "course_back": STILL},
            "Did not pass the language course and gets no place any more, after 200 hours",
            "",
        ),
        (
            {"in_course": True},
            {"course_hours": 20.0, "course_offered": 9.0, "course_back": 99},
            "Broke off the language course after 20 hours",
            "",
        ),
        (
            {"in_course": True},
            {"course_hours": 20.0, "course_offered": 9.0, "course_back": STILL},
            "Broke off the language course after 20 hours, for good",
            "",
        ),
        ({"in_course": True}, {"course_hours": 1.0}, "Ended the language course after 1 hour", ""),
        (
            {"permit": Permit.WAITING},
            {"permit": Permit.TEMPORARY, "waited": 8},
            "Got a temporary permit",
            "after eight months of waiting",
        ),
        ({"permit": Permit.WORK}, {"permit": Permit.PERMANENT}, "Got a permit that lasts", ""),
        (
            {"permit": Permit.TEMPORARY, "permit_until": 12},
            {"permit": Permit.TEMPORARY, "permit_until": 24},
            "The temporary permit was renewed",
            "",
        ),
        ({}, {"licence": True}, "Got a driving licence", ""),
        ({"owner": True}, {}, "Gave up a car", ""),
        (
            {"care_asked": {7: -4}},
            {"in_care": {7: 2}},
            "A child, 2, got a place at preschool",
            "after four months of waiting",
        ),
    ],
)
def test_courses_permits_licences_and_preschools_are_told(
    reported: Callable[..., list[Event]], before: dict[str, Any], after: dict[str, Any], text: str, cause: str
) -> None:
    plain = {
        "course_hours": 0.0,
        "course_offered": 0.0,
        "courses_passed": 0,
        "course_back": LONG_AGO,
        "permit": Permit.PERMANENT,
        "licence": False,
        "owner": False,
        "in_care": {},
        "care_asked": {},
    }
    (event,) = reported(before=plain | before, **(plain | after))
    assert (event.text, event.cause) == (text, cause)


def test_homes_refused_waited_for_and_got() -> None:
    town = town_of(housing={"refused": [1.0, 1.0, 1.0]})
    (row,) = family(town, 35.0, newcomer=True)
    home, seen = int(town.state.households.home[0]), snapshot(town, row)
    followed = Followed(row=row, key=0.0, life=Life(0, ""), seen=seen, present=True)
    remember(town, followed, seen)

    def live_on() -> list[Event]:
        town.month += 1
        now = snapshot(town, row)
        events, followed.seen = compare(town, followed, now), now
        return events

    add_homes(town, 3, beds=2)
    free_home(town.state, 0)
    town.state.households.moved_in[0] = town.month
    refused, left = live_on()
    assert left.text == "Was left without a home of one's own"
    assert (refused.text, refused.cause) == (
        "None of 4 vacant homes that fit was to be had",
        "those who let or sell refuse newcomers",
    )
    assert live_on() == [] and live_on() == [], "once for each time without one"
    take_home(town.state, 0, home)
    (got,) = live_on()
    assert (got.text, got.cause) == ("Got a home, let by the municipality", "after three months without one")


def test_leaving_tells_where_to_why_and_what_was_left(town: Town, reported: Callable[..., list[Event]]) -> None:
    people = town.state.people
    row = next(
        row
        for row in range(int(town.used[Used.PEOPLE]))
        if people.newcomer[row] and people.status[row] == Status.HERE and people.birth[row] < -12 * 30
    )
    people.exit_cause[row], people.destination[row] = Exit.LONELINESS, Destination.LARGER_CITY
    (event,) = reported(status=int(Status.LEFT))
    people.exit_cause[row], people.destination[row] = Exit.NONE, Destination.NONE
    assert event.text.startswith("Left Vik for a larger city")
    assert event.text.endswith("with no local friends, out of work")
    assert event.cause == "few ties here"


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (0, "less than a month"),
        (5, "five months"),
        (12, "one year"),
        (27, "two years and three months"),
        (133, "eleven years and one month"),
    ],
)
def test_durations_are_spoken(months: int, text: str) -> None:
    assert duration(months) == text
