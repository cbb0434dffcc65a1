"""Homes as they stand, those without one, and how far newcomers live apart."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, FocusSlot, Tenure
from sim.measures.look import Look
from sim.measures.recorder import ALL, Array, Recorder
from sim.measures.tally import Counted, HomeCount, tally_homes
from sim.town import Used

WITHOUT_HOME = [Counted.LOCALS_WITHOUT_HOME, Counted.WITHOUT_HOME]
HOME_WAIT = [Counted.LOCALS_HOME_WAIT, Counted.HOME_WAIT]
TENURES = {"owned": Tenure.OWNED, "public_rent": Tenure.PUBLIC_RENT, "private_rent": Tenure.PRIVATE_RENT}


def record_homes(look: Look, recorder: Recorder) -> None:
    """``homes`` that stand; shares of them ``homes_vacant`` (also of those of each tenure) and ``homes_holiday``.

    People ``without_home``, who live with others, and how long they have on average (``home_wait``).
    """
    tally = tally_homes(look.town.state)
    by_use, by_tenure = tally.sum(axis=1), tally.sum(axis=0)
    standing = by_use.sum(axis=0)
    recorder.by_place("homes", standing)
    recorder.ratio("homes_vacant", by_use[HomeCount.VACANT], standing)
    for group, tenure in TENURES.items():
        recorder.ratio("homes_vacant", tally[HomeCount.VACANT, tenure], by_tenure[tenure], group)
    recorder.ratio("homes_holiday", by_use[HomeCount.HOLIDAY], standing)
    people, months = look.tally[WITHOUT_HOME], look.tally[HOME_WAIT]
    for group, row in {ALL: slice(0, 2), "locals": slice(0, 1), "newcomers": slice(1, 2)}.items():
        without = people[row].sum(axis=0)
        recorder.by_place("without_home", without, group)
        recorder.ratio("home_wait", months[row].sum(axis=0), without, group)


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
    """``dissimilarity`` and ``isolation`` of newcomers over the neighbourhoods of each place, area and the region."""
    roll, memberships = look.roll, look.town.state.memberships
    focus = memberships.focus[: roll.used, FocusSlot.NEIGHBOURS]
    housed = roll.here & (focus != NOBODY)
    count = int(look.town.used[Used.FOCI])
    ours = np.bincount(focus[housed & roll.newcomer], minlength=count)
    theirs = np.bincount(focus[housed & roll.local], minlength=count)
    place = look.town.state.foci.place[:count]
    each = [np.isin(place, rows) for rows in (*range(len(recorder.places)), *recorder.areas.values())]
    for measure, index in (("dissimilarity", apart), ("isolation", among_themselves)):
        values = [index(ours[these], theirs[these]) for these in each]
        recorder.each(measure, values, index(ours, theirs))
