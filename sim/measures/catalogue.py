"""Every measure: what it is called, its unit, how it is recorded, and where it is reported.

One row each, in the order of reports. Whatever reports a measure reads its row: outcomes of comparisons and
sweeps, tables, figures, the browser, Mesa's reporters, ``docs/outcomes.md``. A new one is a function that
takes it down (``counted``) and a row in :mod:`.compared`, :mod:`.of_the_purse` or :mod:`.recorded`; one more in
:mod:`.outcomes` where arms are compared by it.
"""

from __future__ import annotations

from dataclasses import replace

from sim.measures.compared import COMPARED
from sim.measures.measure import RESEARCH, Measure, describe
from sim.measures.of_the_purse import OF_THE_PURSE
from sim.measures.outcomes import OUTCOMES, RANKS
from sim.measures.recorded import RECORDED

ROWS: tuple[Measure, ...] = tuple(
    replace(row, rank=RANKS[row.key], **OUTCOMES[row.key]) if row.key in OUTCOMES else row
    for row in (*COMPARED, *OF_THE_PURSE, *RECORDED)
)

CATALOGUE: dict[str, Measure] = {row.key: row for row in ROWS}
"""By key. A study of one's own may add a row (:func:`add`) before anything is run."""


def add(row: Measure) -> Measure:
    """Add a measure of one's own. Raises ``ValueError`` for a key that is taken, or of nothing there is."""
    if row.key in CATALOGUE:
        raise ValueError(f"there is a measure {row.key!r} already")
    if row.of and row.of not in CATALOGUE:
        raise ValueError(f"{row.key}: there is no measure {row.of!r} to be a group of")
    CATALOGUE[row.key] = row
    return row


def measure(key: str) -> Measure:
    """The description of a measure; for one not listed, its own name and its value at the year's end."""
    return describe(key, CATALOGUE.get(key))


def outcomes() -> tuple[Measure, ...]:
    """What arms and points are compared by, in the order of reports."""
    return tuple(row for row in CATALOGUE.values() if row.outcome)


def watched() -> tuple[Measure, ...]:
    """What is looked at every month of a live run."""
    return tuple(row for row in CATALOGUE.values() if row.watched or row.color)


def pictured() -> tuple[Measure, ...]:
    """What has a picture on the live page."""
    return tuple(row for row in CATALOGUE.values() if row.color)


def tabled(heading: str) -> tuple[Measure, ...]:
    """The rows of a section of the table by year; what only researchers ask for stands in files alone."""
    return tuple(row for row in CATALOGUE.values() if row.heading == heading and row.rank < RESEARCH)
