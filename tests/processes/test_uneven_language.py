"""Promises of uneven learning: pace and attendance of one's own, literacy first, courses broken off and ended."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, NOBODY, STILL, Flow, Schooling, Sex
from sim.processes import language
from sim.town import Town
from tests.processes.societies import give_work, live_together, settle, with_rules
from tests.processes.test_language import ALIKE, in_course, live, newcomers
from tests.processes.towns import add_person, town_of

YEARS_HERE = 48


def spread(town: Town) -> tuple[float, float]:
    """Middle half of the levels: (a quarter is below, a quarter is above)."""
    low, high = np.percentile(town.state.minds.language[:300], (25, 75))
    return float(low), float(high)


def learners(count: int = 300, *, months: int = YEARS_HERE, rules: dict[str, Any] | None = None, **person: Any) -> Town:
    town = with_rules(town_of(people=400), language={"course_places": 1000, **(rules or {})})
    settle(town, count, **{"newcomer": True, "language": 0.0, "age": 35.0, **person})
    town.state.contacts.local_hours[:count] = 15.0
    return live(town, months)


@pytest.fixture(scope="module")
def usual() -> Town:
    return learners()


@pytest.fixture(scope="module")
def alike() -> Town:
    return learners(rules=ALIKE)


def test_after_four_years_people_are_apart_who_were_alike_before(usual: Town, alike: Town) -> None:
    (low, high), (low_alike, high_alike) = spread(usual), spread(alike)
    assert high - low > 4 * (high_alike - low_alike)
    assert high - low > 0.2


@pytest.mark.parametrize("switch", list(ALIKE))
def test_each_mechanism_does_visible_work_and_can_be_switched_off(usual: Town, switch: str) -> None:
    without = learners(rules={switch: False}, schooling=Schooling.COMPULSORY)
    by_default = learners(schooling=Schooling.COMPULSORY)
    one, other = (town.state.minds.language[:300] for town in (without, by_default))
    assert np.abs(one - other).mean() > 0.01, switch


def test_without_spread_an_own_pace_changes_nothing() -> None:
    even = newcomers(rules={"uneven": True, "pace_sigma": 0.0, "attendance_sigma": 0.0})
    plain = newcomers()
    assert (live(even, 12).state.minds.language == live(plain, 12).state.minds.language).all()


def test_pace_and_attendance_last_and_belong_to_the_person() -> None:
    town = newcomers(200, rules={"uneven": True})
    before = [language.own_ways(town.state, town.rules, i) for i in range(200)]
    town.month += 60
    assert before == [language.own_ways(town.state, town.rules, i) for i in range(200)]
    pace, attendance = np.array(before).T
    assert abs(pace.mean() - 1.0) < 0.12
    assert 0.35 < np.log(pace).std() < 0.65
    assert abs(float(np.median(attendance)) - 0.413) < 0.08
    assert ((attendance > 0) & (attendance < 1)).all()
    assert abs(np.corrcoef(pace, attendance)[0, 1]) < 0.2


def test_who_cannot_read_learns_that_first_and_little_of_the_language_meanwhile() -> None:
    def levels(**person: Any) -> Any:
        town = newcomers(rules={"literacy": True, "illiterate": 1.0, "literacy_hours": 200.0}, **person)
        return live(town, 6).state.minds.language[:40]

    assert levels(schooling=Schooling.COMPULSORY).max() < 0.5 * levels(schooling=Schooling.SECONDARY).min()
    hours = newcomers(
        rules={"literacy": True, "illiterate": 1.0, "literacy_hours": 20.0}, schooling=Schooling.COMPULSORY
    )
    plain = newcomers(schooling=Schooling.COMPULSORY)
    assert (live(hours, 12).state.minds.language[:40] > 0.85 * live(plain, 12).state.minds.language[:40]).all()


def test_whoever_breaks_off_stays_away_for_months_or_for_good() -> None:
    rules = {"interruptions": True, "dropping_out": 0.5, "for_good": 0.4, "away_months": 8.0}
    town = newcomers(200, rules=rules)
    live(town, 2)
    minds = town.state.minds
    gone = np.flatnonzero((minds.in_course[:200] == 0) & (minds.course_begun[:200] != LONG_AGO))
    assert 60 < len(gone) < 140
    back = minds.course_back[gone]
    assert 0.25 < (back == STILL).mean() < 0.55
    assert (back >= town.month).all()
    away = gone[(back > town.month) & (back != STILL)]
    first = int(minds.course_back[away].min())
    live(town, first - town.month)
    assert not set(away) & in_course(town)
    assert town.state.places.flows[0, Flow.COURSES_BROKEN_OFF] > 0
    live(town, 60)
    assert not set(gone[back == STILL]) & in_course(town)


def test_without_interruptions_who_gives_up_may_be_back_next_month() -> None:
    town = newcomers(100, rules={"dropping_out": 0.5})
    live(town, 2)
    gone = set(range(100)) - in_course(town)
    assert gone
    assert gone <= in_course(live(town))


def test_a_job_or_a_child_without_care_breaks_a_course_off() -> None:
    def left(evening: float = 0.0, *, job: bool = False, child: float | None = None, care: bool = False) -> set[int]:
        rules = {"interruptions": True, "evening": evening, "childcare": 0.0}
        town = live(newcomers(rules=rules, sex=Sex.WOMAN))
        assert len(in_course(town)) == 40
        if job:
            give_work(town, range(40))
        for row in range(40 if child is not None else 0):
            kid = add_person(town, age=child)
            live_together(town, row, kid)
            town.state.people.care[kid] = 0 if care else NOBODY
        return set(range(40)) - in_course(live(town))

    assert left() == set()
    assert left(job=True) == set(range(40))
    assert set() < left(0.5, job=True) < set(range(40))
    assert left(1.0, job=True) == set()
    assert left(child=0.2) == set(range(40))
    assert left(child=2.0) == set(range(40))
    assert left(child=2.0, care=True) == set()
    assert left(child=8.0) == set()


def test_poor_health_breaks_courses_off_more_often() -> None:
    def broken(health: float) -> int:
        town = newcomers(300, rules={"interruptions": True, "dropping_out": 0.05}, health=health)
        live(town, 2)
        return 300 - len(in_course(town))

    assert broken(1.0) < broken(0.3)


def test_a_course_is_passed_by_its_level_or_ends_without_a_result() -> None:
    rules = {"results": True, "course_hours": 130.0, "repeats": 0.0, "course_step": 0.15}
    fast = newcomers(rules={**rules, "attendance": 1.0, "pace_secondary": 3.0})
    live(fast, 3)
    assert (fast.state.minds.courses_passed[:40] >= 1).all()
    assert len(in_course(fast)) == 40
    slow = newcomers(rules={**rules, "pace_secondary": 0.1})
    live(slow, 2)
    assert len(in_course(slow)) == 40
    live(slow, 1)
    assert in_course(slow) == set()
    assert slow.state.places.flows[0, Flow.COURSES_OVER] == 40
    assert in_course(live(slow, 12)) == set()
    again = newcomers(rules={**rules, "pace_secondary": 0.1, "repeats": 1.0})
    assert len(in_course(live(again, 12))) == 40


def test_hours_and_years_in_courses_have_a_limit() -> None:
    rules = {"results": True, "pace_secondary": 0.05, "repeats": 1.0, "years": 20.0}
    by_years = newcomers(rules={**rules, "most_years": 2.0})
    assert len(in_course(live(by_years, 24))) == 40
    assert in_course(live(by_years)) == set()
    by_hours = newcomers(rules={**rules, "most_hours": 100.0, "most_years": 20.0})
    assert in_course(live(by_hours, 12)) == set()
    assert (by_hours.state.minds.course_hours[:40] >= 100.0).all()
    assert in_course(live(by_hours, 12)) == set()
