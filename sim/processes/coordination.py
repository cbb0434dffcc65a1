"""Coordination: posts are held and left, and their hours become what each task gets in each place.

Embeddedness grows with tenure and own friends, and scales what an hour achieves. What a place gets of what a
task needs: hours given / hours needed for its newcomers of the first years, at most all; part of it hangs on
the link between the municipality and civil society, which decays where nobody tends it.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, STILL, TASKS, Task
from sim.reach import by_car
from sim.rng import Process, uniforms
from sim.rules import own
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.told import tell
from sim.town import Town, Used
from sim.vectorised_draws import words_many

Array = np.ndarray[Any, Any]
COORDINATION = Process.COORDINATION.value


def served(town: Town, keys: tuple[str, ...]) -> list[int]:
    """Rows of the places named; all when none is."""
    rows = list(town.scenario.places)
    return [rows.index(key) for key in keys] if keys else list(range(len(rows)))


def local_holder(town: Town, row: int, place: int) -> int:
    """A grown local of ``place`` for the post, the same whoever else comes or goes; NOBODY if none."""
    people, posts, count = town.state.people, town.state.posts, int(town.used[Used.PEOPLE])
    years = (town.month - people.birth[:count]) / 12.0
    able = (people.status[:count] == HERE) & (people.place[:count] == place)
    rules = town.rules.coordination
    able &= (people.newcomer[:count] == 0) & (years >= rules.holder_from) & (years < rules.holder_to)
    rows = np.flatnonzero(able)
    if not rows.size:
        return NOBODY
    ask = int(posts.uid[row] & np.uint64(0xFFFF)) * 256 + int(posts.holders[row]) % 256
    drawn = words_many(town.seed, COORDINATION, people.uid[rows], 0, ask)[0]
    return int(rows[np.argmin(drawn)])


def leaves(town: Town, row: int, place: int) -> bool:
    """Whether the holder leaves this month: gone from the place, turnover, or the money near its end."""
    posts, streams, money = town.state.posts, town.state.streams, town.rules.money
    holder, people = int(posts.holder[row]), town.state.people
    if holder != NOBODY and (people.status[holder] != HERE or people.place[holder] != place):
        return True
    chance = 1.0 - (1.0 - float(town.rules.coordination.turnover)) ** (1.0 / 12.0)
    until = int(streams.until[int(posts.stream[row])])
    if until != STILL and until - town.month <= money.drift_months:
        chance += float(money.drift)
    u, _, _, _ = uniforms(town.seed, COORDINATION, posts.uid[row], town.month, 0)
    return bool(u < chance)


def embeddedness(town: Town, row: int, post: CoordinatorSettings) -> float:
    """From 0 to 1: time in the post, and own friends in the place."""
    rules, posts = town.rules.coordination, town.state.posts
    start = float(rules.embedded_local) * (1.0 if post.local else float(rules.embedded_stranger))
    time = start + (1.0 - start) * (1.0 - math.exp(-int(posts.tenure[row]) / float(rules.embedding_months)))
    holder = int(posts.holder[row])
    friends = float(town.state.contacts.friends[holder]) if holder != NOBODY else 0.0
    own = friends / (friends + float(rules.own_ties_enough))
    return float((1.0 - rules.own_ties) * time + rules.own_ties * own)


def hold(town: Town, row: int, post: CoordinatorSettings, places: list[int]) -> None:
    """A month of one post: filled, held or left."""
    posts = town.state.posts
    if posts.stream[row] == NOBODY:
        return
    if posts.filled[row] == 1 and leaves(town, row, places[0]):
        posts.filled[row], posts.holder[row] = 0, NOBODY
        posts.vacant_until[row] = town.month + int(town.rules.coordination.vacancy_months)
        town.log_event(tell("the coordinator leaves"), post.name or list(town.scenario.coordinators)[row])
    if posts.filled[row] == 0 and town.month >= posts.vacant_until[row]:
        posts.filled[row] = 1
        posts.tenure[row] = post.tenure if posts.holders[row] == 0 else 0
        posts.holder[row] = local_holder(town, row, places[0]) if post.local else NOBODY
        posts.holders[row] += 1
    elif posts.filled[row] == 1:
        posts.tenure[row] += 1
    posts.embedded[row] = embeddedness(town, row, post) if posts.filled[row] == 1 else 0.0


def posts_given(town: Town, row: int, post: CoordinatorSettings, places: list[int]) -> float:
    """Full-time posts' worth of work on site: less the journeys, times what an hour achieves."""
    rules = town.rules.coordination
    away = sum(2.0 * by_car(places[0], place, town.state.places) / 60.0 for place in places[1:])
    hours = post.fte * float(rules.hours_month)
    hours = max(float(rules.least_on_site) * hours, hours - float(rules.meetings_away) * away)
    worth = rules.least_worth + (1.0 - rules.least_worth) * town.state.posts.embedded[row]
    return float(hours / rules.hours_month * worth)


