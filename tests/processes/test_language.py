"""Promises of language: courses and who gets into them, learning by course, school and company."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import Schooling, Sex
from sim.processes import language
from sim.town import Town
from tests.processes.societies import give_work, live_together, settle, with_rules
from tests.processes.towns import add_person, town_of

ALIKE: dict[str, Any] = {"uneven": False, "literacy": False, "interruptions": False, "results": False}
PLENTY: dict[str, Any] = {"course_places": 1000, "dropping_out": 0.0, **ALIKE}
"""Everybody learns as their schooling, age and health have it; :mod:`test_uneven_language` has the rest."""


def newcomers(count: int = 40, *, rules: dict[str, Any] | None = None, **person: Any) -> Town:
    town = with_rules(town_of(people=400), language={**PLENTY, **(rules or {})})
    settle(town, count, **{"newcomer": True, "language": 0.0, "age": 30.0, **person})
    return town


def live(town: Town, months: int = 1) -> Town:
    for _ in range(months):
        language.step(town)
        town.month += 1
    return town


def levels(town: Town, count: int = 40) -> Any:
    return town.state.minds.language[:count]


def in_course(town: Town) -> set[int]:
    return set(np.flatnonzero(town.state.minds.in_course))


def test_courses_teach_and_can_be_switched_off() -> None:
    assert (levels(live(newcomers(), 12)) > 0.1).all()
    assert (levels(live(newcomers(rules={"courses": False}), 12)) == 0.0).all()


def test_guided_hours_to_b1_hold_at_pace_one() -> None:
    town = newcomers(rules={"attendance": 1.0, "guided_hours_to_b1": 650.0, "ageing_from": 60})
    live(town, 10)
    hours = float(town.state.minds.course_hours[0])
    assert abs(hours - 650.0) < 1e-6
    assert abs(float(levels(town)[0]) - 0.5) < 0.02


def test_hours_with_locals_teach() -> None:
    def level(hours: float, **rules: Any) -> float:
        town = newcomers(rules={"courses": False, **rules})
        town.state.contacts.local_hours[:40] = hours
        return float(levels(live(town, 12)).mean())

    assert level(0.0) == 0.0
    assert level(10.0) < level(40.0)
    assert level(40.0, contact_worth=0.0) == 0.0


def test_learning_slows_down_towards_fluency_and_never_passes_it() -> None:
    town = newcomers(rules={"courses": False, "contact_floor": 1.0})
    town.state.contacts.local_hours[:] = 200.0
    first = live(town, 1).state.minds.language[0]
    before = live(town, 30).state.minds.language[0]
    later = live(town, 1).state.minds.language[0] - before
    assert later < first / 2
    assert float(live(town, 400).state.minds.language.max()) <= 1.0


def test_schooling_age_and_health_set_the_pace() -> None:
    def level(**person: Any) -> float:
        return float(levels(live(newcomers(**person), 12)).mean())

    assert level(schooling=Schooling.COMPULSORY) < level(schooling=Schooling.HIGHER)
    assert level(age=60.0) < level(age=25.0)
    assert level(health=0.2) < level(health=1.0)


def test_course_places_are_a_limit_that_the_longest_waiting_pass_first() -> None:
    town = newcomers(60, rules={"course_places": 10, "course_places_per_100": 0.0})
    town.state.people.arrival[:20] = -12
    live(town)
    assert len(in_course(town)) <= 10
    assert in_course(town) <= set(range(20))
    assert town.state.places.course_places[0] == len(in_course(town))
    first = in_course(town)
    assert first <= in_course(live(town))


def test_more_places_by_the_number_of_newcomers() -> None:
    rules = {"course_places": 0, "course_places_per_100": 25.0}
    assert len(in_course(live(newcomers(80, rules=rules), 6))) == 20


def test_an_additional_place_changes_only_who_gets_it() -> None:
    few = in_course(live(newcomers(60, rules={"course_places": 10, "course_places_per_100": 0.0})))
    more = in_course(live(newcomers(60, rules={"course_places": 14, "course_places_per_100": 0.0})))
    assert few < more


def test_among_those_who_came_together_a_draw_decides() -> None:
    """Not the row: a town's first rows would otherwise always come first."""
    learners = in_course(live(newcomers(60, rules={"course_places": 20, "course_places_per_100": 0.0})))
    assert max(learners) > 30


def test_childcare_lets_mothers_of_small_children_in() -> None:
    def learners(childcare: float, sex: Sex) -> int:
        town = newcomers(sex=sex, rules={"childcare": childcare})
        for row in range(40):
            live_together(town, row, add_person(town, age=1.0))
        return len(in_course(live(town)))

    assert learners(0.0, Sex.WOMAN) == 0
    assert 0 < learners(0.5, Sex.WOMAN) < learners(1.0, Sex.WOMAN) == 40
    assert learners(0.0, Sex.MAN) == 40


def test_evening_courses_let_those_in_work_in() -> None:
    def learners(evening: float) -> set[int]:
        town = newcomers(rules={"evening": evening})
        give_work(town, range(40))
        return in_course(live(town))

    assert learners(0.0) == set()
    assert learners(0.4) < learners(1.0) == set(range(40))


def test_those_who_know_enough_or_came_long_ago_take_no_place() -> None:
    assert in_course(live(newcomers(language=0.9))) == set()
    assert in_course(live(newcomers(arrival=-100))) == set()
    assert in_course(live(newcomers(age=80.0))) == set()
    town = newcomers(rules={"attendance": 1.0, "years": 20.0})
    assert in_course(live(town, 60)) == set()


def test_some_give_up_and_go_to_the_end_of_the_queue() -> None:
    rules = {"course_places": 20, "course_places_per_100": 0.0}

    def hours(dropping_out: float) -> Any:
        town = live(newcomers(60, rules={**rules, "dropping_out": dropping_out}), 12)
        return town.state.minds.course_hours[:60]

    assert (hours(0.0) > 0).sum() == 20
    assert (hours(0.2) > 0).sum() > 20


def test_whoever_gave_up_comes_after_those_who_never_had_a_place() -> None:
    town = newcomers(60, rules={"course_places": 20, "course_places_per_100": 0.0})
    town.state.people.arrival[:20] = -12
    first = in_course(live(town))
    assert first == set(range(20))
    town.state.minds.in_course[:20] = 0
    assert in_course(live(town)).isdisjoint(first)


def test_children_learn_at_school() -> None:
    def level(hours: float, age: float) -> float:
        return float(levels(live(newcomers(age=age, rules={"school_hours": hours}), 12)).mean())

    assert level(30.0, 9.0) > level(0.0, 9.0) == 0.0
    assert level(30.0, 3.0) == 0.0


def test_locals_are_left_alone() -> None:
    town = with_rules(town_of(people=50), language=PLENTY)
    settle(town, 50, language=0.4)
    live(town, 6)
    assert (town.state.minds.language[:50] == np.float32(0.4)).all()
    assert town.state.places.course_places[0] == 0
