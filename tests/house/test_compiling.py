"""Compiling beforehand, side by side: the list is what a run calls, and whatever happens to a worker, runs go on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numba
import pytest

from experiments.commands.locking import locked
from experiments.workers import compiling as side_by_side
from experiments.workers import kernel_list
from sim import kernel_folder
from sim.beginning import begin
from sim.scenario import scenario_from

pytestmark = pytest.mark.skipif(not kernel_folder.jit_enabled(), reason="as plain Python nothing is compiled")
ROOT = Path(__file__).resolve().parents[2]
SMALL = {"months": 13, "places": {"vik": {"population": 150}}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of that of compiled kernels, and a list of three calls."""
    monkeypatch.setattr(kernel_folder, "CACHE", tmp_path)
    calls = [call for call in kernel_list.listed() if call.kernel.startswith(("sim.moves:", "sim.jobs:", "sim.foci:"))]
    assert len(calls) > 2  # else they are compiled in this process
    monkeypatch.setattr(side_by_side, "listed", lambda: calls)
    return tmp_path


def test_the_list_has_what_a_run_calls() -> None:
    """Else the first run compiles the rest on one processor: python -m experiments.workers.kernel_list writes it anew.

    In a process of its own: here other tests have called kernels with other things.
    """
    code = (
        "from experiments.workers import kernel_list; from sim.history import simulate\n"
        "from sim.scenario import scenario_from\n"
        f"simulate(scenario_from({SMALL!r}), 1)\n"
        "print(*{name for name, kinds in kernel_list.called() if [kernel_list.as_data(kind) for kind in kinds]})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    called = set(done.stdout.split())
    assert len(called) > 30
    assert called <= {call.kernel for call in kernel_list.listed()}


def test_types_are_written_as_data_and_read_back() -> None:
    town = begin(scenario_from(SMALL))
    assert kernel_list.as_data(numba.typeof(town.state)) == "State"
    assert kernel_list.as_data(numba.typeof(town.rules)) == "Rules"
    for call in kernel_list.listed():
        for kind in call.kinds:
            assert kernel_list.as_data(kernel_list.as_type(kind)) == kind
    with pytest.raises(LookupError, match="no form"):
        kernel_list.as_data(numba.types.unicode_type)


@pytest.mark.parametrize("workers", [1, 2])
def test_all_is_compiled_and_noted(folder: Path, workers: int) -> None:
    seen: list[tuple[float, int, int]] = []
    assert side_by_side.compile_all(workers, lambda *reported: seen.append(reported))
    assert kernel_list.is_complete()
    assert (seen[0][:2], seen[-1][0]) == ((0.0, 0), pytest.approx(1.0))
    assert seen == sorted(seen)
    seen.clear()
    assert side_by_side.compile_all(workers, lambda *reported: seen.append(reported))
    assert not seen, "once is enough"


def test_versions_unused_for_a_month_go_when_another_is_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "compile_call", lambda call: True)
    current = folder / f"kernels-{'c' * 16}"
    monkeypatch.setattr(kernel_folder, "CACHE", current)
    ages = {current.name: 0, f"kernels-{'a' * 16}": 31, f"kernels-{'b' * 16}": 29, "matplotlib": 400}
    for name, days in ages.items():
        (folder / name).mkdir()
        (folder / name / "one.nbc").write_bytes(b"x")
        os.utime(folder / name, (time.time() - days * 86_400,) * 2)
    (folder / f"kernels-{'d' * 16}").symlink_to(folder / "matplotlib")
    os.utime(folder / "matplotlib", (0, 0))
    assert [one.name for one in kernel_folder.unused(folder, current)] == [f"kernels-{'a' * 16}"]
    assert side_by_side.compile_all(1)
    left = {one.name for one in folder.iterdir()}
    assert left == {*ages, f"kernels-{'d' * 16}"} - {f"kernels-{'a' * 16}"}
    os.utime(current, (0, 0))
    kernel_folder.note_use()
    assert kernel_folder.last_used(current) > time.time() - 60, "a process that begins says that its version is used"


def test_one_process_compiles_and_the_others_wait(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    monkeypatch.setattr(side_by_side, "compile_call", compiled.append)
    monkeypatch.setattr(side_by_side, "LOOK", 0.01)
    with locked(folder):  # another's turn, at the end of which all is done
        assert side_by_side.compile_all(1, waiting=kernel_list.note_complete)
    assert not compiled
    (folder / kernel_list.DONE).unlink()
    with locked(folder):  # another that does not come to an end
        monkeypatch.setattr(side_by_side, "PATIENCE", 0.05)
        assert side_by_side.compile_all(1)
    assert compiled and kernel_list.is_complete()


def test_the_turn_of_a_killed_process_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, time; from pathlib import Path; from experiments.commands.locking import locked\n"
        f"with locked(Path({str(folder)!r})): print(1, flush=True); time.sleep(60)"
    )
    told: list[int] = []
    monkeypatch.setattr(side_by_side, "compile_call", lambda call: True)
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"1\n"

        def kill() -> None:
            told.append(1)
            other.kill()

        assert side_by_side.compile_all(1, waiting=kill)
    assert told == [1] and kernel_list.is_complete()


def die(_: Any) -> None:
    os._exit(9)


def test_a_killed_worker_ends_nothing_and_is_not_noted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "compile_call", die)
    assert not side_by_side.compile_all(2)
    assert not kernel_list.is_complete()


def test_a_call_that_is_no_more_is_passed_over() -> None:
    (first, *_) = kernel_list.listed()
    assert not kernel_list.compile_call(first._replace(kernel="sim.homes:nobody"))
    assert not kernel_list.compile_call(first._replace(kernel="sim.nowhere:nobody"))
    assert not kernel_list.compile_call(first._replace(kinds=["int64"]))
