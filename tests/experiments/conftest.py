"""Worker processes must be able to import the stand-ins, so their folder goes on the path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = str(Path(__file__).resolve().parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)


@pytest.fixture(scope="session")
def outcomes():
    """Four replicates of the stand-in model in one place."""
    import fakes

    from experiments.workers.run import replicates_of
    from experiments.workers.runner import run_all

    scenario = fakes.scenario()
    runs = replicates_of(scenario.digest(), 1, 4, scenario.months)
    return run_all(scenario, runs, simulate=fakes.simulate, lives=2)


@pytest.fixture(scope="session")
def findings(outcomes):
    import fakes

    from experiments.outcomes.findings import findings_of, panels_of

    return findings_of(fakes.scenario(), outcomes, panels_of(outcomes))


@pytest.fixture
def design(tmp_path):
    """The sweep of :mod:`hamlet`, as ``load_design`` gives it."""
    from hamlet import BASE, DESIGN

    from experiments.designs import load_design

    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return lambda **more: load_design(tmp_path / "design.yaml", **more)


@pytest.fixture
def no_report(monkeypatch, request):
    """What is made of the runs has tests of its own."""
    from experiments.commands import sweep as sweeping

    if "report" not in request.keywords:
        monkeypatch.setattr(sweeping, "write_report", lambda *rest: None)
