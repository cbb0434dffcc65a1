"""Following those who arrived during the run: who stays, and how they fare year by year.

*Retention* is the Kaplan-Meier share of a settlement cohort still living in the place of settlement t
months after arrival (at the end of the t-th month after that of arrival); death censors, and so does the
end of the run. *By years since arrival* (groups
"y1", "y2:women", …): everybody has one anniversary a year, and is asked on it. For those who waited for a
decision arrival is the month of their permit, in which they were settled; who never got one is in no cohort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.codes import STILL, FamilyType, Pathway, Permit, Schooling, Sex, Status
from sim.jit import kernel
from sim.measures.network import friends_across
from sim.measures.persons import Accounts
from sim.measures.recorder import ALL, Recorder
from sim.town import Town, Used

Array = np.ndarray[Any, Any]
HERE = Status.HERE.value
PEOPLE = Used.PEOPLE.value
LEFT = Status.LEFT.value
FAMILY = Pathway.FAMILY.value
QUOTA, ASYLUM, YOUTH = Pathway.QUOTA.value, Pathway.ASYLUM.value, Pathway.YOUTH.value
DEAD = Status.DEAD.value
WAITING = Permit.WAITING.value
NOT_SETTLED = (Permit.WAITING, Permit.REFUSED)
"""Permits of those who never were settled, and so belong to no cohort."""
YEARS = 41
GROUPS = (ALL, "women", "men", "compulsory", "secondary", "higher", "family", "refugees")
"""Of these the last but one came by family reunification, the last as quota refugees, settled asylum seekers or
unaccompanied youths."""
OUTCOMES = ("people", "local_friends", "isolated", "bonding", "language", "working_age", "employed")
RECORDED_AS = ("cohort_size", *OUTCOMES[1:5], "cohort_working_age", "employed_by_year")
"""Their measures: two numbers, and shares of the one or the other."""
PEOPLE_THERE, SHARES, WORKING_AGE, EMPLOYED = 0, slice(1, 5), 5, 6


@kernel
def tally_anniversaries(state: Any, rules: Any, tally: Any) -> None:
    """Add everybody whose anniversary of arrival was in the month just simulated, the one before the clock's, to
    ``tally``: float64 (P, 41, 8, 7) by place, years since arrival, GROUPS and OUTCOMES."""
    people, month = state.people, int(state.clock.month[0]) - 1
    woman = Sex.WOMAN.value
    for i in range(int(state.clock.used[0, PEOPLE])):
        if people.newcomer[i] == 0 or people.status[i] != HERE or people.arrival[i] < 0:
            continue
        if people.permit[i] == WAITING:
            continue
        months = month - int(people.arrival[i])
        if months <= 0 or months % 12 != 0:
            continue
        age = (month - int(people.birth[i])) / 12.0
        if age < 18.0:
            continue
        bridging, bonding = friends_across(state, rules, i)
        pathway = people.pathway[i]
        for turn in range(4):
            group = 0
            if turn == 3 and pathway != FAMILY and pathway != QUOTA and pathway != ASYLUM and pathway != YOUTH:
                continue
            if turn == 1:
                group = 1 if people.sex[i] == woman else 2
            elif turn == 2:
                group = 3 + int(people.schooling[i])
            elif turn == 3:
                group = 6 if pathway == FAMILY else 7
            cell = tally[int(people.place[i]), months // 12, group]
            cell[0] += 1.0
            cell[1] += float(bridging)
            cell[2] += 1.0 if bridging == 0 else 0.0
            cell[3] += float(bonding)
            cell[4] += np.float64(state.minds.language[i])
            if age >= 20.0 and age < 65.0:
                cell[5] += 1.0
                cell[6] += 1.0 if state.work.job[i] >= 0 else 0.0


class Cohorts:
    """The tallies of one year of a run, and what everybody has brought so far."""

    def __init__(self, places: int) -> None:
        self.tally = np.zeros((places, YEARS, len(GROUPS), len(OUTCOMES)))
        self.accounts = Accounts(places)

    def copied(self) -> Cohorts:
        twin = Cohorts(len(self.tally))
        twin.tally[:], twin.accounts = self.tally, self.accounts.copied()
        return twin

    def observe(self, town: Town) -> None:
        """After each month (``town.month`` already counts the next one)."""
        tally_anniversaries(town.state, town.rules, self.tally)
        self.accounts.observe(town)

    def record(self, recorder: Recorder) -> None:
        """Write the year's anniversaries down and begin a new year."""
        years = np.flatnonzero(self.tally[:, :, 0, 0].any(axis=0))
        places = len(self.tally)
        tally = np.ascontiguousarray(np.moveaxis(self.tally[:, years], 0, -1))  # by year, group, outcome and place
        above = recorder.wider(tally)
        below = np.ones_like(above)
        below[:, :, SHARES] = above[:, :, :1]
        below[:, :, EMPLOYED] = above[:, :, WORKING_AGE]
        with np.errstate(invalid="ignore", divide="ignore"):
            each = np.where(below > 0.0, above / below, np.nan)
            divisors = below[..., :places].sum(axis=-1)
            divisors[:, :, [PEOPLE_THERE, WORKING_AGE]] = 1.0
            everywhere = np.where(divisors != 0.0, tally.sum(axis=-1) / divisors, np.nan)
        names = [
            (measure, f"y{year}" if group == ALL else f"y{year}:{group}")
            for year in years.tolist()
            for group in GROUPS
            for measure in RECORDED_AS
        ]
        if names:
            recorder.table(names, each.reshape(len(names), -1), everywhere.ravel())
        self.tally[:] = 0.0
        self.accounts.record(recorder)


