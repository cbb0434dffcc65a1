"""What the model is fitted to: published figures, each with its error, its definition and its town.

Only rows of the evidence table marked C (calibration) may be targets. What the model is tested on is kept
in a file of its own, which nothing here reads.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from calibration.covariance import variance_of
from calibration.definitions import Definition, Reading
from experiments.outcomes.outcome import Outcomes
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.paths import near
from sim.scenario.schema.base import Section
from sim.scenario.source import Entry, read

HERE = Path(__file__).resolve().parent
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Town = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]


class ComponentSettings(Section):
    """What several figures have in common that lies between them and the model: a cohort, a table, a survey."""

    sd: float = Field(gt=0, le=10)
    """Standard deviation, in the unit of the figures that share it."""
    why: str = Field(min_length=1, max_length=400)
    """From which published spread it follows, or that it is judged."""


class TargetSettings(Section):
    """One figure the model is fitted to."""

    row: str = Field(min_length=1, max_length=200)
    """The figure's row in the evidence table, by its first column."""
    use: Literal["C", "C (wide tolerance)"]
    """How the row may be used: only rows marked C are fitted to."""
    label: str = Field(min_length=1, max_length=120)
    """What it is called in tables and figures."""
    value: float
    unit: str = Field("share", max_length=60)
    observation: float = Field(gt=0)
    """Standard deviation of the figure itself: sampling, rounding, reading it off a chart."""
    discrepancy: float = Field(gt=0)
    """Standard deviation of what lies between this figure alone and the model."""
    shares: dict[Name, float] = Field(default_factory=dict, max_length=10)
    """What it has in common with other figures: component and loading."""
    scenario: Town
    """The made-up town it is measured in, a file of calibration/scenarios/ without ending."""
    definition: Definition
    source: str = Field(min_length=1, max_length=200)
    grade: Literal["S", "V", "M", "D"]
    """S seed document, V seen in a publication, M not checked, D derived from another figure."""


class UnmeasuredSettings(Section):
    """A figure that may be fitted but that the model cannot honestly measure."""

    row: str = Field(min_length=1, max_length=200)
    use: Literal["C", "C (wide tolerance)"]
    figure: str = Field(min_length=1, max_length=200)
    why: str = Field(min_length=1, max_length=1000)


class TargetsFile(Section):
    """What a file of targets may say."""

    components: dict[Name, ComponentSettings] = Field(default_factory=dict, max_length=100)
    """What figures have in common, by name."""
    targets: dict[Name, TargetSettings] = Field(min_length=1, max_length=200)
    unmeasured: dict[Name, UnmeasuredSettings] = Field(default_factory=dict, max_length=200)


@dataclass(frozen=True)
class Target:
    """One published figure and how the model measures it. Deviations are in the figure's own unit."""

    key: str
    value: float
    observation: float
    """Standard deviation of the observation error."""
    discrepancy: float
    """Standard deviation of the model discrepancy of this figure alone."""
    scenario: str
    """Name of a town in calibration/scenarios/, without ending."""
    definition: Definition
    unit: str
    source: str
    grade: str
    label: str
    row: str = ""
    """Its row in the evidence table."""
    shared: tuple[tuple[str, float], ...] = ()
    """What it has in common with others: component, and loading times the component's standard deviation."""

    @property
    def variance(self) -> float:
        """Of observation error and all model discrepancy together."""
        return variance_of(self)

    @property
    def tolerance(self) -> float:
        """Standard deviation of the two together."""
        return math.sqrt(self.variance)


def load_targets(path: str | Path | None = None) -> tuple[Target, ...]:
    """The targets in a file, by default those that come with the program, in the file's order.

    Raises ``ScenarioError`` with everything wrong: file, line, path, what was found and what is allowed; a
    row that is not marked C, and a town that does not exist, are wrong.
    """
    whole, found = _read(path)
    problems = []
    for key, target in found.targets.items():
        if not os.path.isfile(scenario_file(target.scenario)):
            where = ("targets", key, "scenario")
            here = whole.find(where)
            problems.append(
                Problem(
                    f"there is no town {target.scenario!r}; there are {', '.join(towns())}",
                    path=".".join(where),
                    file=here.file,
                    line=here.line,
                )
            )
        for name in target.shares:
            if name not in found.components:
                share = ("targets", key, "shares", name)
                here = whole.find(share)
                message = f"there is no component {name!r}; {near(name, list(found.components))}"
                problems.append(Problem(message, path=".".join(share), file=here.file, line=here.line))
    if problems:
        raise ScenarioError(*problems)
    return tuple(
        Target(
            key,
            target.value,
            target.observation,
            target.discrepancy,
            target.scenario,
            target.definition,
            target.unit,
            target.source,
            target.grade,
            target.label,
            target.row,
            tuple((name, loading * found.components[name].sd) for name, loading in target.shares.items()),
        )
        for key, target in found.targets.items()
    )


def load_unmeasured(path: str | Path | None = None) -> dict[str, UnmeasuredSettings]:
    """Figures that might be fitted to and are not, by key, each with the reason."""
    return dict(_read(path)[1].unmeasured)


def _read(path: str | Path | None) -> tuple[Entry, TargetsFile]:
    file = HERE / "targets.yaml" if path is None else Path(path)
    whole = read(file, str(file))
    try:
        return whole, TargetsFile.model_validate_json(json.dumps(whole.plain()), strict=True)
    except ValidationError as error:
        raise ScenarioError(*problems_of(error, TargetsFile, whole)) from None


def scenarios_of(targets: Iterable[Target]) -> tuple[str, ...]:
    """Towns the targets are measured in, each once, in order of first use."""
    return tuple(dict.fromkeys(target.scenario for target in targets))


def scenario_file(name: str) -> Path:
    """The scenario file of a town."""
    return HERE / "scenarios" / f"{name}.yaml"


def towns() -> list[str]:
    """Names of the towns that targets are measured in; what lies in folders beside them serves other questions."""
    return sorted(file.stem for file in (HERE / "scenarios").glob("*.yaml"))


class TargetReader:
    """Takes the values of some targets from a history. Pickles, so that it can work where the run is made.

    The targets are of one town; whose town the history is of cannot be seen, so give it those of its town.
    """

    def __init__(self, targets: Iterable[Target]) -> None:
        self.targets = tuple(targets)

    def __call__(self, history: Any) -> Outcomes:
        """Values by key, without those the run does not say; and the digest of the last state."""
        reading = Reading(history, tuple(target.definition for target in self.targets))
        values = {target.key: reading.value(target.definition) for target in self.targets}
        finite = {key: value for key, value in values.items() if math.isfinite(value)}
        return Outcomes(finite, str(history.digest))


__all__ = [
    "ComponentSettings",
    "Target",
    "TargetReader",
    "TargetSettings",
    "TargetsFile",
    "UnmeasuredSettings",
    "load_targets",
    "load_unmeasured",
    "scenario_file",
    "scenarios_of",
    "towns",
]
