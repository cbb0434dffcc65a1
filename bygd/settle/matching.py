"""Who is sent where: the most that quotas allow of what households are estimated to come to, as a linear program.

Numbers are households a year of each supply in each place, so halves need no rounding: by the law of large numbers a
year's households are sent in these shares. A kind is sent elsewhere than today only where that is estimated to be worth
something, because estimates differ by chance too. HiGHS solves it (SciPy).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, vstack

Array = np.ndarray[Any, Any]
WORTH = 0.01
"""What a household sent elsewhere than today must gain, in the unit of the value for each of its adults."""
SMALL = 1e-6
"""Households a year below which a kind is not sent to a place."""


class Matching(NamedTuple):
    """The solution."""

    households: Array
    """(supply, place) a year."""
    value: float
    """What adults are estimated to come to a year."""
    today: float
    """The same by today's rule."""


class NoMatching(ValueError):
    """No assignment keeps to all quotas. The message says so."""


def matching(
    value: Array, adults: Array, sizes: Array, today: Array, quotas: Array, *, fair: bool = False, worth: float = WORTH
) -> Matching:
    """``value`` (supply, place): of an adult; ``adults``, ``sizes`` (supply,): adults and people of a household;
    ``today`` (supply, place): households a year by today's rule; ``quotas`` (place,): people a year, which sum to those
    of ``today``. ``fair``: no supply is estimated to do worse than today. Raises :class:`NoMatching`."""
    supplies, places = value.shape
    cells = supplies * places
    gain = (value * adults[:, None]).ravel()
    fee = np.repeat(worth * adults, places)
    at = np.arange(cells)
    number, place = at // places, at % places
    each = coo_array((np.ones(cells), (number, at)), (supplies, 2 * cells))
    full = coo_array((sizes[number], (place, at)), (places, 2 * cells))
    # what is sent to a place beyond today's number has a fee: moved >= sent - today
    beyond = coo_array(
        (np.concatenate([np.ones(cells), -np.ones(cells)]), (np.tile(at, 2), np.arange(2 * cells))), (cells, 2 * cells)
    )
    upper, bound = [beyond], [today.ravel()]
    if fair:
        upper.append(coo_array((-gain, (number, at)), (supplies, 2 * cells)))
        bound.append(-(value * today).sum(axis=1) * adults)
    # one quota follows from the others and from who comes; leaving it out spares the solver a rounding
    equal = vstack([each, full.tocsr()[: places - 1]])
    found = linprog(
        np.concatenate([-gain, fee]),
        A_ub=vstack(upper),
        b_ub=np.concatenate(bound) + 1e-9,
        A_eq=equal,
        b_eq=np.concatenate([today.sum(axis=1), quotas[: places - 1]]),
        bounds=(0.0, None),
        method="highs",
    )
    if not found.success:
        raise NoMatching("no assignment of these households keeps to all quotas")
    sent = found.x[:cells].reshape(supplies, places)
    sent = np.where(sent < SMALL, 0.0, sent)
    sent *= (today.sum(axis=1) / sent.sum(axis=1))[:, None]
    worth_of = value * adults[:, None]
    return Matching(sent, float((worth_of * sent).sum()), float((worth_of * today).sum()))


__all__ = ["Matching", "NoMatching", "matching"]
