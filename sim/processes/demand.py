"""How many posts the employers of each place want, sector by sector (before step 11 of the month).

In the first month they want those they have. Afterwards each sector follows what its shares in the section ``demand``
say: local services the inhabitants and what the place sells elsewhere (an economic base with a local multiplier,
Moretti and Thulin 2013), administration and care their own keys, the rest a trend of its own; all of it the business
cycle. Nobody is hired or dismissed here: employers open and close posts towards the demand
(:mod:`sim.processes.posts`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, DemandKey, Sector
from sim.jit import kernel
from sim.scenario.schema.demand import SECTOR_NAMES
from sim.state import Array
from sim.state.clock import JOBS, PEOPLE
from sim.town import Town

INHABITANTS, CHILDREN, OLD = DemandKey.INHABITANTS.value, DemandKey.CHILDREN.value, DemandKey.OLD.value
KEYS = len(DemandKey)
SECTORS = len(Sector)
PEOPLE_FOLLOW_POSTS = 1
"""Position of ``rivals.labour_demand`` in :mod:`sim.rules`."""


def site_posts(town: Town) -> Array:
    """Posts that each site is to have under the rules in force, by the scenario's order (float64 (sites,))."""
    return np.array([site.posts for site in town.scenario.sites.values()], np.float64)


def site_places(town: Town) -> Array:
    """Row of the place of each site (int64 (sites,))."""
    rows = {key: row for row, key in enumerate(town.scenario.places)}
    return np.array([rows[site.place] for site in town.scenario.sites.values()], np.int64)


def place_growth(town: Town) -> Array:
    """Yearly growth of what each place sells elsewhere (float64 (P,))."""
    return np.array([place.demand for place in town.scenario.places.values()], np.float64)


@kernel
def count_keys(state: Any, rules: Any) -> Any:
    """What demand follows, as it stands now: (P, keys) float64 by codes.DemandKey."""
    people, demand, month = state.people, rules.demand, int(state.clock.month[0])
    found = np.zeros((state.places.uid.shape[0], KEYS))
    youngest, oldest = demand.children_from * 12.0, demand.children_to * 12.0
    old, very_old = demand.old_from * 12.0, demand.very_old_from * 12.0
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.status[person] != HERE:
            continue
        place, age = int(people.place[person]), month - int(people.birth[person])
        found[place, INHABITANTS] += 1.0
        if youngest <= age < oldest:
            found[place, CHILDREN] += 1.0
        if age >= very_old:
            found[place, OLD] += demand.very_old_weight
        elif age >= old:
            found[place, OLD] += 1.0
    return found


@kernel
def count_posts(state: Any) -> None:
    """Add the open posts there are by place and sector, sites apart, to ``places.first_posts``."""
    places, jobs, employers = state.places, state.jobs, state.employers
    for job in range(int(state.clock.used[0, JOBS])):
        employer = int(jobs.employer[job])
        if jobs.open[job] == 1 and jobs.subsidised[job] == 0 and employers.site[employer] == NOBODY:
            places.first_posts[int(employers.place[employer]), int(employers.sector[employer])] += 1.0


@kernel
def against(now: float, first: float) -> float:
    """What there is of something against the start; 1 where there was none."""
    return now / first if first > 0.0 else 1.0


@kernel
def want(state: Any, rules: Any, growth: Any, sites: Any) -> None:
    """Bring ``places.trend`` and ``places.demand`` up to this month.

    growth: float64 (P,), yearly, of what the place sells elsewhere; sites: float64 (P,), posts of its sites.
    The posts of sites and all that is sold elsewhere are the base. A business cycle is too short for what it does to
    the base to reach local services.
    """
    places, demand = state.places, rules.demand
    keys = count_keys(state, rules)
    for place in range(keys.shape[0]):
        inhabitants = against(keys[place, INHABITANTS], places.first_keys[place, INHABITANTS])
        children = against(keys[place, CHILDREN], places.first_keys[place, CHILDREN])
        old = against(keys[place, OLD], places.first_keys[place, OLD])
        base_first, base_now = np.float64(places.first_sites[place]), np.float64(sites[place])
        served = 0.0
        for sector in range(SECTORS):
            yearly = np.float64(rules.work.growth[sector]) + growth[place]
            places.trend[place, sector] *= max(0.0, 1.0 + yearly / 12.0)
            first = np.float64(places.first_posts[place, sector])
            here = demand.local[sector] + demand.people[sector] + demand.children[sector] + demand.old[sector]
            elsewhere = first * max(0.0, 1.0 - here)
            base_first += elsewhere
            base_now += elsewhere * places.trend[place, sector]
            served += first * demand.local[sector]
        # of local services, what hangs on the base: so that each post more in it brings ``multiplier``
        hangs = min(1.0, demand.multiplier * base_first / served) if served > 0.0 else 0.0
        local = (1.0 - hangs) * inhabitants + hangs * against(base_now, base_first)
        for sector in range(SECTORS):
            here = demand.local[sector] + demand.people[sector] + demand.children[sector] + demand.old[sector]
            index = demand.local[sector] * local + demand.people[sector] * inhabitants
            index += demand.children[sector] * children + demand.old[sector] * old
            index += max(0.0, 1.0 - here) * places.trend[place, sector]
            cycle = max(0.0, 1.0 + demand.amplitude[sector] * demand.cycle)
            places.demand[place, sector] = places.first_posts[place, sector] * index * cycle


def sites_by_place(town: Town) -> Array:
    """Posts that the sites of each place are to have (float64 (P,))."""
    count = len(town.state.places.uid)
    return np.bincount(site_places(town), weights=site_posts(town), minlength=count).astype(np.float64)


def wanted_posts(town: Town) -> Array:
    """Posts that employers want this month by place and sector (float64 (P, sectors)), those of sites included."""
    found = town.state.places.demand.copy()
    sectors = np.array([SECTOR_NAMES.index(site.sector) for site in town.scenario.sites.values()], np.int64)
    np.add.at(found, (town.kept(site_places), sectors), town.kept(site_posts))
    return found


def lay(town: Town) -> None:
    """What there is now is what demand is measured by from here on: people, posts, sites."""
    places = town.state.places
    places.first_keys[:] = count_keys(town.state, town.rules)
    places.first_sites[:] = town.kept(sites_by_place)
    places.first_posts[:] = 0.0
    count_posts(town.state)
    places.demand[:] = places.first_posts
    places.trend[:] = 1.0


def step(town: Town) -> None:
    """The month's demand, unless posts follow people (rival ``labour_demand``)."""
    if town.rules.rivals.labour_demand != PEOPLE_FOLLOW_POSTS:
        return
    if (town.state.places.first_keys < 0.0).any():
        lay(town)
    want(town.state, town.rules, town.kept(place_growth), town.kept(sites_by_place))
