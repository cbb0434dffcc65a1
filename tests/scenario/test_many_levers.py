"""Levers that move in every month: quick to check, small, and as good in another process."""

from __future__ import annotations

import copy
import pickle
import time

import pytest

from experiments.portrait.whole import portrait
from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.scenario.months import parse_month, write_month
from tests.scenario.example import example

MONTHS = 480
START = parse_month("2010-01")


def monthly(first: float, step: float) -> dict[str, float]:
    return {write_month(START + month): first + step * month for month in range(MONTHS)}


@pytest.fixture(scope="module")
def restless() -> Scenario:
    levers = {"meeting.free_hours": monthly(30, 0.1), "clubs.sport.fee": monthly(0, 1)}
    return scenario_from(example(months=MONTHS, levers=levers))


def test_a_lever_in_every_month_goes_to_another_process_and_back(restless: Scenario) -> None:
    back = pickle.loads(pickle.dumps(restless))
    assert back == restless
    assert [month for month, _ in back.phases] == list(range(MONTHS))
    assert back.at(300).clubs.sport.fee == 300


def test_a_phase_by_itself_still_knows_what_comes_later(restless: Scenario) -> None:
    for phase in (pickle.loads(pickle.dumps(restless.at(50))), copy.deepcopy(restless.at(50))):
        assert phase.meeting.free_hours == pytest.approx(35)
        assert phase.at(400).meeting.free_hours == pytest.approx(70)


def test_months_share_what_no_lever_changes(restless: Scenario) -> None:
    assert restless.at(7).work is restless.at(400).work is restless.work
    assert restless.at(7).clubs is not restless.at(400).clubs
    assert restless.at(7).clubs.culture == restless.clubs.culture


def test_a_lever_that_changes_nothing_makes_no_new_phase() -> None:
    usual = scenario_from(example()).meeting.free_hours
    levers = {"meeting.free_hours": {"2010-05": usual, "2010-09": 40}}
    assert [month for month, _ in scenario_from(example(levers=levers)).phases] == [0, 8]


def test_thousands_of_changes_are_checked_in_seconds() -> None:
    paths = (
        "meeting.free_hours",
        "meeting.club_hours",
        "meeting.work_hours",
        "language.attendance",
        "leaving.base",
        "belonging.ties",
        "work.accept",
        "clubs.sport.fee",
        "clubs.readiness",
    )
    levers = {path: monthly(0.1, 1e-4) for path in paths}
    since = time.process_time()
    scenario = scenario_from(example(months=MONTHS, levers=levers))
    words = portrait(scenario)
    assert time.process_time() - since < 10  # each phase checked as a whole scenario took minutes
    assert "clubs.sport.fee changes 480 times until 2049-12, from 0.1 to 0.1479 [SEK/month]" in words


def test_a_mistake_in_a_later_month_is_shown_where_it_stands() -> None:
    levers = {"clubs.sport.fee": {"2010-03": 10, "2010-07": -4}}
    with pytest.raises(ScenarioError, match=r"levers.clubs.sport.fee.2010-07: found -4; allowed"):
        scenario_from(example(levers=levers))


def test_rules_over_several_fields_hold_in_every_month() -> None:
    levers = {"programmes.p.target.oldest": {"2010-05": 20}, "programmes.p.target.youngest": {"2010-05": 30}}
    funding = {"pot": {"permanent": True}}
    with pytest.raises(ScenarioError, match="oldest: 20 is less than youngest"):
        scenario_from(example(programmes={"p": {"funding": ["pot"]}}, funding=funding, levers=levers))


def test_a_lever_names_only_origins_that_there_are() -> None:
    levers = {"programmes.p.target.origins": {"2010-05": ["nowhere"]}}
    funding = {"pot": {"permanent": True}}
    with pytest.raises(ScenarioError, match=r"levers.programmes.p.target.origins.*no origin 'nowhere'"):
        scenario_from(example(programmes={"p": {"funding": ["pot"]}}, funding=funding, levers=levers))


@pytest.mark.parametrize("path", ["funding", "programmes", "arrivals", "clubs.sport", "programmes.p.target"])
def test_no_lever_replaces_a_whole_section(path: str) -> None:
    funding = {"pot": {"permanent": True}}
    with pytest.raises(ScenarioError, match="name a field beneath this path"):
        scenario_from(example(programmes={"p": {"funding": ["pot"]}}, funding=funding, levers={path: {"2010-05": {}}}))
