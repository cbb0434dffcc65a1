"""Mesa agents: views of rows, with no state of their own.

A view says what the arrays say now, so it is never out of date and costs nothing until it is asked
for. People change by the month's rules alone; setting a property raises ``AttributeError``.
``unique_id`` is the uid, the same in every arm of an experiment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import mesa

from sim.codes import (
    NOBODY,
    ClubType,
    FocusSlot,
    Pathway,
    Schooling,
    Sector,
    Service,
    Sex,
    Status,
    TieKind,
)
from sim.lives.snapshot import clubs_of, in_class

if TYPE_CHECKING:
    from sim.model import IntegrationModel
    from sim.state import State

CLUBS = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)


class Tie(NamedTuple):
    """One tie as one of its ends sees it."""

    other: Person
    hours: float  # hours-equivalent
    kind: TieKind
    since: int  # month


class View(mesa.Agent):
    """A row of the state."""

    model: IntegrationModel
    pos = None

    def __init__(self, model: IntegrationModel, row: int, unique_id: int) -> None:
        # Mesa's own constructor would count ids in a table of the class, which keeps every model alive.
        self.model = model
        self.row = row
        self.unique_id = unique_id

    def remove(self) -> None:
        """Views cannot be removed: who leaves, leaves by the model's rules."""
        raise TypeError(f"{type(self).__name__} is a view; nobody is removed but by the model's rules")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.unique_id})"

    @property
    def state(self) -> State:
        return self.model.town.state

    def _place(self, row: int) -> str:
        return self.model.place_names[row]


class Person(View):
    """Somebody living in the region."""

    @property
    def here(self) -> bool:
        return bool(self.state.people.status[self.row] == Status.HERE)

    @property
    def age(self) -> int:
        """In whole years."""
        return (self.model.town.month - int(self.state.people.birth[self.row])) // 12

    @property
    def sex(self) -> Sex:
        return Sex(int(self.state.people.sex[self.row]))

    @property
    def place(self) -> str:
        return self._place(int(self.state.people.place[self.row]))

    @property
    def schooling(self) -> Schooling:
        return Schooling(int(self.state.people.schooling[self.row]))

    @property
    def health(self) -> float:
        return float(self.state.people.health[self.row])

    @property
    def language(self) -> float:
        """Local language [0-1]."""
        return float(self.state.minds.language[self.row])

    @property
    def trust(self) -> float:
        return float(self.state.minds.trust[self.row])

    @property
    def attitude(self) -> float:
        """Towards the other group [-1..1]."""
        return float(self.state.minds.attitude[self.row])

    @property
    def belonging(self) -> float:
        return float(self.state.minds.belonging[self.row])

    @property
    def friends(self) -> int:
        """Ties at casual friend or closer outside the household."""
        return int(self.state.contacts.friends[self.row])

    @property
    def bridging(self) -> int:
        """Of them, over the divide between newcomers and locals."""
        return int(self.state.contacts.bridging[self.row])

    @property
    def employed(self) -> bool:
        return bool(self.state.work.job[self.row] != NOBODY)

    @property
    def sector(self) -> Sector | None:
        job = int(self.state.work.job[self.row])
        if job == NOBODY:
            return None
        return Sector(int(self.state.employers.sector[int(self.state.jobs.employer[job])]))

    @property
    def volunteer(self) -> bool:
        return bool(self.state.memberships.volunteer[self.row])

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
            Tie(self.model.person(other), float(ties.hours[self.row, slot]),
                TieKind(int(ties.kind[self.row, slot])), int(ties.since[self.row, slot]))
            for slot, other in enumerate(ties.partner[self.row].tolist()) if other != NOBODY
        ]
        return sorted(found, key=lambda tie: (-tie.hours, tie.other.unique_id))


