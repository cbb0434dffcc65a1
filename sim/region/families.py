"""Who lives with whom: couples of like age, children with parents, the rest alone.

Everything is within one place and drawn by the people's own uids. Arrays of (n) people in the order of
their numbers; ``NOBODY`` where there is none.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HOUSEHOLD_SEATS, NOBODY, Sex
from sim.region.people import Folk
from sim.scenario.errors import ScenarioError
from sim.scenario.schema.region import RegionSettings
from sim.vectorised_draws import Array, Ask, person_draws

AT_HOME_AGES = np.array([18.0, 20.0, 25.0, 30.0])
PARTNER_AGES = np.array([18.0, 20.0, 25.0, 30.0, 65.0, 80.0])
"""Limits of the ages of ``region.living_with_parents`` and ``region.partnered``."""


def lives_with_parents(folk: Folk, region: RegionSettings, u: Array) -> Array:
    shares = np.concatenate([[1.0], region.living_with_parents, [0.0]])
    return np.asarray(u < shares[np.searchsorted(AT_HOME_AGES, folk.age, side="right")])


def couples(folk: Folk, adult: Array, region: RegionSettings, u: Array, order: Array) -> Array:
    """The partner of each (n).

    Those who have one are drawn by age; men and women are then paired in order of age, band by band,
    those left over trying the next band once. More old women than men live alone, as they do.
    """
    rules = region.families
    shares = np.concatenate([[0.0], region.partnered])
    share = shares[np.searchsorted(PARTNER_AGES, folk.age, side="right")]
    old_man = (folk.age >= PARTNER_AGES[-1]) & (folk.sex == Sex.MAN)
    share = np.where(old_man, np.minimum(rules.most_old_men, share * rules.old_men), share)
    # a few more than the share are put forward, because not everybody finds somebody of the right age
    forward = adult & (u < np.minimum(rules.most_put_forward, share * rules.put_forward))
    likened = folk.age + np.where(folk.sex == Sex.WOMAN, rules.husband_older, 0.0)
    likened = likened + (order - 0.5) * rules.age_spread
    partner = np.full(len(u), NOBODY, np.int64)
    men, women = (np.flatnonzero(forward & (folk.sex == sex)) for sex in (Sex.MAN, Sex.WOMAN))
    men = men[np.argsort(likened[men], kind="stable")]
    women = women[np.argsort(likened[women], kind="stable")]
    edges = np.arange(15.0, 115.0, rules.band)
    men_at, women_at = np.searchsorted(likened[men], edges), np.searchsorted(likened[women], edges)
    spare = [men[:0], women[:0]]
    for band in range(len(edges) - 1):
        these = [
            np.concatenate([spare[0], men[men_at[band] : men_at[band + 1]]]),
            np.concatenate([spare[1], women[women_at[band] : women_at[band + 1]]]),
        ]
        n = min(len(these[0]), len(these[1]))
        partner[these[0][:n]] = these[1][:n]
        partner[these[1][:n]] = these[0][:n]
        fresh = [men_at[band + 1] - men_at[band], women_at[band + 1] - women_at[band]]
        spare = [rest[n:][-fresh[side] :] if fresh[side] else rest[:0] for side, rest in enumerate(these)]
    return partner


def parents(folk: Folk, adult: Array, partner: Array, region: RegionSettings, seed: Any) -> Array:
    """The adult in whose household each dependent lives (n): the mother, or a lone father.

    Children are given out from the oldest down, a year at a time, by drawing among those for whom a
    birth was likely then: by the mother's age at it, the children she has already, at least some
    sixteen months apart. Where nobody fits, the adult nearest in age to a typical parent takes them.
    """
    rules, n = region.families, len(partner)
    parity = np.asarray(rules.parity)
    head = np.full(n, NOBODY, np.int64)
    children = np.flatnonzero(~adult)
    children = children[np.argsort(-folk.age[children], kind="stable")]
    years = np.floor(folk.age[children]).astype(np.int64)
    mothers_first = (folk.sex == Sex.WOMAN) | (partner == NOBODY)
    can = np.flatnonzero(adult & (folk.age < rules.oldest_parent) & mothers_first)
    if len(can) == 0:
        can = np.flatnonzero(adult)
    lone_fathers = region.lone_parents * rules.fathers_alone
    alone = np.where(folk.sex[can] == Sex.WOMAN, region.lone_parents, lone_fathers)
    tendency = np.where(partner[can] == NOBODY, alone, 1.0)
    own = np.zeros(len(can), np.int64)
    last = np.full(len(can), 1e9)
    seats = HOUSEHOLD_SEATS - 1 - (partner[can] != NOBODY)
    start = 0
    while start < len(children):
        year = int(years[start])
        stop = int(np.searchsorted(-years, -year, side="right"))
        these = children[start:stop]
        start = stop
        mean_age = float(folk.age[these].mean())
        chance = np.interp(folk.age[can] - mean_age, rules.birth_ages, rules.births) * tendency
        apart = np.where(last - mean_age < rules.spacing, rules.close_births, 1.0)
        chance *= parity[np.minimum(own, len(parity) - 1)] * apart
        chance = np.where(own < np.minimum(seats, rules.most_children), chance, 0.0)
        possible = np.flatnonzero(chance > 0)
        draw = person_draws(seed, folk.uid[can[possible]], Ask.CHILD + year)[0]
        order = np.argsort(-np.log(draw) / chance[possible], kind="stable")[: len(these)]
        taken = possible[order]
        head[these[: len(taken)]] = can[taken]
        own[taken] += 1
        last[taken] = folk.age[these[: len(taken)]]
        for child in these[len(taken) :]:  # only where parents of a fitting age lack altogether
            misfit = (
                np.abs(folk.age[can] - folk.age[child] - rules.typical_gap)
                + rules.child_burden * own
                + np.where(own < seats, 0, 1e6)
            )
            best = int(np.argmin(misfit))
            if own[best] >= seats[best]:
                raise ScenarioError("more children than there are adults to live with")
            head[child] = can[best]
            own[best] += 1
    return head


def households_of(folk: Folk, region: RegionSettings, seed: Any) -> tuple[Array, Array, Array]:
    """(household of each person, first adult of each household, partner of each person).

    A household's first adult is the woman of a couple, else the one adult there is.
    """
    u_home, u_partner, u_order, _ = person_draws(seed, folk.uid, Ask.LIFE)
    adult = ~lives_with_parents(folk, region, u_home)
    if not adult.any():
        # a handful of people, all young: the oldest stands on their own feet
        adult[int(np.argmax(folk.age))] = True
    partner = couples(folk, adult, region, u_partner, u_order)
    own = np.arange(len(partner))
    head = np.where(adult, own, parents(folk, adult, partner, region, seed))
    with_partner = (partner != NOBODY) & (folk.sex == Sex.MAN)
    head = np.where(with_partner, partner, head)
    heads, household = np.unique(head, return_inverse=True)
    return household.astype(np.int64), heads, partner
