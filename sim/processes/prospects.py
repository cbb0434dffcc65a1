"""What a place has to offer to a household that is to be settled.

All of it is a function of what stands in the state: posts that are vacant, people without work, people of one's
origin, clubs, homes that stand empty. Households are settled one after another, in the order of their uids, and what
one takes is no longer there for the next. The place that a rule gives them stands in :mod:`sim.processes.place_rules`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import HERE, NOBODY, ORIGIN_LIMIT, Schooling
from sim.homes import DWELLING
from sim.jit import kernel
from sim.jobs import counted_schooling, is_vacant
from sim.reach import minutes_to_work
from sim.state import Array
from sim.state.clock import CLUBS, HOMES, JOBS, PEOPLE
from sim.state.columns import addressable
from sim.state_abi import goes_by_address
from sim.town import Town

LEVELS = len(Schooling)


@addressable
class Prospects(NamedTuple):
    """Of every place (P,), as households are settled in turn; all float64."""

    near: Array
    """(P, P): 1 where work in the second place is in reach of those without a car who live in the first."""
    posts: Array
    """(P, levels): vacant posts in reach that ask for this level of schooling or less."""
    rivals: Array
    """People of working age without work or studies who live in reach."""
    compatriots: Array
    """(P, origins): inhabitants by origin."""
    clubs: Array
    """Open clubs."""
    free: Array
    """Homes that stand empty."""
    people: Array
    """Inhabitants."""


goes_by_address(Prospects)


def prospects_of(town: Town, looked_at: bool) -> Prospects:
    """What places have to offer now; unless ``looked_at``, nothing but zeros."""
    state, count = town.state, len(town.scenario.places)
    near = np.zeros((count, count))
    if looked_at:
        near[np.isfinite(minutes_to_work(state.places, town.rules.work)[0])] = 1.0
    found = Prospects(
        near,
        np.zeros((count, LEVELS)),
        np.zeros(count),
        np.zeros((count, ORIGIN_LIMIT)),
        np.zeros(count),
        np.zeros(count),
        np.zeros(count),
    )
    if looked_at:
        survey(state, found)
    return found


@kernel
def survey(state: Any, prospects: Any) -> None:
    """Fill in ``prospects``, all zeros but for ``near``."""
    people, homes, jobs, work = state.people, state.homes, state.jobs, state.work
    month, count = int(state.clock.month[0]), prospects.near.shape[0]
    rivals, posts = np.zeros(count), np.zeros((count, LEVELS))
    for person in range(int(state.clock.used[0, PEOPLE])):
        if people.status[person] != HERE:
            continue
        place, age = int(people.place[person]), month - int(people.birth[person])
        prospects.people[place] += 1.0
        prospects.compatriots[place, int(people.origin[person])] += 1.0
        if WORKING_FROM <= age < WORKING_TO and work.job[person] == NOBODY and work.studying[person] == 0:
            rivals[place] += 1.0
    for home in range(int(state.clock.used[0, HOMES])):
        if homes.use[home] == DWELLING and homes.household[home] == NOBODY:
            prospects.free[int(homes.place[home])] += 1.0
    for club in range(int(state.clock.used[0, CLUBS])):
        if state.clubs.open[club] == 1:
            prospects.clubs[int(state.clubs.place[club])] += 1.0
    for job in range(int(state.clock.used[0, JOBS])):
        if is_vacant(state, job):
            place = int(state.employers.place[int(jobs.employer[job])])
            for level in range(int(jobs.skill[job]), LEVELS):
                posts[place, level] += 1.0
    for home in range(count):
        for other in range(count):
            if prospects.near[home, other] > 0.0:
                prospects.rivals[home] += rivals[other]
                for level in range(LEVELS):
                    prospects.posts[home, level] += posts[other, level]


@kernel
def levels_of(state: Any, rules: Any, household: int, levels: Any) -> int:
    """Fill ``levels`` (int64, LEVELS): grown members of working age by the schooling that counts here. Returns how
    many of them have work or studies."""
    people, members, month = state.people, state.households.members, int(state.clock.month[0])
    levels[:] = 0
    busy = 0
    for person in members[household]:
        if person == NOBODY:
            continue
        age = month - int(people.birth[person])
        if ADULT <= age < WORKING_TO:
            levels[counted_schooling(state, rules, person)] += 1
            if state.work.job[person] != NOBODY or state.work.studying[person] == 1:
                busy += 1
    return busy


@kernel
def work_estimate(prospects: Any, place: int, levels: Any) -> float:
    """0 to 1: of vacant posts at their level in reach and people without work there the share that are posts, as a
    mean over the grown."""
    total, grown = 0.0, 0
    for level in range(LEVELS):
        if levels[level] > 0:
            posts = prospects.posts[place, level]
            total += levels[level] * posts / max(1.0, posts + prospects.rivals[place])
            grown += levels[level]
    return total / grown if grown > 0 else 0.0


@kernel
def ties_estimate(rules: Any, prospects: Any, place: int, origin: int) -> float:
    """0 to 1: the mean of what people of one's origin and what clubs are worth, each half at its half."""
    settlement = rules.settlement
    known = prospects.compatriots[place, origin]
    clubs = 1000.0 * prospects.clubs[place] / max(1.0, prospects.people[place])
    return 0.5 * known / (known + settlement.ties_half) + 0.5 * clubs / (clubs + settlement.clubs_half)


@kernel
def homes_estimate(rules: Any, prospects: Any, place: int) -> float:
    """0 to 1: homes that stand empty, half at its half."""
    free = 1000.0 * prospects.free[place] / max(1.0, prospects.people[place])
    return free / (free + rules.settlement.homes_half)


@kernel
def estimate(rules: Any, prospects: Any, place: int, origin: int, levels: Any) -> float:
    """What a place is to a household, by which it is matched: the weighted sum of work, ties and homes."""
    settlement = rules.settlement
    return (
        settlement.work_weight * work_estimate(prospects, place, levels)
        + settlement.ties_weight * ties_estimate(rules, prospects, place, origin)
        + settlement.homes_weight * homes_estimate(rules, prospects, place)
    )


@kernel
def note_moved(prospects: Any, here: int, there: int, origin: int, size: int, levels: Any) -> None:
    """A household without work goes from one place (NOBODY: from outside, or counted nowhere yet) to another."""
    grown = 0
    for level in range(LEVELS):
        grown += levels[level]
    for place, sign in ((here, -1.0), (there, 1.0)):
        if place == NOBODY:
            continue
        prospects.people[place] += sign * size
        prospects.compatriots[place, origin] += sign * size
        prospects.free[place] = max(0.0, prospects.free[place] - sign)  # some wait for a home
        for other in range(prospects.near.shape[0]):
            if prospects.near[other, place] > 0.0:
                prospects.rivals[other] += sign * grown
