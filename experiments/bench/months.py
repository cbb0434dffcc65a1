"""What a month costs: nanoseconds a person, against one streaming pass, and bytes a person."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from experiments.bench.kernels import KernelCost, kernel_costs
from experiments.bench.regions import region_of
from sim import allocation
from sim.codes import Status
from sim.history import begin
from sim.jit import kernel
from sim.month_bookkeeping import close_month, open_month
from sim.schedule import ORDER
from sim.schedule import month as live_a_month
from sim.town import Town, Used

MONTHS = 12
WARM_UP = 2
PASSES = 7


class Cost(NamedTuple):
    """Measured at one size."""

    people: int
    build_s: float
    month_ns: float  # per person and month, mean over a year
    median_ns: float  # the median month
    pass_ns: float  # per person, one streaming pass
    bytes_person: float
    steps: dict[str, float]  # nanoseconds per person and month, by step of the month
    kernels: dict[str, KernelCost]  # by name, where they were asked for

    @property
    def ratio(self) -> float:
        return self.month_ns / self.pass_ns


@kernel
def touch(values: Any, mask: int) -> None:
    """Read and write every element once."""
    for at in range(values.shape[0]):
        values[at] ^= mask


def clock(threads: int) -> Callable[[], float]:
    """Processor time on one thread, which other programs do not lengthen; wall clock on several."""
    return time.process_time if threads == 1 else time.perf_counter


def streaming_pass(town: Town) -> float:
    """Seconds of a compiled pass that reads and writes every byte of the state once (median of several)."""
    columns = [column for group in town.state for column in group]
    flat = [np.ascontiguousarray(column).reshape(-1).view(np.uint8) for column in columns]
    wide = [column[: column.size // 8 * 8].view(np.uint64) for column in flat if column.size >= 8]
    touch(np.zeros(8, np.uint64), np.uint64(1))
    taken = []
    for _ in range(2 * PASSES):  # even: an exclusive or done twice is undone
        begun = time.process_time()
        for column in wide:
            touch(column, np.uint64(0x5555555555555555))
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def timed_month(town: Town, steps: dict[str, float]) -> float:
    """Live a month as :func:`sim.schedule.month` does, adding up what each step took."""
    now_of = clock(town.threads)
    first = begun = now_of()
    open_month(town)
    for name, step in ORDER:
        step(town)
        now = now_of()
        steps[name] = steps.get(name, 0.0) + now - begun
        begun = now
    close_month(town)
    return now_of() - first


def cost_at(persons: int, months: int = MONTHS, threads: int = 1, kernels: bool = False) -> Cost:
    """Build a region of ``persons``, live ``months`` months after a warm-up, and time them; with ``kernels`` as many
    more and one, in which each kernel is timed."""
    scenario = region_of(persons, WARM_UP + months * (1 + kernels) + kernels)
    begun = time.perf_counter()
    town = begin(scenario, 1, threads=threads)
    built = time.perf_counter() - begun
    for _ in range(WARM_UP):
        timed_month(town, {})
    steps: dict[str, float] = {}
    taken = [timed_month(town, steps) for _ in range(months)]
    people = int((town.state.people.status[: town.used[Used.PEOPLE]] == Status.HERE).sum())
    pass_ns = 1e9 * streaming_pass(town) / people
    byte_ns = pass_ns * people / allocation.nbytes(town.state)
    return Cost(
        people=people,
        build_s=built,
        month_ns=1e9 * statistics.fmean(taken) / people,
        median_ns=1e9 * statistics.median(taken) / people,
        pass_ns=pass_ns,
        bytes_person=allocation.nbytes(town.state) / people,
        steps={name: 1e9 * total / months / people for name, total in steps.items()},
        kernels=kernel_costs(town, live_a_month, months, people, byte_ns) if kernels else {},
    )
