"""First ties: those who share a household, and relatives in other households."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, TieKind
from sim.jit import kernel
from sim.network import find_slot, tie
from sim.processes.quality import pair_quality
from sim.region.draws import Array, Ask, logistic_many, person_draws
from sim.town import Town, Used

HOUSEHOLD = TieKind.HOUSEHOLD.value
KIN = TieKind.KIN.value
MONTHS = 12.0
GENERATION, GENERATION_SD = 29.0, 5.0
"""Years between parents and their grown children (assumed)."""
LEAST_GAP, MOST_GAP = 18.0, 44.0
LIVING = np.array([[20.0, 40.0, 50.0, 60.0, 70.0], [1.0, 0.95, 0.85, 0.55, 0.08]])
"""Share with a parent alive by age (assumed)."""
SIBLINGS = 4
"""Most grown brothers and sisters one keeps a tie with."""
BETWEEN_SIBLINGS, IN_LAWS, GRANDPARENTS = 0.5, 0.4, 0.6
"""Hours-equivalent against those between adults and their parents (assumed)."""


@kernel
def tie_households(hours: float, n_households: int, seed: Any, rules: Any, people: Any, households: Any,
                   ties: Any) -> None:
    """A tie of ``hours`` between any two of a household; ``rules`` are the TiesRules."""
    for household in range(n_households):
        for seat_a in range(households.members.shape[1]):
            a = int(households.members[household, seat_a])
            if a == NOBODY:
                continue
            for seat_b in range(seat_a + 1, households.members.shape[1]):
                b = int(households.members[household, seat_b])
                if b != NOBODY:
                    tie(a, b, hours, HOUSEHOLD, pair_quality(seed, rules, people, a, b), 0, ties)


@kernel
def tie_kin(a: int, b: int, hours: float, seed: Any, rules: Any, people: Any, ties: Any) -> None:
    if a != b and find_slot(a, b, ties) == NOBODY:
        tie(a, b, hours, KIN, pair_quality(seed, rules, people, a, b), 0, ties)


@kernel
def tie_families(children: Any, parental: Any, hours: Any, siblings_hours: Any, partners: Any, most_siblings: int,
                 in_laws: float, grandparents: float, seed: Any, rules: Any, people: Any, households: Any,
                 ties: Any) -> None:
    """Ties of grown children with the household they come from, and with each other.

    children: rows, sorted by the household of their parents (``parental``); hours: with the parents;
    siblings_hours: with brothers and sisters; partners: those living with them, or NOBODY, who tie with
    their in-laws; so do the children's children.
    """
    for i in range(len(children)):
        child, family, own = int(children[i]), int(parental[i]), int(people.household[children[i]])
        for seat in range(households.members.shape[1]):
            relative = int(households.members[family, seat])
            if relative == NOBODY:
                continue
            elder = people.birth[child] - people.birth[relative] > 17 * 12
            tie_kin(child, relative, float(hours[i]) if elder else float(siblings_hours[i]), seed, rules, people, ties)
            if not elder:
                continue
            if partners[i] != NOBODY:
                tie_kin(int(partners[i]), relative, float(hours[i]) * in_laws, seed, rules, people, ties)
            for other in range(households.members.shape[1]):
                grandchild = int(households.members[own, other])
                if grandchild != NOBODY and people.birth[grandchild] - people.birth[child] > 17 * 12:
                    tie_kin(grandchild, relative, float(hours[i]) * grandparents, seed, rules, people, ties)
        known = 0
        before = i - 1
        while before >= 0 and parental[before] == family and known < most_siblings:
            tie_kin(child, int(children[before]), float(siblings_hours[i]), seed, rules, people, ties)
            known += 1
            before -= 1


def parents_of(town: Town, first: int, count: int) -> tuple[Array, Array, Array]:
    """(grown children, household of their parents, partner or NOBODY) of one place's rows [first, first + count).

    Those who left home are given parents a generation older among the locals of the place who could be,
    if a draw by age says so: their parents live, and live here. A parent has as many grown children here as
    fall to them; nobody is their partner's brother or sister.
    """
    state, region = town.state, town.scenario.region
    people, households = state.people, state.households
    rows = np.arange(first, first + count)
    age = -people.birth[rows] / MONTHS
    head = households.members[people.household[rows], 0]
    second = households.members[people.household[rows], 1]
    # the first two of a household are a couple when they are of one generation
    both = (second != NOBODY) & (np.abs(people.birth[head] - people.birth[second]) < 17 * 12)
    adult = (rows == head) | (both & (rows == second))
    local = (people.origin[rows] == 0)
    u_near, u_which, _, _ = person_draws(town.seed, people.uid[rows], Ask.KIN)
    near = region.parents_near * np.interp(age, LIVING[0], LIVING[1])
    child = np.flatnonzero(adult & local & (age >= 18) & (u_near < near))
    parent = np.flatnonzero((rows == head) & local & (age >= 38))
    if len(child) == 0 or len(parent) == 0:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    parent = parent[np.argsort(age[parent], kind="stable")]
    target = age[child] + GENERATION + logistic_many(u_which[child], GENERATION_SD)
    at = np.searchsorted(age[parent], target).clip(0, len(parent) - 1)
    found = parent[at]
    gap = age[found] - age[child]
    family = people.household[rows[found]].astype(np.int64)
    fits = (gap >= LEAST_GAP) & (gap <= MOST_GAP) & (family != people.household[rows[child]])
    child, family = child[fits], family[fits]
    person = rows[child]
    partner = np.where(both[child], np.where(person == head[child], second[child], head[child]), NOBODY)
    # of a couple given the same parents the second keeps them, the first is an in-law
    parents_by_row = np.full(count, NOBODY, np.int64)
    parents_by_row[child] = family
    same = (partner != NOBODY) & (person < partner)
    same &= parents_by_row[np.where(partner != NOBODY, partner - first, 0)] == family
    keep = ~same
    order = np.lexsort((person[keep], family[keep]))
    return person[keep][order], family[keep][order], partner[keep][order].astype(np.int64)


def lay_first_ties(town: Town, spans: list[tuple[int, int]]) -> None:
    """Household and kin ties; ``spans``: (first row, people) of each place."""
    state, region = town.state, town.scenario.region
    rules = town.rules.ties
    tie_households(
        region.household_hours, int(town.used[Used.HOUSEHOLDS]), town.seed, rules, state.people,
        state.households, state.ties,
    )
    for first, count in spans:
        children, family, partner = parents_of(town, first, count)
        _, _, u_parents, _ = person_draws(town.seed, state.people.uid[children], Ask.KIN)
        hours = region.kin_hours * (0.5 + u_parents)
        tie_families(
            children, family, hours, hours * BETWEEN_SIBLINGS, partner, SIBLINGS, IN_LAWS, GRANDPARENTS, town.seed, rules,
            state.people, state.households, state.ties,
        )
