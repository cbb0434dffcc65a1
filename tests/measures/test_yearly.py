"""Yearly counts by place, against the same counted person by person."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.codes import NOBODY, STILL, Pathway, Status, TieKind
from sim.history import begin
from sim.measures.cohorts import GROUPS, Cohorts
from sim.measures.counting import record
from sim.measures.recorder import Recorder
from sim.scenario import scenario_from
from sim.schedule import month as live_a_month
from sim.town import Used

YEARS = 2


@pytest.fixture(scope="module")
def lived():
    """Two places after two years, and what was recorded there: {(measure, place): value}."""
    scenario = scenario_from(
        {
            "months": 12 * YEARS,
            "places": {"vik": {"population": 250, "newcomers": 0.2}, "as": {"population": 150}},
            "travel": {"vik": {"as": 15.0}},
            "origins": {"east": {}},
            "arrivals": {
                "quota": {"pathway": "quota", "place": "vik", "origin": "east", "per_year": 40},
                "labour": {"pathway": "labour", "place": "as", "origin": "east", "per_year": 20},
            },
        }
    )
    town = begin(scenario, 5)
    for _ in range(12 * YEARS):
        live_a_month(town)
    recorder = Recorder(["vik", "as"])
    record(town, recorder, "year")
    found = recorder.measures()
    rows = zip(found.measure, found.place, found.group, found.value, strict=True)
    return town, {(measure, place): value for measure, place, group, value in rows if group == "all"}


def people_of(town):
    return [i for i in range(int(town.used[Used.PEOPLE])) if town.state.people.status[i] == Status.HERE]


def assert_counted(recorded, measure, counted):
    assert sum(counted.values()) > 0, "nobody to count: the test says nothing"
    for row, place in enumerate(("vik", "as")):
        assert recorded[measure, place] == counted[row]
    assert recorded[measure, "all"] == sum(counted.values())


def test_stayers_came_during_the_run_and_live_where_they_were_settled(lived):
    town, recorded = lived
    people = town.state.people
    stayed = [
        i for i in people_of(town) if people.newcomer[i] and people.arrival[i] >= 0 and people.settled_until[i] == STILL
    ]
    assert all(people.place[i] == people.settled_in[i] for i in stayed)
    assert_counted(recorded, "stayers", Counter(int(people.settled_in[i]) for i in stayed))
    came = [i for i in people_of(town) if people.newcomer[i] and people.arrival[i] >= 0]
    assert 0 < recorded["stayers", "all"] <= len(came)


def test_newcomers_in_work_are_of_working_age_and_hold_a_job(lived):
    town, recorded = lived
    people = town.state.people
    working = [
        i
        for i in people_of(town)
        if people.newcomer[i] and town.state.work.job[i] >= 0 and 20 * 12 <= town.month - people.birth[i] < 65 * 12
    ]
    assert_counted(recorded, "newcomers_in_work", Counter(int(people.place[i]) for i in working))


def test_friendships_are_ties_of_adult_newcomers_with_locals_at_casual_friend_or_closer(lived):
    town, recorded = lived
    people, ties = town.state.people, town.state.ties
    counted: Counter[int] = Counter()
    for i in people_of(town):
        if not people.newcomer[i] or town.month - people.birth[i] < 18 * 12:
            continue
        for slot, j in enumerate(ties.partner[i].tolist()):
            if (
                j != NOBODY
                and ties.kind[i, slot] != TieKind.HOUSEHOLD
                and not people.newcomer[j]
                and ties.hours[i, slot] >= town.rules.ties.casual_hours
            ):
                counted[int(people.place[i])] += 1
    assert_counted(recorded, "friendships", counted)


def test_close_friends_of_newcomers_are_those_beyond_the_hours_of_a_close_friend(lived):
    town, recorded = lived
    state, close = town.state, town.rules.ties.close_hours
    friends = []
    for i in people_of(town):
        if state.people.newcomer[i] and (town.month - state.people.birth[i]) >= 18 * 12:
            partner, hours, kind = state.ties.partner[i], state.ties.hours[i], state.ties.kind[i]
            friends.append(int(((partner != NOBODY) & (kind != TieKind.HOUSEHOLD) & (hours >= close)).sum()))
    assert any(friends), "nobody has a close friend: the test says nothing"
    assert recorded["close_newcomers", "all"] == pytest.approx(sum(friends) / len(friends))
    assert recorded["no_close_newcomers", "all"] == pytest.approx(friends.count(0) / len(friends))


def test_those_who_came_by_reunification_are_asked_on_their_anniversaries(lived):
    town, _ = lived
    people = town.state.people
    adults = [i for i in people_of(town) if people.newcomer[i] and town.month - people.birth[i] >= 30 * 12][:7]
    before = people.arrival.copy(), people.pathway.copy()
    try:
        people.arrival[:] = -1000
        people.arrival[adults] = town.month - 1 - 12
        people.pathway[adults[:4]] = Pathway.FAMILY
        people.pathway[adults[4:]] = Pathway.QUOTA
        cohorts = Cohorts(2)
        cohorts.observe(town)
    finally:
        people.arrival[:], people.pathway[:] = before
    counted = cohorts.tally[:, 1, :, 0].sum(axis=0)
    assert counted[GROUPS.index("all")] == len(adults) == 7
    assert counted[GROUPS.index("family")] == 4
