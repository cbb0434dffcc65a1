"""What a design file may say."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from experiments.outcomes.outcome import MONTHS
from sim.scenario.schema.base import Section

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Level = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Method = Literal["grid", "latin-hypercube", "sobol", "halton", "morris", "sobol-indices", "one-at-a-time", "table"]
Scale = Literal["linear", "log"]
MOST_POINTS = 100_000
MOST_FACTORS = 200


class FactorSettings(Section):
    """One thing that is varied: by ``levels``, or as a number at a ``path`` with ``range`` or ``around``."""

    label: str = Field("", max_length=80)
    """What it is called in figures (made from its path or key when left out)."""
    levels: dict[Level, dict[str, Any] | None] | None = Field(None, min_length=2, max_length=30)
    """Name of a level: what it changes in the base, ``{dotted path: value}``, or null for nothing. The first
    is what the others are compared with."""
    path: str = Field("", max_length=300)
    """Dotted path of a number in the scenario."""
    range: tuple[float, float] | None = None
    """Its least and greatest value, in the field's own unit."""
    around: float | None = Field(None, gt=0, le=1)
    """In place of a range: so large a share of the base's value to both sides (0.3 for ±30 %), as far as the
    field allows."""
    scale: Scale = "linear"
    """Scale on which values are spread evenly: log for numbers known by their order of magnitude."""


class FigureSettings(Section):
    """Which factor stands where in the figure; the others are averaged over."""

    x: Name | None = None
    """Along the axis."""
    lines: Name | None = None
    """One line a level."""
    panels: Name | None = None
    """One column of charts a level."""


class LimitSettings(Section):
    """What one run may take. A run that takes more is given up: a row with the reason."""

    seconds: float = Field(3600.0, gt=0, le=1e6)
    """Wall-clock time of a run [s]."""
    memory: int | None = Field(None, ge=100, le=10_000_000)
    """Memory of the process that runs it [MB]; an equal share of most of the machine's when left out."""


class DesignSettings(Section):
    """A designed experiment."""

    title: str = Field("", max_length=200)
    """What it asks, in words: the title of figure and report."""
    base: str = Field(min_length=1, max_length=400)
    """Scenario file that every point changes: beside the design, or one that comes with bygd."""
    replicates: int = Field(8, ge=1, le=100_000)
    """Times every point is simulated, each with other random draws, the same at all points."""
    months: int | None = Field(None, ge=MONTHS, le=480)
    """Length of every run [month]; the base's when left out."""
    seed: int | None = Field(None, ge=0, le=2**63 - 1)
    """Seed of the experiment; the base's when left out."""
    outcomes: list[str] = Field(["local_friends", "retention_5", "employed"], min_length=1, max_length=6)
    """What is analysed: keys of outcomes. All outcomes are kept."""
    method: Method = "grid"
    """How points are chosen: every combination (grid), points spread over the ranges (latin-hypercube, sobol,
    halton), a sample for sensitivity analysis (morris, sobol-indices), one factor at a time, or a table."""
    points: int | None = Field(None, ge=1, le=MOST_POINTS)
    """Size of the sample: points (latin-hypercube, sobol, halton), trajectories (morris) or base sample
    (sobol-indices)."""
    steps: int | None = Field(None, ge=2, le=30)
    """Values along a range in a grid (3 when left out), of morris (4), of one-at-a-time (2: low and high)."""
    second_order: bool = False
    """Whether sobol-indices also samples for indices of pairs, which takes nearly twice as many points."""
    table: str = Field("", max_length=400)
    """CSV file beside the design whose rows are the points (method table)."""
    factors: dict[Name, FactorSettings] = Field(default_factory=dict, max_length=MOST_FACTORS)
    """What is varied, by a short key."""
    figure: FigureSettings = Field(default_factory=FigureSettings)
    """Which factor stands where in the figure."""
    limits: LimitSettings = Field(default_factory=LimitSettings)
    """What one run may take."""


class DesignFile(Section):
    """The file."""

    design: DesignSettings
    """The one thing in it."""


__all__ = [
    "MOST_FACTORS",
    "MOST_POINTS",
    "DesignFile",
    "DesignSettings",
    "FactorSettings",
    "FigureSettings",
    "LimitSettings",
    "Method",
    "Scale",
]
