"""Maps for reports of commands, drawn where there are several places; what draws them is imported only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.comparison.result import Comparison, Versus
    from experiments.figures.picture import Rendered
    from experiments.outcomes.findings import Findings
    from sim.scenario import Scenario


def map_of_run(findings: Findings, scenario: Scenario) -> Rendered | None:
    """The map in the report of a run (:func:`bygd.maps.in_reports.map_of_run`)."""
    if len(scenario.places) < 2:
        return None
    from bygd.maps import in_reports

    return in_reports.map_of_run(findings, scenario)


def map_of_difference(comparison: Comparison, policy: Versus, scenario: Scenario) -> Rendered | None:
    """The map in the report of a comparison (:func:`bygd.maps.in_reports.map_of_difference`)."""
    if len(scenario.places) < 2:
        return None
    from bygd.maps import in_reports

    return in_reports.map_of_difference(comparison, policy, scenario)


__all__ = ["map_of_difference", "map_of_run"]
