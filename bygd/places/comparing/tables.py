"""The tables of a comparison of places: as files for a spreadsheet, in English, and as they stand on the page, in the
language in force."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from bygd.places.comparing.asked import Asked
from bygd.places.comparing.carrying import Answered, Result
from bygd.places.comparing.facts import Fact
from bygd.places.comparing.questions import Question
from experiments.comparison.paired import Difference
from experiments.outcomes.intervals import Band
from experiments.outcomes.wording import plain, signed_span, span
from experiments.report.tables import Table
from experiments.spreadsheets import csv_text
from sim.languages import _

NOTHING = "–"


def number(value: float, question: Question, *, signed: bool = False) -> str:
    text = plain(value * question.factor, question.decimals)
    return f"+{text}" if signed and value > 0 and text.strip("0.,") else text


def level(found: Band, question: Question) -> str:
    """ "2.13 (1.90 to 2.36)": the mean with its 95 % interval."""
    text = number(found.mean, question)
    if math.isnan(found.mean_low):
        return text
    return f"{text} ({span(number(found.mean_low, question), number(found.mean_high, question))})"


def change(mean: float, low: float, high: float, question: Question) -> str:
    """ "+2.1 (+1.0 to +3.2)"; undecided where the interval holds zero."""
    if mean == low == high == 0.0:
        return _("the same")
    if math.isnan(low):
        return number(mean, question, signed=True)
    interval = signed_span(number(low, question, signed=True), number(high, question, signed=True))
    middle = number(mean, question, signed=True) if low > 0 or high < 0 else _("undecided")
    return f"{middle} ({interval})"


def of_pairs(found: Difference | None, question: Question) -> str:
    return NOTHING if found is None else change(found.mean, found.low, found.high, question)


def facts_table(asked: Asked, facts: Sequence[Fact], *, published: bool) -> Table:
    """Facts side by side: those that offices published, or what the scenarios say."""
    some = [fact for fact in facts if (fact.grade == "published" or fact.key == "class") == published]
    labels = list(dict.fromkeys((fact.key, fact.label) for fact in some))
    known = {(fact.place, fact.key): fact for fact in some}
    rows = []
    for key, label in labels:
        cells = [known.get((town.row.id, key)) for town in asked.towns]
        rows.append([label, *(NOTHING if fact is None else _cell(fact, published) for fact in cells)])
    caption = (
        _("As the offices of statistics published it, in brackets the year; facts.csv has the source of each.")
        if published
        else _("What the scenario of each says, and how that is known; facts.csv has the rule of each.")
    )
    return Table(caption, ["", *(town.row.shown for town in asked.towns)], [("", rows)])


def _cell(fact: Fact, published: bool) -> str:
    return fact.cell if published else f"{fact.value} ({_(fact.grade)})"


def levels_table(asked: Asked, result: Result) -> Table:
    """How each place fares."""
    rows = [
        [label(one.question), *(level(one.levels[town.key], one.question) for town in asked.towns)]
        for one in result.answers
    ]
    return Table(_("Means over runs with their 95 % intervals."), ["", *_names(asked)], [("", rows)])


def policies_table(asked: Asked, result: Result) -> Table | None:
    """What the policy changes in each place; None without one."""
    if not any(one.policies for one in result.answers):
        return None
    rows = [
        [label(one.question), *(of_pairs(one.policies.get(town.key), one.question) for town in asked.towns)]
        for one in result.answers
    ]
    caption = _("With the policy less without it, pair by pair: mean differences with their 95 % intervals.")
    return Table(caption, ["", *_names(asked)], [("", rows)])


def why_table(asked: Asked, result: Result, other: str) -> Table:
    """From the first place to another: what each feature does to every question."""
    answers = [one for one in result.answers if other in one.why]
    way = next(way for way in result.ways if way.other.key == other)
    head = ["", *(_(one.question.label) for one in answers)]
    rows = [[asked.first.name, *(level(one.levels[asked.first.key], one.question) for one in answers)]]
    parts = [[_(feature.words), *(_part(one, other, at) for one in answers)] for at, feature in enumerate(way.features)]
    last = [way.other.name, *(level(one.levels[other], one.question) for one in answers)]
    whole = [_("the whole difference"), *(of_pairs(one.gaps[other], one.question) for one in answers)]
    caption = _(
        "From {first} to {other}: what each feature of {other} adds to {first}, the mean over two opposite orders, "
        "with 95 % intervals over seeds.",
        first=asked.first.name,
        other=way.other.name,
    )
    return Table(caption, head, [("", rows), (_("of which"), parts), ("", [whole, last])])


def _part(one: Answered, other: str, at: int) -> str:
    part = one.why[other][at]
    return change(part.mean, part.low, part.high, one.question)


def label(question: Question) -> str:
    return f"{_(question.label)}, {_(question.unit)}"


def _names(asked: Asked) -> list[str]:
    return [town.name for town in asked.towns]


def facts_csv(facts: Sequence[Fact]) -> str:
    head = ("place", "fact", "label", "value", "grade", "year", "source")
    return csv_text(
        head, ((one.place, one.key, one.label, one.value, one.grade, one.year, one.source) for one in facts)
    )


def outcomes_csv(asked: Asked, result: Result) -> str:
    """A row a place and question: level, and the policy's difference."""
    head = ("place", "outcome", "unit", "runs", "mean", "low", "high", "policy", "policy_low", "policy_high")
    return csv_text(head, _outcome_rows(asked, result))


def _outcome_rows(asked: Asked, result: Result) -> Iterator[Sequence[Any]]:
    for town in asked.towns:
        for one in result.answers:
            found, by, policy = one.levels[town.key], one.question.factor, one.policies.get(town.key)
            differs = [None] * 3 if policy is None else [policy.mean * by, policy.low * by, policy.high * by]
            ends = (found.mean * by, found.mean_low * by, found.mean_high * by)
            yield (town.row.id, one.question.key, one.question.unit, found.runs, *ends, *differs)


def why_csv(asked: Asked, result: Result) -> str:
    """A row for each other place, question and feature; the last of each is the whole difference."""
    head = ("from", "to", "outcome", "unit", "feature", "mean", "low", "high", "forwards", "backwards")
    return csv_text(head, _why_rows(asked, result))


def _why_rows(asked: Asked, result: Result) -> Iterator[Sequence[Any]]:
    for way in result.ways:
        for one in result.answers:
            if way.other.key not in one.why:
                continue
            by, start = one.question.factor, (asked.first.row.id, way.other.row.id, one.question.key, one.question.unit)
            for part in one.why[way.other.key]:
                numbers = (part.mean, part.low, part.high, part.forwards, part.backwards)
                yield (*start, part.feature.key, *(value * by for value in numbers))
            gap = one.gaps[way.other.key]
            yield (*start, "whole", gap.mean * by, gap.low * by, gap.high * by, gap.mean * by, gap.mean * by)


__all__ = [
    "facts_csv",
    "facts_table",
    "label",
    "level",
    "levels_table",
    "number",
    "outcomes_csv",
    "policies_table",
    "why_csv",
    "why_table",
]
