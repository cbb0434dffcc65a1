"""Trying points before anything runs: which of them the model would refuse, and where that stands."""

from __future__ import annotations

import numpy as np

from experiments.designs.checking import at
from experiments.designs.design import Design, Point
from experiments.designs.table import Table
from sim.region import problems as region_problems
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.source import Entry

TRIED = 300
"""Points that are tried out before anything runs (each takes some hundredths of a second)."""


def impossible(design: Design, whole: Entry, table: Table | None = None) -> list[Problem]:
    """What is wrong with points, each as a whole: values that only make sense together stand together.

    Of more than ``TRIED`` points as many are tried, evenly spaced: a point that proves impossible later is a
    row that says so.
    """
    problems: dict[str, Problem] = {}
    tried = np.linspace(0, len(design.points) - 1, min(TRIED, len(design.points)))
    for position in np.unique(tried.astype(int)):
        point = design.points[position]
        try:
            wrong = [Problem.of(text) for text in region_problems(design.scenario(point))]
        except ScenarioError as error:
            wrong = list(error.problems)
        for problem in wrong:
            text = ": ".join(
                part for part in (problem.file.removeprefix("--set "), problem.path, problem.message) if part
            )
            if text not in problems:
                words = f"{text} (at the point {words_of(design, point)})"
                if table is not None:
                    row = position * len(table.lines) // len(design.points)
                    problems[text] = Problem(words, file=table.file, line=table.lines[row])
                else:
                    problems[text] = at(whole, words, "factors", *_owner(design, point, problem))
    return list(problems.values())


def words_of(design: Design, point: Point, most: int = 8) -> str:
    """A point's values in words, as many of them as one can read."""
    words = [
        f"{key} {value if isinstance(value, str) else format(value, '.6g')}"
        for key, value in zip(design.factors, point.values, strict=True)
    ]
    return ", ".join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")


def _owner(design: Design, point: Point, problem: Problem) -> tuple[str, ...]:
    """Where in the design the value complained of stands."""
    wanted = {problem.path, problem.file.removeprefix("--set ")}
    for (key, factor), level in zip(design.factors.items(), point.values, strict=True):
        if factor.path:
            if factor.path in wanted:
                return (key, "range" if factor.range is not None else "around")
        elif wanted & set((factor.levels or {}).get(str(level)) or {}):
            return (key, "levels", str(level))
    return ()


__all__ = ["TRIED", "impossible", "words_of"]
