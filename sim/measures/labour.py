"""What employers have and want: posts, vacancies and demand, by place of work and sector."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, Sector
from sim.measures.groups import FAMILIES
from sim.measures.look import Look
from sim.measures.recorder import ALL, Array, Recorder
from sim.processes.demand import wanted_posts
from sim.town import Used

SECTORS = len(Sector)
SIZES = (10, 50)
"""Posts from which an employer is of the next group of sizes."""


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


def record_employers(look: Look, recorder: Recorder) -> None:
    """``employers_willing``: mean willingness of employers with posts to hire newcomers, by how many they have."""
    state, places = look.town.state, len(recorder.places)
    jobs, count = int(look.town.used[Used.JOBS]), int(look.town.used[Used.EMPLOYERS])
    posts = np.bincount(state.jobs.employer[:jobs][state.jobs.open[:jobs] == 1], minlength=count)
    size = np.digitize(posts, SIZES)
    for number, name in enumerate((*FAMILIES["size of employer"], ALL)):
        these = (posts > 0) & ((size == number) | (name == ALL))
        place, willing = state.employers.place[:count][these], state.employers.willingness[:count][these]
        sums = np.bincount(place, willing.astype(np.float64), places)
        recorder.ratio("employers_willing", sums, np.bincount(place, minlength=places), name)
