"""Following a few persons through a run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from experiments.lives.doings import band
from experiments.lives.events import arrival_events, compare
from experiments.lives.friends import stage
from experiments.lives.life import Followed
from experiments.lives.snapshot import Snapshot, household_of, snapshot
from experiments.lives.words import AGED, BORN, CAME_IN, company, noun
from sim.codes import LONG_AGO, NOBODY, Pathway, Sex, Status
from sim.rng import Process
from sim.told import Told, tell, tell_clauses, tell_month
from sim.town import Town, Used
from sim.vectorised_draws import uniforms_many
from sim.watching import SERIES, Life

GROWN = 18 * 12
LIFE_DRAW = 64
"""The block of the draw that chooses whose life is followed."""


class Watcher:
    """Follows the persons in ``uids`` and ``count`` sampled newcomers; ``observe`` after every month.

    The sample is a matter of the persons alone: every grown newcomer has a draw, and those with the
    lowest are followed, one a household. So the same lives are followed in every arm of an experiment.
    Those who arrive during the first half of the run come first, so that there is something to tell; where
    too few do, those already here at the start fill up.
    """

    def __init__(self, town: Town, count: int = 0, uids: Sequence[int] = ()) -> None:
        self.count = count
        self.wanted = {int(uid) & 0xFFFFFFFFFFFFFFFF for uid in uids}
        self.asked_for: dict[int, Followed] = {}
        self.arrived: list[Followed] = []
        self.present: list[Followed] = []
        self.start = town.month
        self.known = 0
        self._take_in(town, first=True)

    def observe(self, town: Town) -> None:
        """Note what the month just lived brought to everybody followed."""
        for followed in self._everybody():
            now = snapshot(town, followed.row)
            if followed.seen.here:
                followed.life.events.extend(compare(town, followed, now))
            followed.seen = now
            self._note(followed, now)
        self._take_in(town, first=False)

    def lives(self) -> list[Life]:
        """Those asked for, in the order asked, then the sample by time of arrival."""
        chosen = self.arrived[: self.count]
        chosen = chosen + self.present[: self.count - len(chosen)]
        chosen.sort(key=lambda followed: (not followed.present, followed.seen.month, followed.row))
        return [followed.life for followed in (*self.asked_for.values(), *chosen)]

    def _everybody(self) -> list[Followed]:
        return [*self.asked_for.values(), *self.arrived, *self.present]

    def _note(self, followed: Followed, now: Snapshot) -> None:
        series = followed.life.series
        values = (
            (float(now.local_friends), now.language, now.belonging, float(now.work is not None))
            if now.here
            else (math.nan,) * len(SERIES)
        )
        for name, value in zip(SERIES, values, strict=True):
            series[name].append(value)

    def _take_in(self, town: Town, *, first: bool) -> None:
        """Look through the rows that are new since the last look."""
        used = int(town.used[Used.PEOPLE])
        rows = np.arange(self.known, used)
        self.known = used
        if len(rows) == 0:
            return
        people = town.state.people
        if self.wanted:
            asked = np.isin(people.uid[rows], np.fromiter(self.wanted, np.uint64, len(self.wanted)))
            for row in rows[asked].tolist():
                self.asked_for[int(people.uid[row])] = self._follow(town, row, 0.0, first)
        if self.count <= 0 or (not first and town.month - self.start > town.scenario.months // 2):
            return
        candidates = rows[
            (people.newcomer[rows] == 1)
            & (people.status[rows] == Status.HERE)
            & (people.arrival[rows] > LONG_AGO)
            & (people.arrival[rows] != people.birth[rows])
            & ((people.birth[rows] <= town.month - GROWN) | (people.pathway[rows] == Pathway.YOUTH))
        ]
        keys = uniforms_many(town.seed, Process.SAMPLING, people.uid[candidates], LIFE_DRAW)[0]
        pool = self.present if first else self.arrived
        homes = {int(people.household[followed.row]) for followed in pool} - {NOBODY}
        for at in np.argsort(keys, kind="stable").tolist():
            row, key = int(candidates[at]), float(keys[at])
            full = len(pool) >= self.count
            if full and key >= pool[-1].key:
                break
            household = int(people.household[row])
            if household in homes:
                continue
            homes.add(household)
            if full:
                pool.pop()
            pool.append(self._follow(town, row, key, first))
            pool.sort(key=lambda followed: followed.key)

    def _follow(self, town: Town, row: int, key: float, first: bool) -> Followed:
        """Start following; for those who have just come, the first event is their coming."""
        now = snapshot(town, row)
        life = Life(uid=int(town.state.people.uid[row]), title=title(coming(town, row, first)))
        followed = Followed(row=row, key=key, life=life, seen=now, present=first)
        for name in SERIES:
            life.series[name] = [math.nan] * (town.month - 1 - self.start)
        if first:
            remember(town, followed, now)
        else:
            life.events.extend(arrival_events(town, followed, now))
            self._note(followed, now)
        return followed


def remember(town: Town, followed: Followed, now: Snapshot) -> None:
    """Take ties and levels that are there from the start as known, so that they are no news."""
    for other, tie in now.ties.items():
        followed.stages[other] = stage(town, tie.hours)
        followed.met.add("local" if tie.local else "own")
    followed.told_of.update(("band", level) for level in range(band(now.language) + 1))
    followed.told_of.update(("pupil", child) for child in now.pupils)


class Coming(NamedTuple):
    """What the title of a life tells: who it is, and how they came."""

    woman: bool
    years: int
    """When they came; of residents and of who was here already, at the start."""
    month: str
    """Of coming, or of birth, written "2012-03"; empty for who always lived here."""
    pathway: Pathway | None
    """None: somebody of the place."""
    born_here: bool = False
    alone: bool = False
    partner: bool = False
    children: int = 0
    others: int = 0
    """Those who came along."""


def coming(town: Town, row: int, first: bool) -> Coming:
    """How somebody came. ``first``: who was here at the start, whose company of then is not known."""
    people, date = town.state.people, town.scenario.date_of
    arrival, pathway = int(people.arrival[row]), int(people.pathway[row])
    birth, woman = int(people.birth[row]), bool(people.sex[row] == Sex.WOMAN)
    years = ((max(0, town.month - 1) if first else arrival) - birth) // 12
    if arrival <= LONG_AGO or pathway == Pathway.RESIDENT:
        born_here = arrival == birth and birth >= 0
        return Coming(woman, years, date(birth) if born_here else "", None, born_here)
    partner, children, others = household_of(town, row)
    everybody = [other for other in (partner, *children, *others) if other != NOBODY]
    came = [] if first else [other for other in everybody if people.arrival[other] == arrival]
    return Coming(
        woman,
        years,
        date(arrival),
        Pathway(pathway),
        False,
        not first and not everybody,
        partner in came,
        sum(child in came for child in children),
        sum(other in came for other in others),
    )


def title(found: Coming) -> Told:
    """ "Woman, 34, came in March 2012 as a quota refugee, with partner and two children"."""
    who = noun(Sex.WOMAN if found.woman else Sex.MAN, found.years)
    if found.born_here:
        return tell_clauses(tell(BORN[who]), tell("born here in {month}", month=tell_month(found.month)))
    aged = tell(AGED[who], years=found.years)
    if found.pathway is None:
        return tell_clauses(aged, tell("always lived here"))
    with_them = company(found.partner, found.children, found.others)
    return tell_clauses(
        aged,
        tell(CAME_IN[found.pathway], month=tell_month(found.month)),
        tell("alone") if found.alone else "",
        tell("with {company}", company=with_them) if with_them else "",
    )


__all__ = ["Coming", "Watcher", "coming", "remember", "title"]
