"""The catalogue of measures (:mod:`sim.measures.catalogue`), for what reads results."""

from experiments.outcomes.groups import GROUP_LABELS, group_label
from sim.measures.catalogue import CATALOGUE, measure, outcomes, tabled
from sim.measures.measure import RESEARCH, Measure, Yearly
from sim.measures.row_kinds import HEADINGS, PURSE

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
