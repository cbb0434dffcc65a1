"""The page of a matching, of a country of 290 places, prints on two sheets of A4 and runs over no edge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bygd.settle.carrying import Answer, Asked, learn, sent_of
from bygd.settle.effects import effects
from bygd.settle.fairness import by_estimate
from bygd.settle.following import IN_PLACES, Followed
from bygd.settle.matching import matching
from bygd.settle.page import Page, figure, html
from bygd.settle.region import Region
from experiments.figures.picture import rendered
from sim.scenario.inheritance import packaged_scenarios
from tests.settle.two_places import followed
from tests.web.printed import over_the_edge, sheets

WEIGHTS = {"stays": 1.0, "works": 2.0}


COMMAND = "bygd place-households sweden"
MANIFEST: dict[str, Any] = {
    "seed": 1,
    "run_now": 18,
    "seconds": 3600.0,
    "started": "2026-11-27T08:00:00Z",
    "versions": {"bygd": "0.1.0"},
    "commit": "",
    "posterior": None,
    "scenario": {"digest": "0" * 64},
}
"""Of the page; the same in every language."""


def runs(streams: int, region: Region, number: int, gain: float, seed: int) -> dict[int, Followed]:
    """Made-up ones, in which nobody does alike everywhere."""
    places = len(region.base.places)
    found = {}
    for run in range(number):
        draws = np.random.default_rng([seed, run])
        whose, where = np.repeat(np.arange(streams), 40), draws.integers(0, places, 40 * streams)
        well = draws.uniform(size=len(whose)) < 0.4 + 0.2 * (whose % 3) / 2 + gain * (whose % 2)
        found[run] = followed(whose, where, well, (streams, places))
        for place in region.base.places:
            found[run].places[place] = {key: float(draws.normal(4000, 50)) for key in IN_PLACES}
    return found


def page() -> Page:
    region = Region(packaged_scenarios() / "sweden.yaml", 96)
    asked = Asked(region, 3, 60, WEIGHTS, {}, True, 1, 6, figures={"measured": 900, "converted": 400, "assumed": 5000})
    by_kind = region.by_kind()
    learnt = learn(asked, by_kind, list(runs(len(by_kind), region, 3, 0.0, 1).values()))
    adults = np.array([one.kind.adults for one in region.supplies], float)
    sizes = np.array([one.size for one in region.supplies])
    found = matching(learnt.value, adults, sizes, learnt.today, learnt.quotas, worth=0.0)
    sent = sent_of(region, found.households, learnt.value)
    both = (runs(len(sent), region, 6, gain, 2) for gain in (0.0, 0.1))
    told = effects(region, sent, *both, WEIGHTS, 3.0)
    estimate = by_estimate(learnt.value, learnt.today, found.households)
    answer = Answer(learnt, found, tuple(sent), told, estimate, 0.05, 18, 3600.0, [])
    return Page(asked, answer, "Sweden at a tenth: settlement matched to places")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = page()
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(
        html(made, [rendered(figure(made))], MANIFEST | {"figures": dict(made.asked.figures)}, COMMAND),
        encoding="utf-8",
    )
    return path


def test_it_prints_on_two_sheets(browser: Any, file: Path) -> None:
    assert sheets(browser, file) <= 2


@pytest.mark.parametrize(("media", "width"), [("print", 680), ("screen", 1200)])
def test_nothing_runs_over_the_edge(browser: Any, file: Path, media: str, width: int) -> None:
    assert not over_the_edge(browser, file, media, width)
