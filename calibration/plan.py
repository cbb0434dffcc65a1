"""A calibration, ready to be carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from calibration.settings import CalibrationSettings
from calibration.space import Parameter, Space

if TYPE_CHECKING:
    from experiments.outcomes.outcome import Outcomes
    from sim.scenario import Scenario


class Aim(Protocol):
    """What the machinery needs to know of a target (:class:`calibration.targets.Target`)."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def observation(self) -> float: ...
    @property
    def discrepancy(self) -> float: ...
    @property
    def shared(self) -> tuple[tuple[str, float], ...]: ...
    @property
    def scenario(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def variance(self) -> float: ...


Reader = Callable[[Any], "Outcomes"]


@dataclass(frozen=True)
class Calibration:
    """Which parameters are moved, in which scenarios, to come near which targets."""

    name: str
    settings: CalibrationSettings
    text: str
    """The file as it was given."""
    parameters: tuple[Parameter, ...]
    targets: tuple[Aim, ...]
    bases: Mapping[str, Scenario]
    """By name of the scenario, those of the targets."""
    reader: Callable[[Sequence[Any]], Reader]
    """Given targets, what reads their values off a history, in the worker."""
    command: str = ""
    budget: str = ""
    """Name of the budget whose settings these are."""

    @property
    def title(self) -> str:
        return self.settings.title or self.name

    @property
    def seed(self) -> int:
        return self.settings.seed

    @property
    def replicates(self) -> int:
        return self.settings.replicates

    @cached_property
    def space(self) -> Space:
        countries = list(dict.fromkeys(self.country_of(name) for name in self.bases))
        known = [name for name in countries if name] if any(one.varies for one in self.parameters) else []
        return Space(self.parameters, known, self.settings.pooling if known else 0.0)

    def country_of(self, scenario: str) -> str:
        """The country of a town; empty where the file does not say."""
        return self.settings.countries.get(scenario, "")

    def targets_in(self, scenario: str) -> list[Aim]:
        return [target for target in self.targets if target.scenario == scenario]

    def points_in(self, wave: int) -> int:
        """Points of a wave, counted from 1."""
        waves = self.settings.waves
        return waves.points if wave == 1 or waves.later is None else waves.later

    @property
    def most_runs(self) -> int:
        """Runs when all waves are needed."""
        waves, after, known = self.settings.waves, self.settings.posterior, self.settings.recovery
        points = sum(self.points_in(wave) for wave in range(1, waves.most + 1)) + after.checked
        worlds = 2 if known.mechanism else 1
        points += known.sets * worlds * (1 + (known.waves - 1) * known.points)
        return (points * self.replicates + after.fresh * bool(after.checked)) * len(self.bases)


__all__ = ["Aim", "Calibration", "Reader"]
