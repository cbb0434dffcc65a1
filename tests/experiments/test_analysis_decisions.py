"""What an analyst reads: rankings, robustness, replicates, effects of levels and of single parameters."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sweeps

from experiments.analysis import analyse
from experiments.analysis.correlation import Correlation
from experiments.analysis.dependence import dependence
from experiments.analysis.ranking import ranked
from experiments.analysis.replicates import replicates_needed
from experiments.analysis.robustness import robustness, wilson
from experiments.analysis.swept import Index
from experiments.analysis.tornado import tornado
from experiments.analysis.words import (
    chance_note,
    convergence_words,
    decimals_of,
    ranking_caution,
    ranking_words,
    standing_words,
)
from experiments.designs.words import strongest
from experiments.outcomes.sample_size import for_width
from experiments.outcomes.wording import plain
from experiments.report.sweep import _effect_words, _told_by_futures

KEY = "local_friends"
POLICIES = {"policy": ("none", "good", "mixed")}


def test_standings_follow_size_and_interval():
    ranking = ranked(
        KEY,
        "μ*",
        [
            Index("weak", 2, 1.5, 2.5),
            Index("strong", 9, 8, 10),
            Index("noise", 1.1, 0.6, 1.6),
            Index("big noise", 5, 0.5, 9),
        ],
        floor=1.0,
    )
    assert [(one.factor, one.standing) for one in ranking.factors] == [
        ("strong", "decides"),
        ("big noise", "indistinguishable"),
        ("weak", "matters"),
        ("noise", "indistinguishable"),
    ]


def test_another_index_can_tell_a_factor_from_none_but_not_make_it_decide():
    ranking = ranked(KEY, "PAWN", [Index("a", 0.4, 0.3, 0.5), Index("b", 0.2, 0.1, 0.3)], 0.25, also=["b"])
    assert [one.standing for one in ranking.factors] == ["decides", "matters"]
    assert [one.by_another for one in ranking.factors] == [False, True]


def test_no_index_that_decides_looks_like_one_that_chance_can_do():
    """0.163 above a floor of 0.158: with two decimals it would decide "0.16" where "up to 0.16 may be chance"."""
    ranking = ranked(KEY, "PAWN", [Index("a", 0.163, 0.1, 0.2), Index("b", 0.1579, 0.1, 0.2)], 0.158)
    assert [one.standing for one in ranking.factors] == ["decides", "indistinguishable"]
    assert decimals_of(ranking) == 3
    assert chance_note(ranking, plain(ranking.floor, 3)) == "; up to 0.158 may be chance"
    rng = np.random.default_rng(1)
    for by, values in (("PAWN", rng.uniform(0.1, 0.2, (200, 4))), ("ST", rng.uniform(0.1, 0.2, (200, 4)))):
        for *ends, floor in values:
            ranking = ranked(KEY, by, [Index(f"f{n}", end, end, end + 0.1) for n, end in enumerate(ends)], floor)
            places = decimals_of(ranking)
            for one in ranking.factors:
                above = float(plain(one.value, places)) > float(plain(floor, places))
                assert above == (one.standing != "indistinguishable")


def test_a_ranking_by_another_index_alone_says_so_in_the_table_and_in_the_sentence():
    design = sweeps.design("latin-hypercube", {"a": (0, 1), "b": (0, 1)}, points=2)
    ranking = ranked(KEY, "PAWN", [Index("a", 0.24, 0.1, 0.3), Index("b", 0.1, 0.0, 0.2)], 0.25, also=["a"])
    assert [standing_words(one) for one in ranking.factors] == [
        "matters less, by its rank correlation",
        "not distinguishable from zero",
    ]
    assert ranking_words(design, ranking) == (
        "Local friends per newcomer: of 2 parameters, none decides; one matters (“a”), by its rank correlation alone. "
        "One cannot be distinguished from zero."
    )
    assert "none can be distinguished" in ranking_words(design, ranked(KEY, "PAWN", [Index("a", 0.1, 0, 0.2)], 0.25))


def test_a_ranking_is_reported_in_a_sentence():
    made = sweeps.design("morris", {f"f{n}": (0, 1) for n in range(9)}, points=2, labels={"f0": "Hours with a mentor"})
    indices = [
        Index(f"f{n}", value, value - 0.1, value + 0.1) for n, value in enumerate((9.0, 5.0, 1.0, 0, 0, 0, 0, 0, 0))
    ]
    words = ranking_words(made, ranked(KEY, "μ*", indices, 0.5))
    assert words == (
        "Local friends per newcomer: of 9 parameters, two decide: “Hours with a mentor” and "
        "“f1”. One more matters less (“f2”). Six cannot be distinguished from zero."
    )
    assert "With one replicate" in ranking_caution(ranked(KEY, "μ*", indices, math.nan))


def test_a_policy_is_judged_in_every_future():
    made = sweeps.design(
        "latin-hypercube", {"x": (0.0, 1.0), "idle": (0.0, 1.0)}, points=100, levels=POLICIES, replicates=3
    )
    swept = sweeps.swept(
        made, lambda policy, x, idle: {"none": 0.0, "good": 1.0, "mixed": 4 * x - 1}[policy] + 5 * x, shared=30.0
    )
    found = robustness(swept, KEY)
    none, good, mixed = found.policies
    assert (good.helped, good.gain) == pytest.approx((1.0, 1.0))
    assert mixed.helped == pytest.approx(0.75, abs=0.011) and mixed.helped_low < 0.75 < mixed.helped_high
    assert mixed.gain == pytest.approx(1.0, abs=0.02)
    # The best is mixed above x = ½, else good: mixed forgoes 2 − 4x below, which is ½ on average over all.
    assert mixed.regret == pytest.approx(0.5, abs=0.02) and mixed.regret_worst == pytest.approx(2, abs=0.06)
    assert none.regret == pytest.approx(1.5, abs=0.03) and math.isnan(none.helped)
    assert mixed.deciding[0].factor == "x" and mixed.deciding[0].value == pytest.approx(1)


def test_what_many_futures_show_is_not_denied_for_want_of_replicates():
    """Two replicates that differ by much tell no level apart; sixteen futures with the same draws do."""
    made = sweeps.design("latin-hypercube", {"x": (0.0, 1.0)}, points=16, levels=POLICIES, replicates=2)
    gains = {"none": 0.0, "good": 1.0, "mixed": 0.9}
    told = sweeps.swept(made, lambda policy, x: gains[policy] + x, noise=0.4)
    same = sweeps.swept(made, lambda policy, x: x, noise=0.4)
    for swept, denied in ((told, False), (same, True)):
        found = analyse(swept, curves=False)
        assert found.factorial is not None and strongest(found.factorial, KEY) is None
        denials = [one for one in _effect_words(found) if "no level makes a difference" in one]
        assert bool(denials) is denied
        assert _told_by_futures(found, KEY) is not denied


def test_less_is_better_of_money_and_loneliness():
    made = sweeps.design(
        "latin-hypercube",
        {"x": (0.0, 1.0)},
        points=20,
        levels={"policy": ("none", "cheap")},
        outcomes=("isolated", "employed"),
    )
    swept = sweeps.swept(made, lambda policy, x: x - (policy == "cheap"))
    assert robustness(swept, "isolated").policies[1].helped == 1.0
    assert robustness(swept, "employed").policies[1].helped == 0.0


def test_steps_are_no_sample_of_futures():
    made = sweeps.design("morris", {"x": (0, 1), "y": (0, 1)}, points=10, levels=POLICIES)
    assert robustness(sweeps.swept(made, lambda policy, x, y: x), KEY) is None


def test_wilson_is_the_textbook_s():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_enough_replicates_are_just_enough():
    from scipy.stats import t

    for variance, half in ((4.0, 0.5), (1.0, 0.01), (0.0, 1.0), (1.0, 100.0)):
        n = for_width(variance, half)
        assert t.ppf(0.975, n - 1) * math.sqrt(variance / n) <= half
        if n > 2:
            assert t.ppf(0.975, n - 2) * math.sqrt(variance / (n - 1)) > half


def test_pairing_needs_fewer_replicates_and_a_small_pilot_is_unsure():
    made = sweeps.design("latin-hypercube", {"x": (0, 1)}, points=60, replicates=4)
    found = replicates_needed(sweeps.swept(made, lambda x: x, shared=2.0, noise=0.2), KEY, 0.5)
    assert found.paired.number < found.mean.number / 3
    assert found.paired_spread == pytest.approx(0.2 * math.sqrt(2), rel=0.15)
    assert found.mean.low < found.mean.number < found.mean.high and found.mean.high > 5 * found.mean.low


def test_a_pilot_of_one_replicate_says_nothing():
    made = sweeps.design("latin-hypercube", {"x": (0, 1)}, points=10, replicates=1)
    assert replicates_needed(sweeps.swept(made, lambda x: x), KEY, 0.5).mean is None


def test_one_at_a_time_is_paired_with_the_first_point():
    made = sweeps.design(
        "one-at-a-time", {"x": (0.0, 2.0), "y": (0.0, 2.0)}, replicates=4, levels={"policy": ("none", "good")}
    )
    swept = sweeps.swept(made, lambda policy, x, y: 3 * x - y + 5 * (policy == "good"), shared=50.0)
    found = {
        bar.factor: [(step.value, round(step.difference.mean, 6)) for step in bar.steps] for bar in tornado(swept, KEY)
    }
    assert found == {"policy": [("good", 5.0)], "x": [(0.0, -3.0), (2.0, 3.0)], "y": [(0.0, 1.0), (2.0, -1.0)]}


def test_curves_follow_the_function_and_hold_it_in_their_band():
    made = sweeps.design(
        "latin-hypercube", {"x": (0.0, 1.0), "y": (0.0, 1.0), "z": (0.0, 1.0)}, points=150, replicates=2
    )
    swept = sweeps.swept(made, lambda x, y, z: 4 * (x - 0.5) ** 2 + y, noise=0.05)
    found = dependence(swept, KEY, ["x", "y"], resamples=40)
    assert found.r2 > 0.9
    bowl, line = found.curves
    assert bowl.at[bowl.mean.argmin()] == pytest.approx(0.5, abs=0.1)
    inner = slice(2, -2)
    true = 4 * (bowl.at - 0.5) ** 2 + 0.5
    assert np.abs(bowl.mean - true)[inner].max() < 0.08
    assert (bowl.low <= bowl.mean + 0.02).all() and (bowl.high >= bowl.mean - 0.02).all()
    assert line.mean[-1] - line.mean[0] == pytest.approx(1, abs=0.1)


def test_nothing_is_drawn_where_nothing_is_predicted():
    made = sweeps.design("latin-hypercube", {"x": (0.0, 1.0), "y": (0.0, 1.0)}, points=80, replicates=1)
    found = dependence(sweeps.swept(made, lambda x, y: 0.0, noise=1.0), KEY, ["x"], resamples=20)
    assert found.r2 < 0.3 and found.curves == ()


def test_levels_have_effects_over_the_sample():
    made = sweeps.design("latin-hypercube", {"x": (0, 1)}, points=20, levels=POLICIES, replicates=3)
    swept = sweeps.swept(
        made, lambda policy, x: 9 * x + ("none", "good", "mixed").index(policy), shared=9.0, missing=((1, 4),)
    )
    found = analyse(swept, resamples=20, curves=False).factorial
    main = {effect.levels[0][1]: effect.difference.mean for effect in found.effects[KEY]}
    assert main == pytest.approx({"good": 1.0, "mixed": 2.0}) and found.replicates == 3


@pytest.mark.parametrize(
    ("method", "by"),
    [
        ("morris", "μ*"),
        ("sobol-indices", "ST"),
        ("latin-hypercube", "PAWN"),
        ("halton", "PAWN"),
        ("one-at-a-time", "step"),
        ("grid", "effect"),
    ],
)
def test_every_method_ranks_its_factors(method, by):
    levels = {"l": ("a", "b"), "m": ("a", "b")} if method == "grid" else {}
    ranges = {} if method == "grid" else {"big": (0.0, 1.0), "small": (0.0, 1.0), "none": (0.0, 1.0)}
    points = {"morris": 10, "sobol-indices": 32, "latin-hypercube": 80, "halton": 80}.get(method)
    made = sweeps.design(method, ranges, levels=levels, points=points, replicates=4, seed=5)
    swept = sweeps.swept(
        made,
        lambda big=0.0, small=0.0, none=0.0, l="a", m="a": (  # noqa: E741
            3 * big + small + 3 * (l == "b")
        ),
        noise=0.02,
        shared=1.0,
    )
    first, again = (analyse(swept, resamples=30) for _ in range(2))
    ranking = first.rankings[KEY]
    assert ranking.by == by and ranking.factors[0].factor in ("big", "l")
    assert ranking.factors[0].standing == "decides" and ranking.factors[-1].standing == "indistinguishable"
    assert ranking == again.rankings[KEY]
    for one in first.convergence.get(KEY, ()):
        assert convergence_words(one).endswith(".")


def test_correlation_of_perfect_order_is_sure():
    assert Correlation("a", 0.9, 0.8, 0.95).sure and not Correlation("a", 0.2, 0.01, 0.38).sure
