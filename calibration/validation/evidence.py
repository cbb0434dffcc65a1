"""Which evidence the model is tested on: the rows of ``patterns.yaml``, and the rival claims."""

from __future__ import annotations

import json
import typing
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from calibration.patterns import PATTERNS, Finding, Quantity
from calibration.validation.looks import Looks
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.paths import near
from sim.scenario.schema.base import Section
from sim.scenario.schema.rivals import RivalSettings as Switches
from sim.scenario.source import read

QUANTITIES = typing.get_args(Quantity)
Amount = Annotated[float, Field(gt=0, le=1e7)]
Amounts = dict[Quantity, Amount]
FILE = Path(__file__).resolve().parent.parent / "patterns.yaml"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


Topic = Literal[
    "staying",
    "work",
    "friends",
    "language",
    "trust",
    "attitude",
    "clubs",
    "volunteers",
    "organisations",
    "people",
    "schools",
    "homes",
    "money",
]
"""What a row of evidence speaks of."""
Kind = Literal[
    "mentors",
    "groups",
    "placements",
    "support",
    "driving",
    "coordinators",
    "project_money",
    "procurement",
    "copying",
    "courses",
    "club_fees",
    "childcare",
    "businesses",
    "closures",
    "settlement",
    "inflow",
]
"""A lever whose effect it speaks of."""


class DesignSettings(Section):
    """How many pairs of runs there may be, and when the verdict is asked for."""

    seed: int = Field(ge=0, lt=2**63)
    """Of the runs; every pair's own follows from it."""
    level: float = Field(gt=0.5, lt=1)
    """Of the intervals of a pattern, over all its looks together."""
    looks: list[Annotated[int, Field(ge=2, le=10_000)]] = Field(min_length=1, max_length=10)
    """Numbers of pairs at which verdicts are asked for."""
    most: int = Field(ge=2, le=10_000)
    """Pairs of a row that does not say otherwise."""

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.looks != sorted(set(self.looks)):
            raise ValueError("looks: found numbers that do not rise; allowed: each above the one before")
        return self


class QuantitySettings(Section):
    """What some claims are of."""

    unit: str = Field(min_length=1, max_length=80)
    least: Annotated[float, Field(ge=0, le=1e7)]
    """The smallest difference worth telling, in the unit; 0: any."""
    why: str = Field(min_length=1, max_length=400)


class PatternSettings(Section):
    """One row of evidence the model is tested on."""

    row: str = Field(max_length=400)
    """The row in the evidence table, by its first column; empty for what only a seed document tells."""
    use: Literal["T", "T (lower bound)", "T (direction)", "seed"]
    source: str = Field(min_length=1, max_length=200)
    grade: Literal["S", "V", "M", "D"]
    outcomes: list[Topic] = Field(min_length=1, max_length=5)
    levers: list[Kind] = Field(default_factory=list, max_length=5)
    tested_by: list[str] = Field(default_factory=list, max_length=10)
    """Names of patterns."""
    partly: str = Field("", max_length=1000)
    """What of the row is left untested."""
    not_tested: str = Field("", max_length=1000)
    """Why it is not tested at all."""
    most: int | None = Field(None, ge=2, le=10_000)
    """Pairs of runs there may be at most; None: as the design says."""
    least: Amounts = Field(default_factory=dict)
    """The smallest difference worth telling, where it is another here."""
    error: Amounts = Field(default_factory=dict)
    """Of the evidence's own figure: half of its 95 % interval. Limits are moved outwards by it."""
    why: str = Field("", max_length=600)
    """Reasons for the last three."""

    @model_validator(mode="after")
    def _with_reasons(self) -> Self:
        if (self.least or self.error) and not self.why:
            raise ValueError("why: least and error need a reason")
        return self

    @model_validator(mode="after")
    def _either(self) -> Self:
        if bool(self.tested_by) == bool(self.not_tested):
            raise ValueError("a row names the patterns that test it (tested_by), or says why none does (not_tested)")
        for name in self.tested_by:
            if name not in PATTERNS:
                raise ValueError(f"tested_by: there is no pattern {name!r}; {near(name, PATTERNS)}")
        return self


class RivalSettings(Section):
    """A claim the sources disagree on, and the switch by which the model follows either side."""

    row: str = Field(max_length=400)
    claim: str = Field(min_length=1, max_length=200)
    path: str = Field(min_length=1, max_length=80)
    source: str = Field(min_length=1, max_length=200)


class PatternsFile(Section):
    """What a file of patterns may say."""

    design: DesignSettings
    quantities: dict[Quantity, QuantitySettings]
    patterns: dict[Name, PatternSettings] = Field(min_length=1, max_length=100)
    rivals: dict[Name, RivalSettings] = Field(default_factory=dict, max_length=20)

    @model_validator(mode="after")
    def _all_quantities(self) -> Self:
        missing = [name for name in QUANTITIES if name not in self.quantities]
        if missing:
            raise ValueError(f"quantities: nothing is said of {', '.join(missing)}; allowed: all of them")
        return self

    def row_of(self, pattern: str) -> PatternSettings:
        """The row that a pattern tests."""
        return next(row for row in self.patterns.values() if pattern in row.tested_by)

    def looks_of(self, pattern: str) -> Looks:
        """When a verdict on a pattern is asked for."""
        most = self.row_of(pattern).most or self.design.most
        return Looks.up_to(most, self.design.looks, self.design.level)

    def held_to(self, finding: Finding, level: float | None = None) -> Finding:
        """What was found of a pattern, with what is worth telling, the errors of its evidence, and intervals of
        ``level`` (None: of one look)."""
        rows = [row for row in self.patterns.values() if finding.pattern in row.tested_by]
        least: dict[str, float] = {str(name): one.least for name, one in self.quantities.items()}
        least |= {str(name): value for row in rows for name, value in row.least.items()}
        error = {str(name): value for row in rows for name, value in row.error.items()}
        return finding.held_to(least, error, self.design.level if level is None else level)


def load_patterns(path: str | Path | None = None) -> PatternsFile:
    """The rows the model is tested on. Raises ``ScenarioError`` with everything wrong."""
    file = FILE if path is None else Path(path)
    whole = read(file, str(file))
    try:
        found = PatternsFile.model_validate_json(json.dumps(whole.plain()), strict=True)
    except ValidationError as error:
        raise ScenarioError(*problems_of(error, PatternsFile, whole)) from None
    problems = []
    for key, rival in found.rivals.items():
        if rival.path not in settings_of_rivals():
            here = whole.find(("rivals", key, "path"))
            problems.append(
                Problem(
                    f"{rival.path!r} is no switch; {near(rival.path, settings_of_rivals())}",
                    path=f"rivals.{key}.path",
                    file=here.file,
                    line=here.line,
                )
            )
    if problems:
        raise ScenarioError(*problems)
    return found


def settings_of_rivals() -> dict[str, tuple[str, ...]]:
    """Each rival switch by its path, with its settings, the default first."""
    found = {}
    for name, field in Switches.model_fields.items():
        values = typing.get_args(field.annotation)
        found[f"rivals.{name}"] = (field.default, *(value for value in values if value != field.default))
    return found


def rival_settings(evidence: PatternsFile) -> dict[str, str]:
    """Of each rival the setting the model does not follow by default, by path."""
    switches = settings_of_rivals()
    return {rival.path: other for rival in evidence.rivals.values() for other in switches[rival.path][1:]}


__all__ = [
    "DesignSettings",
    "PatternSettings",
    "PatternsFile",
    "RivalSettings",
    "load_patterns",
    "rival_settings",
    "settings_of_rivals",
]
