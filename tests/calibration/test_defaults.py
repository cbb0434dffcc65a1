"""Defaults called fitted are the centre of the fit they name; the posterior that is shipped is of this model."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import yaml

import calibration
from calibration.identity import rules_of
from calibration.loading import load_calibration
from calibration.posterior_file import posterior_draws, posterior_file, read_posterior
from experiments.posterior import at
from sim.scenario import scenario_from, with_overrides
from sim.scenario.paths import lookup, split
from sim.scenario.schema.base import FITTED
from sim.scenario.schema.root import Scenario
from sim.version import FITTED_TO, MODEL, POSTERIOR_FITTED_TO

HERE = Path(calibration.__file__).parent
SUMMARY = yaml.safe_load((HERE / "posterior.yaml").read_text(encoding="utf-8"))
PLAIN = scenario_from({"places": {"alby": {"population": 100}}}).canonical()
PARAMETERS = SUMMARY["parameters"]
DEFAULTS = yaml.safe_load((HERE / "defaults.yaml").read_text(encoding="utf-8"))


shipped = pytest.mark.skipif("rules" not in SUMMARY, reason="the posterior that comes with bygd is of an earlier model")


@pytest.fixture(scope="module")
def plan():
    return load_calibration(HERE / "nordic.yaml")


@pytest.mark.parametrize("key", DEFAULTS["parameters"])
def test_a_default_is_the_centre_of_its_fit_and_says_so(key):
    path, centre = DEFAULTS["parameters"][key]["path"], DEFAULTS["parameters"][key]["centre"]
    assert at(PLAIN, split(path)) == pytest.approx(centre, rel=0.005)
    field = lookup(Scenario, PLAIN, split(path)).field
    assert field.json_schema_extra["source"] == FITTED


def test_no_other_parameter_says_it_is_fitted():
    paths = {split(one["path"])[:2] for one in DEFAULTS["parameters"].values()}
    said = {
        (name, field)
        for name, info in Scenario.model_fields.items()
        if hasattr(info.annotation, "model_fields")
        for field, held in info.annotation.model_fields.items()
        if (held.json_schema_extra or {}).get("source") == FITTED
    }
    assert said == paths


@shipped
def test_the_posterior_is_of_this_model_and_of_these_rules(plan):
    """Red when a kernel or a default changes a history, or a town's file its rules, without a new fit."""
    found = read_posterior(posterior_file())
    assert SUMMARY["model"] == found.model == MODEL
    assert SUMMARY["rules"] == found.rules == rules_of(plan)


@shipped
def test_a_scenario_takes_its_countrys_values(plan):
    found = read_posterior(posterior_file())
    assert found.countries == list(plan.space.countries)
    norway, sweden, nowhere = (found.drawn(5, 1, land) for land in ("norway", "sweden", ""))
    varying = {plan.parameters[place].path for place in plan.space.varying}
    for one, other, common in zip(norway, sweden, nowhere, strict=True):
        assert {path for path in one if one[path] != other[path]} == varying
        assert not any("@" in path for path in common)


@shipped
def test_the_shipped_draws_are_of_the_shipped_calibration(plan):
    assert {key: one["path"] for key, one in PARAMETERS.items()} == {one.key: one.path for one in plan.parameters}
    assert set(SUMMARY["targets"]) == {target.key for target in plan.targets}
    rows = read_posterior(posterior_file()).draws
    assert 100 <= len(rows) <= 500
    for one in plan.parameters:
        values = [row[one.path] for row in rows]
        assert one.range.low <= min(values) < max(values) <= one.range.high
        low, high = PARAMETERS[one.key]["interval_90"]
        assert math.isclose(sum(low <= value <= high for value in values) / len(values), 0.9, abs_tol=0.05)


@shipped
def test_every_draw_can_be_put_into_a_scenario():
    base = scenario_from({"places": {"alby": {"population": 100}}})
    for changes in posterior_draws(None, 500):
        with_overrides(base, changes)


def test_reports_know_which_model_the_defaults_were_fitted_to():
    assert DEFAULTS["model"] == FITTED_TO <= MODEL


@shipped
def test_reports_know_which_model_the_posterior_was_fitted_to():
    assert read_posterior(posterior_file()).model == POSTERIOR_FITTED_TO <= MODEL
