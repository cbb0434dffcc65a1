"""``tables.yaml`` as data: offices and their limits; for each country and field the table, its codes and its unit."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bygd.places.columns import COUNTRIES
from bygd.places.refresh.errors import BadInput
from bygd.places.table import BAND

FILE = Path(__file__).with_name("tables.yaml")

FOREIGN_KINDS = ("foreign-born", "foreign citizens")
"""Whom a foreign share may count; scenarios convert each by a rule of its own."""

Gives = Literal["people", "employment_rate", "foreign_share", "vacant_share"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(Strict):
    """Which values of a variable are asked for: all ``codes``, the first of ``one_of`` or of ``labelled`` there is."""

    codes: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    """Words of which the text of each chosen value must hold one, in any letters."""

    @model_validator(mode="after")
    def _one_way(self) -> Choice:
        if sum(bool(way) for way in (self.codes, self.one_of, self.labelled)) != 1:
            raise ValueError("give exactly one of codes, one_of and labelled")
        return self


def _choice(value: Any) -> Any:
    return {"codes": value} if isinstance(value, list) else value


def _names(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _pattern(value: str) -> str:
    if re.compile(value).groups != 1:
        raise ValueError("a pattern has exactly one group")
    return value


Chosen = Annotated[Choice, BeforeValidator(_choice)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
"""A variable's code, or the codes it has in several languages."""
Pattern = Annotated[str, BeforeValidator(_pattern)]


class Region(Strict):
    """The variable of places: which of its values are municipalities."""

    variable: Names
    pattern: Pattern
    """Of a municipality's value; the group is its code in our table."""
    national: Chosen
    outside: tuple[str, ...] = ()
    """Values that the national row counts and that are no municipality."""
    codelist: str = ""
    """A grouping of the table's places to use instead of the table's own values (PxWeb 2)."""


class Period(Strict):
    variable: Names
    pattern: Pattern
    """Of the periods to choose from; the group is the year."""


class Ages(Strict):
    variable: Names
    pattern: Pattern
    """Of single years of age; the group is the age [years]."""
    total: Chosen | None = None


class Office(Strict):
    name: str
    dialect: Literal["pxweb1", "pxweb2", "statbank", "kolada", "wfs"]
    base: str = Field(pattern=r"^https?://[^\s/]+(/[^\s/]+)*$")
    """The address that paths are put behind."""
    language: str
    cells: int = Field(gt=0)
    """The most figures in an answer."""
    values: int = Field(default=0, ge=0)
    """The most values in a query; 0: no such limit is known."""
    calls: int = Field(gt=0)
    """The most calls in ``seconds``."""
    seconds: float = Field(gt=0)
    licence: str
    attribution: str


class Table(Strict):
    """One table of an office, and what it gives."""

    country: str
    gives: Gives
    office: str
    table: str
    what: str
    verified: bool
    """Whether somebody has seen this table answer."""
    region: Region
    period: Period
    ages: Ages | None = None
    values: dict[str, Chosen] = {}
    part: dict[str, tuple[str, ...]] = {}
    """A share's numerator, by variable."""
    whole: dict[str, tuple[str, ...]] = {}
    percent: bool = False
    """The figure is per cent; otherwise persons, or a share from ``part`` and ``whole``."""
    says: tuple[str, ...] = ()
    """Words of which the table's own title must hold one."""
    meaning: str = ""
    """Who is counted, as our table names it: the ages of an employment rate, the kind of a foreign share."""
    tolerance: float = Field(default=0.0, ge=0)
    """How far the municipalities may be from the national row: a share of it for people, a difference for rates."""

    @model_validator(mode="after")
    def _whole(self) -> Table:
        if (self.gives == "people") != (self.ages is not None):
            raise ValueError("ages belong to the table that gives people, and to no other")
        if self.gives == "foreign_share" and self.meaning not in FOREIGN_KINDS:
            raise ValueError(f"meaning is one of {', '.join(FOREIGN_KINDS)}, as the table of municipalities has it")
        if self.gives == "employment_rate" and not BAND.fullmatch(self.meaning):
            raise ValueError("meaning is the ages of the rate, as 16-64")
        if self.gives != "people" and self.percent == bool(self.part and self.whole):
            raise ValueError("a rate is either per cent, or has a part and a whole")
        return self


class Limits(Strict):
    """What a figure may be."""

    population: tuple[float, float]
    population_change: float
    share_0_19: tuple[float, float]
    share_65plus: tuple[float, float]
    employment_rate: tuple[float, float]
    foreign_share: tuple[float, float]
    vacant_share: tuple[float, float]
    without_figure: float


class Sources(Strict):
    """The whole file."""

    offices: dict[str, Office]
    limits: Limits
    tables: tuple[Table, ...]

    @model_validator(mode="after")
    def _known(self) -> Sources:
        for table in self.tables:
            if table.office not in self.offices:
                raise ValueError(f"{table.country} {table.gives}: there is no office {table.office!r}")
            if table.country not in COUNTRIES:
                raise ValueError(f"{table.table}: there is no country {table.country!r}")
        seen = [(table.country, table.gives) for table in self.tables]
        if twice := sorted({one for one in seen if seen.count(one) > 1}):
            raise ValueError(f"{twice[0][0]} {twice[0][1]} is given by two tables")
        return self

    def of(self, countries: tuple[str, ...]) -> tuple[Table, ...]:
        """The tables to ask for these countries, people first: shares are weighed by them."""
        found = [table for table in self.tables if table.country in countries]
        return tuple(sorted(found, key=lambda one: (countries.index(one.country), one.gives != "people")))

    def name(self, table: Table) -> str:
        """ "Statistics Denmark FOLK1A"."""
        number = table.table.rpartition("/")[2].removesuffix(".px").replace("{newest}_", "")
        return f"{self.offices[table.office].name} {number}"


def read(file: Path) -> Sources:
    """The tables in ``file``. Raises :class:`BadInput` naming the file and each field that is wrong."""
    try:
        return Sources.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        lines = [f"  {'.'.join(str(step) for step in one['loc']) or 'file'}: {one['msg']}" for one in error.errors()]
        raise BadInput("\n".join([f"{file} cannot be used", *lines])) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput(f"{file} cannot be read: {error}") from None


@functools.cache
def shipped() -> Sources:
    """The tables that come with the program."""
    return read(FILE)


__all__ = ["FILE", "Ages", "Choice", "Limits", "Office", "Period", "Region", "Sources", "Table", "read", "shipped"]
