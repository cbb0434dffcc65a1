"""What the model is tested on and never fitted to: patterns, each some arms of runs and claims of them.

A pattern is a function that takes what was lived in each of its arms and returns claims; :data:`PATTERNS`
holds them all by key, and ``calibration/patterns.yaml`` says from which row of the evidence each comes.
"""

from __future__ import annotations

from calibration.patterns import (
    daily,
    earning,
    headlines,
    minds,
    money,
    people,
    places,
    placing,
    seeds,
    twenty_years,
    work,
)
from calibration.patterns.arms import Arm, Lived, live
from calibration.patterns.findings import CONTRADICTED, HOLDS, NONE, UNTOLD, Claim, Finding, Quantity, above, below
from calibration.patterns.pattern import Pattern, registered

PATTERNS: dict[str, Pattern] = registered(
    money, people, work, placing, seeds, daily, minds, places, earning, twenty_years
)
"""By key, in the order of the modules."""
HEADLINES: dict[str, Pattern] = registered(headlines)
"""What the levers achieve: no pattern of the evidence, only reported under either setting of each rival."""

__all__ = [
    "CONTRADICTED",
    "HEADLINES",
    "HOLDS",
    "NONE",
    "PATTERNS",
    "UNTOLD",
    "Arm",
    "Claim",
    "Finding",
    "Lived",
    "Pattern",
    "Quantity",
    "above",
    "below",
    "live",
]
