"""What a sweep says: which factors decide, how sure that is, and whether a policy holds up."""

from __future__ import annotations

from experiments.analysis.analysing import Analysis, analyse
from experiments.analysis.swept import Failure, Swept

__all__ = ["Analysis", "Failure", "Swept", "analyse"]
