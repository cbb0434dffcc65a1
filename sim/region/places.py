"""One place drafted: people in their final order, households, homes; and laying drafts into the arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.ages import WORKING_FROM
from sim.codes import NOBODY, Permit, Service, Status
from sim.reach import lay_lines
from sim.region.families import households_of
from sim.region.homes import Housing, make_housing
from sim.region.newcomers import Coming, make_coming
from sim.region.people import Folk, make_folk
from sim.rng import named_uid
from sim.state import State
from sim.vectorised_draws import Array, Ask, derived_uids, person_draws, thing_draws

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass
class Draft:
    """A place before it is laid into the arrays; ``order`` (n) says whose row comes when."""

    key: str
    folk: Folk
    coming: Coming
    housing: Housing
    order: Array  # old number of the person in each row
    household: Array  # household of each row, in the new order
    seat: Array  # seat of each row in it
    household_uid: Array
    car: Array  # by household, new order

    @property
    def people(self) -> int:
        return len(self.order)

    @property
    def households(self) -> int:
        return len(self.household_uid)

    @property
    def homes(self) -> int:
        return len(self.housing.beds)


def make_draft(scenario: Scenario, key: str, seed: Any, before: int = 0) -> Draft:
    """Draw one place: its people, who lives with whom, who came from elsewhere, and in what homes.

    What newcomers know and feel is that of so many months ``before`` the first.
    """
    place, region = scenario.places[key], scenario.region
    folk = make_folk(key, place, region, seed)
    household, heads, partner = households_of(folk, region, seed)
    uid = derived_uids(folk.uid[heads], "household")
    coming = make_coming(scenario, place, folk, household, heads, uid, seed, before)
    size = np.bincount(household)
    couple = (partner[heads] != NOBODY).astype(np.int64)
    newcomer = (coming.origin[heads] > 0).astype(np.int64)
    age = folk.age[heads]
    housing = make_housing(key, place, region, uid, size, age, couple, newcomer, seed)
    rank = np.empty(len(size), np.int64)
    rank[housing.order] = np.arange(len(size))
    # within a household: its first adult, the partner, then the others from the oldest down
    number = np.arange(len(household))
    role = np.where(number == heads[household], 0, np.where(partner != NOBODY, 1, 2))
    order = np.lexsort((number, -folk.age, role, rank[household]))
    in_order = rank[household][order]
    first = np.searchsorted(in_order, np.arange(len(size)))
    cars = region.people
    share = place.car * np.where(couple == 1, cars.car_couple, cars.car_single)
    share = share * np.where(newcomer == 1, cars.car_newcomers, 1.0)
    share *= np.interp(age, cars.car_ages, cars.car_by_age)
    u_car = thing_draws(seed, uid, Ask.CAR)[0]
    return Draft(
        key=key,
        folk=folk,
        coming=coming,
        housing=housing,
        order=order,
        household=in_order,
        seat=np.arange(len(order)) - first[in_order],
        household_uid=uid[housing.order],
        car=(u_car < share)[housing.order],
    )


def lay_places(scenario: Scenario, state: State) -> None:
    """The places themselves: travel times and what is open."""
    places = state.places
    for row, (key, place) in enumerate(scenario.places.items()):
        places.uid[row] = named_uid("place", key)
        for column, other in enumerate(scenario.places):
            places.travel[row, column] = scenario.minutes(key, other)
        for service in Service:
            places.service_open[row, service] = int(service.name.lower() in place.services)
    lay_lines(scenario, places)


def lay_draft(
    draft: Draft, place: int, person: int, household: int, home: int, state: State, seed: Any, years_in_home: float
) -> None:
    """Write a draft into the arrays, from row ``person`` (household, home) on."""
    people, minds, folk, coming = state.people, state.minds, draft.folk, draft.coming
    rows = slice(person, person + draft.people)
    order = draft.order
    people.uid[rows] = folk.uid[order]
    people.status[rows] = Status.HERE
    people.birth[rows] = folk.birth[order]
    people.sex[rows] = folk.sex[order]
    people.place[rows] = place
    people.household[rows] = household + draft.household
    people.newcomer[rows] = coming.newcomer[order]
    people.origin[rows] = coming.origin[order]
    people.pathway[rows] = coming.pathway[order]
    people.arrival[rows] = coming.arrival[order]
    people.permit[rows] = np.where(coming.newcomer[order] == 1, Permit.PERMANENT, Permit.NONE)
    people.introduction_end[rows] = coming.introduction_end[order]
    people.settled_in[rows] = place
    people.schooling[rows] = folk.schooling[order]
    people.recognised[rows] = coming.recognised[order]
    people.health[rows] = folk.health[order]
    people.ill[rows] = coming.ill[order]
    people.car[rows] = draft.car[draft.household]
    minds.language[rows] = coming.language[order]
    minds.trust[rows] = folk.trust[order]
    minds.attitude[rows] = folk.attitude[order]
    minds.openness[rows] = folk.openness[order]
    minds.belonging[rows] = folk.belonging[order]

    rows = slice(household, household + draft.households)
    households, homes, housing = state.households, state.homes, draft.housing
    households.uid[rows] = draft.household_uid
    households.place[rows] = place
    households.members[household + draft.household, draft.seat] = person + np.arange(draft.people)
    households.size[rows] = np.bincount(draft.household)
    lived_in = np.flatnonzero(housing.household != NOBODY)
    households.home[rows] = home + lived_in
    # since when: a draw of the first adult, no longer than they have been here or grown up
    first = person + np.searchsorted(draft.household, np.arange(draft.households))
    u = person_draws(seed, people.uid[first], Ask.KIN)[3]
    adult_since = np.minimum(-1, people.birth[first] + WORKING_FROM)
    since = np.floor(12.0 * years_in_home * np.log(u)).astype(np.int64)
    households.moved_in[rows] = np.maximum(np.maximum(since, adult_since), people.arrival[first])

    rows = slice(home, home + draft.homes)
    homes.place[rows] = place
    homes.tenure[rows] = housing.tenure
    homes.beds[rows] = housing.beds
    homes.uid[rows] = housing.uid
    homes.vacant_since[rows] = -housing.empty
    homes.household[home + lived_in] = household + np.arange(draft.households)
