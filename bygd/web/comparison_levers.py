"""Levers of a setting before anything is lived: where they stand, and what moving them changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bygd.web.levers import FUNDING, LASTING, Handles, Lever, acted_on, as_asked, levers_of, with_handles

if TYPE_CHECKING:
    from sim.scenario import Scenario


def handled(scenario: Scenario) -> tuple[Scenario, Handles]:
    """``scenario`` with the entries that the three levers act on; as it is where it has them all.

    Added entries stand at zero, which leaves the same bytes. Raises ``ScenarioError`` where there is no room.
    """
    programme, post = acted_on(scenario)
    if programme is None or post is None:
        return with_handles(scenario)
    paying = (*scenario.programmes[programme].funding, *scenario.coordinators[post].funding)
    return scenario, Handles(programme, post, tuple(dict.fromkeys(paying)))


def standing(lever: Lever, scenario: Scenario, handles: Handles, month: int = 0) -> float:
    """Where a lever stands in ``month``, the first if not given, in the field's own unit."""
    now = scenario.at(month)
    if lever.key == FUNDING:
        stream = now.funding[_stream(now, handles, month)]
        if not stream.active:
            return 0.0
        return float(LASTING if stream.months is None else stream.months)
    value: Any = now.canonical()
    for step in lever.path.split("."):
        value = value[step]
    return float(value)


def moved(scenario: Scenario, handles: Handles, values: Mapping[str, float], month: int = 0) -> Scenario:
    """``scenario`` with levers (by key) at ``values`` from ``month`` on (0 is the first).

    What the scenario itself changes later on stays. Raises ``ScenarioError`` for values that do not go
    together.
    """
    from sim.scenario import with_levers, with_overrides

    changes: dict[str, Any] = {}
    for lever in levers_of(handles):
        value = values.get(lever.key)
        if value is None or value == standing(lever, scenario, handles, month):
            continue
        changes |= (
            _funding(value, scenario, handles, month)
            if lever.key == FUNDING
            else {lever.path: as_asked(lever, value, scenario)}
        )
    if month and changes:
        return with_levers(scenario, scenario.date_of(month), changes)
    return with_overrides(scenario, changes)


def _stream(scenario: Scenario, handles: Handles, month: int) -> str:
    """The stream that the lever of money moves: the first that is on and has not come to its end by ``month``, else the
    first that is off."""
    for key in handles.streams:
        stream = scenario.funding[key]
        begins = scenario.month_of(stream.start or scenario.start)
        if stream.active and (stream.permanent or stream.months is None or begins + stream.months > month):
            return key
    return next((key for key in handles.streams if not scenario.funding[key].active), handles.streams[0])


def _funding(value: float, scenario: Scenario, handles: Handles, month: int) -> dict[str, Any]:
    key = _stream(scenario.at(month), handles, month)
    if value <= 0:
        return {f"funding.{key}.active": False}
    endless = value >= LASTING
    return {
        f"funding.{key}.active": True,
        f"funding.{key}.permanent": endless,
        f"funding.{key}.months": None if endless else round(value),
    }


__all__ = ["handled", "moved", "standing"]
