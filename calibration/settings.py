"""What a calibration file may say."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from experiments.designs.settings import LimitSettings, Name, Scale
from sim.scenario.schema.base import Section

Town = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,39}$")]


class ParameterSettings(Section):
    """One uncertain number of the model, with the values it could have before any evidence is looked at."""

    label: str = Field(min_length=1, max_length=80)
    """What it is called in figures and tables."""
    path: str = Field(min_length=1, max_length=300)
    """Dotted path of a number; it is changed in all scenarios alike."""
    range: tuple[float, float]
    """Least and greatest value thought possible, in the field's own unit."""
    scale: Scale = "linear"
    """Scale on which the values in the range are equally likely: log for orders of magnitude."""
    varies: bool = False
    """Whether countries differ in it: each then has a value of its own, drawn towards what they have in common."""


class WaveSettings(Section):
    """History matching: how many points a wave has, and what rules a point out."""

    points: int = Field(160, ge=4, le=10_000)
    """Points of the first wave, spread over the whole space."""
    later: int | None = Field(None, ge=4, le=10_000)
    """Points of each later wave, in what is not ruled out; as many as in the first when left out."""
    most: int = Field(4, ge=1, le=20)
    """Waves at most."""
    cutoff: float = Field(3.0, gt=0, le=10)
    """Implausibility beyond which a point is ruled out [standard deviations]."""
    forgiven: int = Field(1, ge=0, le=10)
    """Groups of targets that err together which a point may miss in the lenient waves (1: the second largest
    implausibility decides)."""
    lenient: int = Field(20, ge=0, le=20)
    """Waves, from the first, in which so many are forgiven; later none. When forgiving ends, misfit looks like
    information: the default never ends it."""
    least: float = Field(0.05, ge=0, lt=1)
    """No wave leaves less than this share of the region before it: the cutoff is raised to where it does, and it is
    said. A region that shrinks faster shrinks because targets conflict."""
    shrink: float = Field(0.8, gt=0, lt=1)
    """The waves end when a wave leaves more than this share of the region before it."""
    sample: int = Field(1500, ge=50, le=100_000)
    """Points by which a region is described, and at least so many of which it is sampled."""


class PosteriorSettings(Section):
    """Approximate Bayesian computation within the last region."""

    simulations: int = Field(40_000, ge=200, le=5_000_000)
    """Emulated simulations."""
    accepted: float = Field(0.05, gt=0, le=1)
    """Share of them, the nearest to the targets, that regression adjustment works with."""
    draws: int = Field(1000, ge=20, le=100_000)
    """Draws of the posterior."""
    checked: int = Field(20, ge=0, le=1000)
    """Draws that are simulated in full at the end, to see what the model then says, and to check emulators on points
    that no wave was trained on."""
    fresh: int = Field(10, ge=2, le=1000)
    """Seeds, none of them among those of the fit, with which the centre is simulated: verdicts rest on them."""


class RecoverySettings(Section):
    """Known parameter sets, drawn from the prior and fitted as the evidence is, from the first wave on."""

    sets: int = Field(0, ge=0, le=1000)
    """How many; 0: none."""
    waves: int = Field(1, ge=1, le=20)
    """Waves of each such fit at most; the first is that of the fit itself, whose runs are the same for all."""
    points: int = Field(24, ge=4, le=10_000)
    """Points of each later wave of such a fit."""
    simulations: int = Field(10_000, ge=200, le=5_000_000)
    """Emulated simulations of each."""
    mechanism: dict[str, Any] = Field(default_factory=dict, max_length=20)
    """One mechanism more, {dotted path: value}: the sets are also simulated with it and fitted without, to see what
    intervals hold when the model is wrong."""


class CalibrationSettings(Section):
    """A calibration."""

    title: str = Field("", max_length=200)
    """What is fitted, in words."""
    targets: str = Field("targets.yaml", min_length=1, max_length=400)
    """File of the targets, beside this one."""
    replicates: int = Field(2, ge=1, le=1000)
    """How many times every point is simulated in every scenario, each time with a seed of its own."""
    seed: int = Field(1, ge=0, le=2**63 - 1)
    """Everything that is drawn follows from it."""
    parameters: dict[Name, ParameterSettings] = Field(min_length=1, max_length=60)
    """The uncertain numbers, by a short key."""
    waves: WaveSettings = Field(default_factory=WaveSettings)
    """The waves."""
    posterior: PosteriorSettings = Field(default_factory=PosteriorSettings)
    """The posterior."""
    recovery: RecoverySettings = Field(default_factory=RecoverySettings)
    """Known sets, fitted as if they were unknown."""
    countries: dict[Town, Name] = Field(default_factory=dict, max_length=60)
    """Country of each town that targets are measured in; with it, parameters that vary differ by country."""
    pooling: float = Field(0.8, gt=0, le=5)
    """The greatest standard deviation between countries of a parameter that varies, where the prior of what they have
    in common has 1."""
    halves: list[list[Name]] = Field(default_factory=list, max_length=2)
    """Two groups of countries: each is predicted by a fit to the other."""
    budgets: dict[Name, dict[str, Any]] = Field(default_factory=dict, max_length=10)
    """Other settings for less or more time, by name: what differs of replicates, waves, posterior and recovery."""
    limits: LimitSettings = Field(default_factory=LimitSettings)
    """What one run may take."""


class CalibrationFile(Section):
    """The file."""

    calibration: CalibrationSettings
    """The one thing in it."""


__all__ = [
    "CalibrationFile",
    "CalibrationSettings",
    "ParameterSettings",
    "PosteriorSettings",
    "RecoverySettings",
    "WaveSettings",
]
