"""The defaults that are shipped are the centre of the posterior that is shipped."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

import calibration
from calibration.loading import load_calibration
from calibration.posterior_file import posterior_draws, posterior_file, read_posterior
from experiments.posterior import at
from sim.scenario import scenario_from, with_overrides
from sim.scenario.paths import lookup, split
from sim.scenario.schema.base import FITTED
from sim.scenario.schema.root import Scenario
from sim.version import FITTED_TO, MODEL

HERE = Path(calibration.__file__).parent
SUMMARY = yaml.safe_load((HERE / "posterior.yaml").read_text(encoding="utf-8"))
PLAIN = scenario_from({"places": {"alby": {"population": 100}}}).canonical()
PARAMETERS = SUMMARY["parameters"]


@pytest.mark.parametrize("key", PARAMETERS)
def test_a_default_is_the_posteriors_centre_and_says_so(key):
    path, centre = PARAMETERS[key]["path"], PARAMETERS[key]["centre"]
    assert at(PLAIN, split(path)) == pytest.approx(centre, rel=0.005)
    field = lookup(Scenario, PLAIN, split(path)).field
    assert field.json_schema_extra["source"] == FITTED


def test_no_other_parameter_says_it_is_fitted():
    paths = {split(one["path"])[:2] for one in PARAMETERS.values()}
    said = {
        (name, field)
        for name, info in Scenario.model_fields.items()
        if hasattr(info.annotation, "model_fields")
        for field, held in info.annotation.model_fields.items()
        if (held.json_schema_extra or {}).get("source") == FITTED
    }
    assert said == paths


def test_the_shipped_draws_are_of_the_shipped_calibration():
    plan = load_calibration(HERE / "nordic.yaml")
    assert {key: one["path"] for key, one in PARAMETERS.items()} == {one.key: one.path for one in plan.parameters}
    assert set(SUMMARY["targets"]) == {target.key for target in plan.targets}
    rows = read_posterior(posterior_file()).draws
    assert 100 <= len(rows) <= 500
    for one in plan.parameters:
        values = [row[one.path] for row in rows]
        assert one.range.low <= min(values) < max(values) <= one.range.high
        low, high = PARAMETERS[one.key]["interval_90"]
        assert math.isclose(sum(low <= value <= high for value in values) / len(values), 0.9, abs_tol=0.05)


def test_every_draw_can_be_put_into_a_scenario():
    base = scenario_from({"places": {"alby": {"population": 100}}})
    for changes in posterior_draws(None, 500, accept_old=True):
        with_overrides(base, changes)


def test_reports_know_which_model_the_defaults_were_fitted_to():
    assert SUMMARY["model"] == read_posterior(posterior_file()).model == FITTED_TO <= MODEL
