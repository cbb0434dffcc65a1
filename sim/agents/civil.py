"""Coordinators and mentors as Mesa agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.agents.view import Column, View
from sim.codes import NOBODY, Enrolment, Status
from sim.processes.coordination import served
from sim.town import Town, Used

if TYPE_CHECKING:
    from sim.agents.people import Person
    from sim.scenario.schema.coordination import CoordinatorSettings


class Coordinator(View):
    """A coordinator's post that somebody pays for, held or vacant."""

    @property
    def _settings(self) -> CoordinatorSettings:
        return list(self.model.town.scenario.coordinators.values())[self.row]

    @property
    def name(self) -> str:
        """Of the post."""
        return self._settings.name or list(self.model.town.scenario.coordinators)[self.row]

    @property
    def running(self) -> bool:
        """Whether the post is paid for."""
        return bool(self.state.posts.stream[self.row] != NOBODY)

    held = Column("posts.filled", bool)
    """Whether somebody is in the post."""

    @property
    def person(self) -> Person | None:
        """The local in the post; None for a vacant one or somebody from elsewhere."""
        row = int(self.state.posts.holder[self.row])
        return None if row == NOBODY else self.model.person(row)

    @property
    def places(self) -> list[str]:
        """Places served, the office in the first."""
        return [self._place(row) for row in served(self.model.town, self._settings.places)]

    @property
    def fte(self) -> float:
        """Full-time equivalents."""
        return self._settings.fte

    @property
    def tenure(self) -> int:
        """Months in the post of whoever holds it."""
        return int(self.state.posts.tenure[self.row]) if self.held else 0

    embedded = Column("posts.embedded", float)
    """How well embedded in the place [0-1]."""

    @property
    def paid_by(self) -> str:
        """Key of the stream of money; empty when nobody pays any more."""
        row = int(self.state.posts.stream[self.row])
        return "" if row == NOBODY else list(self.model.town.scenario.funding)[row]

    cost = Column("posts.cost", float)
    """Of the last month [SEK]."""


class Mentor(View):
    """A volunteer of programmes: somebody ready to help, or a colleague who meets a participant.

    The same person is a :class:`~sim.agents.Newcomer` or :class:`~sim.agents.Local` too, with the same
    ``unique_id``.
    """

    @property
    def person(self) -> Person:
        return self.model.person(self.row)

    @property
    def here(self) -> bool:
        return bool(self.state.people.status[self.row] == Status.HERE)

    ready = Column("civic.ready", bool)
    """Whether they volunteer; colleagues who are mentors at work need not."""

    @property
    def months_ready(self) -> int:
        """Since they became a volunteer."""
        return self.model.town.month - int(self.state.civic.ready_since[self.row]) if self.ready else 0

    matched = Column("civic.matched", int)
    """Participants met, or groups helped, in the last month."""
    hours = Column("civic.load", float)
    """Hours promised for the last month."""

    @property
    def participants(self) -> list[Person]:
        """Those whose mentor this is now."""
        enrolments, count = self.state.enrolments, int(self.model.town.used[Used.ENROLMENTS])
        these = (enrolments.mentors[:count] == self.row).any(1)
        these &= enrolments.state[:count] == Enrolment.ACTIVE
        return [self.model.person(row) for row in enrolments.person[:count][these].tolist()]


def mentor_rows(town: Town) -> list[int]:
    """Rows of everybody who volunteers, or meets a participant, now."""
    civic, count = town.state.civic, int(town.used[Used.PEOPLE])
    here = town.state.people.status[:count] == Status.HERE
    return np.flatnonzero(here & ((civic.ready[:count] == 1) | (civic.matched[:count] > 0))).tolist()


def post_rows(town: Town) -> list[int]:
    """Rows of the posts that are paid for."""
    return np.flatnonzero(town.state.posts.stream != NOBODY).tolist()
