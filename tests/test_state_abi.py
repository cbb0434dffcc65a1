"""A kernel takes the whole state as one pointer and sees the same arrays as Python does."""

from __future__ import annotations

import copy
import pickle
import threading
import weakref
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim import allocation, state_abi
from sim.jit import kernel
from sim.state import State


def small_state() -> State:
    return allocation.allocate_state(
        people=8, households=4, homes=4, foci=4, seats=16, clubs=2, jobs=4, employers=2, places=1, slots=8
    )


@kernel
def mark(person: int, state: Any) -> None:
    state.people.status[person] = 2


@kernel
def mark_twice(person: int, state: Any) -> int:
    mark(person, state)
    mark(person + 1, state)
    state.homes.beds[0] = 5
    return int(state.people.status[person])


def test_kernels_change_the_arrays_python_sees() -> None:
    state = small_state()
    assert mark_twice(1, state) == 2
    assert state.people.status.tolist() == [0, 2, 2, 0, 0, 0, 0, 0]
    assert state.homes.beds[0] == 5


def test_a_grown_state_is_another_one() -> None:
    state = small_state()
    mark(0, state)
    larger = allocation.grown(state, "people", 12)
    mark(11, larger)
    assert larger.people.status.tolist() == [2] + [0] * 10 + [2]
    assert state.people.status.tolist() == [2] + [0] * 7


def test_the_record_of_a_grown_state_is_that_of_one_never_seen() -> None:
    """Groups that did not grow lend it their records."""
    state = small_state()
    mark(0, state)
    larger = allocation.grown(state, "people", 12)
    never_seen = State(*(type(group)(*group) for group in larger))
    assert state_abi.words(larger) == state_abi.words(never_seen)
    assert state_abi.words(larger) != state_abi.words(state)


def test_states_that_alternate_are_not_mixed_up() -> None:
    states = [small_state() for _ in range(5)]
    for _ in range(2):
        for number, state in enumerate(states):
            mark(number, state)
    for number, state in enumerate(states):
        assert state.people.status.nonzero()[0].tolist() == [number]


def test_copies_have_an_address_of_their_own() -> None:
    state = small_state()
    mark(0, state)
    for other in (copy.deepcopy(state), pickle.loads(pickle.dumps(state)), allocation.copied(state)):
        mark(1, other)
        assert other.people.status.tolist()[:2] == [2, 2]
    assert state.people.status.tolist()[:2] == [2, 0]


def test_addresses_are_those_numpy_gives() -> None:
    table = np.arange(12.0).reshape(3, 4)
    fixed = np.arange(3)
    fixed.flags.writeable = False
    for values in (table, table[1:], table[:, 1:], table[::-1], fixed, np.zeros((0, 2)), np.zeros(3, bool)):
        assert state_abi.address_of(values) == values.ctypes.data


def test_a_record_that_another_thread_may_be_reading_is_not_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads are handed a new group at once: the second is done while the first still writes its record."""
    state, writing, done = small_state(), threading.Event(), threading.Event()
    words = state_abi.words

    def slow_words(group: Any) -> list[int]:
        if threading.current_thread() is first:
            writing.set()
            assert done.wait(10)
        return words(group)

    monkeypatch.setattr(state_abi, "words", slow_words)
    first = threading.Thread(target=state_abi.key_of_group, args=(state.homes,))
    first.start()
    assert writing.wait(10)
    state_abi.key_of_group(state.homes)
    record = weakref.ref(state.homes.__dict__["_record"][1])
    done.set()
    first.join()
    assert record() is not None


@kernel
def birth_months(count: int, people: Any) -> Any:
    months = np.zeros(count, np.int64)
    for person in range(count):
        months[person] = people.birth[person]
    return months


def test_a_kernel_that_makes_arrays_may_return_them() -> None:
    state = small_state()
    state.people.birth[:] = range(8)
    assert birth_months(5, state.people).tolist() == [0, 1, 2, 3, 4]


class Shapes(NamedTuple):
    """Columns of every form, which goes by address."""

    row: Any
    every_second: Any
    table: Any
    turned: Any
    corner: Any
    yes: Any
    factor: float


state_abi.goes_by_address(Shapes)


@kernel
def row_seen(values: Any, found: Any) -> None:
    found[0], found[1], found[2] = values.shape[0], values.size, values.itemsize
    found[3], found[4] = values.strides[0], values[1:].sum()


@kernel
def table_seen(values: Any, found: Any) -> None:
    found[0], found[1] = values.shape[1], values.size
    found[2], found[3], found[4] = values.strides[0], values.strides[1], values[1].sum()


@kernel
def looked_at(shapes: Any, found: Any) -> float:
    """What arrays say of themselves, and what is found by going along them."""
    row_seen(shapes.row, found[0])
    row_seen(shapes.every_second, found[1])
    table_seen(shapes.table, found[2])
    table_seen(shapes.turned, found[3])
    table_seen(shapes.corner, found[4])
    found[5, 0] = shapes.yes[1:].sum()
    return shapes.factor  # type: ignore[no-any-return]


def test_kernels_see_arrays_of_any_form_as_they_are() -> None:
    class Kept(Shapes):
        """With a place for the address."""

    state_abi.goes_by_address(Kept)
    row, table = np.arange(7, dtype=np.float32), np.arange(12).reshape(3, 4)
    shapes = Kept(row, row[::2], table, table.T, table[1:, 1:3], np.array([True, False, True]), 1.5)
    found = np.zeros((6, 5))
    assert looked_at(shapes, found) == 1.5
    assert found.tolist() == [
        [7, 7, 4, 4, 21],
        [4, 4, 4, 8, 12],
        [4, 12, 32, 8, 22],
        [3, 12, 8, 32, 15],
        [2, 4, 32, 8, 19],
        [1, 0, 0, 0, 0],
    ]
