"""Businesses: who founds one, what it is, how it ends, whom it hires."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Channel, Flow, Sex
from sim.processes import businesses, demand, work
from sim.processes.businesses import founding_chance
from sim.town import Town, Used
from tests.processes.labour_markets import check_books
from tests.processes.towns import add_employer, add_person, employ, posts_of, town_of

EAGER = {
    "active": True,
    "start": [1.0] * 4,
    "close": 0.0,
    "months_half": 1.0,
    "friends_half": 1.0,
    "without_language": 1.0,
    "years_half": 0.0,
    "push": 10.0,
}
QUIET = {"hiring": False, "loss": [0.0] * 7, "posts_closed": 0.0}


def ready(people: int = 30, work_rules: dict[str, Any] | None = None, **rules: Any) -> Town:
    """People without work who have worked for long and know many."""
    town = town_of(businesses={**EAGER, **rules}, work={**QUIET, **(work_rules or {})})
    for number in range(people):
        add_person(town, sex=Sex(number % 2), age=30.0, months_worked=500)
    town.state.contacts.friends[:people] = 200
    return town


def live(town: Town, months: int = 1) -> Town:
    for _ in range(months):
        town.month += 1
        demand.step(town)
        work.step(town)
        check_books(town)
    return town


def owners(town: Town) -> list[int]:
    return [row for row in range(int(town.used[Used.PEOPLE])) if businesses.owns_workplace(town.state, row)]


def flows(town: Town, flow: Flow) -> int:
    return int(town.state.places.flows[0, flow])


def test_nobody_founds_a_business_where_they_are_off() -> None:
    town = live(ready(active=False), 12)
    assert town.used[Used.EMPLOYERS] == 0 and owners(town) == []


def test_a_business_has_one_post_and_its_owner_is_the_first_holder() -> None:
    town = live(ready())
    founded = flows(town, Flow.BUSINESSES_FOUNDED)
    employers, jobs = int(town.used[Used.EMPLOYERS]), int(town.used[Used.JOBS])
    assert 0 < founded == employers == jobs == len(owners(town)) == flows(town, Flow.POSTS_OPENED)
    holders = town.state.jobs.holder[:jobs]
    assert (town.state.employers.owner[town.state.jobs.employer[:jobs]] == holders).all()
    assert (town.state.work.found_by[holders] == Channel.SELF).all()
    live(town, 30)
    assert int(town.used[Used.EMPLOYERS]) == len(owners(town)) == 30, "one each, and no other"


def test_an_owner_s_post_is_nobody_s_to_close() -> None:
    town = live(ready(work_rules={"loss": [1.0] * 7, "posts_closed": 0.1}), 40)
    assert len(owners(town)) == 30 and flows(town, Flow.JOB_LOSSES) == 0


def test_a_business_closes_with_all_its_posts_and_opens_none_again() -> None:
    town = live(ready(), 40)
    (business, *_) = [int(e) for e in np.flatnonzero(town.state.employers.owner[:30] != NOBODY)]
    worker = add_person(town)
    first = int(posts_of(town, business)[0])
    job = int(town.used[Used.JOBS])
    town.ensure_room(Used.JOBS, 1)
    town.used[Used.JOBS] += 1
    jobs = town.state.jobs
    jobs.employer[job], jobs.open[job], jobs.focus[job] = business, 1, jobs.focus[first]
    employ(town, worker, job)
    work.leave_jobs(town, np.array([town.state.employers.owner[business]]), np.zeros(1, np.int64))
    town.state.people.birth[:30] = town.month - 12 * 61  # nobody founds any more
    town.state.places.flows[:] = 0
    live(town)
    assert flows(town, Flow.BUSINESSES_CLOSED) == 1 and flows(town, Flow.JOB_LOSSES) == 1
    assert (jobs.open[posts_of(town, business)] == 0).all() and town.state.work.job[worker] == NOBODY
    town.state.places.first_posts[:], town.state.places.demand[:] = 100.0, 100.0
    live(town, 12)
    assert (town.state.jobs.open[posts_of(town, business)] == 0).all()
    assert flows(town, Flow.BUSINESSES_CLOSED) == 1, "counted once"


def test_young_businesses_and_those_of_newcomers_close_sooner() -> None:
    def closed(**rules: Any) -> int:
        town = live(ready(people=200), 12)
        town.state.people.newcomer[:200] = rules.pop("newcomer", 0)
        town.scenario = town.scenario.model_copy(
            update={
                "businesses": town.scenario.businesses.model_copy(update={"close": 0.2, "start": (0.0,) * 4, **rules})
            }
        )
        town.goes_by(town.scenario)
        return flows(live(town, 12), Flow.BUSINESSES_CLOSED)

    usual = closed(close_young=1.0, close_newcomers=1.0)
    assert 0 < usual < closed(close_young=3.0, close_newcomers=1.0)
    assert closed(close_young=3.0, young_months=0, close_newcomers=1.0) == usual
    assert usual < closed(close_young=1.0, close_newcomers=3.0, newcomer=1)


@pytest.mark.parametrize(
    ("less", "more", "rules"),
    [
        ({"months_worked": 0}, {"months_worked": 10}, {"months_half": 24.0}),
        ({"language": 0.1}, {"language": 0.9}, {"without_language": 0.3}),
        ({"arrival": -6}, {"arrival": -60}, {"years_half": 2.0}),
        ({"sex": Sex.WOMAN}, {"sex": Sex.MAN}, {"start": [0.1, 0.2, 0.1, 0.2]}),
        (
            {"newcomer": False, "months_worked": 30},
            {"newcomer": True, "months_worked": 30},
            {"start": [0.1] * 2 + [0.2] * 2},
        ),
    ],
)
def test_money_language_years_and_customers_make_founders(
    less: dict[str, Any], more: dict[str, Any], rules: dict[str, Any]
) -> None:
    town = town_of(businesses={**EAGER, **rules})
    usual = {"newcomer": True, "arrival": -120, "months_worked": 100}
    rows = [add_person(town, **{**usual, **each}) for each in (less, more)]
    town.state.contacts.friends[:2] = 10
    low, high = (float(founding_chance(town.state, town.rules, row)) for row in rows)
    assert low < high
    town.state.contacts.friends[1] = 2
    assert float(founding_chance(town.state, town.rules, rows[1])) < high, "customers"
    town.state.civic.business[1] = 2.0
    town.state.contacts.friends[1] = 10
    assert float(founding_chance(town.state, town.rules, rows[1])) == pytest.approx(3 * high)


def test_those_without_work_are_pushed_and_students_found_nothing() -> None:
    town = ready(people=40, push=3.0)
    employer = add_employer(town, posts=20)
    in_work = range(20)
    for row, job in zip(in_work, posts_of(town, employer), strict=True):
        employ(town, row, job)
    chances = [float(founding_chance(town.state, town.rules, row)) for row in (0, 30)]
    assert chances[1] == pytest.approx(3 * chances[0])
    town.state.work.studying[20:30] = 1
    town.state.people.birth[30:40] = town.month - 12 * 70
    live(town, 120)
    assert set(owners(town)) == set(in_work)


def test_half_of_a_founder_s_post_is_taken_from_others() -> None:
    def others(own_customers: float) -> int:
        town = ready(people=20, own_customers=own_customers, sectors=[0, 0, 0, 1, 0, 0, 0])
        for job in posts_of(town, add_employer(town, posts=60, sector=3)):
            employ(town, add_person(town, age=40.0), job)
        demand.lay(town)
        live(town, 36)
        jobs, used = town.state.jobs, int(town.used[Used.JOBS])
        assert len(owners(town)) == 20
        return int((jobs.open[:used] == 1).sum()) - 20

    assert others(1.0) >= 58
    assert 46 <= others(0.5) <= 54
    assert 36 <= others(0.0) <= 44
