"""Spreading: what works in one place is copied by its neighbours (within step 2, funding).

A copy is the same programme at one more place, which pays for it and goes on when the first has stopped.
"""

from __future__ import annotations

import math

import numpy as np

from sim.codes import NOBODY
from sim.processes.activities import forget, still_here
from sim.processes.venues import at_work, runs_in
from sim.rng import Process, named_uid, uniforms
from sim.rules import own
from sim.scenario.periods import programme_wanted
from sim.told import tell
from sim.town import Town


def spread(town: Town, row: int, key: str) -> None:
    """Each place that never had a programme which is known as an example copies it with the chance ``copying`` ×
    e^(−minutes/``copy_minutes``) × will × results, minutes by car from the nearest place that has it."""
    rules, travel, since = town.scenario.organising, town.state.places.travel, town.state.copies.since[row]
    each, names = town.scenario.programmes[key], list(town.scenario.places)
    here = runs_in(town)[row]
    chances = rules.copying * still_here(town, [row]) * own(town, "money.will")
    for place in np.flatnonzero(~here).tolist():
        name, minutes = names[place], float(travel[here, place].min())
        if name in each.places:
            continue
        uid = np.uint64(named_uid("copy", key, name))
        u, _, _, _ = uniforms(town.seed, Process.SPREADING.value, uid, town.month, 0)
        if u < chances[place] * math.exp(-minutes / rules.copy_minutes):
            since[place] = town.month
            place_name = town.scenario.places[name].name or name
            town.log_event(tell("copied by {place}", place=place_name), each.name or key)


def step(town: Town) -> None:
    """Copies of what is switched off end; what has run long enough may be copied."""
    rules, runs = town.scenario.organising, at_work(town)
    for row, (key, each) in enumerate(town.scenario.programmes.items()):
        if not programme_wanted(each) and (town.state.copies.since[row] != NOBODY).any():
            town.state.copies.since[row] = NOBODY
            forget(town, row)
        if rules.spreading and each.spreads and runs[row]:
            if town.state.programmes.months_run[row] >= rules.copied_after:
                spread(town, row, key)