def needs(town: Town) -> Array:
    """Full-time posts needed by each place (P,): newcomers of the first years / caseload."""
    rules, people, count = town.rules.coordination, town.state.people, int(town.used[Used.PEOPLE])
    recent = (people.newcomer[:count] == 1) & (people.status[:count] == HERE)
    recent &= people.arrival[:count] > town.month - 12 * rules.first_years
    newcomers = np.bincount(people.place[:count][recent], minlength=town.state.places.uid.shape[0])
    return np.asarray(np.maximum(float(rules.least_need), newcomers / float(rules.caseload)))


def split_of(town: Town) -> Array:
    """What a post gives each task, as a multiple of an even share (5,)."""
    split = np.asarray(town.rules.coordination.split)
    return np.asarray(split / np.sum(split) * TASKS)


def coordinate(town: Town) -> Array:
    """What each task gets in each place, (P, 5) from 0 to 1, before the link counts."""
    rules, scenario = town.rules.coordination, town.scenario
    need, given = needs(town), np.zeros_like(town.state.places.coordination)
    split = town.kept(split_of)
    for row, post in enumerate(scenario.coordinators.values()):
        if town.state.posts.filled[row] == 0:
            continue
        places = served(town, post.places)
        share = need[places] / need[places].sum()
        given[places] += posts_given(town, row, post, places) * share[:, None] * split
    switches = (rules.matching, rules.keeping, rules.clubs, rules.outreach_to_employers, rules.link)
    return np.asarray(np.minimum(1.0, given / need[:, None]) * np.array(switches, np.float64))


def see_employers(town: Town, level: Array) -> None:
    """Employers grow readier to hire newcomers, ``level`` (P,) of the way a month by place."""
    count = int(town.used[Used.EMPLOYERS])
    employers = town.state.employers
    willing = employers.willingness[:count].astype(np.float64)
    willing += level[employers.place[:count]] * (1.0 - willing)
    employers.willingness[:count] = willing


def openness(town: Town) -> Array:
    """Each municipality's openness (P,), with what shared ``guidelines`` take of its own: staff carry them between the
    places of a post."""
    found, weight = own(town, "coordination.openness").copy(), float(town.rules.coordination.guidelines)
    for row, post in enumerate(town.scenario.coordinators.values()):
        places = served(town, post.places)
        found[places] += weight * town.state.posts.embedded[row] * (found[places].mean() - found[places])
    return found


def step(town: Town) -> None:
    """Posts, links, and what coordination achieves this month."""
    places, rules = town.state.places, town.rules.coordination
    for row, post in enumerate(town.scenario.coordinators.values()):
        hold(town, row, post, served(town, post.places))
    running = bool((town.state.posts.filled == 1).any())
    gone = 1.0 - 2.0 ** (-1.0 / float(rules.link_half_life))
    if not running:
        places.link[:] += gone * (rules.link_alone - places.link)
        places.coordination[:] = 0.0
        return
    level = coordinate(town)
    target = rules.link_alone + (1.0 - rules.link_alone) * level[:, Task.LINK] * openness(town)
    places.link[:] += gone * (target - places.link)
    weight = float(rules.link_weight)
    on_link = [Task.MATCHING, Task.KEEPING, Task.CLUBS]
    level[:, on_link] *= (1.0 - weight + weight * places.link)[:, None]
    places.coordination[:] = level
    if level[:, Task.EMPLOYERS].any():
        see_employers(town, float(rules.employers) * level[:, Task.EMPLOYERS])
