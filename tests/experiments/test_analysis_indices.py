"""Indices against functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sweeps

from experiments.analysis.chance import chance_of
from experiments.analysis.convergence import convergence
from experiments.analysis.correlation import correlations, rank_correlations
from experiments.analysis.dependence import dependence
from experiments.analysis.pawn import distances, pawn
from experiments.analysis.screening import screening
from experiments.analysis.swept import over_replicates
from experiments.analysis.variance import has_second_order, independent_rows, variance

KEY = "local_friends"
KNOWN = {"first": (0.3139, 0.4424, 0.0), "total": (0.5576, 0.4424, 0.2437)}
"""Of Ishigami's function with a = 7 and b = 0.1."""


@pytest.fixture(scope="module", params=[False, True], ids=["first order", "second order"])
def ishigami(request):
    made = sweeps.design("sobol-indices", sweeps.ISHIGAMI, points=1024, replicates=1, second_order=request.param)
    return sweeps.swept(made, sweeps.ishigami)


def test_ishigami_has_the_known_indices_within_their_intervals(ishigami):
    found = variance(ishigami, KEY, resamples=100)
    for name, known in KNOWN.items():
        for one, value in zip(getattr(found, name), known, strict=True):
            assert one.low <= value <= one.high, (name, one)
            assert one.high - one.low < 0.35
    assert found.points == 1024


def test_pairs_are_found_where_the_scheme_allows_them(ishigami):
    pairs = variance(ishigami, KEY, resamples=50).pairs
    if not ishigami.design.settings.second_order:
        assert pairs == ()
    else:
        assert pairs[0].factors == ("x1", "x3") and pairs[0].low <= 0.2437 <= pairs[0].high


def test_the_order_of_a_scheme_is_read_from_its_points(ishigami):
    design = ishigami.design
    assert has_second_order(design.scaled) == design.settings.second_order
    rows = independent_rows(design.scaled)
    assert len(rows) == 2 * 1024
    assert abs(np.corrcoef(design.scaled[rows][:-1, 0], design.scaled[rows][1:, 0])[0, 1]) < 0.1


def test_a_block_with_a_missing_point_is_left_out():
    made = sweeps.design("sobol-indices", sweeps.ISHIGAMI, points=64, replicates=1)
    swept = sweeps.swept(made, sweeps.ishigami, missing=((0, 7), (0, 8), (0, 200)))
    found = variance(swept, KEY, resamples=20)
    assert found.points == 62  # a block has five points


def test_a_linear_function_has_its_slopes_as_elementary_effects():
    ranges = {"a": (0.0, 2.0), "b": (-1.0, 3.0), "c": (10.0, 20.0), "none": (0.0, 1.0)}
    made = sweeps.design("morris", ranges, points=8, replicates=2)
    swept = sweeps.swept(made, lambda a, b, c, none: 3 * a - 2 * b + 0.1 * c)
    found = screening(swept, KEY, resamples=50)
    assert [one.mu for one in found.effects] == pytest.approx([6, -8, 1, 0])
    assert [one.mu_star for one in found.effects] == pytest.approx([6, 8, 1, 0])
    assert [one.sigma for one in found.effects] == pytest.approx([0, 0, 0, 0], abs=1e-9)
    assert found.trajectories == 8


def test_a_trajectory_with_a_missing_point_is_left_out():
    made = sweeps.design("morris", {"a": (0, 1), "b": (0, 1)}, points=6, replicates=2)
    swept = sweeps.swept(made, lambda a, b: a, missing=((0, 4), (1, 4)))
    assert screening(swept, KEY, resamples=20).trajectories == 5


