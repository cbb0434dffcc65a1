"""Demand for labour belongs to the place: what it follows, how posts follow it, sites that open and close."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Flow, Sector, Status
from sim.processes import demand
from sim.scenario import ScenarioError, scenario_from
from sim.town import Town, Used
from tests.processes.labour_markets import FOLLOW_PEOPLE, check_books, live
from tests.processes.towns import add_employer, add_person, employ, posts_of, town_of

QUIET: dict[str, Any] = {
    "inactive": 0.0,
    "loss": [0.0] * 7,
    "posts_closed": 0.0,
    "growth": [0.0] * 7,
    "change_job": 0.0,
    "better_job": 0.0,
}
"""Nobody loses or changes a job, and no post is closed, but for demand."""
MILL = {"mill": {"place": "place0", "sector": "industry", "posts": 30}}


def town_at_work(posts: int = 60, sectors: tuple[Sector, ...] = tuple(Sector), **sections: Any) -> Town:
    """One employer a sector with ``posts`` held, the last hired the highest number, and as many people besides."""
    town = town_of(**{"work": QUIET, **sections})
    for sector in sectors:
        for number, job in enumerate(posts_of(town, add_employer(town, posts=posts, sector=sector))):
            employ(town, add_person(town, age=30.0), job, since=number - posts)
    for number in range(posts):
        add_person(town, age=(8.0, 70.0, 85.0)[number % 3])
    return town


def posts_by_sector(town: Town) -> list[int]:
    jobs, used = town.state.jobs, int(town.used[Used.JOBS])
    sector = town.state.employers.sector[jobs.employer[:used]]
    return np.bincount(sector[jobs.open[:used] == 1], minlength=len(Sector)).tolist()


def wanted(town: Town) -> list[float]:
    """Demand by sector against the start."""
    places = town.state.places
    return (places.demand[0] / places.first_posts[0]).tolist()


def under(town: Town, **changes: Any) -> None:
    """From now on other rules, by section."""
    town.goes_by(scenario_from({**town.scenario.canonical(), **changes}))


def test_what_employers_want_at_the_start_is_what_they_have_and_stays_so() -> None:
    town = live(town_at_work(), 24)
    assert wanted(town) == pytest.approx([1.0] * 7)
    assert posts_by_sector(town) == [60] * 7


def test_each_sector_follows_its_own_key() -> None:
    town = live(town_at_work(), 1)
    people = town.state.people

    def without(youngest: float, below: float) -> list[float]:
        age = (town.month - people.birth[: town.used[Used.PEOPLE]]) / 12.0
        gone = np.flatnonzero((age >= youngest) & (age < below) & (people.status[: len(age)] == Status.HERE))
        people.status[gone] = Status.LEFT
        demand.step(town)
        found = wanted(town)
        people.status[gone] = Status.HERE
        return found

    children, old = without(6, 16), without(65, 120)
    inhabitants = 1.0 - 20 / 480
    assert children[Sector.CARE] > 0.98 > children[Sector.PUBLIC] > 1.0 - 0.45 - 0.03
    assert old[Sector.PUBLIC] > 0.96 > 0.45 > old[Sector.CARE]
    assert children[Sector.PRIMARY] == 1.0
    assert children[Sector.INDUSTRY] > 0.99
    assert inhabitants < children[Sector.TRADE] < 1.0  # local services follow inhabitants, in part


def test_local_services_follow_what_is_sold_elsewhere_by_the_multiplier() -> None:
    town = live(town_at_work(work=QUIET | {"growth": [0.0, 0.12, 0.0, 0.0, 0.0, 0.0, 0.0]}), 12)
    gained = (town.state.places.demand - town.state.places.first_posts)[0]
    sold = town.state.places.first_posts[0, 1] * 0.9 * (town.state.places.trend[0, 1] - 1.0)
    assert sold > 5
    served = gained.sum() - sold
    assert served == pytest.approx(town.rules.demand.multiplier * sold)
    assert gained[Sector.TRADE] > gained[Sector.BUSINESS] > 0.0 == gained[Sector.PRIMARY]


def test_the_trend_of_a_place_takes_its_posts_and_not_those_of_local_care() -> None:
    town = town_at_work()
    under(town, places={"place0": {"population": 1000, "demand": -0.2}})
    posts = posts_by_sector(live(town, 36))
    check_books(town)
    assert posts[Sector.PRIMARY] < 42
    assert posts[Sector.CARE] == 60
    assert posts[Sector.PRIMARY] < posts[Sector.TRADE] < 60


def test_posts_move_towards_demand_neither_at_once_nor_never() -> None:
    town = live(town_at_work(sectors=(Sector.PRIMARY,), posts=200), 1)
    town.state.places.first_posts[0, Sector.PRIMARY] = 100.0
    after = [posts_by_sector(live(town, months))[Sector.PRIMARY] for months in (1, 5, 30)]
    assert 160 < after[0] < 195
    assert 110 < after[1] < 145
    assert 95 <= after[2] < 110


def test_posts_nobody_fills_are_given_up_and_tried_again() -> None:
    town = town_of(work=QUIET)
    add_employer(town, posts=100, sector=Sector.PRIMARY)
    found = [posts_by_sector(live(town, 1))[0] for _ in range(60)][20:]
    assert 40 < np.mean(found) < 95
    flows = town.state.places.flows[0]
    assert flows[Flow.POSTS_GIVEN_UP] + flows[Flow.POSTS_OPENED] > 0


def dismissed_by_recession(last_hired: bool) -> np.ndarray[Any, Any]:
    """Months in their jobs of those who lost them."""
    town = live(town_at_work(demand={"last_hired": last_hired}), 1)
    under(town, demand={"last_hired": last_hired, "cycle": -1.0})
    had = town.state.work.since[: town.used[Used.PEOPLE]].copy()
    industry = posts_of(town, 1)
    held = town.state.jobs.holder[industry].copy()
    under(town, work=QUIET | {"hiring": False}, demand={"last_hired": last_hired, "cycle": -1.0})
    live(town, 12)
    lost = held[town.state.jobs.holder[industry] == NOBODY]
    assert 4 <= len(lost) <= 10  # towards a seventh
    return -had[lost]


def test_a_recession_hits_the_last_hired_of_industry() -> None:
    assert dismissed_by_recession(True).max() <= 10
    assert dismissed_by_recession(False).max() > 20


def test_a_recession_takes_the_published_share_of_industry_and_building_and_is_over_when_it_is() -> None:
    town = live(town_at_work(), 1)
    under(town, demand={"cycle": -1.0})
    assert wanted(live(town, 1)) == pytest.approx([0.98, 0.86, 0.94, 1.0, 1.0, 1.0, 0.98])
    low = posts_by_sector(live(town, 24))
    assert low[Sector.INDUSTRY] <= 54 < 60 == low[Sector.CARE]
    under(town, demand={})
    assert posts_by_sector(live(town, 40))[Sector.INDUSTRY] >= 58


def town_with_mill(posts: int) -> Town:
    town = town_at_work(sites=MILL)
    mill = add_employer(town, posts=30, sector=Sector.INDUSTRY)
    town.state.employers.site[mill] = 0
    for number, job in enumerate(posts_of(town, mill)):
        employ(town, add_person(town, age=25.0), job, since=number - 30)
    live(town, 3)
    under(town, sites={"mill": {**MILL["mill"], "posts": posts}})
    return live(town, 1)


def staff(town: Town) -> int:
    return int((town.state.jobs.holder[posts_of(town, 7)] != NOBODY).sum())


def test_a_closure_hits_all_of_the_site_at_once_and_a_cut_those_last_hired() -> None:
    town = town_with_mill(0)
    assert staff(town) == 0
    assert town.state.jobs.open[posts_of(town, 7)].sum() == 0
    assert 30 <= town.state.places.flows[0, Flow.POSTS_CLOSED] <= 34  # with the first of local services
    assert wanted(town)[Sector.TRADE] < 0.99 < wanted(town)[Sector.CARE]  # the local multiplier
    town = town_with_mill(20)
    kept = posts_of(town, 7)
    assert town.state.jobs.open[kept].tolist() == [1] * 20 + [0] * 10


def test_a_site_has_the_posts_that_the_scenario_says() -> None:
    town = town_with_mill(30)
    for posts in (45, 12, 12, 70):
        under(town, sites={"mill": {**MILL["mill"], "posts": posts}})
        live(town, 1)
        assert town.state.jobs.open[posts_of(town, 7)].sum() == posts
        check_books(town)
    for _ in range(60):
        add_person(town)
    assert staff(live(town, 12)) > 60


def test_under_the_rival_demand_is_not_asked() -> None:
    def after(**rules: Any) -> list[int]:
        town = town_at_work(rivals=FOLLOW_PEOPLE, demand=rules)
        return posts_by_sector(live(town, 12))

    assert after() == after(cycle=-1.0, multiplier=2.0)
    assert sum(after()) > 420  # people are plenty: employers grow


def test_posts_are_an_identity_every_month() -> None:
    town = town_at_work(work={"growth": [-0.3, 0.3, 0, 0, 0, 0, 0], "posts_closed": 0.05}, sites=MILL)
    before = sum(posts_by_sector(town))
    for _ in range(18):
        town.state.places.flows[:] = 0
        live(town, 1)
        flows = town.state.places.flows[0]
        before += int(flows[Flow.POSTS_OPENED] - flows[Flow.POSTS_CLOSED] - flows[Flow.POSTS_GIVEN_UP])
        assert sum(posts_by_sector(town)) == before
        assert flows[Flow.POSTS_CLOSED] <= flows[Flow.JOB_LOSSES]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"demand": {"local": [0.5] * 7, "people": [0.6] * 7}}, "add up to 1.1; allowed: at most 1"),
        ({"sites": {"mill": {**MILL["mill"], "place": "plase0"}}}, "there is no place 'plase0'"),
        ({"sites": {"mill": {**MILL["mill"], "sector": "sawing"}}}, "sites.mill.sector"),
    ],
)
def test_what_cannot_be_is_refused_in_words(data: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        scenario_from({"places": {"place0": {"population": 100}}, **data})
