"""Clubs, language, attitudes and belonging give the same bytes compiled and as ordinary Python."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from sim.codes import ClubType, Flow, TieKind
from sim.processes import attitudes, belonging, clubs, language
from sim.town import Used
from tests.processes.societies import acquaint, give_work, open_club, settle, with_rules
from tests.processes.towns import town_of

ROOT = Path(__file__).resolve().parents[2]


def digest_after(months: int) -> str:
    """SHA-256 of all columns of a small mixed town that lives ``months``."""
    busy = {"popup": {"founding": 20.0}, "immigrant": {"founding": 20.0}}
    town = with_rules(town_of(people=400, places=2), clubs=busy)
    settle(town, 150)
    settle(town, 100, newcomer=True, language=0.1, car=False)
    settle(town, 50, place=1)
    give_work(town, range(0, 220, 2))
    acquaint(town, range(300), TieKind.CLUB)
    for kind in ClubType:
        open_club(town, kind, range(kind, 150, 8), welcome=0.6, neutral=kind % 2)
    draw = np.random.default_rng(3)
    state = town.state
    state.minds.openness[:300] = draw.random(300)
    state.people.health[:300] = draw.random(300)
    for month in range(months):
        state.contacts.local_hours[:300] = 30.0 * draw.random(300)
        state.contacts.other_hours[:300] = 30.0 * draw.random(300)
        state.contacts.bridging[:300] = draw.integers(0, 5, 300)
        state.places.flows[:] = 0
        state.places.flows[:, Flow.ARRIVALS] = month % 3
        for step in (clubs.step, language.step, attitudes.step, belonging.step):
            step(town)
        state = town.state
        town.month += 1
    digest = hashlib.sha256(bytes(town.used[Used.CLUBS]))
    for group in state:
        for column in group:
            digest.update(column.tobytes())
    return digest.hexdigest()


def test_compiling_changes_no_byte() -> None:
    def run(jit: str) -> str:
        environment = {**os.environ, "BYGD_JIT": jit, "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            [sys.executable, __file__], env=environment, check=True, capture_output=True, text=True
        ).stdout

    plain = run("0")
    assert len(plain.strip()) == 64
    assert run("1") == plain


if __name__ == "__main__":
    print(digest_after(48))
