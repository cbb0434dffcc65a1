"""A desk with a small table of municipalities on it, as tests of a refresh find it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import office_tables
import yaml

from bygd.places.columns import MERGED_COLUMNS, SHIPPED, SOURCE_COLUMNS

YEARS = {"SE": 2023, "NO": 2025, "FI": 2021, "DK": 2025, "IS": 2025}
"""Of the population in the table there is: older than what the offices have."""


class Done(NamedTuple):
    code: int
    out: str
    err: str


class Desk(NamedTuple):
    """Where a test works."""

    folder: Path
    figures: Path
    tables: Path

    def rows(self) -> dict[str, dict[str, str]]:
        with (self.figures / "municipalities.csv").open(encoding="utf-8", newline="") as stream:
            return {f"{row['country']}-{row['code']}": row for row in csv.DictReader(stream)}

    def bytes(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in sorted(self.figures.iterdir())}

    def edit_tables(self, change: Callable[[dict[str, Any]], None]) -> None:
        text = yaml.safe_load(self.tables.read_text(encoding="utf-8"))
        change(text)
        self.tables.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")


def write(file: Path, names: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def present_rows() -> list[dict[str, str]]:
    """The table before: a few people fewer, no ages, an old employment rate."""
    rows = []
    for country, places in office_tables.PLACES.items():
        for code, (name, size) in places.items():
            if code == "588":
                continue
            people = office_tables.total(size) + (office_tables.total(15) if code == "507" else 0)
            rows.append(
                {
                    "country": country,
                    "code": code,
                    "name": name,
                    "population": str(people - 10),
                    "year": str(YEARS[country]),
                    "lat": "64.20",
                    "lon": "19.7",
                    "aland": "1" if code == "478" else "0",
                    "coord_kind": "seat",
                    "employment_rate": "0.7",
                    "employment_year": "2020",
                    "employment_age": "20-64",
                }
            )
    return rows


def write_figures(folder: Path, rows: list[dict[str, str]], merged: list[dict[str, str]]) -> None:
    folder.mkdir(exist_ok=True)
    write(folder / "municipalities.csv", tuple(column.name for column in SHIPPED), rows)
    fields = "population,year"
    source = {"office_and_table": "an office", "data_licence": "CC0", "version": "1"}
    write(
        folder / "sources.csv",
        SOURCE_COLUMNS,
        [{"field_set": fields, "country": "SE", **source}, {"field_set": "code,name", "country": "SE", **source}],
    )
    write(folder / "merged.csv", MERGED_COLUMNS, merged)
    (folder / "table.yaml").write_text("format: 1\nmade: 2025-01\n", encoding="utf-8")


PERTUNMAA = {"country": "FI", "code": "588", "name": "Pertunmaa", "into_code": "507", "since": "2025"}
