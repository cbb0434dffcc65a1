"""The place that a rule of settlement gives a household, by what places have to offer (:mod:`prospects`).

No number is drawn but for a free choice, in which a household's taste for a place is a lasting draw of the two.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, SettlementRule
from sim.homes import find_home
from sim.jit import kernel
from sim.processes.prospects import estimate, note_moved, ties_estimate, work_estimate
from sim.rng import Process, uniform

AGREED, CAPACITY = SettlementRule.AGREED.value, SettlementRule.CAPACITY.value
FREE, MATCHED, GIVEN = SettlementRule.FREE.value, SettlementRule.MATCHED.value, SettlementRule.GIVEN.value
SETTLEMENT = Process.SETTLEMENT.value


@kernel
def quotas(prospects: Any, streams: Any, row: int, shares: Any) -> None:
    """Fill ``shares`` (P,), which sum to 1 (or are all 0), by the rule of a stream: inhabitants, what was agreed, or
    empty homes."""
    rule, total = int(streams.rule[row]), 0.0
    agreed = 0.0
    for place in range(shares.shape[0]):
        agreed += streams.agreed[row, place]
    for place in range(shares.shape[0]):
        weight = prospects.people[place]
        if rule == CAPACITY:
            weight = prospects.free[place]
        elif rule == AGREED or (rule == MATCHED and agreed > 0.0):
            weight = streams.agreed[row, place]
        shares[place] = weight * streams.among[row, place]
        total += shares[place]
    for place in range(shares.shape[0]):
        shares[place] = shares[place] / total if total > 0.0 else 0.0


@kernel
def rank_places(
    state: Any,
    rules: Any,
    prospects: Any,
    streams: Any,
    row: int,
    uid: Any,
    origin: int,
    size: int,
    levels: Any,
    scores: Any,
) -> None:
    """Fill ``scores`` (P,): the household is offered the place with the highest; -inf where it cannot go.

    Shares (assigned, agreed, capacity): people by which a place is behind its share of those settled by a rule in
    this calendar year, this household included. Free: log odds and a lasting taste (Gumbel), so that the chance of a
    place is its share of the odds. Matched: the estimate, among places not beyond their quota; beyond, last.
    """
    places, settlement = state.places, rules.settlement
    seed, rule = state.clock.seed[0], int(streams.rule[row])
    count = scores.shape[0]
    shares = np.zeros(count)
    quotas(prospects, streams, row, shares)
    settled = float(size)
    for place in range(count):
        settled += places.settled_year[place] * streams.among[row, place]
    last = settlement.work_weight + settlement.ties_weight + settlement.homes_weight + 1.0
    for place in range(count):
        scores[place] = -np.inf
        if streams.among[row, place] == 0.0:
            continue
        owed = shares[place] * settled
        if rule == FREE:
            taste = uniform(seed, SETTLEMENT, uid ^ places.uid[place], 0, 0)
            scores[place] = settlement.free_size * math.log(max(1.0, prospects.people[place]))
            scores[place] += settlement.free_work * work_estimate(prospects, place, levels)
            scores[place] += settlement.free_ties * ties_estimate(rules, prospects, place, origin)
            scores[place] -= math.log(-math.log(taste))
        elif shares[place] > 0.0 and rule == MATCHED:
            scores[place] = estimate(rules, prospects, place, origin, levels)
            if places.settled_year[place] >= (1.0 + settlement.over_quota) * owed:
                scores[place] -= last
        elif shares[place] > 0.0:
            scores[place] = owed - places.settled_year[place]


@kernel
def place_by_rule(
    state: Any,
    rules: Any,
    ranges: Any,
    prospects: Any,
    streams: Any,
    row: int,
    uid: Any,
    origin: int,
    size: int,
    levels: Any,
    tenure: int,
    together: bool,
    here: int,
) -> Any:
    """(place, home) by the rule of a stream: the best place in which a home is free; where there is none the best, and
    NOBODY for the home. Who lives in it already (``here``) stays in their home: (here, NOBODY). ``together``: homes
    side by side."""
    scores = np.empty(state.places.uid.shape[0])
    rank_places(state, rules, prospects, streams, row, uid, origin, size, levels, scores)
    first = NOBODY
    for _ in range(scores.shape[0]):
        best = NOBODY
        for place in range(scores.shape[0]):
            if scores[place] > -np.inf and (best == NOBODY or scores[place] > scores[best]):
                best = place
        if best == NOBODY:
            break
        if best == here:
            return best, NOBODY
        home = int(find_home(state, rules, ranges, best, size, tenure, uid, 1.0, together))
        if home != NOBODY:
            return best, home
        first = best if first == NOBODY else first
        scores[best] = -np.inf
    return first, NOBODY


@kernel
def note_settled(state: Any, prospects: Any, rule: int, place: int, origin: int, size: int, levels: Any) -> None:
    """Count a household that was settled; what it takes and brings is seen by the next."""
    state.places.settled_by[place, rule] += size
    if rule == GIVEN:
        return
    state.places.settled_year[place] += size
    note_moved(prospects, NOBODY, place, origin, size, levels)
