"""Promises of first jobs: in the own place, with the schooling for it, the first from a position by uid."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, Schooling
from sim.processes.traits import first_jobs, vacancies
from sim.town import Town, Used
from tests.processes.towns import add_employer, add_person, town_of

PLACES, ADULTS = 3, 120


def labour_market() -> Town:
    """Posts of three places one after the other in turn, some for graduates, fewer than there are adults."""
    town = town_of(places=PLACES)
    for number in range(30):
        skill = Schooling.HIGHER if number % 5 == 0 else Schooling.COMPULSORY
        add_employer(town, posts=3, place=number % PLACES, skill=skill)
    for number in range(ADULTS):
        schooling = Schooling.HIGHER if number % 4 == 0 else Schooling.COMPULSORY
        add_person(town, place=number % PLACES, schooling=schooling, newcomer=number % 2 == 0)
    return town


def found_one_by_one(town: Town) -> list[int]:
    """The job of everybody who looks in turn, by walking along all posts."""
    state, jobs, count = town.state, town.state.jobs, int(town.used[Used.JOBS])
    open_ones = {job for job in range(count) if jobs.open[job] == 1 and jobs.holder[job] == NOBODY}
    taken = []
    for person in range(ADULTS):
        begin = (int(state.people.uid[person]) >> 20) % count
        job = next(
            (
                job
                for job in ((begin + step) % count for step in range(count))
                if job in open_ones
                and jobs.skill[job] <= state.people.schooling[person]
                and state.employers.place[jobs.employer[job]] == state.people.place[person]
            ),
            NOBODY,
        )
        open_ones.discard(job)
        taken.append(job)
    return taken


def test_the_first_vacant_post_of_the_place_from_a_position_by_uid() -> None:
    town = labour_market()
    town.state.people.recognised[:ADULTS] = 1
    wanted = found_one_by_one(town)
    assert 0 < wanted.count(NOBODY) < ADULTS
    first_jobs(town.state, town.rules, np.arange(ADULTS), np.ones(ADULTS))
    assert town.state.work.job[:ADULTS].tolist() == wanted


def test_vacancies_stand_by_place_and_row() -> None:
    town = labour_market()
    first_jobs(town.state, town.rules, np.arange(40), np.ones(40))
    limits, vacant = vacancies(town.state)
    jobs, count = town.state.jobs, int(town.used[Used.JOBS])
    for place in range(PLACES):
        own = [
            job
            for job in range(count)
            if jobs.holder[job] == NOBODY and town.state.employers.place[jobs.employer[job]] == place
        ]
        assert vacant[limits[place] : limits[place + 1]].tolist() == own
