"""The map in the reports of runs and comparisons."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from bygd.cli.mapped import map_of_difference, map_of_run
from bygd.maps.of_runs import Read
from bygd.maps.results import opened, outcome
from experiments.comparison.paired import difference
from experiments.comparison.result import places_of
from experiments.report.template import inlined
from sim.scenario import load_scenario, scenario_from
from sim.scenario.source import plain_of


@pytest.fixture(scope="module")
def findings(run_folder: Path):
    results = opened(run_folder)
    read = Read(results, outcome("employed"))
    return SimpleNamespace(
        measures=read.measures, retention=read.retention, at_risk=read.at_risk, months=24, title="Three"
    ), results.scenario


def test_the_report_of_a_run_has_a_map_of_the_first_headline_that_is_known(findings) -> None:
    made = map_of_run(*findings)
    assert made is not None and made.name == "map" and made.title == "Newcomers in work, share"
    ((_, inline),) = inlined(made)
    assert 'id="map-place0"' in inline and 'href="#map-place0"' in inline and "url(#map-frame)" in inline
    assert "var(--paper)" in inline and "xmlns" not in inline


def test_made_up_single_and_short_ones_have_none(findings, made_up_text: str) -> None:
    measured, scenario = findings
    assert map_of_run(measured, scenario_from(plain_of(made_up_text))) is None
    assert map_of_run(measured, load_scenario("rural-town")) is None
    assert map_of_run(SimpleNamespace(**{**vars(measured), "months": 11}), scenario) is None


def test_the_report_of_a_comparison_has_a_map_of_the_difference(text: str) -> None:
    scenario = scenario_from(plain_of(text))
    base = np.array([0.5, 0.6, 0.7])
    key = ("employed", "newcomers")
    found = {
        (key[0], place, key[1]): difference("employed", base, base + gain)
        for place, gain in (("umea", np.array([0.1, 0.11, 0.12])), ("vindeln", np.array([-0.1, 0.0, 0.1])))
    }
    policy = SimpleNamespace(name="mentors", breakdown=found, pairs=3, draws=0)
    compared = SimpleNamespace(base="base", policies=(policy,), places=places_of(scenario), title="Three")
    made = map_of_difference(compared, policy, scenario)
    assert made is not None and made.name == "map-1" and "mentors against base" in made.alt
    assert "distinguishable from zero in 1 of 2" in made.alt
    same = {place: difference("employed", base, base) for place in found}
    nothing = SimpleNamespace(name="mentors", breakdown=same, pairs=3, draws=0)
    assert map_of_difference(compared, nothing, scenario) is None, "nothing differs: the tables say so"
