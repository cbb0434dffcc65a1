"""Which evidence the model is tested on: the rows of ``patterns.yaml``, and the rival claims."""

from __future__ import annotations

import json
import typing
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from calibration.patterns import PATTERNS
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.paths import near
from sim.scenario.schema.base import Section
from sim.scenario.schema.rivals import RivalSettings as Switches
from sim.scenario.source import read

FILE = Path(__file__).resolve().parent.parent / "patterns.yaml"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class PatternSettings(Section):
    """One row of evidence the model is tested on."""

    row: str = Field(max_length=400)
    """The row in the evidence table, by its first column; empty for what only a seed document tells."""
    use: Literal["T", "T (lower bound)", "T (direction)", "seed"]
    source: str = Field(min_length=1, max_length=200)
    grade: Literal["S", "V", "M", "D"]
    tested_by: list[str] = Field(default_factory=list, max_length=10)
    """Names of patterns."""
    partly: str = Field("", max_length=1000)
    """What of the row is left untested."""
    not_tested: str = Field("", max_length=1000)
    """Why it is not tested at all."""

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

    patterns: dict[Name, PatternSettings] = Field(min_length=1, max_length=100)
    rivals: dict[Name, RivalSettings] = Field(default_factory=dict, max_length=20)


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


__all__ = ["PatternSettings", "PatternsFile", "RivalSettings", "load_patterns", "rival_settings", "settings_of_rivals"]
