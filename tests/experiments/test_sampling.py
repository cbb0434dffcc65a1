"""Points of designs beyond the grid: what every method promises, and numbers as the file asks."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from experiments.designs import load_design

BASE = """\
title: A hamlet
months: 24
places: {hamlet: {population: 200}}
"""
FACTORS = """\
  factors:
    hours: {path: meeting.free_hours, range: [30, 70]}
    half_life: {path: ties.half_life_months, range: [2, 32], scale: log}
    encounters: {path: meeting.club_encounters, range: [1, 6]}
"""
POLICY = "    fees: {levels: {none: null, all: {clubs.fee_support_newcomers: 1.0}}}\n"
METHODS = {
    "latin-hypercube": "points: 10",
    "sobol": "points: 16",
    "halton": "points: 11",
    "morris": "points: 4",
    "sobol-indices": "points: 8",
    "one-at-a-time": "steps: 4",
}


@pytest.fixture
def load(tmp_path):
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")

    def loaded(method, settings="", factors=FACTORS, *, seed=None, settings_of_base=None):
        path = tmp_path / "design.yaml"
        path.write_text(
            f"design:\n  base: hamlet.yaml\n  outcomes: [employed]\n  method: {method}\n"
            f"  {settings or METHODS.get(method, 'seed: 1')}\n{factors}",
            encoding="utf-8",
        )
        return load_design(path, seed=seed, settings=settings_of_base)

    return loaded


@pytest.mark.parametrize("method", METHODS)
def test_points_stay_in_their_ranges_and_the_scenarios_have_their_values(load, method):
    design = load(method)
    assert design.bounds.tolist() == [[30, 70], [2, 32], [1, 6]]
    assert (design.sample >= design.bounds[:, 0]).all() and (design.sample <= design.bounds[:, 1]).all()
    assert design.sampled == ("hours", "half_life", "encounters") and design.levels == {}
    assert len(design.points) == len(design.sample)
    for row, point in zip(design.sample, design.points, strict=True):
        scenario = design.scenario(point)
        meeting = scenario.meeting
        found = (meeting.free_hours, scenario.ties.half_life_months, meeting.club_encounters)
        assert found == (row[0], row[1], math.floor(row[2] + 0.5)) == point.values


@pytest.mark.parametrize("method", METHODS)
def test_the_scale_of_the_sample_is_the_one_of_the_problem(load, method):
    design = load(method)
    assert design.problem["names"] == ["hours", "half_life", "encounters"]
    low, high = np.array(design.problem["bounds"]).T
    assert low == pytest.approx([30, math.log10(2), 1]) and high == pytest.approx([70, math.log10(32), 6])
    assert (design.scaled >= low).all() and (design.scaled <= high).all()
    assert design.scaled[:, 1] == pytest.approx(np.log10(design.sample[:, 1]))


@pytest.mark.parametrize("method", METHODS)
def test_the_seed_of_the_design_decides_the_points(load, method):
    first, again, other = load(method, seed=5), load(method, seed=5), load(method, seed=6)
    assert first.points == again.points
    if method != "one-at-a-time":
        assert first.points != other.points


def test_points_are_the_same_on_every_machine(load):
    """Frozen: a change of these numbers changes every published sweep."""
    found = load("latin-hypercube", "points: 3", seed=1).sample
    assert found.tolist() == [
        [47.3462060342, 4.28972740012, 1.591469113],
        [65.7306348453, 29.259877737, 2.97903618549],
        [41.3200060409, 5.81935144656, 5.21331044789],
    ]


@pytest.mark.parametrize("points", [7, 20])
def test_a_latin_hypercube_has_one_point_in_each_stratum_of_each_factor(load, points):
    design = load("latin-hypercube", f"points: {points}")
    low, high = np.array(design.problem["bounds"]).T
    strata = np.floor((design.scaled - low) / (high - low) * points).astype(int)
    for column in strata.T:
        assert sorted(column) == list(range(points))


def test_sobol_points_fill_every_half_and_quarter_evenly(load):
    design = load("sobol", "points: 32")
    low, high = np.array(design.problem["bounds"]).T
    quarters = np.floor((design.scaled - low) / (high - low) * 4).astype(int)
    for column in quarters.T:
        assert np.bincount(column).tolist() == [8, 8, 8, 8]


def test_logarithmic_factors_are_uniform_in_the_logarithm(load):
    design = load("latin-hypercube", "points: 200")
    below = {
        key: (design.sample[:, place] <= middle).mean()
        for place, (key, middle) in enumerate({"hours": 50, "half_life": 8}.items())
    }
    assert below == {"hours": 0.5, "half_life": 0.5}  # 8 is the geometric mean of 2 and 32


def test_morris_moves_one_factor_at_a_time_by_one_step(load):
    design = load("morris", "points: 5")
    low, high = np.array(design.problem["bounds"]).T
    unit = (design.scaled - low) / (high - low)
    assert len(unit) == 5 * 4
    for trajectory in unit.reshape(5, 4, 3):
        moved = np.abs(np.diff(trajectory, axis=0)) > 1e-9
        assert moved.sum(axis=1).tolist() == [1, 1, 1] and moved.sum(axis=0).tolist() == [1, 1, 1]
        assert np.abs(np.diff(trajectory, axis=0)).sum() == pytest.approx(3 * 2 / 3)  # four values: Δ = 2/3
        assert np.allclose(trajectory * 3, np.round(trajectory * 3), atol=1e-6)


@pytest.mark.parametrize(("settings", "size"), [("points: 8", 8 * 5), ("points: 8\n  second_order: true", 8 * 8)])
def test_samples_for_sobol_indices_swap_one_column_at_a_time(load, settings, size):
    design = load("sobol-indices", settings)
    assert len(design.sample) == size
    block = design.sample.reshape(8, -1, 3)
    for place in range(3):
        differs = block[:, 0] != block[:, 1 + place]  # A, and A with one column of B
        assert differs.any(axis=0).tolist() == [place == column for column in range(3)]


def test_one_at_a_time_is_the_base_first_then_each_factor_alone(load):
    design = load("one-at-a-time", "replicates: 2")
    meeting = design.base.meeting
    base = [meeting.free_hours, design.base.ties.half_life_months, meeting.club_encounters]
    assert design.sample[0].tolist() == base and len(design.points) == 1 + 3 * 2
    assert design.scenario(design.points[0]).digest() == design.base.digest()
    assert [(design.sample[row] != base).tolist() for row in range(1, 7)] == [[True, False, False]] * 2 + [
        [False, True, False]
    ] * 2 + [[False, False, True]] * 2
    assert design.sample[[1, 2], 0].tolist() == [30, 70] and design.sample[[5, 6], 2].tolist() == [1, 6]


def test_one_at_a_time_takes_as_many_values_as_asked_on_the_scale_of_the_factor(load):
    design = load("one-at-a-time", "steps: 5")
    assert design.sample[6:11, 1].tolist() == [2, 4, 8, 16, 32]


@pytest.mark.parametrize("method", METHODS)
def test_levels_are_crossed_with_every_row(load, method):
    design = load(method, factors=FACTORS.replace("    half_life", POLICY + "    half_life"))
    plain = load(method)
    assert design.sample.tolist() == plain.sample.tolist()
    assert (design.levels, design.shape) == ({"fees": ("none", "all")}, (2,))
    assert [point.values[1] for point in design.points] == ["none", "all"] * len(plain.points)
    for point, (one, _) in zip(design.points, itertools.product(plain.points, range(2)), strict=True):
        assert point.values[0] == one.values[0] and point.values[2:] == one.values[1:]
        assert design.scenario(point).clubs.fee_support_newcomers == (point.values[1] == "all")


def test_a_range_in_a_grid_becomes_levels_named_by_their_numbers(load):
    design = load("grid", "steps: 5", FACTORS + POLICY)
    assert design.levels == {
        "hours": ("30", "40", "50", "60", "70"),
        "half_life": ("2", "4", "8", "16", "32"),
        "encounters": ("1", "2", "4", "5", "6"),
        "fees": ("none", "all"),
    }
    assert design.sampled == () and design.shape == (5, 5, 5, 2) and len(design.points) == 250
    assert design.points[-1].values == ("70", "32", "6", "all")
    assert design.scenario(design.points[-1]).ties.half_life_months == 32


def test_a_whole_number_gets_only_as_many_levels_as_there_are_numbers(load):
    design = load("grid", "steps: 9", "  factors: {n: {path: meeting.club_encounters, range: [1, 3]}}")
    assert design.levels == {"n": ("1", "2", "3")}


def test_whole_numbers_are_given_as_such_and_rounded_to_the_nearest(load):
    design = load("sobol", "points: 64")
    given = [point.changes["meeting.club_encounters"] for point in design.points]
    assert all(type(value) is int for value in given) and set(given) == {1, 2, 3, 4, 5, 6}
    assert given == [math.floor(value + 0.5) for value in design.sample[:, 2]]


def test_around_is_a_share_of_the_base_s_value_as_far_as_the_field_allows(load):
    factors = """\
  factors:
    hours: {path: meeting.free_hours, around: 0.3}
    openness: {path: coordination.openness, around: 0.5}
    welcome: {path: places.hamlet.attitude, around: 0.2}
