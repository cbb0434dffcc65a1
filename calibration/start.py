"""``python -m calibration.start``: what drifts merely because the story begins.

A town with constant inflow (``scenarios/start/steady.yaml``) is simulated for ten years with several seeds, and beside
it the same town without newcomers. Of every outcome of :mod:`sim.measures` the means of years 1–3 and of years 6–10 are
compared, less what the town without newcomers drifts by: a town of locals grows older, clubs are founded in it. What
newcomers have and feel grows with their years here, and their mean grows while more stay than leave; so these outcomes
are told at equal years here too, by the years of those of the first month.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from calibration.pages import write_between
from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, FocusSlot, Status
from sim.measures.catalogue import outcomes
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.simulation import Simulation
from sim.state import Used
from sim.town import Town
from sim.words import figure, signed

Array = np.ndarray[Any, Any]
FILE = Path(__file__).parent / "scenarios" / "start" / "steady.yaml"
PAGE = Path(__file__).parent.parent / "docs" / "validation.md"
COMMAND = "python -m calibration.start --write"
WITHOUT = {"places.town.newcomers": 0.0, "arriving.newcomers": False}
"""Makes of the town one without newcomers."""
EARLY, LATE = (0, 36), (60, 120)
"""Years 1–3 and 6–10 [month]."""
YEARS = np.array([0, 12, 24, 36, 60, 96, 144, 100_000])
"""Limits of the bands of years here [month]."""
HERE = Status.HERE.value
SURE = 1.96


@dataclass(frozen=True)
class Drift:
    """An outcome over the seeds (n,)."""

    label: str
    early: Array
    late: Array
    control: Array
    """What it drifts by in the town without newcomers; 0 where it does not exist there."""

    @property
    def excess(self) -> tuple[float, float]:
        """(mean, half the 95 % interval) of what the control does not explain."""
        each = self.late - self.early - self.control
        spread = float(np.std(each, ddof=1)) if len(each) > 1 else float("nan")
        return float(each.mean()), SURE * spread / len(each) ** 0.5


def lived_by(town: Town) -> dict[str, Array]:
    """What adult newcomers have and feel now (n,), with ``years`` (their band of years here); NaN where it does not
    apply."""
    state, count = town.state, int(town.used[Used.PEOPLE])
    people = state.people
    age = town.month - people.birth[:count].astype(np.int64)
    who = np.flatnonzero((people.status[:count] == HERE) & (people.newcomer[:count] == 1) & (age >= ADULT))
    working = (age[who] >= WORKING_FROM) & (age[who] < WORKING_TO)
    friends = state.contacts.bridging[who].astype(np.float64)
    clubs = state.memberships.focus[who, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    return {
        "years": np.searchsorted(YEARS, town.month - people.arrival[who], side="right") - 1,
        "Local friends per newcomer": friends,
        "Newcomers without a local friend": (friends == 0).astype(np.float64),
        "Newcomers in work": np.where(working, state.work.job[who] != NOBODY, np.nan),
        "Language of newcomers": state.minds.language[who].astype(np.float64),
        "Belonging of newcomers": state.minds.belonging[who].astype(np.float64),
        "Trust of newcomers": state.minds.trust[who].astype(np.float64),
        "Newcomers in a club": (clubs != NOBODY).any(axis=1).astype(np.float64),
    }


@dataclass
class Lived:
    """One run: window means of outcomes, and what newcomers had at the ends of its years."""

    means: dict[str, tuple[float, float]]
    first: Array
    """Newcomers of month 0 by band of years here."""
    windows: tuple[dict[str, Array], dict[str, Array]]
    """By outcome, means by band of years here in years 1–3 and 6–10."""


def pooled(looks: list[dict[str, Array]]) -> dict[str, Array]:
    """Means by band of years here over several looks; NaN for a band with nobody."""
    bands = len(YEARS) - 1
    joined = {name: np.concatenate([look[name] for look in looks]) for name in looks[0]}
    years = joined.pop("years")
    found = {}
    for name, values in joined.items():
        known = ~np.isnan(values)
        number = np.bincount(years[known], minlength=bands)
        total = np.bincount(years[known], values[known], minlength=bands)
        found[name] = np.where(number > 0, total / np.maximum(1, number), np.nan)
    return found


def live(scenario: Scenario, seed: int) -> Lived:
    """Simulate ``scenario`` and look at it."""
    run = Simulation(scenario, seed, months=LATE[1])
    first = np.bincount(lived_by(run.town)["years"], minlength=len(YEARS) - 1)
    looks: dict[int, dict[str, Array]] = {}
    for month in range(12, LATE[1] + 1, 12):
        run.advance(month)
        looks[month] = lived_by(run.town)
    windows = [pooled([look for month, look in looks.items() if a < month <= b]) for a, b in (EARLY, LATE)]
    measures = run.history().measures
    rows: dict[tuple[str, str], list[int]] = {}
    for row, (place, key, group) in enumerate(zip(measures.place, measures.measure, measures.group, strict=True)):
        if place == "all":
            rows.setdefault((key, group), []).append(row)
    means = {}
    for each in outcomes():
        these = np.array(rows.get((each.of or each.key, each.group), []), np.int64)
        when, value = measures.month[these], measures.value[these]
        early, late = (value[(when >= a) & (when < b) & ~np.isnan(value)] for a, b in (EARLY, LATE))
        means[each.label] = tuple(float(some.mean()) if len(some) else float("nan") for some in (early, late))
    return Lived(means, first, (windows[0], windows[1]))  # type: ignore[arg-type]


def at_equal_years(runs: list[Lived]) -> list[Drift]:
    """Outcomes of newcomers by the years here of all runs' newcomers of the first month together."""
    weights = np.sum([run.first for run in runs], axis=0).astype(np.float64)

    def weighed(bands: Array) -> float:
        known = ~np.isnan(bands)
        return float((bands[known] * weights[known]).sum() / weights[known].sum())

    names = runs[0].windows[0]
    nothing = np.zeros(len(runs))
    found = []
    for name in names:
        early, late = (np.array([weighed(run.windows[window][name]) for run in runs]) for window in (0, 1))
        found.append(Drift(name, early, late, nothing))
    return found


