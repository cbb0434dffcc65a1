"""What levers of small children's care and of interpreters add to what is there by default: items of the ledger."""

from __future__ import annotations

import numpy as np

from sim.ages import ADULT
from sim.codes import NOBODY
from sim.measures.levers_at_work import CHILDCARE, SERVICES
from sim.measures.who import ages, here
from sim.processes.childcare import offered_places, places_per_100
from sim.processes.interpreting import interpreters_by_place
from sim.town import Town, Used

WORKING_DAYS = 21
"""Of a month."""


def care_places(town: Town) -> float:
    """Places at preschool, less those by default."""
    children = town.state.places.care_children
    usual = np.full(len(children), CHILDCARE.places)
    return float((offered_places(places_per_100(town), children) - offered_places(usual, children)).sum())


def at_preschool(town: Town) -> float:
    """Children who have a place."""
    return float((here(town) & (town.state.people.care[: int(town.used[Used.PEOPLE])] != NOBODY)).sum())


def care_hours(town: Town) -> float:
    """Hours that preschools are open longer than by default, child by child."""
    return at_preschool(town) * (town.scenario.childcare.opening_hours - CHILDCARE.opening_hours) * WORKING_DAYS


def care_fees(town: Town) -> float:
    """What parents pay less than by default [SEK]."""
    return at_preschool(town) * (CHILDCARE.fee - town.scenario.childcare.fee)


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
