"""A scenario becomes people, households, homes, work, clubs and first ties.

Everything is drawn by the uids of people and things (:mod:`sim.vectorised_draws`), so the same seed gives the
same region, and a place has the same people whatever other places the scenario has.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim import allocation
from sim.codes import Status, TieKind
from sim.foci import take_rows
from sim.processes import childcare, club_levers, demand, driving, schooling
from sim.reach import lay_lines
from sim.region import past
from sim.region.clubs import lay_clubs
from sim.region.consistency import problems
from sim.region.employers import lay_employers
from sim.region.kin import first_pairs, lay_ties
from sim.region.meeting_places import lay_compatriots, lay_meeting_places
from sim.region.neighbourhoods import lay_neighbourhoods
from sim.region.places import Draft, lay_draft, lay_places, make_draft
from sim.region.reads import as_built
from sim.region.volunteers import lay_volunteers
from sim.region.wiring import wire
from sim.region.working import hire, without_work_since, workers_of
from sim.rng import seed_word
from sim.scenario.errors import ScenarioError
from sim.threads import over_items
from sim.town import Town, Used
from sim.vectorised_draws import apportioned

if TYPE_CHECKING:
    from sim.scenario import Scenario

__all__ = ["build_region", "problems", "refuse_impossible"]


DRAFTED, LAID = 0.04, 0.08
"""Parts of the building after which people are drawn, and everything but their ties is laid (measured)."""
Built = Callable[[float], None]
"""Told which part of the building is done [0-1]; may raise, which ends it."""


def untold(part: float) -> None:
    """For those who need not hear how far the building is."""


def room_for(rows: int) -> int:
    """Rows to begin with: a tenth, and at least 512, for those yet to come."""
    return rows + max(512, rows // 10)


def refuse_impossible(scenario: Scenario) -> None:
    """Raises ScenarioError when the region of ``scenario`` cannot be: see :func:`problems`."""
    if found := problems(scenario):
        raise ScenarioError(*found)


def build_region(scenario: Scenario, seed: int | str | None = None, threads: int = 1, built: Built = untold) -> Town:
    """The region of ``scenario`` at the start of month 0 (``seed``: the scenario's own when not given).

    Places are drawn side by side and ties grown over ranges of people on ``threads``, with the same bytes for any
    number of them; ``built`` is told now and then how much is done.

    It depends on nothing else than :mod:`sim.region.reads` says. Raises ScenarioError when the region cannot be:
    see :func:`problems`.
    """
    from sim.rules import rules_of

    refuse_impossible(scenario)
    at_start = scenario.at(0)
    months = int(scenario.ties.settle_months) if scenario.has_past else 0
    now = past.as_lived(as_built(scenario.before_levers)) if months else as_built(at_start)
    key = seed_word(scenario.seed if seed is None else seed)
    drafts = over_items(partial(make_draft, now, seed=key, before=months), list(now.places), threads)
    built(DRAFTED)
    town = Town(
        scenario=now,
        rules=rules_of(now),
        seed=key,
        threads=threads,
        state=allocation.allocate_state(
            people=room_for(sum(draft.people for draft in drafts)),
            households=room_for(sum(draft.households for draft in drafts)),
            homes=sum(draft.homes for draft in drafts),
            foci=0,
            seats=0,
            clubs=0,
            jobs=0,
            employers=0,
            places=len(drafts),
            slots=now.ties.slots,
        ),
    )
    spans = lay_people(town, drafts)
    driving.lay_first(town)
    lay_work(town, drafts, spans)
    del drafts  # as large as a seventh of the state
    for row, (place, (first, count)) in enumerate(zip(now.places, spans, strict=True)):
        lay_clubs(town, place, row, first, count)
        lay_meeting_places(town, place, row, first, count)
        lay_compatriots(town, place, row, first, count)
        built(DRAFTED + (LAID - DRAFTED) * (row + 1) / len(spans))
    together, kin = first_pairs(town, spans)
    if months:
        coming = past.go_back(town, months)
        childcare.enrol(town)
        schooling.enrol(town)
        for month in past.lived_months(town, coming, together, kin):
            built(LAID + (1.0 - LAID) * (1.0 + (month + 1) / months))
        past.end_past(town, coming)
    else:
        childcare.enrol(town)
        schooling.enrol(town)
        lay_ties(town, together, TieKind.HOUSEHOLD)
        lay_ties(town, kin, TieKind.KIN)
        wire(town, lambda part: built(LAID + (1.0 - LAID) * part))
    count_heads(town)
    before = town.rules.clubs
    town.goes_by(at_start)
    if months:  # levers of the first month act from now on
        club_levers.follow(town, before, town.rules.clubs)
        lay_lines(at_start, town.state.places)
    lay_volunteers(town)
    return town


def lay_people(town: Town, drafts: list[Draft]) -> list[tuple[int, int]]:
    """People, households, homes and neighbourhoods; returns (first row, people) of each place."""
    lay_places(town.scenario, town.state)
    spans = []
    for row, draft in enumerate(drafts):
        person = take_rows(town, Used.PEOPLE, draft.people)
        household = take_rows(town, Used.HOUSEHOLDS, draft.households)
        home = take_rows(town, Used.HOMES, draft.homes)
        lay_draft(draft, row, person, household, home, town.state, town.seed, town.scenario.region.homes.years_in_home)
        lay_neighbourhoods(town, draft, row, home, person)
        spans.append((person, draft.people))
    return spans


def lay_work(town: Town, drafts: list[Draft], spans: list[tuple[int, int]]) -> None:
    """Employers with their jobs, and who holds them.

    A place's jobs are in proportion to its workers and ``jobs``; the region has one for each worker.
    """
    places = town.scenario.places
    workers = [workers_of(town, draft.key, draft, first) for draft, (first, _) in zip(drafts, spans, strict=True)]
    filled = apportioned(
        sum(len(rows) for rows in workers),
        [len(rows) * places[draft.key].jobs + 1e-9 for rows, draft in zip(workers, drafts, strict=True)],
    )
    posts = [
        lay_employers(town, draft.key, row, places[draft.key], int(filled[row])) for row, draft in enumerate(drafts)
    ]
    hire(town, workers, posts)
    without_work_since(town)
    demand.lay(town)


def count_heads(town: Town) -> None:
    people, places = town.state.people, town.state.places
    here = people.status == Status.HERE
    count = len(places.uid)
    places.population[:] = np.bincount(people.place[here], minlength=count)
    places.newcomers[:] = np.bincount(people.place[here & (people.newcomer == 1)], minlength=count)
