"""Scenario files: what they may say, and how they are read."""

from __future__ import annotations

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.loading import (
    load_policy,
    load_scenario,
    load_with_base,
    located,
    parse_setting,
    scenario_from,
    with_levers,
    with_overrides,
)
from sim.scenario.schema.root import Scenario

__all__ = [
    "Problem",
    "Scenario",
    "ScenarioError",
    "load_policy",
    "load_scenario",
    "load_with_base",
    "located",
    "parse_setting",
    "scenario_from",
    "with_levers",
    "with_overrides",
]
