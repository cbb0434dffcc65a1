"""Who works in the first month, and in which job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Channel, FocusSlot, Schooling, Sex
from sim.processes.seeking import readiness
from sim.reach import minutes_to_work
from sim.region.employers import Posts
from sim.region.seating import seat
from sim.scenario.schema.region import PlaceSettings, RegionSettings
from sim.town import Town
from sim.vectorised_draws import Array, Ask, person_draws

if TYPE_CHECKING:
    from sim.region.places import Draft

YEARS_SINCE = np.array([3.0, 6.0, 10.0])
"""Limits of the years since arrival of ``region.employment_men`` and ``employment_women``."""
COUNTED_FROM, COUNTED_TO = WORKING_FROM / 12, WORKING_TO / 12
"""Ages [year] whose employment a place's ``employment`` is."""
MOST_MONTHS = 32000
"""What the column of months worked holds."""
ROUNDS = 20
"""Rounds in which shares are scaled to the mean with none above the most; a few are enough."""


def scaled(chance: Array, counted: Array, wanted: float, most: float) -> Array:
    """``chance`` (n,) times what makes its mean over the ``counted`` (n, bool) ``wanted``, nobody's above ``most``."""
    scale = 1.0
    if counted.any():
        for _ in range(ROUNDS):
            scale *= wanted / max(1e-9, float(np.minimum(most, chance[counted] * scale).mean()))
    return np.minimum(most, chance * scale)


def kept_at_work(ready: Array, region: RegionSettings) -> Array:
    """Being in work (n,) of people as ``ready`` to look for it as :func:`sim.processes.seeking.readiness` says,
    against those who always would: the long run of jobs lost and found again; none when past retirement."""
    rules = region.workers
    looking = np.maximum(ready, 0.0)
    share = np.where(
        looking > 0.0, looking / (looking + rules.search_half) * (1.0 + rules.search_half), rules.never_look
    )
    return np.where(ready < 0.0, 0.0, share)


def in_work(place: PlaceSettings, region: RegionSettings, draft: Draft, ready: Array, u: Array) -> Array:
    """Who works (n, bool): locals by age, health, schooling and readiness to look for work to the place's employment
    of those aged 20-64, newcomers also by sex and years since arrival. ``ready``: see :func:`kept_at_work`."""
    folk, coming, rules = draft.folk, draft.coming, region.workers
    profile = np.interp(folk.age, rules.ages, rules.active) * kept_at_work(ready, region)
    chance = profile * np.where(folk.health < rules.frail, rules.frail_work, 1.0)
    chance *= np.where(folk.schooling == Schooling.COMPULSORY, rules.without_schooling, 1.0)
    local = coming.newcomer == 0
    counted = (folk.age >= COUNTED_FROM) & (folk.age < COUNTED_TO)
    works = np.where(local, scaled(chance, local & counted, place.employment, rules.most), 0.0)
    years = np.searchsorted(YEARS_SINCE, -coming.arrival / 12.0, side="right")
    for sex, table in ((Sex.MAN, region.employment_men), (Sex.WOMAN, region.employment_women)):
        these = ~local & (folk.sex == sex)
        share = np.asarray(table)[years]
        wanted = float(share[these & counted].mean()) if (these & counted).any() else 0.0
        works = np.where(these, scaled(share * profile, these & counted, wanted, rules.most), works)
    # the slices of a small population are met as well as they can be: sorted draws, not counted heads
    return np.asarray(u < works)


def pair_off(workers: Array, schooling: Array, jobs: Array, skill: Array) -> tuple[Array, Array, Array, Array]:
    """Pair workers and jobs, both in line: of equal level first, then below one's schooling, then above.

    Returns (workers paired, their jobs, workers left, jobs left).
    """
    got_w: list[Array] = []
    got_j: list[Array] = []
    lines_w = [workers[schooling == level] for level in Schooling]
    lines_j = [jobs[skill == level] for level in Schooling]
    for gap in (0, -1, -2, 1, 2):
        for level in reversed(Schooling):
            asked = level + gap
            if 0 <= asked < len(Schooling):
                n = min(len(lines_w[level]), len(lines_j[asked]))
                got_w.append(lines_w[level][:n])
                got_j.append(lines_j[asked][:n])
                lines_w[level], lines_j[asked] = lines_w[level][n:], lines_j[asked][n:]
    return np.concatenate(got_w), np.concatenate(got_j), np.concatenate(lines_w), np.concatenate(lines_j)


