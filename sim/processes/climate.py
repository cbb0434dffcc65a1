"""The climate among locals: the mood that comes from outside and fades, backlash, and support.

What media and politics say elsewhere, and what chance adds at home (``mood_sd``), moves the attitude that locals come
back to (:mod:`attitudes`). Those who are hostile speak up while the mood is bad, which clubs and the council hear
(:mod:`club_access`, :mod:`funding`); those who are supportive answer every change, which volunteers hear as attention.
Contact works against it as it does at all times. Where no mood comes nothing of this acts.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import Status
from sim.rng import Process, normal_quantile, uniforms
from sim.scenario.periods import served_by
from sim.town import Town, Used

Array = np.ndarray[Any, Any]


def sides(town: Town) -> tuple[Array, Array]:
    """Shares of the locals of each place who are hostile, and who are supportive (P,); 0 where there are none."""
    people, used, climate = town.state.people, int(town.used[Used.PEOPLE]), town.rules.climate
    locals_ = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 0)
    place, attitude = people.place[:used][locals_], town.state.minds.attitude[:used][locals_]
    many = len(town.state.places.uid)
    count = np.maximum(1, np.bincount(place, minlength=many))
    hostile, supportive = attitude < climate.hostile_below, attitude > climate.supportive_above
    return np.bincount(place[hostile], minlength=many) / count, np.bincount(place[supportive], minlength=many) / count


def heard(town: Town, key: str) -> float:
    """What is left of the will to take over the stream ``key`` in the places it serves: less by their backlash."""
    served = np.isin(list(town.scenario.places), served_by(town.scenario, key))
    return max(0.0, 1.0 - float(town.rules.climate.backlash_will) * float(town.state.places.backlash[served].mean()))


def step(town: Town) -> None:
    """A month's mood: what is left of it, what comes, and who answers."""
    places, rules, outside = town.state.places, town.rules, town.scenario.climate.outside
    push = outside.get(town.scenario.date_of(town.month), 0.0) if outside else 0.0
    if rules.climate.mood_sd <= 0.0 and push == 0.0 and not places.mood.any():
        places.backlash[:] = 0.0
        return
    if rules.climate.mood_sd > 0.0:
        draws = [uniforms(town.seed, Process.CLIMATE.value, uid, town.month, 0)[0] for uid in places.uid]
        push = push + rules.climate.mood_sd * np.array([normal_quantile(u) for u in draws])
    faded = places.mood * 2.0 ** (-1.0 / rules.climate.mood_half_life)
    places.mood[:] = np.clip(faded + push, -1.0, 1.0)
    hostile, supportive = sides(town)
    places.backlash[:] = hostile * np.maximum(0.0, -places.mood)
    places.attention[:] = np.minimum(
        1.0, places.attention + rules.climate.support * supportive * np.abs(places.mood - faded)
    )
