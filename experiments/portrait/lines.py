"""Lines of public transport in plain words."""

from __future__ import annotations

import textwrap

from experiments.portrait.costs import sek
from experiments.portrait.interventions import PAYER, WIDTH
from sim.scenario.schema.lines import LINES, LineSettings
from sim.scenario.schema.root import Scenario
from sim.scenario.words import number
from sim.words import plural

YEAR = 12


def lines_in_words(scenario: Scenario) -> str:
    """Each line: where it stops, how long a ride takes, what it costs and who pays."""
    lines = [_in_words(scenario, key, line) for field in LINES for key, line in getattr(scenario, field).items()]
    if not lines:
        return ""
    wrapped = (
        part for text in lines for part in textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    )
    return "\n".join(["Public transport:", *wrapped])


def _in_words(scenario: Scenario, key: str, line: LineSettings) -> str:
    stops = " – ".join(scenario.places[stop].name or stop for stop in line.between)
    if line.minutes:
        ride = f"{_minutes(sum(line.minutes))} from end to end"
    else:
        times = f"{number(line.times_by_car)} times as long"
        ride = f"{'as long' if line.times_by_car == 1 else times} as by car"
    cost = "costs nothing"
    if line.cost_per_month:
        cost = f"costs {sek(YEAR * line.cost_per_month)} a year, paid by {PAYER[line.payer]}"
    off = "" if line.active else " (switched off)"
    return f"{line.name or key}{off}: {stops}, {ride}, and {_minutes(line.waiting)} of waiting; {cost}"


def _minutes(count: float) -> str:
    return f"{number(count)} {plural(count, 'minute', 'minutes')}"


def line_notes(scenario: Scenario) -> list[str]:
    """Lines that never run, or run for nothing."""
    notes = []
    for field in LINES:
        for key in getattr(scenario, field):
            if not any(getattr(phase, field)[key].active for _, phase in scenario.phases):
                notes.append(f"Note: {field}.{key} is switched off and no lever opens it")
            elif not any(getattr(phase, field)[key].cost_per_month for _, phase in scenario.phases):
                notes.append(f"Note: {field}.{key} costs nothing; what it costs goes into its `cost_per_month`")
    return notes


__all__ = ["line_notes", "lines_in_words"]
