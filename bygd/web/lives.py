"""Single lives: who can be followed, what happened to them and why, and their ties month by month."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bygd.web.background import Refused, Teller
from bygd.web.resimulation import Shelf, begun, key_of, months_of
from sim.languages import N_, _, localised, ngettext
from sim.words import month_and_year

if TYPE_CHECKING:
    from experiments.lives import Life
    from sim.scenario import Scenario
    from sim.town import Town

Array = np.ndarray[Any, Any]
NEWCOMERS, LOCALS = 6, 3
"""Lives sampled when nobody asks for more."""
CLOSEST = 6
"""Friends drawn one by one."""
GROWN = 18 * 12
STAGES = (N_("acquaintance"), N_("casual friend"), N_("friend"), N_("close friend"))
ENDS = (N_("moved away"), N_("died"), N_("faded"))
"""What becomes of a tie."""


@dataclass(frozen=True)
class Friend:
    """One tie of a life, outside one's own home."""

    letter: str
    """What the line is called in the picture."""
    who: str
    """With the age in the last month of the tie that was seen."""
    how: str
    """How the two know each other now: "a neighbour", in English as ``now`` and ``highest`` are."""
    local: bool
    """Over the divide: a local for a newcomer, a newcomer for a local."""
    hours: Array
    """(months,) [hours-equivalent]; NaN where there is no tie."""
    highest: str
    """The closest the two have been, one of :data:`STAGES`."""
    now: str
    """How close they are in the last month both are here; or what became of it, one of :data:`ENDS`."""


@dataclass(frozen=True)
class LifeStory:
    """One person's story, ready for a page."""

    number: int
    """Of the person in this history, from 1."""
    uid: int
    newcomer: bool
    title: str
    """Who it is, and how they came (:class:`sim.told.Told`)."""
    events: tuple[tuple[str, str, str], ...]
    """(month, what, why), the month written "2012-03", the others told as the title is."""
    series: dict[str, Array]
    """"language", "belonging" [0-1], "in_work" [0/1], "local_friends", "own_friends" [persons], each
    (months,); NaN while not here."""
    friends: tuple[Friend, ...]
    """The closest ones, closest first."""
    others: int
    """Further ties outside one's own home that were there at some time."""
    here: bool
    """In the last month lived."""


@dataclass(frozen=True)
class Gathering:
    """Some lives of one history."""

    start: str
    months: int
    stages: tuple[float, float, float]
    """Hours-equivalent of a casual friend, a friend and a close friend."""
    lives: tuple[LifeStory, ...]
    uids: Array
    """(people,) uint64: identities in the order of numbers; everybody who has ever lived here."""

    @property
    def people(self) -> int:
        return len(self.uids)

    def uid_of(self, number: int) -> int:
        """Who has the number. Raises :class:`Refused` with the numbers there are."""
        if not 1 <= number <= self.people:
            raise Refused(
                ngettext(
                    "There is no person {number}: {people} person has lived here so far, numbered from 1 to {people}.",
                    "There is no person {number}: {people} people have lived here so far, numbered from 1 to {people}.",
                    self.people,
                    number=number,
                    people=self.people,
                )
            )
        return int(self.uids[number - 1])


