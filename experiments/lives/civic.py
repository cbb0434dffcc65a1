"""Programmes as one person lives them: asking, waiting, mentors, groups; and volunteering for others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.codes import NOBODY, Enrolment, FocusSlot, TieKind
from sim.town import Town, Used


class PathSeen(NamedTuple):
    """Somebody's way through a programme."""

    programme: int
    state: int  # codes.Enrolment
    begun: int  # month
    ends: int  # month, planned or when it was
    mentors: tuple[int, ...]


class CivicSeen(NamedTuple):
    """What programmes and volunteering are to one person at the end of a month."""

    paths: dict[int, PathSeen]  # row of the enrolment, the person's or the whole household's
    mentees: dict[int, tuple[int, int]]  # row of the enrolment: participant, programme
    helps: int  # programme whose group the person helps as a volunteer; NOBODY when none
    ready: bool
    ready_since: int
    candidate: int  # club heard of and not decided upon


NOTHING = CivicSeen({}, {}, NOBODY, False, 0, NOBODY)


def civic_of(town: Town, row: int) -> CivicSeen:
    """What the arrays say of ``row`` now."""
    state, count = town.state, int(town.used[Used.ENROLMENTS])
    enrolments, civic = state.enrolments, state.civic
    return CivicSeen(
        paths={number: path_of(town, number) for number in own_paths(town, row)},
        mentees={
            number: (int(enrolments.person[number]), int(enrolments.programme[number]))
            for number in np.flatnonzero(
                (enrolments.mentors[:count] == row).any(1) & (enrolments.state[:count] == Enrolment.ACTIVE)
            ).tolist()
        },
        helps=helped_group(town, row),
        ready=bool(civic.ready[row]),
        ready_since=int(civic.ready_since[row]),
        candidate=int(state.memberships.candidate[row]),
    )


def own_paths(town: Town, row: int) -> list[int]:
    """Rows of the person's enrolments, and of those that the whole household takes part in."""
    state, count = town.state, int(town.used[Used.ENROLMENTS])
    if not count:
        return []
    programmes = town.scenario.programmes.values()
    whole = np.array([programme.whole_household for programme in programmes], bool)
    household = int(state.people.household[row])
    home = [] if household == NOBODY else state.households.members[household].tolist()
    person = state.enrolments.person[:count]
    shared = np.isin(person, [other for other in home if other != NOBODY])
    shared &= whole[state.enrolments.programme[:count]]
    return [int(number) for number in np.flatnonzero((person == row) | shared)]


def path_of(town: Town, number: int) -> PathSeen:
    enrolments = town.state.enrolments
    return PathSeen(
        int(enrolments.programme[number]),
        int(enrolments.state[number]),
        int(enrolments.begun[number]),
        int(enrolments.ends[number]),
        tuple(mentor for mentor in enrolments.mentors[number].tolist() if mentor != NOBODY),
    )


def helped_group(town: Town, row: int) -> int:
    """The programme whose group somebody belongs to without having asked for it; NOBODY when none."""
    focus = int(town.state.memberships.focus[row, FocusSlot.PROGRAMME])
    if focus == NOBODY or town.state.foci.kind[focus] != TieKind.MENTOR:
        return NOBODY
    programme = int(town.state.foci.owner[focus])
    asked = int(town.state.civic.joined[row]) >> programme & 1
    return NOBODY if asked else programme
