"""Fits: the same emulators wherever they are searched, and nothing is searched twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import numpy as np
import pytest

from calibration import fitting
from calibration.fitting import Training, emulators_of, searched
from calibration.plausible_space import first_points
from calibration.running import Workers
from calibration.threads import one_thread


@pytest.fixture(scope="module")
def trainings():
    unit = first_points(2, 30, 1)
    values = np.sin(3 * unit[:, 0]) + unit[:, 1]
    noisy = values + np.random.default_rng(3).normal(0, 0.05, 30)
    chance = np.full(30, 0.05**2)
    return [Training("smooth", unit, values, None, 1), Training("noisy", unit, noisy, chance, 2)]


def reported(emulators):
    unit = np.random.default_rng(4).random((50, 2))
    return [(one.key, *(part.tobytes() for part in one.predict(unit))) for one in emulators]


def never(training):
    raise AssertionError(f"{training.key} is searched again")


def test_a_fit_that_is_kept_is_not_searched_and_gives_the_same_bytes(trainings, tmp_path, monkeypatch):
    bars = []

    def bar(stage, todo, done, each):
        bars.append((stage, todo, done, each))
        return lambda tally: bars.append(tally.done)

    first = reported(emulators_of(trainings, tmp_path, Workers(0, bar), "wave-1"))
    assert bars == [("wave-1: emulators", 2, 0, "fit"), 1, 2]
    monkeypatch.setattr(fitting, "search", never)
    assert reported(emulators_of(trainings, tmp_path, Workers(0, bar), "wave-1")) == first
    assert len(bars) == 3, "nothing to do, nothing to tell"
    with pytest.raises(AssertionError, match="noisy is searched again"):
        emulators_of([trainings[1]._replace(seed=3)], tmp_path, Workers(0), "wave-1")


def test_a_damaged_fit_is_searched_again(trainings, tmp_path):
    first = reported(emulators_of(trainings[:1], tmp_path, Workers(0), "wave-1"))
    (file,) = (tmp_path / fitting.FOLDER).iterdir()
    before = file.read_bytes()
    for damaged in (before[:20], b'{"lengths": [1], "signal": null, "noise": 2}', b"[1]", b"\xff"):
        file.write_bytes(damaged)
        assert reported(emulators_of(trainings[:1], tmp_path, Workers(0), "wave-1")) == first
        assert file.read_bytes() == before


def test_two_processes_find_the_same(trainings):
    with one_thread():  # as a calibration does
        here = dict(searched(trainings, 0))
    there = dict(searched(trainings, 2))
    assert [repr(there[place]) for place in (0, 1)] == [repr(here[place]) for place in (0, 1)]


def test_all_linear_algebra_is_on_one_thread():
    """In a process of its own: libraries that tests have loaded before could be told anyway."""
    code = """
from calibration.threads import one_thread
from threadpoolctl import threadpool_info
with one_thread():
    import calibration.posterior, scipy.linalg, scipy.stats, sklearn.gaussian_process
    print(len(threadpool_info()), {each["num_threads"] for each in threadpool_info()})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    number, threads = done.stdout.split(maxsplit=1)
    assert int(number) >= 2 and threads.strip() == "{1}"


def killed(training):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed otherwise on this system")
def test_a_killed_worker_leaves_its_fits_to_the_process_it_worked_for(trainings, monkeypatch):
    class Doomed:
        """The pool, given something deadly to do."""

        def __init__(self, *words):
            self.pool = fitting_pool(*words)

        def submit(self, work, training):
            return self.pool.submit(killed, training)

        def shutdown(self, **words):
            self.pool.shutdown(**words)

    fitting_pool = fitting.ProcessPoolExecutor
    monkeypatch.setattr(fitting, "ProcessPoolExecutor", Doomed)
    assert sorted(place for place, _ in searched(trainings, 2)) == [0, 1]
