"""Names as people write them, in every figure of a run, a sweep and a comparison: dollars, underscores, signs."""

from __future__ import annotations

import dataclasses
import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

import comparisons
import fakes
import pytest
import sweeps
from test_sweep_report import outcome

from experiments import figures
from experiments.analysis import analyse
from experiments.figures import comparison as comparison_figures
from experiments.figures import sweep as sweep_figures
from experiments.outcomes.findings import findings_of, panels_of
from experiments.workers.run import Outcome, Run
from sim.scenario import Scenario, scenario_from

NAMES = ("_Friends", "$1 a cup, $2", "(max 3^$) & <5 %>")
"""An underscore hides a label from Matplotlib's legends; two dollars are mathematics, and ``3^$`` is none that
can be set."""


@pytest.fixture(autouse=True)
def no_warning() -> Any:
    """Matplotlib warns of a label it leaves out."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


def words_in(svgs: Iterable[str]) -> str:
    """All that figures say, of valid XML, without what breaks lines."""
    return re.sub(r"\s+", " ", " ".join("".join(ET.fromstring(svg).itertext()) for svg in svgs))


def named() -> Scenario:
    text = fakes.scenario(2, 24, True).model_dump(mode="json", exclude_unset=True)
    for section, names in (("places", NAMES), ("programmes", NAMES), ("coordinators", NAMES), ("funding", NAMES)):
        for key, name in zip(text[section], names, strict=False):
            text[section][key]["name"] = name
    return scenario_from({**text, "title": NAMES[2]})


def test_in_every_figure_of_a_run() -> None:
    scenario = named()
    outcomes = [Outcome(Run("", (), seed, 24, seed), fakes.simulate(scenario, seed)) for seed in (1, 2, 3)]
    found = findings_of(scenario, outcomes, panels_of(outcomes))
    alone = dataclasses.replace(found, interventions=[one for one in found.interventions if one.post])
    told = {name: words_in([figures.draw(name, found).svg]) for name in figures.shown(found)}
    assert all(place.name in told["region_map"] for place in found.places)
    assert all(name in told["programmes"] for name in NAMES[:2])
    assert NAMES[0] in words_in([figures.draw("programmes", alone).svg])


@pytest.mark.parametrize("method", ["morris", "latin-hypercube", "one-at-a-time"])
def test_in_every_figure_of_a_sweep(method: str) -> None:
    made = sweeps.design(
        method,
        {"meet": (0.0, 8.0), "half": (1.0, 60.0), "idle": (0.0, 1.0)},
        levels={} if method == "morris" else {"policy": ("none", "mentors")},
        points=None if method == "one-at-a-time" else 16,
        labels=dict(zip(["meet", "half", "policy"], NAMES, strict=True)),
        title=NAMES[2],
        replicates=3,
    )
    swept = sweeps.swept(made, outcome, noise=0.02, shared=0.1)
    drawn = sweep_figures.draw_all(analyse(swept, resamples=20))
    told = words_in(one.svg for one in drawn)
    wanted = [made.label(factor) for factor in made.factors if factor in ("meet", "half", "policy")]
    assert drawn and all(label in told for label in wanted), told


def test_in_every_figure_of_a_comparison(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    draw_all = comparison_figures.draw_all
    monkeypatch.setattr(comparison_figures, "draw_all", lambda *given: seen.extend(draw_all(*given)) or seen)
    policies = [comparisons.arm(name, 0.5) for name in NAMES]
    comparisons.carried(comparisons.plan(*policies, replicates=3), tmp_path)
    assert len(seen) == 3
    for one in seen:
        assert all(name in words_in([one.svg]) for name in NAMES), one.name
