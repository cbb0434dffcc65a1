"""Classes of children and gates of parents, by cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.things import Focus, Household
from sim.codes import Service, TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.person import Person

AUGUST = 7
PRESCHOOL_FROM, SCHOOL_FROM, SCHOOL_TO = 1, 6, 15
SEATS = {TieKind.WORK: 32, TieKind.SCHOOL_GATE: 64}
"""Most seats of a class and of a gate."""


class School:
    """The town's school: its year, its classes, its gates."""

    def __init__(self, model: TownModel) -> None:
        self.model = model
        self.groups: dict[tuple[int, int], list[Focus]] = {}

    @property
    def year(self) -> int:
        """Calendar year in which the school year under way began, counted from the scenario's first."""
        return (self.model.month + self.model.calendar_offset - AUGUST) // 12

    @property
    def turn(self) -> bool:
        return (self.model.month + self.model.calendar_offset) % 12 == AUGUST

    def keep(self, group: Focus) -> None:
        self.groups.setdefault((group.kind, group.cohort), []).append(group)

    def month(self, people: list[Person], households: list[Household]) -> None:
        """Everybody into the class and the gate they belong to, and out of those they no longer do."""
        rules = self.model.numbers.schooling
        if rules.classes:
            self.place(TieKind.WORK, [(person, self.class_of(person)) for person in people if person.job is None])
        if rules.gates:
            self.place(TieKind.SCHOOL_GATE, [pair for one in households for pair in self.parents_of(one)])
        for key, groups in list(self.groups.items()):
            for group in [group for group in groups if group.count == 0]:
                groups.remove(group)
                group.remove()
            if not groups:
                del self.groups[key]

    def class_of(self, person: Person) -> Person | None:
        """The person, if of an age to have a class."""
        has_class = SCHOOL_FROM <= person.school_age <= SCHOOL_TO and self.model.municipality.open[Service.SCHOOL]
        return person if has_class else None

    def parents_of(self, household: Household) -> list[tuple[Person, Person | None]]:
        """Each member with the child at whose gate they stand, or nobody."""
        children = [one for one in household.members if PRESCHOOL_FROM <= one.school_age <= SCHOOL_TO]
        child = max(children, key=lambda one: one.birth, default=None)
        if child is not None and child.school_age >= SCHOOL_FROM and not self.model.municipality.open[Service.SCHOOL]:
            child = None
        gap = self.model.numbers.demography.parent_gap * 12.0
        return [
            (person, child if child is not None and child.birth - person.birth >= gap else None)
            for person in household.members
        ]

    def place(self, kind: TieKind, belonging: list[tuple[Person, Person | None]]) -> None:
        """``belonging``: people and the child whose cohort's group they belong to, or nobody."""
        waiting: dict[int, list[tuple[Person, Person]]] = {}
        for person, child in belonging:
            held = person.foci.get(kind)
            if held is not None and (child is None or held.cohort != child.cohort):
                person.quit_focus(kind)
                held = None
            if held is None and child is not None:
                waiting.setdefault(child.cohort, []).append((person, child))
        for cohort, pairs in waiting.items():
            self.open_groups(kind, cohort, len({child for _, child in pairs}))
            for person, child in pairs:
                self.seat(person, child.uid, self.groups[kind, cohort])

    def open_groups(self, kind: TieKind, cohort: int, children: int) -> None:
        """As many groups as the children need beyond the seats free in those under way."""
        seats, most = SEATS[kind], SEATS[TieKind.WORK]
        groups = self.groups.setdefault((kind, cohort), [])
        free = sum(max(0, most - group.count * most // seats) for group in groups)
        lacking = children - free
        wanted = 0 if lacking <= 0 else int((lacking - 1) // self.model.numbers.schooling.class_size) + 1
        expected = children // wanted * seats // most if wanted else 0
        capacity = 4
        while capacity < expected and capacity < seats:
            capacity *= 2
        groups += [Focus(self.model, kind, capacity, cohort) for _ in range(wanted)]

    def seat(self, person: Person, uid: int, groups: list[Focus]) -> None:
        """The child's identity names the group, the next with room serves; a roster doubles when full."""
        first = uid % len(groups)
        for group in groups[first:] + groups[:first]:
            if group.count >= len(group.seats) and len(group.seats) < SEATS[TieKind(group.kind)]:
                group.seats += [None] * len(group.seats)
            if person.enter(group.kind, group):
                return
