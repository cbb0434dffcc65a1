"""Whom somebody who takes part is matched with."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ages import ADULT
from sim.codes import HERE, NOBODY
from sim.jit import kernel
from sim.processes.enrolling import lives_with_child
from sim.processes.offers import FAMILY, TRADE, WOMEN
from sim.quality import pair_quality
from sim.rng import pair_word

WORD = 2.0**-32


@kernel
def suits(state: Any, kind: int, person: int, mentor: int) -> bool:
    """Whether a volunteer is of the sort asked for."""
    people = state.people
    if mentor == person or people.household[mentor] == people.household[person]:
        return False
    if kind == WOMEN:
        return people.sex[mentor] == 0
    if kind == FAMILY:
        return lives_with_child(state, mentor)
    if kind == TRADE:
        job = int(state.work.job[mentor])
        return job != NOBODY and state.jobs.skill[job] == people.schooling[person]
    return True


@kernel
def choose_mentor(
    state: Any, rules: Any, row: int, kind: int, keys: Any, care: float, candidates: Any, quality: Any
) -> int:
    """One of ``candidates`` (rows of people, or NOBODY) with room for another participant, or NOBODY.

    A race whose rates are the pairs' lasting quality to the power ``care``: with none all are alike. Each
    pair has its own draw, so that one volunteer more or less moves nobody else's match but their own. ``keys``: of
    those draws, and of affinities.
    """
    pairing, affinity = keys
    people, enrolments, month = state.people, state.enrolments, int(state.clock.month[0])
    person = int(enrolments.person[row])
    best = NOBODY
    earliest = math.inf
    for mentor in candidates:
        if mentor == NOBODY or people.status[mentor] != HERE:
            continue
        if state.civic.matched[mentor] >= rules.mentoring.mentor_limit:
            continue
        if month - int(people.birth[mentor]) < ADULT:
            continue
        if not suits(state, kind, person, mentor):
            continue
        taken = False
        for which in range(enrolments.mentors.shape[1]):
            if enrolments.mentors[row, which] == mentor:
                taken = True
        if taken:
            continue
        u = (np.float64(pair_word(pairing, people.uid[person], people.uid[mentor])) + 0.5) * WORD
        when = -math.log(u)
        if care > 0.0:
            step = int(pair_quality(affinity, rules.ties, people, person, mentor))
            when *= math.exp(-care * math.log(quality[step]))
        if when < earliest:
            earliest = when
            best = mentor
    return best