class Newcomer(Person):
    """Somebody who came by a newcomer pathway."""

    @property
    def pathway(self) -> Pathway:
        return Pathway(int(self.state.people.pathway[self.row]))

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

    @property
    def recognised(self) -> bool:
        """Whether the qualification counts here."""
        return bool(self.state.people.recognised[self.row])


class Local(Person):
    """Somebody born or long settled here, or moved in from elsewhere in the country."""


class Club(View):
    """An open club."""

    @property
    def type(self) -> ClubType:
        return ClubType(int(self.state.clubs.type[self.row]))

    @property
    def place(self) -> str:
        return self._place(int(self.state.clubs.place[self.row]))

    @property
    def open(self) -> bool:
        return bool(self.state.clubs.open[self.row])

    @property
    def welcome(self) -> float:
        return float(self.state.clubs.welcome[self.row])

    @property
    def size(self) -> int:
        """How many members."""
        return int(self.state.foci.count[int(self.state.clubs.focus[self.row])])

    @property
    def members(self) -> list[Person]:
        foci = self.state.foci
        focus = int(self.state.clubs.focus[self.row])
        start = int(foci.start[focus])
        seats = foci.roster[start : start + int(foci.capacity[focus])].tolist()
        return [self.model.person(row) for row in seats if row != NOBODY]


class Employer(View):
    """Somebody with jobs to give."""

    @property
    def sector(self) -> Sector:
        return Sector(int(self.state.employers.sector[self.row]))

    @property
    def place(self) -> str:
        return self._place(int(self.state.employers.place[self.row]))

    @property
    def willingness(self) -> float:
        """To hire newcomers [0-1]."""
        return float(self.state.employers.willingness[self.row])

    def _jobs(self) -> Any:
        jobs = self.state.jobs
        return (jobs.employer == self.row) & (jobs.open == 1)

    @property
    def jobs(self) -> int:
        return int(self._jobs().sum())

    @property
    def vacancies(self) -> int:
        return int((self._jobs() & (self.state.jobs.holder == NOBODY)).sum())

    @property
    def staff(self) -> list[Person]:
        holders = self.state.jobs.holder[self._jobs()].tolist()
        return [self.model.person(row) for row in holders if row != NOBODY]


class School(View):
    """The school of a place."""

    @property
    def place(self) -> str:
        return self._place(self.row)

    @property
    def open(self) -> bool:
        return bool(self.state.places.service_open[self.row, Service.SCHOOL])

    @property
    def pupils(self) -> list[Person]:
        """Children of the place who have a seat in a class, there or where the nearest school is."""
        foci, memberships, people = self.state.foci, self.state.memberships, self.state.people
        seated = (memberships.focus[:, FocusSlot.WORK] != NOBODY) & (self.state.work.job == NOBODY)
        rows = ((people.place == self.row) & (people.status == Status.HERE) & seated).nonzero()[0].tolist()
        return [
            self.model.person(row) for row in rows
            if in_class(self.model.town, row)
            and foci.kind[int(memberships.focus[row, FocusSlot.WORK])] == TieKind.WORK
        ]


class Municipality(View):
    """A place as its own town hall sees it."""

    @property
    def name(self) -> str:
        return self._place(self.row)

    @property
    def population(self) -> int:
        """At the end of the last month."""
        return int(self.state.places.population[self.row])

    @property
    def newcomers(self) -> int:
        return int(self.state.places.newcomers[self.row])

    @property
    def threat(self) -> float:
        """Felt pressure of inflow on capacity [0-1]."""
        return float(self.state.places.threat[self.row])

    @property
    def services(self) -> dict[str, bool]:
        """Which of school, shop and health centre are open."""
        return {
            service.name.lower(): bool(self.state.places.service_open[self.row, service])
            for service in Service
        }

    @property
    def vacant_homes(self) -> int:
        homes = self.state.homes
        return int(((homes.place == self.row) & (homes.household == NOBODY)).sum())


__all__ = ["Club", "Employer", "Local", "Municipality", "Newcomer", "Person", "School", "Tie", "View"]
