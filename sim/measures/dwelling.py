"""Homes as they stand, those without one, and how far newcomers live apart."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, FocusSlot, Tenure
from sim.measures.look import Look
from sim.measures.recorder import ALL, Array, Recorder
from sim.measures.tally import HomeCount, tally_homes
from sim.town import Used

TENURES = {"owned": Tenure.OWNED, "public_rent": Tenure.PUBLIC_RENT, "private_rent": Tenure.PRIVATE_RENT}


def record_homes(look: Look, recorder: Recorder) -> None:
    """``homes`` that stand; shares of them ``homes_vacant`` (also of those of each tenure) and ``homes_holiday``.

    People ``without_home``, who live with others, and how long they have on average (``home_wait``).
    """
    tally = tally_homes(look.town.state)
    standing = tally.sum(axis=(0, 1))
    recorder.by_place("homes", standing)
    recorder.ratio("homes_vacant", tally[HomeCount.VACANT].sum(axis=0), standing)
    for group, tenure in TENURES.items():
        recorder.ratio("homes_vacant", tally[HomeCount.VACANT, tenure], tally[:, tenure].sum(axis=0), group)
    recorder.ratio("homes_holiday", tally[HomeCount.HOLIDAY].sum(axis=0), standing)
    roll, state = look.roll, look.town.state
    household = state.people.household[: roll.used]
    without = roll.here & (household != NOBODY)
    without[without] = state.households.home[household[without]] == NOBODY
    waited = np.where(without, look.town.month - state.households.moved_in[household], 0)
    for group, these in {ALL: without, "locals": without & roll.local, "newcomers": without & roll.newcomer}.items():
        recorder.by_place("without_home", np.bincount(roll.place[these], minlength=len(recorder.places)), group)
        recorder.mean("home_wait", waited, these, roll.place, group)


def apart(ours: Array, theirs: Array) -> float:
    """Index of dissimilarity (Duncan and Duncan 1955): the share of one group that would have to move for both to
    live alike; NaN where one is missing."""
    if ours.sum() == 0 or theirs.sum() == 0:
        return np.nan
    return float(0.5 * np.abs(ours / ours.sum() - theirs / theirs.sum()).sum())


def among_themselves(ours: Array, theirs: Array) -> float:
    """Index of isolation (Lieberson 1981): the mean share of one's own group in the neighbourhood; NaN where it is
    missing."""
    both = ours + theirs
    lived_in = both > 0
    if ours.sum() == 0:
        return np.nan
    return float((ours[lived_in] / ours.sum() * (ours[lived_in] / both[lived_in])).sum())


def record_concentration(look: Look, recorder: Recorder) -> None:
    """``dissimilarity`` and ``isolation`` of newcomers over the neighbourhoods of each place and of the region."""
    roll, memberships = look.roll, look.town.state.memberships
    focus = memberships.focus[: roll.used, FocusSlot.NEIGHBOURS]
    housed = roll.here & (focus != NOBODY)
    count = int(look.town.used[Used.FOCI])
    ours = np.bincount(focus[housed & roll.newcomer], minlength=count)
    theirs = np.bincount(focus[housed & roll.local], minlength=count)
    place = look.town.state.foci.place[:count]
    each = [place == row for row in range(len(recorder.places))]
    for measure, index in (("dissimilarity", apart), ("isolation", among_themselves)):
        values = [index(ours[these], theirs[these]) for these in each]
        recorder.each(measure, values, index(ours, theirs))
