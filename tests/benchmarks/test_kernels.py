"""What the bench says of a kernel: the columns in its source and in that of those it calls, and what bounds it."""

from __future__ import annotations

import pytest

from experiments.bench.kernels import KernelCost, bound_by, columns_of, limit_table
from sim.kernel_folder import jit_enabled
from sim.month_bookkeeping import count_people
from sim.processes.club_boards import boards_of, sit_or_stand_down

compiled = pytest.mark.skipif(not jit_enabled(), reason="kernels are plain functions then")


@compiled
def test_columns_are_found_by_the_names_they_go_by() -> None:
    found = {"people.status", "people.place", "people.newcomer", "places.population", "places.newcomers"}
    assert columns_of(count_people) == found | {"clock.used"}
    assert columns_of(boards_of) == {"memberships.board_until"}


@compiled
def test_columns_of_kernels_that_are_called_count() -> None:
    found = columns_of(sit_or_stand_down)
    assert "memberships.board_until" in found  # its own
    assert {"people.health", "minds.trust"} <= found  # of fitness
    assert "households.members" in found  # of has_small_child, which fitness calls
    assert "ties.hours" not in found


def cost(measured: float, limit: float, ranges: bool = True) -> KernelCost:
    return KernelCost(1.0, measured, 10.0, limit, ranges)


def test_what_bounds_a_kernel() -> None:
    assert bound_by(cost(9.0, 10.0), cost(19.0, 10.0)) == "speed of memory"
    assert bound_by(cost(20.0, 10.0), cost(31.0, 10.0)) == "waiting for memory"
    assert bound_by(cost(25.0, 10.0), cost(31.0, 10.0)) == "arithmetic, branches"
    assert bound_by(None, cost(31.0, 10.0)) == "arithmetic, branches"


def test_the_table_has_the_largest_of_each_size_and_what_threads_can_bring() -> None:
    many = {f"small.{number}": cost(1.0 + number / 100, 1.0) for number in range(12)}
    text = limit_table({3000: {**many, "a.b": cost(30.0, 10.0, False)}, 90000: {"a.b": cost(50.0, 10.0, False)}})
    assert "| `a.b` | 10 | 10 | 30 | 10 | 10 | 50 | no | waiting for memory |" in text
    assert text.count("| `small.") == 9 and "`small.2`" not in text
    assert "90,000 people: all 1 kernels 50 ns, 0 of it shared among threads; two can make them at most 1 times" in text
