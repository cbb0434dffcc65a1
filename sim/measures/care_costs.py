"""What levers of small children's care and of interpreters add to what is there by default: items of the ledger."""

from __future__ import annotations

import numpy as np

from sim.ages import ADULT
from sim.codes import NOBODY
from sim.measures.levers_at_work import CHILDCARE, SERVICES
from sim.measures.who import ages, here
from sim.processes.childcare import offered_places, places_per_100
from sim.processes.interpreting import interpreters_by_place
from sim.state import Array
from sim.town import Town, Used

WORKING_DAYS = 21
"""Of a month."""


def places_added(offered: Array, usual: Array, taken: Array) -> Array:
    """Places (of any kind) paid for beyond those by default. Where fewer are offered than by default nobody is sent
    away: those still ``taken`` are paid for, and what is saved comes as they are given up."""
    paid = np.where(offered >= usual, offered, np.minimum(usual, np.maximum(offered, taken)))
    return np.asarray(paid - usual)


def places_beyond(town: Town) -> Array:
    """Places at preschool, less those by default, by place (P,)."""
    children = town.state.places.care_children
    usual = offered_places(np.full(len(children), CHILDCARE.places), children)
    return places_added(offered_places(places_per_100(town), children), usual, held_places(town))


def held_places(town: Town) -> Array:
    """Children who have a place at preschool, by the place it is in (P,)."""
    care = town.state.people.care[: int(town.used[Used.PEOPLE])]
    return np.bincount(care[here(town) & (care != NOBODY)], minlength=len(town.scenario.places))


def care_places(town: Town) -> float:
    """Places at preschool, less those by default."""
    return float(places_beyond(town).sum())


def at_preschool(town: Town) -> float:
    """Children who have a place."""
    return float(held_places(town).sum())


def care_hours(town: Town) -> float:
    """Hours that preschools are open longer than by default, child by child."""
    return at_preschool(town) * (town.scenario.childcare.opening_hours - CHILDCARE.opening_hours) * WORKING_DAYS


def care_fees(town: Town) -> float:
    """What parents pay less than by default [SEK]: of children who have a place anyhow the difference in the fee; on
    places there would not be by default what is paid for them, and on those there are no more what is not."""
    fee, usual_fee = town.scenario.childcare.fee, CHILDCARE.fee
    beyond, held, queue = places_beyond(town), held_places(town), town.state.places.care_queue
    children = town.state.places.care_children
    usual = offered_places(np.full(len(children), CHILDCARE.places), children)
    more = np.clip(held - usual, 0, np.maximum(0, beyond))
    fewer = np.minimum(queue, np.maximum(0, -beyond))
    return float(((held - more) * (usual_fee - fee) - more * fee + fewer * usual_fee).sum())


def allowances(town: Town) -> float:
    """Money for small children without a place [SEK]."""
    rules = town.scenario.childcare
    age = ages(town)
    paid = here(town) & (age >= 12 * rules.age_from) & (age < 12 * rules.allowance_until)
    paid &= town.state.people.care[: int(town.used[Used.PEOPLE])] == NOBODY
    return float(paid.sum()) * rules.home_care_allowance


def interpreted(town: Town) -> float:
    """Hours of interpreters, less those by default."""
    rules, people, count = town.scenario.services, town.state.people, int(town.used[Used.PEOPLE])
    shares = interpreters_by_place(town).astype(np.float64)
    needs = here(town) & (people.newcomer[:count] == 1) & (ages(town) >= ADULT)
    needs &= town.state.minds.language[:count] < rules.understood_from
    talks = np.bincount(people.place[:count][needs], minlength=len(shares))
    usual = SERVICES.interpreter_hours * SERVICES.interpreters
    return float((talks * (shares * rules.interpreter_hours - usual)).sum())
