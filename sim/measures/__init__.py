"""Outcomes, by fixed definitions, so that figures can be compared.

Every measure is a row (month, place, measure, group, value): month -1 is the region before its first
month, place "all" the whole region. :mod:`.monthly` is counted every month, :mod:`.yearly` at the end
of each year of the run, :mod:`.cohorts` follows those who arrived during the run.
"""

from __future__ import annotations

from sim.measures.cohorts import Cohorts, retention
from sim.measures.headline import headline
from sim.measures.monthly import record_month
from sim.measures.recorder import Measures, Recorder
from sim.measures.yearly import record_year

__all__ = [
    "Cohorts", "Measures", "Recorder", "headline", "record_month", "record_year", "retention",
]
