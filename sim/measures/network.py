"""Counting the network: friends by group, mixing, clustering, the largest component.

A *friend* is a tie at casual friend or closer, outside the own household (``ties.casual_hours``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Status, TieKind
from sim.jit import kernel
from sim.network import find_slot
from sim.rng import Process, uniform
from sim.state import Used

HERE = Status.HERE.value
HOUSEHOLD = TieKind.HOUSEHOLD.value
SAMPLING = Process.SAMPLING.value
PEOPLE = Used.PEOPLE.value


class FriendCounts(NamedTuple):
    """Per person (n,), int32."""

    bridging: Any
    bonding: Any
    friends: Any
    close: Any
    acquaintances: Any


@kernel
def friends_across(state: Any, rules: Any, i: int) -> Any:
    """Friends of person ``i`` outside the household: of the other group (newcomer or local), and of the same
    origin."""
    people, ties, casual = state.people, state.ties, rules.ties.casual_hours
    bridging = 0
    bonding = 0
    for slot in range(ties.partner.shape[1]):
        j = int(ties.partner[i, slot])
        if j == NOBODY or ties.kind[i, slot] == HOUSEHOLD or np.float64(ties.hours[i, slot]) < casual:
            continue
        if people.newcomer[i] != people.newcomer[j]:
            bridging += 1
        if people.origin[i] == people.origin[j]:
            bonding += 1
    return bridging, bonding


@kernel
def count_friends(state: Any, rules: Any) -> Any:
    """Friend counts (5, people), int32: newcomer-local, same origin, all, close, and mere acquaintances."""
    people, ties, used = state.people, state.ties, int(state.clock.used[0, PEOPLE])
    casual, close_at = rules.ties.casual_hours, rules.ties.close_hours
    counts = np.zeros((5, used), np.int32)
    for i in range(used):
        if people.status[i] != HERE:
            continue
        newcomer, origin = people.newcomer[i], people.origin[i]
        bridging, bonding, friends, close, known = 0, 0, 0, 0, 0
        for slot in range(ties.partner.shape[1]):
            j = int(ties.partner[i, slot])
            if j == NOBODY or ties.kind[i, slot] == HOUSEHOLD:
                continue
            known += 1
            hours = np.float64(ties.hours[i, slot])
            if hours >= casual:
                friends += 1
                bridging += 1 if people.newcomer[j] != newcomer else 0
                bonding += 1 if people.origin[j] == origin else 0
                close += 1 if hours >= close_at else 0
        counts[0, i] = bridging
        counts[1, i] = bonding
        counts[2, i] = friends
        counts[3, i] = close
        counts[4, i] = known - friends
    return counts


def mixing(friends: FriendCounts, newcomer: Any) -> Any:
    """Ends of friendships by newcomer (0/1) of either end, (2, 2) float64, each tie counted from both; ``newcomer``
    (n,) bool of everybody."""
    ends = np.zeros((2, 2))
    for here, these in ((0, ~newcomer), (1, newcomer)):
        across, all_told = int(friends.bridging[these].sum()), int(friends.friends[these].sum())
        ends[here, 1 - here], ends[here, here] = across, all_told - across
    return ends


@kernel
def clustering(state: Any, rules: Any, share: float) -> float:
    """Mean local clustering among friends, over a keyed sample (a ``share``) of people with two friends or more.

    Households count here, as they do in surveys of who knows whom.
    """
    people, ties, casual, seed = state.people, state.ties, rules.ties.casual_hours, state.clock.seed[0]
    total = 0.0
    sampled = 0
    slots = ties.partner.shape[1]
    friends = np.empty(slots, np.int64)
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.status[i] != HERE or uniform(seed, SAMPLING, people.uid[i], 0, 0) >= share:
            continue
        degree = 0
        for slot in range(slots):
            if ties.partner[i, slot] != NOBODY and np.float64(ties.hours[i, slot]) >= casual:
                friends[degree] = ties.partner[i, slot]
                degree += 1
        linked = 0
        for a in range(degree - 1):
            for b in range(a + 1, degree):
                slot = find_slot(int(friends[a]), int(friends[b]), ties)
                if slot != NOBODY and np.float64(ties.hours[int(friends[a]), slot]) >= casual:
                    linked += 1
        if degree >= 2:
            total += 2.0 * linked / (degree * (degree - 1))
            sampled += 1
    return total / sampled if sampled > 0 else math_nan()


@kernel
def math_nan() -> float:
    return np.nan


@kernel
def root_of(i: int, parent: Any) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = int(parent[i])
    return i


@kernel
def largest_component(state: Any, rules: Any) -> float:
    """Share of the people here in the largest component of the network of friends (households count)."""
    people, ties, casual = state.people, state.ties, rules.ties.casual_hours
    used = int(state.clock.used[0, PEOPLE])
    parent = np.arange(used)
    size = np.zeros(used, np.int64)
    here = 0
    for i in range(used):
        if people.status[i] != HERE:
            continue
        here += 1
        for slot in range(ties.partner.shape[1]):
            j = int(ties.partner[i, slot])
            if j > i and np.float64(ties.hours[i, slot]) >= casual:
                a, b = root_of(i, parent), root_of(j, parent)
                if a != b:
                    parent[max(a, b)] = min(a, b)
    largest = 0
    for i in range(used):
        if people.status[i] == HERE:
            root = root_of(i, parent)
            size[root] += 1
            largest = max(largest, int(size[root]))
    return largest / here if here > 0 else math_nan()


def external_internal(ends: Any) -> float:
    """E-I index of newcomers' friendships: +1 all with locals, -1 all among newcomers."""
    external, internal = ends[1, 0], ends[1, 1]
    return float((external - internal) / (external + internal)) if external + internal else np.nan


def assortativity(ends: Any) -> float:
    """Newman's assortativity of friendships by newcomer or local: 1 all within, 0 as by chance."""
    total = ends.sum()
    if not total:
        return np.nan
    mix = ends / total
    by_chance = float((mix.sum(0) * mix.sum(1)).sum())
    return float((np.trace(mix) - by_chance) / (1.0 - by_chance)) if by_chance < 1.0 else np.nan
