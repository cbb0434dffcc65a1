"""Emulators: near on what is smooth, honest about what is not."""

from __future__ import annotations

import numpy as np
import pytest

from calibration.emulator import conditioned, fit
from calibration.plausible_space import first_points


def smooth(unit):
    return np.sin(3 * unit[:, 0]) + unit[:, 1] ** 2 - 0.5 * unit[:, 2]


@pytest.fixture(scope="module")
def points():
    return first_points(3, 60, 1)


@pytest.fixture(scope="module")
def emulator(points):
    rng = np.random.default_rng(3)
    return fit("smooth", points, smooth(points) + rng.normal(0, 0.05, 60), np.full(60, 0.05**2), seed=1)


def test_a_smooth_function_is_emulated_within_the_error_it_claims(emulator):
    unit = np.random.default_rng(4).random((2000, 3))
    mean, variance = emulator.predict(unit)
    assert np.corrcoef(mean, smooth(unit))[0, 1] ** 2 > 0.98
    within = np.mean(np.abs(mean - smooth(unit)) <= 2 * np.sqrt(variance))
    assert 0.85 <= within <= 1.0
    assert np.sqrt(variance.mean()) < 0.1, "a variance that hides everything is worth nothing"


def test_a_smooth_function_passes_the_check(emulator):
    assert emulator.check.passed and emulator.check.reason == ""
    assert emulator.check.explained > 0.95


def test_noise_fails_the_check_and_says_why(points):
    found = fit("noise", points, np.random.default_rng(5).normal(size=60), np.ones(60), seed=1)
    assert not found.check.passed
    assert "of the variance between points" in found.check.reason


def test_leaving_out_in_closed_form_is_leaving_out(emulator):
    """Each point's own prediction, made without it, by fitting without it (length scales kept)."""
    for place in (0, 17, 59):
        away = np.arange(60) == place
        rest = (emulator.unit[~away], emulator.values[~away], emulator.chance, emulator.lengths, emulator.signal)
        without = conditioned(emulator.key, *rest, emulator.noise[~away], emulator.linear)
        mean, variance = without.predict(emulator.unit[away])
        assert mean[0] == pytest.approx(emulator.check.predicted[place], abs=1e-8)
        error = (emulator.values[place] - mean[0]) / np.sqrt(variance[0] + emulator.noise[place])
        assert error == pytest.approx(emulator.check.errors[place], rel=1e-4)


def test_far_from_all_points_the_emulator_is_less_sure(points):
    near = points[np.all(points < 0.6, axis=1)]
    found = fit("part", near, np.sin(6 * near[:, 0]), None, seed=1)
    _, variance = found.predict(np.array([[0.3, 0.3, 0.3], [1.0, 0.3, 0.3]]))
    assert variance[1] > 4 * variance[0]


def test_the_same_runs_give_the_same_emulator(points, emulator):
    rng = np.random.default_rng(3)
    again = fit("smooth", points, smooth(points) + rng.normal(0, 0.05, 60), np.full(60, 0.05**2), seed=1)
    assert again.predict(points)[0].tobytes() == emulator.predict(points)[0].tobytes()


def test_few_points_have_a_constant_mean_and_too_few_none():
    unit = first_points(6, 8, 1)
    assert not fit("few", unit, unit[:, 0]).linear
    with pytest.raises(ValueError, match="too few"):
        fit("few", unit[:3], unit[:3, 0])
