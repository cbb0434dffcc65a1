"""The columns of a table of municipalities: names, kinds, units, limits. Reading and refreshing share them.

A folder of figures holds ``municipalities.csv`` (these columns), ``sources.csv`` (:data:`SOURCE_COLUMNS`) and
``table.yaml`` (``format:`` :data:`FORMAT`), and may hold ``merged.csv`` (:data:`MERGED_COLUMNS`). UTF-8, commas, a
point as decimal sign; an empty cell is unknown.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

FORMAT = 1
"""Version of the columns: raised when one changes its name or meaning."""
COUNTRIES = {"SE": "Sweden", "NO": "Norway", "FI": "Finland", "DK": "Denmark", "IS": "Iceland"}
LANDS = {**COUNTRIES, "AX": "Åland"}
"""Countries and Åland, which has rules of its own; its municipalities stand among Finland's."""
Kind = Literal["text", "whole", "share", "number"]


class Column(NamedTuple):
    """One column of ``municipalities.csv``."""

    name: str
    words: str
    kind: Kind = "text"
    unit: str = "text"
    low: float = 0.0
    high: float = 1.0
    needed: bool = False
    """Whether a cell may not be empty."""


def _share(name: str, words: str) -> Column:
    return Column(name, words, "share", "share")


def _year(name: str, words: str, *, needed: bool = False) -> Column:
    return Column(name, words, "whole", "year", 1990, 2100, needed)


AGE_BANDS = ("age_0_5", "age_6_15", "age_16_19", "age_20_29", "age_30_44", "age_45_64", "age_65_79", "age_80_")
"""The eight bands of ``places.<key>.ages``, where a table has them."""

SHIPPED = (
    Column("country", "SE, NO, FI, DK or IS (Åland is in FI)", needed=True),
    Column("code", "the statistics office's code", needed=True),
    Column("name", "official name", needed=True),
    Column("name_alt", "name in another language; several with ' - '"),
    Column("population", "inhabitants", "whole", "person", 1, 2_000_000, True),
    _year("year", "of the population", needed=True),
    _share("share_0_19", "aged 0-19, of all inhabitants"),
    _share("share_65plus", "aged 65 and over, of all inhabitants"),
    _year("age_year", "of the shares by age"),
    Column("lat", "latitude of the seat", "number", "degree", 54, 72, True),
    Column("lon", "longitude of the seat", "number", "degree", -25, 32, True),
    _share("employment_rate", "in work, of all inhabitants of the ages in employment_age"),
    _year("employment_year", "of the employment rate"),
    _share("foreign_share", "of all inhabitants, those foreign_kind says"),
    _share("vacant_share", "of all dwellings, those where nobody is registered (holiday homes among them)"),
    Column("type", "the office's own class of municipality"),
    Column("aland", "1 on Åland", "whole", "1", 0, 1, True),
    _share("share_young", "of all inhabitants, those of band_young"),
    Column("band_young", "ages as 0-17"),
    _share("share_old", "of all inhabitants, those of band_old"),
    Column("band_old", "ages as 65+"),
    Column("employment_age", "ages as 20-64"),
    Column("foreign_kind", "foreign-born or foreign citizens"),
    _year("foreign_year", "of the foreign share"),
    _year("vacant_year", "of the share of empty dwellings"),
    Column(
        "coord_kind", "what the coordinates are of: seat, geonames_seat, place_known, place_named, densest_addresses"
    ),
    Column("coord_place", "the settlement the coordinates are of"),
)
"""Columns of the table that comes with the program."""

FURTHER = (
    *(_share(name, "of all inhabitants, by the bands of places.<key>.ages") for name in AGE_BANDS),
    Column("received", "refugees settled in a year", "number", "person/year", 0, 100_000),
    _year("received_year", "of those settled"),
)
"""Columns that a refreshed table may have besides."""

COLUMNS = SHIPPED + FURTHER
SOURCE_COLUMNS = (
    "field_set", "country", "office_and_table", "repository_or_package", "path", "version", "data_licence", "note",
)  # fmt: skip
MERGED_COLUMNS = ("country", "code", "name", "into_code", "since", "source")

__all__ = [
    "AGE_BANDS",
    "COLUMNS",
    "COUNTRIES",
    "FORMAT",
    "FURTHER",
    "LANDS",
    "MERGED_COLUMNS",
    "SHIPPED",
    "SOURCE_COLUMNS",
    "Column",
]
