"""The purse counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

import math
from typing import Any

from sim.codes import NOBODY, HomeUse, Pathway, Permit, Schooling, Service, Tenure
from sim.town import Used
from tests.measures.plain import ANSWERS, Found, here, new, of
from tests.measures.plain_civil import bought

REFUGEES = (Pathway.QUOTA, Pathway.ASYLUM, Pathway.FAMILY, Pathway.YOUTH)
BANDS = {0: 6, 6: 16, 16: 19, 19: 65, 65: 80, 80: 200}
ALWAYS_PAY = ("municipality", "state", "region")
"""Payers of what is always reckoned, were it nothing."""


def aged(town: Any, low: int) -> int:
    """Inhabitants in a band of ages, in whole years of the month just simulated."""
    ages = [(town.month - 1 - int(town.state.people.birth[i])) // 12 for i in here(town)]
    return sum(low <= age < BANDS[low] for age in ages)


def learning(town: Any) -> dict[str, float]:
    """How much there is of what newcomers and students are taught, treated and helped with."""
    language, care, state = town.scenario.language, town.scenario.services, town.state
    people, places, month = state.people, state.places, town.month - 1
    grown = [i for i in here(town) if new(town, i) and month - int(people.birth[i]) >= 18 * 12]
    settled = [i for i in grown if people.arrival[i] >= 0 and people.permit[i] != Permit.WAITING]
    refugees = [i for i in settled if Pathway(int(people.pathway[i])) in REFUGEES]
    students = [i for i in here(town) if state.work.studying[i] and month - int(people.birth[i]) >= 240]
    taught = seen = 0.0
    for place in range(len(town.scenario.places)):
        if places.newcomers[place]:
            per_100 = language.course_places_per_100 * float(places.newcomers[place]) / 100
            taught += math.floor(language.course_places + per_100) * language.hours_week * 52 / 12
        room = care.screening_per_thousand * float(places.population[place]) / 1000
        seen += room if places.service_open[place, Service.HEALTH] else room * care.screening_away
    talks = sum(float(state.minds.language[i]) < care.understood_from for i in grown)
    return {
        "course_hour": taught,
        "screening": seen,
        "interpreter_hour": talks * care.interpreters * care.interpreter_hours,
        "introduction": sum(people.introduction_end[i] > month for i in refugees),
        "adult_education": sum(people.schooling[i] == Schooling.COMPULSORY for i in students),
        "reception_place": 0.0,
    }


def services(town: Any) -> dict[str, tuple[str, float]]:
    """(payer, SEK) by service, programmes apart."""
    prices, homes = town.scenario.prices, town.state.homes
    empty = [h for h in range(int(town.used[Used.HOMES])) if homes.household[h] == NOBODY]
    empty = [h for h in empty if homes.use[h] == HomeUse.DWELLING and homes.tenure[h] == Tenure.PUBLIC_RENT]
    ages = {"pupil": 6, "upper_secondary": 16, "care_65": 65, "care_80": 80}
    found = {name: (prices.services_payer, aged(town, low) * getattr(prices, name)) for name, low in ages.items()}
    for name, amount in learning(town).items():
        found[name] = (getattr(prices, f"{name}_payer"), amount * getattr(prices, name))
    found["support"] = ("municipality", ANSWERS["support"](town)["all"])
    poor = sum(without_means(town, i) for i in here(town))
    found["assistance"] = ("municipality", poor * town.scenario.money.assistance)
    found["vacant_flat"] = ("municipality", len(empty) * prices.vacant_flat)
    found["childcare_place"] = (prices.childcare_place_payer, ANSWERS["childcare_cost"](town)["all"])
    return found | bought(town)


def tax(town: Any, i: int) -> float:
    money, job = town.scenario.money, int(town.state.work.job[i])
    return 0.0 if job == NOBODY else money.tax_rate * money.income[int(town.state.jobs.skill[job])] / 12


def without_means(town: Any, i: int) -> bool:
    """A local of working age without work and studies whose household has neither a worker nor a pensioner."""
    people, work, month = town.state.people, town.state.work, town.month - 1
    if new(town, i) or work.studying[i] or not 20 * 12 <= month - int(people.birth[i]) < 65 * 12:
        return False
    own = int(people.household[i])
    household = [i] if own == NOBODY else [int(j) for j in town.state.households.members[own] if j != NOBODY]
    pension = 12 * town.scenario.clubs.retirement
    return all(work.job[j] == NOBODY and month + 1 - int(people.birth[j]) < pension for j in household)


def brought(town: Any) -> dict[str, float]:
    prices = town.scenario.prices
    by_place = {key: value for key, value in ANSWERS["childcare_fees"](town).items() if isinstance(key, tuple)}
    return {
        "tax": sum(tax(town, i) for i in here(town)),
        "equalisation": sum(aged(town, low) * getattr(prices, f"brings_{low}") for low in BANDS) / 12,
        "state_grants": ANSWERS["state_grants"](town)["all"],
        "childcare_fees": sum(value for (group, _), value in by_place.items() if group == "all"),
    }


@of("service_cost")
def _(town: Any) -> Found:
    found = {name: amount for name, (_, amount) in services(town).items()}
    if streams := float(town.state.streams.month_spent.sum()):
        found["programmes"] = streams
    for name in ("buses", "building"):
        ordered = [sek for group, sek in ANSWERS["spent"](town).items() if group.startswith(f"{name}.")]
        found |= {name: sum(ordered)} if ordered else {}
    return found | {"all": sum(found.values())}


@of("service_cost_by_payer")
def _(town: Any) -> Found:
    found = dict(ANSWERS["spent_by_payer"](town))
    for name, (payer, amount) in services(town).items():
        found[payer] = found.get(payer, 0.0) + (0.0 if name in bought(town) else amount)
    return {payer: amount for payer, amount in found.items() if amount or payer in ALWAYS_PAY}


@of("service_cost_by_organisation")
def _(town: Any) -> Found:
    """Of each organisation what its programmes cost; the rest is of none."""
    found, programmes = {"no_organisation": ANSWERS["service_cost"](town)["all"]}, town.state.programmes
    for row, each in enumerate(town.scenario.programmes.values()):
        if each.organisation and (cost := float(programmes.cost[row])):
            group = f"organisations.{each.organisation}"
            found[group] = found.get(group, 0.0) + cost
            found["no_organisation"] -= cost
    return found


@of("municipal_yield")
def _(town: Any) -> Found:
    return brought(town) | {"all": sum(brought(town).values())}


@of("net_balance")
def _(town: Any) -> Found:
    paid = ANSWERS["service_cost_by_payer"](town)["municipality"]
    return {"all": sum(brought(town).values()) - paid}
