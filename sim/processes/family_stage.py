"""Stage of life: how old the youngest child at home is, by which likes seek likes."""

from __future__ import annotations

from typing import Any

from sim.ages import ADULT
from sim.codes import HERE, LONG_AGO, NOBODY
from sim.jit import kernel
from sim.threads import over_rows
from sim.town import Town, Used


@kernel
def note_youngest(start: int, stop: int, state: Any, rules: Any) -> None:
    """Of people ``start`` to ``stop`` when the youngest minor of their household was born who is as many years younger
    as a parent's child (``demography.parent_gap``); LONG_AGO when there is none."""
    people, members = state.people, state.households.members
    month, gap = int(state.clock.month[0]), rules.demography.parent_gap * 12.0
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        youngest, row = LONG_AGO, int(people.household[i])
        for seat in range(members.shape[1] if row != NOBODY else 0):
            other = int(members[row, seat])
            if other == NOBODY:
                continue
            born = int(people.birth[other])
            if month - born < ADULT and born - int(people.birth[i]) >= gap:
                youngest = max(youngest, born)
        people.youngest[i] = youngest


def note_stages(town: Town) -> None:
    """Everybody's stage of life as it is now, where anything hangs on it."""
    if town.rules.ties.other_stage_likeness < 1.0:
        over_rows(note_youngest, int(town.used[Used.PEOPLE]), town.threads, town.state, town.rules)
