"""What must hold before a figure is believed; each check gives lines that name place, figure and what was expected."""

from __future__ import annotations

from collections.abc import Iterator

from bygd.places.refresh.cubes import example
from bygd.places.refresh.fetching import lacking
from bygd.places.refresh.figures import Figures
from bygd.places.refresh.present import Present
from bygd.places.refresh.sources import Limits
from sim.words import counted, figure

WORST = 3
"""How many places a line names."""


def current_codes(present: Present, country: str) -> set[str]:
    """The municipalities there must be: those of the table, after mergers."""
    merged = present.merged_into(country)
    return {merged.get(code, code) for code in present.of(country)}


def problems(found: Figures, people: Figures | None, present: Present, limits: Limits) -> list[str]:
    """All that is wrong with the figures of a table; ``people``: those of the same country, to weigh shares by."""
    codes = current_codes(present, found.table.country)
    lines = list(_codes(found, codes, present, limits))
    if lines:
        return lines  # sums over other municipalities say nothing more
    if found.table.gives == "people":
        return [*_sums(found), *_ranges(found, present, limits)]
    return [*_mean(found, people, present), *_rates(found, limits)]


def _codes(found: Figures, codes: set[str], present: Present, limits: Limits) -> Iterator[str]:
    own = set(found.people) if found.table.gives == "people" else set(found.rates)
    listed = {found.joined.get(code, code) for code in found.names}
    country = found.table.country
    if strange := listed - codes:
        named = ", ".join(f"{code} {found.names.get(code, '')}".strip() for code in sorted(strange)[:WORST])
        yield (
            f"{counted(len(strange), 'municipality', 'municipalities')} the table does not know: {named}"
            f"{' …' * (len(strange) > WORST)}. After a merger, add what was merged into it to merged.csv in the folder "
            f"--into names (as in {present.merged_file})"
        )
    absent = codes - listed if found.table.gives == "people" else set()
    if absent:
        rows = present.of(country)
        named = ", ".join(
            f"{code} {rows[code]['name'] if code in rows else ''}".strip() for code in sorted(absent)[:WORST]
        )
        yield (
            f"{counted(len(listed & codes), 'municipality', 'municipalities')} of {len(codes):,}; missing: {named}"
            f"{' …' * (len(absent) > WORST)}. If they were merged, add them to merged.csv in the folder --into names"
        )
    empty = lacking(found, codes & (own | listed))
    if found.table.gives != "people":
        empty |= codes - listed
    if not absent and len(empty) > limits.without_figure * len(codes):
        yield (
            f"{len(empty):,} of {counted(len(codes), 'municipality', 'municipalities')} without a figure "
            f"({example(empty)}); at most {100 * limits.without_figure:.0f} % may lack one"
        )
    elif not absent and empty and found.table.gives == "people":
        yield f"no population of {example(empty)}"


def _sums(found: Figures) -> Iterator[str]:
    total = sum(one.total for one in found.people.values()) + found.outside
    if found.national is None:
        yield "the national row has no figure"
    elif abs(total - found.national) > found.table.tolerance * found.national:
        yield f"the municipalities add up to {figure(total)}, the national row says {figure(found.national)}"
    if not found.whole:
        yield f"ages do not add up to the total ({found.odd})"


def _mean(found: Figures, people: Figures | None, present: Present) -> Iterator[str]:
    """The national rate must be the municipalities' mean, weighed by people or not: offices publish either."""
    if found.national is None:
        yield "the national row has no figure"
        return
    rows = present.of(found.table.country)
    known = {code: rate for code, rate in found.rates.items() if rate is not None}
    if people is not None:
        weights = {code: one.total for code, one in people.people.items()}
    else:
        weights = {code: float(row["population"]) for code, row in rows.items()}
    weight = sum(weights.get(code, 0.0) for code in known)
    means = [sum(known.values()) / len(known)]
    if weight > 0:
        means.insert(0, sum(rate * weights.get(code, 0.0) for code, rate in known.items()) / weight)
    if min(abs(mean - found.national) for mean in means) > found.table.tolerance:
        yield f"the municipalities' mean is {100 * means[0]:.1f} %, the national row says {100 * found.national:.1f} %"


def _ranges(found: Figures, present: Present, limits: Limits) -> Iterator[str]:
    rows, merged = present.of(found.table.country), present.merged_into(found.table.country)
    before: dict[str, float] = {}
    for code, row in rows.items():
        into = merged.get(code, code)
        before[into] = before.get(into, 0.0) + float(row["population"])
    wrong: list[str] = []
    for code, one in sorted(found.people.items()):
        where = f"{code} {found.names.get(code, '')}".strip()
        low, high = limits.population
        if not low <= one.total <= high:
            wrong.append(f"{where}: {figure(one.total)} inhabitants; allowed: {figure(low)} to {figure(high)}")
            continue
        if abs(one.total / before[code] - 1.0) > limits.population_change:
            wrong.append(f"{where}: {figure(one.total)} inhabitants, {figure(before[code])} in the present table")
        for name, count in (("share_0_19", one.young), ("share_65plus", one.old)):
            share, (low, high) = count / one.total, getattr(limits, name)
            if not low <= share <= high:
                wrong.append(f"{where}: {name} {share:.4f}; allowed: {low} to {high}")
    yield from _worst(wrong)


def _rates(found: Figures, limits: Limits) -> Iterator[str]:
    low, high = getattr(limits, found.table.gives)
    yield from _worst(
        [
            f"{code} {found.names.get(code, '')}: {found.table.gives} {rate:.4f}; allowed: {low} to {high}"
            for code, rate in sorted(found.rates.items())
            if rate is not None and not low <= rate <= high
        ]
    )


def _worst(lines: list[str]) -> list[str]:
    if len(lines) <= WORST:
        return lines
    return [*lines[:WORST], f"and {counted(len(lines) - WORST, 'figure', 'figures')} more out of range"]


__all__ = ["current_codes", "problems"]
