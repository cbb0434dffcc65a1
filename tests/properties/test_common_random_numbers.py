"""Arms of an experiment share every draw: what a lever does not touch stays the same, byte for byte."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import Status
from sim.history import begin, digest, simulate
from sim.network import untie
from sim.scenario import scenario_from
from sim.schedule import month
from sim.town import Town, Used

MONTH = 12
FAR = 1
DATA: dict[str, Any] = {
    "months": 36,
    "places": {
        "alby": {"population": 900, "newcomers": 0.1, "newcomer_origins": {"one": 1, "two": 1}},
        "berg": {"population": 300, "newcomers": 0.0},
    },
    "travel": {"alby": {"berg": 600}},  # ten hours: nobody's life leads from one to the other
    "origins": {"one": {}, "two": {}},
    "arrivals": {
        "quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 20},
        "labour": {"pathway": "labour", "place": "alby", "origin": "two", "per_year": 10},
    },
    "ties": {"settle_months": 24},
    # nobody moves from one place to the other
    "elsewhere": {"near": 0.0},
    "demography": {"partnering": False, "separation": False, "youth_leave": False, "youth_within_region": 0.0},
    "housing": {"moves": False},
}
DEARER_SPORT_FOR_ONE = {"clubs.sport.fee_extra": {"2011-01": [0, 400]}}
DEARER_SPORT_FOR_NOBODY = {"clubs.sport.fee_extra": {"2011-01": [0, 0, 0, 400]}}
NO_COURSES = {"language.courses": {"2011-01": False}}


def arm(levers: dict[str, Any]) -> Any:
    return scenario_from({**DATA, "levers": levers})


def persons(town: Town) -> dict[int, bytes]:
    """Everything about everybody, by uid: their row, with ties by the other's uid."""
    state, n = town.state, int(town.used[Used.PEOPLE])
    order = np.argsort(state.ties.partner[:n], axis=1, kind="stable")
    partner = np.take_along_axis(state.ties.partner[:n], order, axis=1)
    other = np.where(partner >= 0, state.people.uid[partner], 0)
    columns = [
        state.people.status,
        state.people.place,
        state.people.schooling,
        state.minds.language,
        state.minds.trust,
        state.minds.attitude,
        state.minds.belonging,
        state.work.job >= 0,
        state.contacts.spent,
        (state.memberships.focus >= 0).sum(axis=1),
    ]
    hours = np.take_along_axis(state.ties.hours[:n], order, axis=1)
    kinds = np.take_along_axis(state.ties.kind[:n], order, axis=1)
    return {
        int(state.people.uid[i]): b"".join(column[i].tobytes() for column in columns)
        + np.sort(other[i]).tobytes()
        + np.sort(hours[i]).tobytes()
        + np.sort(kinds[i]).tobytes()
        for i in range(n)
    }


def unaffected(a: Town, b: Town, among: set[int] | None = None) -> float:
    """Share of the people of both arms (or those ``among`` them) of whom every byte is the same."""
    ours, theirs = persons(a), persons(b)
    uids = [uid for uid in ours.keys() | theirs.keys() if among is None or uid in among]
    return float(np.mean([ours.get(uid) == theirs.get(uid) for uid in uids]))


def without_path(town: Town) -> set[int]:
    """Uids of those in the far place who have no tie, by however many steps, to anybody elsewhere."""
    state, n = town.state, int(town.used[Used.PEOPLE])
    partner = state.ties.partner[:n]
    reached = (state.people.place[:n] != FAR) & (state.people.status[:n] == Status.HERE)
    while True:
        more = reached | (reached[np.maximum(partner, 0)] & (partner >= 0)).any(axis=1)
        if (more == reached).all():
            return {int(uid) for uid in state.people.uid[:n][~reached]}
        reached = more


def cut_between_places(town: Town) -> None:
    """Untie everybody from relatives and friends in the other place."""
    ties, place = town.state.ties, town.state.people.place
    for a, slot in np.argwhere(ties.partner >= 0).tolist():
        b = int(ties.partner[a, slot])
        if b >= 0 and place[a] != place[b]:
            untie(a, b, ties)


@pytest.fixture(scope="module")
def two_arms() -> dict[int, tuple[Town, Town, float, float, bool]]:
    """By month: share unaffected in all and of those with no path to the change; whether all bytes agree."""
    base, dearer = begin(arm({})), begin(arm(DEARER_SPORT_FOR_ONE))
    cut_between_places(base)
    cut_between_places(dearer)
    found = {}
    apart = without_path(base)
    for done in range(36):
        month(base)
        month(dearer)
        apart &= without_path(base)
        found[done] = (unaffected(base, dearer), unaffected(base, dearer, apart), digest(base) == digest(dearer))
    assert len(apart) > 100
    return found


def test_every_month_before_the_change_is_identical(two_arms):
    assert all(two_arms[done][2] for done in range(MONTH))


def test_the_lever_does_change_somebody_after(two_arms):
    assert two_arms[35][0] < 1.0


def test_those_with_no_path_to_it_stay_identical(two_arms):
    """Whoever has no tie, by any number of steps, never differs; elsewhere it spreads person by person."""
    assert all(apart == 1.0 for _, apart, _ in two_arms.values())
    assert two_arms[MONTH + 3][0] > 0.9, "three months on, very few people can have been reached"
    print("share of people unaffected, by month:", {m: round(two_arms[m][0], 3) for m in (12, 18, 24, 35)})


def test_lever_that_touches_nobody_changes_nobody():
    nobody, nothing = simulate(arm(DEARER_SPORT_FOR_NOBODY)), simulate(arm({}))
    assert nobody.digest == nothing.digest


def outcomes(levers: dict[str, Any], seed: int) -> tuple[float, float, float]:
    """Ties, retention, employment at the end: local friends, share of the cohort still here and in work."""
    history = simulate(arm(levers), seed)
    last = {
        (measure, group): value
        for month, place, measure, group, value in zip(*history.measures, strict=True)
        if month == 35 and place == "all"
    }
    curve = history.retention
    stay = [
        v
        for m, p, g, v in zip(curve.months_since, curve.place, curve.group, curve.value, strict=True)
        if p == "all" and g == "all" and m <= 30
    ]
    return last["local_friends", "all"], float(stay[-1]), last["employed", "newcomers"]


def test_paired_differences_vary_less_than_unpaired_ones():
    """Variance of the difference between arms: two independent seeds against one shared seed."""
    base = np.array([outcomes({}, seed) for seed in range(8)])
    courseless = np.array([outcomes(NO_COURSES, seed) for seed in range(8)])
    unpaired = base.var(axis=0, ddof=1) + courseless.var(axis=0, ddof=1)
    paired = (courseless - base).var(axis=0, ddof=1)
    ratio = unpaired / np.maximum(paired, 1e-12)
    print("unpaired / paired variance of ties, retention, employment:", ratio.round(1))
    assert (ratio > 1.2).all()
