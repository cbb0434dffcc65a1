"""Retention against lifelines, on random histories written down person by person."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from sim.codes import STILL, Permit, Status
from sim.measures.cohorts import retention
from sim.town import Used

MONTHS = 14
NOTHING, MOVES, LEAVES, DIES = range(4)


def lived(arrival: int, happens: list[int]) -> dict[str, int]:
    """The columns that the model keeps of somebody who came in ``arrival`` to place 0."""
    found = {
        "arrival": arrival,
        "place": 0,
        "settled_in": 0,
        "settled_until": STILL,
        "status": Status.HERE.value,
        "exit_month": -1200,
        "permit": Permit.PERMANENT.value,
    }
    for month in range(arrival, MONTHS):
        what = happens[month - arrival]
        if found["status"] != Status.HERE:
            break
        if what == DIES and month > arrival:  # deaths come before arrivals in the order of the month
            found["status"], found["exit_month"] = Status.DEAD.value, month
        elif what == LEAVES:
            found["status"], found["exit_month"] = Status.LEFT.value, month
        elif what == MOVES:
            found["place"] = 1 - found["place"]
        if found["settled_until"] == STILL and (
            found["status"] != Status.HERE or found["place"] != found["settled_in"]
        ):
            found["settled_until"] = month
    return found


def followed(arrival: int, happens: list[int]) -> tuple[int, bool]:
    """The last month since arrival in which they could have left, and whether they did, from the events."""
    for since in range(MONTHS - arrival):
        if happens[since] == DIES and since:
            return since - 1, False  # who dies in a month can no longer leave in it
        if happens[since] in (MOVES, LEAVES):
            return since, True
    return MONTHS - 1 - arrival, False


def town_of(people: list[dict[str, int]]) -> SimpleNamespace:
    count = len(people)
    columns = {name: np.array([one[name] for one in people]) for name in people[0]}
    zeros = {name: np.zeros(count, np.int64) for name in ("pathway", "sex", "settled_as", "schooling")}
    used = np.zeros(len(Used), np.int64)
    used[Used.PEOPLE] = count
    state = SimpleNamespace(people=SimpleNamespace(newcomer=np.ones(count, np.int8), **columns, **zeros))
    return SimpleNamespace(used=used, state=state, month=MONTHS)


one_life = st.tuples(
    st.integers(0, MONTHS - 1),
    st.lists(st.sampled_from([NOTHING] * 9 + [MOVES, LEAVES, DIES]), min_size=MONTHS, max_size=MONTHS),
)


@given(st.lists(one_life, min_size=1, max_size=40))
def test_retention_is_the_product_limit_estimate_of_lifelines(lives):
    found = retention(town_of([lived(*life) for life in lives]), ["vik", "as"])
    ours = {
        month: (value, at_risk)
        for month, place, group, value, at_risk in zip(*found, strict=True)
        if (place, group) == ("all", "all")
    }
    last, left = zip(*(followed(*life) for life in lives), strict=True)
    judge = KaplanMeierFitter().fit(np.array(last) + 1, left)  # months begun: a month of arrival is one
    assert max(ours) == max(last)
    for month, (value, at_risk) in ours.items():
        assert value == pytest.approx(float(judge.predict(month + 1)))
        assert at_risk == sum(1 for one in last if one >= month)


def curve_of(*lives):
    found = retention(town_of([lived(*life) for life in lives]), ["vik", "as"])
    return {
        month: (value, at_risk)
        for month, place, group, value, at_risk in zip(*found, strict=True)
        if (place, group) == ("all", "all")
    }


def test_somebody_still_there_is_at_risk_up_to_the_last_month_simulated():
    assert curve_of((10, [NOTHING] * MONTHS)) == dict.fromkeys(range(4), (1.0, 1))


def test_who_moves_within_the_region_has_left_even_if_they_die_later():
    assert curve_of((0, [NOTHING, MOVES, NOTHING, DIES] + [NOTHING] * 10))[1] == (0.0, 1)


def test_who_moves_away_and_back_has_left():
    assert curve_of((0, [NOTHING, MOVES, MOVES, DIES] + [NOTHING] * 10))[1] == (0.0, 1)


def test_who_dies_is_not_at_risk_of_leaving_in_that_month():
    assert curve_of((0, [NOTHING, NOTHING, DIES] + [NOTHING] * 11)) == {0: (1.0, 1), 1: (1.0, 1)}


@pytest.mark.parametrize("permit", [Permit.WAITING, Permit.REFUSED])
def test_who_never_was_settled_is_in_no_cohort(permit):
    settled, not_settled = lived(0, [NOTHING] * MONTHS), lived(0, [NOTHING, LEAVES] + [NOTHING] * 12)
    not_settled["permit"] = permit.value
    found = retention(town_of([settled, not_settled]), ["vik", "as"])
    assert {
        (value, at_risk)
        for _, place, group, value, at_risk in zip(*found, strict=True)
        if (place, group) == ("all", "all")
    } == {(1.0, 1)}
