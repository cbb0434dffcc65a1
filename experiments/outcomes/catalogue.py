"""The catalogue of measures (:mod:`sim.measures.catalogue`), for what reads results."""

from sim.measures.catalogue import (
    CATALOGUE,
    GROUP_LABELS,
    HEADINGS,
    PURSE,
    Measure,
    group_label,
    measure,
    outcomes,
    tabled,
)
from sim.measures.measure import RESEARCH, Yearly

__all__ = [
    "CATALOGUE",
    "GROUP_LABELS",
    "HEADINGS",
    "PURSE",
    "RESEARCH",
    "Measure",
    "Yearly",
    "group_label",
    "measure",
    "outcomes",
    "tabled",
]
