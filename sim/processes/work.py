"""Work: careers, vacancies, hiring (step 11 of the month)."""

from __future__ import annotations

import numpy as np

from sim.processes import businesses
from sim.processes.careers import careers, end_jobs, gain_experience, recognise
from sim.processes.demand import site_posts
from sim.processes.employers import learn_from_others
from sim.processes.hiring import apply_formally, apply_through_contacts, choose, hire, no_applications
from sim.processes.posts import Books, adjust, churn, open_posts
from sim.processes.seeking import chances_of_places, who_seeks
from sim.processes.vacancies import Board, pin_up
from sim.reach import minutes_to_work
from sim.state import Array
from sim.threads import marked_rows
from sim.town import Town, Used


def leave_jobs(town: Town, ending: Array, losing: Array) -> None:
    """Jobs end for the people in rows ``ending``, against their will where ``losing`` is 1."""
    if len(ending):
        end_jobs(town.state, ending, losing)


def live_careers(town: Town) -> None:
    """Experience, retirement, job loss; recognition of qualifications."""
    if town.rules.work.recognition:
        recognise(town.state, town.rules)
    asked = marked_rows(gain_experience, int(town.used[Used.PEOPLE]), town.threads, town.state, town.rules)
    leave_jobs(town, *careers(town.state, town.rules, asked))


def renew_posts(town: Town) -> None:
    """Employers close, give up and open posts."""
    dismissed, found, columns = churn(town.state, town.rules)
    books, sites = Books(*columns), town.kept(site_posts)
    found, opening, lacking = adjust(town.state, town.rules, books, sites, dismissed, found)
    leave_jobs(town, dismissed[:found], np.ones(int(found), np.int64))
    if lacking:
        # a team of its own for every new post is the most that can be needed
        town.ensure_room(Used.JOBS, int(lacking))
        town.ensure_room(Used.FOCI, int(lacking))
        town.ensure_room(Used.SEATS, int(lacking) * 2 * max(4, town.rules.work.team_seats))
    open_posts(town.state, town.rules, books, opening)


def ways_to_work(town: Town) -> Array:
    """:func:`sim.reach.minutes_to_work` under the rules in force (3, P, P) [minute]."""
    return minutes_to_work(town.state.places, town.rules.work)


def fill_posts(town: Town) -> None:
    """A month of looking for work and hiring.

    The rival ``work_and_integration``: under ``contacts_first`` anybody one knows may tell of a job and
    help to get it; under ``work_first`` contacts with locals do not lead to work, and only household, kin
    and same-origin ties (niche jobs) tell of posts, without a boost.
    """
    state, rules = town.state, town.rules
    to_work = town.kept(ways_to_work)
    board = Board(*pin_up(state, rules))
    looking = marked_rows(who_seeks, int(town.used[Used.PEOPLE]), town.threads, state, rules)
    applications = no_applications(int(town.used[Used.JOBS]))
    apply_formally(state, rules, looking, board, chances_of_places(rules, board, to_work), applications)
    if rules.work.contacts:
        apply_through_contacts(state, rules, looking, board, to_work, applications)
    hire(state, applications, choose(state, applications))


def step(town: Town) -> None:
    """The month's work: careers of those in work, posts opened and closed, vacancies filled."""
    live_careers(town)
    if town.rules.work.learn_neighbours > 0.0:
        learn_from_others(town)
    if town.rules.businesses.active:
        businesses.step(town)
    if town.rules.work.posts:
        renew_posts(town)
    if town.rules.work.hiring:
        fill_posts(town)