class Retention(NamedTuple):
    """Kaplan-Meier curves; columns of equal length, one row a month since arrival, place and group."""

    months_since: Array  # int32 [month]
    place: list[str]
    group: list[str]
    value: Array  # float64: share still there
    at_risk: Array  # int64: people followed that long


def kaplan_meier(lasted: Array, left: Array, longest: int) -> tuple[Array, Array]:
    """Share still there after 0..``longest`` months, and how many were at risk in each.

    ``lasted`` (m,) [month]: the last month since arrival in which each was at risk of leaving; ``left`` (m,)
    bool: they left in it (else they are censored after it). Product-limit estimator, Kaplan & Meier 1958.
    """
    events = np.bincount(lasted[left], minlength=longest + 1)[: longest + 1]
    at_risk = lasted.size - np.concatenate([[0], np.cumsum(np.bincount(lasted, minlength=longest + 1))])
    at_risk = at_risk[: longest + 1]
    with np.errstate(invalid="ignore", divide="ignore"):
        kept = np.where(at_risk > 0, 1.0 - events / at_risk, 1.0)
    return np.cumprod(kept), at_risk


def retention(town: Town, places: list[str], areas: Mapping[str, Sequence[int]] | None = None) -> Retention:
    """Curves of all who arrived during the run, by pathway, sex, family type and schooling, by place and area.

    Leaving the place of settlement is the event, for another place of the region as for elsewhere, whatever
    happens afterwards. Deaths come first in a month: who dies in it was at risk up to the month before, as
    who is still there was at risk up to the last month simulated.
    """
    used = int(town.used[Used.PEOPLE])
    people = town.state.people
    until, gone = people.settled_until[:used], people.settled_until[:used] < STILL
    died = gone & (people.status[:used] == DEAD) & (people.exit_month[:used] == until)
    at_risk_until = np.where(gone, until - died, town.month - 1)
    cohort = (people.newcomer[:used] == 1) & (people.arrival[:used] >= 0)
    cohort &= ~np.isin(people.permit[:used], NOT_SETTLED)
    cohort &= at_risk_until >= people.arrival[:used]
    lasted = (at_risk_until - people.arrival[:used])[cohort]
    left = (gone & ~died)[cohort]
    settled = people.settled_in[:used][cohort]
    groups: dict[str, Array] = {ALL: np.ones(lasted.size, bool)}
    for pathway in Pathway:
        groups[f"pathway:{pathway.name.lower()}"] = people.pathway[:used][cohort] == pathway
    for sex, name in ((Sex.WOMAN, "women"), (Sex.MAN, "men")):
        groups[f"sex:{name}"] = people.sex[:used][cohort] == sex
    for family in FamilyType:
        groups[f"family:{family.name.lower()}"] = people.settled_as[:used][cohort] == family
    for schooling in Schooling:
        groups[f"schooling:{schooling.name.lower()}"] = people.schooling[:used][cohort] == schooling

    columns: tuple[list[Array], list[str], list[str], list[Array], list[Array]] = ([], [], [], [], [])
    rows_of = {**{place: [row] for row, place in enumerate(places)}, **(areas or {})}
    for key, here in [(ALL, np.ones(lasted.size, bool)), *((key, np.isin(settled, rows_of[key])) for key in rows_of)]:
        for group, of in groups.items():
            these = of & here
            if not these.any():
                continue
            longest = int(lasted[these].max())
            share, at_risk = kaplan_meier(lasted[these], left[these], longest)
            columns[0].append(np.arange(longest + 1, dtype=np.int32))
            columns[1].extend([key] * (longest + 1))
            columns[2].extend([group] * (longest + 1))
            columns[3].append(share)
            columns[4].append(at_risk)
    empty = np.zeros(0)
    return Retention(
        np.concatenate(columns[0] or [empty.astype(np.int32)]),
        columns[1],
        columns[2],
        np.concatenate(columns[3] or [empty]),
        np.concatenate(columns[4] or [empty.astype(np.int64)]),
    )
