"""Out of sample, and the two rivals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calibration.predicting import Guess, Half, rms
from calibration.rivals import constant, kind_of, logistic
from calibration.targets import load_targets

TARGETS = {one.key: one for one in load_targets()}


def test_the_constant_is_the_mean_of_the_same_family_type_where_there_is_one():
    men, women, denmark = (
        TARGETS[key] for key in ("norway_5y_single_men", "norway_5y_single_women", "denmark_stay_4y")
    )
    assert constant([men, women], denmark) == pytest.approx((men.value + women.value) / 2)
    assert constant([men, women], replace(men, value=0.1)) == men.value
    assert np.isnan(constant([men, women], TARGETS["denmark_men_0_3"])), "of work it has seen nothing"


def test_the_regression_learns_that_men_work_more_and_more_with_the_years():
    seen = [TARGETS[key] for key in TARGETS if key.startswith("denmark_") and kind_of(TARGETS[key]) == "employed"]
    men, women = (logistic(seen, TARGETS[f"sweden_2000_{sex}_5y"]) for sex in ("men", "women"))
    assert men > women + 0.1
    assert logistic(seen, TARGETS["sweden_all_10y"]) > logistic(seen, TARGETS["sweden_2000_1y"]) + 0.1


def test_numbers_of_ties_and_differences_have_no_rival():
    assert kind_of(TARGETS["close_friends_locals"]) == kind_of(TARGETS["norway_work_men_less_women"]) == ""
    assert kind_of(TARGETS["sweden_locals"]) == "employed of locals" != kind_of(TARGETS["sweden_men_0_9"])


def test_errors_are_in_standard_deviations_over_figures_that_all_predict():
    nothing = float("nan")
    guesses = (
        Guess("a", "work", 0.5, 0.1, 0.6, 0.5, 0.7, 0.8, 0.5),
        Guess("b", "work", 0.5, 0.1, 0.2, 0.1, 0.3, nothing, nothing),
    )
    half = Half(("norway",), guesses)
    assert half.error("model") == pytest.approx(1.0) and half.error("constant") == pytest.approx(3.0)
    assert half.error("logistic") == 0.0 and np.isnan(rms([half], "model", "stays"))
