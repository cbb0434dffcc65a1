"""Assigned, free and matched settlement of one region side by side, with common random numbers: work, stay, ties, load.

``pytest -s`` shows the table.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from calibration.patterns import Arm, live

pytestmark = [pytest.mark.pattern, pytest.mark.slow]

SEEDS = range(1, 7)
LAST = "2018-12"
MEASURES = {
    "in work after three years": ("employed_by_year", "y3"),
    "newcomers in work": ("employed", "newcomers"),
    "still where they were settled": ("retained", "all"),
    "local friends": ("local_friends", "all"),
    "friends of the same origin": ("bonding", "all"),
    "without a local friend": ("isolated", "all"),
    "found no home": ("arrivals_unhoused", "all"),
}
RULES = ("region", "free", "matched")


def load(town, notes):
    """Newcomers among the inhabitants, by place, in the last month."""
    if town.month == town.scenario.months:
        places = town.state.places
        notes["load"] = (places.newcomers / places.population).tolist()
        notes["places"] = list(town.scenario.places)


def test_rules_of_settlement_side_by_side() -> None:
    asks = tuple(dict.fromkeys(name for name, _ in MEASURES.values()))
    arms = {rule: Arm(f"settlement-{rule}", asks) for rule in RULES}
    counts = {rule: Arm(f"settlement-{rule}", (), (), load) for rule in RULES}
    lived = live([*arms.values(), *counts.values()], SEEDS)
    found = {
        words: {rule: lived[arms[rule]].at(LAST, *key).tolist() for rule in RULES} for words, key in MEASURES.items()
    }
    loads = {rule: np.array(lived[counts[rule]].counted("load")) for rule in RULES}
    names = lived[counts["region"]].counted("places")[0]
    for row, name in enumerate(names):
        found[f"newcomers among inhabitants, {name}"] = {rule: loads[rule][:, row].tolist() for rule in RULES}
    print(f"\n{'mean of ' + str(len(SEEDS)) + ' seeds':45}" + "".join(f"{rule:>10}" for rule in RULES))
    for words, values in found.items():
        print(f"{words:45}" + "".join(f"{np.nanmean(values[rule]):10.3f}" for rule in RULES))
    spread = {rule: float(loads[rule].std(axis=1).mean()) for rule in RULES}
    assert spread["region"] < spread["matched"], "by share of the inhabitants the load is the most even"
    industry = names.index("millby")
    assert (loads["matched"][:, industry] > loads["region"][:, industry]).mean() > 0.8, "matched goes to work"
    assert math.isfinite(sum(spread.values()))
