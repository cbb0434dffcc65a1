"""Means and intervals over replicates."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.outcomes.intervals import band, t_quantile


def test_mean_and_interval_of_the_mean_are_students():
    found = band(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    assert found.mean == 3.0
    # standard error sqrt(2.5 / 5) = 0.70711, t(0.975, 4) = 2.776
    assert found.mean_low == pytest.approx(3.0 - 2.776 * 0.7071068, abs=1e-6)
    assert found.low == pytest.approx(1.1) and found.high == pytest.approx(4.9)


def test_quantiles_are_those_of_numpy():
    values = np.random.default_rng(1).normal(size=(57, 4))
    found = band(values)
    assert found.low == pytest.approx(np.quantile(values, 0.025, axis=0))
    assert found.high == pytest.approx(np.quantile(values, 0.975, axis=0))


def test_one_replicate_has_no_interval():
    found = band(np.array([[0.4, 0.5]]))
    assert not found.interval
    assert np.isnan(found.low).all() and np.isnan(found.mean_high).all()
    assert found.mean.tolist() == [0.4, 0.5]


def test_what_was_not_measured_does_not_count():
    found = band(np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, 7.0]]))
    assert found.mean.tolist() == [2.0, 7.0]
    assert np.isnan(found.low[1]) and not np.isnan(found.low[0])


def test_t_quantile_beyond_the_table():
    assert t_quantile(40) == pytest.approx(2.021, abs=1e-3)
    assert t_quantile(120) == pytest.approx(1.980, abs=1e-3)
    assert np.isnan(t_quantile(0))
