"""Partial pooling and the assignment: known answers."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from bygd.settle.estimating import means_of, of_households, pooled
from bygd.settle.fairness import by_estimate
from bygd.settle.matching import NoMatching, matching


def drawn(
    kinds: int, places: int, of_place: float, together: float, each: int, seed: int = 1
) -> tuple[np.ndarray, ...]:
    """True means, and means of ``each`` households of 0 or 1 by kind and place."""
    draws = np.random.default_rng(seed)
    true = 0.5 + of_place * draws.normal(size=(1, places)) + together * draws.normal(size=(kinds, places))
    true = np.clip(true, 0.05, 0.95)
    return true, draws.binomial(each, true) / each


def test_where_nothing_differs_estimates_do_not() -> None:
    true, means = drawn(12, 5, 0.0, 0.0, 8)
    found = pooled(means, np.full(means.shape, 8), 0.25)
    assert np.ptp(means) > 0.5 and np.ptp(found.mean) < 0.12 and found.together < 0.05
    best = means.argmax(axis=1)
    raw, shrunk = (np.mean([table[k, p] for k, p in enumerate(best)]) for table in (means, found.mean))
    assert raw > 0.65 and shrunk < 0.56, "the best of five means is the luckiest; pooled it is nearly what it is"
    assert np.abs(true - 0.5).max() == 0.0


def test_what_differs_is_found_and_few_households_are_believed_less() -> None:
    true, means = drawn(30, 6, 0.1, 0.12, 40)
    counts = np.full(means.shape, 40)
    found = pooled(means, counts, 0.22)
    assert found.together == pytest.approx(0.12, abs=0.03) and found.places == pytest.approx(0.1, abs=0.06)
    assert np.abs(found.mean - true).mean() < np.abs(means - true).mean()
    counts[0, 0], means[0, 0] = 1, 1.0
    few = pooled(means, counts, 0.22)
    usual = few.mean[1:, 0].mean()
    assert abs(few.mean[0, 0] - usual) < 0.35 * abs(1.0 - usual)
    counts[0, 0] = 0
    assert abs(pooled(means, counts, 0.22).mean[0, 0] - true[0, 0]) < 0.3, "of none, what kind and place have in common"
    with pytest.raises(ValueError, match="no household"):
        pooled(means, np.zeros(means.shape), 0.2)


def test_households_are_the_units() -> None:
    household = np.array([7, 3, 7, 9])
    kind, works = of_households(household, np.array([1, 0, 1, 0]), np.array([1, 0, 0, 1]))
    assert kind.tolist() == [1.0, 0.0, 0.0] and works.tolist() == [0.5, 0.0, 1.0]
    means, counts, spread = means_of(kind.astype(int), np.zeros(3, int), works, (2, 1))
    assert counts.tolist() == [[2.0], [1.0]] and means.tolist() == [[0.5], [0.5]] and spread == pytest.approx(0.5)


def test_the_assignment_is_the_best_there_is() -> None:
    """One household of each kind, one room in each place: against all permutations, and the assignment problem."""
    draws = np.random.default_rng(3)
    for _ in range(20):
        value = draws.uniform(size=(5, 5))
        ones = np.ones(5)
        found = matching(value, ones, ones, np.full((5, 5), 0.2), ones, worth=0.0)
        best = max(sum(value[k, p] for k, p in enumerate(order)) for order in itertools.permutations(range(5)))
        assert found.value == pytest.approx(best) and found.today == pytest.approx(value.mean() * 5)
        rows, columns = linear_sum_assignment(value, maximize=True)
        assert np.allclose(found.households[rows, columns], 1.0)


def test_quotas_of_people_hold_and_large_households_count_as_many() -> None:
    draws = np.random.default_rng(5)
    value, adults, sizes = draws.uniform(size=(6, 3)), np.array([1, 1, 2, 2, 1, 1.0]), np.array([1, 1, 2, 4.2, 3.2, 1])
    today = draws.uniform(1, 5, size=(6, 3))
    quotas = sizes @ today
    found = matching(value, adults, sizes, today, quotas)
    assert sizes @ found.households == pytest.approx(quotas) and found.value > found.today
    assert found.households.sum(axis=1) == pytest.approx(today.sum(axis=1)) and (found.households >= 0).all()
    shifted = quotas + np.array([3.0, -3.0, 0.0])
    assert sizes @ matching(value, adults, sizes, today, shifted).households == pytest.approx(shifted)
    with pytest.raises(NoMatching):
        matching(value, adults, sizes, today, quotas + np.array([1e3, 0.0, 0.0]))


def test_nobody_is_sent_elsewhere_for_next_to_nothing() -> None:
    value = np.array([[0.5, 0.505], [0.5, 0.5]])
    today, ones = np.ones((2, 2)), np.ones(2)
    assert matching(value, ones, ones, today, today.sum(axis=0)).households == pytest.approx(today)
    moved = matching(value + np.array([[0.0, 0.1], [0.0, 0.0]]), ones, ones, today, today.sum(axis=0))
    assert moved.households == pytest.approx(np.array([[0.0, 2.0], [2.0, 0.0]]))


def test_no_kind_does_worse_where_that_is_asked_for() -> None:
    value = np.array([[0.2, 0.9], [0.4, 0.6]])
    today, ones = np.ones((2, 2)), np.ones(2)
    free, fair = (matching(value, ones, ones, today, today.sum(axis=0), fair=one) for one in (False, True))
    before = (value * today).sum(axis=1)
    assert ((value * free.households).sum(axis=1) < before - 0.1).any()
    assert ((value * fair.households).sum(axis=1) >= before - 1e-6).all() and fair.value < free.value


def test_shares_of_the_assignment() -> None:
    value, today = np.array([[0.2, 0.8], [0.5, 0.5]]), np.array([[2.0, 2.0], [2.0, 2.0]])
    found = by_estimate(value, today, np.array([[1.0, 3.0], [3.0, 1.0]]))
    assert (found.moved, found.lower, found.envy, found.envy_today) == (2 / 8, 1 / 8, 1 / 8, 2 / 8)
    alone = by_estimate(np.array([[0.2, 0.8]]), np.array([[1.0, 1.0]]), np.array([[2.0, 0.0]]))
    assert alone.envy == 0.0 and alone.lower == 1.0, "nobody of the kind is sent where it does better"
