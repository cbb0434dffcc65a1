"""A section of the scenario is a record for kernels; a process is a section and a step."""

from __future__ import annotations

from sim.rules import rules_of
from sim.scenario.schema.base import Section
from sim.scenario.schema.processes import Processes, order
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.schedule import ORDER
from tests.scenario.example import example


def test_sections_are_the_fields_that_hold_one() -> None:
    assert set(SECTIONS) == {
        name
        for name, info in Scenario.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
    }
    rules = rules_of(Scenario.model_validate(example()))
    assert len(rules.clubs.by_type) > 1 and rules.arrivals._fields
    assert {type(getattr(rules, name)).__name__ for name in ("ties", "rivals")} == {"TiesRules", "RivalRules"}


def test_every_process_takes_its_step_from_a_module_and_has_settings() -> None:
    assert [name for name, _ in ORDER] == list(order())
    assert set(Processes.model_fields) < set(SECTIONS)
