"""Comparisons of made-up towns, carried through in memory and written to a folder, for tests of what they say."""

from __future__ import annotations

import csv
import json

import fakes
import paying

from experiments.commands.compare import carry_through
from experiments.commands.compare_plan import Plan
from experiments.commands.store import Store
from experiments.comparison.result import Arm
from sim.scenario import with_overrides

MONTHS = 72


def arm(name, support=0.0, **changes):
    scenario = paying.with_support(fakes.scenario(months=MONTHS), support)
    return Arm(name, f"{name}.yaml", with_overrides(scenario, {"title": name.title(), **changes}))


def plan(*policies, **more):
    return Plan(**{"base": arm("base"), "policies": policies, "seed": 1, "replicates": 6, "months": MONTHS, **more})


def carried(plan, folder, simulate=paying.paying, **more):
    store = Store(folder)
    store.claim()
    outcomes = carry_through(plan, store, simulate=simulate, **more)
    rows = list(csv.DictReader((folder / "comparison.csv").open(encoding="utf-8")))
    return outcomes, rows, json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