"""
    design = load("halton", "points: 5\n  seed: 3", factors, settings_of_base={"meeting.free_hours": 50})
    assert design.bounds.tolist() == [[35, 65], [0.35, 1], [0.12, 0.18]]


def test_around_is_taken_of_the_base_as_the_command_changed_it(load):
    factors = "  factors: {welcome: {path: places.hamlet.attitude, around: 0.2}}\n"
    path_and_value = {"places.hamlet.attitude": -0.5}
    design = load("halton", "points: 5", factors, settings_of_base=path_and_value)
    assert design.bounds.tolist() == [[-0.6, -0.4]]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("places.hamlet.population", [100, 300]),
        ("leaving.family.1", [1.0, 2.0]),
        ("clubs.sport.fee", [0, 300]),
        ("programmes.friends.hours", [1, 9]),
    ],
)
def test_any_number_of_the_scenario_is_a_factor(load, tmp_path, path, value):
    (tmp_path / "hamlet.yaml").write_text(
        BASE + "funding: {line: {permanent: true}}\n"
        "programmes: {friends: {funding: [line], form: mentor, hours: 4, months: 6}}\n",
        encoding="utf-8",
    )
    design = load("halton", "points: 3", f"  factors: {{one: {{path: {path}, range: {value}}}}}")
    found = [design.scenario(point).canonical() for point in design.points]
    assert len({str(one) for one in found}) == 3


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("meeting.free_hours", "Free hours (meeting)"),
        ("clubs.sport.fee", "Fee (sport)"),
        ("leaving.family.1", "Family 2 (leaving)"),
    ],
)
def test_a_factor_without_a_label_is_called_by_its_path(load, path, label):
    design = load("halton", "points: 2", f"  factors: {{one: {{path: {path}, range: [1, 2]}}}}")
    assert design.label("one") == label


def test_a_sweep_that_comes_with_the_program_is_well_formed():
    from sim.scenario.inheritance import packaged_scenarios

    folder = packaged_scenarios().parent / "experiments"
    screening = load_design(folder / "sensitivity.yaml")
    assert len(screening.sampled) >= 20 and screening.months == 120 and screening.method == "morris"
    assert 900 <= screening.runs <= 1100
    assert all(one.base is not None and one.low <= one.base <= one.high for one in screening.ranges.values())
    futures = load_design(folder / "futures.yaml")
    assert futures.levels == {"policy": ("none", "coordinator", "mentors", "both")}
    assert len(futures.points) == 64 and len(futures.sampled) == 8
