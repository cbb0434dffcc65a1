"""The network as it is shown: a sample of people and clubs who keep their places while the months pass.

The layout is computed once, when a run begins. Who leaves or dies is taken out; who comes is placed beside
their friends; nobody else moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from experiments.figures.layout import spring_layout
from sim.codes import HERE, NOBODY, FocusSlot, TieKind
from sim.network_sample import sample_network
from sim.town import Town, Used

Array = np.ndarray[Any, Any]
AT_FIRST = 200
"""People in the picture when a run begins."""
MOST = 280
"""People in the picture at most."""
NEWCOMERS = 150
"""Newcomers are taken in up to this number, so that locals keep their part of the picture."""
MOST_CLUBS = 24
FEW_MEMBERS = 2
"""A club needs so many members in the picture to stand in it."""
CLUBS = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
CLUB_PULL = 0.12
BESIDE = 0.035
"""How far from their friends somebody new is placed (share of the picture's side)."""


class Shown(NamedTuple):
    """What is in the picture this month, in the order of ``row``."""

    row: Array  # int64 (m,)
    where: Array  # float64 (m, 2), in the unit square
    newcomer: Array  # bool (m,)
    origin: Array  # int (m,)
    mentor: Array  # bool (m,): meets somebody as a mentor now
    edges: Array  # int (e, 2): positions in ``row``
    stage: Array  # int (e,): 0 weaker than a casual friend (mentors' only), 1 casual, 2 friend, 3 close
    mentoring: Array  # bool (e,)
    club: Array  # int64 (c,): rows of clubs
    club_where: Array  # float64 (c, 2)
    members: Array  # int (k, 2): (position in ``club``, position in ``row``)
    coordinators: list[tuple[int, str]]
    """Posts that are held: row of the local in it (-1 for somebody from elsewhere), name."""


@dataclass
class Places:
    """Where people and clubs stand, by row."""

    people: dict[int, tuple[float, float]]
    clubs: dict[int, tuple[float, float]]


@lru_cache(maxsize=2)
def laid_out(uid: bytes, edges: bytes, weight: bytes) -> Array:
    """Positions (n, 2) of a layout; ``uid`` (n,) uint64, ``edges`` (m, 2) int64, ``weight`` (m,) float64. Remembered:
    pages begin with the same town."""
    pairs = np.frombuffer(edges, np.int64).reshape(-1, 2)
    return spring_layout(np.frombuffer(uid, np.uint64), pairs, np.frombuffer(weight)).astype(float)


class TownNetwork:
    """Keeps a sample of ``town`` steady; :meth:`look` gives it as it is now."""

    def __init__(self, town: Town) -> None:
        used = int(town.used[Used.PEOPLE])
        sample = sample_network(town, AT_FIRST)
        order = np.argsort(town.state.people.uid[:used], kind="stable")
        rows = order[np.searchsorted(town.state.people.uid[:used], sample.uid, sorter=order)]
        self.seen = used
        self.looked: tuple[int, Shown] | None = None
        """The month of the last look, and what it gave."""
        self.places = Places({}, {})
        self._lay(town, np.sort(rows))

    def _lay(self, town: Town, rows: Array) -> None:
        """One spring layout of people and the clubs they share."""
        edges, stage, _ = ties_among(town, rows)
        clubs, members = clubs_among(town, rows)
        uid = np.concatenate([town.state.people.uid[rows], town.state.clubs.uid[clubs]])
        joined = np.stack([members[:, 1], len(rows) + members[:, 0]], axis=1)
        weight = np.concatenate([0.25 + 0.35 * stage, np.full(len(joined), CLUB_PULL)])
        pairs = np.concatenate([edges, joined]).astype(np.int64)
        where = laid_out(uid.tobytes(), pairs.tobytes(), weight.tobytes()).copy()
        self.places.people = dict(zip(rows.tolist(), map(tuple, where[: len(rows)].tolist()), strict=True))
        self.places.clubs = dict(zip(clubs.tolist(), map(tuple, where[len(rows) :].tolist()), strict=True))

    def look(self, town: Town) -> Shown:
        """The picture of this month: the same one when asked again before another month is lived."""
        if self.looked is None or self.looked[0] != town.month:
            self.looked = (town.month, self._look(town))
        return self.looked[1]

    def _look(self, town: Town) -> Shown:
        self._let_go(town)
        self._take_in(town)
        rows = np.asarray(sorted(self.places.people), np.int64)
        where = np.asarray([self.places.people[row] for row in rows.tolist()], float).reshape(-1, 2)
        people = town.state.people
        edges, stage, mentoring = ties_among(town, rows)
        clubs, members = clubs_among(town, rows)
        for index, club in enumerate(clubs.tolist()):
            if club not in self.places.clubs:
                beside = where[members[members[:, 0] == index, 1]].mean(axis=0)
                self.places.clubs[club] = beside_of(beside, int(town.state.clubs.uid[club]), self._taken())
        posts = [
            (int(town.state.posts.holder[row]), post.name or key)
            for row, (key, post) in enumerate(town.scenario.coordinators.items())
            if town.state.posts.filled[row]
        ]
        return Shown(
            rows,
            where,
            people.newcomer[rows] == 1,
            people.origin[rows].astype(int),
            (town.state.civic.matched[rows] > 0) & (town.state.civic.ready[rows] == 1),
            edges,
            stage,
            mentoring,
            clubs,
            np.asarray([self.places.clubs[club] for club in clubs.tolist()], float).reshape(-1, 2),
            members,
            posts,
        )

    def _let_go(self, town: Town) -> None:
        people, clubs = (np.fromiter(each, np.int64, len(each)) for each in (self.places.people, self.places.clubs))
        for row in people[town.state.people.status[people] != HERE].tolist():
            del self.places.people[row]
        for club in clubs[town.state.clubs.open[clubs] == 0].tolist():
            del self.places.clubs[club]

    def _take_in(self, town: Town) -> None:
        """Newcomers who came since the last look, coordinators and mentors; where room is left, friends."""
        people, used = town.state.people, int(town.used[Used.PEOPLE])
        fresh = np.arange(self.seen, used)
        fresh = fresh[(people.newcomer[fresh] == 1) & (people.status[fresh] == HERE)]
        self.seen = used
        shown = int(people.newcomer[list(self.places.people)].sum())
        holders = town.state.posts.holder[town.state.posts.filled == 1]
        fresh = fresh[: max(0, NEWCOMERS - shown)]
        self._admit(town, [*holders[holders != NOBODY].tolist(), *fresh.tolist()])
        friends = [
            row for row in partners_outside(town, list(self.places.people), mentors=False) if not people.newcomer[row]
        ]
        self._admit(town, friends[: max(0, MOST - len(self.places.people))])
        self._admit(town, partners_outside(town, list(self.places.people), mentors=True))

    def _admit(self, town: Town, rows: list[int]) -> None:
        """Place people who are not in the picture, as far as room can be made."""
        rows = [row for row in rows if row not in self.places.people]
        self._make_room(town, len(rows))
        for row in rows[: max(0, MOST - len(self.places.people))]:
            self._place(town, row)

    def _make_room(self, town: Town, wanted: int) -> None:
        """Where the picture is full the locals with the weakest lines to newcomers in it make room; never a
        mentor or a coordinator."""
        lacking = len(self.places.people) + wanted - MOST
        if lacking <= 0:
            return
        rows = np.asarray(sorted(self.places.people), np.int64)
        newcomer = town.state.people.newcomer[rows] == 1
        edges, stage, mentoring = ties_among(town, rows)
        across = newcomer[edges[:, 0]] != newcomer[edges[:, 1]]
        bound = np.zeros(len(rows))
        for end in (0, 1):
            np.add.at(bound, edges[across, end], stage[across])
            bound[edges[mentoring, end]] = np.inf
        bound[newcomer | np.isin(rows, town.state.posts.holder)] = np.inf
        order = np.lexsort((town.state.people.uid[rows], bound))
        for index in order[np.isfinite(bound[order])][:lacking].tolist():
            del self.places.people[int(rows[index])]

    def _place(self, town: Town, row: int) -> None:
        ties = town.state.ties
        friends = [
            (self.places.people[other], float(hours))
            for other, hours in zip(ties.partner[row].tolist(), ties.hours[row].tolist(), strict=True)
            if other in self.places.people
        ]
        uid = int(town.state.people.uid[row])
        if friends:
            weight = np.asarray([1.0 + hours for _, hours in friends])
            near = np.asarray([place for place, _ in friends])
            middle = (near * weight[:, None]).sum(axis=0) / weight.sum()
        else:  # nobody yet: somewhere on the rim
            angle = 2 * np.pi * ((uid * 0x9E3779B97F4A7C15) % 2**32) / 2**32
            middle = 0.5 + 0.46 * np.asarray([np.cos(angle), np.sin(angle)])
        self.places.people[row] = beside_of(middle, uid, self._taken())

    def _taken(self) -> Array:
        taken = [*self.places.people.values(), *self.places.clubs.values()]
        return np.asarray(taken, float).reshape(-1, 2)


def beside_of(middle: Array, uid: int, taken: Array) -> tuple[float, float]:
    """The freest of some spots around ``middle``; which ones follows from the uid."""
    turn = 2 * np.pi * ((uid * 0x9E3779B97F4A7C15) % 2**32) / 2**32
    angle = turn + np.arange(24) * 2.399963  # the golden angle spreads them evenly
    radius = BESIDE * np.sqrt(1 + np.arange(24))
    spots = np.clip(middle + radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), 0.0, 1.0)
    if len(taken):
        apart = np.sqrt(((spots[:, None, :] - taken[None]) ** 2).sum(axis=2)).min(axis=1)
        best = int(np.argmax(np.minimum(apart, BESIDE) - 0.1 * radius))
    else:
        best = 0
    return float(spots[best, 0]), float(spots[best, 1])


