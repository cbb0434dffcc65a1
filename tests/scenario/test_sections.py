"""A section of the scenario is a record for kernels without being listed anywhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sim.rules import rules_of
from sim.scenario.schema.base import Section
from sim.scenario.schema.root import SECTIONS, Scenario
from tests.scenario.example import example

GARDENS = """
from pydantic import Field
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema import root

class GardenSettings(Section):
    plots: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")

class Scenario(root.Scenario):
    gardens: GardenSettings = Field(default_factory=GardenSettings)

root.Scenario = Scenario
root.SECTIONS += ("gardens",)
from sim.rules import rules_of
from sim.jit import kernel

@kernel
def plots(rules):
    return rules.gardens.plots

found = rules_of(Scenario.model_validate({"places": {"a": {"population": 1000}}, "gardens": {"plots": 0.5}}))
print(type(found.gardens).__name__, plots(found))
"""


def test_sections_are_the_fields_that_hold_one() -> None:
    assert set(SECTIONS) == {
        name
        for name, info in Scenario.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
    }
    rules = rules_of(Scenario.model_validate(example()))
    assert len(rules.clubs.by_type) > 1 and rules.arrivals._fields
    assert {type(getattr(rules, name)).__name__ for name in ("ties", "rivals")} == {"TiesRules", "RivalRules"}


def test_a_new_section_reaches_kernels() -> None:
    found = subprocess.run(
        [sys.executable, "-c", GARDENS],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "BYGD_JIT": "0"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert found.stdout.split() == ["GardenRules", "0.5"], found.stderr[-2000:]