def drifts(runs: list[Lived], control: list[Lived]) -> list[Drift]:
    """Every outcome that exists in both windows."""
    found = []
    for label in runs[0].means:
        early, late = np.array([run.means[label] for run in runs]).T
        before, after = np.array([run.means[label] for run in control]).T
        if np.isnan(early).any() or np.isnan(late).any():
            continue
        found.append(Drift(label, early, late, np.nan_to_num(after - before)))
    return found


def simulated(scenario: Scenario, seeds: range) -> tuple[list[Lived], list[Lived]]:
    """The town and the town without newcomers, a run a seed."""
    without = with_overrides(scenario, WITHOUT)
    return [live(scenario, seed) for seed in seeds], [live(without, seed) for seed in seeds]


def table(found: list[Drift]) -> str:
    """Markdown: a row an outcome."""
    lines = [
        "| outcome | years 1–3 | years 6–10 | without newcomers | not explained by it (95 %) |",
        "|:--|--:|--:|--:|--:|",
    ]
    for row in found:
        mean, half = row.excess
        control = signed(row.control.mean(), 3) if row.control.any() else ""
        early, late = figure(row.early.mean(), 3), figure(row.late.mean(), 3)
        lines.append(f"| {row.label} | {early} | {late} | {control} | {signed(mean, 3)} ±{figure(half, 2)} |")
    return "\n".join(lines)


def page(runs: list[Lived], control: list[Lived]) -> str:
    """Both tables."""
    return (
        f"All outcomes, {len(runs)} seeds:\n\n{table(drifts(runs, control))}\n\n"
        f"Newcomers, at the years here of those of the first month:\n\n{table(at_equal_years(runs))}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m calibration.start", description="What drifts from the start on.")
    asked.add_argument("--seeds", type=int, default=12, help="how many (12)")
    asked.add_argument("--guessed", action="store_true", help="without a lived past")
    asked.add_argument("--write", action="store_true", help=f"write into docs/{PAGE.name}")
    given = asked.parse_args()
    scenario = load_scenario(FILE)
    if given.guessed:
        scenario = with_overrides(scenario, {"past.lived": False})
    words = page(*simulated(scenario, range(1, given.seeds + 1)))
    if given.write:
        write_between(PAGE, COMMAND, words)
    else:
        print(words)


if __name__ == "__main__":
    main()
