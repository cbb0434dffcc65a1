"""Same file and seed, same bytes: for any number of threads, in another process, JIT on or off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.history import simulate
from sim.scenario import scenario_from

ROOT = Path(__file__).parents[2]
DATA = {
    "months": 14,
    "places": {"alby": {"population": 110, "newcomers": 0.1}, "berg": {"population": 70}},
    "travel": {"alby": {"berg": 25}},
    "origins": {"one": {}, "two": {}},
    "arrivals": {
        "quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 20},
        "labour": {"pathway": "labour", "place": "berg", "origin": "two", "per_year": 10},
    },
    "ties": {"settle_months": 3},
    "levers": {"meeting.free_hours": {"2010-06": 60}},
}
PROGRAM = """
from tests.properties.test_same_bytes import DATA
from sim.history import simulate
from sim.scenario import scenario_from
print(simulate(scenario_from(DATA), 5).digest)
"""


@pytest.fixture(scope="module")
def digest():
    return simulate(scenario_from(DATA), 5).digest


def in_another_process(**environment):
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return found.stdout.strip()


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_nothing(digest, threads):
    assert simulate(scenario_from(DATA), 5, threads=threads).digest == digest


def test_another_process_changes_nothing(digest):
    assert in_another_process(PYTHONHASHSEED="77") == digest


def test_kernels_as_plain_python_give_the_same_bytes(digest):
    assert in_another_process(BYGD_JIT="0") == digest


def test_another_seed_is_another_history(digest):
    assert simulate(scenario_from(DATA), 6).digest != digest
