"""Homes, services and what a place is like, counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from typing import Any

from sim.codes import NOBODY, HomeUse, Service, Tenure
from sim.town import Used
from tests.measures.plain import Found, here, mean, new, of


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
