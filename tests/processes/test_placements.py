"""Placements: who hosts whom, what the months there leave behind, what becomes of others' posts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Channel, EmployerKind, Enrolment, Flow, FocusSlot, TieKind
from sim.measures.amounts import subsidised_wages
from sim.measures.look import Look
from sim.processes import demand, meeting, work
from sim.town import Town, Used
from tests.processes.civil import civil_town, enrolled, kind_of, live, mentors_of
from tests.processes.labour_markets import check_books
from tests.processes.societies import settle
from tests.processes.towns import add_employer, add_person, employ, posts_of

ACTIVE, WAITING, DONE = Enrolment.ACTIVE, Enrolment.WAITING, Enrolment.DONE
SURE = {"municipal_willing": 1.0, "asked": 1000.0, "lock_in": 1.0}
PLACEMENT = {"form": "placement", "months": 6, "hours": 8.0, "target": {"work": "without"}}
IDLE = {"hiring": False, "posts": False, "recognition": False, "loss": [0.0] * 7}


def hosting(
    *,
    host: dict[str, Any] | None = None,
    programme: dict[str, Any] | None = None,
    sizes: tuple[int, ...] = (20, 20),
    vacant: int = 0,
    newcomers: int = 4,
    willingness: float = 1.0,
    placements: dict[str, Any] | None = None,
    **sections: Any,
) -> tuple[Town, list[int]]:
    """Employers whose posts locals hold, ``vacant`` of each apart, and newcomers without work."""
    settings = {**PLACEMENT, **(programme or {}), "host": {"kept": 0.0, **(host or {})}}
    sections = {"work": IDLE, **sections}
    town = civil_town(programmes={"placement": settings}, placements={**SURE, **(placements or {})}, **sections)
    for size in sizes:
        employer = add_employer(town, posts=size, willingness=willingness)
        for job in posts_of(town, employer)[vacant:]:
            employ(town, add_person(town), job, since=-60)
    return town, list(settle(town, newcomers, newcomer=True, arrival=0, age=30.0))


def with_host(town: Town, rows: list[int]) -> list[int]:
    """Of ``rows``, those with a seat in an employer's team."""
    return [row for row in rows if town.state.memberships.focus[row, FocusSlot.WORK] != NOBODY]


def subsidised(town: Town) -> int:
    jobs, used = town.state.jobs, int(town.used[Used.JOBS])
    return int(((jobs.subsidised[:used] == 1) & (jobs.open[:used] == 1)).sum())


def test_a_placement_is_a_seat_with_a_supervisor_and_no_post() -> None:
    town, rows = hosting()
    live(town)
    assert with_host(town, rows) == rows and enrolled(town, ACTIVE) == set(rows)
    assert (town.state.work.job[rows] == NOBODY).all() and subsidised(town) == 0
    assert town.state.places.flows[0, Flow.PLACED] == 4
    for row in rows:
        (supervisor,) = mentors_of(town, row)
        assert kind_of(town, row, supervisor) == TieKind.MENTOR
        assert town.state.civic.load[supervisor] == town.state.civic.taking[row] == 8.0
        assert (
            town.state.memberships.focus[supervisor, FocusSlot.WORK]
            == town.state.memberships.focus[row, FocusSlot.WORK]
        )


@pytest.mark.parametrize(
    ("host", "more"),
    [
        ({"size_from": 21}, {}),
        ({"size_to": 19}, {}),
        ({"kinds": "municipal"}, {}),
        ({"sectors": ["care"]}, {}),
        ({}, {"willingness": 0.0}),
        ({}, {"placements": {"posts_for_one": 21.0}}),
        ({}, {"placements": {"asked": 0.0}}),
    ],
)
def test_nobody_is_placed_where_no_employer_fits(host: dict[str, Any], more: dict[str, Any]) -> None:
    town, rows = hosting(host=host, **more)
    live(town, 3)
    assert with_host(town, rows) == [] and enrolled(town, WAITING) == set(rows)


