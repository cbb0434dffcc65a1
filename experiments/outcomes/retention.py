"""Retention curves as far as enough people are followed."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.panel import Series

LEAST = 10
"""Curves end where a run has fewer people than this under observation on average."""


def curve(findings: Findings, group: str, least: float = LEAST) -> tuple[Series, Any]:
    """The Kaplan-Meier curve of ``group`` over all places, and how many are followed at each month."""
    series = findings.retention.get(EVERYWHERE, group)
    risk = findings.at_risk.get(EVERYWHERE, group)
    followed = np.nan_to_num(risk.values).mean(axis=0) if risk.values.size else np.zeros(0)
    enough = followed >= least
    return series._replace(time=series.time[enough], values=series.values[:, enough]), followed[enough]


__all__ = ["curve"]
