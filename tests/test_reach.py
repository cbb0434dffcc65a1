"""Who can get where: lines of public transport, what they bring within reach, what they cost."""

from __future__ import annotations

import copy
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from bygd.cli.place_alone import place_alone
from experiments.portrait.whole import portrait
from sim.codes import NOBODY, TieKind
from sim.history import begin, digest
from sim.measures.civil import record_spending, spent_in_month
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.network import tie
from sim.processes import meeting
from sim.reach import (
    BY_BICYCLE,
    BY_CAR,
    WITHOUT_CAR,
    by_any,
    lay_lines,
    minutes_by_lines,
    minutes_to_work,
    reaches_club,
    share_of_friends,
)
from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.schedule import month as live_a_month
from sim.town import Town, Used
from tests.processes.test_meeting import NEUTRAL
from tests.processes.towns import add_person, town_of

LINE = {"between": ["home", "work"], "minutes": [25], "waiting": 5, "cost_per_month": 60_000, "payer": "state"}
DATA: dict[str, Any] = {
    "start": "2010-01",
    "months": 24,
    "places": {
        "home": {"population": 160, "car": 0.3, "jobs": 0.1},
        "work": {"population": 160, "car": 0.3, "openings": 0.3, "clubs": {"sport": 30, "culture": 30}},
        "far": {"population": 20},
    },
    "travel": {"home": {"work": 50, "far": 200}, "work": {"far": 200}},
    "clubs": {"hear_from_friends": 1.0, "readiness": 1.0, "reach": 10.0},
    "ties": {"settle_months": 2},
    "driving": {"licences": False, "carpools": False},
    "past": {"lived": False},  # who would join a club in reach has not done so yet
}
OPENS = 6


def scenario(lever: bool = False, **line: Any) -> Scenario:
    """The region with a line of its own; with ``lever`` it opens in month :data:`OPENS`."""
    data = copy.deepcopy(DATA)
    data["buses"] = {"coast": {**LINE, **line}}
    if lever:
        data["buses"]["coast"]["active"] = False
        data["levers"] = {"buses.coast.active": {"2010-07": True}}
    return scenario_from(data)


def lived(of: Scenario, months: int) -> Town:
    town = begin(of, 3)
    for _ in range(months):
        live_a_month(town)
    return town


def riders(town: Town) -> tuple[int, int]:
    """People without a car who work, and memberships they have, in another place than theirs."""
    state, count = town.state, int(town.used[Used.PEOPLE])
    afoot = (state.people.car[:count] == 0) & (state.civic.lift[:count] == 0) & (state.people.status[:count] == 1)
    job = state.work.job[:count]
    away = state.employers.place[state.jobs.employer[job]] != state.people.place[:count]
    focus = state.memberships.focus[:count, 5:8]
    elsewhere = (focus != NOBODY) & (state.foci.place[focus] != state.people.place[:count, None])
    return int((afoot & (job != NOBODY) & away).sum()), int((afoot[:, None] & elsewhere).sum())


@pytest.fixture(scope="module")
def without() -> Town:
    return lived(scenario_from(DATA), 24)


@pytest.fixture(scope="module")
def opened() -> Town:
    return lived(scenario(lever=True), 24)


def test_rides_wait_once_a_line_and_change_where_lines_meet() -> None:
    of = scenario_from(
        {
            "places": {key: {"population": 10} for key in "abcd"},
            "travel": {"a": {"b": 20, "c": 30, "d": 90}, "b": {"c": 20, "d": 80}, "c": {"d": 40}},
            "buses": {
                "one": {"between": ["a", "b", "c"], "minutes": [15, 20], "waiting": 5},
                "two": {"between": ["c", "b"], "times_by_car": 0.5, "waiting": 3},
                "off": {"between": ["a", "d"], "active": False},
            },
        }
    )
    ways = minutes_by_lines(of)
    assert ways[0].tolist() == [0, 20, 33, math.inf]  # to c: a change at b takes 20 + 13
    assert ways[1, 2] == 13 and (ways == ways.T).all()


def test_lines_take_to_work_whom_a_car_does_not() -> None:
    town = town_of(places=2, minutes=50.0)
    rules, places = town.rules.work, town.state.places
    assert minutes_to_work(places, rules)[:, 0, 1].tolist() == [math.inf, 50, math.inf]
    places.transit[:] = 40.0
    assert minutes_to_work(places, rules)[:, 0, 1].tolist() == [40, 40, 40]
    assert minutes_to_work(places, rules._replace(reach_transit=30.0))[WITHOUT_CAR, 0, 1] == math.inf
    assert minutes_to_work(places, rules._replace(reach_bicycle=50.0, reach_transit=0.0))[BY_BICYCLE, 0, 1] == 50
    assert minutes_to_work(places, rules._replace(commuting=False))[BY_CAR].tolist() == [[0, math.inf], [math.inf, 0]]
    assert by_any(0, 1, places) == 40 and by_any(1, 1, places) == 0


