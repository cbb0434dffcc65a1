"""Sites among the employers of the first month, and what jobs ask for in small and large places."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from experiments.portrait.whole import portrait
from sim.codes import NOBODY, Schooling, Sector
from sim.scenario import scenario_from
from sim.town import Town, Used


def sites(posts: int, **more: Any) -> dict[str, Any]:
    return {"mill": {"place": "alby", "sector": "industry", "posts": posts, **more}}


def jobs_of(town: Town, sector: Sector | None = None, site: bool | None = None) -> np.ndarray[Any, Any]:
    """Rows of open jobs."""
    rows = np.flatnonzero(town.state.jobs.open[: town.used[Used.JOBS]] == 1)
    employer = town.state.jobs.employer[rows]
    keep = np.ones(len(rows), bool)
    if sector is not None:
        keep &= town.state.employers.sector[employer] == sector
    if site is not None:
        keep &= (town.state.employers.site[employer] != NOBODY) == site
    return rows[keep]


def test_the_posts_of_a_site_are_of_the_jobs_of_its_sector(make: Any) -> None:
    without = make({"alby": {"population": 900}})
    town = make({"alby": {"population": 900}}, sites=sites(40))
    assert len(jobs_of(town, site=True)) == 40
    for sector in Sector:
        assert len(jobs_of(town, sector)) == len(jobs_of(without, sector))
    assert (town.state.jobs.holder[jobs_of(town, site=True)] != NOBODY).mean() > 0.8
    assert town.state.places.first_sites.tolist() == [40.0]
    assert town.state.places.first_posts.sum() == len(jobs_of(town)) - 40


@pytest.mark.parametrize("posts", [200, 3000])
def test_a_site_larger_than_its_sector_takes_of_the_others_and_then_stands_vacant(make: Any, posts: int) -> None:
    town = make({"alby": {"population": 600}}, sites=sites(posts))
    assert len(jobs_of(town, site=True)) == posts
    assert len(jobs_of(town, Sector.INDUSTRY, site=False)) == 0
    assert (len(jobs_of(town, Sector.CARE)) > 0) == (posts == 200)
    held = town.state.jobs.holder[: town.used[Used.JOBS]]
    assert len(np.unique(held[held != NOBODY])) == (held != NOBODY).sum()


def test_a_site_not_there_yet_changes_nobody_and_asks_for_what_it_says(make: Any) -> None:
    without = make({"alby": {"population": 600}})
    town = make({"alby": {"population": 600}}, sites=sites(0, levels=[1, 0, 0]))
    assert (town.state.work.job[:600] == without.state.work.job[:600]).all()
    assert len(jobs_of(town, site=True)) == 0
    mould = town.state.jobs.employer[: town.used[Used.JOBS]] == town.used[Used.EMPLOYERS] - 1
    assert set(town.state.jobs.skill[: len(mould)][mould]) == {Schooling.COMPULSORY}
    assert mould.sum() > 1


def test_jobs_of_small_places_ask_for_less_schooling(make: Any) -> None:
    def higher(**workers: float) -> float:
        town = make({"alby": {"population": 900, "sectors": [1] * 7}}, region={"workers": workers})
        return float((town.state.jobs.skill[jobs_of(town)] == Schooling.HIGHER).mean())

    assert higher() < higher(level_by_size=0.0) - 0.02
    assert higher(level_size=900.0) == higher(level_by_size=0.0) < higher(level_size=100.0) - 0.02


def test_sites_are_told_in_words() -> None:
    data = {
        "places": {"alby": {"name": "Alby", "population": 600}},
        "sites": {**sites(30, name="The mill"), "mine": {"place": "alby", "sector": "primary", "posts": 0}},
        "levers": {"sites.mill.posts": {"2011-02": 0}},
    }
    words = portrait(scenario_from(data))
    assert "The mill: industry in Alby, 30 posts and none from 2011-02" in words
    assert "mine: farming and forestry in Alby, not there at the start" in words
    assert "Note: sites.mine has no posts and no lever gives it any" in words
