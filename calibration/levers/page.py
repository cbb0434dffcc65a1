"""Tables of finished comparisons: effects and costs of each policy, over sets of parameters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from calibration.pages import table
from experiments.comparison.fieller import fieller
from experiments.outcomes.intervals import mean_interval

PAGE = Path(__file__).resolve().parents[2] / "docs" / "findings.md"
COMMAND = "python -m calibration.levers"
ROWS = {
    "mentors": "mentors for good",
    "coordinator": "coordinator for good",
    "both": "both for good",
    "two-years": "both for two years",
    "sprint": "sprint: three posts for two years",
    "marathon": "marathon: one post for six years",
}
"""Policies by the name of their file, in the order of the table."""
SAME = {
    "lasting-mentors": "mentors",
    "lasting-coordinator": "coordinator",
    "lasting-both": "both",
    "three-levers-town": "two-years",
}
"""Files of ``scenarios/`` that are one of these in the made-up town."""
EFFECTS = {
    "local_friends": ("local friends", 1.0, 2),
    "retention_5": ("of 100, still there after five years", 100.0, 1),
    "employed": ("of 100, in work", 100.0, 1),
}
"""Outcomes of the table of effects: head, factor, decimals."""
COSTS = {
    "friendships": "one more friendship",
    "newcomers_in_work": "one more newcomer in work",
    "stayers": "one more newcomer who stays",
}
MILLION = 1e6
Array = np.ndarray[Any, Any]


class Place(NamedTuple):
    """A finished comparison of the policies in one place."""

    title: str
    sets: int
    bases: dict[str, float]
    """By outcome, the mean over all runs where nothing is done."""
    differences: dict[tuple[str, str], Array]
    """By policy and outcome, the mean difference under each set."""
    model: str


def read(folder: Path) -> Place:
    """Raises ``ValueError`` for a folder that is no finished comparison with sets of parameters, or lacks a policy."""
    import pyarrow.parquet as pq

    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        pairs = pq.read_table(folder / "differences.parquet").to_pylist()
    except (OSError, json.JSONDecodeError) as error:
        raise ValueError(f"{folder} is no finished folder of 'bygd compare' ({error})") from None
    if not manifest.get("posterior"):
        raise ValueError(f"{folder} was made without --posterior: its intervals are of chance alone")
    each = int(manifest["posterior"]["each"])
    by_set: dict[tuple[str, str], dict[int, list[float]]] = {}
    bases: dict[str, list[float]] = {}
    for pair in pairs:
        key = SAME.get(pair["policy"], pair["policy"]), pair["outcome"]
        by_set.setdefault(key, {}).setdefault(pair["replicate"] // each, []).append(pair["difference"])
        bases.setdefault(pair["outcome"], []).append(pair["base"])
    there = {policy for policy, _ in by_set}
    if missing := [key for key in ROWS if key not in there]:
        raise ValueError(f"{folder} lacks {', '.join(missing)}; it needs {', '.join(ROWS)}")
    return Place(
        str(manifest["arms"][0]["scenario"].get("title") or folder.name),
        len(manifest["posterior"]["draws"]),
        {outcome: float(np.nanmean(values)) for outcome, values in bases.items()},
        {key: np.array([np.mean(values) for values in sets.values()]) for key, sets in by_set.items()},
        str(manifest["identity"]["model"]),
    )


def number(value: float, decimals: int, *, signed: bool = False) -> str:
    """With a true minus, thousands and, where asked for, a plus."""
    text = f"{abs(value):,.{decimals}f}"
    if not float(text.replace(",", "")):
        return text
    return f"{'−' if value < 0 else '+' if signed else ''}{text}"


def effect(differences: Array, factor: float, decimals: int) -> str:
    """The mean over the sets and its 95 % interval."""
    found = factor * differences[~np.isnan(differences)]
    low, high = mean_interval(found)
    middle = number(float(found.mean()), decimals, signed=True)
    return f"{middle} ({number(low, decimals)} to {number(high, decimals)})"


def cost(spent: Array, gained: Array) -> str:
    """What one more costs: the ratio of the means over the sets, with Fieller's 95 % interval. Where the gain may be
    none no sum is too high, and where it is none there is no price."""
    found = fieller(spent, gained)
    if found.shape == "bounded":
        return f"{sek(found.value)} ({sek(found.low)} to {sek(found.high)})" if found.value > 0 else "–"
    if found.shape == "outside" and found.value > 0:
        return f"{sek(found.value)}, from {sek(found.high)} upwards"
    return "any amount" if found.shape in ("any", "outside") else "–"


def sek(value: float) -> str:
    """Thousands to two digits, or millions."""
    if abs(value) >= MILLION:
        return f"{number(value / MILLION, 1)} million"
    return number(round(value, -3), 0)


def helped(place: Place, key: str) -> str:
    """In how many of the sets there are more local friends."""
    return str(int((place.differences[key, "local_friends"] > 0.0).sum()))


def levels(place: Place) -> str:
    """Where nothing is done, with the interval over sets of each."""
    base = place.bases
    return (
        f"With nothing of the kind a newcomer has {number(base['local_friends'], 1)} local friends, of 100 who came "
        f"{number(100 * base['retention_5'], 0)} are still there after five years, and of 100 aged 20 to 64 "
        f"{number(100 * base['employed'], 0)} are in work."
    )


def against(place: Place, one: str, other: str) -> str:
    """Difference in local friends of two policies, set by set."""
    gap = place.differences[one, "local_friends"] - place.differences[other, "local_friends"]
    low, high = mean_interval(gap)
    more = int((gap > 0.0).sum())
    return f"{number(float(gap.mean()), 2, signed=True)} ({number(low, 2)} to {number(high, 2)}; more in {more} sets)"


def together(place: Place) -> str:
    """What mentors and coordinator do in local friends beyond the sum of each alone."""
    gap = place.differences["both", "local_friends"]
    for alone in ("mentors", "coordinator"):
        gap = gap - place.differences[alone, "local_friends"]
    low, high = mean_interval(gap)
    return f"{number(float(gap.mean()), 2, signed=True)} ({number(low, 2)} to {number(high, 2)})"


def section(place: Place) -> str:
    """One place: what there is without, effects, costs, and the two questions that are asked of pairs of policies."""
    heads = [head for head, *_ in EFFECTS.values()]
    head = ["", heads[0], f"in how many of {place.sets} sets more", *heads[1:]]
    rows, prices = [], []
    for key, words in ROWS.items():
        cells = [effect(place.differences[key, name], *of[1:]) for name, of in EFFECTS.items()]
        rows.append([words, cells[0], helped(place, key), *cells[1:]])
        spent = place.differences[key, "spent"]
        prices.append([words, sek(float(spent.mean())), *(cost(spent, place.differences[key, one]) for one in COSTS)])
    pairs = (
        f"Marathon against sprint, local friends: {against(place, 'marathon', 'sprint')}. Mentors and coordinator "
        f"together, beyond the sum of each alone: {together(place)}."
    )
    parts = [f"### {place.title}", levels(place), table(head, rows), "What it costs in SEK, undiscounted:"]
    return "\n\n".join([*parts, table(["", "spent", *COSTS.values()], prices), pairs])


def tables(places: Sequence[Place]) -> str:
    """All places, one after the other. Raises ``ValueError`` where they are of several models."""
    if len(models := {place.model for place in places}) > 1:
        raise ValueError(f"the folders are of several versions of the model: {', '.join(sorted(models))}")
    return "\n\n".join(section(place) for place in places)


__all__ = ["COMMAND", "PAGE", "Place", "read", "tables"]
