"""Waves over a toy model: they keep the truth, they shrink, and nothing disturbs them."""

from __future__ import annotations

import hashlib
import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import toys
import yaml

import calibration.fitting
import calibration.report
import calibration.waves
from calibration.calibrating import calibrate
from calibration.running import AllRunsFailed, Workers, averaged
from calibration.waves import waves_of
from experiments.commands.identity import AnotherResult
from experiments.commands.store import Store

SMALL = toys.TEXT.replace("points: 40, later: 24, most: 3, sample: 400", "points: 14, later: 8, most: 2, sample: 150")
SMALL = SMALL.replace("simulations: 6000", "simulations: 1500").replace("replicates: 3", "replicates: 2")


def results(folder: Path) -> dict[str, str]:
    """What a calibration found, by file."""
    names = ["posterior.parquet", "posterior.csv", "posterior.yaml", "waves.csv", "emulators.csv", "targets.csv"]
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch):
    """The page is looked at once, of the calibration that all tests share."""
    monkeypatch.setattr(calibration.report, "report_of", lambda *words: ("", []))


@pytest.fixture(scope="module")
def small():
    return toys.plan(SMALL)


@pytest.fixture(scope="module")
def at_once(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "out"
    toys.calibrated(small, folder)
    return folder


def test_every_wave_keeps_the_truth_and_leaves_less(made, plan):
    truth = plan.space.to_unit(np.array([[*toys.TRUTH.values(), 0.7]]))
    volumes = [1.0, *(wave.after.volume for wave in made.fit.waves)]
    assert len(made.fit.waves) >= 2
    assert all(after <= before for before, after in itertools.pairwise(volumes))
    assert volumes[-1] < 0.02
    for wave in made.fit.waves:
        assert wave.after.region.holds(truth).all()
        assert wave.after.region.holds(wave.after.unit).all()


def test_later_points_lie_in_what_was_left(made):
    for before, wave in itertools.pairwise(made.fit.waves):
        assert before.after.region.holds(wave.runs.unit).mean() > 0.9  # twelve digits move some at the edge


def test_the_waves_end_when_the_region_stops_shrinking(tmp_path):
    found = waves_of(
        toys.plan(SMALL.replace("lenient: 1", "lenient: 1, shrink: 0.001")), tmp_path, Workers(0, None, toys.simulate)
    )
    assert len(found) == 1


def test_a_target_that_is_only_noise_is_left_out_and_named(tmp_path, monkeypatch):
    exact, plan = toys.exact, toys.plan(SMALL)
    monkeypatch.setattr(toys, "exact", lambda *point: exact(*point) | {"both": 0.0})
    (wave, *_) = waves_of(plan, tmp_path, Workers(0, None, toys.simulate))
    assert "both" not in wave.rule.emulators and "variance" in wave.refused["both"]


def test_where_no_target_can_be_used_nothing_is_ruled_out(tmp_path, monkeypatch):
    plan = toys.plan(SMALL.replace("lenient: 1", "lenient: 1, forgiven: 1"))
    assert plan.settings.waves.forgiven == 1
    refused = {target.key: "the same at all points" for target in plan.targets}
    monkeypatch.setattr(calibration.waves, "emulated", lambda *given: ({}, refused))
    (wave, *_) = waves_of(plan, tmp_path, Workers(0, None, toys.simulate))
    assert wave.rule.emulators == {} and wave.rule.forgiven == 0 and wave.note == ""
    assert len(wave.after.unit) == len(wave.before.unit)


def test_targets_beyond_the_model_end_in_a_note_and_not_in_nothing(tmp_path):
    plan = toys.plan(SMALL, toys.aims(friends=9.0, work=-9.0))
    found = waves_of(plan, tmp_path, Workers(0, None, toys.simulate))
    assert found[0].rule.cutoff > plan.settings.waves.cutoff and "the cutoff was raised from 3 to" in found[0].note
    assert found[0].rule.forgiven == 1, "no more than planned"
    assert len(found[0].after.unit)


@pytest.mark.slow
def test_two_workers_find_the_same_bytes(small, at_once, tmp_path):
    toys.calibrated(small, tmp_path / "two", jobs=2)
    assert results(tmp_path / "two") == results(at_once)


def test_a_calibration_that_was_stopped_goes_on_to_the_same_bytes(small, at_once, tmp_path):
    class Enough(Exception):
        pass

    for most in (20, 25):

        def bar(stage, todo, done, each, most=most):
            def show(tally):
                if each == "run" and tally.done >= most:
                    raise Enough

            return show

        store = Store(tmp_path / "out")
        store.claim()
        with pytest.raises(Enough):
            calibrate(small, store, Workers(0, bar, toys.simulate))
    made = toys.calibrated(small, tmp_path / "out")
    assert 0 < made.run_now < made.fit.plan.most_runs - 20
    assert results(tmp_path / "out") == results(at_once)


def test_what_was_run_or_fitted_is_not_again(small, at_once, monkeypatch):
    def never(*words):
        raise AssertionError("searched again")

    monkeypatch.setattr(calibration.fitting, "search", never)
    before = results(at_once)
    assert toys.calibrated(small, at_once, simulated=toys.hopeless).run_now == 0
    assert results(at_once) == before


def test_a_folder_of_another_calibration_is_refused_with_the_difference(small, at_once):
    with pytest.raises(AnotherResult, match=r"target friends: north, .* there, north, 0.5"):
        toys.calibrated(toys.plan(SMALL, toys.aims(friends=0.5)), at_once)
    with pytest.raises(AnotherResult, match="seed: 5 there, 6 now"):
        toys.calibrated(toys.plan(SMALL, seed=6), at_once)
    with pytest.raises(AnotherResult, match="parameter hours"):
        toys.calibrated(toys.plan(SMALL.replace("[30, 70]", "[30, 60]")), at_once)
    settings = small.settings.model_copy(
        update={"posterior": small.settings.posterior.model_copy(update={"draws": 100, "checked": 0})}
    )
    assert toys.calibrated(replace(small, settings=settings), at_once).run_now == 0, "another posterior of the same"
    toys.calibrated(small, at_once)


def test_runs_that_fail_are_reported_and_the_others_serve(small, tmp_path):
    made = toys.calibrated(small, tmp_path / "out", simulated=toys.failing)
    assert made.failures and {row["error"] for row in made.failures} == {"ValueError: no room for more people"}
    assert len(json.loads((tmp_path / "out" / "manifest.json").read_text())["failures"]) == len(made.failures)
    with pytest.raises(AllRunsFailed, match="no room for anybody"):
        toys.calibrated(small, tmp_path / "none", simulated=toys.hopeless)


def test_chance_is_pooled_over_points_and_divided_by_replicates():
    found = np.array([[1.0, 5.0, 2.0], [3.0, 5.0, np.nan]])
    means, chance = averaged(found)
    assert means.tolist() == [2.0, 5.0, 2.0]
    assert chance.tolist() == [0.5, 0.5, 1.0], "2 over 2 degrees of freedom is the variance of one run"
    assert np.isnan(averaged(found[:1])[1]).all()


def test_the_folder_is_whole_and_the_page_fetches_nothing(made, plan, tmp_path_factory):
    folder = next(path for path in tmp_path_factory.getbasetemp().glob("toy*/out"))
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["kind"] == "calibration" and manifest["state"] == "finished"
    assert all((folder / name).is_file() for name in manifest["files"])
    page = (folder / "report.html").read_text()
    assert "A toy &amp; its truth" in page and "&lt;friends&gt;" in page and "<friends>" not in page
    assert 'src="http' not in page and page.count("<figure>") == 6
    summary = yaml.safe_load((folder / "posterior.yaml").read_text())
    assert list(summary["parameters"]) == plan.space.keys
    assert summary["parameters"]["idle"]["evidence"] == "weakly informed"
    assert len((folder / "posterior.yaml").read_text()) < 20_000
