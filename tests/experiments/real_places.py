"""The made-up places of tests under names of real ones, for maps in reports."""

from __future__ import annotations

from bygd.cli.mapped import map_of_difference, map_of_run
from sim.scenario import with_overrides

REAL = (("Umeå", [0.0, 0.0]), ("Bjurholm", [-50.6, 9.3]), ("Vindeln", [-26.1, 40.8]))


def real(scenario):
    """``scenario`` with its first three places where three municipalities lie."""
    changes = {}
    for key, (name, position) in zip(scenario.places, REAL, strict=False):
        changes |= {f"places.{key}.name": name, f"places.{key}.position": position}
    return with_overrides(scenario, changes)


def run_mapped(findings, scenario):
    return map_of_run(findings, real(scenario))


def difference_mapped(comparison, policy, scenario):
    return map_of_difference(comparison, policy, real(scenario))
