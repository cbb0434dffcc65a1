"""Belonging: slowly moving towards what one's life here would warrant."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Status
from sim.columns import columns
from sim.jit import kernel
from sim.processes.attitudes import climate, share_gone
from sim.processes.club_members import has_club
from sim.state import Array
from sim.town import Town, Used

HERE = Status.HERE.value


class Lives(NamedTuple):
    """What belonging needs to know of people (columns of :mod:`sim.state`); ``focus`` of memberships."""

    status: Array
    birth: Array
    place: Array
    newcomer: Array
    arrival: Array
    language: Array
    belonging: Array
    bridging: Array
    friends: Array
    close: Array
    job: Array
    studying: Array
    focus: Array


@kernel
def warranted(person: int, month: int, treatment: float, membership_counts: bool, rules: Any, people: Any) -> float:
    """What somebody's life here warrants (0 to 1): a weighted sum of parts between 0 and 1.

    Friends among locals (for locals: all friends) n / (n + half), close friends likewise, language,
    work or studies (those too young or old for it count as having it), time t / (t + half), treatment
    (for locals: good). Where membership counts it takes its weight from informal ties, all of theirs at most.
    """
    newcomer = people.newcomer[person] == 1
    friends = np.float64(people.bridging[person]) if newcomer else np.float64(people.friends[person])
    close = np.float64(people.close[person])
    informal = rules.ties * friends / (friends + rules.ties_half) + rules.close * close / (close + rules.close_half)
    if membership_counts:
        weight = rules.ties + rules.close
        taken = min(rules.membership, weight)
        if weight > 0.0:
            informal *= (weight - taken) / weight
        if has_club(person, people.focus):
            informal += taken
    age = month - int(people.birth[person])
    working_age = 12 * rules.working_age <= age < 12 * rules.retirement
    at_work = people.job[person] != NOBODY or people.studying[person] == 1 or not working_age
    here = np.float64(max(0, month - int(people.arrival[person])))
    return np.float64(
        rules.floor
        + informal
        + rules.language * np.float64(people.language[person])
        + (rules.work if at_work else 0.0)
        + rules.time * here / (here + rules.time_half)
        + rules.treatment * (treatment if newcomer else 1.0)
    )


@kernel
def feel_at_home(
    people_used: int, month: int, gone: float, treatment: Any, membership_counts: bool, rules: Any, people: Any
) -> None:
    """Everybody goes ``gone`` of the distance to what their life here warrants."""
    for i in range(people_used):
        if people.status[i] != HERE:
            continue
        target = warranted(i, month, treatment[int(people.place[i])], membership_counts, rules, people)
        belonging = np.float64(people.belonging[i])
        people.belonging[i] = belonging + gone * (min(1.0, max(0.0, target)) - belonging)


def step(town: Town) -> None:
    """Belonging after the month's meetings, work and treatment."""
    state, rules = town.state, town.rules.belonging
    people = columns(Lives, state.people, state.minds, state.contacts, state.work, state.memberships)
    feel_at_home(
        int(town.used[Used.PEOPLE]),
        town.month,
        share_gone(rules.half_life),
        climate(town),
        town.rules.rivals.belonging == 1,
        rules,
        people,
    )
