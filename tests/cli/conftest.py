"""The sweep's folder that the tests of experiments build is read by commands too."""

from __future__ import annotations

import sys
from pathlib import Path

EXPERIMENTS = str(Path(__file__).resolve().parents[1] / "experiments")
if EXPERIMENTS not in sys.path:
    sys.path.append(EXPERIMENTS)
