"""Levers: their steps, what they cost, which way helps; presses, undo and runs simulated again."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bygd.web.lever_costs import ASSUMED, NOBODY_SAID
from bygd.web.lever_effects import OUTCOMES, TRIALS, direction_in_words, held, where_found
from bygd.web.levers import FUNDING, Handles, levers_of
from bygd.web.moves import Move
from bygd.web.series import measures
from bygd.web.session import Session
from sim.history import digest, simulate
from sim.version import MODEL
from tests.web.small import hamlet, helped
from tests.web.test_worker import Viewer

ALL = levers_of(Handles("programme", "post", ("stream",)))


@given(st.sampled_from(ALL), st.floats(0, 1, allow_nan=False))
def test_steps_hold_both_ends_and_whatever_the_scenario_has(lever: object, part: float) -> None:
    assert lever in ALL
    own = lever.low + part * (lever.high - lever.low)  # type: ignore[attr-defined]
    stops = lever.stops((own,))  # type: ignore[attr-defined]
    assert list(stops) == sorted(set(stops))
    assert stops[0] == lever.low and abs(stops[-1] - lever.high) < 1e-9  # type: ignore[attr-defined]
    assert min(abs(stop - own) for stop in stops) <= 1e-9 * max(1.0, abs(own))


def test_the_default_of_free_hours_can_be_come_back_to() -> None:
    lever = next(lever for lever in ALL if lever.key == "free_hours")
    assert {44.0, 44.8, 45.0} <= set(lever.stops((44.8,))) and 44.8 not in lever.stops(())


def test_every_lever_names_pictures_that_there_are_and_has_a_measured_direction() -> None:
    there = {measure.key for measure in measures()}
    for lever in ALL:
        assert lever.charts and set(lever.charts) <= there
        assert lever.key in TRIALS and lever.key in held()["levers"]
        assert direction_in_words(lever.key, lever.scale).endswith(".")
    assert set(TRIALS) == {lever.key for lever in ALL}


def test_directions_say_more_or_less_only_where_the_interval_leaves_out_nought() -> None:
    for key, row in held()["levers"].items():
        words = direction_in_words(key, 1.0)
        told = [row[name] for name in OUTCOMES if row[name][1] * row[name][2] > 0]
        assert ("undecided" in words) == (not told)
        assert words.count(" to ") >= len(told)
        if told and all(mean > 0 for mean, *_ in told):
            assert words.startswith("More helps" if row["to"] > row["from"] else "Less helps")
    assert ("with model" in where_found()) == (held()["model"] != MODEL)
    assert f"{held()['pairs']} pairs" in where_found()


def test_policies_say_what_they_cost_and_none_is_free_without_saying_so() -> None:
    session = Session(helped(), 3)
    for _ in range(3):
        session.step()
    costs = session.costs()
    for lever in session.levers:
        if lever.assumed:
            assert costs[lever.key] == ASSUMED
    assert "SEK a year at 100 of 100, as the town is now; who pays: the municipality." in costs["fees"]
    assert costs["homes"].startswith("Costs nothing: where homes are given")
    assert costs["mentor_hours"] == NOBODY_SAID, "the hamlet's programme has no price"
    assert "612,000 SEK a year for a full-time post" in costs["coordinator"]
    session.pull("fees", 0.5)
    assert "at 50 of 100" in session.costs()["fees"]


def test_what_fees_are_said_to_cost_is_what_the_books_have() -> None:
    import re

    session = Session(hamlet(months=13), 3)
    session.pull("fees", 1.0)
    session.step()
    said = float(re.search(r"About ([\d,]+) SEK", session.costs()["fees"])[1].replace(",", ""))  # type: ignore[index]
    session.step()
    table = simulate(session.scenario, 3, months=2).to_pandas()
    rows = table[(table.measure == "spent") & (table.place == "all") & (table.group == "prices.fees")]
    assert said == pytest.approx(12 * rows.value.iloc[0], rel=0.02)


def test_presses_that_follow_on_one_another_are_one_move_and_the_last_is_told() -> None:
    viewer = Viewer()
    viewer.wait(lambda frame: True)
    for press in range(1, 9):
        viewer.worker.pull("capacity", 20.0 + 5 * press, press)
    shown = viewer.wait(lambda frame: any(one.press == 8 for one in frame.levers))
    assert next(one.value for one in shown.levers if one.lever.key == "capacity") == 60
    assert [move.value for move in shown.moves] == [60]
    viewer.worker.pull("coordinator", 99, 1)
    refused = viewer.wait(lambda frame: any(one.press == 1 for one in frame.levers))
    assert next(one.value for one in refused.levers if one.lever.key == "coordinator") == 0
    viewer.worker.close()


def test_a_run_simulated_again_is_the_same_run_and_undo_takes_back_the_last_move() -> None:
    moves = (Move(2, "free_hours", 90.0), Move(4, "fees", 0.5), Move(5, FUNDING, 12.0), Move(5, "coordinator", 1.0))
    own = Session(hamlet(), 3)
    while own.month < 7:
        for move in moves:
            if move.month == own.month:
                own.pull(move.key, move.value)
        own.step()
    viewer = Viewer(months=8)
    viewer.worker.choose(hamlet, 3, moves, 7)
    shown = viewer.wait(lambda frame: frame.month == 7 and not frame.until)
    assert shown.moves == own.moves == moves
    assert viewer.worker._session is not None
    assert digest(viewer.worker._session.town) == digest(own.town)
    viewer.worker.undo()
    shown = viewer.wait(lambda frame: len(frame.moves) == 3 and not frame.until)
    assert shown.month == 7 and shown.moves == moves[:3]
    again = [frame.moves for frame in viewer.frames if frame.until]
    assert all(held in (moves, moves[:3]) for held in again), "no state between that was never asked for"
    viewer.worker.close()


def test_moves_that_cannot_be_are_told_and_the_town_stays_where_it_came_to() -> None:
    viewer = Viewer(months=8)
    viewer.worker.choose(hamlet, 3, (Move(2, "coordinator", 99.0),), 5)
    end = time.monotonic() + 20
    while not viewer.words or not viewer.words[-1]:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert "allowed: a number from 0 to 50" in viewer.words[-1]
    assert viewer.wait(lambda frame: frame.month == 2 and not frame.until)
    viewer.worker.close()
