"""Do the twin and bygd live the same lives? ``python -m benchmarks.agreement`` writes the table of ``README.md``.

Both start from the same towns (one for each seed) and live on with draws of their own. What is compared is, seed by
seed, the mean of a measure over the last year (of what happens, over all months); the two agree on a measure when the
90 % interval of the mean difference lies within the bound stated beforehand (two one-sided tests at 5 %), differ when
it lies outside, and otherwise there were too few seeds to say.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from benchmarks import measures
from benchmarks.mesa_twin import TownModel
from benchmarks.starting_point import described, refuse_what_is_no_core
from sim.history import begin
from sim.scenario import Scenario, load_scenario
from sim.schedule import month as live_a_month

SMALL_TOWN = Path(__file__).with_name("small-town.yaml")
SEEDS, MONTHS, LAST = 60, 36, 12
RELATIVE = {
    "population": 0.02,
    "newcomers": 0.05,
    "births": 0.12,
    "deaths": 0.12,
    "arrivals": 0.12,
    "leavers_newcomers": 0.12,
    "leavers_locals": 0.12,
    "local_friends": 0.10,
    "friends_of_locals": 0.05,
    "close_friends_of_locals": 0.075,
    "hours_with_locals": 0.075,
}
"""Bounds as shares of bygd's mean."""
ABSOLUTE = {
    "members_newcomers": 0.02,
    "members_locals": 0.02,
    "employed_newcomers": 0.02,
    "employed_locals": 0.02,
    "language": 0.02,
    "attitude_of_locals": 0.02,
    "trust": 0.02,
    "belonging_newcomers": 0.02,
    "belonging_locals": 0.02,
}
"""Bounds of shares and of what goes from 0 to 1 (attitude from −1 to 1), in their own unit."""
EVENTS = ("births", "deaths", "arrivals", "leavers_newcomers", "leavers_locals")
MEASURES = (*RELATIVE, *ABSOLUTE)


class Agreement(NamedTuple):
    """One measure: bygd's mean, the twin's less it, its standard error, the bound, the 90 % interval's half width."""

    measure: str
    bygd: float
    difference: float
    error: float
    bound: float
    half_width: float

    @property
    def verdict(self) -> str:
        if abs(self.difference) + self.half_width <= self.bound:
            return "agree"
        return "differ" if abs(self.difference) - self.half_width > self.bound else "too few seeds to say"


def summary(months: list[dict[str, float]]) -> dict[str, float]:
    """A run in one number a measure: the mean of the last year, of events that of all months."""
    return {
        name: float(np.nanmean([month[name] for month in (months if name in EVENTS else months[-LAST:])]))
        for name in MEASURES
    }


def lives(scenario: Scenario, seed: int, months: int) -> tuple[dict[str, float], dict[str, float]]:
    """The same town lived by bygd and by the twin: :func:`summary` of both."""
    town = begin(scenario, seed)
    twin = TownModel(json.loads(json.dumps(described(town, scenario))), seed)
    of_bygd, of_twin = [], []
    for _ in range(months):
        live_a_month(town)
        of_bygd.append(measures.observed(town))
        twin.step()
        of_twin.append(twin.datacollector.model_vars["measures"][-1])
    return summary(of_bygd), summary(of_twin)


def compare(pairs: list[tuple[dict[str, float], dict[str, float]]]) -> list[Agreement]:
    """By measure, over all seeds (at least two)."""
    found, n = [], len(pairs)
    for name in MEASURES:
        bygd = np.array([pair[0][name] for pair in pairs])
        gap = np.array([pair[1][name] for pair in pairs]) - bygd
        error = float(gap.std(ddof=1) / np.sqrt(n))
        bound = ABSOLUTE.get(name, RELATIVE.get(name, 0.0) * abs(float(bygd.mean())))
        width = float(student.ppf(0.95, n - 1)) * error
        found.append(Agreement(name, float(bygd.mean()), float(gap.mean()), error, bound, width))
    return found


def table(found: list[Agreement]) -> str:
    """Markdown: one row a measure."""
    lines = ["| measure | bygd | twin − bygd (90 % interval) | bound | |", "|:--|--:|--:|--:|:--|"]
    lines += [
        f"| {row.measure.replace('_', ' ')} | {row.bygd:.3f} "
        f"| {row.difference:+.3f} ({row.difference - row.half_width:+.3f} to {row.difference + row.half_width:+.3f}) "
        f"| ±{row.bound:.3f} | {row.verdict} |"
        for row in found
    ]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.agreement", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="towns, at least 2")
    parser.add_argument("--months", type=int, default=MONTHS)
    args = parser.parse_args(argv)
    scenario = load_scenario(SMALL_TOWN)
    refuse_what_is_no_core(scenario)
    pairs = []
    for seed in range(1, args.seeds + 1):
        pairs.append(lives(scenario, seed, args.months))
        print(f"… {seed} of {args.seeds}", file=sys.stderr, flush=True)
    print(f"{args.seeds} towns of 600 people, {args.months} months\n\n{table(compare(pairs))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
