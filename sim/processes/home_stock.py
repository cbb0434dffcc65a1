"""The stock of homes: built, pulled down, turned into holiday homes and back.

Every month *homes = homes at the start + built − pulled down* holds, by place, and every home that stands is lived
in, vacant or a holiday home. Rows are never reused: what is pulled down leaves its row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Flow, HomeUse, Tenure, TieKind
from sim.jit import kernel
from sim.rng import Process, named_uid, uniform, uniforms
from sim.state import Array
from sim.state.clock import FOCI, HOMES, SEATS
from sim.town import Town, Used

HOME_STOCK = Process.HOME_STOCK.value
OWNED, PUBLIC_RENT = Tenure.OWNED.value, Tenure.PUBLIC_RENT.value
DWELLING, HOLIDAY, GONE = HomeUse.DWELLING.value, HomeUse.HOLIDAY.value, HomeUse.GONE.value
PULLED_DOWN, BUILT = Flow.HOMES_PULLED_DOWN.value, Flow.HOMES_BUILT.value
TENURES = {"owned": OWNED, "public": PUBLIC_RENT, "private": Tenure.PRIVATE_RENT.value}
NEIGHBOURHOOD_SEATS = 64


@kernel
def age_stock(state: Any, rules: Any) -> None:
    """What becomes of homes that nobody lives in.

    Public ones empty for ``pull_down_after`` months are pulled down with ``pull_down`` a month, owned ones empty for
    ``holiday_after`` months become holiday homes with ``holiday``; holiday homes come back with ``holiday_return``.
    """
    homes, housing, flows = state.homes, rules.housing, state.places.flows
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for home in range(int(state.clock.used[0, HOMES])):
        if homes.household[home] != NOBODY or homes.use[home] == GONE:
            continue
        u = uniform(seed, HOME_STOCK, homes.uid[home], month, 0)
        empty = month - int(homes.vacant_since[home])
        if homes.use[home] == HOLIDAY:
            if u < housing.holiday_return:
                homes.use[home] = DWELLING
                homes.vacant_since[home] = month
        elif homes.tenure[home] == PUBLIC_RENT:
            if empty >= housing.pull_down_after and u < housing.pull_down:
                homes.use[home] = GONE
                flows[int(homes.place[home]), PULLED_DOWN] += 1
        elif homes.tenure[home] == OWNED and empty >= housing.holiday_after and u < housing.holiday:
            homes.use[home] = HOLIDAY


@kernel
def shortage(state: Any, rules: Any) -> Any:
    """Homes that are begun of themselves this month, by place (int64 (P,)).

    ``built_per_year`` of the homes there are where none is vacant, less in proportion up to a share of
    ``built_below`` vacant, none above; the part of a home by chance.
    """
    homes, housing, places = state.homes, rules.housing, state.places
    count = places.uid.shape[0]
    lived_in, vacant = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for home in range(int(state.clock.used[0, HOMES])):
        if homes.use[home] == DWELLING:
            if homes.household[home] == NOBODY:
                vacant[homes.place[home]] += 1
            else:
                lived_in[homes.place[home]] += 1
    built = np.zeros(count, np.int64)
    for place in range(count):
        all_homes = lived_in[place] + vacant[place]
        if all_homes == 0 or housing.built_below <= 0.0:
            continue
        short = max(0.0, 1.0 - vacant[place] / all_homes / housing.built_below)
        u = uniform(state.clock.seed[0], HOME_STOCK, places.uid[place], int(state.clock.month[0]), 0)
        built[place] = math.floor(all_homes * housing.built_per_year / 12.0 * short + u)
    return built


class NewHomes(NamedTuple):
    """Homes that are ready this month, one entry each."""

    place: list[int]
    tenure: list[int]
    beds: list[int]
    uid: list[int]


def of_themselves(town: Town, new: NewHomes) -> None:
    """Homes where they are short: of the tenure and size that ``housing.built_tenure`` and ``built_beds`` say."""
    housing, month = town.scenario.housing, town.month
    limits = np.cumsum(housing.built_tenure) / math.fsum(housing.built_tenure)
    fewest, most = housing.built_beds
    for place, count in enumerate(shortage(town.state, town.rules).tolist()):
        for number in range(count):
            uid = named_uid("home", int(town.state.places.uid[place]), month, number)
            u, v, _, _ = uniforms(town.seed, HOME_STOCK, np.uint64(uid), month, 1)
            new.place.append(place)
            new.tenure.append(int(np.searchsorted(limits[:-1], u, side="right")))
            new.beds.append(fewest + int(v * (1 + most - fewest)))
            new.uid.append(uid)


def ordered(town: Town, new: NewHomes) -> None:
    """Homes that somebody ordered for this month (``building``)."""
    date, keys = town.scenario.date_of(town.month), list(town.scenario.places)
    for key, building in town.scenario.building.items():
        for number in range(building.months.get(date, 0) if building.active else 0):
            new.place.append(keys.index(building.place))
            new.tenure.append(TENURES[building.tenure])
            new.beds.append(building.beds)
            new.uid.append(named_uid("building", key, date, number))


class Neighbourhoods:
    """Seats of the neighbourhoods that nobody has and no vacant home of theirs speaks for, as homes are built."""

    def __init__(self, town: Town, places: Sequence[int]) -> None:
        """``places``: rows of those that are built in."""
        self.town = town
        foci, used = town.state.foci, int(town.used[FOCI])
        own = np.flatnonzero((foci.kind[:used] == TieKind.NEIGHBOUR) & np.isin(foci.place[:used], places))
        self.free = dict(
            zip(own.tolist(), (foci.capacity[own] - foci.count[own] - beds_not_taken(town)[own]).tolist(), strict=True)
        )
        self.of_place: dict[int, list[int]] = {}
        for row, place in zip(own.tolist(), foci.place[own].tolist(), strict=True):
            self.of_place.setdefault(place, []).append(row)

    def room(self, place: int, beds: int) -> int:
        """The neighbourhood of a place with most seats free, where it has ``beds``, else a new one; they are spoken
        for from now on."""
        own = self.of_place.setdefault(place, [])
        best = max(own, key=self.free.__getitem__, default=NOBODY)  # the first of equals
        if best == NOBODY or self.free[best] < beds:
            best = self.new(place, len(own))
            own.append(best)
        self.free[best] -= beds
        return best

    def new(self, place: int, number: int) -> int:
        """A place's neighbourhood of that number, in the arrays."""
        town = self.town
        town.ensure_room(Used.FOCI, 1)
        town.ensure_room(Used.SEATS, NEIGHBOURHOOD_SEATS)
        foci, used = town.state.foci, int(town.used[FOCI])
        foci.kind[used], foci.place[used], foci.owner[used] = TieKind.NEIGHBOUR, place, NOBODY
        foci.start[used], foci.capacity[used], foci.count[used] = town.used[SEATS], NEIGHBOURHOOD_SEATS, 0
        foci.uid[used] = named_uid("new neighbourhood", int(town.state.places.uid[place]), number)
        town.used[FOCI] += 1
        town.used[SEATS] += NEIGHBOURHOOD_SEATS
        self.free[used] = NEIGHBOURHOOD_SEATS
        return used


