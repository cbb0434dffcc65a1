"""Parameters that differ between countries: drawn towards what these have in common."""

from __future__ import annotations

import numpy as np
import pytest
import toys

from calibration.space import View

COUNTRIES = toys.TEXT.replace(
    "  parameters:", "  countries: {north: norway, south: sweden}\n  pooling: 0.8\n  parameters:"
).replace("path: work.accept,", "path: work.accept, varies: true,")


@pytest.fixture(scope="module")
def space():
    return toys.plan(COUNTRIES).space


def test_a_parameter_that_varies_has_a_coordinate_a_country_and_one_for_how_far_they_lie_apart(space):
    assert space.keys == ["hours", "half_life", "accept", "idle", "accept@norway", "accept@sweden", "pooling"]
    assert toys.plan().space.keys == ["hours", "half_life", "accept", "idle"], "without countries nothing varies"


def test_points_come_back_from_their_own_units(space):
    unit = np.random.default_rng(1).uniform(0.05, 0.95, (200, len(space)))
    assert space.to_unit(space.from_unit(unit)) == pytest.approx(unit, abs=1e-6)


def test_countries_agree_where_nothing_lies_between_them_and_differ_where_it_does(space):
    unit = np.full((1, len(space)), 0.5)
    unit[0, 4], unit[0, 5] = 0.9, 0.1
    unit[0, -1] = 0.0
    assert space.seen(unit, "norway") == pytest.approx(space.seen(unit, "sweden"))
    unit[0, -1] = 1.0
    norway, sweden = (space.seen(unit, land)[0] for land in ("norway", "sweden"))
    assert norway[2] > 0.7 > 0.3 > sweden[2] and norway[[0, 1, 3]] == pytest.approx(sweden[[0, 1, 3]])
    assert space.seen(unit, "finland")[0, 2] == 0.5, "of a country that is not known: what all have in common"


def test_a_town_is_given_its_countrys_own_value(space):
    unit = np.full((1, len(space)), 0.5)
    unit[0, 4], unit[0, -1] = 0.9, 1.0
    values = space.from_unit(unit)[0]
    assert space.changes(values, "norway")["work.accept"] == pytest.approx(values[4])
    assert space.changes(values, "norway")["work.accept"] > space.changes(values)["work.accept"]
    assert set(space.changes(values)) == {one.path for one in space.parameters}


def test_how_far_countries_lie_apart_is_seen_in_the_prior(space):
    unit = np.random.default_rng(2).random((4000, len(space)))
    unit[:, -1] = 0.25
    told = space.told_unit(unit)
    near = np.corrcoef(told[:, 2], told[:, 4])[0, 1]
    unit[:, -1] = 1.0
    told = space.told_unit(unit)
    assert near > 0.95 > np.corrcoef(told[:, 2], told[:, 4])[0, 1] > 0.6


def test_an_emulator_is_asked_at_what_holds_in_its_country(space):
    unit = np.random.default_rng(3).random((5, len(space)))
    assert View(space, "sweden")(unit).tolist() == space.seen(unit, "sweden").tolist()
