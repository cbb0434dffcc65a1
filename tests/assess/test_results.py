"""What raising buys, of runs whose numbers are known."""

from __future__ import annotations

import numpy as np
import pytest

from bygd.assess.catalogue import by_id
from bygd.assess.results import CHOSEN_BY, INDEX, Runs, ranked
from bygd.assess.words import cell, lead, per_million, together_words
from experiments.outcomes.outcome import Result
from experiments.workers.run import Outcome, Run

BASE = np.random.default_rng(4).normal(0.0, 1.0, (8, 2))


def arm(friends: float = 0.0, work: float = 0.0, spent: float = 0.0, pairs: int = 8) -> list[Outcome]:
    """Runs that differ from the base by these, friends by a little luck of their own."""
    luck = np.random.default_rng(7).normal(0.0, 0.01, 8) if friends else np.zeros(8)
    found = []
    for k in range(pairs):
        values = {
            "local_friends": float(2.0 + BASE[k, 0] + friends + luck[k]),
            "newcomers_in_work": float(50.0 + 4.0 * BASE[k, 1] + work),
            "stayers": 90.0,
            "friendships": 100.0 + 50.0 * (friends + luck[k]),
            "spent": spent,
        }
        result = Result(values, {}, {}, np.zeros(1), "", {})
        found.append(Outcome(Run("", (), k, 12, k), read=result))
    return found


H3, E8, U9 = (by_id()[name] for name in ("H3", "E8", "U9"))


def test_a_benchmark_without_effect_has_an_interval_of_nothing() -> None:
    found = Runs(arm()).bought(H3, 1, arm(spent=1e6))
    for key in ("local_friends", "newcomers_in_work", INDEX):
        assert (found.differences[key].mean, found.differences[key].low, found.differences[key].high) == (0.0, 0.0, 0.0)
    assert not found.clear and cell(found.differences["local_friends"], "local_friends") == "same"
    assert per_million(found) == "nothing distinguishable"


def test_what_a_million_buys_and_what_it_costs_beside() -> None:
    runs = Runs(arm())
    found = runs.bought(H3, 1, arm(friends=0.5, spent=2e6))
    assert found.per_million["friendships"].value == pytest.approx(12.5, rel=0.05)
    assert "friendships" in per_million(found) and found.clear
    assert not runs.bought(U9, 1, arm(friends=0.5, spent=2e6)).per_million, "no cost of it is in the ledger"
    assert per_million(runs.bought(U9, 1, arm(friends=0.5))) == "cost not in the model"


def test_the_index_is_the_mean_in_standard_deviations_of_what_varies() -> None:
    runs = Runs(arm())
    assert set(runs.scale) == {"local_friends", "newcomers_in_work"}, "nobody leaves: staying does not vary"
    expected = (0.5 / runs.scale["local_friends"] + 2.0 / runs.scale["newcomers_in_work"]) / 2
    assert runs.bought(E8, 0, arm(friends=0.5, work=2.0)).index == pytest.approx(expected, rel=0.02)


def test_complements_and_substitutes_are_told_apart() -> None:
    runs = Runs(arm())
    base, one, other = arm(), arm(work=1.0), arm(work=1.0)
    alone = [(base, one), (base, other)]
    kinds = [
        found.kind
        for both in (arm(work=3.0), arm(work=2.0), arm(work=1.0))
        if (found := runs.together((H3, E8), alone, (base, both))) is not None
    ]
    assert kinds == ["complement", "neither", "substitute"]
    better = runs.together((H3, E8), alone, (base, arm(work=3.0)))
    assert better is not None and together_words([], [better])[0].startswith(
        "Help each other: early screening (H3) with"
    )


def test_a_failed_run_takes_its_pair_out() -> None:
    broken = arm(work=1.0)
    broken[2] = Outcome(broken[2].run, stage="month 3", error="no")
    found = Runs(arm()).bought(H3, 0, broken)
    assert found.differences["newcomers_in_work"].pairs == 7


def test_the_best_are_chosen_by_the_first_pairs_whatever_comes_later() -> None:
    runs = Runs(arm())
    later = [Outcome(Run("", (), 0, 12, CHOSEN_BY + k), read=None) for k in range(3)]
    assert runs.first([*arm(), *later]) == runs.first(arm())


def test_one_pair_has_no_index_and_still_a_difference() -> None:
    runs = Runs(arm(pairs=1))
    found = runs.bought(H3, 0, arm(work=1.0, pairs=1))
    assert INDEX not in found.differences and found.differences["newcomers_in_work"].mean == 1.0
    assert runs.together((H3,), [(arm(pairs=1), arm(pairs=1))], (arm(pairs=1), arm(pairs=1))) is None
    assert lead([found], 5)[0].startswith("No benchmark raised by itself helps")


def test_the_best_come_first_and_are_named_first() -> None:
    runs = Runs(arm())
    found = ranked([runs.bought(H3, 0, arm(work=1.0, spent=1e6)), runs.bought(E8, 0, arm(work=9.0, spent=1e6))])
    assert [one.benchmark.id for one in found] == ["E8", "H3"]
    words = lead(found, 5)
    assert words[0].startswith("In the model, courses people can attend (E8) would help most (for 200,000 SEK a year)")
    assert words[1] == "Next come early screening (H3)."
