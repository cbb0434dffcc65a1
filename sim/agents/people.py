"""People as Mesa agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.agents.view import Column, View
from sim.codes import NOBODY, Pathway, Schooling, Sector, Sex, Status, TieKind
from sim.foci import clubs_of

if TYPE_CHECKING:
    from sim.agents.institutions import Club


class Tie(NamedTuple):
    """One tie as one of its ends sees it."""

    other: Person
    hours: float  # hours-equivalent
    kind: TieKind
    since: int  # month


class Person(View):
    """Somebody living in the region."""

    @property
    def here(self) -> bool:
        return bool(self.state.people.status[self.row] == Status.HERE)

    @property
    def age(self) -> int:
        """In whole years."""
        return (self.model.town.month - int(self.state.people.birth[self.row])) // 12

    sex = Column("people.sex", Sex)

    @property
    def place(self) -> str:
        return self._place(int(self.state.people.place[self.row]))

    schooling = Column("people.schooling", Schooling)
    health = Column("people.health", float)
    language = Column("minds.language", float)
    """Local language [0-1]."""
    trust = Column("minds.trust", float)
    attitude = Column("minds.attitude", float)
    """Towards the other group [-1..1]."""
    belonging = Column("minds.belonging", float)
    friends = Column("contacts.friends", int)
    """Ties at casual friend or closer outside the household."""
    bridging = Column("contacts.bridging", int)
    """Of them, over the divide between newcomers and locals."""

    @property
    def employed(self) -> bool:
        return bool(self.state.work.job[self.row] != NOBODY)

    @property
    def sector(self) -> Sector | None:
        job = int(self.state.work.job[self.row])
        if job == NOBODY:
            return None
        return Sector(int(self.state.employers.sector[int(self.state.jobs.employer[job])]))

    volunteer = Column("memberships.volunteer", bool)

    @property
    def household(self) -> list[Person]:
        """The others in the same home."""
        row = int(self.state.people.household[self.row])
        if row == NOBODY:
            return []
        members = self.state.households.members[row].tolist()
        return [self.model.person(other) for other in members if other not in (NOBODY, self.row)]

    @property
    def clubs(self) -> list[Club]:
        return [self.model.club(club) for club in clubs_of(self.model.town, self.row)]

    def ties(self) -> list[Tie]:
        """All ties, strongest first."""
        ties = self.state.ties
        found = [
            Tie(
                self.model.person(other),
                float(ties.hours[self.row, slot]),
                TieKind(int(ties.kind[self.row, slot])),
                int(ties.since[self.row, slot]),
            )
            for slot, other in enumerate(ties.partner[self.row].tolist())
            if other != NOBODY
        ]
        return sorted(found, key=lambda tie: (-tie.hours, tie.other.unique_id))


class Newcomer(Person):
    """Somebody who came by a newcomer pathway."""

    pathway = Column("people.pathway", Pathway)

    @property
    def origin(self) -> str:
        """Key of the origin group."""
        return list(self.model.scenario.origins)[int(self.state.people.origin[self.row]) - 1]

    @property
    def months_here(self) -> int:
        return self.model.town.month - int(self.state.people.arrival[self.row])

    @property
    def local_friends(self) -> int:
        return self.bridging

    recognised = Column("people.recognised", bool)
    """Whether the qualification counts here."""


class Local(Person):
    """Somebody born or long settled here, or moved in from elsewhere in the country."""