@pytest.mark.parametrize("trajectories", [3, 6, 20])
def test_intervals_of_elementary_effects_cover_what_they_say(trajectories):
    """The effect of ``a`` is 2 + b, 2.5 on average over the four levels of ``b``."""

    def swept_with(seed, points):
        made = sweeps.design("morris", {"a": (0.0, 1.0), "b": (0.0, 1.0)}, points=points, seed=seed, replicates=1)
        return sweeps.swept(made, lambda a, b: a * (2 + b))

    held = 0
    for seed in range(120):
        (a, _) = screening(swept_with(seed, trajectories), "local_friends", resamples=200).effects
        held += a.low <= 2.5 <= a.high
    assert held / 120 >= 0.88


THREE = {"a": (0.0, 1.0), "b": (0.0, 1.0), "c": (0.0, 1.0)}


def three(method, points, seed):
    """3 a + 2 b and a chance of its own for every run (standard deviation 1/2); ``c`` does nothing."""
    made = sweeps.design(method, THREE, points=points, replicates=1, seed=seed)
    return sweeps.swept(made, lambda a, b, c: 3 * a + 2 * b, noise=0.5)


@pytest.mark.parametrize("points", [16, 32])
def test_intervals_of_sobol_indices_cover_what_they_say(points):
    varies = np.array([9 / 12, 4 / 12, 0.0])
    known = {"first": varies / (varies.sum() + 0.25), "total": (varies + 0.25) / (varies.sum() + 0.25)}
    held = {name: np.zeros(3) for name in known}
    for seed in range(80):
        found = variance(three("sobol-indices", points, seed), KEY, resamples=60)
        for name, values in known.items():
            held[name] += [
                one.low <= value <= one.high for one, value in zip(getattr(found, name), values, strict=True)
            ]
    assert min(held["first"].min(), held["total"].min()) / 80 >= 0.85, held
    assert variance(three("sobol-indices", 8, 1), KEY, resamples=20) is None, "too few for an interval that holds"


def test_intervals_of_pawn_cover_the_index_of_as_many_points():
    found = [pawn(three("latin-hypercube", 60, seed), KEY, resamples=60).indices for seed in range(80)]
    for factor in zip(*found, strict=True):
        mean = np.mean([one.value for one in factor])
        assert np.mean([one.low <= mean <= one.high for one in factor]) >= 0.88


@pytest.mark.parametrize("points", [8, 40])
def test_intervals_of_rank_correlations_cover_what_they_say(points):
    known = (0.756, 0.485, 0.0)  # of a million points
    held = np.zeros(3)
    for seed in range(150):
        found = correlations(three("latin-hypercube", points, seed), KEY)
        held += [one.low <= value <= one.high for one, value in zip(found, known, strict=True)]
    assert held.min() / 150 >= 0.9, held


def test_intervals_of_dependence_curves_cover_what_they_say():
    """Also of the steepest, which the penalty of the surrogate flattens."""
    known = {"a": lambda at: 3 * at + 1, "b": lambda at: 2 * at + 1.5, "c": lambda at: 2.5 + 0 * at}
    held = dict.fromkeys(known, 0.0)
    for seed in range(40):
        for curve in dependence(three("latin-hypercube", 60, seed), KEY, list(known), resamples=80).curves:
            true = known[curve.factor](curve.at)
            held[curve.factor] += float(((curve.low <= true) & (true <= curve.high)).mean()) / 40
    assert min(held.values()) >= 0.91, held


def test_what_only_changes_random_draws_stays_about_the_floor_of_elementary_effects():
    made = sweeps.design("morris", {f"f{n}": (0, 1) for n in range(12)}, points=30, replicates=4)
    found = screening(sweeps.swept(made, lambda **_: 0.0, noise=1.0, shared=9.0), KEY, resamples=50)
    sizes = [one.mu_star for one in found.effects]
    assert np.mean(sizes) == pytest.approx(found.floor, rel=0.15)


