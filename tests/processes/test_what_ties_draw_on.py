"""What a tie draws on at its focus is kept from month to month, and is what it would be if found anew."""

from __future__ import annotations

import numpy as np

from sim.codes import FOCUS_KINDS, NOBODY, UNKNOWN, FocusSlot, TieKind
from sim.history import begin
from sim.processes.ties import IN_CLUBS, MASK, NO_FOCUS, SEVERAL, SHIFT
from sim.scenario import scenario_from
from sim.schedule import month
from sim.town import Town
from tests.properties.test_same_bytes import DATA

CLUBS = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
MONTHS = 4
LARGER = {**DATA, "places": {"alby": {"population": 700, "newcomers": 0.1}, "berg": {"population": 100}}}


def plainly(town: Town, a: int, slot: int) -> int:
    """The columns of one's own and of the other, from who belongs where."""
    ties, focus = town.state.ties, town.state.memberships.focus
    kind = int(ties.kind[a, slot])
    if kind != TieKind.CLUB:
        column = kind if kind < FOCUS_KINDS else NO_FOCUS
        return (column << SHIFT) + column
    mine, theirs = focus[a, CLUBS].tolist(), focus[int(ties.partner[a, slot]), CLUBS].tolist()
    shared = [club for club in mine if club != NOBODY and club in theirs]
    if len(shared) > 1:
        return SEVERAL
    if not shared:
        return (NO_FOCUS << SHIFT) + NO_FOCUS
    return ((IN_CLUBS + mine.index(shared[0])) << SHIFT) + IN_CLUBS + theirs.index(shared[0])


def test_what_a_tie_draws_on_is_known_anew_after_every_change_of_clubs_and_kinds() -> None:
    town = begin(scenario_from(LARGER), 5)
    seen: set[int] = set()
    for _ in range(MONTHS):
        month(town)
        ties = town.state.ties
        taken = np.argwhere((ties.partner != NOBODY) & (ties.rates != UNKNOWN)).tolist()
        found = {(a, slot): int(ties.rates[a, slot]) for a, slot in taken}
        assert found == {(a, slot): plainly(town, a, slot) for a, slot in taken}
        seen |= {columns & MASK for columns in found.values()}
    assert {TieKind.WORK, TieKind.NEIGHBOUR, IN_CLUBS, IN_CLUBS + 1, SEVERAL & MASK, NO_FOCUS} <= seen
