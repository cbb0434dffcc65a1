"""Movement grants: newcomers without work are paid to move, within the region, to where work is (before step 14).

In which place newcomers are settled at first stands in :mod:`sim.processes.place_rules`; what money for staying does,
with leaving.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Flow, Permit
from sim.families import is_dependent
from sim.homes import ANY_TENURE, find_home, ranges_of, take_home
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.prospects import LEVELS, levels_of, note_moved, prospects_of, work_estimate
from sim.rng import Process, uniforms
from sim.state.clock import HOUSEHOLDS
from sim.town import Town

WAITING = Permit.WAITING.value
SETTLEMENT = Process.SETTLEMENT.value
MOVEMENT_GRANTS = Flow.MOVEMENT_GRANTS.value


@kernel
def first_grown_newcomer(state: Any, rules: Any, household: int) -> int:
    """A grown newcomer of a household who may move; NOBODY where there is none, or somebody is in the introduction
    programme or waits for a decision."""
    people, members, month = state.people, state.households.members, int(state.clock.month[0])
    found = NOBODY
    for person in members[household]:
        if person == NOBODY or is_dependent(state, rules, person):
            continue
        if people.introduction_end[person] > month or people.permit[person] == WAITING:
            return NOBODY
        if people.newcomer[person] == 1 and found == NOBODY:
            found = person
    return found


@kernel
def grant_moves(state: Any, rules: Any, ranges: Any, prospects: Any, movers: Any) -> int:
    """Households of newcomers of working age, nobody of whom has work or studies, take a movement grant with chance
    ``movement_grants``, where the estimate of work in another place is better by ``movement_gain`` and a home is free
    there. Lists their members in ``movers``; returns how many."""
    households, settlement = state.households, rules.settlement
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    levels, moving = np.zeros(LEVELS, np.int64), 0
    for household in range(int(state.clock.used[0, HOUSEHOLDS])):
        size = int(households.size[household])
        if size == 0:
            continue
        uid = households.uid[household]
        u, _, _, _ = uniforms(seed, SETTLEMENT, uid, month, 1)
        if u >= settlement.movement_grants:
            continue
        person = int(first_grown_newcomer(state, rules, household))
        if person == NOBODY or levels_of(state, rules, household, levels) > 0 or levels.sum() == 0:
            continue
        here = int(households.place[household])
        best, most = NOBODY, work_estimate(prospects, here, levels) + settlement.movement_gain
        for place in range(prospects.near.shape[0]):
            found = work_estimate(prospects, place, levels)
            if place != here and found > most:
                best, most = place, found
        if best == NOBODY:
            continue
        home = int(find_home(state, rules, ranges, best, size, ANY_TENURE, uid, 1.0, False))
        if home == NOBODY:
            continue
        state.places.flows[here, MOVEMENT_GRANTS] += 1
        take_home(state, household, home)
        note_moved(prospects, here, best, int(state.people.origin[person]), size, levels)
        moving = list_members(state, household, movers, moving)
    return moving


def step(town: Town) -> None:
    """Those who take a movement grant move."""
    if town.rules.settlement.movement_grants <= 0.0 or len(town.scenario.places) == 1:
        return
    movers = rows_for(town)
    moving = grant_moves(town.state, town.rules, ranges_of(town), prospects_of(town, True), movers)
    follow(town, movers[:moving])
