"""Where people can meet this month: meeting places of each kind, their hours, and the open houses of programmes.

``owner`` of a focus of regulars is the codes.MeetingPlaceType, or for an open house KINDS + the row of its programme.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from sim.codes import NOBODY, MeetingPlaceType
from sim.scenario.periods import programme_wanted
from sim.state import Array
from sim.venue_kinds import FOR_PARENTS, KINDS

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.scenario.schema.region import PlaceSettings, RegionSettings
    from sim.town import Town

Made = TypeVar("Made")
GUARD = 1e-5
"""Keeps a division from zero where everybody is a regular."""


def meeting_places(place: PlaceSettings, region: RegionSettings) -> Array:
    """How many meeting places of each kind (KINDS): one for every so many thousand, the first at half that."""
    per = np.asarray(region.meeting_place_size) * 1000.0
    result = np.zeros(KINDS, np.int64)
    result[: len(per)] = np.floor(place.population / np.maximum(per, 1.0) + 0.5)
    for name, number in place.meeting_places.items():
        result[MeetingPlaceType[name.upper()]] = number
    return result


def numbers(town: Town) -> Array:
    places, region = town.scenario.places.values(), town.scenario.region
    return np.array([meeting_places(place, region) for place in places])


def there(town: Town) -> Array:
    """Meeting places of each kind at the start (int64, P x KINDS)."""
    return town.kept(numbers)


def opening_hours(town: Town, under: Scenario | None = None) -> Array:
    """Hours a week that meeting places of each kind are open (float64, P x KINDS); 0 where there is none.

    Under these rules, or the town's own where none are named.
    """
    rules = under or town.scenario
    hours = np.where(there(town) > 0, np.asarray(rules.meeting_places.hours, np.float64), 0.0)
    for row, place in enumerate(rules.places.values()):
        for name, own in place.opening_hours.items():
            hours[row, MeetingPlaceType[name.upper()]] = own
    return hours


def open_now(town: Town) -> Array:
    """Meeting places of each kind that are open this month, open houses included (float64, KINDS x P)."""
    draws, kinds = draws_now(town), town.kept(kinds_of)
    number = np.hstack([np.maximum(1, there(town)), np.ones((len(draws), len(kinds) - KINDS))]) * (draws > 0.0)
    return np.stack([number[:, kinds == kind].sum(axis=1) for kind in range(KINDS)])


def usual_hours(town: Town) -> Array:
    rules = town.scenario.meeting_places
    return np.maximum(rules.hours_half, np.asarray(rules.usual_hours))


def draws_of(town: Town) -> Array:
    """What the meeting places of each kind draw (float64, P x KINDS): one for each that is open as long as is usual."""
    hours, usual, half = opening_hours(town), usual_hours(town), town.scenario.meeting_places.hours_half
    return np.asarray(np.maximum(1, there(town)) * hours / (hours + half) * (usual + half) / usual)


def while_the_same_run(town: Town, make: Callable[[Town], Made]) -> Made:
    """``make(town)``, made once for as long as the rules hold, the same programmes are paid, and the same places have
    copied them. Not to be written to."""
    paid, copied = town.state.programmes.stream != NOBODY, town.state.copies.since != NOBODY
    return town.kept(_made, make, paid.tobytes(), copied.tobytes())


def _made(town: Town, make: Callable[[Town], Made], *_: bytes) -> Made:
    return make(town)


def at_work(town: Town) -> Array:
    """Programmes that run (bool, p): those that are paid, and those that places have copied. Not to be written to."""
    return while_the_same_run(town, _at_work)


def _at_work(town: Town) -> Array:
    copied = (town.state.copies.since != NOBODY).any(axis=1)
    copied &= town.kept(wanted)[: copied.size]  # a region that is being built has none yet
    return np.asarray(copied | (town.state.programmes.stream != NOBODY))


def wanted(town: Town) -> Array:
    """Programmes that are wanted by their file (bool, p)."""
    return np.array([programme_wanted(each) for each in town.scenario.programmes.values()], bool)


def meant_for(town: Town) -> Array:
    """Places that each programme is for by its file (bool, p x P)."""
    places = list(town.scenario.places)
    return np.array([np.isin(places, each.places or places) for each in town.scenario.programmes.values()])


def runs_in(town: Town) -> Array:
    """Places where each programme is, copies included (bool, p x P); copies go on without their original."""
    copied = town.state.copies.since != NOBODY
    alone = copied.any(axis=1) & (town.state.programmes.stream == NOBODY)
    return np.asarray(copied | (town.kept(meant_for) & ~alone[:, None]))


Houses = tuple[tuple[int, tuple[int, ...]], ...]
"""Open houses of a month: the row of the programme, and the places where it is."""


def open_houses(town: Town) -> list[int]:
    """Rows of the programmes that are open houses."""
    return [row for row, each in enumerate(town.scenario.programmes.values()) if each.form == "open"]


def houses_now(town: Town) -> Houses:
    """Open houses that are open this month: those of programmes that run."""
    return while_the_same_run(town, _houses) if town.kept(open_houses) else ()


def _houses(town: Town) -> Houses:
    rows, runs, where = town.kept(open_houses), at_work(town), runs_in(town)
    return tuple((row, tuple(np.flatnonzero(where[row]))) for row in rows if runs[row])


def draws_with(town: Town, houses: Houses) -> Array:
    """What meeting places draw, by kind, and then the open house of each programme: only ``houses`` are open
    (float64, P x owners)."""
    rules, usual, programmes = town.scenario.meeting_places, usual_hours(town), list(town.scenario.programmes.values())
    found, half = np.zeros((len(town.scenario.places), len(programmes))), rules.hours_half
    for row, places in houses:
        hours, own = programmes[row].opening_hours, usual[MeetingPlaceType[programmes[row].venue.upper()]]
        found[list(places), row] = hours / (hours + half) * (own + half) / own
    return np.hstack([town.kept(draws_of), found])


def draws_now(town: Town) -> Array:
    """:func:`draws_with` the houses of this month, not to be written to."""
    return town.kept(draws_with, houses_now(town))


def kinds_of(town: Town) -> Array:
    """codes.MeetingPlaceType of each owner (int64); NOBODY for programmes that are no open house."""
    houses = [
        int(MeetingPlaceType[each.venue.upper()]) if each.form == "open" else NOBODY
        for each in town.scenario.programmes.values()
    ]
    return np.array([*range(KINDS), *houses])


def parents_only(town: Town) -> Array:
    """Owners whose meeting places only parents of small children go to (bool)."""
    kinds = town.kept(kinds_of)
    return np.asarray((kinds != NOBODY) & FOR_PARENTS[kinds])


def rates_with(town: Town, houses: Houses) -> Array:
    """Chance a month, by place, that a local without a meeting place and with a club takes one up on their own where
    ``houses`` are open (float64, P x 2): without a small child at home, and with one."""
    rules, region, parents = town.scenario.meeting_places, town.scenario.region, town.kept(parents_only)
    draws, regulars = town.kept(draws_with, houses), region.regulars
    told = (1.0 + rules.clubless * (1.0 - region.members_locals)) * (1.0 + rules.friends * regulars)
    usual, others = draws[:, :KINDS], draws[:, KINDS:]
    for_all = usual[:, ~FOR_PARENTS].sum(axis=1) + others[:, ~parents[KINDS:]].sum(axis=1)
    total = np.stack([for_all, for_all + draws[:, parents].sum(axis=1)], axis=1)
    level = (total / np.maximum(1, there(town)[:, ~FOR_PARENTS].sum(axis=1))[:, None]) ** rules.supply
    level[total == 0.0] = 0.0
    return np.asarray(rules.loss / 12.0 * regulars / max(GUARD, 1.0 - regulars) / told * level)
