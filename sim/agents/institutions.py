"""Clubs, employers, schools and municipalities as Mesa agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.agents.view import Column, View
from sim.codes import LONG_AGO, NOBODY, ClubType, FocusSlot, HomeUse, Sector, Service, Status, TieKind
from sim.foci import in_class
from sim.measures.civil import state_grants
from sim.processes.coordination import served
from sim.scenario.schema.clubs import kinds_of

if TYPE_CHECKING:
    from sim.agents.people import Person

CLUB_COLUMNS = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)


class Club(View):
    """An open club."""

    @property
    def kind(self) -> str:
        """By name: one of the seven, or one that the scenario adds."""
        return list(kinds_of(self.model.town.scenario))[int(self.state.clubs.type[self.row])]

    @property
    def type(self) -> ClubType:
        """The one of the seven kinds that it is, or is like."""
        return ClubType[getattr(kinds_of(self.model.town.scenario)[self.kind], "like", self.kind).upper()]

    @property
    def place(self) -> str:
        return self._place(int(self.state.clubs.place[self.row]))

    open = Column("clubs.open", bool)
    welcome = Column("clubs.welcome", float)

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

    @property
    def board(self) -> list[Person]:
        """Members who run it."""
        focus, memberships = int(self.state.clubs.focus[self.row]), self.state.memberships
        held = (memberships.focus[:, CLUB_COLUMNS] == focus) & (memberships.board_until != LONG_AGO)
        return [self.model.person(row) for row in held.any(axis=1).nonzero()[0].tolist()]


class Employer(View):
    """Somebody with jobs to give."""

    sector = Column("employers.sector", Sector)

    @property
    def place(self) -> str:
        return self._place(int(self.state.employers.place[self.row]))

    willingness = Column("employers.willingness", float)
    """To hire newcomers [0-1]."""

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
            self.model.person(row)
            for row in rows
            if in_class(self.model.town, row) and foci.kind[int(memberships.focus[row, FocusSlot.WORK])] == TieKind.WORK
        ]


class Municipality(View):
    """A place as its own town hall sees it."""

    @property
    def name(self) -> str:
        return self._place(self.row)

    population = Column("places.population", int)
    """At the end of the last month."""
    newcomers = Column("places.newcomers", int)
    threat = Column("places.threat", float)
    """Felt pressure of inflow on capacity [0-1]."""

    @property
    def services(self) -> dict[str, bool]:
        """Which of school, shop and health centre are open."""
        return {service.name.lower(): bool(self.state.places.service_open[self.row, service]) for service in Service}

    @property
    def vacant_homes(self) -> int:
        homes = self.state.homes
        return int(((homes.place == self.row) & (homes.household == NOBODY) & (homes.use == HomeUse.DWELLING)).sum())

    @property
    def state_grants(self) -> float:
        """State grants of the last month for refugees and their families settled here [SEK]."""
        return float(state_grants(self.model.town)[self.row])

    @property
    def programmes(self) -> list[str]:
        """Names of the programmes that run here."""
        town = self.model.town
        return [
            each.name or key
            for row, (key, each) in enumerate(town.scenario.programmes.items())
            if self.state.programmes.stream[row] != NOBODY and self.row in served(town, each.places)
        ]
