"""An analysis, a table or a figure that fails costs itself, and never the report."""

from __future__ import annotations

import comparisons
import fakes
import pytest
import sweeps
from test_sweep_report import manifest, outcome

from bygd.cli.answering import tell_not_computed
from experiments.analysis import analyse
from experiments.analysis import analysing as steps
from experiments.analysis.pawn import pawn
from experiments.attempts import FailedPart
from experiments.commands import run
from experiments.commands.figure_workers import draw_some
from experiments.commands.run import Experiment
from experiments.commands.store import Store
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


def broken_money(found):
    raise MemoryError("no room\nsecond line")


def test_a_figure_of_a_run_that_fails_costs_itself_alone(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("experiments.figures.money.draw", broken_money)
    monkeypatch.setattr("os.cpu_count", lambda: 1)  # drawn in this process
    store = Store(tmp_path / "out")
    store.claim()
    experiment = Experiment(fakes.scenario(1, 30, interventions=True), "made-up", 5, 3, 30)
    run.carry_through(experiment, store, simulate=fakes.simulate)
    words = "The figure “money” could not be computed (MemoryError: no room)."
    assert store.manifest()["not_computed"] == [words]
    page = (store.folder / "report.html").read_text(encoding="utf-8")
    assert words in page and page.count("<figcaption>") == 8
    assert not (store.folder / "figures" / "money.png").exists()
    tell_not_computed(store)
    assert words in capsys.readouterr().err


def test_helpers_that_draw_say_what_they_could_not_draw(findings):
    drawn = draw_some(["no_such_figure", "retention"], findings)
    assert isinstance(drawn[0], FailedPart) and drawn[0].error.startswith("ModuleNotFoundError")
    assert drawn[1].name == "retention"


def test_a_figure_of_a_comparison_that_fails_costs_itself_alone(monkeypatch, tmp_path):
    monkeypatch.setattr("experiments.figures.trajectories.draw", broken_money)
    plan = comparisons.plan(comparisons.arm("more", support=1.0))
    _, _, manifest = comparisons.carried(plan, tmp_path / "out")
    words = "The figure “through time” could not be computed (MemoryError: no room)."
    assert manifest["not_computed"] == [words]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert words in page and page.count("<figcaption>") == 2
