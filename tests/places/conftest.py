"""Settlements are a few ones here."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from few_settlements import few_settlements

__all__ = ["few_settlements"]
