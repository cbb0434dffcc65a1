"""The page of advice, with as much on it as there can be, prints on two sheets of A4 and runs over no edge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bygd.advise.best import against_the_best
from bygd.advise.candidates import read_candidates
from bygd.advise.carrying import OUTCOMES, Answer, Asked
from bygd.advise.choosing import Advice
from bygd.advise.information import Robust
from bygd.advise.lacks import Lack
from bygd.advise.missing import LACKING, SERVED
from bygd.advise.mixes import NOTHING, Budget, Mix, Problem, Sample, mix_of
from bygd.advise.page import Page, figure, html
from bygd.advise.searching import Found
from bygd.advise.town import Town
from experiments.figures.picture import rendered
from sim.scenario.inheritance import packaged_scenarios
from tests.web.printed import over_the_edge, sheets

PAIRS, YEARS = 20, 3
SIZES = {
    "local_friends": 0.1,
    "stayers": 3.0,
    "newcomers_in_work": 4.0,
    "belonging": 0.01,
    "friendships": 20.0,
    "retention_5": 0.03,
    "isolated": 0.03,
    "employed": 0.03,
    "members": 0.02,
}


def made_up(mix: Mix, draws: np.random.Generator, missing: tuple[str, ...] = ()) -> Sample:
    """Differences of a usual size."""
    level = 0.4 * len(mix)
    gains = {key: draws.normal(level * size, size, PAIRS) for key, size in SIZES.items()}
    then = {key: values + 0.2 * SIZES[key] for key, values in gains.items()}
    cost = np.full((PAIRS, YEARS), 280_000.0 * len(mix)) + draws.normal(0, 900.0, (PAIRS, YEARS)) * bool(mix)
    value = draws.normal(level, 0.3, PAIRS) * bool(mix)
    return Sample(mix, value, cost, missing, gains, then, np.full(PAIRS, 150_000.0))


def page() -> Page:
    draws = np.random.default_rng(3)
    there = {one.key: one for one in read_candidates()}
    town = Town(packaged_scenarios() / "rural-town.yaml", there, 1, YEARS, 2)
    ways = {key: one.choices(town.plan) for key, one in there.items()}
    usual = [each[0] for each in ways.values()]
    short = Lack("Friend mentors", LACKING["mentor"], SERVED, share="31")
    alone = [made_up((one,), draws, (short,) if place % 9 == 0 else ()) for place, one in enumerate(usual)]
    mixes = [mix_of(usual[place : place + 3]) for place in range(0, 30, 3)]
    samples = [made_up(mix, draws) for mix in mixes] + [made_up(mixes[0][:1], draws), made_up(NOTHING, draws)]
    confirmed = tuple(sorted(samples, key=lambda one: -one.mean))
    against = tuple(against_the_best([one.value for one in confirmed]))
    advice = Advice(
        samples[0],
        confirmed,
        against,
        confirmed[:4],
        {"interpreters": 0.03},
        ((mixes[3], "a simulated run spent 912,000 SEK"),),
    )
    budget = Budget(900_000.0, YEARS)
    problem = Problem(ways, lambda *_: [], budget)
    left_out = {"Coordinator": "the town has coordinators.coordinator already"}
    asked = Asked(town, there, left_out, budget, dict.fromkeys(OUTCOMES, 1.0), 1, PAIRS)
    found = Found({one.mix: one for one in [*alone, *samples]})
    over = Robust(20, 0.45, 0.12, (("work.loss_newcomer", 0.08), ("ties.decay", 0.03)))
    levels = dict.fromkeys(SIZES, 0.4)
    return Page(
        asked,
        Answer(advice, found, problem, levels, {key: SIZES[key] for key in OUTCOMES}, over),
        "Granby: what to buy",
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = page()
    manifest: dict[str, Any] = {
        "seed": 1,
        "started": "2026-11-27T02:00:00",
        "seconds": 100.0,
        "run_now": 900,
        "versions": {"bygd": "0.0.0"},
        "commit": "",
        "scenario": {"digest": "0" * 32},
        "posterior": None,
    }
    made = tmp_path_factory.mktemp("advice") / "report.html"
    command = "bygd advise rural-town --budget 900000 --years 3 --after 2 --pairs 20 --seed 1"
    made.write_text(html(whole, [rendered(figure(whole))], manifest, command), encoding="utf-8")
    return made


def test_it_prints_on_two_sheets(browser: Any, file: Path) -> None:
    assert sheets(browser, file) == 2


@pytest.mark.parametrize(("media", "width"), [("print", 680), ("screen", 1200)])
def test_nothing_runs_over_the_edge(browser: Any, file: Path, media: str, width: int) -> None:
    assert not over_the_edge(browser, file, media, width)
