"""Meeting places: who takes one up, to which group of regulars they go, and who stops going (after step 6).

A meeting place's regulars are in groups who come at the same hours, each a focus whose ``owner`` is the
codes.MeetingPlaceType. Taking up and quitting are hazards with modifiers, against the person's own draw of the month.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import NOBODY, Flow, FocusSlot, MeetingPlaceType, Status, TieKind
from sim.foci import enter, new_foci, quit_focus
from sim.jit import kernel
from sim.processes.club_members import has_club
from sim.processes.clubs import monthly
from sim.rng import AHEAD, ROOM_AHEAD, SCALE, SHIFT, Process, rank_of, uniforms, uniforms_ahead, words
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.scenario.schema.root import Scenario
from sim.state import Array
from sim.threads import marked_rows
from sim.town import Town, Used
from sim.vectorised_draws import numbered_uids

HERE = Status.HERE.value
MEETING_PLACE = TieKind.MEETING_PLACE.value
COLUMN = FocusSlot.MEETING_PLACE.value
DRAWS = Process.MEETING_PLACES.value
GUARD = 1e-5
"""Keeps a division from zero where everybody is a regular."""
SEATS = 128
"""Seats of a group of regulars (a power of two)."""
TAKEN_UP, QUIT = Flow.PLACES_TAKEN_UP.value, Flow.PLACES_QUIT.value


def meeting_places(place: PlaceSettings, region: RegionSettings) -> Array:
    """How many meeting places of each kind (4): one for every so many thousand, the first at half that."""
    per = np.asarray(region.meeting_place_size) * 1000.0
    result = np.floor(place.population / np.maximum(per, 1.0) + 0.5).astype(np.int64)
    for name, number in place.meeting_places.items():
        result[MeetingPlaceType[name.upper()]] = number
    return result


def numbers(town: Town) -> Array:
    places, region = town.scenario.places.values(), town.scenario.region
    return np.array([meeting_places(place, region) for place in places])


def there(town: Town) -> Array:
    """Meeting places of each kind at the start (int64, P x 4)."""
    return town.kept(numbers)


def opening_hours(town: Town, under: Scenario | None = None) -> Array:
    """Hours a week that meeting places of each kind are open (float64, P x 4); 0 where there is none.

    Under these rules, or the town's own where none are named.
    """
    rules = under or town.scenario
    hours = np.where(there(town) > 0, np.asarray(rules.meeting_places.hours, np.float64), 0.0)
    for row, place in enumerate(rules.places.values()):
        for name, own in place.opening_hours.items():
            hours[row, MeetingPlaceType[name.upper()]] = own
    return hours


def draws_of(town: Town) -> Array:
    """What the meeting places of each kind draw (float64, P x 4): one for each that is open as long as is usual."""
    rules = town.scenario.meeting_places
    hours, usual = opening_hours(town), np.maximum(rules.hours_half, np.asarray(rules.usual_hours))
    half = rules.hours_half
    return np.asarray(np.maximum(1, there(town)) * hours / (hours + half) * (usual + half) / usual)


def rates_of(town: Town) -> Array:
    """Chance a month, by place, that a local without a meeting place and with a club takes one up on their own
    (float64, P)."""
    rules, region = town.scenario.meeting_places, town.scenario.region
    regulars = region.regulars
    told = (1.0 + rules.clubless * (1.0 - region.members_locals)) * (1.0 + rules.friends * regulars)
    level = (town.kept(draws_of).sum(axis=1) / np.maximum(1, there(town).sum(axis=1))) ** rules.supply
    level[town.kept(draws_of).sum(axis=1) == 0.0] = 0.0
    return np.asarray(rules.loss / 12.0 * regulars / max(GUARD, 1.0 - regulars) / told * level)


def open_groups(town: Town) -> tuple[Array, Array]:
    """(rows, weights): the groups of regulars at places that are open, and what each draws. Where all there are
    would be full another one opens."""
    draws, most = town.kept(draws_of), town.scenario.region.clubs_here.meeting_group
    foci = town.state.foci
    rows = np.flatnonzero(foci.kind[: int(town.used[Used.FOCI])] == MEETING_PLACE)
    groups, regulars = np.zeros(draws.shape, np.int64), np.zeros(draws.shape, np.int64)
    np.add.at(groups, (foci.place[rows], foci.owner[rows]), 1)
    np.add.at(regulars, (foci.place[rows], foci.owner[rows]), foci.count[rows])
    for place, kind in np.argwhere((draws > 0.0) & (regulars >= most * groups)):
        nth = int(groups[place, kind])
        uid = numbered_uids(nth + 1, "meeting place opened", list(town.scenario.places)[place], int(kind))[nth:]
        rows = np.append(rows, new_foci(town, MEETING_PLACE, int(place), np.full(1, SEATS), int(kind), uid))
        groups[place, kind] += 1
    foci = town.state.foci
    rows = rows[draws[foci.place[rows], foci.owner[rows]] > 0.0]
    at = foci.place[rows], foci.owner[rows]
    order = np.argsort(foci.place[rows], kind="stable")
    return rows[order], (draws[at] / groups[at])[order]


@kernel
def mean_births(state: Any, rows: Any, births: Any) -> None:
    """Mean month of birth of the regulars of each group in ``rows`` into ``births`` (float64); NaN for an empty one."""
    foci, people = state.foci, state.people
    for k in range(rows.shape[0]):
        focus, total = int(rows[k]), 0.0
        for seat in range(int(foci.start[focus]), int(foci.start[focus]) + int(foci.capacity[focus])):
            if foci.roster[seat] != NOBODY:
                total += int(people.birth[int(foci.roster[seat])])
        births[k] = total / int(foci.count[focus]) if foci.count[focus] > 0 else math.nan


@kernel
def knows_a_regular(state: Any, person: int, focus: int) -> bool:
    """Whether somebody has a tie from meeting places to another regular of their group."""
    ties = state.ties
    for slot in range(ties.partner.shape[1]):
        other = int(ties.partner[person, slot])
        if other != NOBODY and ties.kind[person, slot] == MEETING_PLACE:
            if state.memberships.focus[other, COLUMN] == focus:
                return True
    return False


@kernel
def who_may_change(
    start: int, stop: int, state: Any, rules: Any, born_by: int, rates: Any, leaving: float, draws: Any, marks: Any
) -> None:
    """Marks of people ``start`` to ``stop`` the regulars whose place has closed or who may stop going, and those who
    may take one up. ``rates`` (P,), ``draws`` (P, kinds): from :func:`rates_of` and :func:`draws_of`; ``leaving``:
    chance a month of who knows somebody."""
    people, memberships, foci, own = state.people, state.memberships, state.foci, rules.meeting_places
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    most, alone = (1.0 + own.clubless) * (1.0 + own.friends), leaving * own.friendless_leaving
    ahead = np.empty(ROOM_AHEAD)
    for i in range(start, stop):
        at = (i - start) % AHEAD
        if at == 0:
            uniforms_ahead(seed, DRAWS, people.uid, i, stop, month, ahead)
        if people.status[i] != HERE or people.birth[i] > born_by:
            continue
        focus, u = int(memberships.focus[i, COLUMN]), ahead[at]
        if focus == NOBODY:
            marks[i] = u < rates[int(people.place[i])] * most
        else:
            marks[i] = u < alone or draws[int(foci.place[focus]), int(foci.owner[focus])] == 0.0


@kernel
def drawn_group(state: Any, rules: Any, person: int, groups: Any) -> int:
    """The group of regulars of the person's place that draws them most, NOBODY where none has a seat: each with a
    chance in proportion to what it draws and to how near it is in age (an exponential race by the pair's own draw).
    ``groups``: (rows, weights, births, starts), those of place p at ``starts[p]:starts[p + 1]``."""
    people, foci = state.people, state.foci
    rows, weights, births, starts = groups
    high, low, _, _ = words(state.clock.seed[0], DRAWS, people.uid[person], int(state.clock.month[0]), 1)
    place, found, least = int(people.place[person]), NOBODY, math.inf
    for k in range(starts[place], starts[place + 1]):
        focus = int(rows[k])
        if foci.count[focus] >= foci.capacity[focus]:
            continue
        u = (np.float64(rank_of((high << SHIFT) | low, foci.uid[focus]) >> SHIFT) + 0.5) * SCALE
        when = -math.log(u) / weights[k]
        if when >= least:  # age only makes it later
            continue
        apart = 0.0 if math.isnan(births[k]) else abs(births[k] - int(people.birth[person])) / 12.0
        when *= math.exp(apart / rules.meeting_places.age_years)
        if when < least:
            found, least = focus, when
    return found


@kernel
def come_and_go(state: Any, rules: Any, asked: Any, rates: Any, leaving: float, draws: Any, groups: Any) -> None:
    """Of those ``asked`` (rows, of :func:`who_may_change`) some stop going and others become regulars."""
    people, memberships, foci, own = state.people, state.memberships, state.foci, rules.meeting_places
    partner, flows, floor = state.ties.partner, state.places.flows, np.float64(own.without_language)
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    for number in range(asked.shape[0]):
        i = int(asked[number])
        u, u_slot, _, _ = uniforms(seed, DRAWS, people.uid[i], month, 0)
        focus, place = int(memberships.focus[i, COLUMN]), int(people.place[i])
        if focus != NOBODY:
            closed = draws[int(foci.place[focus]), int(foci.owner[focus])] == 0.0
            if closed or u < leaving or not knows_a_regular(state, i, focus):
                quit_focus(state, i, COLUMN)
                flows[place, QUIT] += 1
            continue
        chance = rates[place] * (floor + (1.0 - floor) * np.float64(state.minds.language[i]))
        if not has_club(state, i):
            chance *= 1.0 + own.clubless
        goes_to = NOBODY
        if u < chance:
            goes_to = int(drawn_group(state, rules, i, groups))
        elif u < chance * (1.0 + own.friends):
            friend = int(partner[i, int(u_slot * partner.shape[1])])
            goes_to = int(memberships.focus[friend, COLUMN]) if friend != NOBODY else NOBODY
            if goes_to != NOBODY and foci.place[goes_to] != place:
                goes_to = NOBODY
        if goes_to != NOBODY and draws[place, int(foci.owner[goes_to])] > 0.0 and enter(state, i, COLUMN, goes_to):
            flows[place, TAKEN_UP] += 1


def step(town: Town) -> None:
    """A month of meeting places: regulars stop going, others take a place up."""
    settings = town.scenario.meeting_places
    if not settings.living:
        return
    rates, draws, leaving = town.kept(rates_of), town.kept(draws_of), float(monthly(settings.leaving))
    rows, weights = open_groups(town)
    births = np.empty(len(rows))
    mean_births(town.state, rows, births)
    starts = np.searchsorted(town.state.foci.place[rows], np.arange(len(rates) + 1))
    born_by = town.month - int(12 * town.scenario.region.clubs_here.meeting_from)
    state, rules = town.state, town.rules
    asked = marked_rows(
        who_may_change, int(town.used[Used.PEOPLE]), town.threads, state, rules, born_by, rates, leaving, draws
    )
    come_and_go(state, rules, asked, rates, leaving, draws, (rows, weights, births, starts))
