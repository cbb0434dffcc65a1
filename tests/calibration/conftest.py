"""Worker processes must be able to import the toy model, so its folder goes on the path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = str(Path(__file__).resolve().parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)


@pytest.fixture(scope="session")
def plan():
    import toys

    return toys.plan(recovered=6)


@pytest.fixture(scope="session")
def made(plan, tmp_path_factory):
    """The toy model calibrated, its folder, and what was said on the way."""
    import toys

    return toys.calibrated(plan, tmp_path_factory.mktemp("toy") / "out")
