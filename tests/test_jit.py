"""A kernel called again with the same kinds of arguments goes straight to the version compiled for them."""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
import pytest

from sim import allocation
from sim.codes import TieKind
from sim.jit import Kernel, kernel
from sim.kernel_folder import jit_enabled
from tests.test_state_abi import small_state

pytestmark = pytest.mark.skipif(not jit_enabled(), reason="as plain Python there is nothing to keep")


@kernel
def half(value: Any) -> Any:
    return value / 2


@kernel
def total(values: Any) -> Any:
    found = values.dtype.type(0) * 0
    for at in range(values.shape[0]):
        found += values[at]
    return found


@kernel
def first_birth(state: Any, extra: int) -> int:
    return int(state.people.birth[0]) + extra


def test_a_version_is_kept_for_each_kind_of_argument() -> None:
    assert [half(value) for value in (3, 3.0, np.float32(3), np.uint64(2**63), True)] == [1.5, 1.5, 1.5, 2**62, 0.5]
    kept = dict(half.versions)
    assert [half(value) for value in (-5, 2.5, np.float32(5), np.uint64(3 * 2**62), False)] == [
        -2.5,
        1.25,
        2.5,
        3 * 2**61,
        0,
    ]
    assert len(kept) == 5
    assert half.versions == kept, "nothing more was asked of numba"


def test_arrays_of_other_types_layouts_and_rights_are_distinguished() -> None:
    numbers = np.arange(12)
    frozen = numbers.copy()
    frozen.flags.writeable = False
    for values in (numbers, numbers[::2], numbers.astype(np.float32), numbers.astype(np.uint8), frozen) * 2:
        assert total(values) == values.sum()


def test_a_state_that_was_called_with_once_asks_numba_nothing_more(monkeypatch: Any) -> None:
    state = small_state()
    state.people.birth[0] = -300
    assert first_birth(state, 7) == -293
    larger = allocation.grown(state, "people", 12)
    larger.people.birth[0] = -200
    monkeypatch.setattr(Kernel, "_first_call", None)
    assert (first_birth(state, 1), first_birth(larger, 1)) == (-299, -199)


def test_what_is_no_plain_number_is_left_to_numba() -> None:
    assert half(TieKind.WORK) == TieKind.WORK / 2


def test_what_this_process_compiled_is_not_read_again_from_its_file() -> None:
    """Twice in memory, the same names would stand for two functions."""

    @kernel
    def third(value: Any) -> Any:
        return value / 3

    third.files.file((numba.float64,)).unlink(missing_ok=True)  # of tests that ran before
    third.prepare((numba.float64,))
    assert third(6.0) == 2.0
    assert not third.read
    assert third.called_with() == [(numba.float64,)]
