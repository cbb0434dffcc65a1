"""Scenario files as commands take them: read, changed by ``--set``, checked as a region."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario import Scenario


def read_scenario(file: str, settings: Iterable[str] = ()) -> Scenario:
    """The scenario in ``file`` with ``path=value`` settings applied.

    Raises ``ScenarioError`` with everything that is wrong, down to a region that contradicts itself.
    """
    from sim.scenario import load_scenario, parse_setting, with_overrides

    changes = dict(parse_setting(text) for text in settings)
    return region_checked(file, with_overrides(load_scenario(file), changes))


def region_checked(file: str, scenario: Scenario) -> Scenario:
    """``scenario``, unless its region cannot be: then ``ScenarioError`` at the lines of ``file``."""
    from sim.region import problems
    from sim.scenario import located

    if found := problems(scenario):
        raise located(file, found)
    return scenario


__all__ = ["read_scenario", "region_checked"]
