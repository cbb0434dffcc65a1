"""Homes as one person lives them: moved into, left, waited for, refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.lives.snapshot import Snapshot
from experiments.lives.words import TENURE, place_name
from sim.codes import NOBODY, HomeUse, Tenure
from sim.homes import are_newcomers, is_refused
from sim.town import Used
from sim.words import counted, duration, plural

if TYPE_CHECKING:
    from experiments.lives.life import Followed
    from sim.town import Town

Changes = Iterator[tuple[str, str]]


def home_events(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """Another home, none any more, one after waiting; and vacant homes that nobody lets them have."""
    if now.home == NOBODY and ("refused", now.moved_in) not in followed.told_of:
        count = homes_refused(town, now)
        if count:
            followed.told_of.add(("refused", now.moved_in))
            fitting = f"None of {counted(count, 'vacant home', 'vacant homes')} that {plural(count, 'fits', 'fit')}"
            yield f"{fitting} was to be had", "those who let or sell refuse newcomers"
    if now.home == before.home:
        return
    if now.place != before.place:
        yield f"Moved from {place_name(town, before.place)} to {place_name(town, now.place)}", ""
    elif now.home == NOBODY:
        yield "Was left without a home of one's own", ""
    elif now.household == before.household and before.home == NOBODY:
        waited = now.month - before.moved_in
        cause = f"after {duration(waited)} without one" if waited > 0 else ""
        yield f"Got a home, {TENURE[Tenure(now.tenure)]}", cause
    elif now.household == before.household:
        room = "more room" if now.beds > before.beds else "less room" if now.beds < before.beds else ""
        yield f"Moved to another home, {TENURE[Tenure(now.tenure)]}", room


def homes_refused(town: Town, now: Snapshot) -> int:
    """How many homes of the place stand vacant and are large enough, where they are refused all of them; else 0."""
    new = 0.0 if now.household == NOBODY else float(are_newcomers(town.state, now.household))
    if new == 0.0:
        return 0
    homes, used = town.state.homes, int(town.used[Used.HOMES])
    fits = (homes.household[:used] == NOBODY) & (homes.use[:used] == HomeUse.DWELLING)
    fits &= (homes.place[:used] == now.place) & (homes.beds[:used] >= town.state.households.size[now.household])
    rows, who = np.flatnonzero(fits), town.state.households.uid[now.household]
    return len(rows) if all(is_refused(town.rules, homes, int(home), who, new) for home in rows) else 0


__all__ = ["home_events", "homes_refused"]
