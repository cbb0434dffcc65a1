"""Work: careers, vacancies, hiring (step 11 of the month)."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY
from sim.processes.careers import careers, end_jobs, recognise
from sim.processes.hiring import Offers, apply_formally, apply_through_contacts, choose, hire
from sim.processes.seeking import chances_of_places, seekers
from sim.processes.vacancies import Board, open_posts, pin_up, turn_over
from sim.reach import minutes_to_work
from sim.state import Array
from sim.town import Town, Used


def leave_jobs(town: Town, ending: Array, losing: Array) -> None:
    """Jobs end for the people in rows ``ending``, against their will where ``losing`` is 1."""
    s = town.state
    if len(ending):
        end_jobs(
            ending, losing, town.month, s.people, s.work, s.memberships, s.foci, s.ties, s.jobs, s.employers, s.places
        )


def live_careers(town: Town) -> None:
    """Experience, retirement, job loss; recognition of qualifications."""
    s, rules, people = town.state, town.rules.work, int(town.used[Used.PEOPLE])
    if rules.recognition:
        recognise(
            town.month,
            rules.recognition_months,
            rules.recognition_language,
            people,
            town.seed,
            s.people,
            s.minds.language,
            s.civic.recognition,
        )
    leave_jobs(town, *careers(town.month, rules, people, town.seed, s.people, s.work, s.jobs, s.employers))


def renew_posts(town: Town) -> None:
    """Employers close, give up and open posts."""
    rules = town.rules.work
    dismissed, *plan, lacking = turn_over(
        town.month, rules, town.used, town.seed, town.state.jobs, town.state.employers
    )
    leave_jobs(town, dismissed, np.ones(len(dismissed), np.int64))
    if lacking:
        # a team of its own for every new post is the most that can be needed
        town.ensure_room(Used.JOBS, int(lacking))
        town.ensure_room(Used.FOCI, int(lacking))
        town.ensure_room(Used.SEATS, int(lacking) * 2 * max(4, rules.team_seats))
    open_posts(town.month, rules, *plan, town.used, town.state.foci, town.state.jobs, town.state.employers)


def fill_posts(town: Town) -> None:
    """A month of looking for work and hiring.

    The rival ``work_and_integration``: under ``contacts_first`` anybody one knows may tell of a job and
    help to get it; under ``work_first`` contacts with locals do not lead to work, and only household, kin
    and same-origin ties (niche jobs) tell of posts, without a boost.
    """
    s, rules, month, seed = town.state, town.rules.work, town.month, town.seed
    people, jobs = int(town.used[Used.PEOPLE]), int(town.used[Used.JOBS])
    to_work = minutes_to_work(s.places, rules)
    board = Board(*pin_up(month, s.places.uid.shape[0], rules.board_posts, town.used, seed, s.jobs, s.employers))
    chances = chances_of_places(board.starts, rules.commute_scale, to_work)
    # who gets a lift to work looks as far as who has a car
    drivers = s.people._replace(car=np.maximum(s.people.car, s.civic.lift))
    offers = Offers(
        np.full(jobs, np.inf),
        np.full(jobs, NOBODY, np.int64),
        np.zeros(jobs, np.int64),
        np.full(jobs, NOBODY, np.int64),
    )
    looking = seekers(month, rules, people, seed, s.people, s.households.members, s.work, s.jobs.skill)
    apply_formally(
        looking,
        month,
        rules,
        seed,
        board,
        chances,
        drivers,
        s.minds.language,
        s.civic.job_help,
        s.work,
        s.places.threat,
        s.jobs,
        s.employers,
        offers,
    )
    if rules.contacts:
        contacts_first = town.scenario.rivals.work_and_integration == "contacts_first"
        apply_through_contacts(
            looking,
            month,
            rules,
            contacts_first,
            seed,
            board,
            to_work,
            drivers,
            s.minds.language,
            s.civic.job_help,
            s.work,
            s.places.threat,
            s.ties.partner,
            s.ties.kind,
            s.jobs,
            s.employers,
            offers,
        )
    choice = choose(people, offers, s.jobs.skill)
    hire(month, choice, offers, s.people, s.work, s.memberships, s.foci, s.ties, s.jobs, s.employers, s.places)


def step(town: Town) -> None:
    """The month's work: careers of those in work, posts opened and closed, vacancies filled."""
    live_careers(town)
    if town.rules.work.posts:
        renew_posts(town)
    if town.rules.work.hiring:
        fill_posts(town)