def ties_among(town: Town, rows: Array) -> tuple[Array, Array, Array]:
    """Edges (positions in ``rows``, each pair once), their stage and whether they are a mentor's.

    Ties of casual friends or closer, and those of mentors from their first month on.
    """
    ties, rules = town.state.ties, town.rules.ties
    at = np.full(int(town.used[Used.PEOPLE]), -1, np.int64)
    at[rows] = np.arange(len(rows))
    partner = ties.partner[rows]
    other = np.where(partner >= 0, at[np.maximum(partner, 0)], -1)
    hours, mentoring = ties.hours[rows], ties.kind[rows] == TieKind.MENTOR
    kept = (other > np.arange(len(rows))[:, None]) & ((hours >= rules.casual_hours) | mentoring)
    edges = np.stack([np.nonzero(kept)[0], other[kept]], axis=1)
    steps = np.asarray([rules.casual_hours, rules.friend_hours, rules.close_hours], float)
    return edges, np.searchsorted(steps, hours[kept], side="right"), mentoring[kept]


def clubs_among(town: Town, rows: Array) -> tuple[Array, Array]:
    """Open clubs with members among ``rows``, the best attended first kept, and (club, person) positions."""
    clubs = np.flatnonzero(town.state.clubs.open[: int(town.used[Used.CLUBS])] == 1)
    club_of = np.full(int(town.used[Used.FOCI]), -1, np.int64)
    club_of[town.state.clubs.focus[clubs]] = clubs
    focus = town.state.memberships.focus[rows][:, CLUBS]
    club = np.where(focus >= 0, club_of[np.maximum(focus, 0)], -1)
    person, _ = np.nonzero(club >= 0)
    found, count = np.unique(club[club >= 0], return_counts=True)
    kept = np.sort(found[np.lexsort((found, -count))][:MOST_CLUBS])
    kept = kept[np.isin(kept, found[count >= FEW_MEMBERS])]
    place = {int(row): index for index, row in enumerate(kept)}
    members = [
        (place[int(row)], int(who)) for row, who in zip(club[club >= 0], person, strict=True) if int(row) in place
    ]
    return kept, np.asarray(members, np.int64).reshape(-1, 2)


def partners_outside(town: Town, inside: list[int], *, mentors: bool) -> list[int]:
    """People outside the picture who are mentors of newcomers in it, or else their friends."""
    people, ties, within = town.state.people, town.state.ties, set(inside)
    newcomers = np.asarray([row for row in inside if people.newcomer[row]], np.int64)
    near = ties.partner[newcomers] >= 0
    if mentors:
        near &= ties.kind[newcomers] == TieKind.MENTOR
    else:
        near &= ties.hours[newcomers] >= town.rules.ties.friend_hours
    return [
        other
        for other in np.unique(ties.partner[newcomers][near]).tolist()
        if other not in within and people.status[other] == HERE
    ]


__all__ = ["MOST", "Shown", "TownNetwork"]
