"""Belonging: slowly moving towards what one's life here would warrant."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY
from sim.jit import kernel
from sim.processes.attitudes import climate_of, share_gone
from sim.processes.club_members import has_club
from sim.threads import over_rows
from sim.town import Town, Used

MEMBERSHIP_COUNTS = 1
"""Position of ``informal_and_membership`` in ``rivals.belonging``."""


@kernel
def warranted(state: Any, rules: Any, person: int, treatment: float) -> float:
    """What somebody's life here warrants (0 to 1): a weighted sum of parts between 0 and 1.

    Friends among locals (for locals: all friends) n / (n + half), close friends likewise, language,
    work or studies (those too young or old for it count as having it), time t / (t + half), treatment
    (for locals: good). Where membership counts it takes its weight from informal ties, all of theirs at most.
    """
    people, contacts, work, weights = state.people, state.contacts, state.work, rules.belonging
    month = int(state.clock.month[0])
    newcomer = people.newcomer[person] == 1
    friends = np.float64(contacts.bridging[person]) if newcomer else np.float64(contacts.friends[person])
    close = np.float64(contacts.close[person])
    informal = weights.ties * friends / (friends + weights.ties_half)
    informal += weights.close * close / (close + weights.close_half)
    if rules.rivals.belonging == MEMBERSHIP_COUNTS:
        weight = weights.ties + weights.close
        taken = min(weights.membership, weight)
        if weight > 0.0:
            informal *= (weight - taken) / weight
        if has_club(state, person):
            informal += taken
    age = month - int(people.birth[person])
    working_age = 12 * weights.working_age <= age < 12 * weights.retirement
    at_work = work.job[person] != NOBODY or work.studying[person] == 1 or not working_age
    here = np.float64(max(0, month - int(people.arrival[person]) + int(people.waited[person])))
    return np.float64(
        weights.floor
        + informal
        + weights.language * np.float64(state.minds.language[person])
        + (weights.work if at_work else 0.0)
        + weights.time * here / (here + weights.time_half)
        + weights.treatment * (treatment if newcomer else 1.0)
    )


@kernel
def feel_at_home(start: int, stop: int, state: Any, rules: Any, gone: float, treatment: Any) -> None:
    """People ``start`` to ``stop`` go ``gone`` of the distance to what their life here warrants.

    ``treatment`` (P,) 0 to 1: how the locals of each place meet newcomers.
    """
    people, belonging = state.people, state.minds.belonging
    for i in range(start, stop):
        if people.status[i] != HERE:
            continue
        target = warranted(state, rules, i, treatment[int(people.place[i])])
        now = np.float64(belonging[i])
        belonging[i] = now + gone * (min(1.0, max(0.0, target)) - now)


def step(town: Town) -> None:
    """Belonging after the month's meetings, work and treatment."""
    state, rules, used = town.state, town.rules, int(town.used[Used.PEOPLE])
    gone = share_gone(rules.belonging.half_life)
    over_rows(feel_at_home, used, town.threads, state, rules, gone, climate_of(state))
