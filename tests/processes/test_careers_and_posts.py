"""Jobs lost, retirement and experience, and posts that come and go."""

from __future__ import annotations

from typing import Any

import pytest

from sim.codes import Flow
from sim.processes.careers import loss_hazard
from sim.town import Used
from tests.processes.labour_markets import CAREERS, FOLLOW_PEOPLE, STILL, check_books, live, market
from tests.processes.towns import add_employer, add_person, employ, employed, posts_of, town_of


def test_newcomers_are_at_more_risk_for_their_first_months_in_a_job() -> None:
    rules = town_of(work={"loss_newcomer": 2.0, "loss_newcomer_months": 5}).rules
    more = [loss_hazard(rules, 0.01, tenure, True) / loss_hazard(rules, 0.01, tenure, False) for tenure in (4, 5)]
    assert more == pytest.approx([2.0, 1.0])


def test_new_jobs_and_newcomers_jobs_are_lost_more() -> None:
    def lost(since: int, newcomer: bool = False, **rules: Any) -> int:
        town = town_of(work=CAREERS | rules)
        employer = add_employer(town, posts=300)
        for job in posts_of(town, employer):
            employ(town, add_person(town, newcomer=newcomer), job, since=since)
        return int(live(town, 8).state.places.flows[0, Flow.JOB_LOSSES])

    old, new = lost(-60), lost(0)
    assert 0 < old < new < lost(0, newcomer=True)
    assert lost(0, loss=[0.0] * 7) == 0
    assert lost(0, loss_new=0.0) <= old


def test_everybody_retires_between_the_two_ages() -> None:
    town = town_of(work=CAREERS | {"loss": [0.0] * 7})
    employer = add_employer(town, posts=60)
    for job in posts_of(town, employer):
        employ(town, add_person(town, age=62.9), job)
    assert employed(town) == 1.0
    live(town, 24)
    assert 0.1 < employed(town) < 0.9
    live(town, 27)
    assert employed(town) == 0.0
    assert town.state.places.flows[0, Flow.JOB_LOSSES] == 0  # nobody was dismissed


def test_experience_grows_in_work_only() -> None:
    town = town_of(work=CAREERS | {"loss": [0.0] * 7})
    add_employer(town, posts=1)
    worker, idle = add_person(town), add_person(town)
    employ(town, worker, 0)
    live(town, 9)
    assert town.state.work.months_worked[[worker, idle]].tolist() == [9, 0]


def posts_after(people: int, months: int = 60, **rules: Any) -> int:
    town = town_of(work={"inactive": 0.0} | rules, rivals=FOLLOW_PEOPLE)
    for number in range(10):
        employer = add_employer(town, posts=20)
        for job in posts_of(town, employer)[: people // 10]:
            employ(town, add_person(town, age=30 + number), job, since=-60)
    for _ in range(max(0, people - 200)):
        add_person(town)
    live(town, months)
    check_books(town)
    return int(town.state.jobs.open[: town.used[Used.JOBS]].sum())


def test_posts_follow_the_people_there_are_to_fill_them_under_that_rival() -> None:
    assert posts_after(150) < 190
    assert posts_after(260) > 210
    assert posts_after(260, posts=False) == 200


def test_growing_sector_gains_posts_and_a_shrinking_one_loses_them() -> None:
    growing, steady, shrinking = (posts_after(400, 24, growth=[rate] * 7) for rate in (0.05, 0.0, -0.05))
    assert growing > steady > shrinking


def test_shortage_occupations_take_applicants_sooner() -> None:
    scarce = [1.0] * 15 + [3.0] * 3 + [1.0] * 3
    usual = employed(market(sector=5, months=1, rules={"shortage": [1.0] * 21}))
    assert employed(market(sector=5, months=1, rules={"shortage": scarce})) > usual
    assert employed(market(sector=1, months=1, rules={"shortage": scarce})) == employed(
        market(sector=1, months=1, rules={"shortage": [1.0] * 21})
    )


def test_one_seeker_more_leaves_most_others_hires_as_they_were() -> None:
    def hires(extra: int) -> Any:
        town = town_of(work=STILL)
        for _ in range(100):
            add_person(town)
        for number in range(5):
            add_employer(town, posts=40, sector=number)
        for _ in range(extra):
            add_person(town)
        live(town, 3)
        return town.state.work.job[:100].copy()

    assert (hires(0) == hires(1)).mean() > 0.95
