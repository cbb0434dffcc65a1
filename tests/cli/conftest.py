"""What tests of commands share: the sweep's folder that tests of experiments build, and typing a command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPERIMENTS = str(ROOT / "tests" / "experiments")
if EXPERIMENTS not in sys.path:
    sys.path.append(EXPERIMENTS)


class Done(NamedTuple):
    """What came of a command."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    """Commands answer SIGTERM themselves until they end; here the process goes on after them."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(autouse=True)
def runs_stay_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one job does, it does in the process of the tests unless a test is marked ``workers``.

    For a user it is a worker as well, so that a run beyond its share of the memory ends alone; each costs the
    tests seconds of imports. More jobs are workers in any case.
    """
    if request.node.get_closest_marker("workers"):
        return
    from experiments.commands import sweep
    from experiments.workers import early, limits

    monkeypatch.setattr(early, "ALLOWED", False)
    pooled, there = sweep.stream, limits.limits_here
    monkeypatch.setattr(
        sweep, "stream", lambda orders, *, jobs=1, **more: pooled(orders, jobs=jobs if jobs > 1 else 0, **more)
    )
    monkeypatch.setattr(
        limits,
        "limits_here",
        lambda seconds, memory, jobs: (
            there(seconds, memory, jobs) if seconds or memory or jobs > 1 else limits.NO_LIMITS
        ),
    )


@pytest.fixture
def bygd(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Type a command in the folder ``cwd``. It runs in this process: a new one costs seconds of imports."""
    from bygd.cli import main

    def typed(*words: object, cwd: Path) -> Done:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Done(code, *capsys.readouterr())

    return typed


@pytest.fixture
def interrupted() -> Callable[..., Done]:
    """Type a command in a process of its own in the folder ``cwd``, and Ctrl-C once it has begun to simulate."""
    if os.name == "nt":
        pytest.skip("signals as on Unix")

    def typed(*words: object, cwd: Path) -> Done:
        process = subprocess.Popen(
            [sys.executable, "-m", "bygd", *map(str, words)],
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        assert process.stderr is not None
        process.stderr.readline()  # it has begun
        time.sleep(3)
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
        return Done(process.returncode, stdout, stderr)

    return typed
