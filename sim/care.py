"""Small children's care, as others ask of it: which children have a place, and whom a child without one ties."""

from __future__ import annotations

from typing import Any

from sim.ages import PUPIL_FROM
from sim.codes import LONG_AGO, NOBODY
from sim.jit import kernel


@kernel
def is_cared_for(state: Any, rules: Any, child: int) -> bool:
    """Whether a child is at preschool or of school age, so that nobody need stay at home for it. Without preschools
    (switch ``childcare.care``) nobody is."""
    if not rules.childcare.care:
        return False
    if state.people.care[child] != NOBODY:
        return True
    return int(state.clock.month[0]) - int(state.people.birth[child]) >= PUPIL_FROM


@kernel
def has_small_child(state: Any, rules: Any, person: int, below_months: int, uncared: bool) -> bool:
    """Whether a child younger than ``below_months`` lives in the person's household; ``uncared``: one whom nobody
    cares for."""
    people, members, month = state.people, state.households.members, int(state.clock.month[0])
    household = int(people.household[person])
    if household == NOBODY:
        return False
    for member in members[household]:
        if member != NOBODY and month - int(people.birth[member]) < below_months:
            if not (uncared and is_cared_for(state, rules, member)):
                return True
    return False


@kernel
def give_up_care(state: Any, child: int) -> None:
    """A child who leaves, dies or moves to another place gives up its place at preschool."""
    state.people.care[child] = NOBODY
    state.people.care_asked[child] = LONG_AGO
