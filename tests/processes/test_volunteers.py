"""Promises of volunteering: who begins, who stops, and the attention that comes and goes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import ClubType, Enrolment, Flow, Status, Task
from sim.processes import attitudes, volunteers
from sim.region.volunteers import lay_volunteers
from sim.town import Town
from tests.processes.civil import civil_town, enrolled, live, volunteer
from tests.processes.societies import befriend, open_club, settle, with_rules

STAY = {"dropping_out": False}
EAGER = {**STAY, "joining": 0.02, "demand": 1.0}
NONE_COMES = {"recruiting": False}


def people(count: int = 300, rules: dict[str, Any] | None = None, **person: Any) -> Town:
    """``count`` people whose attitude is neutral and whom nobody asks."""
    town = civil_town(volunteering=rules or {})
    settle(town, count, **person)
    return town


def ready(town: Town) -> set[int]:
    return set(np.flatnonzero(town.state.civic.ready).tolist())


def begun(town: Town, months: int = 12) -> set[int]:
    """Volunteers after so many months in which nobody stops."""
    return ready(volunteering(with_rules(town, volunteering=STAY), months))


def volunteering(town: Town, months: int = 12) -> Town:
    for _ in range(months):
        volunteers.step(town)
        town.month += 1
    return town


def left(rules: dict[str, Any] | None = None, prepare: Any = None, months: int = 6) -> int:
    """How many of 300 volunteers are left, where nobody begins."""
    town = people(rules={**NONE_COMES, **(rules or {})})
    volunteer(town, range(300))
    if prepare:
        prepare(town)
    return len(ready(volunteering(town, months)))


def test_a_share_of_local_adults_is_ready_at_the_start() -> None:
    town = civil_town(people=1000, volunteering={"start_share": 0.3})
    grown = settle(town, 700)
    settle(town, 100, age=10.0)
    settle(town, 100, newcomer=True)
    lay_volunteers(town)
    assert ready(town) <= set(grown)
    assert len(ready(town)) / 700 == pytest.approx(0.3, abs=0.05)
    assert town.state.places.link[0] == pytest.approx(0.1)


def test_a_friendly_attitude_brings_volunteers() -> None:
    def count(felt: float, exponent: float = 1.5) -> set[int]:
        return begun(people(rules={**EAGER, "attitude": exponent}, attitude=felt))

    assert count(-0.8) < count(0.0) < count(0.8)
    assert count(-0.8, exponent=0.0) == count(0.8, exponent=0.0)


def test_being_asked_by_a_coordinator_brings_volunteers() -> None:
    def count(level: float, **rules: Any) -> set[int]:
        town = people(rules={**EAGER, **rules})
        town.state.places.coordination[:, Task.MATCHING] = level
        return begun(town)

    assert count(0.0) < count(0.5) < count(1.0)
    assert count(1.0, asked=0.0) == count(0.0)


def test_friends_who_volunteer_bring_others() -> None:
    def count(friends_ready: bool, **rules: Any) -> set[int]:
        town = people(rules={**EAGER, "friends": 10.0, **rules})
        for person in range(100, 300):
            for number in range(20):
                befriend(town, person, (20 * person + number) % 100)
        if friends_ready:
            volunteer(town, range(100))
        return begun(town) & set(range(100, 300))

    assert count(False) < count(True)
    assert count(True, friends=0.0) == count(False, friends=0.0)


def test_attention_rises_with_a_shock_and_fades_with_its_half_life() -> None:
    town = people(10, {"attention_shocks": {"2010-03": 0.8}, "attention_half_life": 5.0})
    found = [float(volunteering(town, 1).state.places.attention[0]) for _ in range(24)]
    assert found[:2] == [0.0, 0.0]
    assert found[2] == pytest.approx(0.8)
    assert found[7] == pytest.approx(0.4)
    assert found[12] == pytest.approx(0.2)


def test_attention_rises_with_arrivals_by_their_share_and_at_most_to_one() -> None:
    def after(arrivals: int, **rules: Any) -> float:
        town = people(10, {"attention_inflow": 10.0, **rules})
        town.state.places.population[0] = 1000
        town.state.places.flows[0, Flow.ARRIVALS] = arrivals
        return float(volunteering(town, 1).state.places.attention[0])

    assert after(20) == pytest.approx(0.2)
    assert after(500) == 1.0
    assert after(20, attention_inflow=0.0) == 0.0


def test_a_shock_brings_volunteers_for_a_while() -> None:
    def count(**rules: Any) -> set[int]:
        return begun(people(rules={**EAGER, **rules}))

    shock = {"attention_shocks": {"2010-02": 1.0}}
    assert count() < count(**shock)
    assert count(**shock, attention=0.0) == count()
    assert count(**shock, attention_half_life=1.0) < count(**shock, attention_half_life=60.0)


def waiting_town(*, form: str = "mentor", **programme: Any) -> Town:
    """Two places of 200 and newcomers in the second who ask for something there is nobody for."""
    town = civil_town(
        places=2, people=600, volunteering={**EAGER, "demand": 0.0}, programmes={"help": {"form": form, **programme}}
    )
    settle(town, 200)
    settle(town, 200, place=1)
    settle(town, 5, newcomer=True, place=1)
    return live(town, 1)


def test_fewer_begin_where_nobody_waits_for_a_volunteer() -> None:
    def count(**rules: Any) -> set[int]:
        return begun(people(rules={**EAGER, **rules}))

    assert count(demand=0.0) == set()
    assert set() < count(demand=0.3) < count(demand=1.0)
    town = waiting_town()
    assert enrolled(town, Enrolment.WAITING) == set(range(400, 405))
    assert begun(town)


def test_who_waits_in_one_place_does_not_call_on_another() -> None:
    assert begun(waiting_town()) <= set(range(200, 405))


def test_waiting_for_help_without_company_calls_on_nobody() -> None:
    town = waiting_town(form="support", capacity=1)
    assert len(enrolled(town, Enrolment.WAITING)) == 4
    assert begun(town) == set()
    colleagues = waiting_town(mentors="workplace")
    assert enrolled(colleagues, Enrolment.WAITING)
    assert begun(colleagues) == set()


def test_volunteers_stop_at_the_rate_given() -> None:
    gone = 300 - left({"leaving": 0.5, "unsupported": 0.0, "idle": 0.0, "overload": 0.0}, months=12)
    assert gone / 300 == pytest.approx(0.5, abs=0.09)


def test_overload_drives_volunteers_out() -> None:
    def load(town: Town) -> None:
        town.state.civic.load[:] = 30.0

    assert left(prepare=load) < left()
    assert left({"overload": 0.0}, load) == left({"overload": 0.0})


def test_the_same_load_is_more_to_those_in_poor_health() -> None:
    def load(town: Town) -> None:
        town.state.civic.load[:] = 10.0

    def poor(town: Town) -> None:
        load(town)
        town.state.people.health[:] = 0.3

    assert left(prepare=poor) < left(prepare=load)


def test_being_looked_after_keeps_volunteers() -> None:
    def looked_after(town: Town) -> None:
        town.state.places.coordination[:, Task.KEEPING] = 1.0

    assert left() < left(prepare=looked_after)
    assert left({"unsupported": 0.0}) == left({"unsupported": 0.0}, looked_after)


def test_volunteers_with_nobody_to_meet_go_home() -> None:
    def busy(town: Town) -> None:
        town.state.civic.matched[:] = 1

    assert left() < left(prepare=busy)
    assert left({"idle": 0.0}) == left({"idle": 0.0}, busy)


def test_loose_networks_gain_and_lose_faster() -> None:
    def join(town: Town) -> None:
        open_club(town, ClubType.POPUP, range(120))
        open_club(town, ClubType.AID, range(120, 240))

    town = people(rules=EAGER)
    join(town)
    found = begun(town, 6)
    assert len(found & set(range(120))) > 1.5 * len(found & set(range(120, 240)))
    unbound = begun(people(rules=EAGER), 6)
    assert found - set(range(120)) == unbound - set(range(120)), "others begin as they would have"
    assert left(prepare=join) < left()
    assert left({"loose": 1.0}, join) == left({"loose": 1.0})


def test_newcomers_volunteer_by_their_language() -> None:
    def count(language: float, **rules: Any) -> set[int]:
        return begun(people(rules={**EAGER, **rules}, newcomer=True, language=language))

    assert count(0.0) == set()
    assert set() < count(0.3) < count(1.0) < begun(people(rules=EAGER))
    assert count(1.0, newcomers=0.0) == set()
    assert count(1.0, newcomers=1.0) == begun(people(rules=EAGER))


def test_only_people_of_an_age_begin() -> None:
    assert begun(people(rules={**EAGER, "youngest": 30}, age=20.0)) == set()
    assert begun(people(rules={**EAGER, "oldest": 60}, age=70.0)) == set()
    assert begun(people(rules={**EAGER, "youngest": 18}, age=20.0))


def test_recruiting_and_dropping_out_can_be_switched_off() -> None:
    assert begun(people(rules={**EAGER, "recruiting": False})) == set()
    assert left({"dropping_out": False, "leaving": 0.9}) == 300


def test_nobody_volunteers_who_is_gone() -> None:
    town = people(rules=EAGER)
    volunteer(town, range(300))
    town.state.people.status[:50] = Status.LEFT
    town.state.people.status[50:60] = Status.DEAD
    assert ready(volunteering(town, 3)) == set(range(60, 300))


def test_volunteers_at_work_gain_trust() -> None:
    def trust(ready: int, matched: int) -> float:
        town = people(50, trust=0.4)
        town.state.civic.ready[:50], town.state.civic.matched[:50] = ready, matched
        for _ in range(12):
            attitudes.step(town)
            town.month += 1
        return float(town.state.minds.trust[:50].mean())

    assert trust(1, 1) > trust(1, 0) == trust(0, 0) == trust(0, 1)


def test_pensioners_of_the_first_years_begin_more_readily() -> None:
    def count(age: float, **rules: Any) -> set[int]:
        return begun(people(rules={**EAGER, "attitude": 0.0, **rules}, age=age), 6)

    assert count(67.0) < count(67.0, retired=2.0)
    for age in (60.0, 76.0):
        assert count(age) == count(age, retired=2.0)
    assert count(60.0) < count(60.0, retired=2.0, retired_from=55)


def test_those_who_came_back_begin_more_readily() -> None:
    def count(**rules: Any) -> set[int]:
        town = people(rules={**EAGER, "attitude": 0.0, **rules})
        town.state.people.parent[:150] = 200
        return begun(town, 6)

    usual, more = count(), count(returned=2.0)
    assert usual < more and all(person < 150 for person in more - usual)


def test_those_tire_who_give_much_for_long() -> None:
    def count(load: float, months: int, **rules: Any) -> int:
        def prepare(town: Town) -> None:
            town.state.civic.load[:300] = load
            town.state.civic.matched[:300] = 1
            town.state.civic.ready_since[:300] = -months

        return left({"fatigue": 8.0, "fatigue_months": 12.0, **rules}, prepare)

    assert count(30.0, 60) < count(30.0, 0)
    assert count(30.0, 60, fatigue=0.0) == count(30.0, 0, fatigue=0.0)
    assert count(0.0, 60) == count(0.0, 0)
