"""What locals think taken together, and how safe newcomers' stay is: taken down at the end of each year."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, Permit, Tenure
from sim.measures.look import Look
from sim.measures.recorder import Array, Recorder

LASTING = (Permit.NONE, Permit.PERMANENT)


def record_opinion(look: Look, recorder: Recorder) -> None:
    """Of adult locals: ``polarisation``, the standard deviation of their attitudes, and the shares ``hostile`` and
    ``supportive`` (`climate`); by place ``mood`` and ``backlash``."""
    roll, state, climate = look.roll, look.town.state, look.town.scenario.climate
    these, attitude = roll.local & roll.adult, state.minds.attitude[: roll.used].astype(np.float64)
    if these.any():
        recorder.add("polarisation", float(attitude[these].std()))
    recorder.mean("hostile", attitude < climate.hostile_below, these, roll.place)
    recorder.mean("supportive", attitude > climate.supportive_above, these, roll.place)
    for name in ("mood", "backlash"):
        recorder.ratio(name, getattr(state.places, name), np.ones(len(recorder.places)))


def safety(look: Look) -> Array:
    """Share (n,) of five things that somebody has: a right to stay that does not end, a home whose contract does not, a
    job or studies (or the age of neither), a close friend, a place without backlash (as far as it has none)."""
    roll, state = look.roll, look.town.state
    people, used = state.people, roll.used
    home = state.households.home[people.household[:used]]
    safe_home = (home != NOBODY) & (state.homes.tenure[home] != Tenure.PRIVATE_RENT)
    busy = roll.employed | (state.work.studying[:used] == 1) | ~roll.working_age
    parts = (
        np.isin(people.permit[:used], LASTING),
        safe_home & (people.household[:used] != NOBODY),
        busy,
        look.friends.close[:used] > 0,
        1.0 - state.places.backlash[roll.place],
    )
    return np.asarray(sum(np.asarray(part, np.float64) for part in parts) / len(parts))


def record_security(look: Look, recorder: Recorder) -> None:
    """``security``: mean of :func:`safety` of adults; ``known``: rights and services known from programmes."""
    roll, safe = look.roll, safety(look)
    for group, these in {"locals": roll.local & roll.adult, "newcomers": roll.newcomer & roll.adult}.items():
        recorder.mean("security", safe, these, roll.place, group)
    recorder.mean("known", look.town.state.minds.known[: roll.used], roll.newcomer & roll.adult, roll.place)
    recorder.ratio("fit", look.town.state.places.fit, np.ones(len(recorder.places)))
