"""What one run comes to: the outcomes that arms are compared by, and how they got there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from experiments.outcomes.catalogue import measure
from experiments.outcomes.panel import EVERYWHERE

Array = np.ndarray[Any, Any]
Kind = Literal["share", "level", "count", "money"]
MONTHS = 12
LEAST = 10.0
"""Retention counts only where a run follows at least this many newcomers on average."""


@dataclass(frozen=True)
class Headline:
    """One outcome that arms are compared by."""

    key: str
    label: str
    unit: str
    kind: Kind
    measure: tuple[str, str] = ("", "all")
    """Measure and group it is read from, for the whole region; ("", …) for retention."""
    year: int = 0
    """Years after arrival (retention)."""
    short: str = ""
    """For the head of a small chart, where the label is too long."""
    phrase: str = ""
    """Completes a sentence: "of 100 newcomers, 12 more …" or "12 more …"."""


def _retention(year: int, words: str) -> Headline:
    return Headline(f"retention_{year}", f"Still there {words} after arrival", "share", "share", year=year,
                    short=f"Still there after {words}", phrase=f"are still here after {words}")


HEADLINES: tuple[Headline, ...] = (
    Headline("local_friends", "Local friends per newcomer", "ties per adult newcomer", "level",
             ("local_friends", "all"), phrase="local friends per newcomer"),
    Headline("isolated", "Without a local friend", "share of adult newcomers", "share", ("isolated", "all"),
             phrase="have no local friend"),
    _retention(1, "one year"), _retention(3, "three years"), _retention(5, "five years"),
    Headline("stayers", "Came and still live where they settled", "persons", "count", ("stayers", "all"),
             short="Came and still there",
             phrase="newcomers who came during the run still live where they were settled"),
    Headline("employed", "Newcomers in work, share", "share aged 20–64", "share", ("employed", "newcomers"),
             short="Share in work", phrase="of working age are in work"),
    Headline("newcomers_in_work", "Newcomers in work", "persons", "count", ("newcomers_in_work", "all"),
             phrase="newcomers are in work"),
    Headline("friendships", "Friendships of newcomers with locals", "ties", "count", ("friendships", "all"),
             short="Friendships with locals", phrase="friendships between newcomers and locals"),
    Headline("language", "Local language", "0 to 1 (0.5 is about B1)", "level", ("language", "all"),
             phrase="on the language scale from 0 to 1"),
    Headline("population", "Inhabitants", "persons", "count", ("population", "all"), phrase="inhabitants"),
    Headline("spent", "Money spent", "SEK over the run, undiscounted", "money", ("spent", "all"),
             phrase="SEK spent over the run"),
)
"""In the order of reports. Stocks are read at the end of the last whole year, money over the run."""
BY_KEY = {headline.key: headline for headline in HEADLINES}
PATHS = ("local_friends", "isolated", "stayers", "employed", "newcomers_in_work", "friendships", "language",
         "population", "spent")
"""Outcomes followed through time."""


class Path(NamedTuple):
    """An outcome through time."""

    month: Array  # int [month]; −1 is the start
    value: Array  # float64; money: spent up to and including the month


class Result(NamedTuple):
    """What is kept of one run."""

    values: dict[str, float]
    """By key of :data:`HEADLINES`; those the run is too short for are missing."""
    followed: dict[str, float]
    """Newcomers followed for as long as the retention of that key asks [persons]."""
    paths: dict[str, Path]
    """By key of :data:`PATHS`."""
    spent: Array
    """Money by month (months,) [SEK]; zeros where the model knows of none."""
    digest: str
    """Of the last state."""


def read_result(history: Any) -> Result:
    """Outcomes of one history (``sim.history.History``). Runs in the worker."""
    months = int(history.months)
    series = _series(history.measures, {headline.measure for headline in HEADLINES if not headline.year})
    spent = np.zeros(months)
    for month, value in series.get(("spent", "all"), ()):
        if 0 <= month < months:
            spent[month] = value
    values, followed, paths = {}, {}, {}
    curve = _retention_curve(history.retention)
    for headline in HEADLINES:
        key = headline.key
        if headline.year:
            if headline.year * MONTHS in curve:
                values[key], followed[key] = curve[headline.year * MONTHS]
        elif key == "spent":
            values[key] = float(spent.sum())
            paths[key] = Path(np.arange(-1, months), np.concatenate([[0.0], np.cumsum(spent)]))
        else:
            points = sorted(series.get(headline.measure, ()))
            if points:
                paths[key] = Path(np.array([month for month, _ in points], np.int64),
                                  np.array([value for _, value in points]))
                if points[-1][0] >= 0:
                    values[key] = points[-1][1]
    return Result(values, followed, {key: paths[key] for key in PATHS if key in paths}, spent,
                  str(history.digest))


class Outcomes(NamedTuple):
    """What a sweep keeps of one run."""

    values: dict[str, float]
    """By key of :data:`HEADLINES`; those the run is too short for are missing."""
    digest: str
    """Of the last state."""


def read_outcomes(history: Any) -> Outcomes:
    """As :func:`read_result`, without what is followed through time."""
    found = read_result(history)
    return Outcomes(found.values, found.digest)


def _series(measures: Any, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[Any]]:
    """(month, value) of the wanted measures of the whole region."""
    found: dict[tuple[str, str], list[Any]] = {name: [] for name in wanted}
    for month, place, name, group, value in zip(
        measures.month, measures.place, measures.measure, measures.group, measures.value, strict=True
    ):
        if place == EVERYWHERE and (name, group) in found:
            found[name, group].append((int(month), float(value)))
    return found


def _retention_curve(retention: Any) -> dict[int, tuple[float, float]]:
    """(share still there, number followed) by months since arrival, of all newcomers."""
    return {
        int(month): (float(value), float(followed))
        for month, place, group, value, followed in zip(
            retention.months_since, retention.place, retention.group, retention.value, retention.at_risk,
            strict=True,
        )
        if place == EVERYWHERE and group == "all"
    }


def available(results: Iterable[Result]) -> list[Headline]:
    """Outcomes that every result has, retention only where enough newcomers are followed on average."""
    results = list(results)
    found = []
    for headline in HEADLINES:
        if not results or not all(headline.key in result.values for result in results):
            continue
        if headline.year:
            followed = [result.followed[headline.key] for result in results]
            if float(np.mean(followed)) < LEAST:
                continue
        found.append(headline)
    return found


def path_label(key: str) -> str:
    """What an outcome through time is called."""
    return "Money spent so far" if key == "spent" else BY_KEY[key].label or measure(key).label


__all__ = ["BY_KEY", "HEADLINES", "LEAST", "PATHS", "Headline", "Kind", "Outcomes", "Path", "Result",
           "available", "path_label", "read_outcomes", "read_result"]