def test_an_employer_hosts_one_for_so_many_posts() -> None:
    town, rows = hosting(sizes=(25,), newcomers=9)
    live(town, 3)
    assert len(with_host(town, rows)) == 2 and len(enrolled(town, WAITING)) == 7


def test_the_municipality_hosts_by_a_will_of_its_own() -> None:
    town, rows = hosting(host={"kinds": "municipal"}, sizes=(40, 40), willingness=0.0)
    town.state.employers.kind[0] = EmployerKind.MUNICIPAL
    live(town)
    assert len(with_host(town, rows)) == 4
    assert {int(town.state.foci.owner[town.state.memberships.focus[row, FocusSlot.WORK]]) for row in rows} == {0}


def test_more_employers_host_where_the_wage_is_paid_and_fewer_where_nobody_relieves_the_supervisor() -> None:
    def placed(**host: Any) -> int:
        town, rows = hosting(
            sizes=(20,) * 4,
            newcomers=60,
            host=host,
            willingness=0.3,
            placements={"posts_for_one": 1.0, "asked": 1.0, "subsidy_pull": 2.0},
        )
        return len(with_host(live(town), rows))

    assert placed(tasks_redistributed=False) < placed() < placed(pay="subsidised", subsidy=1.0)


def test_supervisors_whom_nobody_relieves_have_few_hours() -> None:
    town, rows = hosting(host={"tasks_redistributed": False}, placements={"unrelieved": 1.0})
    live(town)
    assert town.state.civic.taking[rows].tolist() == [2.0] * 4


def test_ties_to_colleagues_outlive_the_placement() -> None:
    town, rows = hosting(programme={"months": 12}, newcomers=2)
    live(town, 12, meeting.step)
    colleagues = [(row, other) for row in rows for other in town.state.ties.partner[row].tolist() if other != NOBODY]
    assert len(colleagues) >= 4
    live(town, 3, meeting.step)
    assert with_host(town, rows) == [] and enrolled(town, DONE) == set(rows)
    assert (town.state.work.placed[rows] == 0).all()
    left = [kind_of(town, *pair) for pair in colleagues]
    assert left.count(TieKind.FRIEND) >= 2 and set(left) <= {TieKind.FRIEND, None}


def test_a_subsidised_post_comes_with_its_holder_and_goes_with_them() -> None:
    town, rows = hosting(host={"pay": "subsidised", "subsidy_months": 4, "subsidy": 0.5})
    live(town)
    assert subsidised(town) == 4 and (town.state.work.job[rows] != NOBODY).all()
    assert (town.state.work.found_by[rows] == Channel.PLACEMENT).all()
    assert town.state.places.flows[0, Flow.POSTS_OPENED] == 4
    paid = []
    for _ in range(3):
        paid.append(float(subsidised_wages(Look(town), town.scenario).sum()))
        live(town)
    assert paid == [2.0] * 3
    live(town)
    assert float(subsidised_wages(Look(town), town.scenario).sum()) == 0.0 and subsidised(town) == 4
    work.leave_jobs(town, np.array(rows[:1]), np.zeros(1, np.int64))
    assert subsidised(town) == 3
    live(town, 3)
    assert subsidised(town) == 0 and (town.state.work.job[rows] == NOBODY).all()
    assert town.state.places.flows[0, Flow.POSTS_GIVEN_UP] == 4
    check_books(town)


