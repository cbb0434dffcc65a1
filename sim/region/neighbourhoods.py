"""Neighbourhoods: those who live in some eighteen homes side by side."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, FocusSlot, TieKind
from sim.foci import new_foci
from sim.region.places import Draft
from sim.region.seating import power_of_two, seat
from sim.town import Town
from sim.vectorised_draws import numbered_uids

SLACK = 1.25
"""Seats for those who may move in, against people living there."""


def lay_neighbourhoods(town: Town, draft: Draft, place: int, home: int, person: int) -> None:
    """Foci for a place's homes (laid from row ``home``) and seats for its people (from row ``person``)."""
    group = draft.housing.neighbourhood
    lives_at = np.flatnonzero(draft.housing.household != NOBODY)[draft.household]
    people = np.bincount(group[lives_at], minlength=int(group[-1]) + 1)
    capacity = power_of_two(people * SLACK, 32, 128)
    uid = numbered_uids(len(capacity), "neighbourhood", draft.key)
    foci = new_foci(town, TieKind.NEIGHBOUR, place, capacity, NOBODY, uid)
    town.state.homes.focus[home : home + draft.homes] = foci[group]
    rows = person + np.arange(draft.people)
    seat(town, rows, FocusSlot.NEIGHBOURS.value, foci[group[lives_at]])
