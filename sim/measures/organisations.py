"""Organisations, and copies of what they and others run, as they stand at the end of a month."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, STILL
from sim.measures.civil import group_of
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.processes.organisations import owners


def record_organisations(look: Look, recorder: Recorder) -> None:
    """``organisations_open``; of each (group ``organisations.<key>``), in sum or on average of the open ones:
    ``reserves``, ``organisation_income`` and ``organisation_cost`` of the month [SEK], ``admin_share`` (hours of
    paperwork asked for each there are hands for) and ``practice`` (experience of its most experienced programme)."""
    town, books = look.town, look.town.state.organisations
    kept = books.uid != 0
    if not town.scenario.organisations or not kept.any():
        return
    there = kept & (books.gone == STILL)
    practice, owned = np.zeros(kept.size), np.array(town.kept(owners), np.int64)
    np.maximum.at(practice, owned[owned != NOBODY], town.state.programmes.months_run[owned != NOBODY])
    recorder.add("organisations_open", int(there.sum()))
    sums = {"reserves": books.reserve, "organisation_income": books.income, "organisation_cost": books.cost}
    for name, values in sums.items():
        recorder.add(name, values[kept].sum())
    for row, key in enumerate(town.scenario.organisations):
        for name, values in sums.items() if kept[row] else ():
            recorder.add(name, values[row], group_of("organisations", key))
    for name, values, of in (
        ("admin_share", books.asked / np.maximum(books.hands, 1e-9), there & (books.hands > 0.0)),
        ("practice", practice, there),
    ):
        if of.any():
            recorder.add(name, values[of].mean())
        for row, key in enumerate(town.scenario.organisations):
            if of[row]:
                recorder.add(name, values[row], group_of("organisations", key))


def record_copies(look: Look, recorder: Recorder) -> None:
    """``copies``: programmes that a place has copied from another, by place and by programme."""
    since = look.town.state.copies.since
    if since.size and (since != NOBODY).any():
        recorder.by_place("copies", (since != NOBODY).sum(axis=0))
        for row, key in enumerate(look.town.scenario.programmes):
            if number := int((since[row] != NOBODY).sum()):
                recorder.add("copies", number, group_of("programmes", key))
