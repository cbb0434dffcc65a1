"""The page of an assessment, with as much on it as there can be, prints on two sheets of A4 and runs over no edge."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bygd.assess.answers import Answers, read_answers
from bygd.assess.carrying import Result
from bygd.assess.catalogue import Benchmark, benchmarks
from bygd.assess.figures import bought, radar
from bygd.assess.page import Page, html
from bygd.assess.results import INDEX, MONEY_FOR, OUTCOMES, SPENT, Bought, Together, ranked
from bygd.assess.standing import means
from experiments.comparison.fieller import fieller
from experiments.comparison.paired import difference
from experiments.figures.picture import rendered
from tests.web.printed import over_the_edge, sheets

ROOT = Path(__file__).resolve().parents[2]
SIZES = {
    "local_friends": 0.1,
    "stayers": 3.0,
    "newcomers_in_work": 4.0,
    "belonging": 0.01,
    "net_balance": 3e6,
    SPENT: 4e6,
    "friendships": 20.0,
    INDEX: 0.2,
}
PAIRS = 20


def effect(row: Benchmark, draws: np.random.Generator) -> Bought:
    """Made-up differences of a usual size."""
    level = draws.normal(0.0, 1.0)
    pairs = {key: draws.normal(level * size, size, PAIRS) for key, size in SIZES.items()}
    found = {key: difference(key, np.zeros(PAIRS), values) for key, values in pairs.items()}
    money = np.abs(pairs[SPENT]) / 1e6
    costs = {key: fieller(pairs[key], money) for key in MONEY_FOR} if row.costed else {}
    return Bought(row, 1, {**found, SPENT: difference(SPENT, np.zeros(PAIRS), 1e6 * money)}, costs)


def page() -> Page:
    """All that can be simulated raised, with notes, another year and a neighbour."""
    draws = np.random.default_rng(3)
    rows = [row for row in benchmarks() if row.simulable]
    found = ranked([effect(row, draws) for row in rows])
    more = [difference(INDEX, np.zeros(PAIRS), draws.normal(sign, 0.1, PAIRS)) for sign in (1.0, -1.0)]
    among = [Together((row,), 0.1, 0.2, more[place % 2]) for place, row in enumerate(rows[:24])]
    pairs = [Together((one, two), 0.1, 0.2, more[0]) for one, two in itertools.pairwise(rows[:9])]
    answers = read_answers(ROOT / "docs" / "examples" / "granby.yaml")
    before = Answers(answers.title, "2025", "", {**answers.given, "H1": answers.given["G1"]})
    neighbour = read_answers(ROOT / "docs" / "examples" / "vindeln.yaml")
    result = Result(tuple(found), tuple(among), tuple(pairs), {}, 100, 10, tuple(OUTCOMES))
    said = "Ranges are 95 % intervals of the mean difference over 20 pairs of runs: what random draws leave open."
    return Page(
        answers, "Granby, a made-up rural town", 5, "2010-02", result, [], before, [neighbour], "20 pairs of runs", said
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    whole = page()
    lines = [(name, means(answers)) for name, answers in whole.columns().items()]
    second = bought(whole.result.bought, whole.pairs)
    assert second is not None and set(SIZES) >= set(OUTCOMES)
    manifest = {
        "seed": 1,
        "started": "2026-11-27T03:00:00Z",
        "seconds": 1500.0,
        "run_now": 1660,
        "versions": {"bygd": "0.1.0", "Python": "3.11"},
        "commit": "",
        "scenario": {"name": "as-assessed", "digest": "0" * 64},
        "posterior": None,
    }
    path = tmp_path_factory.mktemp("printed") / "report.html"
    figures = [rendered(radar(lines)), rendered(second)]
    path.write_text(
        html(whole, figures, manifest, "bygd assess rural-town examples/granby --years 5"), encoding="utf-8"
    )
    return path


def test_it_prints_on_two_sheets(browser: Any, file: Path) -> None:
    assert sheets(browser, file) == 2


@pytest.mark.parametrize(("media", "width"), [("print", 680), ("screen", 1200)])
def test_nothing_runs_over_the_edge(browser: Any, file: Path, media: str, width: int) -> None:
    assert not over_the_edge(browser, file, media, width)
