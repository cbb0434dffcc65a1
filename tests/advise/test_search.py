"""The search and the choice on a made-up objective: what is advised, what is not, and what its numbers are worth."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bygd.advise import searching
from bygd.advise.best import against_the_best, front
from bygd.advise.choosing import CHOICE, CONFIRM, choose
from bygd.advise.emulator import Emulator
from bygd.advise.mixes import Budget, Choice, Mix, Problem, Sample, mix_of
from bygd.advise.proposing import best_mixes
from bygd.advise.searching import search, steps
from tests.advise.made_up import MadeUp, every_mix, problem

EFFECTS = {"a": 2.0, "b": 1.5, "c": 1.0, "d": 0.0, "e": -0.5}
COSTS = {"a": 300.0, "b": 200.0, "c": 100.0, "d": 10.0, "e": 10.0}
SUBSTITUTES = {("a", "b"): -1.2}


@pytest.mark.parametrize(("budget", "best"), [(150.0, "c"), (350.0, "bc"), (450.0, "ac"), (2000.0, "abc")])
def test_advice_is_the_best_there_is(budget: float, best: str) -> None:
    made = MadeUp(EFFECTS, COSTS, SUBSTITUTES, noise=0.1)
    of = problem(made, budget)
    advice = choose(of, search(of, 12), 12)
    feasible = [mix for mix in every_mix(of) if sum(COSTS[one.candidate] for one in mix) <= budget]
    assert max(map(made.true, feasible)) == pytest.approx(made.true(advice.advised.mix))
    assert "".join(one.candidate for one in advice.advised.mix) == best


def test_a_measure_without_effect_is_never_bought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PROPOSED", (5, 3, 2))
    bought = []
    for seed in range(12):
        made = MadeUp(EFFECTS, COSTS, noise=0.0 if seed == 0 else 0.3, seed=seed)
        of = problem(made, 2000.0)
        bought += [one.candidate for one in choose(of, search(of, 16), 16).advised.mix]
    assert bought.count("d") <= 1 and "e" not in bought  # of 12, at a level of 2.5 %
    assert bought.count("c") == 12


@pytest.mark.parametrize("repeats", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_values_told_hold_in_nine_of_ten_and_those_of_the_search_do_not(
    monkeypatch: pytest.MonkeyPatch, repeats: int
) -> None:
    """Twelve measures of equal effect and much noise: the best of the search are the luckiest."""
    monkeypatch.setattr(searching, "PROPOSED", (5, 3, 2))  # as many programs to solve as the test has time for
    held, lucky, bias, left = 0, 0, [], []
    for seed in range(repeats):
        made = MadeUp(dict.fromkeys("abcdefghijkl", 0.5), dict.fromkeys("abcdefghijkl", 100.0), noise=1.0, seed=seed)
        of = problem(made, 200.0)
        found = search(of, 8)
        advice = choose(of, found, 8)
        low, high = advice.interval
        held += low <= made.true(advice.advised.mix) <= high
        first = found.ranked(of, steps(8)[-1])[0]
        half = 2.365 * first.value.std(ddof=1) / np.sqrt(first.pairs)
        lucky += abs(first.mean - made.true(first.mix)) <= half
        bias.append(first.mean - made.true(first.mix))
        left.append(advice.advised.mean - made.true(advice.advised.mix))
    assert held >= 0.9 * repeats
    assert lucky < 0.9 * repeats, "the selection bias that the confirmation is there for"
    assert np.mean(bias) > 0.2, (held, lucky)
    assert abs(np.mean(left)) < 0.8 / np.sqrt(repeats), (np.mean(left), held)


def test_no_simulated_run_of_what_is_advised_is_over_the_budget() -> None:
    """By the plan a and c fit; in some runs they cost more than they were to."""
    for seed in range(20):
        made = MadeUp({"a": 2.0, "c": 1.0}, {"a": 300.0, "c": 90.0}, noise=0.1, seed=seed, cost_noise=0.03)
        of = problem(made, 400.0)
        advice = choose(of, search(of, 12), 12)
        of_it = [one for one in made.asked if one.mix == advice.advised.mix]
        assert all(one.cost.max() <= 400.0 for one in (*of_it, *advice.confirmed) if one.mix)
        over = [one.mix for one in made.asked if one.mix and one.cost.max() > 400.0]
        assert over
        assert advice.advised.mix not in over


def test_where_the_best_mixes_are_over_the_budget_in_other_runs_a_cheaper_one_is_advised() -> None:
    """Any three fit in most runs, and the search ends with those of three whose draws were lucky; two always fit."""
    keys = "abcdefgh"
    for seed in range(8):
        made = MadeUp(dict.fromkeys(keys, 1.0), dict.fromkeys(keys, 100.0), noise=0.1, seed=seed, cost_noise=0.03)
        of = problem(made, 310.0)
        found = search(of, 12)
        advice = choose(of, found, 12)
        assert len(found.ranked(of, 12)[0].mix) == 3
        assert len(advice.advised.mix) >= 2 and of.allowed(advice.advised)
        assert advice.advised in advice.among_best
        assert all(len(mix) == 3 and "more than the budget" in why for mix, why in advice.turned_down)


def test_what_helps_in_the_confirmation_is_not_passed_over_for_nothing() -> None:
    """The choice sees nothing in it and the confirmation does: it is confirmed once more, and advised."""

    class Late(MadeUp):
        def __call__(self, mixes: Sequence[Mix], pairs: int, family: int) -> list[Sample]:
            found = super().__call__(mixes, pairs, family)
            return [replace(one, value=0.0 * one.value) if family == CHOICE else one for one in found]

    of = problem(Late({"a": 1.0, "b": 0.0}, {"a": 10.0, "b": 10.0}, noise=0.1), 40.0)
    advice = choose(of, search(of, 12), 12)
    assert [one.candidate for one in advice.advised.mix] == ["a"]
    assert advice.family == CONFIRM + 1


def test_a_budget_in_all_may_be_spent_in_one_year() -> None:
    sample = Sample((), np.zeros(2), np.array([[60.0, 50.0], [90.0, 5.0]]))
    assert Budget(110.0, 2, in_all=True).holds(sample) and not Budget(109.0, 2, in_all=True).holds(sample)
    assert Budget(90.0, 2).holds(sample) and not Budget(89.0, 2).holds(sample)


def test_a_fixed_measure_is_in_every_mix_however_bad() -> None:
    of = problem(MadeUp(EFFECTS, COSTS, noise=0.1), 400.0, fixed=["e"])
    advice = choose(of, search(of, 12), 12)
    assert all("e" in {one.candidate for one in sample.mix} for sample in advice.confirmed)


def test_nothing_is_bought_where_nothing_helps() -> None:
    of = problem(MadeUp({"a": -1.0, "b": 0.0}, {"a": 10.0, "b": 10.0}, noise=0.0), 400.0)
    assert choose(of, search(of, 8), 8).advised.mix == ()


def test_larger_amounts_are_found() -> None:
    made = MadeUp({"a": 1.0, "b": 0.2}, {"a": 100.0, "b": 100.0}, noise=0.05)
    of = problem(made, 320.0, amounts=(1.0, 2.0, 3.0))
    assert choose(of, search(of, 8), 8).advised.mix == (Choice("a", 3.0, 0, 24, 0.0),)


def test_dominated_mixes_are_not_on_the_front() -> None:
    costs, gains = [0.0, 10.0, 10.0, 20.0, 30.0, 30.0], [0.0, 1.0, 0.5, 0.9, 2.0, 2.0]
    assert front(costs, [[one] for one in gains]) == [0, 1, 4]
    made = MadeUp(EFFECTS, COSTS, noise=0.05)
    of = problem(made, 700.0)
    points = [(one.total, one.mean) for one in choose(of, search(of, 12), 12).front]
    assert points == sorted(points) and all(a[1] < b[1] for a, b in itertools.pairwise(points))


def test_two_goals_keep_what_is_best_in_either() -> None:
    assert front([1.0, 1.0, 1.0], [[1.0, 0.0], [0.0, 1.0], [0.0, 0.5]]) == [0, 1]


def test_what_cannot_be_told_from_the_best_holds_the_best_nineteen_times_of_twenty() -> None:
    draws, kept = np.random.default_rng(1), 0
    for _ in range(400):
        values = draws.normal(size=(6, 10)) + draws.normal(size=10) + np.array([0.3, 0, 0, 0, 0, 0])[:, None]
        kept += against_the_best(list(values))[0].among_best
    assert kept >= 380
    clear = against_the_best([np.array([5.0, 5.1, 4.9, 5.0]), np.array([0.0, 0.1, 0.0, 0.1])])
    assert [one.among_best for one in clear] == [True, False] and clear[0].low == 0.0
    same = against_the_best([np.ones(4), np.ones(4), np.zeros(4)])
    assert [one.among_best for one in same] == [True, True, False]


def test_the_emulator_adds_up_and_knows_pairs() -> None:
    made = MadeUp(EFFECTS, COSTS, SUBSTITUTES, noise=0.0)
    of = problem(made, 400.0)
    usual = {key: ways[0] for key, ways in of.choices.items()}
    mixes = [(one,) for one in usual.values()] + [mix_of([usual["a"], usual["b"]])] * 1
    emulator = Emulator(made(mixes, 200, 0), usual)
    assert emulator.value(mix_of([usual["a"], usual["c"]])) == pytest.approx(3.0, abs=0.02)
    assert emulator.value(mix_of([usual["a"], usual["b"], usual["c"]])) == pytest.approx(3.3, abs=0.05)
    assert emulator.costs(mix_of([usual["a"], usual["c"]])) == pytest.approx([400.0, 400.0], rel=0.01)


def test_the_program_finds_the_best_mixes_in_order() -> None:
    """Against all mixes by the emulator: the first twelve within the budget, best first."""
    draws = np.random.default_rng(4)
    keys = "abcdefg"
    pairs = {(a, b): float(draws.normal()) for a in keys for b in keys if a < b}
    made = MadeUp(
        {key: float(draws.normal(1.0)) for key in keys},
        {key: float(draws.uniform(50, 200)) for key in keys},
        pairs,
        0.0,
    )
    of: Problem = problem(made, 400.0)
    usual = {key: ways[0] for key, ways in of.choices.items()}
    mixes = every_mix(of)
    emulator = Emulator(made([mix for mix in mixes if 0 < len(mix) <= 2], 50, 0), usual)
    fitting = [mix for mix in mixes if (emulator.costs(mix) <= 400.0).all()]
    wanted = sorted((emulator.value(mix) for mix in fitting), reverse=True)[:12]
    found = best_mixes(emulator, of.choices, of.budget, frozenset(), 12)
    assert [emulator.value(mix) for mix in found] == pytest.approx(wanted)
    assert len(set(found)) == 12
    assert best_mixes(emulator, of.choices, of.budget, frozenset(), 1, found[:1]) == found[1:2]
    dear = max(keys, key=lambda key: made.costs[key] - 100.0 * made.effects[key])
    assert all(
        dear in {one.candidate for one in mix}
        for mix in best_mixes(emulator, of.choices, of.budget, frozenset({dear}), 8)
    )
