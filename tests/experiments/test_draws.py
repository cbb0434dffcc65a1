"""Runs that differ by their parameters as well as by chance: what is said of each."""

from __future__ import annotations

import csv
import json

import fakes
import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments.commands.compare import carry_through
from experiments.commands.compare_plan import Plan
from experiments.commands.store import Store
from experiments.comparison.paired import difference
from experiments.comparison.result import Arm
from experiments.outcomes.intervals import prediction_interval
from experiments.posterior import Draws, means, spread
from sim.scenario import with_overrides

PATH = "meeting.free_hours"


def draws(values=(40.0, 45.0, 50.0, 55.0), each=2):
    return Draws(tuple({PATH: value} for value in values), each, "made-up.csv")


def test_replicates_go_through_the_draws_one_after_the_other():
    assert [draws().of(replicate)[PATH] for replicate in range(8)] == [40, 40, 45, 45, 50, 50, 55, 55]
    assert draws().replicates == 8
    assert draws().groups([0, 1, 5]).tolist() == [0, 0, 2]


def test_what_is_asked_about_may_not_be_drawn():
    assert draws().clashes(["meeting.free_hours", "clubs.sport.fee"]) == ["meeting.free_hours"]
    assert draws().clashes(["meeting"]) == ["meeting"] and not draws().clashes(["meeting.free"])


def test_the_variance_is_parted_into_parameters_and_chance():
    """Known components: 4 between draws, 1 within."""
    rng = np.random.default_rng(5)
    groups = np.repeat(np.arange(4000), 3)
    values = rng.normal(0, 2, 4000)[groups] + rng.normal(0, 1, 12_000)
    found = spread(values, groups)
    assert found.parameters == pytest.approx(4, rel=0.08) and found.chance == pytest.approx(1, rel=0.05)
    assert found.chance_share == pytest.approx(0.2, abs=0.02)
    assert found.chance_share_of_means(3) == pytest.approx((1 / 3) / (4 + 1 / 3), abs=0.01)


@pytest.mark.parametrize(
    ("values", "parameters", "chance"), [([1.0, 1.0, 3.0, 3.0], 2.0, 0.0), ([0.0, 2.0, 0.0, 2.0], 0.0, 2.0)]
)
def test_pure_parameters_and_pure_chance(values, parameters, chance):
    found = spread(np.array(values), np.array([0, 0, 1, 1]))
    assert (found.parameters, found.chance) == pytest.approx((parameters, chance))


def test_one_run_a_draw_cannot_tell_chance():
    found = spread(np.array([1.0, 2.0, 4.0]), np.arange(3))
    assert found.parameters > 0 and np.isnan(found.chance)
    assert np.isnan(spread(np.array([1.0, 2.0]), np.zeros(2, int)).chance)


def test_the_interval_of_a_difference_is_of_the_effect_under_one_more_set():
    base, groups = np.zeros(200), np.repeat(np.arange(100), 2)
    policy = np.repeat(np.linspace(0, 1, 100), 2)
    found = difference("local_friends", base, policy, groups)
    assert (found.low, found.high) == pytest.approx(prediction_interval(np.linspace(0, 1, 100)))
    assert found.chance_share == 0.0 and found.draws == 100 and not found.distinguishable
    plain = difference("local_friends", base, policy)
    assert plain.high - plain.low < 0.2, "the interval of a mean is another thing"


def simulate(scenario, seed, *, months=None, **rest):
    """Fees paid bring friends, the more hours people have for each other."""
    found = fakes.brief(scenario, seed, months=months)
    fees, hours = scenario.clubs.fee_support_newcomers, scenario.meeting.free_hours
    chance = np.random.default_rng([seed, int(10 * fees)]).normal(0, 0.01)
    place = found.measures.measure.index("local_friends")
    found.measures.value[place] = 3.0 + fees * hours / 50 + chance
    return found


@pytest.fixture
def compared(tmp_path):
    base = fakes.scenario(months=12)
    policy = with_overrides(base, {"clubs.fee_support_newcomers": 1.0})
    plan = Plan(
        Arm("base", "base.yaml", base), (Arm("fees", "fees.yaml", policy),), 1, draws().replicates, 12, draws=draws()
    )
    store = Store(tmp_path / "out")
    store.claim()
    outcomes = carry_through(plan, store, simulate=simulate)
    return plan, outcomes, tmp_path / "out"


def test_both_arms_are_simulated_with_the_same_posterior_and_random_draws(compared):
    plan, outcomes, folder = compared
    assert not any(outcome.failed for outcome in outcomes)
    table = pq.read_table(folder / "differences.parquet").to_pandas()
    friends = table[table["outcome"] == "local_friends"]
    assert np.round(friends["difference"].to_numpy(), 1).tolist() == [0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 1.1, 1.1]
    assert friends["seed"].nunique() == 8
    drawn = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["posterior"]
    assert drawn == {"source": "made-up.csv", "each": 2, "draws": [dict(one) for one in draws().changes]}
    assert plan.command().endswith("--replicates 2 --seed 1 --months 12 --posterior 4")


def test_the_report_says_what_is_chance_and_what_is_not_knowing_the_parameters(compared):
    _, _, folder = compared
    rows = list(csv.DictReader((folder / "comparison.csv").open(encoding="utf-8")))
    friends = next(row for row in rows if row["outcome"] == "local_friends" and row["kind"] == "difference")
    assert float(friends["low"]) < 0.85 and float(friends["high"]) > 1.05
    assert 0 < float(friends["chance_share"]) < 0.1
    page = " ".join((folder / "report.html").read_text(encoding="utf-8").split())
    assert "4 sets of parameters from made-up.csv, 2 runs each" in page
    assert "of it chance" in page and "95 % interval of the effect" in page
    assert means(np.array([1.0, 3.0]), np.array([0, 0])).tolist() == [2.0]
