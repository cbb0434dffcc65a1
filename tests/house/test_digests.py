"""Histories are the same bytes as when they were written down: a change of structure changes none.

After a change that is meant to alter what the model does, write them anew with
``python -m tests.house.test_digests`` and say in the changelog what differs.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path

import numba
import numpy as np
import pytest

from sim.history import simulate
from sim.scenario import load_scenario, scenario_from
from tests.properties.test_same_bytes import DATA

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("digests.json")
CASES = {
    "two places with every kind of programme": ("", 5, 14),
    "rural town": ("scenarios/rural-town.yaml", 1, 18),
    "rural town, another seed": ("scenarios/rural-town.yaml", 2, 14),
    "three levers": ("scenarios/three-levers-town.yaml", 1, 14),
    "hudiksvall": ("scenarios/seeds/hudiksvall.yaml", 1, 14),
    "punkalaidun taken over": ("scenarios/seeds/punkalaidun-taken-over.yaml", 1, 14),
}
"""File (none: the small region of the tests of same bytes), seed, months."""


def written_on() -> str:
    """What may change the last bits of a logarithm."""
    return f"{platform.machine()}, numba {numba.__version__}, numpy {np.__version__}"


def found(case: str) -> str:
    file, seed, months = CASES[case]
    scenario = load_scenario(ROOT / file) if file else scenario_from(DATA)
    return simulate(scenario, seed, months=months).digest


@pytest.mark.parametrize("case", list(CASES))
def test_history_is_as_it_was_written_down(case: str) -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    if kept["on"] != written_on():
        pytest.skip(f"written on {kept['on']}; last bits may differ on {written_on()}")
    assert found(case) == kept["digests"][case]


if __name__ == "__main__":
    FILE.write_text(
        json.dumps({"on": written_on(), "digests": {case: found(case) for case in CASES}}, indent=2) + "\n",
        encoding="utf-8",
    )
