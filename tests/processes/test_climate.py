"""Promises of the climate among locals: a mood that comes and fades, backlash and support, and what threat is felt."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import ClubType, Flow, StreamState
from sim.history import simulate
from sim.processes import attitudes, climate, funding, volunteers
from sim.processes.club_access import readiness
from sim.scenario import scenario_from
from sim.town import Town
from tests.processes.civil import civil_town
from tests.processes.societies import open_club, settle, with_rules
from tests.processes.towns import town_of

STILL: dict[str, Any] = {"contact": False, "influence": False, "threat": False, "trust": False}


def town_with(outside: dict[str, float], *, places: int = 1, **sections: dict[str, Any]) -> Town:
    """100 locals and 20 newcomers of neutral attitude in the first place."""
    sections["attitudes"] = {**STILL, **sections.get("attitudes", {})}
    town = town_of(places=places, people=400, climate={"outside": outside, **sections.pop("climate", {})}, **sections)
    settle(town, 100)
    settle(town, 20, newcomer=True)
    return town


def live(town: Town, months: int) -> Town:
    for _ in range(months):
        climate.step(town)
        attitudes.step(town)
        town.month += 1
    return town


def moods(town: Town, months: int) -> list[float]:
    return [float(live(town, 1).state.places.mood[0]) for _ in range(months)]


def test_a_mood_comes_in_its_month_and_is_half_gone_in_its_half_life() -> None:
    found = moods(town_with({"2010-03": -0.8}, climate={"mood_half_life": 6.0}), 15)
    assert found[:2] == [0.0, 0.0] and found[2] == pytest.approx(-0.8)
    assert found[8] == pytest.approx(-0.4) and found[14] == pytest.approx(-0.2)
    assert min(moods(town_with({"2010-01": -2.0, "2010-02": -2.0}), 3)) == -1.0


@pytest.mark.parametrize("push", [-1.0, 1.0])
def test_a_mood_moves_locals_attitudes_and_no_newcomers(push: float) -> None:
    moved, calm = live(town_with({"2010-01": push}), 12), live(town_with({}), 12)
    difference = moved.state.minds.attitude - calm.state.minds.attitude
    assert (np.sign(difference[:100]) == push).all() and (difference[100:] == 0.0).all()
    heavy = live(town_with({"2010-01": push}, climate={"weight": 0.8}), 12)
    assert abs(heavy.state.minds.attitude[:100] - calm.state.minds.attitude[:100]).sum() > abs(difference).sum()


def test_after_years_the_mood_is_forgotten() -> None:
    rules = {"disposition_half_life": 6.0}
    moved = live(town_with({"2010-01": -1.0}, attitudes=rules), 120)
    calm = live(town_with({}, attitudes=rules), 120)
    assert abs(moved.state.minds.attitude - calm.state.minds.attitude).max() < 0.01


def of_two_minds(outside: dict[str, float], hostile: int, supportive: int, **rules: Any) -> Town:
    town = town_with(outside, climate=rules)
    town.state.minds.attitude[:hostile] = -0.8
    town.state.minds.attitude[hostile : hostile + supportive] = 0.8
    climate.step(town)
    return town


def test_the_hostile_speak_up_while_the_mood_is_bad_and_only_then() -> None:
    bad = of_two_minds({"2010-01": -0.5}, 40, 10)
    assert bad.state.places.backlash[0] == pytest.approx(0.4 * 0.5)
    assert of_two_minds({"2010-01": -0.5}, 0, 10).state.places.backlash[0] == 0.0
    assert of_two_minds({"2010-01": 0.5}, 40, 10).state.places.backlash[0] == 0.0
    assert of_two_minds({}, 40, 10).state.places.backlash[0] == 0.0
    assert of_two_minds({"2010-01": -0.5}, 40, 10, hostile_below=-0.9).state.places.backlash[0] == 0.0


def test_backlash_closes_clubs_to_newcomers_alone() -> None:
    town = town_with({})
    club = open_club(town, ClubType.SPORT)
    before = [readiness(town.state, town.rules, person, club, 0) for person in (0, 110)]
    town.state.places.backlash[0] = 0.3
    after = [readiness(town.state, town.rules, person, club, 0) for person in (0, 110)]
    assert after[0] == before[0] and after[1] == pytest.approx(0.7 * before[1])
    town = with_rules(town, climate={"backlash_welcome": 0.0})
    assert readiness(town.state, town.rules, 110, club, 0) == before[1]


def test_backlash_lowers_the_will_to_take_over_where_it_is() -> None:
    def taken(backlash: tuple[float, float], **rules: float) -> bool:
        town = civil_town(
            places=2,
            programmes={"help": {"form": "support", "places": ["place0"]}},
            funding={"pot": {"months": 1, "takeover": 1.0, "takeover_results": 0.0}},
            money={"finances": 1.0, "will": 1.0},
            climate=rules,
        )
        town.state.places.backlash[:] = backlash
        for _ in range(3):
            funding.step(town)
            town.month += 1
        return bool(town.state.streams.state[0] == StreamState.TAKEN_OVER)

    assert taken((0.0, 0.0)) and taken((0.0, 1.0)), "not asked elsewhere"
    assert not taken((1.0, 0.0))
    assert taken((1.0, 0.0), backlash_will=0.0)


@pytest.mark.parametrize("push", [-0.5, 0.5])
def test_the_supportive_answer_every_change_and_volunteers_come(push: float) -> None:
    town = of_two_minds({"2010-01": push}, 10, 40)
    assert town.state.places.attention[0] == pytest.approx(0.4 * 0.5)
    assert of_two_minds({"2010-01": push}, 40, 0).state.places.attention[0] == 0.0
    assert of_two_minds({"2010-01": push}, 10, 40, support=0.0).state.places.attention[0] == 0.0
    climate.step(town)
    town.month += 1
    before = float(town.state.places.attention[0])
    climate.step(town)
    assert town.state.places.attention[0] == before, "fading is no news"

    def begun(outside: dict[str, float]) -> int:
        town = town_with(outside, volunteering={"joining": 0.01, "demand": 1.0, "dropping_out": False})
        town.state.minds.attitude[:100] = 0.8
        for _ in range(8):
            volunteers.step(town)
            live(town, 1)
        return int(town.state.civic.ready.sum())

    assert begun({}) < begun({"2010-01": push, "2010-03": push})


def test_who_feels_a_threat_by_number_does_not_by_pace() -> None:
    def threat(rival: str, inflow: int, newcomers: int) -> float:
        town = town_with({}, attitudes={"threat": True}, rivals={"diversity": rival})
        town.state.places.population[0], town.state.places.newcomers[0] = 1000, newcomers
        town.state.places.flows[0, Flow.ARRIVALS] = inflow
        return float(live(town, 24).state.places.threat[0])

    assert threat("pace", 5, 0) == threat("pace", 5, 400) > 0.0 == threat("pace", 0, 400)
    assert threat("level", 0, 400) == threat("level", 5, 400) > 0.0 == threat("level", 5, 50)
    assert threat("level", 0, 200) < threat("level", 0, 400)


def test_only_a_mood_that_comes_changes_a_history() -> None:
    def digest(**rules: Any) -> str:
        data = {
            "months": 8,
            "places": {"a": {"population": 150, "newcomers": 0.1}},
            "origins": {"x": {}},
            "ties": {"settle_months": 1},
            "climate": rules,
        }
        return simulate(scenario_from(data), 3).digest

    none = digest()
    assert none == digest(weight=2.0, backlash_welcome=5.0, support=20.0, mood_half_life=1.0)
    assert none == digest(outside={"2015-01": -1.0}), "after the last month"
    assert none != digest(outside={"2010-03": -1.0})


def test_moods_of_their_own_spread_between_places_and_fade_between_months() -> None:
    def lived(sd: float, months: int = 200) -> np.ndarray[Any, Any]:
        town = town_with({"2010-01": 0.5}, places=3, climate={"mood_sd": sd, "mood_half_life": 6.0})
        found = []
        for _ in range(months):
            climate.step(town)
            town.month += 1
            found.append(town.state.places.mood.copy())
        return np.array(found)

    assert (np.ptp(lived(0.0), axis=1) == 0.0).all()
    moods_ = lived(0.05)[24:]
    kept = 2.0 ** (-1 / 6)
    assert moods_.std() == pytest.approx(0.05 / (1 - kept * kept) ** 0.5, rel=0.25)
    assert np.corrcoef(moods_[1:, 0], moods_[:-1, 0])[0, 1] == pytest.approx(kept, abs=0.1)
    assert abs(np.corrcoef(moods_[:, 0], moods_[:, 1])[0, 1]) < 0.6 and np.abs(lived(1.0)).max() == 1.0
