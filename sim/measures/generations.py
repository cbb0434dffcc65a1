"""The second generation, beside locals and those who came: schooling, work and friends of the young.

Born here are those of another origin than the majority whose mother lived here (``newcomer`` 0); who came counts as
a child or grown by the age at arrival.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.ages import ADULT
from sim.codes import NOBODY, Schooling, Status, TieKind
from sim.jit import kernel
from sim.measures.look import Look
from sim.measures.recorder import Array, Recorder
from sim.state import Used
from sim.town import Town

HERE = Status.HERE.value
HOUSEHOLD = TieKind.HOUSEHOLD.value
PEOPLE = Used.PEOPLE.value
GENERATIONS = ("locals", "born_here", "came_as_children", "came_grown")
LOCALS, BORN_HERE, AS_CHILDREN, GROWN = range(len(GENERATIONS))
AT_WORK = (25, 30)
"""Ages at which work and schooling are counted."""
AMONG_FRIENDS = (10, 30)
"""Ages at which friends are counted."""


class MajorityFriends(NamedTuple):
    """Per person (n,), int32: friends outside the household, and those of them of the local majority."""

    friends: Array
    majority: Array


@kernel
def generation_of(people: Any, i: int) -> int:
    """Row of :data:`GENERATIONS`."""
    if people.newcomer[i] == 0:
        return LOCALS if people.origin[i] == 0 else BORN_HERE
    came = int(people.arrival[i]) - int(people.waited[i])
    return AS_CHILDREN if came - int(people.birth[i]) < ADULT else GROWN


@kernel
def generations_of(state: Any) -> Any:
    """The generation (int8, people) of everybody."""
    used = int(state.clock.used[0, PEOPLE])
    found = np.zeros(used, np.int8)
    for i in range(used):
        found[i] = generation_of(state.people, i)
    return found


@kernel
def count_majority(state: Any, rules: Any, youngest: int, below: int) -> Any:
    """Of people aged ``youngest`` to ``below`` [month] at the end of the month: friends outside the household, and
    those of them of the local majority (int32, 2 x people)."""
    people, ties, used = state.people, state.ties, int(state.clock.used[0, PEOPLE])
    casual, month = rules.ties.casual_hours, int(state.clock.month[0])
    counts = np.zeros((2, used), np.int32)
    for i in range(used):
        age = month - int(people.birth[i])
        if people.status[i] != HERE or age < youngest or age >= below:
            continue
        for slot in range(ties.partner.shape[1]):
            j = int(ties.partner[i, slot])
            if j == NOBODY or ties.kind[i, slot] == HOUSEHOLD or np.float64(ties.hours[i, slot]) < casual:
                continue
            counts[0, i] += 1
            if people.origin[j] == 0:
                counts[1, i] += 1
    return counts


def majority_friends(town: Town) -> MajorityFriends:
    """Friends of those at the ages of :data:`AMONG_FRIENDS`."""
    youngest, below = AMONG_FRIENDS
    return MajorityFriends(*count_majority(town.state, town.rules, 12 * youngest, 12 * below))


def record_generations(look: Look, recorder: Recorder) -> None:
    """By generation: ``young_employed``, ``young_secondary`` and ``young_higher`` at 25 to 29, with their number
    (``young``); ``majority_friends``, the share of friends at 10 to 29 who are of the local majority."""
    roll, places = look.roll, len(recorder.places)
    generation = generations_of(look.town.state)
    counts = look.kept("majority_friends", lambda this: majority_friends(this.town))
    young = roll.here & (roll.age >= AT_WORK[0]) & (roll.age < AT_WORK[1])
    for number, group in enumerate(GENERATIONS):
        these = roll.here & (generation == number)
        at_work = young & these
        recorder.by_place("young", np.bincount(roll.place[at_work], minlength=places), group)
        recorder.mean("young_employed", roll.employed, at_work, roll.place, group)
        recorder.mean("young_secondary", roll.schooling >= Schooling.SECONDARY, at_work, roll.place, group)
        recorder.mean("young_higher", roll.schooling >= Schooling.HIGHER, at_work, roll.place, group)
        place = roll.place[these]
        recorder.ratio(
            "majority_friends",
            np.bincount(place, weights=counts.majority[these], minlength=places),
            np.bincount(place, weights=counts.friends[these], minlength=places),
            group,
        )