def beds_not_taken(town: Town) -> Array:
    """Beds of vacant homes in each focus (rows): seats that are spoken for."""
    homes, used = town.state.homes, int(town.used[HOMES])
    vacant = (homes.household[:used] == NOBODY) & (homes.use[:used] == DWELLING) & (homes.focus[:used] != NOBODY)
    beds = np.bincount(homes.focus[:used][vacant], weights=homes.beds[:used][vacant], minlength=int(town.used[FOCI]))
    return np.asarray(beds.astype(np.int64))


def build(town: Town, new: NewHomes) -> None:
    """Write ``new`` homes into the arrays, vacant from now on."""
    town.ensure_room(Used.HOMES, len(new.uid))
    neighbourhoods = Neighbourhoods(town, new.place)
    for place, tenure, beds, uid in zip(*new, strict=True):
        focus = neighbourhoods.room(place, beds)
        homes, row = town.state.homes, int(town.used[HOMES])
        homes.uid[row], homes.place[row], homes.tenure[row], homes.beds[row] = uid, place, tenure, beds
        homes.focus[row], homes.vacant_since[row] = focus, town.month
        town.used[HOMES] += 1
        town.state.places.flows[place, BUILT] += 1


def live_on(town: Town) -> None:
    """A month of the stock of homes."""
    new = NewHomes([], [], [], [])
    if town.rules.housing.stock:
        age_stock(town.state, town.rules)
        of_themselves(town, new)
    ordered(town, new)
    if new.uid:
        build(town, new)