def test_pawn_ranks_and_knows_what_does_nothing():
    made = sweeps.design("sobol", {"a": (0, 1), "b": (0, 1), "c": (0, 1)}, points=256, replicates=1)
    found = pawn(sweeps.swept(made, lambda a, b, c: 3 * a + 2 * b), KEY, resamples=40)
    by = {one.factor: one for one in found.indices}
    assert by["a"].value > by["b"].value > found.floor > by["c"].value
    assert all(one.low <= one.value <= one.high for one in found.indices)


def test_distances_are_those_of_salib():
    from SALib.analyze import pawn as salib

    rng = np.random.default_rng(3)
    inputs = np.column_stack([rng.random(200), rng.random(200), rng.integers(0, 4, 200)])
    outcome = np.round(inputs[:, 0] * 4 + rng.random(200), 1)  # with ties
    theirs = salib.analyze({"num_vars": 3, "names": ["a", "b", "c"]}, inputs, outcome, S=8)["median"]
    assert distances(inputs, outcome, 8) == pytest.approx(theirs)


def test_too_few_points_and_trajectories_have_no_pawn():
    few = sweeps.design("latin-hypercube", {"a": (0, 1)}, points=40, replicates=1)
    steps = sweeps.design("morris", {"a": (0, 1), "b": (0, 1)}, points=40, replicates=1)
    assert pawn(sweeps.swept(few, lambda a: a), KEY) is None
    assert pawn(sweeps.swept(steps, lambda a, b: a), KEY) is None


def test_convergence_tells_a_settled_ranking_from_one_that_is_not():
    ranges = {f"f{n}": (0.0, 1.0) for n in range(8)}
    made = sweeps.design("morris", ranges, points=12, replicates=2)
    straight = sweeps.swept(made, lambda **f: sum(n * f[f"f{n}"] for n in range(8)))
    chance = sweeps.swept(sweeps.design("morris", ranges, points=6, replicates=1), lambda **_: 0.0, noise=1.0)
    (settled,), (unsettled,) = convergence(straight, KEY, resamples=20), convergence(chance, KEY, resamples=20)
    assert settled.sizes == (3, 6, 9, 12)
    assert settled.ranking_settled and settled.values_settled
    assert not unsettled.ranking_settled and not unsettled.values_settled


def test_parts_of_a_sequence_are_doubled():
    made = sweeps.design("sobol-indices", {"a": (0, 1), "b": (0, 1)}, points=64, replicates=1)
    found = convergence(sweeps.swept(made, lambda a, b: a), KEY, resamples=20)
    assert {one.by: one.sizes for one in found}["ST"] == (16, 32, 64)


def test_variance_is_split_between_points_common_random_numbers_and_the_rest():
    rng = np.random.default_rng(2)
    values = rng.normal(0, 3, (1, 400)) + rng.normal(0, 2, (60, 1)) + rng.normal(0, 1, (60, 400))
    found = chance_of(values)
    assert (found.factors, found.common, found.rest) == pytest.approx((9 / 14, 4 / 14, 1 / 14), abs=0.08)
    assert found.floor == pytest.approx(1 / 60 / 9, rel=0.3)
    assert math.isnan(chance_of(values[:1]).floor)


def test_a_missing_run_does_not_move_its_point():
    values = np.array([[0.0, 1.0, 2.0], [100.0, 101.0, 102.0]])
    gap = values.copy()
    gap[1, 2] = np.nan
    assert over_replicates(values) == pytest.approx([50, 51, 52])
    assert over_replicates(gap)[2] - over_replicates(gap)[1] == pytest.approx(1)  # not 2 − 51 = −49
    assert np.isnan(over_replicates(np.array([[1.0, np.nan]])))[1]


def test_rank_correlation_sees_direction_not_shape():
    x = np.linspace(0, 1, 60)
    inputs = np.column_stack([x, np.tile([0.0, 1.0], 30)])
    down, none = rank_correlations(["down", "none"], inputs, -np.exp(x))
    assert down.value == pytest.approx(-1) and down.distinguishable and down.sure
    assert not none.distinguishable and none.low < 0 < none.high
