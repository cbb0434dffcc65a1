"""Homes, services and what a place is like, counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

import math
from typing import Any

from sim.codes import NOBODY, STILL, HomeUse, Permit, Service, Status, Tenure
from sim.town import Used
from tests.measures.plain import Found, age, bridging, here, mean, new, of


def stock_of(town: Any) -> list[tuple[str, str]]:
    """(tenure, what it is used for) of every home that stands."""
    homes, found = town.state.homes, []
    for home in range(int(town.used[Used.HOMES])):
        use = HomeUse(int(homes.use[home])).name
        if use == "DWELLING":
            use = "VACANT" if homes.household[home] == NOBODY else "LIVED_IN"
        found.append((Tenure(int(homes.tenure[home])).name.lower(), use))
    return [one for one in found if one[1] != "GONE"]


@of("homes")
def _(town: Any) -> Found:
    return {"all": float(len(stock_of(town)))}


@of("homes_vacant")
def _(town: Any) -> Found:
    stock = stock_of(town)
    each = {one.name.lower(): mean([use == "VACANT" for of, use in stock if of == one.name.lower()]) for one in Tenure}
    return {"all": mean([use == "VACANT" for _, use in stock]), **each}


@of("homes_holiday")
def _(town: Any) -> Found:
    return {"all": mean([use == "HOLIDAY" for _, use in stock_of(town)])}


@of("without_home", "home_wait")
def _(town: Any, name: str) -> Found:
    households, household = town.state.households, town.state.people.household
    found: dict[str, list[int]] = {"all": [], "locals": [], "newcomers": []}
    for i in here(town):
        if households.home[household[i]] == NOBODY:
            waited = int(town.month) - int(households.moved_in[household[i]])
            for group in ("all", "newcomers" if new(town, i) else "locals"):
                found[group].append(waited)
    return {group: float(len(who)) if name == "without_home" else mean(who) for group, who in found.items()}


@of("school_open", "shop_open", "health_open")
def _(town: Any, name: str) -> Found:
    service = Service[name.removesuffix("_open").upper()]
    return {"all": float(sum(bool(row[service]) for row in town.state.places.service_open))}


def way_to(town: Any, place: int, service: Service) -> float | None:
    """Minutes to the nearest open service within reach."""
    scenario, places = town.scenario, town.state.places
    reach = {
        Service.SCHOOL: scenario.schooling.school_reach,
        Service.SHOP: scenario.services.shop_reach,
        Service.HEALTH: scenario.services.health_reach,
    }[service]
    every = range(len(places.uid))
    ways = [
        0.0 if one == place else float(places.travel[place, one]) for one in every if places.service_open[one, service]
    ]
    return min((way for way in ways if way <= reach), default=None)


@of("school_minutes", "shop_minutes", "health_minutes")
def _(town: Any, name: str) -> Found:
    service = Service[name.removesuffix("_minutes").upper()]
    # ages in the month just simulated
    born = town.state.people.birth
    users = [i for i in here(town) if service != Service.SCHOOL or 72 <= town.month - 1 - born[i] < 192]
    ways = [way_to(town, int(town.state.people.place[i]), service) for i in users]
    return {"all": mean([way for way in ways if way is not None])}


@of("school_transport")
def _(town: Any) -> Found:
    places = list(town.scenario.places.values())
    carried = 0
    for i in here(town):
        place = int(town.state.people.place[i])
        pupil = 6 * 12 <= town.month - 1 - town.state.people.birth[i] < 16 * 12
        closed = not town.state.places.service_open[place, Service.SCHOOL] and "school" in places[place].services
        carried += pupil and closed and way_to(town, place, Service.SCHOOL) is not None
    return {"all": carried * town.scenario.prices.school_transport}


@of("threat", "attention", "link", "mood", "backlash", "fit")
def _(town: Any, name: str) -> Found:
    return {"all": mean([float(value) for value in getattr(town.state.places, name)])}


@of("gap")
def _(town: Any) -> Found:
    """Of each of six measures, highest less lowest place."""
    state, places = town.state, range(len(town.scenario.places))
    people, used = state.people, int(town.used[Used.PEOPLE])
    new_here = [i for i in here(town) if new(town, i)]
    grown = [i for i in new_here if age(town, i) >= 18]
    working_age = [i for i in new_here if 20 <= age(town, i) < 65]
    came = [i for i in range(used) if people.newcomer[i] and people.arrival[i] >= 0]
    came = [i for i in came if people.status[i] != Status.DEAD]
    came = [i for i in came if people.permit[i] not in (Permit.WAITING, Permit.REFUSED)]

    def apart(rows: list[int], value: Any, column: Any = people.place) -> float:
        groups = [[float(value(i)) for i in rows if column[i] == place] for place in places]
        means = [mean(values) for values in groups if values]
        return max(means) - min(means) if len(means) > 1 else math.nan

    return {
        "retained": apart(came, lambda i: people.settled_until[i] == STILL, people.settled_in),
        "employed": apart(working_age, lambda i: state.work.job[i] != NOBODY),
        "local_friends": apart(grown, lambda i: bridging(town, i)),
        "language": apart(grown, lambda i: state.minds.language[i]),
        "belonging": apart(grown, lambda i: state.minds.belonging[i]),
        "link": float(state.places.link.max() - state.places.link.min()),
    }
