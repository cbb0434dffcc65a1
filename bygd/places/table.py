"""The table of municipalities: read once, checked cell by cell."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bygd.places.columns import AGE_BANDS, COLUMNS, COUNTRIES, FORMAT, MERGED_COLUMNS, SHIPPED, SOURCE_COLUMNS, Column
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.paths import near
from sim.words import written

PACKAGED = Path(__file__).resolve().parent / "data"
"""The folder of the table that comes with the program."""
BAND = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)")
OLDEST = 100
"""Last year of age counted; older people count with it."""
SLACK = 0.005
"""By so much shares by age may miss their sum for rounding."""


@dataclass(frozen=True)
class Municipality:
    """One row; what is unknown is None (text: empty). Columns, units and limits: :mod:`bygd.places.columns`."""

    country: str
    code: str
    name: str
    name_alt: str
    population: int
    year: int
    age_year: int | None
    lat: float
    lon: float
    employment_rate: float | None
    employment_year: int | None
    employment_age: str
    foreign_share: float | None
    foreign_kind: str
    foreign_year: int | None
    vacant_share: float | None
    vacant_year: int | None
    aland: bool
    margins: tuple[tuple[str, float], ...]
    """Known shares by age: (ages as 0-17 or 65+, share)."""
    bands: tuple[float, ...] | None
    """Shares of the eight bands of ``places.<key>.ages``, where all are known."""
    received: float | None
    received_year: int | None
    type: str
    coord_kind: str
    coord_place: str

    @property
    def id(self) -> str:
        """Country and code, as in SE-2404."""
        return f"{self.country}-{self.code}"

    @property
    def land(self) -> str:
        """Whose rules hold: the country, or AX."""
        return "AX" if self.aland else self.country

    @property
    def shown(self) -> str:
        """Name, country and code, as in Vindeln (SE-2404)."""
        return f"{self.name} ({self.id})"


@dataclass(frozen=True)
class Merged:
    """A code that is no longer used."""

    country: str
    code: str
    name: str
    into_codes: tuple[str, ...]
    """What it is part of now; several codes where it was divided."""
    since: str
    """Year or date from which it was no longer used."""


@dataclass(frozen=True, eq=False)
class Table:
    """A folder of figures, in the order of its rows."""

    folder: Path
    made: str
    rows: tuple[Municipality, ...]
    sources: tuple[dict[str, str], ...]
    merged: tuple[Merged, ...]

    @functools.cached_property
    def by_id(self) -> dict[str, Municipality]:
        """Municipalities by country and code, as in SE-2404."""
        return {row.id: row for row in self.rows}

    def of(self, land: str) -> tuple[Municipality, ...]:
        """The municipalities of a country, or of Åland (AX)."""
        return tuple(row for row in self.rows if land in (row.country, row.land))

    def source(self, country: str, field: str, year: int | None = None) -> str:
        """Office and table that ``field`` is from; empty where the folder does not say."""
        for row in self.sources:
            if row["country"] != country:
                continue
            for name in row["field_set"].split(","):
                said, _, only = name.strip().partition(" (year ")
                if said == field and (not only or year is None or only.rstrip(")") == str(year)):
                    return row["office_and_table"]
        return ""

    def licences(self, country: str) -> tuple[str, ...]:
        """Licences under which the figures of a country are published, each once."""
        found = [row["data_licence"] for row in self.sources if row["country"] == country]
        return tuple(dict.fromkeys(found))


@functools.cache
def load_table(folder: Path = PACKAGED) -> Table:
    """The table in ``folder``. Raises :class:`FiguresError` with file, line, column, value and what is allowed."""
    made = _made(folder)
    rows = tuple(_rows(folder / "municipalities.csv"))
    if not rows:
        raise _wrong("has no municipality", folder / "municipalities.csv")
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if row.id in seen:
            words = f"{row.id} stands in line {seen[row.id]} already; each code once"
            raise _wrong(words, folder / "municipalities.csv", number, "code")
        seen[row.id] = number
    sources = tuple(cells for _, cells in _cells(folder / "sources.csv", SOURCE_COLUMNS))
    return Table(folder, made, rows, sources, tuple(_merged(folder, seen)))


def _made(folder: Path) -> str:
    from sim.scenario.source import read

    file = folder / "table.yaml"
    if not folder.is_dir():
        raise _wrong("there is no such folder of figures", folder)
    if not file.is_file():
        raise _wrong("is no folder of figures: it has no table.yaml ('bygd places refresh --into' writes one)", folder)
    said = read(file, str(file)).plain()
    if said.get("format") != FORMAT:
        raise _wrong(
            f"found {said.get('format')!r}; this version of bygd reads folders of format {FORMAT}: make it anew with "
            "'bygd places refresh --into', or leave --figures out to use the table that comes with bygd",
            file,
            path="format",
        )
    return str(said.get("made", ""))


def _cells(file: Path, names: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row; columns in any order, all of ``names`` and no others than ``optional``."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _wrong(f"cannot be read: {error.strerror or error}", file) from None
    except UnicodeDecodeError:
        raise _wrong("is not in UTF-8", file) from None
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        head = next(reader, [])
        for name in head:
            if name not in names + optional:
                raise _wrong(f"there is no column {name!r}; {near(name, names + optional)}", file, 1)
        if missing := [name for name in names if name not in head]:
            raise _wrong(f"column {missing[0]!r} is missing", file, 1)
        if twice := [name for name in head if head.count(name) > 1]:
            raise _wrong(f"column {twice[0]!r} stands there twice", file, 1)
        for cells in reader:
            if len(cells) != len(head):
                raise _wrong(f"has {len(cells)} cells; the head has {len(head)}", file, reader.line_num)
            yield reader.line_num, dict(zip(head, cells, strict=True))
    except csv.Error as error:
        raise _wrong(f"is no CSV: {error}", file, reader.line_num) from None


def _rows(file: Path) -> Iterator[Municipality]:
    known = {column.name: column for column in COLUMNS}
    optional = tuple(name for name in known if name not in {column.name for column in SHIPPED})
    for line, cells in _cells(file, tuple(column.name for column in SHIPPED), optional):
        values = {name: _value(text, known[name], file, line) for name, text in cells.items()}
        if values["country"] not in COUNTRIES:
            words = f"found {cells['country']!r}; allowed: {', '.join(COUNTRIES)}"
            raise _wrong(words, file, line, "country")
        for column in ("band_young", "band_old", "employment_age"):
            if values[column] and not BAND.fullmatch(values[column]):
                raise _wrong(f"found {cells[column]!r}; allowed: ages as 0-17 or 65+", file, line, column)
        values["aland"] = bool(values["aland"])
        yield _municipality(values, file, line)


def _municipality(values: dict[str, Any], file: Path, line: int) -> Municipality:
    margins: dict[str, float] = {}
    for band, share in (
        (values["band_young"], values["share_young"]),
        (values["band_old"], values["share_old"]),
        ("0-19", values["share_0_19"]),
        ("65+", values["share_65plus"]),
    ):
        if band and share is not None and margins.setdefault(band, share) != share:
            raise _wrong(f"two shares of those aged {band}: {margins[band]} and {share}", file, line)
    shares = [float(share) for name in AGE_BANDS if (share := values.get(name)) is not None]
    bands = tuple(shares) if len(shares) == len(AGE_BANDS) else None
    if bands is not None and abs(sum(bands) - 1.0) > SLACK:
        raise _wrong(f"the shares by age add up to {sum(bands):.4f}; allowed: 1", file, line, AGE_BANDS[0])
    young = max((share for band, share in margins.items() if band.startswith("0-")), default=0.0)
    old = max((share for band, share in margins.items() if band.endswith("+")), default=0.0)
    if young + old >= 1.0:
        raise _wrong(f"young and old add up to {young + old:.3f}; allowed: less than 1", file, line, "share_old")
    own = {name for name in Municipality.__dataclass_fields__ if name not in ("margins", "bands")}
    held: dict[str, Any] = {name: values.get(name) for name in own}
    if held["aland"] and held["name_alt"]:  # Swedish is the language there
        held["name"], held["name_alt"] = held["name_alt"], held["name"]
    return Municipality(**held, margins=tuple(margins.items()), bands=bands)


def _value(text: str, column: Column, file: Path, line: int) -> Any:
    text = text.strip()
    if not text:
        if column.needed:
            raise _wrong(f"is empty; {column.words} must be known", file, line, column.name)
        return "" if column.kind == "text" else None
    if column.kind == "text":
        return text
    whole = column.kind == "whole"
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        value = float("nan")
    if not column.low <= value <= column.high:
        allowed = (
            f"a {'whole ' if whole else ''}number from {written(column.low)} to {written(column.high)} [{column.unit}]"
        )
        comma = " (with a point for decimals)" if "," in text else ""
        raise _wrong(f"found {text!r}; allowed: {allowed}{comma}", file, line, column.name)
    return value


def _merged(folder: Path, known: dict[str, int]) -> Iterator[Merged]:
    file = folder / "merged.csv"
    if not file.is_file():
        file = PACKAGED / "merged.csv"
    for line, cells in _cells(file, MERGED_COLUMNS):
        one = Merged(cells["country"], cells["code"], cells["name"], tuple(cells["into_code"].split()), cells["since"])
        gone = [code for code in one.into_codes if f"{one.country}-{code}" not in known]
        if gone or not one.into_codes:
            if file.parent == PACKAGED and folder != PACKAGED:
                continue  # merged once more since: the folder's own list says so
            raise _wrong(f"there is no {one.country}-{' '.join(gone)}", file, line, "into_code")
        yield one


def ages(band: str) -> tuple[int, int]:
    """First age and the one after the last of a band as 0-17 or 65+."""
    found = BAND.fullmatch(band)
    assert found is not None
    return int(found[1]), (int(found[2]) if found[2] else OLDEST) + 1


class FiguresError(ScenarioError):
    """A folder of figures cannot be used."""

    what = "the folder of figures"


def _wrong(message: str, file: Path, line: int = 0, path: str = "") -> FiguresError:
    return FiguresError(Problem(message, path, str(file), line))


__all__ = ["OLDEST", "PACKAGED", "FiguresError", "Merged", "Municipality", "Table", "ages", "load_table"]
