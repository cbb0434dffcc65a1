"""What employers have and want: posts, vacancies and demand, by place of work and sector."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, Sector
from sim.measures.look import Look
from sim.measures.recorder import ALL, Array, Recorder
from sim.processes.demand import wanted_posts
from sim.town import Used

SECTORS = len(Sector)


def record_posts(look: Look, recorder: Recorder) -> None:
    """``posts``, ``vacancies`` among them, and ``demand``: posts wanted, those of sites included. ``subsidised`` posts,
    and how many others employers want less for them (``displaced``)."""
    state, places = look.town.state, len(recorder.places)
    jobs, used = state.jobs, int(look.town.used[Used.JOBS])
    is_open = jobs.open[:used] == 1
    employer = jobs.employer[:used]
    square = state.employers.place[employer].astype(np.int64) * SECTORS + state.employers.sector[employer]

    def table(these: Array) -> Array:
        return np.bincount(square[these], minlength=places * SECTORS).reshape(places, SECTORS)

    subsidised = table(is_open & (jobs.subsidised[:used] == 1))
    for measure, counts in (
        ("posts", table(is_open)),
        ("vacancies", table(is_open & (jobs.holder[:used] == NOBODY))),
        ("demand", wanted_posts(look.town)),
        ("subsidised", subsidised),
        ("displaced", subsidised * look.town.scenario.placements.displaces),
    ):
        recorder.by_place(measure, counts.sum(axis=1), ALL)
        for sector in Sector:
            recorder.by_place(measure, counts[:, sector], sector.name.lower())
