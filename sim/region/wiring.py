"""First ties: grown by the model's own rules.

Households and kin are given; every other tie of month 0 comes from the town having lived
``ties.settle_months`` of company before it: the same foci, hours, encounters, introductions and fading
as later, with births, moves and all else standing still. So there is one theory of ties, and month 0 is
already where it leads.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.processes import meeting
from sim.town import Town


def wire(town: Town, settled: Callable[[float], None]) -> None:
    """Grow the ties of month 0 in place; ``town.month`` is left at 0. ``settled`` is told which part is done."""
    months = int(town.rules.ties.settle_months)
    for month in range(-months, 0):
        town.month = month
        meeting.step(town)
        settled(1.0 + (month + 1) / months)
    town.month = 0
