"""Whole towns under demand that belongs to the place: where it begins, and what tight and slack places do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Status
from sim.history import History, begin, simulate
from sim.processes.seeking import readiness
from sim.scenario import scenario_from
from sim.shared_past import first_difference
from sim.town import Town, Used

MILL = {"place": "slack", "sector": "industry", "posts": 40}
TWO: dict[str, Any] = {
    "months": 84,
    "places": {
        "tight": {"population": 900, "newcomers": 0, "employment": 0.88, "vacant_homes": 0.4},
        "slack": {"population": 900, "newcomers": 0, "employment": 0.66, "vacant_homes": 0.4},
    },
    "travel": {"tight": {"slack": 200}},
    "origins": {"x": {}},
    "arrivals": {
        place: {"place": place, "origin": "x", "pathway": "asylum", "per_year": 30} for place in ("tight", "slack")
    },
    "sites": {"mill": MILL},
    "ties": {"settle_months": 1},
}


@pytest.fixture(scope="module")
def two() -> History:
    return simulate(scenario_from(TWO), 1)


def mean_of(history: History, measure: str, group: str, years: range, place: str = "all") -> float:
    """Mean over the ends of years (1 is the first)."""
    table = history.to_pandas()
    ends = [12 * year - 1 for year in years]
    rows = table[(table.measure == measure) & (table.group == group) & (table.place == place) & table.month.isin(ends)]
    assert len(rows) == len(ends)
    return float(rows.value.mean())


def test_newcomers_of_a_tight_place_work_more_than_those_of_a_slack_one(two: History) -> None:
    tight, slack = (mean_of(two, "employed", "newcomers", range(3, 8), place) for place in ("tight", "slack"))
    assert tight > slack + 0.05
    vacancies = {place: mean_of(two, "vacancies", "all", range(3, 8), place) for place in ("tight", "slack")}
    assert vacancies["tight"] > vacancies["slack"]


def share_in_work(town: Town) -> float:
    """Of the locals aged 20-64 in the first month."""
    people, n = town.state.people, int(town.used[Used.PEOPLE])
    months = -people.birth[:n]
    grown = (people.status[:n] == Status.HERE) & (people.newcomer[:n] == 0) & (months >= 240) & (months < 780)
    return float((town.state.work.job[:n] != NOBODY)[grown].mean())


def test_locals_in_work_begin_where_they_stay() -> None:
    alone = scenario_from({"months": 120, "places": {"a": {"population": 1500, "newcomers": 0}}, "ties": TWO["ties"]})
    history = simulate(alone, 3)
    early, late = (mean_of(history, "employed", "locals", years) for years in (range(1, 4), range(6, 11)))
    assert abs(early - late) <= 0.02
    table = history.to_pandas()
    first = table[(table.measure == "employed") & (table.group == "locals") & (table.place == "all")].iloc[0]
    assert first.month == -1 and abs(first.value - early) <= 0.02
    begun = [share_in_work(begin(alone, seed)) for seed in range(1, 13)]
    assert begun[2] == pytest.approx(first.value)
    assert abs(np.mean(begun) - alone.places["a"].employment) < 0.01  # one draw of 762 locals deviates by 0.01


def test_jobs_of_the_first_month_are_held_by_those_who_look_for_work() -> None:
    town = begin(scenario_from(TWO), 1)
    people, n = town.state.people, int(town.used[Used.PEOPLE])
    ready = np.empty(n)
    readiness(town.state, town.rules, 0, ready)
    age = -people.birth[:n] / 12.0
    grown = (people.status[:n] == Status.HERE) & (age >= 25) & (age < 60)
    working = town.state.work.job[:n] != NOBODY
    assert 0.1 < (ready[grown] == 0.0).mean() < 0.25
    assert working[grown & (ready == 0.0)].mean() < 0.35
    assert working[grown & (ready > 0.8)].mean() > 0.8
    assert not working[ready < 0.0].any()  # past their own retirement


def test_a_closure_in_the_file_is_a_lever_at_the_posts_of_the_site() -> None:
    data = {**TWO, "months": 24, "arrivals": {}, "levers": {"sites.mill.posts": {"2010-07": 0}}}
    table = simulate(scenario_from(data), 1).to_pandas()
    closed = table[(table.measure == "posts_closed") & (table.place == "slack")].set_index("month").value
    assert closed[6] >= 25 > 5 * closed.drop(6).max()  # of forty posts those that were held


def test_until_it_closes_two_towns_have_one_past() -> None:
    closing = scenario_from({**TWO, "levers": {"sites.mill.posts": {"2012-07": 0}}})
    assert first_difference(scenario_from(TWO), closing) == 30


@pytest.mark.parametrize("threads", [2, 3])
def test_the_bytes_are_the_same_on_any_number_of_threads(threads: int) -> None:
    data = {**TWO, "levers": {"demand.cycle": {"2010-03": -1.0}, "sites.mill.posts": {"2010-05": 70}}}
    one, many = (simulate(scenario_from(data), 2, months=8, threads=count) for count in (1, threads))
    assert one.digest == many.digest
