"""Histories are the same bytes as when they were written down: a change of structure changes none.

After a change that is meant to alter what the model does, write them anew with
``python -m tests.house.test_digests`` and say in the changelog what differs. Where a history differs that raises
``MODEL`` of ``sim/version.py``, by which posteriors know what they were fitted to.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest

from sim.history import simulate
from sim.scenario import load_scenario, scenario_from
from sim.version import MODEL
from tests.properties.test_same_bytes import DATA

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("digests.json")
VERSION_FILE = ROOT / "sim" / "version.py"
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


def seal(model: int, digests: Mapping[str, str]) -> str:
    """What ties a number of the model to its histories: digests changed by hand, or merged, no longer fit it."""
    return hashlib.sha256(json.dumps([model, *sorted(digests.items())]).encode()).hexdigest()[:16]


def written_anew(kept: Mapping[str, Any], on: str, digests: Mapping[str, str]) -> dict[str, Any]:
    """What is to be written where histories are now ``digests`` on the machine ``on``; ``kept``: the file so far.

    The number of the model is raised where a history that stands there is another now, or was written in without one.
    """
    before, model = kept["digests"], int(kept["model"])
    differs = kept["on"] == on and any(digests[case] != before[case] for case in digests if case in before)
    if differs or kept["seal"] != seal(model, before):
        model += 1
    return {"model": model, "seal": seal(model, digests), "on": on, "digests": dict(digests)}


@pytest.mark.parametrize("case", list(CASES))
def test_history_is_as_it_was_written_down(case: str) -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    if kept["on"] != written_on():
        pytest.skip(f"written on {kept['on']}; last bits may differ on {written_on()}")
    assert found(case) == kept["digests"][case]


def test_the_model_s_number_is_that_of_these_histories() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    words = (
        "write them anew with python -m tests.house.test_digests: posteriors of the model before must be known as such"
    )
    assert kept["seal"] == seal(kept["model"], kept["digests"]), words
    assert kept["model"] == MODEL, words


def test_the_number_is_raised_when_a_history_differs_and_only_then() -> None:
    kept = {"model": 7, "seal": seal(7, {"a": "1", "b": "2"}), "on": "here", "digests": {"a": "1", "b": "2"}}
    found = {
        digests: written_anew(kept, "here", dict(digests))["model"]
        for digests in (
            (("a", "1"), ("b", "2")),
            (("a", "1"), ("b", "2"), ("c", "3")),
            (("a", "1"),),
            (("a", "9"), ("b", "2")),
        )
    }
    assert list(found.values()) == [7, 7, 7, 8]
    elsewhere = written_anew(kept, "there", {"a": "5", "b": "6"})
    assert elsewhere["model"] == 7, "last bits of another machine are no other model"
    merged = {**kept, "digests": {"a": "1", "b": "8"}}
    assert written_anew(merged, "here", {"a": "1", "b": "8"})["model"] == 8, "not even by hand, or in a merge"


def write() -> None:
    """Write histories as they are now, and the number of the model."""
    new = written_anew(
        json.loads(FILE.read_text(encoding="utf-8")), written_on(), {case: found(case) for case in CASES}
    )
    FILE.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
    text = VERSION_FILE.read_text(encoding="utf-8")
    VERSION_FILE.write_text(
        re.sub(r"^MODEL = \d+$", f"MODEL = {new['model']}", text, flags=re.MULTILINE), encoding="utf-8"
    )


if __name__ == "__main__":
    write()
