"""Outcomes, by fixed definitions, so that figures can be compared.

Every measure is a row (month, place, measure, group, value): month -1 is the region before its first
month, place "all" the whole region. :mod:`.catalogue` says what each is and what takes it down:
:mod:`.monthly` and :mod:`.civil` every month, :mod:`.yearly` at the end of each year of the run;
:mod:`.cohorts` follows those who arrived during the run. :mod:`.counting` does what the catalogue says.

Names are imported when first asked for: the catalogue is read where no kernel is compiled.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.measures.cohorts import Cohorts, retention
    from sim.measures.counting import observed, record, record_some, record_start
    from sim.measures.recorder import Measures, Recorder

_HOMES = {
    "Cohorts": "cohorts",
    "Measures": "recorder",
    "Recorder": "recorder",
    "observed": "counting",
    "record": "counting",
    "record_some": "counting",
    "record_start": "counting",
    "retention": "cohorts",
}

__all__ = ["Cohorts", "Measures", "Recorder", "observed", "record", "record_some", "record_start", "retention"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"sim.measures.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sim.measures' has no name {name!r}")
