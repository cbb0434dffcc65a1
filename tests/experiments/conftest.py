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
