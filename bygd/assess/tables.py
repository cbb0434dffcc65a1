"""The tables of an assessment: as files for a spreadsheet, and as they stand on the page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bygd.assess.answers import Answers
from bygd.assess.carrying import Result
from bygd.assess.catalogue import MET, benchmarks, by_id
from bygd.assess.results import INDEX, OUTCOMES, SPENT, Bought
from bygd.assess.standing import changes, means
from bygd.assess.words import HEADS, cell, per_million
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import plain
from experiments.report.tables import Table
from experiments.spreadsheets import csv_text
from sim.languages import _
from sim.words import written

EFFECTS = (
    "benchmark",
    "title",
    "answer",
    "kind",
    "what",
    "outcome",
    "unit",
    "as_assessed",
    "met",
    "estimate",
    "low",
    "high",
    "distinguishable",
    "pairs",
)
"""Columns of effects.csv. ``what``: "difference" (met less as assessed, 95 % interval of the mean of the pairs) or "per
million SEK" (how many more for a million spent, Fieller's 95 % set)."""
INDEX_UNIT = "standard deviations between runs"


def answers_csv(answers: Answers, before: Answers | None) -> str:
    head = ("benchmark", "title", "dimension", "kind", "answer", "before", "note")
    rows = (
        (row.id, row.title, row.dimension, row.kind, *_both(answers, before, row.id), _note(answers, row.id))
        for row in benchmarks()
    )
    return csv_text(head, rows)


def _both(answers: Answers, before: Answers | None, name: str) -> tuple[Any, Any]:
    now, then = answers.value(name), before.value(name) if before is not None else None
    return ("" if now is None else now), ("" if then is None else then)


def _note(answers: Answers, name: str) -> str:
    found = answers.given.get(name)
    return found.note if found is not None else answers.remarks.get(name, "")


def effects_csv(result: Result) -> str:
    return csv_text(EFFECTS, _effects(result.bought))


def _effects(bought: Sequence[Bought]) -> Iterator[tuple[Any, ...]]:
    for one in bought:
        row = (one.benchmark.id, one.benchmark.title, one.answer, one.benchmark.kind)
        for key, found in one.differences.items():
            unit = INDEX_UNIT if key == INDEX else BY_KEY[key].unit_of_run
            level = ("", "") if key == INDEX else (_number(found.base), _number(found.policy))
            told = "same" if found.same else "yes" if found.distinguishable else "no"
            numbers = map(_number, (found.mean, found.low, found.high))
            yield (*row, "difference", key, unit, *level, *numbers, told, found.pairs)
        for key, ratio in one.per_million.items():
            told = "yes" if ratio.shape == "bounded" and (ratio.low > 0 or ratio.high < 0) else "no"
            numbers = map(_number, (ratio.value, ratio.low, ratio.high))
            unit = f"{BY_KEY[key].unit_of_run} per million SEK"
            yield (*row, "per million SEK", key, unit, "", "", *numbers, told, ratio.pairs)


def together_csv(result: Result) -> str:
    head = ("what", "benchmark", "other", "alone", "together", "more", "low", "high", "kind", "pairs")
    rows = [
        (
            "two of the best" if len(one.benchmarks) > 1 else "among all met",
            one.benchmarks[0].id,
            one.benchmarks[1].id if len(one.benchmarks) > 1 else "",
            *map(_number, (one.alone, one.together, one.more.mean, one.more.low, one.more.high)),
            one.kind,
            one.more.pairs,
        )
        for one in (*result.among_all, *result.pairs)
    ]
    return csv_text(head, rows)


def _number(value: float) -> str:
    return written(value) if math.isfinite(value) else ""


def means_table(columns: Mapping[str, Answers]) -> Table:
    """Means by dimension, a column for each municipality or year, and how many answers they are of."""
    by_column = [means(answers) for answers in columns.values()]
    rows = []
    for parts in zip(*by_column, strict=True):
        shown = [plain(one.value) if one.value is not None else _("not known") for one in parts]
        rows.append([parts[0].said, *shown, _("{number} of {most}", number=parts[0].known, most=parts[0].of)])
    return Table(_("Mean answer, 0 to 4, and answers known."), ["", *columns, _("known")], [("", rows)])


def progress_table(before: Answers, now: Answers) -> Table | None:
    """Answers that differ between the two; None where none does."""
    rows = [
        [f"{one.benchmark.id} {one.benchmark.said_title}", _answer(one.before), _answer(one.now)]
        for one in changes(before, now)
    ]
    if not rows:
        return None
    return Table(_("Answers that changed."), ["", before.date or _("before"), now.date or _("now")], [("", rows)])


def _answer(value: int | None) -> str:
    return _("not known") if value is None else str(value)


def bought_table(bought: Sequence[Bought], pairs: str, years: str, *, marked: bool, spans: bool) -> Table:
    """What each benchmark raised buys, in cells; in bold where it is distinguishable from zero. ``marked``: with marks
    of HTML, the interval beneath the mean; else with those of Markdown. ``spans``: with the intervals of what a million
    buys."""
    keys = [key for key in (*OUTCOMES, SPENT) if any(key in one.differences for one in bought)]
    rows = []
    for one in bought:
        cells: list[str] = []
        for key in keys:
            found = one.differences.get(key)
            clear = found is not None and found.distinguishable and not found.same
            cells.append(
                _marked(cell(found, key), clear) if marked else f"**{cell(found, key)}**" if clear else cell(found, key)
            )
        rows.append(
            [
                f"{one.benchmark.id} {one.benchmark.said_title}",
                _("{number} of {most}", number=one.answer, most=MET),
                *cells,
                per_million(one, spans),
            ]
        )
    head = ["", _("answer"), *(_(HEADS[key]) for key in keys), _("for a million SEK")]
    caption = _(
        "Each raised to met by itself, against the town as assessed, after {years}: mean of {pairs}, 95 % interval; "
        "bold where it excludes zero. The best by the mean of the five first.",
        years=years,
        pairs=pairs,
    )
    return Table(caption, head, [("", rows)])


def _marked(text: str, clear: bool) -> str:
    from markupsafe import Markup

    mean, __, span = text.partition(" (")
    shown = Markup("<b>{}</b>" if clear else "{}").format(mean)
    return shown + Markup("<br><small>{}</small>").format(span.rstrip(")")) if span else shown


def title_of(name: str) -> str:
    return by_id()[name].title


__all__ = ["answers_csv", "bought_table", "effects_csv", "means_table", "progress_table", "title_of", "together_csv"]
