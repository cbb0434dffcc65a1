"""Hand-built labour markets for tests of work."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, FocusSlot, Schooling, Sex, TieKind
from sim.network import tie
from sim.processes import demand, work
from sim.town import Town, Used
from tests.processes.towns import add_employer, add_person, employ, posts_of, town_of

STILL: dict[str, Any] = {
    "posts": False,
    "inactive": 0.0,
    "inactive_newcomers": 0.0,
    "loss": [0.0] * 7,
    "change_job": 0.0,
    "better_job": 0.0,
}
"""A labour market in which only hiring happens."""
CAREERS: dict[str, Any] = {"posts": False, "hiring": False}
"""One in which nobody is hired and no post comes or goes."""


FOLLOW_PEOPLE: dict[str, Any] = {"labour_demand": "posts_follow_people"}
"""The rival under which posts follow people."""


def live(town: Town, months: int) -> Town:
    for _ in range(months):
        town.month += 1
        demand.step(town)
        work.step(town)
    return town


def market(
    people: int = 60,
    posts: int = 1600,
    *,
    rules: dict[str, Any] | None = None,
    sector: int = 1,
    skill: Schooling = Schooling.SECONDARY,
    willingness: float = 0.5,
    threat: float = 0.0,
    months: int = 2,
    **person: Any,
) -> Town:
    """``people`` alike look for ``posts`` alike for some months; so many posts that they do not compete."""
    town = town_of(work=STILL | (rules or {}))
    for _ in range(people):
        add_person(town, **person)
    add_employer(town, posts=posts, sector=sector, skill=skill, willingness=willingness)
    town.state.places.threat[:] = threat
    return live(town, months)


def check_books(town: Town) -> None:
    s = town.state
    jobs = np.arange(int(town.used[Used.JOBS]))
    held = jobs[s.jobs.holder[jobs] != NOBODY]
    assert (s.work.job[s.jobs.holder[held]] == held).all()
    assert (s.jobs.open[held] == 1).all()
    people = np.arange(int(town.used[Used.PEOPLE]))
    working = people[s.work.job[people] != NOBODY]
    assert (s.jobs.holder[s.work.job[working]] == working).all()
    assert len(held) == len(working)
    for employer in range(int(town.used[Used.EMPLOYERS])):
        holders = s.jobs.holder[posts_of(town, employer)]
        origins = s.people.origin[holders[holders != NOBODY]]
        assert (np.bincount(origins, minlength=16) == s.employers.origins[employer]).all()
    team = s.memberships.focus[working, FocusSlot.WORK]
    assert ((team == NOBODY) | (team == s.jobs.focus[s.work.job[working]])).all()


def busy_town(**rules: Any) -> Town:
    """Locals and newcomers of several trades in two places, some in work, with ties."""
    town = town_of(places=2, work=rules)
    for number in range(160):
        add_person(
            town,
            age=20 + number % 44,
            sex=Sex(number % 2),
            place=number % 2,
            schooling=Schooling(number % 3),
            car=number % 4 > 0,
        )
    for number in range(40):
        add_person(
            town,
            age=20 + number,
            sex=Sex(number % 2),
            place=number % 2,
            newcomer=True,
            origin=1 + number % 2,
            schooling=Schooling(number % 3),
            language=0.5,
            recognised=0,
        )
    for number in range(10):
        employer = add_employer(town, posts=18, place=number % 2, sector=number % 7, skill=Schooling(number % 3))
        for job in posts_of(town, employer)[:12]:
            employ(town, number * 12 + int(job) % 18, job, since=-30)
    for number in range(190):
        for step in (1, 7, 10):
            tie(number, (number + step) % 200, 30.0, TieKind.FRIEND, 100, 0, town.state.ties)
    return town
