"""Promises of benefits, duties and interpreters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Channel, Sex
from sim.processes import services
from sim.processes.hiring import formal_channel
from sim.processes.interpreting import call_interpreters, understood
from sim.processes.language import own_ways
from sim.processes.seeking import search_intensity
from sim.town import Town
from tests.processes.towns import add_person, town_of


def looks(sex: Sex = Sex.MAN, *, arrival: int = 0, newcomer: bool = True, month: int = 0, **benefits: Any) -> float:
    town = town_of(month=month, work={"inactive": 0.0, "inactive_newcomers": 0.0}, benefits=benefits)
    person = add_person(town, sex=sex, newcomer=newcomer, arrival=arrival, health=0.5)
    return float(search_intensity(town.state, town.rules, person))


def test_lower_benefits_make_men_look_sooner_and_women_not() -> None:
    assert looks(level=0.6) == pytest.approx(looks() * 0.6**-0.3)
    assert looks(Sex.WOMAN, level=0.6) == pytest.approx(looks(Sex.WOMAN) * 0.6**0.1)
    assert looks(newcomer=False, level=0.6) == looks(newcomer=False)


def test_men_s_effect_is_soon_gone() -> None:
    usual = looks(month=48)
    assert looks(month=48, level=0.6) == pytest.approx(usual * 0.6 ** (-0.3 / 4))
    assert usual < looks(month=48, level=0.6) < looks(level=0.6)


def test_a_duty_to_look_closes_its_share_of_women_s_gap() -> None:
    none, half, all_of_it = (looks(Sex.WOMAN, duty_women=duty) for duty in (0.0, 0.5, 1.0))
    assert half == pytest.approx((none + all_of_it) / 2)
    assert all_of_it == pytest.approx(looks())
    assert looks(duty_women=1.0) == looks()


def test_nobody_looks_more_often_than_always() -> None:
    assert looks(level=0.1, effect_men=2.0) == 1.0


def test_a_duty_to_attend_holds_during_the_introduction_programme() -> None:
    town = town_of(benefits={"duty_courses": 0.5})
    person = add_person(town, newcomer=True)
    _, before = own_ways(town.state, town.rules, person)
    town.state.people.introduction_end[person] = 12
    _, during = own_ways(town.state, town.rules, person)
    assert during == pytest.approx(before + (1.0 - before) / 2)


def talking(share: float = 0.7, *, level: float = 0.0, newcomer: bool = True, **rules: Any) -> float:
    town = town_of(services={"interpreters": share, **rules})
    person = add_person(town, newcomer=newcomer, language=level)
    call_interpreters(town)
    return float(understood(town.state, town.rules, person))


def test_one_is_understood_by_one_s_language_or_through_an_interpreter() -> None:
    assert talking(level=0.5) == talking(newcomer=False) == talking(interpreting=False) == 1.0
    assert talking(0.7) == pytest.approx(0.7)
    assert talking(0.0) == 0.0
    assert talking(0.5, level=0.175) == pytest.approx(0.75)


def sick(count: int = 300) -> Town:
    town = town_of(places=2, services={"interpreters": 0.3, "screening_per_thousand": 400.0, "closures": False})
    for number in range(count):
        add_person(town, place=number % 2, newcomer=True, language=0.0, health=0.3)
    return town


def test_interpreters_open_the_way_to_the_doctor_by_place() -> None:
    town = sick()
    scenario = town.scenario.model_dump()
    scenario["places"]["place1"]["interpreters"] = 1.0
    town.goes_by(type(town.scenario).model_validate(scenario))
    call_interpreters(town)
    services.step(town)
    treated = town.state.people.health[:300] > 0.5
    assert 0 < treated[::2].sum() < 0.6 * treated[1::2].sum()


def test_the_employment_service_serves_those_it_understands() -> None:
    town = town_of()
    work = town.rules.work
    whole = work.open_share + work.employer_share + work.service_share
    middle = (work.open_share + work.employer_share + work.service_share / 2) / whole
    assert formal_channel(town.rules, middle, True, False, 0.6) == Channel.SERVICE
    assert formal_channel(town.rules, middle, True, False, 0.4) == NOBODY
    assert formal_channel(town.rules, middle, True, True, 1.0) == NOBODY
    served = [formal_channel(town.rules, u, True, False, 1.0) == Channel.SERVICE for u in np.linspace(0, 0.999, 200)]
    assert any(served)
