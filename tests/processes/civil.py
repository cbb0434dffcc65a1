"""Money, posts, programmes and volunteers for hand-built towns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from sim import allocation
from sim.codes import NOBODY, Enrolment, TieKind
from sim.network import find_slot
from sim.processes import funding, mentorship
from sim.town import ROWS_OF, Town, Used
from tests.processes.societies import live_together, merged, settle
from tests.processes.towns import add_person, town_of

SURE = {
    "outreach_alone": 1.0,
    "matching_alone": 1.0,
    "matching": 1.0,
    "ending_early": 0.0,
    "novice": 1.0,
    "mentor_limit": 1,
}
"""Everybody hears, everybody is matched, nothing is still to be learnt."""
FOREVER = {"pot": {"permanent": True}}
ORIGINS: dict[str, Any] = {"one": {}, "two": {}}


def civil_town(
    *,
    programmes: dict[str, Any] | None = None,
    coordinators: dict[str, Any] | None = None,
    funding: dict[str, Any] | None = None,
    places: int = 1,
    people: int = 400,
    minutes: float = 30.0,
    **sections: dict[str, Any],
) -> Town:
    """A town with a stream ``pot`` that pays for everything for ever, unless said."""
    sections["mentoring"] = merged(SURE, sections.get("mentoring", {}))
    town = town_of(
        places=places,
        people=people,
        minutes=minutes,
        origins=ORIGINS,
        funding=funding or FOREVER,
        programmes={
            key: {"funding": ["pot"], "outreach": 1.0, "capacity": 500, **each}
            for key, each in (programmes or {}).items()
        },
        coordinators={key: {"funding": ["pot"], **each} for key, each in (coordinators or {}).items()},
        **sections,
    )
    for group, field in ROWS_OF.items():
        town.state = allocation.resized(town.state, group, len(getattr(town.scenario, field)))
    return town


def live(town: Town, months: int = 1, *steps: Callable[[Town], None]) -> Town:
    """Money and programmes, and then ``steps``, month by month."""
    for _ in range(months):
        funding.step(town)
        mentorship.step(town)
        for step in steps:
            step(town)
        town.month += 1
    return town


def volunteer(town: Town, rows: Iterable[int]) -> None:
    """Make volunteers of ``rows``."""
    town.state.civic.ready[list(rows)] = 1


def helped(town: Town, locals_: int = 40, newcomers: int = 20, **person: Any) -> tuple[range, range]:
    """Volunteers, and newcomers of the month who know nobody."""
    mentors = settle(town, locals_)
    volunteer(town, mentors)
    return mentors, settle(town, newcomers, **{"newcomer": True, "arrival": town.month, **person})


def enrolled(town: Town, *states: Enrolment, programme: int = 0) -> set[int]:
    """Rows of people by how far they are in a programme (any state by default)."""
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    these = enrolments.programme[:count] == programme
    if states:
        these &= np.isin(enrolments.state[:count], states)
    return set(enrolments.person[:count][these].tolist())


def mentors_of(town: Town, person: int, programme: int = 0) -> list[int]:
    """Who somebody's mentors are or were."""
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    these = (enrolments.person[:count] == person) & (enrolments.programme[:count] == programme)
    return [mentor for mentor in enrolments.mentors[:count][these].ravel().tolist() if mentor != NOBODY]


def hours_of(town: Town, a: int, b: int) -> float:
    """Hours-equivalent of the tie between two; 0 where there is none."""
    slot = find_slot(a, b, town.state.ties)
    return 0.0 if slot == NOBODY else float(town.state.ties.hours[a, slot])


def kind_of(town: Town, a: int, b: int) -> TieKind | None:
    slot = find_slot(a, b, town.state.ties)
    return None if slot == NOBODY else TieKind(town.state.ties.kind[a, slot])


def said(town: Town, words: str) -> list[int]:
    """Months in which the log says ``words``."""
    return [month for month, reported in town.log if words in reported]


QUIET = {"free_hours": 0.0, "introductions": 0.0}
"""Nobody meets friends in their free time."""


def mentored(
    programme: dict[str, Any] | None = None,
    *,
    locals_: int = 40,
    newcomers: int = 20,
    months: int = 1,
    person: dict[str, Any] | None = None,
    **sections: Any,
) -> Town:
    """Volunteers in rows from 0, newcomers of the month after them, after so many months of a programme."""
    town = civil_town(programmes={"help": programme or {}}, **sections)
    helped(town, locals_, newcomers, **(person or {}))
    return live(town, months)


def with_children(town: Town, rows: list[int]) -> None:
    for row in rows[:10]:
        live_together(town, row, add_person(town, age=8.0))
