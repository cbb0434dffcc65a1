"""The same file and seed give the same bytes, and what is added elsewhere changes nobody here."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sim.codes import NOBODY
from sim.town import Town, Used

ROOT = Path(__file__).resolve().parents[2]
PLACE = {"population": 600, "newcomers": 0.1}


def digest(town: Town) -> str:
    """A hash of every array and the rows in use."""
    found = hashlib.sha256(town.used.tobytes())
    for group in town.state:
        for column in group:
            found.update(np.ascontiguousarray(column).tobytes())
    return found.hexdigest()


def test_same_seed_same_bytes_and_another_seed_others(make: Any) -> None:
    assert digest(make({"alby": PLACE})) == digest(make({"alby": PLACE}))
    assert digest(make({"alby": PLACE})) != digest(make({"alby": PLACE}, seed=2))


def test_adding_a_place_leaves_the_first_ones_people_as_they_were(make: Any) -> None:
    alone = make({"alby": PLACE})
    both = make({"alby": PLACE, "berg": {"population": 300}})
    n = int(alone.used[Used.PEOPLE])
    for name in ("people", "minds"):
        for before, after in zip(getattr(alone.state, name), getattr(both.state, name), strict=True):
            assert (before[:n] == after[:n]).all()
    households = int(alone.used[Used.HOUSEHOLDS])
    assert (alone.state.households.uid[:households] == both.state.households.uid[:households]).all()
    assert (alone.state.households.members[:households] == both.state.households.members[:households]).all()


def test_a_person_stays_the_same_when_homes_and_clubs_are_others(make: Any) -> None:
    before = make({"alby": PLACE})
    after = make({"alby": {**PLACE, "vacant_homes": 0.2, "clubs": {"sport": 9}, "openings": 0.1}})
    traits = ("birth", "sex", "schooling", "health", "origin", "arrival")
    n = int(before.used[Used.PEOPLE])
    for town in (before, after):
        assert (town.state.people.uid[n:] == 0).all()
    order, other = (np.argsort(town.state.people.uid[:n], kind="stable") for town in (before, after))
    for name in traits:
        assert (getattr(before.state.people, name)[order] == getattr(after.state.people, name)[other]).all(), name
    assert after.used[Used.HOMES] > before.used[Used.HOMES]
    assert after.used[Used.CLUBS] > before.used[Used.CLUBS]
    assert (after.state.jobs.holder[: int(after.used[Used.JOBS])] == NOBODY).mean() > 0.08


def test_compiled_or_not_the_bytes_are_the_same(tmp_path: Path) -> None:
    script = tmp_path / "tiny.py"
    script.write_text(
        "import sys\n"
        f"sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]\n"
        "from conftest import scenario_of\n"
        "from test_same_seed_same_region import digest\n"
        "from sim.region import build_region\n"
        "town = build_region(scenario_of({'alby': {'population': 120, 'newcomers': 0.2}}, "
        "ties={'settle_months': 2}))\n"
        "print(digest(town))\n",
        encoding="utf-8",
    )
    digests = {
        subprocess.run(
            [sys.executable, str(script)],
            env={**os.environ, "BYGD_JIT": jit},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for jit in ("0", "1")
    }
    assert len(digests) == 1
