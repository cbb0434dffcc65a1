"""What employers make of newcomers, and learn from other employers (in step 11)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Permit, Sector
from sim.jit import kernel
from sim.town import Town, Used

TEMPORARY, HANGS_ON_WORK = Permit.TEMPORARY.value, Permit.WORK.value


@kernel
def trust_in_newcomer(state: Any, rules: Any, person: int, employer: int) -> float:
    """What an employer leaves of a newcomer's chance: willingness, less under threat and for a permit that soon ends,
    and experience here."""
    work, permit = rules.work, int(state.people.permit[person])
    willingness = np.float64(state.employers.willingness[employer])
    threat = np.float64(state.places.threat[int(state.employers.place[employer])])
    experience = min(1.0, int(state.work.months_worked[person]) / work.experience_months)
    trust = (
        willingness * (1.0 - work.threat_weight * threat) * (work.inexperience + (1.0 - work.inexperience) * experience)
    )
    if work.short_permit > 0.0 and (permit == TEMPORARY or permit == HANGS_ON_WORK):
        left = max(0, int(state.people.permit_until[person]) - int(state.clock.month[0]))
        trust *= 1.0 - work.short_permit * math.exp(-left / 12.0)
    return trust


def learn_from_others(town: Town) -> None:
    """Employers without anybody of another origin go ``work.learn_neighbours`` of the way to the mean willingness of
    those of their sector and place who employ some."""
    employers, count = town.state.employers, int(town.used[Used.EMPLOYERS])
    group = employers.place[:count].astype(np.int64) * len(Sector) + employers.sector[:count]
    willing = employers.willingness[:count].astype(np.float64)
    knows = employers.origins[:count, 1:].sum(axis=1) > 0
    many = np.bincount(group[knows], minlength=int(group.max(initial=NOBODY)) + 1)
    mean = np.bincount(group[knows], willing[knows], len(many)) / np.maximum(1, many)
    learns = ~knows & (many[group] > 0)
    willing[learns] += town.scenario.work.learn_neighbours * (mean[group] - willing)[learns]
    employers.willingness[:count] = willing
