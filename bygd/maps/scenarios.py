"""The scenario of finished results, from the text in their manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.scenario.errors import ScenarioError

if TYPE_CHECKING:
    from sim.scenario import Scenario


def scenario_of(text: str, file: str) -> Scenario:
    """Raises ``ScenarioError``, naming ``file``, for the results of a version whose scenarios read differently."""
    from sim.scenario import scenario_from
    from sim.scenario.source import plain_of

    try:
        return scenario_from(plain_of(text) or {})
    except ScenarioError as error:
        words = f"the scenario in {file} cannot be read by this version: {error.problems[0]}; run it again"
        raise ScenarioError(words) from None


__all__ = ["scenario_of"]
