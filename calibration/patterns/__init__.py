"""What the model is tested on and never fitted to: patterns, each some arms of runs and claims of them.

A pattern is a function that takes what was lived in each of its arms and returns claims; :data:`PATTERNS`
holds them all by key, and ``calibration/patterns.yaml`` says from which row of the evidence each comes.
"""

from __future__ import annotations

from calibration.patterns import daily, headlines, minds, money, people, placing, seeds, work
from calibration.patterns.arms import Arm, Lived, live
from calibration.patterns.findings import CONTRADICTED, HOLDS, INCONCLUSIVE, Claim, Finding, above, below
from calibration.patterns.pattern import Pattern, registered

PATTERNS: dict[str, Pattern] = registered(money, people, work, placing, seeds, daily, minds)
"""By key, in the order of the modules."""
HEADLINES: dict[str, Pattern] = registered(headlines)
"""What the levers achieve: no pattern of the evidence, only reported under either setting of each rival."""

__all__ = [
    "CONTRADICTED",
    "HEADLINES",
    "HOLDS",
    "INCONCLUSIVE",
    "PATTERNS",
    "Arm",
    "Claim",
    "Finding",
    "Lived",
    "Pattern",
    "above",
    "below",
    "live",
]
