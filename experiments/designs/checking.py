"""What is wrong with a design that its file alone shows, and with its factors in their base."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator
from typing import Any, Literal

from experiments.designs.factors import Range, Refusal, range_of
from experiments.designs.sampling import POWERS_OF_TWO, SPREAD, STEPS, WITH_POINTS, neighbours, rows_of
from experiments.designs.settings import MOST_POINTS, DesignSettings, FactorSettings
from experiments.outcomes.outcome import BY_KEY, MONTHS
from sim.scenario.errors import Problem
from sim.scenario.source import Entry
from sim.words import counted

KEY = "design"
COLUMNS = ("point", "cell", "replicate", "seed", "stage", "error", "digest")
"""Columns of the results besides factors and outcomes."""


def at(whole: Entry, message: str, *path: str) -> Problem:
    """A problem at the line of the design in which ``path`` stands."""
    here = whole.find((KEY, *path))
    return Problem(message, ".".join((KEY, *path)), here.file, here.line)


def near(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def inconsistencies(found: DesignSettings, whole: Entry, months: int | None) -> Iterator[Problem]:
    """What does not go together in the file itself."""
    for number, outcome in enumerate(found.outcomes):
        if outcome not in BY_KEY:
            yield at(whole, f"there is no outcome {outcome!r}; {near(outcome, list(BY_KEY))}", "outcomes", str(number))
    if len(set(found.outcomes)) < len(found.outcomes):
        yield at(whole, "names an outcome twice", "outcomes")
    yield from _method(found, whole)
    for key, factor in found.factors.items():
        yield from _factor(key, factor, found.method, whole)
    yield from _figure(found, whole)
    yield from _overlaps(found, whole)
    if months is not None and months < MONTHS:
        yield Problem(f"--months: a design runs for {MONTHS} months or more, not {months}")


def _method(found: DesignSettings, whole: Entry) -> Iterator[Problem]:
    method = found.method
    if not found.factors and method != "table":
        yield at(whole, "is missing: a design varies at least one factor", "factors")
    if method in WITH_POINTS and found.points is None:
        what = {"morris": "how many trajectories", "sobol-indices": "how large a base sample"}
        yield at(whole, f"is missing: {what.get(method, 'how many points')}, such as 64", "points")
    if method not in WITH_POINTS and found.points is not None:
        yield at(whole, f"is of no use to method {method}", "points")
    if method in POWERS_OF_TWO and found.points and math.log2(found.points) % 1:
        low, high = neighbours(found.points)
        yield at(
            whole,
            f"found {found.points}; Sobol' points are balanced only for a power of two: {low} or {high}",
            "points",
        )
    if found.steps is not None:
        if method not in STEPS:
            yield at(whole, f"is of no use to method {method}", "steps")
        elif method == "morris" and found.steps % 2:
            yield at(whole, f"found {found.steps}; Morris' trajectories need an even number", "steps")
    if found.second_order and method != "sobol-indices":
        yield at(whole, f"is of no use to method {method}", "second_order")
    if found.table and method != "table":
        yield at(whole, f"is of no use to method {method}; did you mean method: table?", "table")
    if method == "table" and not found.table:
        yield at(whole, "is missing: the CSV file whose rows are the points", "table")
    if (
        method in (*SPREAD, "morris", "sobol-indices", "one-at-a-time")
        and found.factors
        and not any(factor.path for factor in found.factors.values())
    ):
        yield at(whole, f"{method} varies numbers; give a factor path and range, or choose method: grid", "method")


def _factor(key: str, factor: FactorSettings, method: str, whole: Entry) -> Iterator[Problem]:
    place = ("factors", key)
    if key in COLUMNS or key in BY_KEY:
        yield at(whole, "is a column of the results already; the factor needs another name", *place)
    if factor.levels is None and not factor.path:
        yield at(whole, "give it levels, or a path with range or around", *place)
    elif factor.levels is not None:
        for name in ("path", "range", "around", "scale"):
            if name in factor.model_fields_set:
                yield at(whole, "a factor with levels has no other values", *place, name)
    elif method == "table":
        for name in ("range", "around"):
            if name in factor.model_fields_set:
                yield at(whole, "the table gives the values", *place, name)
    elif factor.range is None and factor.around is None:
        yield at(whole, "give it a range [low, high], or around (0.3 for ±30 % of the base's value)", *place)
    elif factor.range is not None and factor.around is not None:
        yield at(whole, "range and around are two ways of saying one thing: choose one", *place, "around")


def _figure(found: DesignSettings, whole: Entry) -> Iterator[Problem]:
    roles: list[Literal["x", "lines", "panels"]] = ["x", "lines", "panels"]
    named = [(role, getattr(found.figure, role)) for role in roles if getattr(found.figure, role)]
    for role, key in named:
        if key not in found.factors:
            yield at(whole, f"there is no factor {key!r}; {near(key, list(found.factors))}", "figure", role)
        elif found.method != "grid" and found.factors[key].path:
            yield at(whole, f"{key} has no levels; the figure shows factors with levels", "figure", role)
    if len({key for _, key in named}) < len(named):
        yield at(whole, "gives one factor two places", "figure")


def _overlaps(found: DesignSettings, whole: Entry) -> Iterator[Problem]:
    """Fields that two factors set, or of which one factor sets a part and another the whole."""
    owner: dict[str, str] = {}
    for key, factor in found.factors.items():
        for path in sorted(
            {path for changes in (factor.levels or {}).values() for path in changes or {}}
            | ({factor.path} if factor.path else set())
        ):
            if owner.setdefault(path, key) != key:
                yield at(whole, f"{path} is set by {owner[path]} too: two factors cannot set one field", "factors", key)
    for path, key in owner.items():
        steps = path.split(".")
        for length in range(1, len(steps)):
            other = owner.get(".".join(steps[:length]), key)
            if other != key:
                yield at(
                    whole, f"{path} is a part of what {other} sets: two factors cannot set one field", "factors", key
                )


def ranges_in(found: DesignSettings, plain: dict[str, Any], whole: Entry) -> tuple[dict[str, Range], list[Problem]]:
    """Ranges by factor in a base given as plain data, and what is wrong with them."""
    ranges, problems = {}, []
    for key, factor in found.factors.items():
        if not factor.path or (factor.range is None and factor.around is None):
            continue
        one = range_of(factor, plain)
        if isinstance(one, Refusal):
            problems.append(at(whole, one.message, "factors", key, one.key))
        elif found.method == "one-at-a-time" and one.base is None:
            problems.append(
                at(whole, f"the base has nothing at {one.path}, where the others stand still", "factors", key, "path")
            )
        else:
            ranges[key] = one
    return ranges, problems


def too_many(rows: int, combinations: int, whole: Entry) -> Iterator[Problem]:
    points = rows * combinations
    if points > MOST_POINTS:
        words = (
            f"{counted(combinations, 'combination', 'combinations')} of levels"
            if rows == 1
            else (
                f"{counted(rows, 'row', 'rows')} × {counted(combinations, 'combination', 'combinations')} of "
                f"levels = {counted(points, 'point', 'points')}"
                if combinations > 1
                else f"{counted(rows, 'point', 'points')}"
            )
        )
        yield at(whole, f"{words}; at most {MOST_POINTS:,}", "factors")


def size_of(found: DesignSettings, sampled: int) -> int:
    """Rows of the sample when that many factors are drawn."""
    return rows_of(found, sampled) if sampled else 1


def beyond(found: DesignSettings, whole: Entry, months: int) -> Iterator[Problem]:
    """Outcomes that the runs are too short for."""
    if months < MONTHS:
        yield at(
            whole, f"the base lasts {counted(months, 'month', 'months')}; a design runs for {MONTHS} or more", "base"
        )
    for number, outcome in enumerate(found.outcomes):
        years = BY_KEY[outcome].year if outcome in BY_KEY else 0
        if years and years * MONTHS + 1 > months:  # who comes in the first month is followed that long
            yield at(
                whole,
                f"{outcome} asks for {counted(years * MONTHS + 1, 'month', 'months')}, the runs have {months}",
                "outcomes",
                str(number),
            )


__all__ = ["KEY", "at", "beyond", "inconsistencies", "near", "ranges_in", "size_of", "too_many"]
