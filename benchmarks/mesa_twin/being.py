"""What is known of a person: attributes only; what people do stands in the classes built on this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from benchmarks.mesa_twin.things import Focus, Household, Tie
from sim.codes import Pathway, Schooling, TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.labour import Job
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.person import Person
    from benchmarks.mesa_twin.things import Club

FOREVER = -1200
LASTING = ("means", "transport", "childcare", "evening", "retires", "inactive", "enters", "finishes", "degree")


class Being(mesa.Agent):
    """Somebody here, from birth or arrival to death or departure."""

    model: TownModel
    household: Household

    def __init__(self, model: TownModel, *, birth: int, sex: int, origin: int) -> None:
        super().__init__(model)
        self.here = True
        self.uid = self.random.getrandbits(64)
        self.birth, self.sex, self.origin = birth, sex, origin
        self.newcomer = False
        self.pathway: int = Pathway.RESIDENT
        self.arrival = model.month
        self.schooling: int = Schooling.COMPULSORY
        self.recognised, self.health, self.car = True, 1.0, False
        self.introduction_end = FOREVER
        self.language, self.trust, self.attitude, self.openness, self.belonging = 1.0, 0.5, 0.0, 0.5, 0.5
        self.course_hours, self.in_course = 0.0, False
        self.job: Job | None = None
        self.since, self.months_worked, self.studying = model.month, 0, False
        self.foci: dict[int, Focus] = {}
        self.clubs: list[Club] = []
        self.candidate: Club | None = None
        self.volunteer = False
        self.ties: dict[Person, Tie] = {}
        self.lasting: dict[str, float] = {name: self.random.random() for name in LASTING}
        self.qualities: dict[int, float] = {}
        self.forget_month()

    def forget_month(self) -> None:
        """The month's contacts, at nought."""
        self.spent = self.spare = self.local_hours = self.other_hours = 0.0
        self.bridging = self.bonding = self.friends = self.close = 0
        self.rates: dict[Any, float] = {}

    @property
    def age(self) -> int:
        """In months."""
        return self.model.month - self.birth

    def is_me(self) -> Person:
        """This person, as the whole class (for those who keep books of people)."""
        return self

    def random_acquaintance(self) -> Person | None:
        """Somebody in one of the slots there are for ties; an empty one is nobody."""
        slot = int(self.random.random() * self.model.numbers.ties.slots)
        return list(self.ties)[slot] if slot < len(self.ties) else None

    def quit_focus(self, kind: int) -> None:
        """Give up a seat; ties made there live on by free hours, unless the two share another such focus."""
        focus = self.foci.pop(kind, None)
        if focus is not None:
            focus.discard(self.is_me())
            self.orphan_ties(kind)

    def enter(self, kind: int, focus: Focus) -> bool:
        if kind in self.foci or not focus.add(self.is_me()):
            return False
        self.foci[kind] = focus
        return True

    def orphan_ties(self, kind: int) -> None:
        for other, tie in self.ties.items():
            if tie.kind == kind and not self.shares(other, kind):
                tie.kind = TieKind.FRIEND

    def shares(self, other: Being, kind: int) -> bool:
        """Whether two belong to the same focus of a kind."""
        if kind == TieKind.CLUB:
            return any(club in other.clubs for club in self.clubs)
        return kind in self.foci and self.foci[kind] is other.foci.get(kind)

    def enter_neighbourhood(self) -> None:
        home = self.household.home
        focus = home.neighbourhood if home is not None else None
        if self.foci.get(TieKind.NEIGHBOUR) is not focus:
            self.quit_focus(TieKind.NEIGHBOUR)
            if focus is not None:
                self.enter(TieKind.NEIGHBOUR, focus)
