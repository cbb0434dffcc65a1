"""What a refresh changes, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bygd.places.columns import COUNTRIES
from bygd.places.refresh.assembling import FIELDS, MAIN, YEARS
from bygd.places.refresh.figures import Figures
from bygd.places.refresh.present import Present, Row
from bygd.places.refresh.sources import Sources
from sim.words import counted, figure, listed

LARGEST = 3
"""How many of the changes are named."""
WHAT = {
    "people": "population and ages",
    "employment_rate": "employment rate",
    "foreign_share": "foreign share",
    "vacant_share": "share of empty dwellings",
}


class Change(NamedTuple):
    """A figure that is another now."""

    place: str
    before: float
    after: float


class Difference(NamedTuple):
    """What one table changes."""

    country: str
    gives: str
    source: str
    years: str
    """Of the figures before; empty where there were none."""
    year: int
    changed: int
    places: int
    largest: tuple[Change, ...]
    total_before: float | None
    total: float | None
    """Inhabitants; None for rates."""
    kept: tuple[str, ...]
    """Places of which the office has no figure: the earlier one stays."""


def differences(
    present: Present, rows: Sequence[Row], all_figures: Sequence[Figures], sources: Sources
) -> tuple[Difference, ...]:
    """The differences table by table, in the order of ``all_figures``."""
    return tuple(_difference(present, rows, found, sources) for found in all_figures)


def _difference(present: Present, rows: Sequence[Row], found: Figures, sources: Sources) -> Difference:
    country, main = found.table.country, MAIN[found.table.gives]
    before = present.of(country)
    after = {row["code"]: row for row in rows if row["country"] == country}
    changes, kept = [], []
    for code, row in after.items():
        old = before.get(code, {}).get(main, "")
        name = f"{row['name']} ({country}-{code})"
        held = found.people.get(code) if main == "population" else found.rates.get(code)
        if held is None:
            kept.append(name)
        elif old and float(old) != float(row[main]):
            changes.append(Change(name, float(old), float(row[main])))
    people = main == "population"
    changes.sort(key=lambda one: -abs(one.after / one.before - 1.0 if people else one.after - one.before))
    fields = FIELDS[found.table.gives]
    changed = sum(
        any(before.get(code, {}).get(name, "") != row.get(name, "") for name in fields) for code, row in after.items()
    )
    years = sorted({row.get(YEARS[found.table.gives], "") for row in before.values()} - {""})
    return Difference(
        country,
        found.table.gives,
        sources.name(found.table),
        listed(years) if len(years) < LARGEST else f"{years[0]} to {years[-1]}",
        found.year,
        changed,
        len(after),
        tuple(changes[:LARGEST]),
        sum(float(row["population"]) for row in before.values()) if people else None,
        sum(float(row["population"]) for row in after.values()) if people else None,
        tuple(kept),
    )


def came_and_went(present: Present, rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Municipalities that are new, and those that are gone, each as "Pertunmaa (FI-588)"."""
    before = {(row["country"], row["code"]): row for row in present.rows}
    after = {(row["country"], row["code"]): row for row in rows}
    new, gone = (
        [f"{row['name']} ({'-'.join(key)})" for key, row in here.items() if key not in there]
        for here, there in ((after, before), (before, after))
    )
    return new, gone


def in_words(found: Difference) -> list[str]:
    """The difference for a reader: one line, and one for each of the largest changes."""
    since = f" (before: {found.years})" if found.years else " (before: none)"
    head = f"{COUNTRIES[found.country]}, {WHAT[found.gives]} of {found.year}{since}, {found.source}:"
    if not found.changed:
        lines = [f"{head} nothing changed"]
    else:
        told = f" {found.changed:,} of {counted(found.places, 'municipality', 'municipalities')} changed"
        if found.total is not None and found.total_before is not None:
            told += f", {figure(found.total_before)} inhabitants became {figure(found.total)}"
        lines = [head + told]
    for one in found.largest:
        if found.gives == "people":
            lines.append(
                f"  {one.place}: {figure(one.before)} became {figure(one.after)} "
                f"({100 * (one.after / one.before - 1):+.1f} %)"
            )
        else:
            lines.append(f"  {one.place}: {100 * one.before:.1f} % became {100 * one.after:.1f} %")
    if found.kept:
        some = ", ".join(found.kept[:LARGEST]) + " …" * (len(found.kept) > LARGEST)
        lines.append(f"  {counted(len(found.kept), 'figure', 'figures')} not published, the earlier kept: {some}")
    return lines


__all__ = ["Change", "Difference", "came_and_went", "differences", "in_words"]
