"""A worker that gets ready early: the pool that fits takes it over, killed it is replaced, not wanted it ends."""

from __future__ import annotations

import time
from collections.abc import Iterator

import fakes
import misbehaving
import psutil
import pytest

from experiments.workers import early
from experiments.workers.early import early_worker
from experiments.workers.pool import Pool
from experiments.workers.run import replicates_of
from experiments.workers.worker import Order


@pytest.fixture(autouse=True)
def light_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers that import nothing beforehand: the model is not what is tested."""
    monkeypatch.setattr(early, "get_ready", misbehaving.nothing)
    yield
    assert early._waiting is None


def waiting() -> psutil.Process:
    """The process that waits."""
    assert early._waiting is not None
    (process,) = early._waiting.executor._processes.values()
    assert process.pid is not None
    return psutil.Process(process.pid)


def until_it_has_ended(process: psutil.Process) -> None:
    """Waits without reaping: a child whose end another has taken is alive to multiprocessing for ever."""
    for _ in range(1000):
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.01)
    raise AssertionError("it goes on")


def processes_of(jobs: int, threads: int = 1, simulate: object = fakes.simulate) -> set[int]:
    """The processes that four runs were made in, one after the other."""
    scenario = fakes.scenario(months=12)
    runs = replicates_of(scenario.digest(), 2, 4, 12)
    orders = [
        Order(run, scenario, threads, simulate=simulate, read=misbehaving.process_of, position=position)
        for position, run in enumerate(runs)
    ]
    done = list(Pool(jobs, threads, lambda tally: None).outcomes([[order] for order in orders]))
    assert [outcome.error for _, outcome in done] == [""] * 4
    return {outcome.read for _, outcome in done}


def test_a_pool_that_fits_takes_it_over() -> None:
    with early_worker(2, 1):
        process = waiting()
        assert processes_of(1) == {process.pid}
        assert processes_of(1) != {process.pid}, "it is taken once"
    assert not process.is_running()


@pytest.mark.parametrize(("jobs", "threads"), [(2, 1), (1, 2)])
def test_a_pool_that_needs_more_room_or_threads_starts_its_own(jobs: int, threads: int) -> None:
    with early_worker(1, 1):
        process = waiting()
        assert process.pid not in processes_of(jobs, threads)
        assert process.is_running()
    assert not process.is_running()


def test_killed_before_it_has_anything_to_do_it_is_replaced() -> None:
    with early_worker(1, 1):
        process = waiting()
        process.kill()
        until_it_has_ended(process)
        assert process.pid not in processes_of(1)


def test_killed_at_work_it_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("BYGD_TEST_MARK", str(tmp_path))
    with early_worker(1, 1):
        process = waiting()
        (after,) = processes_of(1, simulate=misbehaving.dying)
        assert after != process.pid


def test_an_error_in_the_block_ends_it() -> None:
    found: list[psutil.Process] = []

    def stopped() -> None:
        with early_worker(1, 1):
            found.append(waiting())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert not found[0].is_running()
