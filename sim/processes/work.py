"""Work: careers, vacancies, hiring (step 11 of the month)."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.processes.careers import careers
from sim.processes.hiring import chances_of_places, hire, search
from sim.processes.vacancies import Board, open_posts, pin_up, turn_over
from sim.town import Town, Used


def renew_posts(town: Town) -> None:
    """Employers close, give up and open posts."""
    rules = town.rules.work
    *plan, lacking = turn_over(town.month, rules, town.used, town.seed, town.state)
    if lacking:
        # a team of its own for every new post is the most that can be needed
        town.ensure_room(Used.JOBS, int(lacking))
        town.ensure_room(Used.FOCI, int(lacking))
        town.ensure_room(Used.SEATS, int(lacking) * 2 * max(4, rules.team_seats))
    open_posts(town.month, rules, *plan, town.used, town.state)


def fill_posts(town: Town) -> None:
    """A month of looking for work and hiring.

    The rival ``work_and_integration``: under ``contacts_first`` anybody one knows may tell of a job and
    help to get it; under ``work_first`` contacts with locals do not lead to work, and only household, kin
    and same-origin ties (niche jobs) tell of posts, without a boost.
    """
    rules = town.rules.work
    contacts_first = town.scenario.rivals.work_and_integration == "contacts_first"
    board = Board(*pin_up(town.month, town.used, town.seed, town.state))
    chances = chances_of_places(board.starts, rules, town.state.places)
    jobs = int(town.used[Used.JOBS])
    offers = (
        np.full(jobs, np.inf), np.full(jobs, NOBODY, np.int64), np.zeros(jobs, np.int64),
        np.full(jobs, NOBODY, np.int64),
    )
    search(town.month, rules, contacts_first, town.used, town.seed, board.starts, board.pigeonholes,
           board.at, chances, town.state, *offers)
    hire(town.month, town.used, town.state, *offers)


def step(town: Town) -> None:
    """The month's work: careers of those in work, posts opened and closed, vacancies filled."""
    careers(town.month, town.rules.work, town.used, town.seed, town.state)
    if town.rules.work.posts:
        renew_posts(town)
    if town.rules.work.hiring:
        fill_posts(town)
