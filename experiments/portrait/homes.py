"""Homes that somebody has built, in plain words."""

from __future__ import annotations

import textwrap

from experiments.portrait.costs import sek
from experiments.portrait.interventions import PAYER, WIDTH
from sim.scenario.months import parse_month
from sim.scenario.schema.building import BuildingSettings
from sim.scenario.schema.root import Scenario
from sim.words import counted, listed

TENURES = {"owned": "to own", "public": "to rent from the municipality", "private": "to rent privately"}
"""``building.*.tenure`` in words."""
MOST_LISTED = 6
"""Months of an order that are listed one by one."""


def homes_in_words(scenario: Scenario) -> str:
    """Each order: how many homes of what kind, where, by when, at what cost, and who pays."""
    if not scenario.building:
        return ""
    wrapped = (
        part
        for key, order in scenario.building.items()
        for part in textwrap.wrap(_in_words(scenario, key, order), WIDTH, initial_indent="  ", subsequent_indent="    ")
    )
    return "\n".join(["Homes built on order:", *wrapped])


def _in_words(scenario: Scenario, key: str, order: BuildingSettings) -> str:
    place = scenario.places[order.place].name or order.place
    many = sum(order.months.values())
    off = "" if order.active else " (switched off)"
    beds = counted(order.beds, "bed", "beds")
    words = f"{order.name or key}{off}: {counted(many, 'home', 'homes')} of {beds} {TENURES[order.tenure]} in {place}"
    if not many:
        return words
    cost = "at no cost"
    if order.cost_per_home:
        each = "" if many == 1 else f"{sek(order.cost_per_home)} each, "
        cost = f"{each}{sek(many * order.cost_per_home)}{'' if many == 1 else ' in all'}, paid by {PAYER[order.payer]}"
    return f"{words}, ready {_when(order)}; {cost}"


def _when(order: BuildingSettings) -> str:
    dates = sorted(date for date, count in order.months.items() if count)
    if len(dates) == 1:
        return f"in {dates[0]}"
    if len(dates) > MOST_LISTED:
        return f"in {len(dates)} months from {dates[0]} to {dates[-1]}"
    return listed([f"{order.months[date]:,} in {date}" for date in dates])


def home_notes(scenario: Scenario) -> list[str]:
    """Orders of which nothing is built, and months outside the period."""
    start = parse_month(scenario.start)
    notes = []
    for key, order in scenario.building.items():
        idle = [date for date in order.months if not start <= parse_month(date) < start + scenario.months]
        if idle:
            notes.append(f"Note: building.{key}.months has months outside the period: {', '.join(idle[:5])}")
        if not any(order.months.values()):
            notes.append(f"Note: building.{key} builds nothing; how many homes are ready when goes into its `months`")
        elif not any(phase.building[key].active for _, phase in scenario.phases):
            notes.append(f"Note: building.{key} is switched off and no lever opens it")
        elif not order.cost_per_home:
            notes.append(f"Note: building.{key} costs nothing; what a home costs goes into its `cost_per_home`")
    return notes


__all__ = ["home_notes", "homes_in_words"]
