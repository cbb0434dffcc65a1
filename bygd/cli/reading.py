"""Scenario files as commands take them: read, changed by ``--set``, checked as a region."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.words import counted

if TYPE_CHECKING:
    from sim.scenario import Scenario

SHARE = 0.9
"""Of the machine's memory that a run may need by the estimate."""


def read_scenario(file: str, settings: Iterable[str] = (), months: int | None = None) -> Scenario:
    """The scenario in ``file`` with ``path=value`` settings applied.

    Raises ``ScenarioError`` with everything that is wrong, down to a region that contradicts itself or that
    this machine cannot hold for ``months``, or for as long as the file says.
    """
    from sim.scenario import load_scenario, parse_setting, with_overrides

    changes = dict(parse_setting(text) for text in settings)
    return region_checked(file, with_overrides(load_scenario(file), changes), months)


def read_policy(file: str, base: str, settings: Iterable[str] = (), months: int | None = None) -> Scenario:
    """As :func:`read_scenario`, of a policy of ``base``: a scenario, or a difference to it."""
    from sim.scenario import load_policy, parse_setting, with_overrides

    changes = dict(parse_setting(text) for text in settings)
    return region_checked(file, with_overrides(load_policy(file, base), changes), months)


def region_checked(file: str, scenario: Scenario, months: int | None = None) -> Scenario:
    """``scenario``, unless its region cannot be: then ``ScenarioError`` at the lines of ``file``.

    Memory is estimated for ``months``, or for as many as the scenario says.
    """
    from sim.region import problems
    from sim.scenario import located

    if found := [*problems(scenario), *memory_problems(scenario, months)]:
        raise located(file, found)
    return scenario


def memory_problems(scenario: Scenario, months: int | None = None) -> list[str]:
    """A run that this machine has not the memory for, by the estimate from the scenario."""
    from psutil import virtual_memory

    from bygd.cli.memory import jobs_in_all, memory_needed, people_in_all

    needed, there = memory_needed(scenario, months), SHARE * virtual_memory().total
    if needed <= there:
        return []
    people = people_in_all(scenario, months)
    return [
        (
            f"one run would need about {needed / 1e9:,.1f} GB of memory, of {there / 1e9:,.1f} GB that it may "
            f"have here: up to {counted(round(people), 'person', 'people')} and "
            f"{jobs_in_all(scenario, people, months):,.0f} posts over "
            f"{counted(months or scenario.months, 'month', 'months')}, "
            f"{scenario.ties.slots} tie slots each; make it "
            "smaller or shorter"
        )
    ]


__all__ = ["memory_problems", "read_policy", "read_scenario", "region_checked"]
