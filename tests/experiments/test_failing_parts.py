"""An analysis, a table or a figure that fails costs itself, and never the report."""

from __future__ import annotations

import pytest
import sweeps
from test_sweep_report import manifest, outcome

from experiments.analysis import analyse
from experiments.analysis import analysing as steps
from experiments.analysis.pawn import pawn
from experiments.figures import sweep as sweep_figures
from experiments.report import sweep_tables
from experiments.report.sweep import report_of

KEY = "local_friends"
SIZES = (60, 75, 90, 97, 104, 105, 119, 120, 135, 149, 150, 181, 209, 300, 419, 599)
"""Of every number of slices, and the sizes at which SALib's own edges end above one."""


@pytest.mark.parametrize("points", SIZES)
def test_pawn_is_there_at_any_number_of_points(points):
    made = sweeps.design("latin-hypercube", {"a": (0.0, 1.0), "b": (0.0, 1.0)}, points=points, replicates=1)
    found = pawn(sweeps.swept(made, lambda a, b: a + 0.1 * b), KEY, resamples=5)
    assert found.indices[0].value > found.indices[1].value > 0


@pytest.mark.parametrize("method", ["latin-hypercube", "sobol", "morris", "sobol-indices"])
@pytest.mark.parametrize("points", [2, 3, 5, 9, 16, 61, 100])
def test_no_analysis_fails_at_any_size(method, points):
    made = sweeps.design(method, {"a": (0.0, 1.0), "b": (0.0, 1.0)}, points=points, replicates=2)
    found = analyse(sweeps.swept(made, lambda a, b: a + 0.1 * b, noise=0.1), resamples=20, curves=points > 60)
    assert found.failed == []


def broken(*args, **more):
    raise ValueError("made to fail\nsecond line")


def page_with_failure(method="latin-hypercube"):
    made = sweeps.design(
        method,
        {"meet": (0.0, 8.0), "half": (1.0, 60.0)},
        points=64,
        levels={"policy": ("none", "mentors")},
        replicates=2,
    )
    swept = sweeps.swept(made, outcome, noise=0.02)
    return report_of(swept, manifest(made), "bygd sweep design.yaml", resamples=20)


@pytest.mark.parametrize(
    "name",
    [
        "pawn",
        "correlations",
        "convergence",
        "robustness",
        "dependence",
        "chance_of",
        "replicates_needed",
        "design_findings",
        "ranking_of",
    ],
)
def test_an_analysis_that_fails_is_reported_and_the_rest_is_written(name, monkeypatch):
    monkeypatch.setattr(steps, name, broken)
    found = page_with_failure()
    assert any("(ValueError: made to fail)" in words for words in found.failed)
    assert "Not everything could be computed" in found.page and "second line" not in found.page
    assert found.texts and found.figures


def test_a_figure_and_a_table_that_fail_are_reported_too(monkeypatch):
    whole = page_with_failure()
    assert whole.failed == () and "Not everything" not in whole.page
    monkeypatch.setitem(sweep_figures.FIGURES, "influence", broken)
    monkeypatch.setattr(sweep_tables, "_ranking", broken)
    found = page_with_failure()
    assert found.failed == (
        "The figure “influence” could not be computed (ValueError: made to fail).",
        "The table of indices of “Local friends per newcomer” could not be computed (ValueError: made to fail).",
    )
    assert len(found.figures) == len(whole.figures) - 1


def test_ctrl_c_is_no_failed_part(monkeypatch):
    def stopped(*args, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(steps, "pawn", stopped)
    with pytest.raises(KeyboardInterrupt):
        page_with_failure()
