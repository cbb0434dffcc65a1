"""Who can drive, who has a car to use, and who works in another place than their own."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.measures.care import YEARS
from sim.measures.look import Look
from sim.measures.recorder import Recorder


def record_getting(look: Look, recorder: Recorder) -> None:
    """Of adults ``licensed`` and ``with_car``; of those in work ``commuting`` to another place of the region,
    newcomers also by full years since arrival, and ``self_employed``."""
    roll, state = look.roll, look.town.state
    people, job = state.people, state.work.job[: roll.used]
    workplace, owner = np.full(roll.used, NOBODY), np.full(roll.used, NOBODY)
    held = np.flatnonzero(roll.here & (job != NOBODY))
    workplace[held] = state.employers.place[state.jobs.employer[job[held]]]
    owner[held] = state.employers.owner[state.jobs.employer[job[held]]]
    for group, these in roll.groups(roll.here).items():
        adults = these & roll.adult
        recorder.mean("licensed", people.licence[: roll.used], adults, roll.place, group)
        recorder.mean("with_car", people.car[: roll.used], adults, roll.place, group)
        at_work = these & (workplace != NOBODY)
        recorder.mean("commuting", workplace != roll.place, at_work, roll.place, group)
        recorder.mean("self_employed", owner == np.arange(roll.used), at_work, roll.place, group)
    years = (look.town.month - people.arrival[: roll.used]) // 12
    for group, full in YEARS.items():
        these = roll.newcomer & (years == full) & (workplace != NOBODY)
        recorder.mean("commuting", workplace != roll.place, these, roll.place, group)
