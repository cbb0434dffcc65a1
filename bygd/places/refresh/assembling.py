"""The new table: rows as they were, with the figures that arrived in them, and where each figure is from."""

from __future__ import annotations

import time
from collections.abc import Sequence

from bygd.places.columns import AGE_BANDS, COLUMNS, SHIPPED
from bygd.places.refresh.checks import current_codes
from bygd.places.refresh.figures import ADULT, OLD, Figures
from bygd.places.refresh.present import Present, Row
from bygd.places.refresh.sources import Sources
from sim.words import figure, written

DIGITS = 4
"""Of a share, after the point."""
PEOPLE = (
    "population", "year", "share_0_19", "share_65plus", "age_year",
    "share_young", "band_young", "share_old", "band_old", *AGE_BANDS,
)  # fmt: skip
FIELDS = {
    "people": PEOPLE,
    "employment_rate": ("employment_rate", "employment_year", "employment_age"),
    "foreign_share": ("foreign_share", "foreign_year", "foreign_kind"),
    "vacant_share": ("vacant_share", "vacant_year"),
}
"""Columns that a table fills, by what it gives."""
YEARS = {
    "people": "year",
    "employment_rate": "employment_year",
    "foreign_share": "foreign_year",
    "vacant_share": "vacant_year",
}
MAIN = {name: "population" if name == "people" else name for name in FIELDS}
"""The column whose changes are told."""


def is_older(found: Figures, present: Present) -> bool:
    """Whether the table there is has figures of a later year for any of the places: then they stay."""
    known = [row.get(YEARS[found.table.gives], "") for row in present.of(found.table.country).values()]
    return any(year and int(year) > found.year for year in known)


def new_rows(present: Present, all_figures: Sequence[Figures]) -> list[Row]:
    """Rows in their order; a municipality made by a merger stands where the first of its parts stood."""
    rows: list[Row] = []
    for country in dict.fromkeys(row["country"] for row in present.rows):
        found = [one for one in all_figures if one.table.country == country]
        own = present.of(country)
        if not found:
            rows += own.values()
            continue
        made = _after_mergers(present, country, found)
        for one in found:
            for code, row in made.items():
                row |= _cells(one, code)
        rows += made.values()
    return rows


def columns(rows: Sequence[Row]) -> list[str]:
    """Those of the program's own table, and of the further ones those that hold anything."""
    shipped = [column.name for column in SHIPPED]
    return shipped + [
        column.name for column in COLUMNS if column.name not in shipped and any(row.get(column.name) for row in rows)
    ]


def _after_mergers(present: Present, country: str, found: Sequence[Figures]) -> dict[str, Row]:
    own, merged = present.of(country), present.merged_into(country)
    names = {code: name for one in found for code, name in one.names.items()}
    made: dict[str, Row] = {}
    for code, row in own.items():
        into = merged.get(code, code)
        if into in made:
            continue
        if into in own:
            made[into] = dict(own[into])
            continue
        parts = [one for part, one in own.items() if merged.get(part, part) == into]
        largest = max(parts, key=lambda one: int(one["population"]))
        kept = {name: largest.get(name, "") for name in ("country", "lat", "lon", "aland", "coord_kind", "coord_place")}
        made[into] = {**dict.fromkeys(largest, ""), **kept, "code": into, "name": names.get(into, row["name"])}
    assert set(made) == current_codes(present, country)
    return made


def _cells(found: Figures, code: str) -> Row:
    """What a table says of a municipality; nothing where it has no figure, so that the earlier one stays."""
    year, table = str(found.year), found.table
    if table.gives == "people":
        if (one := found.people.get(code)) is None:
            return {}
        young, old = _share(one.young / one.total), _share(one.old / one.total)
        bands = {name: _share(count / one.total) for name, count in zip(AGE_BANDS, one.by_band, strict=True)}
        said = (str(round(one.total)), year, young, old, year, young, f"0-{ADULT - 1}", old, f"{OLD}+")
        return dict(zip(PEOPLE, said, strict=False)) | bands
    rate = found.rates.get(code)
    if rate is None:
        return {}
    return dict(zip(FIELDS[table.gives], (_share(rate), year, table.meaning), strict=False))


def _share(value: float) -> str:
    return written(round(value, DIGITS))


def new_sources(present: Present, all_figures: Sequence[Figures], sources: Sources) -> list[Row]:
    """Where figures are from: rows of fields that were refreshed give way to new ones."""
    gone = {(one.table.country, name) for one in all_figures for name in FIELDS[one.table.gives]}
    kept = []
    for row in present.sources:
        names = [name.strip() for name in row["field_set"].split(",")]
        left = [name for name in names if (row["country"], name.partition(" (")[0]) not in gone]
        if left:
            kept.append({**row, "field_set": ",".join(left)})
    return kept + [_source(one, sources) for one in all_figures]


def _source(found: Figures, sources: Sources) -> Row:
    table, office = found.table, sources.offices[found.table.office]
    if table.gives == "people":
        note = f"sum {figure(sum(one.total for one in found.people.values()) + found.outside)} = national row"
    else:
        note = f"national row {figure(100 * (found.national or 0.0), 3)} %"
    return {
        "field_set": ",".join(FIELDS[table.gives]),
        "country": table.country,
        "office_and_table": f"{sources.name(table)}, {table.what}, {found.year}",
        "repository_or_package": "",
        "path": table.table,
        "version": f"fetched {time.strftime('%Y-%m-%d', time.gmtime())}",
        "data_licence": office.licence,
        "note": f"{note}; {office.attribution}",
    }


__all__ = ["FIELDS", "MAIN", "YEARS", "columns", "is_older", "new_rows", "new_sources"]
