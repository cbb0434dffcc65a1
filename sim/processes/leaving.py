"""Staying or leaving, by household (step 14 for newcomers; step 1 asks households of locals).

Each household leaves with the hazard of :mod:`sim.processes.hazards`. The cause noted is the largest push of the month,
or that somewhere else drew them; the destination is a draw by the pull of places (:mod:`sim.processes.destinations`).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY
from sim.departures import depart
from sim.families import eldest
from sim.homes import ANY_TENURE, are_newcomers, find_home, ranges_of, take_home
from sim.households import list_members, rows_for
from sim.jit import kernel
from sim.moves import follow
from sim.processes.destinations import inside, outside
from sim.processes.hazards import (
    CAUSES,
    ELSEWHERE,
    largest_push,
    living_as,
    local_hazard,
    newcomer_hazard,
    onward_hazard,
)
from sim.rng import AHEAD, ROOM_AHEAD, Process, uniforms, uniforms_ahead
from sim.threads import marked_rows
from sim.town import Town, Used

LEAVING = Process.LEAVING.value


@kernel
def who_leaves(start: int, stop: int, state: Any, rules: Any, newcomers: bool, marks: Any) -> None:
    """Ask households ``start`` to ``stop`` of newcomers (or of locals) whether they leave; marks those that do."""
    households, leaving = state.households, rules.leaving
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    pushes = np.zeros(CAUSES)
    most = 0.0  # no household of locals has a higher hazard: most are answered without looking
    for band in range(leaving.by_age.shape[0]):
        most = max(most, leaving.by_age[band] / 12.0)
    worst = 0.0
    for place in range(state.places.uid.shape[0]):
        worst = max(worst, -rules.attraction.holding * state.places.prospects[place])
    pushed = leaving.local_no_work + leaving.local_crowding + leaving.school_closed + leaving.shop_closed
    most *= math.exp(worst + pushed)
    draws = np.empty(ROOM_AHEAD)
    for household in range(start, stop):
        at = (household - start) % AHEAD
        if at == 0 and not newcomers:  # of whom there are few
            uniforms_ahead(seed, LEAVING, households.uid, household, stop, month, draws)
        if households.size[household] == 0:
            continue
        hazard, u = most, draws[at]
        if newcomers:
            if are_newcomers(state, household) == 0.0:
                continue
            hazard = newcomer_hazard(state, rules, household, pushes)
            if hazard <= 0.0:
                continue
            u, _, _, _ = uniforms(seed, LEAVING, households.uid[household], month, 0)
        if u >= hazard:  # the chance, 1 - exp(-hazard), is lower still
            continue
        if not newcomers:
            hazard = local_hazard(state, rules, household, pushes)
        marks[household] = u < 1.0 - math.exp(-hazard)


@kernel
def where_to(state: Any, rules: Any, ranges: Any, newcomers: bool, leavers: Any, movers: Any, goers: Any) -> Any:
    """Where the households ``leavers`` (rows, of :func:`who_leaves`) go, and why.

    Those drawn to another place of the region move there where a home is free (``movers`` lists their members, who
    follow); the others leave the region (``goers``, (3, n): rows, codes.Exit and
    codes.Destination). All int64. Returns how many of each.
    """
    households, leaving = state.households, rules.leaving
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    pushes = np.zeros(CAUSES)
    moving, going = 0, 0
    for household in leavers:
        hazard = 0.0
        if newcomers:
            hazard = newcomer_hazard(state, rules, household, pushes)
        else:
            local_hazard(state, rules, household, pushes)
        uid = households.uid[household]
        _, v, w, x = uniforms(seed, LEAVING, uid, month, 0)
        living, head = living_as(state, household), eldest(state, household)
        origin = int(state.people.origin[head]) if newcomers else 0
        young = month - int(state.people.birth[head]) < 12 * rules.elsewhere.study_until
        place = int(households.place[household])
        other = inside(state, rules, place, living, young, origin, leaving.within_region, w)
        if other != NOBODY:
            size = int(households.size[household])
            new = are_newcomers(state, household)
            home = find_home(state, rules, ranges, other, size, ANY_TENURE, uid, new, False)
            if home != NOBODY:
                take_home(state, household, home)
                moving = list_members(state, household, movers, moving)
                continue
        shares = leaving.destinations if newcomers else leaving.local_destinations
        goal = outside(rules, living, young, newcomers, shares, v)
        cause = largest_push(pushes, leaving.named_push)
        if newcomers and leaving.onward > 0.0 and x * hazard < onward_hazard(state, rules, household):
            cause = ELSEWHERE
        before = going
        going = list_members(state, household, goers[0], going)
        for k in range(before, going):
            goers[1, k] = cause
            goers[2, k] = goal
    return moving, going


def leave(town: Town, newcomers: bool, ranges: Any) -> None:
    """Households of newcomers, or of locals, leave the region or move within it."""
    movers = rows_for(town)
    goers = np.empty((3, len(movers)), np.int64)
    state, rules = town.state, town.rules
    leavers = marked_rows(who_leaves, int(town.used[Used.HOUSEHOLDS]), town.threads, state, rules, newcomers)
    moving, going = where_to(state, rules, ranges, newcomers, leavers, movers, goers)
    depart(town, *goers[:, :going])
    follow(town, movers[:moving])


def locals_leave(town: Town, ranges: Any) -> None:
    """Households of locals (step 1)."""
    if town.rules.leaving.locals:
        leave(town, False, ranges)


def step(town: Town) -> None:
    """Households of newcomers (step 14)."""
    if town.rules.leaving.newcomers:
        leave(town, True, ranges_of(town))
