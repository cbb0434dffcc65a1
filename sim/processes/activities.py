"""What money pays for: coordinators' posts and programmes, seen alike.

What ends loses its people's ties and memory: matches and groups break up, the queue goes home, the
coordinator moves on; whatever follows starts from scratch.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from sim.codes import NOBODY, Enrolment, Status
from sim.processes.matching import break_up
from sim.processes.organisations import may_run, owners
from sim.rng import named_uid
from sim.scenario.periods import post_wanted, programme_wanted
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.scenario.schema.programmes import ProgrammeSettings
from sim.state import Array
from sim.told import tell
from sim.town import Town, Used


class Activity(NamedTuple):
    """A post or programme in one month."""

    kind: Literal["posts", "programmes"]
    row: int
    key: str
    name: str
    funding: tuple[str, ...]
    wanted: bool
    """Whether the scenario wants it this month."""
    running: bool
    """Whether it ran last month."""
    lapsed: bool
    """Whether its money ran out and it has not run since."""
    cost: float
    """What a month costs as it is now [SEK]."""
    start_cost: float
    """Once, when it begins [SEK]."""


def activities(town: Town) -> list[Activity]:
    """Posts, then programmes, in the order of the file."""
    scenario, copies = town.scenario, (town.state.copies.since != NOBODY).any(axis=1).tolist()
    elsewhere = [int(at_copies(town, row).sum()) if copied else 0 for row, copied in enumerate(copies)]
    return [post_activity(town, row, *item) for row, item in enumerate(scenario.coordinators.items())] + [
        programme_activity(town, row, *item, elsewhere[row]) for row, item in enumerate(scenario.programmes.items())
    ]


def post_activity(town: Town, row: int, key: str, post: CoordinatorSettings) -> Activity:
    posts = town.state.posts
    running = bool(posts.stream[row] != NOBODY)
    salary = post.fte * town.scenario.money.staff_month
    vacant = running and posts.filled[row] == 0
    return Activity(
        "posts",
        row,
        key,
        post.name or key,
        post.funding,
        post_wanted(post),
        running,
        bool(posts.lapsed[row]),
        post.cost_per_month + (0.0 if vacant else salary),
        0.0,
    )


def programme_activity(
    town: Town, row: int, key: str, programme: ProgrammeSettings, elsewhere: int | None = None
) -> Activity:
    """``elsewhere``: how many take part where it is copied, whom others pay for; counted where it is not given."""
    if elsewhere is None:
        elsewhere = int(at_copies(town, row).sum())
    programmes, cost = town.state.programmes, programme.cost
    amount = cost.per_month + programme.staff * town.scenario.money.staff_month
    amount += cost.per_participant * (int(programmes.taking_part[row]) - elsewhere)
    amount += cost.per_volunteer * int(programmes.helping[row])
    return Activity(
        "programmes",
        row,
        key,
        programme.name or key,
        programme.funding,
        programme_wanted(programme) and may_run(town, row),
        bool(programmes.stream[row] != NOBODY),
        bool(programmes.lapsed[row]),
        amount,
        cost.start,
    )


def begin(town: Town, activity: Activity, stream: int, cost: float) -> None:
    """Run this month, paid by row ``stream``."""
    group = getattr(town.state, activity.kind)
    if not activity.running:
        group.uid[activity.row] = named_uid(activity.kind, activity.key)
        town.log_event(tell("begins"), activity.name)
    group.stream[activity.row] = stream
    group.lapsed[activity.row] = 0
    group.cost[activity.row] = cost


def stop(town: Town, activity: Activity) -> None:
    """Do not run; when it ran last month, everything it held together comes apart."""
    group = getattr(town.state, activity.kind)
    group.cost[activity.row] = 0.0
    if not activity.running:
        return
    group.stream[activity.row] = NOBODY
    town.log_event(tell("stops"), activity.name)
    if activity.kind == "posts":
        posts = town.state.posts
        posts.filled[activity.row], posts.holder[activity.row], posts.tenure[activity.row] = 0, NOBODY, 0
        posts.vacant_until[activity.row], posts.embedded[activity.row] = town.month, 0.0
        return
    if not (town.state.copies.since[activity.row] != NOBODY).any():
        forget(town, activity.row)


def forget(town: Town, programme: int) -> None:
    """End every match, empty the groups, send the queue home; those who only waited may ask a successor."""
    state, count = town.state, int(town.used[Used.ENROLMENTS])
    enrolments, programmes = state.enrolments, state.programmes
    these = enrolments.programme[:count] == programme
    active = np.flatnonzero(these & (enrolments.state[:count] == Enrolment.ACTIVE))
    break_up(state, active)
    waiting = np.flatnonzero(these & (enrolments.state[:count] == Enrolment.WAITING))
    state.civic.joined[enrolments.person[waiting]] &= ~np.uint32(1 << programme)
    enrolments.state[waiting] = Enrolment.DONE
    enrolments.ends[waiting] = town.month
    if town.kept(owners)[programme] == NOBODY:  # what stays with an organisation, it says itself
        programmes.months_run[programme] = 0
    for column in (programmes.taking_part, programmes.waiting, programmes.helping, programmes.met):
        column[programme] = 0


def at_copies(town: Town, programme: int) -> Array:
    """How many take part in a programme where it is copied, by place (int64, P)."""
    copied = town.state.copies.since[programme] != NOBODY
    if not copied.any():
        return np.zeros(copied.shape, np.int64)
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    these = (enrolments.programme[:count] == programme) & (enrolments.state[:count] == Enrolment.ACTIVE)
    place = town.state.people.place[enrolments.person[:count][these]]
    return np.bincount(place[place != NOBODY], minlength=copied.size) * copied


def still_here(town: Town, programmes: list[int]) -> float:
    """Share of those who took part in any of these programmes who are still here; 0 if nobody did."""
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    took = np.isin(enrolments.programme[:count], programmes) & (enrolments.begun[:count] >= 0)
    here = town.state.people.status[enrolments.person[:count][took]] == Status.HERE
    return float(here.mean()) if here.size else 0.0
