"""A quick look at a town: the figures one would check first."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, FocusSlot, Schooling, Status, TieKind
from sim.scenario.schema.clubs import kinds_of
from sim.town import Town, Used

CLUBS = slice(FocusSlot.CLUB_1.value, FocusSlot.CLUB_3.value + 1)


def share(of: Any) -> float:
    return round(float(np.mean(of)), 4) if len(of) else float("nan")


def town_summary(town: Town) -> dict[str, Any]:
    """Shares, means and counts of the people here now; nothing is changed."""
    state = town.state
    people, work, homes = state.people, state.work, state.homes
    n = int(town.used[Used.PEOPLE])
    here = people.status[:n] == Status.HERE
    age = (town.month - people.birth[:n]) / 12.0
    newcomer = people.newcomer[:n] == 1
    adult = here & (age >= 16)
    active = here & (age >= 20) & (age < 65)
    employed = work.job[:n] != NOBODY
    clubs_of = (state.memberships.focus[:n, CLUBS] != NOBODY).sum(axis=1)
    size = state.households.size[: int(town.used[Used.HOUSEHOLDS])]
    size = size[size > 0]
    n_jobs = int(town.used[Used.JOBS])
    posts = state.jobs.open[:n_jobs] == 1
    holder = state.jobs.holder[:n_jobs]
    held = np.flatnonzero(holder != NOBODY)
    n_clubs = int(town.used[Used.CLUBS])
    open_clubs = np.flatnonzero(state.clubs.open[:n_clubs] == 1)
    members = state.foci.count[state.clubs.focus[open_clubs]]
    staff = np.bincount(state.jobs.employer[held], minlength=int(town.used[Used.EMPLOYERS]))
    partner, kind = state.ties.partner[:n], state.ties.kind[:n]
    workplace = state.employers.place[state.jobs.employer[np.maximum(work.job[:n], 0)]]
    return {
        "people": int(here.sum()),
        "newcomers": share(newcomer[here]),
        "under_20": share(age[here] < 20),
        "over_65": share(age[here] >= 65),
        "women": share(people.sex[:n][here] == 0),
        "households": len(size),
        "household_size": round(float(size.mean()), 3),
        "household_sizes": {int(k): share(size == k) for k in np.unique(size)},
        "homes_empty": share(homes.household[: int(town.used[Used.HOMES])] == NOBODY),
        "employed_locals": share(employed[active & ~newcomer]),
        "employed_newcomers": share(employed[active & newcomer]),
        "commuters": share((workplace != people.place[:n])[employed & here]),
        "jobs": int(posts.sum()),
        "vacancies": share(holder[posts] == NOBODY),
        "matched": share(state.jobs.skill[held] == people.schooling[holder[held]]),
        "employers": int(town.used[Used.EMPLOYERS]),
        "largest_employer": int(staff.max(initial=0)),
        "schooling_25_64": {
            level.name.lower(): share(people.schooling[:n][here & (age >= 25) & (age < 65)] == level)
            for level in Schooling
        },
        "members_locals": share(clubs_of[adult & ~newcomer] > 0),
        "members_newcomers": share(clubs_of[adult & newcomer] > 0),
        "clubs_per_member": round(float(clubs_of[clubs_of > 0].mean()), 3) if (clubs_of > 0).any() else 0.0,
        "volunteers": share(state.memberships.volunteer[:n][clubs_of > 0]),
        "clubs": {
            name: [int(k) for k in np.sort(members[state.clubs.type[open_clubs] == kind_])][:40]
            for kind_, name in enumerate(kinds_of(town.scenario))
        },
        "foci": {
            kind_.name.lower(): int((state.foci.kind[: int(town.used[Used.FOCI])] == kind_).sum()) for kind_ in TieKind
        },
        "ties": {
            kind_.name.lower(): round(float(((partner != NOBODY) & (kind == kind_)).sum() / max(1, here.sum())), 3)
            for kind_ in TieKind
        },
    }
