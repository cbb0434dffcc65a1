"""Which runs share a past: orders put in an order in which each follows on those it has most in common with.

Runs of one seed share the region where their scenarios agree in what building reads, and every month up to the
first in which anything that can act differs (:mod:`sim.shared_past`). Their pasts are a tree; orders are handed
out along it, depth first, each saying where it parts from the one before and which towns those after it will
begin from. A worker then holds no more towns than the tree is deep.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from experiments.workers.order import Branch, Order, Recipe
from sim.scenario.errors import ScenarioError

if TYPE_CHECKING:
    from sim.shared_past import Past

SWITCH = "BYGD_FORKS"
"""Environment variable: with 0 every run is simulated from its start, for those who look for an error in sharing."""
WINDOW, WINDOW_MOST = 128, 2048
"""Orders looked at together: few at first, so that work begins at once, then twice as many each time, so that
thousands share what they can and memory stays bounded."""
LOOKS = 32
"""Scenarios looked at without a pause for those who hand out work (0.3 s)."""
REMEMBERED = 4096
"""Scenarios whose pasts are remembered: the points of a design come again with every seed."""
BUILDING = 30
"""Months that building a region takes as long as (docs/performance.md)."""
WORTH = 0.9
"""Two workers must be done in this share of the time of one for a past to be simulated once more."""
NOTHING = -1


def planned(orders: Iterable[Order], look: Looks | None = None) -> Iterator[list[Order]]:
    """The orders, some at a time: those in one list are best carried out one after the other by one worker.

    An empty list says that the next takes a while to find. ``look`` remembers their pasts.
    """
    coming, size, look = iter(orders), WINDOW, look or Looks()
    if os.environ.get(SWITCH, "1") == "0":
        yield from ([order] for order in coming)
        return
    while window := list(itertools.islice(coming, size)):
        groups: dict[object, list[Order]] = {}
        for order in window:
            groups.setdefault(_together(order), []).append(order)
        for group in groups.values():
            yield from _trees(group, look) if len(group) > 1 else [group]
        size = min(2 * size, WINDOW_MOST)


def _together(order: Order) -> object:
    """Orders that say the same here may have something in common."""
    run = order.run
    alone = order.simulate is not None or (order.lives > 0 and run.replicate == 0)
    return order.position if alone else (run.seed, run.months, order.threads)


class Looks:
    """The pasts of scenarios, the latest remembered."""

    def __init__(self) -> None:
        self._found: dict[object, tuple[object, Past | None]] = {}
        self.made = 0

    def past(self, order: Order) -> Past | None:
        """None for a scenario that cannot be: its worker says so."""
        from sim.shared_past import past_of

        given = order.scenario
        said = repr(given.changes) if isinstance(given, Recipe) else ""
        key = id(given.base if isinstance(given, Recipe) else given), said, order.run.months
        if key not in self._found:
            self.made += 1
            if len(self._found) >= REMEMBERED:
                del self._found[next(iter(self._found))]
            try:
                scenario = given.scenario() if isinstance(given, Recipe) else given
                found = past_of(scenario, order.run.months)
            except ScenarioError:
                found = None
            # what the key is the address of is held, so that nothing else can have it
            self._found[key] = given.base if isinstance(given, Recipe) else given, found
        return self._found[key][1]


class _Seen(NamedTuple):
    order: Order
    past: Past


def _trees(orders: Sequence[Order], look: Looks) -> Iterator[list[Order]]:
    """Orders of one seed, a list for each region."""
    regions: dict[str, list[_Seen]] = {}
    for order in orders:
        before = look.made
        past = look.past(order)
        if past is None:
            yield [order]
        else:
            regions.setdefault(past.region, []).append(_Seen(order, past))
        if look.made > before and look.made % LOOKS == 0:
            yield []
    for found in regions.values():
        yield _tree(found) if len(found) > 1 else [found[0].order]


def _along(seen: Sequence[_Seen]) -> list[_Seen]:
    """Depth first along the tree of their pasts: each followed by those that part from it last."""
    along: list[_Seen] = []
    left = [list(seen)]
    while left:
        first, *others = left.pop()
        along.append(first)
        parting: dict[tuple[int, str], list[_Seen]] = {}
        for other in others:
            common = first.past.shared_with(other.past)
            if common == first.past.length:
                along.append(other)
            else:
                parting.setdefault((common, other.past.at(common + 1)), []).append(other)
        left += [parting[at] for at in sorted(parting, key=lambda at: -at[0])[::-1]]
    return along


def _tree(seen: Sequence[_Seen]) -> list[Order]:
    """Orders that share a region, along the tree of their pasts, each with its branch."""
    along = _along(seen)
    common = [one.past.shared_with(other.past) for one, other in itertools.pairwise(along)]
    tree: list[Order] = []
    keep: list[int] = []
    for at in range(len(along) - 1, -1, -1):
        if at < len(common):  # months at which anyone after it parts from it: each less than all those between
            while keep and keep[-1] >= common[at]:
                keep.pop()
            keep.append(common[at])
        start = common[at - 1] if at else NOTHING
        order, past = along[at]
        months = sorted({*keep, start} - {NOTHING})
        names = tuple((month, f"{order.run.seed} {past.at(month)}") for month in months)
        tree.append(replace(order, branch=Branch(start, tuple(keep), names)))
    return tree[::-1]


def months_to_do(order: Order) -> int:
    """What an order takes where it follows on the one before, in months."""
    if order.branch is None or order.branch.start == NOTHING:
        return order.run.months + BUILDING
    return order.run.months - order.branch.start


def time_of(orders: Iterable[Order]) -> int:
    """What orders take that follow on one another, in months."""
    return sum(map(months_to_do, orders))


def parted(orders: Sequence[Order], before: int = 0) -> int | None:
    """Where to part a list for a second worker, so that the later of the two is done soonest: the position of the
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


__all__ = ["SWITCH", "Looks", "dealt", "months_to_do", "parted", "planned", "time_of"]
