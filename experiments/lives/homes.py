"""Homes as one person lives them: moved into, left, waited for, refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from experiments.lives.snapshot import Snapshot
from experiments.lives.words import TENURE, place_name
from sim.codes import NOBODY, HomeUse, Tenure
from sim.homes import are_newcomers, is_refused
from sim.told import tell, tell_clauses, tell_duration, tell_many
from sim.town import Used

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
            none = tell_many(
                "The one vacant home that fits was not to be had",
                "None of {homes} vacant homes that fit was to be had",
                count,
                homes=count,
            )
            yield none, tell("those who let or sell refuse newcomers")
    if now.home == before.home:
        return
    if now.place != before.place:
        origin, place = place_name(town, before.place), place_name(town, now.place)
        yield tell("Moved from {origin} to {place}", origin=origin, place=place), ""
    elif now.home == NOBODY:
        yield tell("Was left without a home of one's own"), ""
    elif now.household == before.household and before.home == NOBODY:
        waited = now.month - before.moved_in
        cause = tell("after {duration} without one", duration=tell_duration(waited)) if waited > 0 else ""
        yield tell_clauses(tell("Got a home"), tell(TENURE[Tenure(now.tenure)])), cause
    elif now.household == before.household:
        more, less = now.beds > before.beds, now.beds < before.beds
        room = tell("more room") if more else tell("less room") if less else ""
        yield tell_clauses(tell("Moved to another home"), tell(TENURE[Tenure(now.tenure)])), room


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
