"""Which kinds of lever a scenario has, in the words by which evidence of them is kept."""

from __future__ import annotations

from collections.abc import Callable

from sim.scenario import Scenario
from sim.scenario.periods import programme_wanted


def _programmes(scenario: Scenario) -> set[str]:
    found: set[str] = set()
    for each in scenario.programmes.values():
        if programme_wanted(each):
            found.add({"mentor": "mentors", "placement": "placements", "support": "support"}.get(each.form, "groups"))
            found |= {"driving"} if each.carries.driving else set()
            found |= {"copying"} if each.spreads and scenario.organising.spreading else set()
    return found


FOUND: dict[str, Callable[[Scenario], bool]] = {
    "coordinators": lambda one: bool(one.coordinators),
    "project_money": lambda one: any(each.active and not each.permanent for each in one.funding.values()),
    "procurement": lambda one: any(each.active and each.arrangement == "procurement" for each in one.funding.values()),
    "club_fees": lambda one: one.clubs.fee_support_newcomers > 0.0 or _moved(one, "clubs."),
    "childcare": lambda one: one.childcare.home_care_allowance > 0.0 or _moved(one, "childcare."),
    "courses": lambda one: _moved(one, "language."),
    "businesses": lambda one: one.businesses.active,
    "closures": lambda one: _moved(one, "sites."),
    "inflow": lambda one: _moved(one, "arrivals."),
    "settlement": lambda one: any(each.settlement.rule != "given" for each in one.arrivals.values()),
}
"""Kinds of lever that are not programmes, and how a scenario with one is told."""


def _moved(scenario: Scenario, section: str) -> bool:
    return any(path.startswith(section) for path in scenario.levers)


def levers_of(scenario: Scenario) -> frozenset[str]:
    """The kinds of lever in a scenario."""
    return frozenset(_programmes(scenario) | {kind for kind, there in FOUND.items() if there(scenario)})


__all__ = ["levers_of"]
