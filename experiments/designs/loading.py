"""Experiment designs: which levels of which factors are combined, how often, and what is looked at.

A design is a YAML file with the one key ``design``. Every combination of levels is a *cell*; each cell is
lived through with the same seeds, so that cells are compared within replicates.
"""

from __future__ import annotations

import difflib
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from experiments.outcomes import BY_KEY, MONTHS
from sim.scenario import load_scenario, with_overrides
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.schema.base import Section
from sim.scenario.source import Entry, read

if TYPE_CHECKING:
    from sim.scenario import Scenario

KEY = "design"
MOST_CELLS = 5000
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Level = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class FactorSettings(Section):
    """One thing that is varied."""

    label: str = Field("", max_length=80)
    """What it is called in figures (its key when left out)."""
    levels: dict[Level, dict[str, Any] | None] = Field(min_length=2, max_length=30)
    """Name of a level: what it changes in the base, ``{dotted path: value}``, or null for nothing. The first
    is what the others are compared with."""


class FigureSettings(Section):
    """Which factor stands where in the figure; the others are averaged over."""

    x: Name | None = None
    """Along the axis."""
    lines: Name | None = None
    """One line a level."""
    panels: Name | None = None
    """One column of charts a level."""


class DesignSettings(Section):
    """A full factorial experiment."""

    title: str = Field("", max_length=200)
    """What it asks, in words: the title of figure and report."""
    base: str = Field(min_length=1, max_length=400)
    """Scenario file that every cell changes: beside the design, or one that comes with bygd."""
    replicates: int = Field(8, ge=1, le=100_000)
    """Times every cell is lived through, each with other luck, the same in all cells."""
    months: int | None = Field(None, ge=MONTHS, le=480)
    """Length of every run [month]; the base's when left out."""
    seed: int | None = Field(None, ge=0, le=2**63 - 1)
    """Seed of the experiment; the base's when left out."""
    outcomes: list[str] = Field(["local_friends", "retention_5", "employed"], min_length=1, max_length=6)
    """What effects are computed of: keys of outcomes."""
    factors: dict[Name, FactorSettings] = Field(min_length=1, max_length=8)
    """What is varied, by a short key."""
    figure: FigureSettings = Field(default_factory=FigureSettings)
    """Which factor stands where in the figure."""


class DesignFile(Section):
    """The file."""

    design: DesignSettings
    """The one thing in it."""


@dataclass(frozen=True)
class Cell:
    """One combination of levels."""

    levels: tuple[str, ...]
    """In the order of the factors."""
    scenario: Scenario


@dataclass(frozen=True)
class Design:
    """A design with its scenarios, ready to be run."""

    name: str
    settings: DesignSettings
    cells: tuple[Cell, ...]
    """In the order of the levels, the last factor running fastest; the first is the reference."""
    months: int
    seed: int
    replicates: int

    @property
    def title(self) -> str:
        return self.settings.title or self.name

    @property
    def factors(self) -> Mapping[str, FactorSettings]:
        return self.settings.factors

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        return {key: tuple(factor.levels) for key, factor in self.factors.items()}

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(levels) for levels in self.levels.values())

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(self.settings.outcomes)

    def label(self, factor: str) -> str:
        return self.factors[factor].label or factor.replace("_", " ").replace("-", " ").capitalize()


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
    """Read a design, its base and every cell, and validate all of it.

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
    return Design(
        Path(path).stem, found, tuple(_cells(found, base, whole)), length,
        seed if seed is not None else found.seed if found.seed is not None else base.seed,
        replicates or found.replicates,
    )


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
    if cells > MOST_CELLS:
        yield _at(whole, f"{cells:,} combinations of levels; at most {MOST_CELLS:,}", "factors")
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


def _cells(found: DesignSettings, base: Scenario, whole: Entry) -> Iterator[Cell]:
    """Every combination, validated as a whole: values that only make sense together stand together."""
    problems: dict[str, Problem] = {}
    cells = []
    for levels in itertools.product(*(factor.levels for factor in found.factors.values())):
        changes: dict[str, Any] = {}
        for factor, level in zip(found.factors.values(), levels, strict=True):
            changes.update(factor.levels[level] or {})
        try:
            cells.append(Cell(levels, with_overrides(base, changes)))
        except ScenarioError as error:
            words = ", ".join(f"{key} {level}" for key, level in zip(found.factors, levels, strict=True))
            for problem in error.problems:
                text = ": ".join(part for part in (problem.file.removeprefix("--set "), problem.path,
                                                   problem.message) if part)
                factor_key = _owner(found, levels, problem)
                if text not in problems:
                    problems[text] = _at(whole, f"{text} (in the cell {words})", "factors", *factor_key)
    if problems:
        raise ScenarioError(*problems.values())
    yield from cells


def _owner(found: DesignSettings, levels: tuple[str, ...], problem: Problem) -> tuple[str, ...]:
    """Where in the design the value complained of stands."""
    wanted = {problem.path, problem.file.removeprefix("--set ")}
    for (key, factor), level in zip(found.factors.items(), levels, strict=True):
        if wanted & set(factor.levels[level] or {}):
            return (key, "levels", level)
    return ()


__all__ = ["Cell", "Design", "DesignFile", "DesignSettings", "FactorSettings", "FigureSettings", "is_design",
           "load_design"]
