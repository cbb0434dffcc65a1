"""A section of the scenario is a record for kernels; a process is a section and a step."""

from __future__ import annotations

import threading
import time

import pytest

from sim.rules import rules_of
from sim.scenario.schema import base
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


def test_threads_that_ask_together_are_described_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's parser fails where two threads use it at once, and so would sessions that begin together."""
    kinds = [type(f"Kind{number}", (base.Section,), {}) for number in range(4)]
    within, most = [0], [0]

    def slow(module: str) -> dict[str, dict[str, str]]:
        within[0] += 1
        most[0] = max(most[0], within[0])
        time.sleep(0.02)
        within[0] -= 1
        return {}

    monkeypatch.setattr(base, "_docstrings", slow)
    threads = [threading.Thread(target=base.described, args=(kind,)) for kind in kinds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 1


def test_fields_are_worded_alone_or_with_their_schema_as_the_source_says() -> None:
    alone, described = base.worded(Scenario), base.described(Scenario)
    assert alone is described is Scenario
    words = Scenario.model_fields["months"].description
    assert words and Scenario.model_json_schema()["properties"]["months"]["description"] == words