@dataclass
class _Notes:
    """What is written down of one person while the town lives."""

    row: int
    ties: dict[int, dict[int, tuple[float, int, bool]]] = field(default_factory=dict)
    """By row of the other, by month: hours, kind, over the divide."""
    friends: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By month: friends over the divide, on the own side."""


_shelf: Shelf[Gathering] = Shelf()


def resimulate(
    scenario: Scenario,
    seed: int,
    months: int,
    teller: Teller,
    *,
    newcomers: int = NEWCOMERS,
    locals_: int = LOCALS,
    watched: Sequence[int] = (),
) -> Gathering:
    """The lives of sampled ``newcomers`` and ``locals_``, and of the uids in ``watched`` (first).

    The sample belongs to the persons, not to the policy: the same people are followed whatever is changed in
    the scenario, as long as they come. Raises ``ScenarioError`` where the region cannot be built and
    ``Cancelled`` where ``teller`` does.
    """
    key = key_of(scenario, seed, months, newcomers, locals_, tuple(watched))
    return _shelf.get(key, lambda: _relive(scenario, seed, months, teller, newcomers, locals_, watched))


def _relive(
    scenario: Scenario, seed: int, months: int, teller: Teller, newcomers: int, locals_: int, watched: Sequence[int]
) -> Gathering:
    from experiments.lives import Watcher
    from sim.town import Used

    town = begun(scenario, seed, teller)
    uids = [*watched, *(uid for uid in sampled_locals(town, locals_) if uid not in set(watched))]
    watcher = Watcher(town, count=newcomers, uids=uids)
    notes: dict[int, _Notes] = {}
    for month in months_of(town, months, teller):
        watcher.observe(town)
        for life in watcher.lives():
            if life.uid not in notes:
                notes[life.uid] = _Notes(row_of(town, life.uid))
            write_down(town, notes[life.uid], month)
    used = int(town.used[Used.PEOPLE])
    ties = scenario.ties
    order = {uid: place for place, uid in enumerate(watched)}
    found = {life.uid: life for life in watcher.lives()}
    stories = [life_story(town, life, notes[life.uid], months) for life in found.values() if life.uid in notes]
    stories.sort(key=lambda life: (order.get(life.uid, len(order)), not life.newcomer))
    return Gathering(
        scenario.start,
        months,
        (ties.casual_hours, ties.friend_hours, ties.close_hours),
        tuple(stories),
        town.state.people.uid[:used].copy(),
    )


def sampled_locals(town: Town, count: int) -> list[int]:
    """Uids of ``count`` grown locals who are here at the start, one a household."""
    from experiments.lives.watcher import LIFE_DRAW
    from sim.codes import Status
    from sim.rng import Process
    from sim.town import Used
    from sim.vectorised_draws import uniforms_many

    people, used = town.state.people, int(town.used[Used.PEOPLE])
    rows = np.flatnonzero(
        (people.newcomer[:used] == 0)
        & (people.status[:used] == Status.HERE)
        & (people.birth[:used] <= town.month - GROWN)
    )
    keys = uniforms_many(town.seed, Process.SAMPLING, people.uid[rows], LIFE_DRAW)[0]
    found: dict[int, int] = {}
    for row in rows[np.argsort(keys, kind="stable")].tolist():
        if len(found) >= count:
            break
        found.setdefault(int(people.household[row]), int(people.uid[row]))
    return list(found.values())


def row_of(town: Town, uid: int) -> int:
    """Where somebody stands in the arrays."""
    from sim.town import Used

    people = town.state.people
    return int(np.flatnonzero(people.uid[: int(town.used[Used.PEOPLE])] == np.uint64(uid))[0])


def write_down(town: Town, notes: _Notes, month: int) -> None:
    """The ties of one person at the end of the month, those of one's own home aside."""
    from experiments.lives.snapshot import ties_of
    from sim.codes import Status, TieKind

    if town.state.people.status[notes.row] != Status.HERE:
        return
    casual = float(town.rules.ties.casual_hours)
    across = own = 0
    for other, tie in ties_of(town, notes.row).items():
        if tie.kind == TieKind.HOUSEHOLD:
            continue
        notes.ties.setdefault(other, {})[month] = (tie.hours, tie.kind, tie.local)
        if tie.hours >= casual:
            across, own = across + tie.local, own + (not tie.local)
    notes.friends[month] = (across, own)


def life_story(town: Town, life: Life, notes: _Notes, months: int) -> LifeStory:
    from sim.codes import Status

    people = town.state.people
    series = {name: np.asarray(life.series[name], np.float64) for name in ("language", "belonging", "in_work")}
    for place, name in enumerate(("local_friends", "own_friends")):
        series[name] = np.array(
            [float(notes.friends[month][place]) if month in notes.friends else math.nan for month in range(months)]
        )
    closest = sorted(notes.ties, key=lambda other: (-max(hours for hours, *__ in notes.ties[other].values()), other))[
        :CLOSEST
    ]
    return LifeStory(
        number=notes.row + 1,
        uid=life.uid,
        newcomer=bool(people.newcomer[notes.row]),
        title=life.title,
        events=tuple((town.scenario.date_of(month), text, cause) for month, text, cause in life.events),
        series=series,
        friends=tuple(
            _friend(town, letter, other, notes, months) for letter, other in zip("ABCDEF", closest, strict=False)
        ),
        others=len(notes.ties) - len(closest),
        here=bool(people.status[notes.row] == Status.HERE),
    )


def _friend(town: Town, letter: str, other: int, notes: _Notes, months: int) -> Friend:
    from experiments.lives.words import MET, somebody
    from sim.codes import TieKind

    seen = notes.ties[other]
    hours = np.full(months, math.nan)
    for month, (value, _kind, _local) in seen.items():
        hours[month] = value
    last = max(seen)
    kind, local = seen[last][1:]
    return Friend(
        letter,
        somebody(town, other, last),
        MET[TieKind(kind)],
        local,
        hours,
        stage_words(town, float(np.nanmax(hours))),
        stage_words(town, seen[last][0]) if last == max(notes.friends) else _end_of(town, other),
    )


def _end_of(town: Town, other: int) -> str:
    """Why a tie is no more."""
    from sim.codes import Status

    status = town.state.people.status[other]
    moved, died, faded = ENDS
    return moved if status == Status.LEFT else died if status == Status.DEAD else faded


def stage_words(town: Town, hours: float) -> str:
    """One of :data:`STAGES` for a tie of ``hours`` [hours-equivalent]."""
    from experiments.lives.friends import stage

    return STAGES[stage(town, hours) - 1]


def what_one_sees(gathering: Gathering) -> str:
    """The page in one sentence."""
    if not gathering.lives:
        return _("Nobody was there to be followed.")
    number = len(gathering.lives)
    return ngettext(
        "{number} life out of {people}, as the model lived it from {month} on: a person of the model, without a name, "
        "and not of the world.",
        "{number} lives out of {people}, as the model lived them from {month} on: persons of the model, without names, "
        "and not of the world.",
        number,
        number=number,
        people=localised(f"{gathering.people:,}"),
        month=month_and_year(gathering.start),
    )


__all__ = [
    "ENDS",
    "LOCALS",
    "NEWCOMERS",
    "Friend",
    "Gathering",
    "LifeStory",
    "resimulate",
    "sampled_locals",
    "stage_words",
    "what_one_sees",
]
