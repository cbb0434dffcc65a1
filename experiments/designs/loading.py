"""Reading a design file: everything wrong with it is told at once, with line and path."""

from __future__ import annotations

import difflib
import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import ValidationError

from experiments.designs.design import Design, Point
from experiments.designs.settings import DesignFile, DesignSettings
from experiments.outcomes import BY_KEY, MONTHS
from sim.region import problems as region_problems
from sim.scenario import load_scenario, with_overrides
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.source import Entry, read

KEY = "design"
MOST_POINTS = 100_000
TRIED = 1000
"""Points that are tried out before anything runs (each takes some milliseconds)."""


def is_design(path: str | Path) -> bool:
    """Whether the file holds a design. Raises ``ScenarioError`` for a file that is no YAML mapping."""
    return KEY in read(Path(path), str(path)).value


def load_design(
    path: str | Path,
    *,
    settings: Mapping[str, Any] | None = None,
    replicates: int | None = None,
    months: int | None = None,
    seed: int | None = None,
) -> Design:
    """Read a design, its base and its points, and validate all of it.

    ``settings`` change the base first; the others replace what the file says. Raises ``ScenarioError`` with
    everything found wrong: file, line, dotted path, what was found and what is allowed.
    """
    whole = read(Path(path), str(path))
    found = _validated(whole)
    problems = list(_inconsistencies(found, whole, months))
    if problems:
        raise ScenarioError(*problems)
    base = with_overrides(load_scenario(_base_file(found.base, Path(path), whole)), settings or {})
    length = months or found.months or base.months
    if problems := list(_beyond(found, whole, length)):
        raise ScenarioError(*problems)
    if length != base.months:
        base = with_overrides(base, {"months": length})
    design = Design(
        Path(path).stem, found, base, _points(found), length,
        seed if seed is not None else found.seed if found.seed is not None else base.seed,
        replicates or found.replicates,
    )
    if problems := _impossible(design, whole):
        raise ScenarioError(*problems)
    return design


def _validated(whole: Entry) -> DesignSettings:
    try:
        return DesignFile.model_validate_json(json.dumps(whole.plain()), strict=True).design
    except ValidationError as error:
        raise ScenarioError(*problems_of(error, DesignFile, whole)) from None


def _at(whole: Entry, message: str, *path: str) -> Problem:
    here = whole.find((KEY, *path))
    return Problem(message, ".".join((KEY, *path)), here.file, here.line)


def _inconsistencies(found: DesignSettings, whole: Entry, months: int | None) -> Iterator[Problem]:
    for number, outcome in enumerate(found.outcomes):
        if outcome not in BY_KEY:
            yield _at(whole, f"there is no outcome {outcome!r}; {_near(outcome, list(BY_KEY))}", "outcomes",
                      str(number))
    if len(set(found.outcomes)) < len(found.outcomes):
        yield _at(whole, "names an outcome twice", "outcomes")
    roles: list[Literal["x", "lines", "panels"]] = ["x", "lines", "panels"]
    named = [(role, getattr(found.figure, role)) for role in roles if getattr(found.figure, role)]
    for role, factor in named:
        if factor not in found.factors:
            yield _at(whole, f"there is no factor {factor!r}; {_near(factor, list(found.factors))}",
                      "figure", role)
    if len({factor for _, factor in named}) < len(named):
        yield _at(whole, "gives one factor two places", "figure")
    owner: dict[str, str] = {}
    for key, factor in found.factors.items():
        for path in {path for changes in factor.levels.values() for path in changes or {}}:
            if owner.setdefault(path, key) != key:
                yield _at(whole, f"{path} is set by {owner[path]} too: two factors cannot set one field",
                          "factors", key)
    cells = 1
    for factor in found.factors.values():
        cells *= len(factor.levels)
    if cells > MOST_POINTS:
        yield _at(whole, f"{cells:,} combinations of levels; at most {MOST_POINTS:,}", "factors")
    if months is not None and months < MONTHS:
        yield Problem(f"--months: a design runs for {MONTHS} months or more, not {months}")


def _beyond(found: DesignSettings, whole: Entry, months: int) -> Iterator[Problem]:
    """Outcomes that the runs are too short for."""
    if months < MONTHS:
        yield _at(whole, f"the base lasts {months} months; a design runs for {MONTHS} or more", "base")
    for number, outcome in enumerate(found.outcomes):
        if BY_KEY[outcome].year * MONTHS > months:
            yield _at(whole, f"{outcome} asks for {BY_KEY[outcome].year * MONTHS} months, the runs have "
                      f"{months}", "outcomes", str(number))


def _near(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def _base_file(name: str, design: Path, whole: Entry) -> str:
    """The base's file: beside the design, beside the program's own scenarios, or among them."""
    packaged = packaged_scenarios()
    for candidate in (design.parent / name, packaged.parent / name, packaged / name):
        if candidate.is_file():
            return str(candidate)
    folders = [folder for folder in (design.parent, packaged) if folder.is_dir()]
    there = sorted({file.name for folder in folders for file in folder.glob("*.y*ml")} - {design.name})
    close = difflib.get_close_matches(Path(name).name, there, 1)
    hint = f"; did you mean {close[0]}?" if close else ""
    raise ScenarioError(_at(whole, f"there is no file {name!r}{hint}", "base"))


def _points(found: DesignSettings) -> tuple[Point, ...]:
    """Every combination of levels."""
    points = []
    for levels in itertools.product(*(factor.levels for factor in found.factors.values())):
        changes: dict[str, Any] = {}
        for factor, level in zip(found.factors.values(), levels, strict=True):
            changes.update(factor.levels[level] or {})
        points.append(Point(levels, changes))
    return tuple(points)


def _impossible(design: Design, whole: Entry) -> list[Problem]:
    """What is wrong with points, each as a whole: values that only make sense together stand together.

    Of more than ``TRIED`` points as many are tried, evenly spaced: a point that proves impossible later is a
    row that says so.
    """
    problems: dict[str, Problem] = {}
    tried = np.linspace(0, len(design.points) - 1, min(TRIED, len(design.points)))
    for place in np.unique(tried.astype(int)):
        point = design.points[place]
        words = ", ".join(f"{key} {value}" for key, value in zip(design.factors, point.values, strict=True))
        try:
            wrong = [Problem.of(text) for text in region_problems(design.scenario(point))]
        except ScenarioError as error:
            wrong = list(error.problems)
        for problem in wrong:
            text = ": ".join(part for part in (problem.file.removeprefix("--set "), problem.path,
                                               problem.message) if part)
            if text not in problems:
                problems[text] = _at(whole, f"{text} (at the point {words})", "factors",
                                     *_owner(design.settings, point, problem))
    return list(problems.values())


def _owner(found: DesignSettings, point: Point, problem: Problem) -> tuple[str, ...]:
    """Where in the design the value complained of stands."""
    wanted = {problem.path, problem.file.removeprefix("--set ")}
    for (key, factor), level in zip(found.factors.items(), point.values, strict=True):
        if wanted & set(factor.levels[str(level)] or {}):
            return (key, "levels", str(level))
    return ()


__all__ = ["is_design", "load_design"]
