"""What people live in, belong to and know of: homes, households, foci, clubs, ties."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import mesa

from sim.ages import ADULT
from sim.codes import FamilyType, Sex, TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.person import Person

HOUSEHOLD_MOST = 10
NO_COHORT = -(10**6)


class Home:
    """A dwelling with beds, in a neighbourhood; vacant when ``household`` is None."""

    def __init__(self, number: int, tenure: int, beds: int, neighbourhood: Focus | None) -> None:
        self.number, self.tenure, self.beds, self.neighbourhood = number, tenure, beds, neighbourhood
        self.household: Household | None = None


class Tie:
    """Two people's hours-equivalent; one object, known to both."""

    __slots__ = ("a", "b", "hours", "kind", "quality", "root_quality", "weight")

    def __init__(self, a: Person, b: Person, hours: float, kind: int, quality: float) -> None:
        self.a, self.b, self.kind, self.quality = a, b, kind, quality
        self.root_quality = math.sqrt(quality)
        self.hours = self.weight = 0.0
        self.set_hours(hours)

    def set_hours(self, hours: float) -> None:
        """The hours, and the weight with which both seek each other."""
        self.hours = hours
        most = self.a.model.root_of_saturation
        self.weight = self.root_quality * min(most, math.sqrt(hours))


class Focus(mesa.Agent):
    """A place to meet: seats, a power of two, taken or empty."""

    model: TownModel

    def __init__(self, model: TownModel, kind: int, capacity: int, cohort: int = NO_COHORT, origin: int = 0) -> None:
        super().__init__(model)
        self.kind, self.cohort, self.origin = kind, cohort, origin
        self.seats: list[Person | None] = [None] * capacity
        self.count = 0

    def add(self, person: Person) -> bool:
        """A seat for somebody; False when all are taken."""
        if self.count >= len(self.seats):
            return False
        self.seats[self.seats.index(None)] = person
        self.count += 1
        return True

    def discard(self, person: Person) -> None:
        self.seats[self.seats.index(person)] = None
        self.count -= 1

    def people(self) -> list[Person]:
        return [person for person in self.seats if person is not None]

    def hold_encounters(self) -> None:
        """A month's rounds: seats are paired at random; an empty seat is nobody, a household no encounter."""
        if self.count < 2:
            return
        rounds, hours = self.model.encounters[self.kind]
        for _ in range(rounds):
            self.random.shuffle(self.seats)
            for a, b in zip(self.seats[::2], self.seats[1::2], strict=True):
                if a is None or b is None or a.household is b.household:
                    continue
                if a.makes_acquaintances() and b.makes_acquaintances():
                    a.meet(b, self.kind, hours)


class Club(mesa.Agent):
    """A club with a focus for its members."""

    model: TownModel

    def __init__(self, model: TownModel, data: dict[str, Any], focus: Focus) -> None:
        super().__init__(model)
        self.uid, self.type, self.focus = data["uid"], data["type"], focus
        self.settings = model.club_types[self.type]
        self.welcome, self.neutral, self.origin = data["welcome"], data["neutral"], data["origin"]
        self.weak_months: int = data["weak_months"]
        self.is_open = True

    def close_if_weak(self) -> None:
        """Closes after ``patience`` months below its viable number."""
        rules, viable = self.model.numbers.clubs, self.settings.viable
        if self.focus.count >= viable:
            self.weak_months = 0
            return
        self.weak_months = max(self.weak_months, 0) + 1
        if rules.closing and self.weak_months >= rules.patience:
            for person in self.focus.people():
                person.quit_club(self)
            self.is_open = False
            self.focus.remove()
            self.remove()


class Household(mesa.Agent):
    """Live and move together."""

    model: TownModel

    def __init__(self, model: TownModel) -> None:
        super().__init__(model)
        self.members: list[Person] = []
        self.home: Home | None = None
        self.awaiting, self.awaiting_since = 0, 0

    def dependent(self, person: Person) -> bool:
        """A minor, or somebody young who lives with somebody old enough to be a parent."""
        rules, age = self.model.numbers.demography, person.age
        if age < ADULT:
            return True
        gap = 12 * rules.parent_gap
        return age < 12 * rules.dependent_until and any(person.birth - other.birth >= gap for other in self.members)

    def grown(self) -> list[Person]:
        return [person for person in self.members if not self.dependent(person)]

    def partner_of(self, person: Person) -> Person | None:
        """The other grown member nearest in age, not old enough to be a parent."""
        if len(self.members) < 2 or self.dependent(person):
            return None
        found, least = None, 12 * self.model.numbers.demography.parent_gap
        for other in self.members:
            gap = abs(person.birth - other.birth)
            if other is not person and gap < least and not self.dependent(other):
                found, least = other, gap
        return found

    def family_type(self) -> FamilyType:
        adults = sum(person.age >= ADULT for person in self.members)
        minors = len(self.members) - adults
        if adults >= 2:
            return FamilyType.COUPLE_CHILDREN if minors else FamilyType.COUPLE
        if adults == 1 and minors:
            return FamilyType.LONE_PARENT
        man = any(person.sex == Sex.MAN for person in self.members)
        return FamilyType.SINGLE_MAN if man else FamilyType.SINGLE_WOMAN

    def has_child_below(self, months: int) -> bool:
        return any(person.age < months for person in self.members)

    def is_crowded(self) -> bool:
        """Of some size, and without a bed to spare."""
        size = len(self.members)
        if size < self.model.numbers.housing.crowded_size:
            return False
        return self.home is None or size >= self.home.beds

    def join(self, person: Person) -> None:
        """Somebody moves in; any two of a household have a tie."""
        for other in self.members:
            tie = person.ties.get(other)
            if tie is None:
                person.tie_to(other, self.model.numbers.demography.household_tie_hours, TieKind.HOUSEHOLD)
            else:
                tie.kind = TieKind.HOUSEHOLD
        self.members.append(person)
        person.household = self

    def quit(self, person: Person) -> None:
        """Household ties become kin; the last to leave frees the home."""
        self.members.remove(person)
        for other in self.members:
            if other in person.ties:
                person.ties[other].kind = TieKind.KIN
        if not self.members:
            self.free_home()
            self.remove()

    def free_home(self) -> None:
        if self.home is not None:
            self.home.household = None
            self.model.vacant[self.home] = None
            self.home = None

    def move_to(self, home: Home) -> None:
        """Take a vacant home, and its neighbourhood."""
        self.free_home()
        del self.model.vacant[home]
        home.household, self.home = self, home
        for person in self.members:
            person.enter_neighbourhood()

    def change_home(self) -> None:
        """The crowded look for a larger home, tenants in work for one of their own."""
        rules, home = self.model.numbers.housing, self.home
        if not rules.moves or not self.members or home is None:
            return
        size = len(self.members)
        if self.is_crowded() and self.random.random() < rules.crowded_look_per_month:
            larger = self.model.find_home(size + 1)
            if larger is not None:
                self.move_to(larger)
        elif home.tenure == self.model.PUBLIC_RENT and self.random.random() < rules.own_tenure_per_month:
            if any(person.job is not None for person in self.members):
                own = self.model.find_home(size, self.model.OWNED)
                if own is not None and own.tenure == self.model.OWNED:
                    self.move_to(own)

    def leave_region(self) -> None:
        for person in list(self.members):
            person.depart()

    def locals_may_leave(self) -> None:
        self.model.leaving.locals_may_leave(self)

    def newcomers_may_leave(self) -> None:
        self.model.leaving.newcomers_may_leave(self)
