"""First ties: grown by the model's own rules.

Households and kin are given; every other tie of month 0 comes from the town having lived
``ties.settle_months`` of company before it: the same foci, hours, encounters, introductions and fading
as later, with births, moves and all else standing still. So there is one theory of ties, and month 0 is
already where it leads.
"""

from __future__ import annotations

from sim.processes import meeting
from sim.town import Town


def wire(town: Town) -> None:
    """Grow the ties of month 0 in place; ``town.month`` is left at 0."""
    for month in range(-int(town.rules.ties.settle_months), 0):
        town.month = month
        meeting.step(town)
    town.month = 0
