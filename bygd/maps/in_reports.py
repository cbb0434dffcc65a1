"""Maps in the reports of runs and comparisons: of real places, two or more, the first headline outcome there is."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from bygd.maps.geography import Geography, geography
from bygd.maps.making import ENOUGH
from bygd.maps.of_comparisons import versus_values
from bygd.maps.of_runs import run_values
from bygd.maps.results import MONTHS, end_of, headlines, tag_of
from bygd.maps.sheet import png_of, sheet
from bygd.maps.values import Values
from bygd.places.table import load_table
from experiments.figures.picture import Rendered

if TYPE_CHECKING:
    from experiments.comparison.result import Comparison, Versus
    from experiments.outcomes.findings import Findings
    from sim.scenario import Scenario

MAP = "map"


def map_of_run(findings: Findings, scenario: Scenario) -> Rendered | None:
    """The first headline outcome that half of the places have a value of, at the end of the run; None where the places
    are not real, or one, or no year is whole."""
    years = findings.months // MONTHS
    geo = _real(scenario)
    if geo is None or not years:
        return None
    places = list(scenario.places)
    end, tag = functools.partial(end_of, scenario), functools.partial(tag_of, scenario)
    for row in headlines():
        values = run_values(findings, row, places, (years,), end, tag)
        if values.known_share >= ENOUGH:
            return _rendered(geo, values, findings.title, MAP)
    return None


def map_of_difference(comparison: Comparison, policy: Versus, scenario: Scenario) -> Rendered | None:
    """As :func:`map_of_run`: the difference that ``policy`` makes to the outcome, in each place of the base."""
    geo = _real(scenario)
    if geo is None:
        return None
    for row in headlines():
        values = versus_values(comparison, policy, row)
        same = not any(one.known and one.mean for each in values.by_place.values() for one in each)
        if values.known_share >= ENOUGH and not same:
            number = [one.name for one in comparison.policies].index(policy.name) + 1
            return _rendered(geo, values, comparison.title, f"{MAP}-{number}")
    return None


def _real(scenario: Scenario) -> Geography | None:
    return geography(load_table(), scenario.places) if len(scenario.places) > 1 else None


def _rendered(geo: Geography, values: Values, title: str, name: str) -> Rendered:
    drawn = sheet(geo, values, title)
    return Rendered(name, values.title, drawn.alt, drawn.alt, drawn.svg, png_of(drawn.svg))


__all__ = ["map_of_difference", "map_of_run"]
