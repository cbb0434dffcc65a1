"""A sweep on the workers of a Dask scheduler on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import fakes
import misbehaving
import pytest
from hamlet import BASE, DESIGN, found, swept

from experiments.commands import sweep as sweeping
from experiments.designs import load_design
from experiments.workers.cluster import cluster

pytest.importorskip("distributed", reason="Dask is an extra: pip install 'bygd[cluster]'")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def design(tmp_path, monkeypatch):
    monkeypatch.setattr(sweeping, "write_report", lambda *rest: None)
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return load_design(tmp_path / "design.yaml", replicates=30)


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler and two workers with one thread each: its address, and the workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    paths = os.pathsep.join([str(ROOT), str(Path(fakes.__file__).parent)])
    environment = {**os.environ, "PYTHONPATH": paths, "BYGD_TEST_MARK": str(tmp_path)}
    dask = [sys.executable, "-m", "dask.__main__"]
    common = {"env": environment, "cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    quiet = ["--no-dashboard"]
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), *quiet]
    started = [subprocess.Popen(scheduler, **common)]
    worker = [*dask, "worker", address, "--nthreads", "1", "--host", "127.0.0.1", "--no-nanny", *quiet]
    started += [subprocess.Popen(worker, **common) for _ in range(2)]
    try:
        yield address, started[1:]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def ready(address, workers):
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_also_when_it_loses_a_worker(design, scheduler, tmp_path):
    address, workers = scheduler
    ready(address, 2)
    killed = []

    def bar(todo, done):
        def show(tally):
            if tally.done > todo // 4 and not killed:
                workers[0].send_signal(signal.SIGKILL)
                killed.append(tally.done)

        return show

    with cluster(address) as (executor, jobs):
        assert jobs == 2
        made = swept(design, tmp_path / "out", misbehaving.unhurried, executor=executor, jobs=jobs, bar=bar)
    assert killed and made.failures == () and made.run_now == 180
    swept(design, tmp_path / "here", jobs=0)
    assert found(tmp_path / "out") == found(tmp_path / "here")


def test_no_scheduler_is_reported_in_words(monkeypatch):
    monkeypatch.setattr("experiments.workers.cluster.PATIENCE", 1)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    began = time.monotonic()
    with pytest.raises(ConnectionError, match=f"there is no scheduler at {address}"), cluster(address):
        pass
    assert time.monotonic() - began < 20


REAL = """\
design:
  title: When help begins
  base: real.yaml
  replicates: 2
  outcomes: [local_friends]
  factors:
    start: {levels: {march: null, june: {funding.pot.start: 2010-06}, late: {funding.pot.start: 2010-11}}}
    readiness: {levels: {low: {clubs.readiness: 0.2}, high: {clubs.readiness: 0.9}}}
"""
HAMLET = """\
months: 13
ties: {settle_months: 2}
origins: {one: {}}
places: {hamlet: {population: 100, newcomers: 0.2, newcomer_origins: {one: 1}}}
funding: {pot: {start: 2010-03, months: 6}}
programmes: {mentors: {funding: [pot], capacity: 5}}
"""


def test_a_sweep_by_forks_is_the_same_on_a_cluster_also_stopped(scheduler, tmp_path, monkeypatch):
    """The results of the runs that have ended are there when a sweep is stopped, though others that share their past
    are not done."""
    from experiments.workers.forks import SWITCH

    monkeypatch.setattr(sweeping, "write_report", lambda *rest: ())
    (tmp_path / "real.yaml").write_text(HAMLET, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(REAL, encoding="utf-8")
    design, done = load_design(tmp_path / "design.yaml"), []

    def bar(todo, found):
        def show(tally):
            done.append((tally.done, found))
            if not found and tally.done:
                raise KeyboardInterrupt

        return show

    address, _ = scheduler
    ready(address, 2)
    with cluster(address) as (executor, jobs):
        with pytest.raises(KeyboardInterrupt):
            swept(design, tmp_path / "out", None, executor=executor, jobs=jobs, bar=bar)
        assert done[-1][0] < 6, "half of the runs share a past"
        made = swept(design, tmp_path / "out", None, executor=executor, jobs=jobs, bar=bar)
    assert done[-1][1] > 0 and made.run_now == 12 - done[-1][1]
    monkeypatch.setenv(SWITCH, "0")
    swept(design, tmp_path / "here", None, jobs=0)
    assert found(tmp_path / "out") == found(tmp_path / "here")


def test_runs_that_share_a_past_are_the_same_on_a_cluster(scheduler, tmp_path):
    from test_forks import MONTHS, numbered, orders, results

    from experiments.workers.runner import stream
    from experiments.workers.shared import counted
    from experiments.workers.worker import carry_out

    address, _ = scheduler
    ready(address, 2)
    with cluster(address) as (executor, jobs):
        made = list(stream(orders(2), executor=executor, jobs=jobs))
    alone = [(order, carry_out(order, lambda months: None)) for order in numbered(orders(2))]
    assert results(made) == results(alone)
    work = counted(outcome for _, outcome in made)
    assert work.asked == 14 * MONTHS and work.simulated < 12 * MONTHS
