"""What is taken down is given back row by row: places first, then the region; nobody's mean is no row."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from sim.history import simulate
from sim.measures import counting
from sim.measures.look import Look
from sim.measures.measure import Counter
from sim.measures.recorder import ALL, Array, Measures, Recorder
from sim.scenario import scenario_from
from tests.properties.test_same_bytes import DATA

PLACES = ["vik", "nes", "ås"]


def filled() -> Recorder:
    recorder = Recorder(PLACES)
    recorder.month = 4
    recorder.by_place("homes", np.array([3, 0, 2], np.int8))
    recorder.ratio("vacant", np.array([1, 0, 1]), np.array([3, 0, 2]))
    recorder.add("ei_index", np.nan)
    recorder.add("spent", 12, "prices.lift")
    return recorder


def test_places_come_before_the_region_and_what_does_not_exist_is_left_out() -> None:
    assert list(filled().rows()) == [
        (4, "vik", "homes", ALL, 3.0),
        (4, "nes", "homes", ALL, 0.0),
        (4, "ås", "homes", ALL, 2.0),
        (4, ALL, "homes", ALL, 5.0),
        (4, "vik", "vacant", ALL, 1 / 3),
        (4, "ås", "vacant", ALL, 0.5),
        (4, ALL, "vacant", ALL, 0.4),
        (4, ALL, "spent", "prices.lift", 12.0),
    ]
    assert all(type(row[4]) is float for row in filled().rows())


def test_rows_restored_are_those_taken_down() -> None:
    again = Recorder(PLACES)
    again.restore(filled().rows())
    assert list(again.rows()) == list(filled().rows())
    assert again.month == 4


def test_what_others_take_down_beside_is_taken_over_in_their_order() -> None:
    recorder = Recorder(PLACES)
    recorder.month = 4
    for parts in ([1.0, 2.0], [3.0]):
        beside = recorder.beside()
        for value in parts:
            beside.add("spent", value)
        recorder.take_over(beside)
    assert list(recorder.rows()) == [(4, ALL, "spent", ALL, value) for value in (1.0, 2.0, 3.0)]


def test_many_people_are_counted_on_several_threads_to_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {**DATA, "months": 13}
    asked: list[str] = []
    by_itself = counting._by_itself

    def noted(counter: Counter, look: Look, recorder: Recorder) -> Recorder:
        asked.append(threading.current_thread().name)
        return by_itself(counter, look, recorder)

    monkeypatch.setattr(counting, "_by_itself", noted)
    alone = simulate(scenario_from(data), 5).measures
    monkeypatch.setattr(counting, "MANY", 1)
    together = simulate(scenario_from(data), 5, threads=2).measures
    assert asked and "MainThread" not in asked
    for column in Measures._fields:
        assert np.array_equal(getattr(together, column), getattr(alone, column))


def test_only_what_is_asked_for_is_taken_down_and_for_the_region_alone() -> None:
    recorder = Recorder(PLACES, only={("age", "women")})
    people = np.ones(2, bool), np.array([0, 2], np.int16)
    for group in ("women", "men"):
        recorder.mean("age", np.array([30.0, 40.0]), *people, group)
    recorder.by_place("homes", np.ones(3))
    assert list(recorder.rows()) == [(-1, ALL, "age", "women", 35.0)]


@pytest.mark.parametrize("dtype", [bool, np.int8, np.float32, np.float64])
def test_a_mean_is_of_the_people_marked_summed_in_their_order(dtype: type) -> None:
    draws = np.random.default_rng(1)
    values: Array = (draws.random(200) * 3).astype(dtype)
    of, place = draws.random(200) < 0.4, draws.integers(0, 2, 200).astype(np.int16)
    recorder = Recorder(PLACES)
    recorder.mean("trust", values, of, place)
    expected, sums = [], []
    for row in range(2):
        total = 0.0
        for value in values[of & (place == row)].tolist():
            total += value
        sums.append(total)
        expected.append(total / int((of & (place == row)).sum()))
    found = [value for *_, value in recorder.rows()]
    assert found == [*expected, sum(sums) / int(of.sum())]
