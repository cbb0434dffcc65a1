"""What a design file may say."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from experiments.outcomes import MONTHS
from sim.scenario.schema.base import Section

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
    """Times every point is lived through, each with other luck, the same at all points."""
    months: int | None = Field(None, ge=MONTHS, le=480)
    """Length of every run [month]; the base's when left out."""
    seed: int | None = Field(None, ge=0, le=2**63 - 1)
    """Seed of the experiment; the base's when left out."""
    outcomes: list[str] = Field(["local_friends", "retention_5", "employed"], min_length=1, max_length=6)
    """What is analysed: keys of outcomes. All outcomes are kept."""
    factors: dict[Name, FactorSettings] = Field(min_length=1, max_length=8)
    """What is varied, by a short key."""
    figure: FigureSettings = Field(default_factory=FigureSettings)
    """Which factor stands where in the figure."""
    limits: LimitSettings = Field(default_factory=LimitSettings)
    """What one run may take."""


class DesignFile(Section):
    """The file."""

    design: DesignSettings
    """The one thing in it."""


__all__ = ["DesignFile", "DesignSettings", "FactorSettings", "FigureSettings", "LimitSettings"]
