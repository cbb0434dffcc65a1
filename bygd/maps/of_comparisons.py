"""Values of the places of a comparison: of an arm, or a policy against the base within pairs of runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bygd.maps.of_runs import over_runs
from bygd.maps.results import Arm, NoMap, Results
from bygd.maps.values import NONE, Value, Values
from experiments.comparison.paired import Difference, difference
from experiments.comparison.result import Comparison, Versus
from experiments.outcomes.breakdown import source_in
from experiments.outcomes.catalogue import CATALOGUE, Measure
from experiments.outcomes.intervals import at, band, limits_of
from experiments.outcomes.panel import SHARES
from sim.languages import _
from sim.words import counted

BY_YEAR = "places.parquet"
"""Of a comparison: outcomes that are followed through time, by place, at the end of each year."""
Cells = dict[str, dict[int, float]]
"""By place, the value of each replicate."""


def difference_values(results: Results, policy: Arm, row: Measure, years: Sequence[int] | None) -> Values:
    """``policy`` minus the base in each place, at the end of ``years`` (None: of the run). Raises :class:`NoMap`."""
    base = results.arms[0]
    times, both = _cells(results, (base, policy), row, years)
    told = _enough(results, row)
    found: dict[str, tuple[Value, ...]] = {}
    pairs = draws = 0
    for place in results.places:
        values = []
        for before, after in both:
            one = _difference(results, row, before.get(place), after.get(place)) if place in told else None
            values.append(NONE if one is None else Value(one.mean, one.low, one.high))
            if one is not None:
                pairs, draws = max(pairs, one.pairs), max(draws, one.draws)
        found[place] = tuple(values)
    what = _("{policy} against {base}", policy=policy.name, base=base.name)
    return Values(row, "difference", times, found, what, *_certainty(pairs, draws), _tags(results, row, years))


def level_values(results: Results, arm: Arm, row: Measure, years: Sequence[int] | None) -> Values:
    """``row`` of each place in one arm. Raises :class:`NoMap`."""
    times, found = _cells(results, (arm,), row, years)
    told, limits = _enough(results, row), SHARES if row.year else limits_of(row)
    by_place: dict[str, tuple[Value, ...]] = {}
    runs = 0
    for place in results.places:
        values = []
        for (cells,) in found:
            mine = cells.get(place)
            if not mine or place not in told:
                values.append(NONE)
                continue
            there = np.array(list(mine.values()))
            one = at(band(there[:, None], limits, results.groups(list(mine))), 0)
            values.append(Value(float(one.mean), float(one.mean_low), float(one.mean_high)))
            runs = max(runs, len(there))
        by_place[place] = tuple(values)
    certainty = over_runs(runs)
    notes = () if certainty else (_("One run: no interval."),)
    return Values(row, "level", times, by_place, arm.name, certainty, notes, _tags(results, row, years))


def versus_values(comparison: Comparison, policy: Versus, row: Measure) -> Values:
    """As :func:`difference_values` at the end of the run, of a comparison that was just made."""
    found = {}
    for place in comparison.places:
        one = policy.breakdown.get(source_in(row, place.key))
        found[place.key] = (NONE if one is None else Value(one.mean, one.low, one.high),)
    what = _("{policy} against {base}", policy=policy.name, base=comparison.base)
    return Values(row, "difference", (_at_the_end(row),), found, what, *_certainty(policy.pairs, policy.draws))


def _certainty(pairs: int, draws: int) -> tuple[str, tuple[str, ...]]:
    if draws:
        sets = counted(draws, "set", "sets")
        return _("95 % interval of the effect under one more set of parameters ({sets})", sets=sets), ()
    if pairs < 2:
        return "", (_("One pair of runs: no interval, so chance cannot be excluded anywhere."),)
    words = counted(pairs, "pair of runs", "pairs of runs")
    return _("95 % interval of the mean difference over {pairs}", pairs=words), ()


def _tags(results: Results, row: Measure, years: Sequence[int] | None) -> tuple[str, ...]:
    return ("",) if years is None or row.year else tuple(map(results.tag, years))


def _at_the_end(row: Measure) -> str:
    if row.year:
        return _("of those who came during the run")
    return _("over the run") if row.adds_up else _("at the end of the run")


def _cells(
    results: Results, arms: Sequence[Arm], row: Measure, years: Sequence[int] | None
) -> tuple[tuple[str, ...], list[tuple[Cells, ...]]]:
    """For each time its words, and values by place and replicate of each arm."""
    if years is None or row.year:
        measure, __, group = source_in(row, "")
        table = results.table("breakdown.parquet", measure=measure, group=group).to_pydict()
        return (_at_the_end(row),), [tuple(_of(table, arm, row, results) for arm in arms)]
    if not row.followed:
        followed = [key for key, one in CATALOGUE.items() if one.followed and one.by_place and one.outcome]
        raise NoMap(
            f"--year: a comparison keeps {row.key} at the end of the run alone; by year it keeps {', '.join(followed)}"
        )
    table = results.table(BY_YEAR, outcome=row.key).to_pydict()
    found = []
    for year in years:
        if year == 0:
            raise NoMap("--year 0: a comparison is kept from the end of its first year on")
        here = np.array(table["year"], np.int64) == year
        at_year = {
            name: [one for one, keep in zip(column, here, strict=True) if keep] for name, column in table.items()
        }
        found.append(tuple(_of(at_year, arm, row, results) for arm in arms))
    return tuple(
        _("until the {date}", date=results.date(year)) if row.adds_up else results.date(year) for year in years
    ), found


def _of(table: Mapping[str, list[Any]], arm: Arm, row: Measure, results: Results) -> Cells:
    found: Cells = {place: {} for place in results.places}
    columns = (table[name] for name in ("arm", "replicate", "place", "value"))
    replicates = set()
    for name, replicate, place, value in zip(*columns, strict=True):
        if name == arm.name:
            replicates.add(replicate)
            if place in found:
                found[place][replicate] = value
    if row.adds_up:  # no row: nothing happened there
        for cells in found.values():
            cells |= dict.fromkeys(replicates - cells.keys(), 0.0)
    return found


def _difference(
    results: Results, row: Measure, before: Mapping[int, float] | None, after: Mapping[int, float] | None
) -> Difference | None:
    """Within the pairs that both arms have; None where a run of either has no value."""
    both = sorted(set(before or ()) & set(after or ()))
    if not before or not after or len(both) < max(len(before), len(after)):
        return None
    ours, theirs = (np.array([arm[one] for one in both]) for arm in (before, after))
    return difference(row.key, ours, theirs, results.groups(both))


def _enough(results: Results, row: Measure) -> set[str]:
    """Places where enough newcomers are followed for retention; of other outcomes all."""
    if not row.year:
        return set(results.places)
    import csv

    with (results.folder / "breakdown.csv").open(encoding="utf-8-sig", newline="") as file:
        return {one["place"] for one in csv.DictReader(file) if one["measure"] == row.key and one["group"] == "all"}


__all__ = ["BY_YEAR", "difference_values", "level_values", "versus_values"]
