"""People: where they come from and go to, what they think, counted again, one by one (:mod:`tests.measures.plain`)."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from sim.codes import NOBODY, STILL, Flow, Permit, Schooling, SettlementRule, Status, Tenure
from sim.town import Used
from tests.measures.plain import (
    Found,
    adults,
    age,
    by_generation,
    by_place,
    friends,
    groups_of_whom,
    here,
    mean,
    new,
    of,
    woman,
)


@of("population", "newcomers")
def _(town: Any, name: str) -> Found:
    people = [i for i in here(town) if name == "population" or new(town, i)]
    return by_place(town, people, town.state.people.place)


@of("mean_age")
def _(town: Any) -> Found:
    return {"all": mean([age(town, i) for i in here(town)])}


@of("age_share")
def _(town: Any) -> Found:
    found: Counter[str] = Counter()
    for i in here(town):
        years = age(town, i)
        found[
            "0-15"
            if years < 16
            else "16-24"
            if years < 25
            else "25-44"
            if years < 45
            else "45-64"
            if years < 65
            else "65+"
        ] += 1
        found["80+"] += years >= 80
    return {band: number / len(here(town)) for band, number in found.items()}


@of("pupils")
def _(town: Any) -> Found:
    return by_place(town, [i for i in here(town) if 6 <= age(town, i) < 16], town.state.people.place)


@of("aged_18", "aged_28")
def _(town: Any, name: str) -> Found:
    years = int(name.removeprefix("aged_"))
    return {"all": float(sum(years <= age(town, i) < years + 1 for i in here(town)))}


@of("aged")
def _(town: Any) -> Found:
    found = {"all": float(len(here(town)))}
    for group in ("0-17", "18-24", "25-34", "35-44", "45-64", "65+"):
        low, _, last = group.rstrip("+").partition("-")
        below = int(last) + 1 if last else 200
        found[group] = float(sum(int(low) <= age(town, i) < below for i in here(town)))
    return found


@of("ill")
def _(town: Any) -> Found:
    ill = town.state.people.ill
    by = {"all": (True, False), "women": (True,), "men": (False,)}
    return {
        group: mean([bool(ill[i]) for i in adults(town, True) if woman(town, i) in those])
        for group, those in by.items()
    }


@of("young_employed", "young_secondary", "young_higher", "young")
def _(town: Any, name: str) -> Found:
    value = {
        "young_employed": lambda i: town.state.work.job[i] != NOBODY,
        "young_secondary": lambda i: town.state.people.schooling[i] >= Schooling.SECONDARY,
        "young_higher": lambda i: town.state.people.schooling[i] == Schooling.HIGHER,
        "young": lambda i: True,
    }[name]
    found = by_generation(town, value, (25, 30))
    return {group: float(len(values)) if name == "young" else mean(values) for group, values in found.items()}


@of("licensed", "with_car")
def _(town: Any, name: str) -> Found:
    column = town.state.people.licence if name == "licensed" else town.state.people.car
    return {
        group: mean([column[i] == 1 for i in people if age(town, i) >= 18])
        for group, people in groups_of_whom(town).items()
    }


@of("stayers", "retained")
def _(town: Any, name: str) -> Found:
    people = town.state.people
    came = [
        i
        for i in range(int(town.used[Used.PEOPLE]))
        if new(town, i)
        and people.arrival[i] >= 0
        and people.status[i] != Status.DEAD
        and people.permit[i] not in (Permit.WAITING, Permit.REFUSED)
    ]
    stay = [i for i in came if people.settled_until[i] == STILL]
    assert all(people.place[i] == people.settled_in[i] for i in stay)
    return by_place(town, stay, people.settled_in) if name == "stayers" else {"all": len(stay) / len(came)}


@of("permits")
def _(town: Any) -> Found:
    permits = [Permit(int(town.state.people.permit[i])) for i in here(town) if new(town, i)]
    kinds = (Permit.WAITING, Permit.TEMPORARY, Permit.PERMANENT, Permit.WORK)
    assert set(permits) <= set(kinds)
    return {kind.name.lower(): float(permits.count(kind)) for kind in kinds}


@of("settled")
def _(town: Any) -> Found:
    by_rule = town.state.places.settled_by.sum(axis=0).tolist()
    return {"all": float(sum(by_rule))} | {rule.name.lower(): float(by_rule[rule]) for rule in SettlementRule}


@of("newcomer_share")
def _(town: Any) -> Found:
    found = {"all": mean([new(town, i) for i in here(town)])}
    for place in range(len(town.scenario.places)):
        found[("all", place)] = mean([new(town, i) for i in here(town) if town.state.people.place[i] == place])
    return found


@of("waited")
def _(town: Any) -> Found:
    waited = town.state.people.waited
    return {"all": mean([int(waited[i]) for i in here(town) if new(town, i) and waited[i] > 0])}


@of("trust", "belonging", "attitude")
def _(town: Any, name: str) -> Found:
    values = getattr(town.state.minds, name)
    return {
        group: mean([float(values[i]) for i in adults(town, newcomer)])
        for group, newcomer in (("locals", False), ("newcomers", True))
    }


@of("language", "in_course")
def _(town: Any, name: str) -> Found:
    values = getattr(town.state.minds, name)
    return {"all": mean([float(values[i]) for i in adults(town, True)])}


@of("net_migration")
def _(town: Any) -> Found:
    ages = ("0-17", "18-24", "25-34", "35-44", "45-64", "65+")
    rows = town.state.places.balance.tolist()
    found = {group: float(sum(row[k] for row in rows)) for k, group in enumerate(ages)}
    return {"all": sum(found.values()), **found}


@of("moved_out")
def _(town: Any) -> Found:
    goals = {"city": 2, "small": 3, "metropolis": 4, "abroad": 5, "university_town": 6}
    rows = town.state.places.gone_to.tolist()
    found = {group: float(sum(row[k] for row in rows)) for group, k in goals.items()}
    return {"all": sum(found.values()), **found}


@of(
    "births",
    "deaths",
    "arrivals",
    "arrivals_unhoused",
    "homes_built",
    "homes_pulled_down",
    "contracts_ended",
    "inflow",
    "departures_newcomers",
    "departures_locals",
    "moves_in",
    "moves_out",
    "job_losses",
    "posts_opened",
    "posts_closed",
    "posts_given_up",
    "placed",
    "kept",
    "businesses_founded",
    "businesses_closed",
    "refused",
    "left_at_permit",
    "movement_grants",
    "club_joins",
    "places_taken_up",
    "places_quit",
    "club_leaves",
    "clubs_founded",
    "clubs_saved",
    "courses_passed",
    "courses_broken_off",
    "courses_over",
    "returned",
    "secondary_arrivals",
)
def _(town: Any, name: str) -> Found:
    return {"all": float(sum(row[Flow[name.upper()]] for row in town.state.places.flows.tolist()))}


def attitudes_of_locals(town: Any) -> list[float]:
    return [float(town.state.minds.attitude[i]) for i in adults(town, False)]


@of("polarisation", "hostile", "supportive")
def _(town: Any, name: str) -> Found:
    felt, climate = attitudes_of_locals(town), town.scenario.climate
    middle = mean(felt)
    value = {
        "polarisation": math.sqrt(mean([(one - middle) ** 2 for one in felt])),
        "hostile": mean([one < climate.hostile_below for one in felt]),
        "supportive": mean([one > climate.supportive_above for one in felt]),
    }
    return {"all": value[name]}


@of("security")
def _(town: Any) -> Found:
    people, state = town.state.people, town.state

    def safe(i: int) -> float:
        household = int(people.household[i])
        home = NOBODY if household == NOBODY else int(state.households.home[household])
        parts = [
            float(people.permit[i] in (Permit.NONE, Permit.PERMANENT)),
            float(home != NOBODY and state.homes.tenure[home] != Tenure.PRIVATE_RENT),
            float(state.work.job[i] != NOBODY or state.work.studying[i] or not 20 <= age(town, i) < 65),
            float(any(True for _ in friends(town, i, float(town.rules.ties.close_hours)))),
            1.0 - float(state.places.backlash[people.place[i]]),
        ]
        return sum(parts) / len(parts)

    return {
        group: mean([safe(i) for i in adults(town, newcomer)])
        for group, newcomer in (("locals", False), ("newcomers", True))
    }


@of("known")
def _(town: Any) -> Found:
    return {"all": mean([float(town.state.minds.known[i]) for i in adults(town, True)])}
