"""What is counted in a run of Granby beyond its measures, month by month; one run serves all who ask for any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.codes import LONG_AGO, NOBODY, FocusSlot, Schooling, Sex, Status

if TYPE_CHECKING:
    from sim.town import Town

Array = np.ndarray[Any, Any]
YOUNGEST, OLDEST = 20, 60
"""Ages at which whoever is without a job afterwards is taken to have lost it: before, many study; after, retire."""
AFTER, LITTLE = 4, 0.2
"""Full years since the first course place, and the level below which people say little."""
HELD = "held"
"""Those in work at the end of the month before, while the run goes on."""
LAST_YEARS = 36
"""Months before the end whose Decembers are looked at."""
YEARS_HERE = (3.0, 9.0)
"""Newcomers compared have been here from so many years to so many."""


def granby(town: Town, notes: dict[str, Any]) -> None:
    """All that follows, under the names of each."""
    a_town(town, notes)
    by_family(town, notes)
    trust_by_club(town, notes)


def a_town(town: Town, notes: dict[str, Any]) -> None:
    """Jobs held and lost, by month; courses, each December; company and clubs at the end."""
    from sim.town import Used

    people, used = town.state.people, int(town.used[Used.PEOPLE])
    here, new = people.status[:used] == Status.HERE, people.newcomer[:used] == 1
    jobs(town, notes, here, new)
    if town.month % 12 == 0:
        begun = (town.month - town.state.minds.course_begun[:used]) // 12 == AFTER
        level = town.state.minds.language[:used] < LITTLE
        compulsory = people.schooling[:used] == Schooling.COMPULSORY
        for name, these in (("little schooling", compulsory), ("more schooling", ~compulsory)):
            group = here & new & begun & these
            notes[name] = notes.get(name, 0) + np.array([group.sum(), level[group].sum()])
    if town.month == town.scenario.months:
        grown = here & ~new & (town.month - people.birth[:used] >= 12 * 18)
        notes["who know one"] = float((town.state.contacts.bridging[:used][grown] > 0).mean())
        notes["clubs"] = clubs(town, here & new).tolist()


def jobs(town: Town, notes: dict[str, Any], here: Array, new: Array) -> None:
    """(jobs held, of these lost within a month) of newcomers and locals, summed over the months."""
    age, work = (town.month - town.state.people.birth[: len(here)]) // 12, town.state.work
    before = notes.pop(HELD, np.zeros(0, np.int64))
    lost = here[before] & (work.job[before] == NOBODY) & (work.studying[before] == 0)
    for name, these in (("newcomers", new[before]), ("locals", ~new[before])):
        notes[name] = notes.get(name, 0) + np.array([these.sum(), (these & lost).sum()])
    if town.month < town.scenario.months:
        notes[HELD] = np.flatnonzero(here & (work.job[: len(here)] != NOBODY) & (age >= YOUNGEST) & (age < OLDEST))


def clubs(town: Town, newcomers: Array) -> Array:
    """How many clubs are open, have a newcomer among their members, and one on their board."""
    memberships, owner = town.state.memberships, town.state.foci.owner
    columns = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    focus = memberships.focus[: len(newcomers), columns]
    member = newcomers[:, None] & (focus != NOBODY)
    serves = member & (memberships.board_until[: len(newcomers)] != LONG_AGO)
    return np.array(
        [town.state.clubs.open.sum(), len(np.unique(owner[focus[member]])), len(np.unique(owner[focus[serves]]))]
    )


def by_family(town: Town, notes: dict[str, Any]) -> None:
    """Sums over adult newcomers, each December of the last three years: members, local friends, isolated.

    A *lone man* lives alone; a *parent* with a child of 6 to 15 at school; a *mother of small children* with
    one below 4, others being women of 20 to 44 without.
    """
    from sim.town import Used

    if town.month % 12 or town.month <= town.scenario.months - LAST_YEARS:
        return
    people, used = town.state.people, int(town.used[Used.PEOPLE])
    here = people.status[:used] == Status.HERE
    age = (town.month - people.birth[:used]) / 12.0
    home = people.household[:used]
    adult = here & (age >= 18) & (people.newcomer[:used] == 1)
    men = people.sex[:used] == Sex.MAN
    homes = int(home.max()) + 1
    size = np.bincount(home[here], minlength=homes)[home]
    with_pupil = np.bincount(home[here & (age >= 6) & (age < 16)], minlength=homes)[home] > 0
    with_small = np.bincount(home[here & (age < 4)], minlength=homes)[home] > 0
    clubs = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    member: Any = np.any(town.state.memberships.focus[:used, clubs] >= 0, axis=1)
    friends = town.state.contacts.bridging[:used]
    groups = {
        "lone_men": adult & men & (size == 1),
        "others": adult & ~(men & (size == 1)),
        "parents": adult & with_pupil & (age >= 25),
        "childless": adult & ~with_pupil & ~with_small & (age >= 25),
        "mothers": adult & ~men & with_small & (age < 45),
        "women": adult & ~men & ~with_small & (age >= 20) & (age < 45),
    }
    for name, these in groups.items():
        seen = np.array([these.sum(), member[these].sum(), friends[these].sum(), (friends[these] == 0).sum()])
        notes[name] = notes.get(name, 0) + seen


def trust_by_club(town: Town, notes: dict[str, Any]) -> None:
    """Number and sum of trust of adult newcomers of ``YEARS_HERE``, each December of the last three years: in a club of
    all (or helping in one), only in an association of their own, in none."""
    from sim.town import Used

    if town.month % 12 or town.month <= town.scenario.months - 36:
        return
    state, used = town.state, int(town.used[Used.PEOPLE])
    people, foci = state.people, state.memberships.focus[:used, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    years = (town.month - people.arrival[:used]) / 12.0
    these = (people.status[:used] == Status.HERE) & (people.newcomer[:used] == 1)
    these &= (town.month - people.birth[:used] >= 12 * 18) & (years >= YEARS_HERE[0]) & (years < YEARS_HERE[1])
    own = state.clubs.origin[state.foci.owner[foci]] != 0
    mixed = np.any((foci != NOBODY) & ~own, axis=1)
    alone = np.any((foci != NOBODY) & own, axis=1) & ~mixed
    for name, group in {"mixed": these & mixed, "own": these & alone, "none": these & ~mixed & ~alone}.items():
        seen = np.array([group.sum(), state.minds.trust[:used][group].sum(dtype=np.float64)])
        notes[name] = notes.get(name, 0) + seen
