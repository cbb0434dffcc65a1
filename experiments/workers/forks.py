"""Which runs share a past: orders put in an order in which each follows on those it has most in common with.

Runs of one seed share the region where their scenarios agree in what building reads, and every month up to the
first in which anything that can act differs (:mod:`sim.shared_past`). Their pasts are a tree; orders are handed
out along it, depth first, each saying where it parts from the one before and which towns those after it will
begin from. A worker then holds no more towns than the tree is deep.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from experiments.workers.order import Branch, Order, Recipe
from sim.scenario.errors import ScenarioError

if TYPE_CHECKING:
    from sim.scenario import Scenario

WINDOW = 128
"""Orders looked at together: more would share more, and nothing would begin before they are looked at."""
BUILDING = 30
"""Months that building a region takes as long as (docs/performance.md)."""
WORTH = 0.9
"""Two workers must be done in this share of the time of one for a past to be simulated once more."""
NOTHING = -1


def planned(orders: Iterable[Order]) -> Iterator[list[Order]]:
    """The orders, some at a time: those in one list are best carried out one after the other by one worker."""
    coming = iter(orders)
    while window := list(itertools.islice(coming, WINDOW)):
        groups: dict[object, list[Order]] = {}
        for order in window:
            groups.setdefault(_together(order), []).append(order)
        for group in groups.values():
            yield from _trees(group) if len(group) > 1 else [group]


def _together(order: Order) -> object:
    """Orders that say the same here may have something in common."""
    run = order.run
    alone = order.simulate is not None or (order.lives > 0 and run.replicate == 0)
    return order.position if alone else (run.seed, run.months, order.threads)


def _trees(orders: Sequence[Order]) -> Iterator[list[Order]]:
    """Orders of one seed, a list for each region."""
    from sim.shared_past import region_name

    regions: dict[str, list[tuple[Order, Scenario]]] = {}
    for order in orders:
        try:
            scenario = order.scenario.scenario() if isinstance(order.scenario, Recipe) else order.scenario
            regions.setdefault(region_name(scenario), []).append((order, scenario))
        except ScenarioError:  # the worker says so
            yield [order]
    for found in regions.values():
        yield _tree(found) if len(found) > 1 else [found[0][0]]


def _tree(orders: Sequence[tuple[Order, Scenario]]) -> list[Order]:
    """Orders that share a region, along the tree of their pasts, each with its branch."""
    from sim.shared_past import past_of

    pasts = {order.position: past_of(scenario, order.run.months) for order, scenario in orders}
    first: dict[str, int] = {}
    for place, past in pasts.items():
        for name in past.months:
            first.setdefault(name, place)
    ways = {place: [first[name] for name in past.months] for place, past in pasts.items()}
    along = sorted((order for order, _ in orders), key=lambda order: ways[order.position])
    common = [pasts[one.position].shared_with(pasts[other.position]) for one, other in itertools.pairwise(along)]
    tree = []
    for at, order in enumerate(along):
        start = common[at - 1] if at else NOTHING
        keep = tuple(sorted(set(itertools.accumulate(common[at:], min))))
        past = pasts[order.position]
        names = tuple((month, f"{order.run.seed} {past.at(month)}") for month in sorted({*keep, start} - {NOTHING}))
        tree.append(replace(order, branch=Branch(start, keep, names)))
    return tree


def months_to_do(order: Order) -> int:
    """What an order takes where it follows on the one before, in months."""
    if order.branch is None or order.branch.start == NOTHING:
        return order.run.months + BUILDING
    return order.run.months - order.branch.start


def time_of(orders: Iterable[Order]) -> int:
    """What orders take that follow on one another, in months."""
    return sum(map(months_to_do, orders))


def parted(orders: Sequence[Order], before: int = 0) -> int | None:
    """Where to part a list for a second worker, so that the later of the two is done soonest: the place of the
    first order for the second, who begins from the start. None where one alone is hardly slower.

    ``before``: what the first has to do before them, in months.
    """
    total = time_of(orders)
    best, found = WORTH * (before + total), None
    done = before
    for at, order in enumerate(orders):
        left = before + total - done
        longer = max(done, left - months_to_do(order) + order.run.months + BUILDING)
        if done and longer < best:
            best, found = longer, at
        done += months_to_do(order)
    return found


def dealt(lists: Iterable[list[Order]], workers: int, most: int) -> Iterator[list[Order]]:
    """Lists of at most ``most`` orders; where there are fewer than workers, the longest are parted."""
    coming = (orders[at : at + most] for orders in lists for at in range(0, len(orders), most))
    hand = list(itertools.islice(coming, workers))
    while 0 < len(hand) < workers:
        longest = max(hand, key=time_of)
        at = parted(longest)
        if at is None:
            break
        hand.remove(longest)
        hand += [longest[:at], longest[at:]]
    yield from hand
    yield from coming


__all__ = ["dealt", "months_to_do", "parted", "planned", "time_of"]
