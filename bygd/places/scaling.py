"""A region at a fraction of its people: what besides the inhabitants is scaled with them.

Every place is kept and has a fraction of its households, newcomers and posts. Whatever the model compares with a
number of people or posts of a place is scaled by the same; what belongs to one club, class, household or employer is
not: there are fewer of them, each as large as before.
"""

from __future__ import annotations

from typing import Any

from bygd.places.figures import Figure
from sim.scenario.paths import lookup, split
from sim.scenario.schema.root import Scenario
from sim.words import written

PATHS = (
    "attraction.market_half",
    "demography.youth_pull_inhabitants",
    "elsewhere.city.inhabitants",
    "elsewhere.small.inhabitants",
    "elsewhere.metropolis.inhabitants",
    "elsewhere.abroad.inhabitants",
    "elsewhere.university_town.inhabitants",
    "coordination.least_need",
    "language.course_places",
    "services.school_pupils",
    "services.shop_inhabitants",
    "services.health_inhabitants",
    "settlement.ties_half",
    "leaving.onward_compatriots_half",
    "region.district",
    "region.meeting_place_size",
    "region.workers.level_size",
    "region.workers.largest_employer",
)
"""Thresholds and capacities that count people or posts of a place."""


def scaled_sections(scale: float) -> dict[str, Any]:
    """What a scenario at ``scale`` says besides its places and streams: :class:`Figure` at each of :data:`PATHS`,
    nested as in the file. A value stays within what the field allows, and a whole number whole."""
    found: dict[str, Any] = {}
    if scale == 1.0:
        return found
    for path in PATHS:
        *way, name = split(path)
        at = found
        for step in way:
            at = at.setdefault(step, {})
        at[name] = scaled_value(path, scale)
    return found


def scaled_value(path: str, scale: float) -> Figure:
    """The default at ``path`` times ``scale``."""
    target = lookup(Scenario, {}, split(path))
    assert not isinstance(target, str) and target.field is not None, target
    default = target.field.default
    if isinstance(default, tuple):
        return Figure(
            [_value(each * scale, 0.01, 1000.0) for each in default], "converted", f"{list(default)} x {written(scale)}"
        )
    low, high = _limits(target.field.metadata)
    value: Any = _value(default * scale, low, high)
    if isinstance(default, int):
        value = min(int(high), max(int(low), round(value)))
    return Figure(
        value,
        "converted",
        f"{written(default)} x {written(scale)}" + (", the least allowed" if value > default * scale else ""),
    )


def _value(value: float, low: float, high: float) -> float:
    return float(written(min(high, max(low, value)), 4))


def _limits(metadata: list[Any]) -> tuple[float, float]:
    low = max((float(one.ge) for one in metadata if getattr(one, "ge", None) is not None), default=0.0)
    high = min((float(one.le) for one in metadata if getattr(one, "le", None) is not None), default=float("inf"))
    return low, high


__all__ = ["PATHS", "scaled_sections", "scaled_value"]