@pytest.mark.parametrize("pay", ["none", "subsidised"])
def test_who_is_kept_takes_a_vacant_post_first_and_one_more_where_there_is_none(pay: str) -> None:
    def ended(vacant: int, kept_full: float) -> Town:
        town, rows = hosting(
            host={"pay": pay, "kept": 1.0}, vacant=vacant, placements={"kept_full": kept_full, "posts_for_one": 5.0}
        )
        town.state.people.recognised[rows] = 1
        live(town, 8)
        check_books(town)
        assert subsidised(town) == 0
        town.rows = rows  # type: ignore[attr-defined]
        return town

    town = ended(3, 0.0)
    assert town.state.places.flows[0, Flow.KEPT] == 4
    assert (town.state.jobs.skill[town.state.work.job[town.rows]] == 1).all()  # type: ignore[attr-defined]
    town = ended(0, 0.0)
    assert town.state.places.flows[0, Flow.KEPT] == 0
    assert (town.state.work.job[town.rows] == NOBODY).all()  # type: ignore[attr-defined]
    town = ended(0, 1.0)
    assert town.state.places.flows[0, Flow.KEPT] == 4
    assert (town.state.work.job[town.rows] != NOBODY).all()  # type: ignore[attr-defined]


def market(months: int, active: bool, pay: str = "subsidised", **placements: Any) -> tuple[Town, list[int]]:
    """Locals' labour market with posts that come and go, newcomers who do not look for work, a placement or none."""
    town, rows = hosting(
        host={"pay": pay},
        programme={"active": active, "months": 60},
        sizes=(30,) * 6,
        vacant=4,
        newcomers=12,
        work={"contacts": False, "loss": [0.0] * 7, "posts_closed": 0.03, "change_job": 0.0, "better_job": 0.0},
        placements=placements,
    )
    town.state.people.health[rows] = 0.0
    for _ in range(40):
        add_person(town)
    live(town, months, demand.step, work.step)
    return town, rows


@pytest.mark.parametrize("pay", ["none", "subsidised"])
def test_placements_that_displace_nobody_leave_locals_in_the_very_same_jobs(pay: str) -> None:
    without, _ = market(24, False)
    town, rows = market(24, True, pay, displaces=0.0)
    assert len(with_host(town, rows)) == 12
    locals_ = np.flatnonzero(town.state.people.newcomer[: int(town.used[Used.PEOPLE])] == 0)

    def held(one: Town) -> list[tuple[int, int, int]]:
        job = one.state.work.job[locals_]
        employer = np.where(job == NOBODY, NOBODY, one.state.jobs.employer[job])
        return list(
            zip(employer.tolist(), one.state.work.since[locals_].tolist(), (job != NOBODY).tolist(), strict=True)
        )

    assert held(town) == held(without)


def test_subsidised_posts_displace_through_posts_that_employers_want_less() -> None:
    def others(**more: Any) -> int:
        town, _ = market(24, **more)
        jobs, used = town.state.jobs, int(town.used[Used.JOBS])
        check_books(town)
        return int(((jobs.open[:used] == 1) & (jobs.subsidised[:used] == 0)).sum())

    without = others(active=False)
    assert others(active=True, displaces=0.0) == without
    assert without - 15 <= others(active=True, displaces=1.0) <= without - 9
    assert others(active=True, pay="none", displaces=1.0) == without


def test_who_is_placed_without_pay_looks_less_for_work() -> None:
    def found(lock_in: float) -> int:
        town, rows = hosting(
            vacant=10,
            newcomers=4,
            programme={"months": 60},
            placements={"lock_in": lock_in, "posts_for_one": 5.0},
            work={**IDLE, "hiring": True, "inactive_newcomers": 0.0, "inexperience": 1.0},
        )
        live(town, 12, work.step)
        return int((town.state.work.job[rows] != NOBODY).sum())

    assert found(0.0) == 0 < found(1.0)


def test_placements_end_with_their_money() -> None:
    town, rows = hosting(
        host={"pay": "subsidised", "kept": 1.0}, programme={"months": 60}, funding={"pot": {"months": 3}}
    )
    live(town, 3)
    assert subsidised(town) == 4
    live(town)
    assert subsidised(town) == 0 and (town.state.work.job[rows] == NOBODY).all()
    assert town.state.places.flows[0, Flow.KEPT] == 0
