"""From a folder of results to a map: which values, of which places, drawn or as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bygd.maps.flows import Flows, Kind, Progress, flows_of, net_values
from bygd.maps.geography import Geography, geography
from bygd.maps.outlines import FETCHED
from bygd.maps.results import COMPARISON, NoMap, Results, arm_named, headlines, outcome
from bygd.maps.schematic import schematic
from bygd.maps.values import Values
from bygd.places.table import PACKAGED, Table, load_table
from experiments.outcomes.catalogue import Measure

TABLE = "table.yaml"
"""What a folder of figures has."""
ENOUGH = 0.5
"""Share of the places that have a value of the outcome that is drawn unasked."""


@dataclass(frozen=True)
class Asked:
    """What a map is to show."""

    outcome: str | None = None
    """None: the first of the headline outcomes that half of the places have a value of."""
    years: tuple[int, ...] = ()
    """Of the calendar or of the run; none: the end of the run."""
    difference: bool = False
    change: bool = False
    policy: str | None = None
    figures: Path = PACKAGED
    """Folder of figures of municipalities, with outlines where they were fetched."""


def values_of(results: Results, asked: Asked) -> Values:
    """Raises :class:`NoMap` for what the results do not hold."""
    if asked.outcome is not None:
        return _values(results, asked, outcome(asked.outcome))
    for row in headlines():
        if (asked.years and row.year) or (asked.change and (row.year or row.adds_up)):
            continue
        if asked.years and results.kind == COMPARISON and not row.followed:
            continue
        found = _values(results, asked, row)
        if found.known_share >= ENOUGH:
            return found
    raise NoMap(f"no outcome has a value in half of the places of {results.folder}; name one by --outcome")


def _values(results: Results, asked: Asked, row: Measure) -> Values:
    from bygd.maps.of_comparisons import difference_values, level_values
    from bygd.maps.of_runs import Read, run_values

    if row.year and asked.years:
        raise NoMap(f"--year: {row.key} ({row.label}) is of all who came during the run and has no years")
    years: Sequence[int] = tuple(dict.fromkeys(results.year(one) for one in asked.years))
    if not results.years and not years:
        raise NoMap(f"the run in {results.folder} is shorter than a year: --year 0 draws its start")
    if results.kind != COMPARISON:
        if asked.difference or asked.policy:
            option = "--difference" if asked.difference else "--policy"
            raise NoMap(f"{option}: {results.folder} holds one run; differences are in the results of 'bygd compare'")
        ends = years or (results.years,)
        return run_values(Read(results, row), row, results.places, ends, results.date, results.tag, change=asked.change)
    if asked.change:
        raise NoMap("--change: it is drawn of the results of 'bygd run'; of a comparison draw --difference")
    if asked.difference:
        policy = arm_named(results, asked.policy)
        if policy is results.arms[0]:
            raise NoMap(f"--policy {policy.name}: that is the base; name a policy that differs from it")
        return difference_values(results, policy, row, years or None)
    arm = results.arms[0] if asked.policy is None else arm_named(results, asked.policy)
    return level_values(results, arm, row, years or None)


def flows_and_values(
    results: Results, asked: Asked, kind: Kind, progress: Progress | None = None
) -> tuple[Flows, Values]:
    """The flows at the end of the year that is asked for, and what the map shows beneath them: the outcome that is
    named, else what each place gains by them. Raises :class:`NoMap`."""
    if len(asked.years) > 1:
        raise NoMap("--flows: one map shows the flows of one year; give one --year")
    if asked.difference or asked.change:
        raise NoMap("--flows: they are those of one run, and go with an outcome as it is")
    year = results.year(asked.years[0]) if asked.years else results.years
    arm = results.arms[0] if asked.policy is None else arm_named(results, asked.policy)
    beneath = values_of(results, asked) if asked.outcome is not None else None
    flows = flows_of(results, arm, kind, year, progress)
    what = arm.name if results.kind == COMPARISON else ""
    return flows, beneath or net_values(flows, results.places, what, results.tag(year))


def geography_of(results: Results, figures: Path = PACKAGED) -> Geography:
    """Where the places of the results lie; without land where they are no municipalities. Raises :class:`NoMap` where
    the scenario does not say it, and ``ScenarioError`` for a folder of figures that cannot be read."""
    places = results.scenario.places
    try:
        found = geography(_table(figures), places)
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        raise NoMap(str(error)) from None
    found = found or schematic(places)
    if found is None:
        raise NoMap(
            "the places of these results cannot be drawn: they are no municipalities of the table, and the scenario "
            "gives no positions (places.<key>.position), or two places one"
        )
    return found


def _table(figures: Path) -> Table:
    """The table in ``figures``; of a folder that has outlines alone the one that comes with the program."""
    if (figures / FETCHED).is_file() and not (figures / TABLE).is_file():
        return replace(load_table(), folder=figures)
    return load_table(figures)


def file_words(values: Values) -> str:
    """What is drawn, as part of a file's name."""
    if values.heading:
        return "-".join(part for part in (values.row.key, *values.tags) if part)
    kind = {"level": "", "difference": "-difference", "change": "-change"}[values.kind]
    years = "-".join(tag for tag in values.tags if tag)
    return f"{values.row.key}{kind}{f'-{years}' if years else ''}"


__all__ = ["Asked", "file_words", "flows_and_values", "geography_of", "values_of"]
