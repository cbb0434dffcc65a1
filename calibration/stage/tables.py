"""The table of each town, and of the region by municipality, in Markdown."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.stage.ranges import Range, range_of
from calibration.stage.rows import ROWS, Row
from calibration.stage.seen import Seen
from calibration.stage.towns import Kind, Setting
from experiments.outcomes.intervals import mean_interval
from sim.words import counted, duration, figure

Array = np.ndarray[Any, Any]
DIGITS, DECIMALS = 3, 6
"""Significant digits shown; what is smaller than the last decimal is rounding, and shown as 0."""
INSIDE, EDGE, OUTSIDE = "inside", "at the edge", "**outside**"
NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """A row at a place, over the seeds."""

    row: Row
    kind: Kind
    start: float
    """Mean before the first month; NaN for none."""
    values: Array
    """(runs,) after the last month; those that exist."""

    @property
    def mean(self) -> float:
        return float(self.values.mean()) if len(self.values) else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the mean (Student's t); NaN with fewer than two runs."""
        return mean_interval(self.values)

    @property
    def published(self) -> Range | None:
        return range_of(self.row.key, self.kind)

    @property
    def verdict(self) -> str:
        """Inside or outside with the whole interval, or at the edge; nothing where nothing is published."""
        published = self.published
        if published is None or math.isnan(self.mean):
            return ""
        low, high = (self.mean if math.isnan(end) else end for end in self.interval)
        if published.low <= low and high <= published.high:
            return INSIDE
        return OUTSIDE if high < published.low or low > published.high else EDGE

    @property
    def shown(self) -> str:
        """The mean with half its interval."""
        return with_interval(self.values)


def with_interval(values: Array, shown: Callable[[float, int], str] = figure) -> str:
    """The mean of ``values`` (runs,) with half its 95 % interval; NaN is left out."""
    values = values[~np.isnan(values)]
    if not len(values):
        return NOTHING
    low, high = mean_interval(values)
    half = "" if math.isnan(low) else f" ±{figure((high - low) / 2, 2)}"
    return f"{shown(round(float(values.mean()), DECIMALS), DIGITS)}{half}"


def cell(row: Row, kind: Kind, place: str, runs: Sequence[Seen]) -> Cell:
    """``row`` at ``place`` over ``runs``."""
    values = np.array([row.value(one, place) for one in runs], np.float64)
    starts = np.array([row.start(one, place) for one in runs] if row.start else [], np.float64)
    known = starts[~np.isnan(starts)]
    return Cell(row, kind, float(known.mean()) if len(known) else math.nan, values[~np.isnan(values)])


def cells(setting: Setting, runs: Sequence[Seen]) -> dict[str, list[Cell]]:
    """All rows by place; without those that no place has."""
    found = {place: [cell(row, kind, place, runs) for row in ROWS] for place, kind in setting.kinds.items()}
    some = {one.row.key for column in found.values() for one in column if len(one.values)}
    return {place: [one for one in column if one.row.key in some] for place, column in found.items()}


def heading(setting: Setting, runs: Sequence[Seen]) -> str:
    return f"**{setting.title}**, {counted(len(runs), 'seed', 'seeds')}:"


def town_table(setting: Setting, runs: Sequence[Seen]) -> str:
    """One place, a row a measure, each beside the published range and its source."""
    (column,) = cells(setting, runs).values()
    after = duration(runs[0].months)
    lines = [
        heading(setting, runs),
        "",
        f"| | start | after {after} | published | row of the evidence | |",
        "|:--|--:|--:|:--|:--|:--|",
    ]
    for one in column:
        start = "" if math.isnan(one.start) else figure(one.start, DIGITS)
        words, source = (one.published.words, one.published.source) if one.published else (NOTHING, "")
        lines.append(f"| {one.row.words} | {start} | {one.shown} | {words} | {source} | {one.verdict} |")
    return "\n".join(lines)


def published_words(kinds: Sequence[Kind], row: str) -> tuple[str, str]:
    """What is published of a row for some kinds of place, and from which rows of the evidence."""
    ranges = {kind: found for kind in dict.fromkeys(kinds) if (found := range_of(row, kind)) is not None}
    sources = "; ".join(dict.fromkeys(one.source for one in ranges.values()))
    said = {one.words for one in ranges.values()}
    if len(said) == 1 and len(ranges) == len(set(kinds)):
        return said.pop(), sources
    return "; ".join(f"{kind} {one.words}" for kind, one in ranges.items()) or NOTHING, sources


def region_table(setting: Setting, runs: Sequence[Seen], names: Sequence[str]) -> str:
    """The places side by side; what lies outside the range of its kind of place is bold."""
    columns = cells(setting, runs)
    lines = [
        heading(setting, runs),
        "",
        f"| | {' | '.join(names)} | published | row of the evidence |",
        f"|:--|{'--:|' * len(names)}:--|:--|",
    ]
    for row in zip(*columns.values(), strict=True):
        words, source = published_words([one.kind for one in row], row[0].row.key)
        shown = " | ".join(side_by_side(one) for one in row)
        lines.append(f"| {row[0].row.words} | {shown} | {words} | {source} |")
    return "\n".join(lines)


def side_by_side(one: Cell) -> str:
    before = "" if math.isnan(one.start) else f"{figure(one.start, DIGITS)} → "
    shown = f"{before}{one.shown}"
    return f"**{shown}**" if one.verdict == OUTSIDE else shown


def outside(setting: Setting, runs: Sequence[Seen]) -> list[tuple[str, Cell]]:
    """What lies wholly outside its range, by place."""
    return [(place, one) for place, column in cells(setting, runs).items() for one in column if one.verdict == OUTSIDE]


__all__ = ["Cell", "cell", "cells", "outside", "published_words", "region_table", "town_table", "with_interval"]
