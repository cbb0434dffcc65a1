"""Replicates side by side: order, failures, dying workers, stopping."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fakes
import misbehaving
import pytest

from experiments.workers.run import replicates_of
from experiments.workers.runner import run_all

ROOT = Path(__file__).resolve().parents[2]


def runs_of(scenario, replicates=4, seed=3):
    return replicates_of(scenario.digest(), seed, replicates, scenario.months)


def digests(outcomes):
    return [outcome.history.digest if outcome.history else None for outcome in outcomes]


@pytest.fixture
def scenario():
    return fakes.scenario(months=24)


def test_results_come_in_order_and_equal_for_any_number_of_jobs(scenario):
    runs = runs_of(scenario)
    one = run_all(scenario, runs, jobs=1, simulate=fakes.simulate)
    two = run_all(scenario, runs, jobs=2, simulate=fakes.simulate)
    assert [outcome.run for outcome in two] == runs
    assert digests(one) == digests(two)
    assert len(set(digests(one))) == len(runs)


def test_a_lent_executor_is_used_and_left_open(scenario):
    runs = runs_of(scenario)
    with ThreadPoolExecutor(2) as lent:
        outcomes = run_all(scenario, runs, executor=lent, simulate=fakes.simulate)
        assert lent.submit(int, "7").result() == 7
    assert digests(outcomes) == digests(run_all(scenario, runs, simulate=fakes.simulate))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failing_replicate_is_a_row_and_the_others_finish(scenario, jobs):
    runs = runs_of(scenario, 6)
    odd = {run.replicate for run in runs if run.seed % 2}
    assert odd and len(odd) < 6
    outcomes = run_all(scenario, runs, jobs=jobs, simulate=misbehaving.failing)
    assert {outcome.run.replicate for outcome in outcomes if outcome.failed} == odd
    for outcome in outcomes:
        if outcome.failed:
            assert outcome.stage == "month 3"
            assert outcome.error == "ValueError: no room for more people"


def test_a_dead_worker_is_replaced_and_its_runs_repeated(scenario, tmp_path, monkeypatch):
    monkeypatch.setenv("BYGD_TEST_MARK", str(tmp_path))
    runs = runs_of(scenario)
    outcomes = run_all(scenario, runs, jobs=2, simulate=misbehaving.dying)
    assert (tmp_path / "died").exists()
    assert digests(outcomes) == digests(run_all(scenario, runs, simulate=fakes.simulate))


def test_a_run_that_kills_every_worker_is_given_up_and_the_others_finish(scenario):
    runs = runs_of(scenario, 6)
    outcomes = run_all(scenario, runs, jobs=2, simulate=misbehaving.always_dying)
    for outcome in outcomes:
        assert outcome.failed == bool(outcome.run.seed % 2)
        if outcome.failed:
            assert outcome.stage == "worker" and "died 3 times" in outcome.error


def test_lives_are_followed_in_the_first_replicate_only(scenario):
    outcomes = run_all(scenario, runs_of(scenario, 2), lives=3, simulate=fakes.simulate)
    assert [len(outcome.history.lives) for outcome in outcomes] == [3, 0]


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_ends_with_every_month_of_every_run(scenario, jobs):
    reported = []
    run_all(scenario, runs_of(scenario, 3), jobs=jobs, simulate=fakes.simulate, progress=reported.append)
    assert reported[-1] == (3, ())
    assert all(tally.done + len(tally.under_way) <= 3 for tally in reported)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_workers_are_gone_when_the_experiment_is_stopped(end, tmp_path):
    script = textwrap.dedent("""
        import sys
        sys.path[:0] = sys.argv[1:]
        if __name__ == "__main__":
            import fakes, misbehaving
            from experiments.workers.runner import run_all
            from experiments.workers.run import replicates_of
            scenario = fakes.scenario()
            run_all(scenario, replicates_of("d", 1, 4, 600), jobs=2, simulate=misbehaving.slow)
    """)
    path = tmp_path / "stopped.py"
    path.write_text(script, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(path), str(ROOT), str(Path(fakes.__file__).parent)],
        env={**os.environ, "BYGD_TEST_MARK": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    try:
        pids = wait_for(lambda: [int(mark.stem) for mark in tmp_path.glob("*.pid")], 2)
        parent.send_signal(end)
        parent.wait(30)
        wait_for(lambda: [pid for pid in pids if not alive(pid)], 2)
    finally:
        parent.kill()
        parent.wait()


def wait_for(look, number, seconds=90.0):
    until = time.monotonic() + seconds
    while len(found := look()) < number:
        assert time.monotonic() < until, f"waited {seconds} s in vain"
        time.sleep(0.1)
    return found


def test_no_worker_is_left_over(scenario):
    run_all(scenario, runs_of(scenario, 2), jobs=2, simulate=fakes.simulate)
    assert not multiprocessing.active_children()


def test_where_memory_cannot_be_shared_the_folder_is_named(scenario, monkeypatch):
    """A lock that worker processes share is a file there; where that is read-only, the error has no path."""

    def refused(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", refused)
    monkeypatch.setattr("multiprocessing.heap.Heap.malloc", refused)  # what the progress board lies in
    with pytest.raises(OSError, match="Read-only") as caught:
        run_all(scenario, runs_of(scenario, 2), jobs=2, simulate=fakes.simulate)
    assert caught.value.errno == errno.EROFS
    if os.path.isdir("/dev/shm"):
        assert caught.value.filename == "/dev/shm, which worker processes need"


@pytest.mark.parametrize("what", ["figures", "compiling"])
def test_where_memory_cannot_be_shared_helpers_are_done_without(what, monkeypatch):
    """Only runs side by side need it: figures are drawn here, kernels compiled when they are called."""
    from experiments.commands.figure_workers import Studio
    from experiments.workers import compiling

    def refused(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", refused)
    if what == "figures":
        with Studio(2) as studio:
            assert studio.pool is None
    else:
        assert compiling._side_by_side([], 2, lambda call: None) is False