def test_clubs_are_reached_by_car_or_by_a_line() -> None:
    town = town_of(places=2, minutes=25.0)
    rules, places = town.rules.clubs, town.state.places
    assert reaches_club(True, 0, 1, rules, places) and not reaches_club(False, 0, 1, rules, places)
    assert reaches_club(False, 1, 1, rules, places)
    places.transit[:] = rules.reach_transit
    assert reaches_club(False, 0, 1, rules, places)


def test_the_way_between_places_costs_friends_hours_and_a_line_saves_some() -> None:
    places = town_of(places=2, minutes=45.0).state.places
    assert share_of_friends(places, 45.0).tolist() == [[[1.0, 0.5], [0.5, 1.0]]] * 2
    places.transit[:] = 45.0
    assert share_of_friends(places, 45.0)[:, 0, 1].tolist() == [0.75, 0.5]


@pytest.mark.parametrize(("cars", "gains"), [((False, False), True), ((True, False), False)])
def test_friends_without_a_car_have_more_of_each_other_where_a_line_runs(cars: tuple[bool, bool], gains: bool) -> None:
    spent = []
    for transit in (math.inf, 45.0):
        town = town_of(places=2, people=8, minutes=90.0)
        town.state.places.transit[:] = transit
        a, b = (add_person(town, age=40, place=place, car=car) for place, car in enumerate(cars))
        tie(a, b, 100.0, TieKind.FRIEND.value, NEUTRAL, 0, town.state.ties)
        meeting.step(town)
        spent.append(float(town.state.contacts.spent[a]))
    assert (spent[1] > spent[0]) == gains and spent[0] > 0


def test_a_line_that_opens_brings_people_without_a_car_to_work_and_clubs(without: Town, opened: Town) -> None:
    plain, more = riders(without), riders(opened)
    assert plain == (0, 0)
    assert more[0] > 0 and more[1] > 0
    assert (opened.state.places.transit[0, :2] == [0, 30]).all()


def test_until_it_opens_a_line_is_as_if_absent() -> None:
    town, plain = begin(scenario(lever=True), 3), begin(scenario_from(DATA), 3)
    for month in range(OPENS + 1):
        assert digest(town) == digest(plain), month
        for one in (town, plain):
            live_a_month(one)
    assert digest(town) != digest(plain)


def test_a_line_of_the_first_month_is_there_when_jobs_are_given() -> None:
    away = [riders(begin(of, 3))[0] for of in (scenario_from(DATA), scenario())]
    assert away[0] == 0 and away[1] > 0


def test_a_line_costs_while_it_runs_and_its_payer_pays(without: Town, opened: Town) -> None:
    assert spent_in_month(opened) == spent_in_month(without) + LINE["cost_per_month"]  # type: ignore[operator]
    recorder = Recorder(list(opened.scenario.places))
    record_spending(Look(opened), recorder)
    measures = recorder.measures()
    rows = dict(zip(zip(measures.measure, measures.group, strict=True), measures.value.tolist(), strict=True))
    assert rows["spent", "buses.coast"] == rows["spent", "all"] == rows["spent_by_payer", "state"] == 60_000
    assert spent_in_month(lived(scenario(lever=True), 1)) == 0


def test_a_line_that_closes_leaves_nothing_behind() -> None:
    town = begin(scenario(), 3)
    lay_lines(scenario(active=False), town.state.places)
    assert not np.isfinite(town.state.places.transit[0, 1])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"between": ["home", "wrok"]}, "did you mean work?"),
        ({"between": ["home"]}, "between"),
        ({"between": ["home", "home"]}, "'home' follows itself"),
        ({"minutes": [25, 3]}, "found 2 for 2 stops; give 1"),
        ({"payer": "staat"}, "state"),
    ],
)
def test_lines_that_cannot_be_are_refused_in_words(line: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=r"buses\.coast") as found:
        scenario(**line)
    assert words in str(found.value)


def test_a_place_by_itself_has_no_lines(tmp_path: Path) -> None:
    file = tmp_path / "region.yaml"
    file.write_text(scenario(lever=True).to_yaml(), encoding="utf-8")
    alone = scenario_from(yaml.safe_load(place_alone(file, "region", "home")))
    assert alone.buses == {} and alone.levers == {} and list(alone.places) == ["home"]


def said(of: Scenario) -> str:
    return " ".join(portrait(of).split())


def test_check_tells_of_lines() -> None:
    text = said(scenario())
    assert "coast: home – work, 25 minutes from end to end, and 5 minutes of waiting" in text
    assert "720,000 SEK a year, paid by the state" in text
    text = said(scenario(active=False, minutes=[], cost_per_month=0))
    assert "coast (switched off): home – work, 1.5 times as long as by car" in text
    assert "Note: buses.coast is switched off and no lever opens it" in text
    assert "from 2010-07: buses.coast.active = true" in said(scenario(lever=True))
    assert "Note: buses.coast costs nothing" in said(scenario(cost_per_month=0))
