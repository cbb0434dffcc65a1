"""What is ruled out, and what is left of the space."""

from __future__ import annotations

import numpy as np
import pytest
import toys

from calibration.implausibility import Rule, as_one, implausibility, nth_largest, of_group
from calibration.plausible_space import Region, Sampled, first_points, many, narrowed, spread_out, walked, whole


class Fixed:
    """An emulator that is always as sure."""

    def __init__(self, function, variance=0.0, chance=0.0):
        self.function, self.variance, self.chance = function, variance, chance

    def predict(self, unit):
        return self.function(unit), np.full(len(unit), self.variance)


def test_implausibility_is_the_distance_in_all_errors_together():
    target = toys.Aim("a", 1.0, "north", observation=0.3, discrepancy=0.4)
    emulator = Fixed(lambda unit: np.zeros(len(unit)), variance=1.0, chance=0.44)
    assert implausibility(target, emulator, np.zeros((1, 2)))[0] == pytest.approx(
        1.0 / np.sqrt(1.0 + 0.09 + 0.16 + 0.44)
    )


def together(key, value):
    return toys.Aim(key, value, "north", observation=0.1, discrepancy=0.0, shared=(("cohort", 0.3),))


def test_targets_that_err_together_are_asked_together():
    """A miss that they share is one miss; that one lies above and the other below is more than two."""
    emulators = {key: Fixed(lambda unit: np.zeros(len(unit))) for key in "ab"}
    unit = np.zeros((1, 2))
    same = of_group([together("a", 0.5), together("b", 0.5)], emulators, unit)[0]
    apart = of_group([together("a", 0.5), together("b", -0.5)], emulators, unit)[0]
    alone = implausibility(together("a", 0.5), emulators["a"], unit)[0]
    assert same < alone < apart
    assert apart == pytest.approx(as_one(np.array([2 * 0.25 / 0.01]), 2)[0])


def test_a_distance_in_many_targets_is_brought_to_the_scale_of_one():
    assert as_one(np.array([9.0]), 1) == pytest.approx([3.0])
    assert as_one(np.array([11.829]), 2) == pytest.approx([3.0], abs=0.001), "chi-squared with two degrees at 0.27 %"
    assert as_one(np.array([1e9]), 2)[0] == 38.0 and as_one(np.array([0.0]), 5)[0] == 0.0


def test_forgiving_one_target_lets_the_second_largest_decide():
    values = np.array([[1.0, 9.0], [5.0, 2.0], [4.0, 3.0]])
    assert nth_largest(values, 1).tolist() == [5.0, 9.0]
    assert nth_largest(values, 2).tolist() == [4.0, 3.0]
    assert nth_largest(values[:1], 2).tolist() == [0.0, 0.0]


def test_a_target_without_emulator_rules_nothing_out():
    rule = Rule(toys.aims(), {}, 3.0, 0)
    assert rule.holds(np.random.default_rng(1).random((9, 4))).all()


@pytest.mark.parametrize("forgiven", [0, 1, 2])
def test_a_point_ruled_out_is_not_asked_about_further_targets(forgiven):
    asked = []

    def column(place):
        def function(unit):
            asked.append(len(unit))
            return unit[:, place]

        return Fixed(function)

    targets = [toys.Aim(key, 0.0, "north", observation=0.2, discrepancy=0.0) for key in "abcd"]
    rule = Rule(targets, {target.key: column(place) for place, target in enumerate(targets)}, 3.0, forgiven)
    unit = np.random.default_rng(2).random((400, 4))
    found = rule.holds(unit)
    assert asked[0] == 400 and asked[-1] < 400
    assert found.tolist() == (rule.implausibility(unit) <= 3.0).tolist()
    assert 0 < found.sum() < 400


def within(radius, parameters):
    """A rule that leaves a ball in the middle."""
    target = toys.Aim("r", 0.0, "north", observation=radius, discrepancy=0.0)
    return Rule([target], {"r": Fixed(lambda unit: np.sqrt(((unit - 0.5) ** 2).sum(axis=1)))}, 1.0, 0)


@pytest.mark.parametrize(("radius", "volume"), [(0.4, 4 / 3 * np.pi * 0.4**3), (0.08, 4 / 3 * np.pi * 0.08**3)])
def test_the_volume_left_is_measured(radius, volume):
    found = whole(3, 2000, 1)
    if radius < 0.1:  # too small for rejection: in two steps
        found = narrowed(found, within(0.25, 3), 2000, 1)
    found = narrowed(found, within(radius, 3), 2000, 1)
    assert found.volume == pytest.approx(volume, rel=0.15 if radius > 0.1 else 0.4)
    assert len(found.unit) == 2000 and found.region.holds(found.unit).all()


def test_walking_spreads_points_evenly_over_a_small_region():
    region = Region(3).within(within(0.05, 3))
    starts = np.array([[0.5, 0.5, 0.5], [0.52, 0.5, 0.5]])
    unit = walked(region, starts, 2000, np.random.default_rng(2), 40)
    distance = np.sqrt(((unit - 0.5) ** 2).sum(axis=1)) / 0.05
    assert np.mean(distance**3 <= 0.5) == pytest.approx(0.5, abs=0.05), "half of a ball's volume lies within 0.79"
    assert np.abs(unit.mean(axis=0) - 0.5).max() < 0.004
    more = many(Sampled(region, 5e-4, unit), 5000, 1)
    assert len(more) == 5000 and region.holds(more).all()


def test_nothing_left_is_said():
    rule = Rule([toys.Aim("r", 99.0, "north")], {"r": Fixed(lambda unit: np.zeros(len(unit)))}, 3.0, 0)
    found = narrowed(whole(2, 100, 1), rule, 100, 1)
    assert found.volume == 0.0 and found.unit.shape == (0, 2)


def test_points_of_a_wave_keep_their_distance():
    sample = np.random.default_rng(1).random((500, 2))

    def nearest(points):
        from scipy.spatial.distance import pdist

        return pdist(points).min()

    chosen = spread_out(sample, 30, 1)
    alone = [nearest(sample[np.random.default_rng(k).choice(500, 30, replace=False)]) for k in range(20)]
    assert nearest(chosen) > np.median(alone)
    assert spread_out(sample[:10], 30, 1).shape == (10, 2)


def test_the_first_wave_is_a_latin_hypercube():
    points = first_points(4, 25, 7)
    assert all(sorted((points[:, place] * 25).astype(int).tolist()) == list(range(25)) for place in range(4))
