"""Levers: a field has one value before a month and another from it on."""

from __future__ import annotations

from typing import Any

import pytest

from sim.rules import rules_of
from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.scenario.schema.meeting import MeetingSettings
from tests.scenario.example import example


def with_levers(levers: dict[str, Any]) -> Scenario:
    return scenario_from(example(levers=levers))


def refusal(levers: dict[str, Any]) -> str:
    with pytest.raises(ScenarioError) as caught:
        with_levers(levers)
    return str(caught.value)


def test_a_lever_acts_from_its_month_on() -> None:
    scenario = with_levers({"meeting.free_hours": {"2010-07": 40, "2011-01": 45}})
    hours = [scenario.at(month).meeting.free_hours for month in (0, 5, 6, 11, 12, 35)]
    usual = MeetingSettings().free_hours
    assert hours == [usual, usual, 40, 40, 45, 45]


def test_between_changes_it_is_the_same_scenario() -> None:
    scenario = with_levers({"meeting.free_hours": {"2010-07": 40}})
    assert scenario.at(0) is scenario
    assert scenario.at(6) is scenario.at(30)
    assert scenario.at(6).at(0) is scenario
    assert rules_of(scenario.at(6)).meeting.free_hours == 40.0


def test_a_lever_in_the_first_month_acts_at_once() -> None:
    assert with_levers({"meeting.free_hours": {"2010-01": 40}}).at(0).meeting.free_hours == 40


def test_a_lever_reaches_entries_of_mappings_and_elements_of_lists() -> None:
    scenario = with_levers(
        {
            "arrivals.quota.per_year": {"2010-02": 30},
            "arrivals.quota.mix.1": {"2010-02": 0.9},
            "clubs.sport.fee": {"2010-03": 0},
        }
    )
    assert scenario.at(1).arrivals["quota"].per_year == 30
    assert scenario.at(1).arrivals["quota"].mix[1] == 0.9
    assert scenario.at(2).clubs.sport.fee == 0


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        ({"meeting.free_hour": {"2010-07": 40}}, "did you mean free_hours?"),
        ({"meting.free_hours": {"2010-07": 40}}, "did you mean meeting?"),
        ({"arrivals.qouta.per_year": {"2010-07": 40}}, "did you mean quota?"),
        ({"arrivals.quota.mix.7": {"2010-07": 1}}, "not one of 0 to 4"),
        ({"meeting.free_hours.more": {"2010-07": 1}}, "single value"),
        ({"meeting": {"2010-07": {}}}, "name a field"),
        ({"places.vannas.population": {"2010-07": 40}}, "shapes the region before the first month"),
        ({"places.umea": {"2010-07": {"population": 3}}}, "no 'umea' in places"),
        ({"places": {"2010-07": {}}}, "shapes the region"),
        ({"months": {"2010-07": 12}}, "shapes the region"),
        ({"ties.slots": {"2010-07": 12}}, "shapes the region"),
        ({"levers": {"2010-07": {}}}, "levers"),
        ({"meeting.free_hours": {"2009-12": 40}}, "2009-12 lies outside the scenario; allowed: 2010-01 to"),
        ({"meeting.free_hours": {"2013-01": 40}}, "2013-01 lies outside the scenario"),
        ({"meeting.free_hours": {"2010-7": 40}}, "'2010-7' cannot be a name here; allowed: a month"),
        ({"meeting.free_hours": 40}, "allowed: a mapping of months"),
        (
            {"meeting.free_hours": {"2010-07": "many"}},
            "levers.meeting.free_hours.2010-07: found text 'many'; allowed: a number from",
        ),
        ({"meeting.free_hours": {"2010-07": -1}}, "levers.meeting.free_hours.2010-07: found -1"),
        ({"": {"2010-07": 1}}, "there is no ''"),
    ],
)
def test_a_wrong_lever_is_answered_in_words(levers: dict[str, Any], words: str) -> None:
    assert words in refusal(levers)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("volunteering.attention_shocks", {"2010-03": 0.5}),
        ("volunteering.attention_shocks", {"2010-03": 0.5, "2010-06": 0.5}),
        ("arrivals.quota.months", {"2010-03": 40}),
    ],
)
def test_what_is_over_cannot_be_changed(path: str, value: dict[str, Any]) -> None:
    words = refusal({path: {"2010-07": value}})
    assert f"levers.{path}.2010-07: it is moved in 2010-07 and changes nothing but 2010-03" in words
    assert "values from 2010-07 on" in words
    with_levers({path: {"2010-03": value}})
    with_levers({path: {"2010-07": {**value, "2010-07": 1}}})


def test_one_month_that_is_over_cannot_be_changed() -> None:
    data = example(levers={"volunteering.attention_shocks.2010-03": {"2010-07": 0.2}})
    data["volunteering"] = {"attention_shocks": {"2010-03": 0.5}}
    with pytest.raises(ScenarioError, match="nothing but 2010-03, which is over by then"):
        scenario_from(data)
    data["levers"] = {"volunteering.attention_shocks.2010-03": {"2010-03": 0.2}}
    assert scenario_from(data).at(2).volunteering.attention_shocks == {"2010-03": 0.2}


@pytest.mark.parametrize("levers", [{}, {"meeting.free_hours": {"2010-01": 40, "2010-07": 50}}])
def test_scenarios_are_compared_by_what_they_say(levers: dict[str, Any]) -> None:
    one, same, other = with_levers(levers), with_levers(levers), with_levers({"ties.forget_hours": {"2010-02": 1}})
    for each in (one, same, other):
        assert each.phases
    assert one == same and one == one.model_copy()
    assert one != other and one != "text" and one != one.canonical()
    changed = [phase for _, phase in one.phases if phase.meeting != one.meeting]
    assert all(phase != one for phase in changed) and len(changed) == 2 * bool(levers)


def test_a_rule_over_several_fields_is_reported_at_the_lever() -> None:
    nobody = {"arrivals.quota.mix": {"2010-07": [0, 0, 0, 0, 0]}}
    assert "levers.arrivals.quota.mix.2010-07" in refusal(nobody)
