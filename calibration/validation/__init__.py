"""The model held against what it was not fitted to: patterns, rivals, ablations.

Reads ``patterns.yaml``, runs the arms of the patterns with common random numbers, and says of each row what the model
says and whether that agrees. A miss is a result like any other.
"""

from __future__ import annotations

from calibration.patterns import HEADLINES
from calibration.validation.evidence import PatternsFile, load_patterns, rival_settings
from calibration.validation.files import csv_of, fit_words, page_of
from calibration.validation.looks import Looks, looked_at
from calibration.validation.table import (
    Row,
    arms_of,
    chosen,
    findings_of,
    lived_through,
    quick_patterns,
    seeds_of,
    table_of,
)
from calibration.validation.targets_now import cells_of
from calibration.validation.turns import (
    Moved,
    Turn,
    mechanisms,
    switched_off,
    target_towns,
    target_values,
    targets_without,
    turns,
)

__all__ = [
    "HEADLINES",
    "Looks",
    "Moved",
    "PatternsFile",
    "Row",
    "Turn",
    "arms_of",
    "cells_of",
    "chosen",
    "csv_of",
    "findings_of",
    "fit_words",
    "lived_through",
    "load_patterns",
    "looked_at",
    "mechanisms",
    "page_of",
    "quick_patterns",
    "rival_settings",
    "seeds_of",
    "switched_off",
    "table_of",
    "target_towns",
    "target_values",
    "targets_without",
    "turns",
]
