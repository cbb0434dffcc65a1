"""Newcomers' health: many come ill, waiting and loneliness make ill; work, company and care help to recover.

Health is the capacity for work, company and learning; illness leaves a share of it. Who is ill is known apart
(``people.ill``), so that what age or care made of the capacity besides is kept when illness comes and goes.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.codes import HERE, NOBODY, Pathway, Permit
from sim.jit import kernel
from sim.rng import Process, uniforms
from sim.threads import over_rows
from sim.town import Town, Used

WAITING = Permit.WAITING.value
HEALTH = Process.HEALTH.value
QUOTA, ASYLUM, FAMILY, LABOUR, YOUTH = (
    Pathway.QUOTA.value,
    Pathway.ASYLUM.value,
    Pathway.FAMILY.value,
    Pathway.LABOUR.value,
    Pathway.YOUTH.value,
)


@kernel
def ill_on_arrival(rules: Any, pathway: int, age: int) -> float:
    """Share who come ill by a pathway at an age [month]; none below ``age_from``, nor of locals."""
    health = rules.health
    if age < 12 * health.age_from:
        return 0.0
    if pathway == QUOTA or pathway == ASYLUM:
        return float(health.ill_refugees if age >= ADULT else health.ill_youths)
    if pathway == YOUTH:
        return float(health.ill_youths)
    if pathway == FAMILY:
        return float(health.ill_family)
    return float(health.ill_labour) if pathway == LABOUR else 0.0


@kernel
def fall_ill(state: Any, rules: Any, person: int) -> None:
    """Illness leaves ``capacity`` of what health there was."""
    people = state.people
    people.ill[person] = 1
    people.health[person] = np.float64(people.health[person]) * rules.health.capacity


@kernel
def get_well(state: Any, rules: Any, person: int) -> None:
    """Illness is over: what it took comes back."""
    people = state.people
    people.ill[person] = 0
    people.health[person] = min(1.0, np.float64(people.health[person]) / rules.health.capacity)


@kernel
def stronger(state: Any, rules: Any, person: int) -> float:
    """What the last month's guided activity multiplies the rate of recovering by, and divides that of falling ill by:
    1 without, saturating in its hours."""
    hours = np.float64(state.civic.activity[person])
    return 1.0 + rules.health.activity_helps * hours / (hours + rules.health.activity_half)


@kernel
def rate_of_falling_ill(state: Any, rules: Any, person: int) -> float:
    """Rate [1/year] at which somebody who is well falls ill: more where they live alone without a close friend (as
    the last month left them), the longer they waited for a decision, or have waited so far; less by activity."""
    health, people = rules.health, state.people
    rate = np.float64(health.falling_ill)
    household = int(people.household[person])
    if state.contacts.close[person] == 0 and (household == NOBODY or state.households.size[household] == 1):
        rate *= health.alone
    waited = int(people.waited[person])
    if people.permit[person] == WAITING:
        waited = int(state.clock.month[0]) - int(people.arrival[person])
    factor = 1.0
    for step in range(health.waited.shape[0]):
        if waited >= health.waited_from[step]:
            factor = health.waited[step]
    return float(rate * factor / stronger(state, rules, person))


@kernel
def rate_of_recovering(state: Any, rules: Any, person: int) -> float:
    """Rate [1/year] at which somebody who is ill recovers without care: more in work, more with a friend outside the
    household, more by activity."""
    health = rules.health
    rate = np.float64(health.recovering)
    if state.work.job[person] != NOBODY:
        rate *= health.recovering_work
    if state.contacts.friends[person] > 0:
        rate *= health.recovering_company
    return float(rate * stronger(state, rules, person))


@kernel
def change(start: int, stop: int, state: Any, rules: Any) -> None:
    """Newcomers among people ``start`` to ``stop`` from ``age_from`` on fall ill or recover, each with the chance
    1 - exp(-rate / 12) of the month."""
    people = state.people
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    grown = 12 * rules.health.age_from
    for i in range(start, stop):
        if people.status[i] != HERE or people.newcomer[i] == 0 or month - int(people.birth[i]) < grown:
            continue
        falls, recovers, _, _ = uniforms(seed, HEALTH, people.uid[i], month, 0)
        if people.ill[i] == 0:
            if falls < 1.0 - math.exp(-rate_of_falling_ill(state, rules, i) / 12.0):
                fall_ill(state, rules, i)
        elif recovers < 1.0 - math.exp(-rate_of_recovering(state, rules, i) / 12.0):
            get_well(state, rules, i)


@kernel
def care_for(state: Any, rules: Any, person: int, giver: Any, share: float) -> None:
    """A month of a programme's care (``giver``: its uid): somebody ill recovers with the chance ``share``, others go
    that share of the way to full health."""
    people = state.people
    if rules.health.changes and people.ill[person] == 1:
        month, seed = int(state.clock.month[0]), state.clock.seed[0]
        u, _, _, _ = uniforms(seed, HEALTH, people.uid[person] ^ giver, month, 1)
        if u < share:
            get_well(state, rules, person)
        return
    now = np.float64(people.health[person])
    people.health[person] = now + share * (1.0 - now)


def step(town: Town) -> None:
    """A month of falling ill and recovering."""
    if town.rules.health.changes:
        over_rows(change, int(town.used[Used.PEOPLE]), town.threads, town.state, town.rules)
