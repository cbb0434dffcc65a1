"""A region at a fraction of its people beside the whole: the same outcomes, run after run.

``python -m tests.places.at_scale`` simulates the region with ten seeds at each scale and writes the table of
docs/places.md anew. What is expected of each outcome stands in :data:`OUTCOMES`, written down before it was first run.
"""

from __future__ import annotations

import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import t as student

from bygd.places.scenario import Asked, scenario_text
from bygd.places.table import load_table
from sim.history import History, simulate
from sim.scenario import Scenario, load_scenario, scenario_from

PAGE = Path(__file__).parents[2] / "docs" / "places.md"
FIRST, LAST = "| outcome at the end | expected | scale 1 |", "<!-- end of the scales -->"
REGION, WITHIN, MONTHS, SEEDS, SCALES = "Vilhelmina", 90.0, 60, 10, (1.0, 0.3, 0.1)
EQUAL, NOT_EQUAL = "equal", "not"
Key = tuple[str, str, str]


class Outcome(NamedTuple):
    """One row: what it is, whether scales are expected to agree in it, and how it follows from a run's values."""

    label: str
    expected: str
    of: Callable[[dict[Key, float], dict[Key, float]], float]
    """Of the values at the end and at the start, by measure, group and place."""
    digits: int = 3
    slack: float = 0.0
    """By so much scales may differ beyond chance and still be of one kind: what no analyst would act upon."""


def at_end(measure: str, group: str = "all") -> Callable[[dict[Key, float], dict[Key, float]], float]:
    return lambda end, start: end.get((measure, group, "all"), math.nan)


def grown(place: str) -> Callable[[dict[Key, float], dict[Key, float]], float]:
    return lambda end, start: end["population", "all", place] / start["population", "all", place]


def per_thousand(measure: str, group: str = "all") -> Callable[[dict[Key, float], dict[Key, float]], float]:
    return lambda end, start: 1000.0 * end.get((measure, group, "all"), 0.0) / end["population", "all", "all"]


OUTCOMES = (
    Outcome("inhabitants, against the start", EQUAL, grown("all"), slack=0.01),
    Outcome("newcomers among the inhabitants", EQUAL, at_end("newcomer_share"), slack=0.005),
    Outcome("newcomers in work, share", EQUAL, at_end("employed", "newcomers"), slack=0.03),
    Outcome("locals in work, share", EQUAL, at_end("employed", "locals"), slack=0.01),
    Outcome("still there after three years", EQUAL, at_end("retention", "36"), slack=0.03),
    Outcome("language of newcomers", EQUAL, at_end("language"), slack=0.02),
    Outcome("friends of locals", EQUAL, at_end("friends_locals"), 2, slack=0.3),
    Outcome("local friends of newcomers", EQUAL, at_end("local_friends"), 2, slack=0.2),
    Outcome("newcomers without a local friend", EQUAL, at_end("isolated"), slack=0.03),
    Outcome("locals in a club, share", NOT_EQUAL, at_end("members", "locals")),
    Outcome("newcomers in a club, share", NOT_EQUAL, at_end("members", "newcomers")),
    Outcome("clubs for each thousand", NOT_EQUAL, per_thousand("clubs_open"), 2),
    Outcome("shops open", NOT_EQUAL, at_end("shop_open"), 2),
    Outcome("schools open", NOT_EQUAL, at_end("school_open"), 2),
    Outcome("gap between places, newcomers in work", NOT_EQUAL, at_end("gap", "employed")),
)


def region(scale: float, name: str = REGION, within: float = WITHIN, **changes: Any) -> Scenario:
    """The region of a municipality as the command writes it, at ``scale``."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "region.yaml"
        asked = Asked(region=name, within=within, scale=scale)
        file.write_text(scenario_text(load_table(), asked).text, encoding="utf-8")
        scenario = load_scenario(file)
    return scenario_from({**scenario.canonical(), **changes}) if changes else scenario


def outcomes(history: History, also: Sequence[Outcome] = ()) -> list[float]:
    """:data:`OUTCOMES`, then ``also``, of one run."""
    end: dict[Key, float] = {}
    start: dict[Key, float] = {}
    found, stay = history.measures, history.retention
    for month, place, measure, group, value in zip(
        found.month.tolist(), found.place, found.measure, found.group, found.value.tolist(), strict=True
    ):
        (start if month < 0 else end)[measure, group, place] = value  # the last one stays
    for month, place, group, value in zip(stay.months_since, stay.place, stay.group, stay.value, strict=True):
        if place == group == "all":
            end["retention", str(month), "all"] = float(value)
    return [row.of(end, start) for row in (*OUTCOMES, *also)]


class Held(NamedTuple):
    """An outcome at one scale beside the whole."""

    mean: float
    difference: float
    half: float
    """Half of the 95 % interval of the difference (Welch)."""


def held_against(whole: Any, scaled: Any) -> Held:
    """Two samples of runs (n,)."""
    parts = [sample.var(ddof=1) / len(sample) for sample in (whole, scaled)]
    freedom = sum(parts) ** 2 / sum(part**2 / (len(whole) - 1) for part in parts) if sum(parts) else 1.0
    half = float(student.ppf(0.975, freedom) * math.sqrt(sum(parts))) if sum(parts) else 0.0
    return Held(float(scaled.mean()), float(scaled.mean() - whole.mean()), half)


def verdict(row: Outcome, held: Sequence[Held]) -> str:
    """Whether every scale agrees with the whole by more than chance and :attr:`Outcome.slack`."""
    apart = [one for one in held if abs(one.difference) - row.slack > one.half]
    if row.expected == EQUAL:
        return "**no**" if apart else "yes"
    return "differs" if apart else "no difference shown"


def table(months: int = MONTHS, seeds: int = SEEDS) -> str:
    """The rows of the page's table."""
    first = region(1.0)
    also = [Outcome(f"inhabitants of {one.name}", EQUAL, grown(key), slack=0.02) for key, one in first.places.items()]
    runs = {}
    for scale in SCALES:
        scenario = region(scale)
        values = []
        for seed in range(1, seeds + 1):
            values.append(outcomes(simulate(scenario, seed, months=months), also))
            print(f"scale {scale}, seed {seed}", file=sys.stderr, flush=True)
        runs[scale] = np.array(values)
    head = f"{FIRST} {' | '.join(f'scale {scale} | difference' for scale in SCALES[1:])} | as expected |"
    lines = [head, "|---|---|" + "--:|" * (2 * len(SCALES) - 1) + "---|"]
    for number, row in enumerate((*OUTCOMES, *also)):
        whole = runs[SCALES[0]][:, number]
        held = [held_against(whole, runs[scale][:, number]) for scale in SCALES[1:]]
        lines.append(
            f"| {row.label} | {row.expected} | {whole.mean():.{row.digits}f} | {' | '.join(_shown(row, held))} "
            f"| {verdict(row, held)} |"
        )
    return "\n".join(lines)


def _shown(row: Outcome, held: Sequence[Held]) -> Iterator[str]:
    def written(value: float, sign: str = "") -> str:
        return format(value, f"{sign}.{row.digits}f").replace("-", "−")

    for one in held:
        yield f"{written(one.mean)} | {written(one.difference, '+')} ± {written(one.half)}"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(FIRST)
    _, _, after = rest.partition(LAST)
    made = table()
    PAGE.write_text(f"{before}{made}\n{LAST}{after}", encoding="utf-8")
