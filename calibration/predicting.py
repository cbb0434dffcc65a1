"""Out of sample: a fit to half of the countries predicts the figures of the other half, both ways, beside two rivals.

The emulators are those of the first wave, whose points lie over the whole space and were chosen by no target. Region
and posterior of a half rest on its own targets alone; in the other countries parameters that vary are drawn around what
countries have in common, as far apart as countries seem to lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from calibration.plan import Calibration
from calibration.posterior import within
from calibration.rivals import constant, kind_of, logistic
from calibration.waves import Wave, ruled

Array = np.ndarray[Any, Any]


class Guess(NamedTuple):
    """A figure that a fit has not seen, and what is predicted of it."""

    key: str
    kind: str
    value: float
    sd: float
    """Of observation and discrepancy: how near anything can be asked to come."""
    model: float
    low: float
    """5 % quantile over the half's posterior."""
    high: float
    constant: float
    logistic: float


@dataclass(frozen=True)
class Half:
    """What a fit to some countries says of the figures of others."""

    seen: tuple[str, ...]
    guesses: tuple[Guess, ...]

    def error(self, name: str) -> float:
        """Root mean square error in standard deviations of observation and discrepancy, over the figures that model and
        both rivals predict; NaN where there are none."""
        return rms([self], name)

    @property
    def comparable(self) -> list[Guess]:
        return [one for one in self.guesses if np.isfinite([one.model, one.constant, one.logistic]).all()]


def rms(halves: Sequence[Half], name: str, kind: str = "") -> float:
    """The same over several halves, of one kind of figure where it is given."""
    found = [one for half in halves for one in half.comparable if not kind or one.kind == kind]
    errors = [(getattr(one, name) - one.value) / one.sd for one in found]
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")


def predicted_halves(plan: Calibration, first: Wave) -> tuple[Half, ...]:
    """Both halves, each predicted from the other."""
    settings = plan.settings
    used = first.rule.emulators
    found = []
    for half in settings.halves:
        aims = tuple(one for one in plan.targets if plan.country_of(one.scenario) in half)
        others = [one for one in plan.targets if plan.country_of(one.scenario) not in half]
        mine = {one.key: used[one.key] for one in aims if one.key in used}
        if not mine or not others:
            continue
        fitted = replace(plan, targets=aims)
        _, region, _ = ruled(fitted, 1, first.before, mine, {})
        draws = within(fitted, region, mine).unit
        guesses = []
        for one in others:
            model = low = high = float("nan")
            if one.key in used:
                mean = used[one.key].predict(draws)[0]
                model, low, high = float(mean.mean()), *map(float, np.quantile(mean, [0.05, 0.95]))
            said = kind_of(one)
            rivals = [rival(aims, one) if said else float("nan") for rival in (constant, logistic)]
            guesses.append(Guess(one.key, said, one.value, float(np.sqrt(one.variance)), model, low, high, *rivals))
        found.append(Half(tuple(half), tuple(guesses)))
    return tuple(found)


__all__ = ["Guess", "Half", "predicted_halves", "rms"]
