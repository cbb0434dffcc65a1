"""Killed in the middle, ``run`` and ``compare`` go on; ``make fuzz`` kills them more often."""

from __future__ import annotations

import os

import pytest

from tests.fuzz import kills
from tests.fuzz.trying import Fault

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="process groups and SIGKILL are of Unix")]


@pytest.mark.parametrize("command", kills.COMMANDS)
def test_a_killed_command_ends_with_what_it_would_have_left(command: str) -> None:
    assert sum(kills.attempt_kills(command, seed) for seed in (0, 1)) > 0


def test_a_result_that_differs_is_a_fault_that_can_be_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    expected, seconds = kills.undisturbed("run")
    assert expected.get("out/summary.csv")
    monkeypatch.setattr(kills, "undisturbed", lambda command: ({**expected, "out/summary.csv": "other"}, seconds))
    with pytest.raises(Fault, match=r"undisturbed: out/summary.csv\n.*\nagain: --kind kill-run --seed 3 --rounds 1"):
        kills.attempt_kills("run", 3, most=1)
