"""What the building of a region reads of a scenario: two scenarios that agree in it begin with the same region.

Building is given the scenario with everything else at its default (:func:`as_built`), so nothing else can reach
it. ``tests/region/test_reads.py`` finds out that nothing is missing here: it builds with every other field at
another value, and the bytes stay.
"""

from __future__ import annotations

from typing import Any

from sim.scenario.schema.root import SECTIONS, Scenario

WHOLE = ("start", "places", "travel", "buses", "origins", "region", "meeting", "ties", "schooling", "clubs")
"""Fields of the scenario that are read, or any part of which may be."""
PARTS: dict[str, tuple[str, ...]] = {
    "arriving": ("introduction_months",),
    "coordination": ("link_alone",),
    "demography": ("parent_gap",),
    "volunteering": ("start_share", "youngest", "oldest"),
    "work": ("commuting", "reach_car", "reach_no_car", "reach_transit"),
}
"""Sections of which some fields are read."""


def as_built(now: Scenario) -> Scenario:
    """``now``, the rules of the first month, with all that building does not read at its default."""
    kept: dict[str, Any] = {name: getattr(now, name) for name in WHOLE}
    for section in SECTIONS:
        if section not in kept:
            own = getattr(now, section)
            same = {name: getattr(own, name) for name in PARTS.get(section, ())}
            kept[section] = type(own)().model_copy(update=same)
    return Scenario.model_construct(**kept)


def building_text(scenario: Scenario) -> str:
    """All that building reads of ``scenario``, as JSON: equal texts, equal regions (of one seed)."""
    return as_built(scenario.at(0)).model_dump_json(include={*WHOLE, *PARTS})


__all__ = ["PARTS", "WHOLE", "as_built", "building_text"]