def hire_at_home(town: Town, rows: Array, post: Posts) -> tuple[Array, Array, Array, Array]:
    """:func:`pair_off` within a place, after the jobs that go to anybody have gone to somebody.

    Workers and employers stand in line by where they live and lie, so that in a large place people work
    in their own district.
    """
    people, region = town.state.people, town.scenario.region
    span = min(1.0, region.district / max(1, len(rows) * 2))
    u_line = person_draws(town.seed, people.uid[rows], Ask.LANGUAGE)[1]
    u_loose = person_draws(town.seed, people.uid[rows], Ask.LIFE)[3]
    where = np.arange(len(rows)) / max(1, len(rows)) * (1.0 - span) + u_line * span
    offered = np.flatnonzero(~post.vacant)
    offered = offered[np.argsort(post.order[offered], kind="stable")]
    loose = post.loose[offered]
    anybody = np.zeros(len(rows), bool)
    anybody[np.argsort(u_loose, kind="stable")[: int(loose.sum())]] = True
    line = np.argsort(where, kind="stable")
    first_w, first_j = rows[line[anybody[line]]], offered[loose]
    first_j, returned = first_j[: len(first_w)], first_j[len(first_w) :]
    line = rows[line[~anybody[line]]]
    offered = np.concatenate([offered[~loose], returned])
    w, j, rest_w, rest_j = pair_off(line, people.schooling[line], post.first + offered, post.skill[offered])
    return np.concatenate([first_w, w]), np.concatenate([post.first + first_j, j]), rest_w, rest_j


def hire(town: Town, workers: list[Array], posts: list[Posts]) -> None:
    """Give the jobs to those who work: at home first, the rest within commuting reach, nearest first.

    workers: rows of people by place. Those for whom no job is left are without.
    """
    state = town.state
    to_work = minutes_to_work(state.places, town.scenario.work)
    homes = [hire_at_home(town, rows, post) for rows, post in zip(workers, posts, strict=True)]
    holders, held = [home[0] for home in homes], [home[1] for home in homes]
    left_w, left_j = [home[2] for home in homes], [home[3] for home in homes]
    count = len(posts)
    near = np.isfinite(to_work).any(axis=0) & ~np.eye(count, dtype=bool)
    home, work = np.nonzero(near)  # few of the squares of a country
    for pair in np.argsort(state.places.travel[home, work], kind="stable"):
        a, b = int(home[pair]), int(work[pair])
        if not len(left_w[a]) or not len(left_j[b]):
            continue
        able = np.isfinite(to_work[state.people.car[left_w[a]], a, b])
        if able.any():
            line = left_w[a][able]
            w, j, rest_w, left_j[b] = pair_off(
                line, state.people.schooling[line], left_j[b], state.jobs.skill[left_j[b]]
            )
            left_w[a] = np.concatenate([rest_w, left_w[a][~able]])
            holders.append(w)
            held.append(j)
    give(town, np.concatenate(holders), np.concatenate(held))


def give(town: Town, persons: Array, jobs: Array) -> None:
    """Write the holders, with how long they have held, into all the books."""
    state = town.state
    people, work, rules = state.people, state.work, town.scenario.region.workers
    state.jobs.holder[jobs] = persons
    u = person_draws(town.seed, people.uid[persons], Ask.DAYS)[3]
    here_since = np.maximum(people.birth[persons] + ADULT, people.arrival[persons])
    started = np.floor(rules.mean_tenure * np.log(u)).astype(np.int64)
    started = np.minimum(-1, np.maximum(started, here_since))
    work.job[persons] = jobs
    work.since[persons] = started
    years = np.maximum(-started, rules.worked * -here_since)
    work.months_worked[persons] = np.clip(years, 1, MOST_MONTHS)
    work.found_by[persons] = Channel.FIRST
    np.add.at(state.employers.origins, (state.jobs.employer[jobs], people.origin[persons]), 1)
    seat(town, persons, FocusSlot.WORK.value, state.jobs.focus[jobs])


def without_work_since(town: Town) -> None:
    """For those without a job, since when: grown up, come, or within the last years."""
    state = town.state
    people, work = state.people, state.work
    n = int(town.used[0])
    rows = np.flatnonzero(work.job[:n] == NOBODY)
    u = person_draws(town.seed, people.uid[rows], Ask.DAYS)[3]
    recent = -1 - np.floor(town.scenario.region.workers.without_since * u).astype(np.int64)
    work.since[rows] = np.maximum(recent, np.maximum(people.arrival[rows], people.birth[rows]))


def workers_of(town: Town, key: str, draft: Draft, person: int) -> Array:
    """Rows of those who work in a place (its people laid from row ``person`` on)."""
    place = town.scenario.places[key]
    by_row, ready = np.empty(draft.people), np.empty(draft.people)
    readiness(town.state, town.rules, person, by_row)
    ready[draft.order] = by_row
    u: Any = person_draws(town.seed, draft.folk.uid, Ask.DAYS)[0]
    return np.asarray(person + np.flatnonzero(in_work(place, town.scenario.region, draft, ready, u)[draft.order]))
