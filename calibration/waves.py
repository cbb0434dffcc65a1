"""Waves of history matching: run points, emulate, rule out, and go on in what is left.

    wave 1: a Latin hypercube over the whole space
    each wave: runs with replicates in all scenarios → an emulator a target, checked by leaving each point
    out → points whose implausibility is beyond the cutoff are ruled out → the next wave's points are spread
    over what is left, until that stops shrinking

A wave's emulators are trained on its own points and on those of earlier waves that lie in its region.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from calibration.emulator import Emulator
from calibration.fitting import Training, emulators_of
from calibration.implausibility import Rule
from calibration.plan import Calibration
from calibration.plausible_space import Sampled, first_points, narrowed, spread_out, whole
from calibration.running import Runs, Workers, run_points
from calibration.space import View
from sim.words import counted, figure

Array = np.ndarray[Any, Any]
FEWEST = 8
"""Points at which a target must have been measured to be emulated."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wave:
    """One wave and what it left."""

    number: int
    """From 1."""
    runs: Runs
    emulators: dict[str, Emulator]
    """By target, all that could be made."""
    refused: dict[str, str]
    """Targets that ruled nothing out in this wave, and why."""
    rule: Rule
    before: Sampled
    """The region its points were drawn from."""
    after: Sampled
    note: str = ""
    """What had to be done otherwise than planned."""

    @property
    def shrunk(self) -> float:
        """The region's size after, as a share of that before."""
        return self.after.volume / self.before.volume


def waves_of(
    plan: Calibration, folder: Path, workers: Workers, say: Say = lambda words: None, *, name: str = ""
) -> list[Wave]:
    """All waves, from the first. What was run before is not run again.

    ``name``: of a fit beside the fit itself, which has the first wave's runs in common with it.
    """
    settings = plan.settings.waves
    region = whole(len(plan.space), settings.sample, plan.seed)
    found: list[Wave] = []
    for number in range(1, settings.most + 1):
        wave = _wave(plan, number, region, found, folder, workers, name)
        found.append(wave)
        say(words_of(wave))
        region = wave.after
        if wave.shrunk > settings.shrink:
            break
    return found


def _wave(
    plan: Calibration, number: int, region: Sampled, earlier: list[Wave], folder: Path, workers: Workers, name: str
) -> Wave:
    points = plan.points_in(number)

    def unit() -> Array:
        if number == 1:
            return first_points(len(plan.space), points, plan.seed)
        return spread_out(region.unit, points, plan.seed + number)

    stage = f"wave-{number}" if number == 1 or not name else f"{name}-wave-{number}"
    runs = run_points(plan, stage, unit, folder, workers)
    emulators, refused = emulated(plan, [*(wave.runs for wave in earlier), runs], region, folder, workers)
    rule, after, note = ruled(plan, number, region, emulators, refused)
    return Wave(number, runs, emulators, refused, rule, region, after, note)


def emulated(
    plan: Calibration, runs: list[Runs], region: Sampled, folder: Path, workers: Workers
) -> tuple[dict[str, Emulator], dict[str, str]]:
    """Emulators of all targets in a region, and those not to be used with the reason."""
    unit = np.concatenate([one.unit for one in runs])
    inside = region.region.holds(unit)
    inside[len(unit) - len(runs[-1].unit) :] = True
    views = {target.key: View(plan.space, plan.country_of(target.scenario)) for target in plan.targets}
    trainings: list[Training] = []
    refused: dict[str, str] = {}
    for place, target in enumerate(plan.targets):
        values = np.concatenate([one.means[target.key] for one in runs])
        chance = np.concatenate([one.chance[target.key] for one in runs])
        used = inside & np.isfinite(values)
        if used.sum() < FEWEST:
            refused[target.key] = f"measured at {int(used.sum())} points only"
            continue
        if np.ptp(values[used]) == 0:
            refused[target.key] = "the same at all points"
            continue
        known = chance[used] if np.isfinite(chance[used]).all() else None
        seen = plan.space.seen(unit[used], views[target.key].country)
        trainings.append(Training(target.key, seen, values[used], known, plan.seed + place))
    made = emulators_of(trainings, folder, workers, runs[-1].stage)
    emulators = {one.key: replace(one, view=views[one.key]) for one in made}
    refused |= {key: one.check.reason for key, one in emulators.items() if one.check.reason}
    return emulators, refused


def ruled(
    plan: Calibration, number: int, region: Sampled, emulators: dict[str, Emulator], refused: dict[str, str]
) -> tuple[Rule, Sampled, str]:
    """The wave's rule and what it leaves: at least the share of the region that the settings say. Where the planned
    cutoff would leave less, it is raised to the implausibility that so many points of the region stay below."""
    settings = plan.settings.waves
    trusted = {key: one for key, one in emulators.items() if key not in refused}
    forgiven = min(settings.forgiven if number <= settings.lenient else 0, len(trusted))
    rule = Rule(plan.targets, trusted, settings.cutoff, forgiven)
    found = rule.implausibility(region.unit)
    share, note = float(np.mean(found <= settings.cutoff)), ""
    least = max(settings.least, 1.0 / len(region.unit))
    if share < least:
        raised = float(np.quantile(found, least, method="higher"))
        rule = replace(rule, cutoff=raised)
        note = (
            f"{percent(share)} would have been left: targets conflict, or the model cannot meet them; the cutoff "
            f"was raised from {figure(settings.cutoff)} to {figure(raised, 3)}"
        )
    return rule, narrowed(region, rule, settings.sample, plan.seed), note


def words_of(wave: Wave) -> str:
    """A wave in a sentence or two."""
    words = (
        f"wave {wave.number}: {len(wave.runs.unit)} points; {percent(wave.after.volume)} of the space is not "
        f"ruled out ({percent(wave.shrunk)} of what was left before)"
    )
    if wave.refused:
        number = len(wave.refused) + len(wave.rule.emulators)
        words += f"; {len(wave.refused)} of {counted(number, 'target', 'targets')} could not be used"
    return words + (f"; {wave.note}" if wave.note else "")


def percent(share: float) -> str:
    """A share in words: "12 %", "0.03 %", "0.000002 %"."""
    value = 100 * share
    return f"{value:.0f} %" if value >= 9.95 else f"{figure(value, 2)} %"


__all__ = ["Say", "Wave", "emulated", "percent", "ruled", "waves_of", "words_of"]
