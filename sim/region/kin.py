"""First ties: those who share a household, and relatives in other households."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.codes import HOUSEHOLD_SEATS, NOBODY, TieKind
from sim.jit import kernel
from sim.network import find_slot, tie
from sim.quality import affinity_key, pair_quality
from sim.scenario.schema.first_people import KinSettings
from sim.town import Town, Used
from sim.vectorised_draws import Array, Ask, logistic_many, person_draws

MONTHS = 12.0
Pairs = tuple[Array, Array, Array]  # rows, rows, hours


@kernel
def tie_pairs(state: Any, rules: Any, first: Any, second: Any, hours: Any, kind: int) -> int:
    """A tie between each pair that has none yet, in the order given.

    first, second: int64 rows; hours: float64 [h/month]; kind: codes.TieKind. Returns how many found no free
    slot.
    """
    refused = 0
    people, ties, key = state.people, state.ties, affinity_key(state.clock.seed[0])
    month = int(state.clock.month[0])
    for i in range(len(first)):
        a, b = int(first[i]), int(second[i])
        if a != b and find_slot(a, b, ties) == NOBODY:
            if not tie(a, b, np.float64(hours[i]), kind, pair_quality(key, rules.ties, people, a, b), month, ties):
                refused += 1
    return refused


def household_pairs(members: Array, hours: float) -> Pairs:
    """Any two of a household; members: (h, seats)."""
    first, second = [], []
    for a in range(HOUSEHOLD_SEATS):
        for b in range(a + 1, HOUSEHOLD_SEATS):
            both = (members[:, a] != NOBODY) & (members[:, b] != NOBODY)
            if both.any():
                first.append(members[both, a])
                second.append(members[both, b])
    if not first:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    rows = np.concatenate(first).astype(np.int64)
    return rows, np.concatenate(second).astype(np.int64), np.full(len(rows), hours)


@dataclass
class Descent:
    """Grown children who left home, sorted by where they come from; (m) each."""

    child: Array  # rows of people
    family: Array  # household of the parents; beyond the last household where the parents are gone
    partner: Array  # who lives with them as a couple, or NOBODY


def couple_of(town: Town, rows: Array) -> tuple[Array, Array]:
    """(is an adult of the older generation of the household, partner or NOBODY) of each row."""
    people, households = town.state.people, town.state.households
    apart = town.scenario.region.kin.generations_apart * MONTHS
    head = households.members[people.household[rows], 0]
    second = households.members[people.household[rows], 1]
    # the first two of a household are a couple when they are of one generation
    both = (second != NOBODY) & (np.abs(people.birth[head] - people.birth[second]) < apart)
    elder = (rows == head) | (both & (rows == second))
    return elder, np.where(elder & both, np.where(rows == head, second, head), NOBODY).astype(np.int64)


def parents_living(
    age: Array,
    district: Array,
    child: Array,
    parent: Array,
    own: Array,
    household: Array,
    u_age: Array,
    u_who: Array,
    rules: KinSettings,
) -> Array:
    """For each of ``child`` (positions), a parent's household about a generation older in the same district,
    or NOBODY."""
    family = np.full(len(child), NOBODY, np.int64)
    if len(parent) == 0:
        return family
    parent = parent[np.lexsort((age[parent], district[parent]))]
    line = district[parent] * 1000.0 + age[parent]
    target = district[child] * 1000.0 + age[child] + rules.generation
    target = target + logistic_many(u_age, rules.generation_spread)
    least, most = (np.searchsorted(line, target + way * rules.same_age) for way in (-1, 1))
    found = parent[np.minimum(least + np.floor(u_who * (most - least)).astype(np.int64), len(parent) - 1)]
    gap = age[found] - age[child]
    fits = (most > least) & (gap >= rules.least_gap) & (gap <= rules.most_gap) & (household[found] != own)
    family[fits] = household[found[fits]]
    # where there are few older people, they do not have everybody for a child
    order = np.argsort(family, kind="stable")
    nth = np.arange(len(order)) - np.searchsorted(family[order], family[order])
    family[order[nth >= rules.children_near]] = NOBODY
    return family


def sibships(age: Array, district: Array, u: Array, beyond: int, rules: KinSettings) -> Array:
    """Numbers from ``beyond`` on that brothers and sisters of about the same age in one district share."""
    line = np.lexsort((age + logistic_many(u, rules.siblings_apart / 2.0), district))
    limits = np.cumsum(rules.sibships) / math.fsum(rules.sibships)
    size = 1 + np.searchsorted(limits[:-1], u[line], side="right")
    number = np.repeat(np.arange(len(size)), size)[: len(line)]
    family = np.empty(len(line), np.int64)
    family[line] = beyond + number
    return family


def descent(town: Town, first: int, count: int, beyond: int) -> Descent:
    """Who comes from whom among the locals of one place, rows [first, first + count).

    Those who left home have their parents in the place if a draw by age says so: they live, and live
    here; they are drawn among those a generation older. Where the parents are gone, brothers and sisters
    still have each other. A parent has as many grown children here as fall to them; nobody is their
    partner's brother or sister.
    """
    people = town.state.people
    rows = np.arange(first, first + count)
    age = -people.birth[rows] / MONTHS
    elder, partner = couple_of(town, rows)
    household = people.household[rows].astype(np.int64)
    head = town.state.households.members[household, 0]
    local = people.origin[rows] == 0
    u_near, u_which, _, _ = person_draws(town.seed, people.uid[rows], Ask.KIN)
    u_who = person_draws(town.seed, people.uid[rows], Ask.RELATIVE)[0]
    near, rules = town.scenario.region.parents_near, town.scenario.region.kin
    district = np.arange(count) // town.scenario.region.district
    alive = np.interp(age, rules.living_ages, rules.living)
    rooted = elder & local & (age >= rules.child_from) & (u_near < near)
    child = np.flatnonzero(rooted & (u_near < near * alive))
    parent = np.flatnonzero((rows == head) & local & (age >= rules.parent_from))
    family = np.full(count, NOBODY, np.int64)
    family[child] = parents_living(
        age, district, child, parent, household[child], household, u_which[child], u_who[child], rules
    )
    orphan = np.flatnonzero(rooted & (u_near >= near * alive))
    family[orphan] = sibships(age[orphan], district[orphan], u_which[orphan], beyond, rules)
    # of a couple given the same family one keeps it, the other is an in-law
    where = np.where(partner != NOBODY, partner - first, 0)
    family[(partner != NOBODY) & (rows < partner) & (family[where] == family)] = NOBODY
    found = np.flatnonzero(family != NOBODY)
    found = found[np.lexsort((rows[found], family[found]))]
    return Descent(child=rows[found], family=family[found], partner=partner[found])


def kin_pairs(town: Town, descended: Descent, hours: Array, households: int) -> list[Pairs]:
    """Pairs of relatives in different households, the closest first.

    Children and their parents, brothers and sisters (at home or not), in-laws, grandparents and
    grandchildren, uncles, aunts and their nieces and nephews; ``hours`` are those with the parents.
    """
    people, members, rules = town.state.people, town.state.households.members, town.scenario.region.kin
    between_generations = rules.generations_apart * MONTHS
    child, partner = descended.child, descended.partner
    pairs: list[Pairs] = []
    later: list[Pairs] = []

    def add(where: list[Pairs], mask: Array, a: Array, b: Array, share: float) -> None:
        if mask.any():
            where.append((a[mask], b[mask], hours[mask] * share))

    living = descended.family < households
    parental = members[np.where(living, descended.family, 0)].astype(np.int64)
    parental[~living] = NOBODY
    own = members[people.household[child]].astype(np.int64)
    young = (own != NOBODY) & (people.birth[own] - people.birth[child][:, None] > between_generations)
    for seat in range(HOUSEHOLD_SEATS):
        relative = parental[:, seat]
        there = relative != NOBODY
        elder = there & (people.birth[child] - people.birth[relative] > between_generations)
        add(pairs, elder, child, relative, 1.0)
        add(pairs, there & ~elder, child, relative, rules.siblings)
        add(later, elder & (partner != NOBODY), partner, relative, rules.in_laws)
        if elder.any():
            for seat_young in range(1, HOUSEHOLD_SEATS):
                add(later, elder & young[:, seat_young], own[:, seat_young], relative, rules.grandparents)
    for apart in range(1, rules.siblings_kept + 1):
        same = np.zeros(len(child), bool)
        same[apart:] = descended.family[apart:] == descended.family[:-apart]
        sibling = np.roll(child, apart)
        add(pairs, same, child, sibling, rules.siblings)
        in_law = np.roll(partner, apart)
        add(later, same & (partner != NOBODY), partner, sibling, rules.siblings * rules.in_laws)
        add(later, same & (in_law != NOBODY), child, in_law, rules.siblings * rules.in_laws)
        if apart == 1:
            for seat in range(1, HOUSEHOLD_SEATS):
                add(later, same & young[:, seat], own[:, seat], sibling, rules.uncles)
    return pairs + later


def joined(pairs: list[Pairs]) -> Pairs:
    """All ``pairs`` as one, in their order."""
    first, second, hours = zip(*pairs, strict=True)
    return np.concatenate(first), np.concatenate(second), np.concatenate(hours)


def first_pairs(town: Town, spans: list[tuple[int, int]]) -> tuple[Pairs, Pairs]:
    """Pairs of one household and pairs of relatives in different ones; ``spans``: (first row, people) of each place."""
    state, region = town.state, town.scenario.region
    households = int(town.used[Used.HOUSEHOLDS])
    ends = np.searchsorted(state.households.place[:households], np.arange(len(spans) + 1))
    together, kin = [], []
    for (first, count), here, beyond in zip(spans, ends[:-1], ends[1:], strict=True):
        together.append(household_pairs(state.households.members[here:beyond], region.household_hours))
        descended = descent(town, first, count, households)
        _, _, u_hours, _ = person_draws(town.seed, state.people.uid[descended.child], Ask.KIN)
        hours = region.kin_hours * (region.kin.least_hours + u_hours)
        nobody = np.zeros(0, np.int64)
        kin.append(joined([(nobody, nobody, np.zeros(0)), *kin_pairs(town, descended, hours, households)]))
    return joined(together), joined(kin)


def lay_ties(town: Town, pairs: Pairs, kind: TieKind) -> None:
    """A tie of ``kind`` between each of ``pairs`` from now on."""
    if len(pairs[0]):
        tie_pairs(town.state, town.rules, *pairs, kind.value)
