"""Values that a file states and that nothing reads, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario.paths import Path, mapped, section_of
from sim.scenario.schema.base import Section
from sim.scenario.schema.root import Scenario
from sim.scenario.unused import conditions, is_used, why_unused


def unused_notes(scenario: Scenario) -> list[str]:
    """Values that a file states otherwise than by default, and that nothing reads in any month."""
    return [f"Note: {here} changes nothing: {words}" for here, words in _stated(scenario)]


def _stated(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for section, field in type(scenario).model_fields.items():
        kind = section_of(mapped(field.annotation))
        for path, needs in (conditions(kind) if kind is not None else {}).items():
            for key, entry in getattr(scenario, section).items():
                value, default = _value(entry, path)
                entries = [getattr(phase, section)[key] for _, phase in scenario.phases]
                if value != default and not any(is_used(one, needs) for one in entries):
                    yield f"{section}.{key}.{'.'.join(path)}", why_unused(entry, needs, section, [key, *path])


def _value(entry: Section, path: Path) -> tuple[Any, Any]:
    """What stands at ``path`` in an entry, and its default."""
    *way, last = path
    for step in way:
        entry = getattr(entry, step)
    return getattr(entry, last), type(entry).model_fields[last].get_default(call_default_factory=True)


__all__ = ["unused_notes"]
