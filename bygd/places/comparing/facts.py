"""What is known of places: figures as offices published them, and what a scenario makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bygd.places.columns import LANDS
from bygd.places.figures import place_figures
from bygd.places.labels import labels
from bygd.places.table import Municipality, Table
from experiments.outcomes.wording import percent, plain
from sim.words import written

UNKNOWN = "unknown"
IN_FILE = {
    "ages": "ages 0–5, 6–15, 16–19, 20–29, 30–44, 45–64, 65–79, 80+",
    "newcomers": "newcomers, share of inhabitants",
    "employment": "locals in work, share aged 20–64",
    "vacant_homes": "empty homes, share",
    "jobs": "posts in the place for each inhabitant in work",
    "schooling": "schooling: compulsory, upper secondary, tertiary",
    "car": "households with a car, share",
    "tenure": "homes: owned, rented from the municipality, rented privately",
}
"""Fields of a scenario that are told, besides what is published."""


class Fact(NamedTuple):
    """One thing known, or not, of one place."""

    place: str
    """Its id, as SE-2404."""
    key: str
    label: str
    value: str
    """In words; :data:`UNKNOWN` where nobody published it."""
    year: str
    source: str
    grade: str = "published"
    """published; or of a scenario's figure measured, converted or assumed."""

    @property
    def known(self) -> bool:
        return self.value != UNKNOWN

    @property
    def cell(self) -> str:
        """With its year, or how it is known."""
        if not self.known:
            return UNKNOWN
        return f"{self.value} ({self.year or self.grade})" if self.grade == "published" and self.year else self.value


def published(table: Table, row: Municipality) -> list[Fact]:
    """What offices published of a municipality, each with its year and source; what they did not is unknown."""
    name = row.id

    def fact(key: str, label: str, value: str | None, year: int | None, field: str) -> Fact:
        if value is None:
            return Fact(name, key, label, UNKNOWN, "", "")
        source = table.source(row.country, field, year) or "source not given"
        return Fact(name, key, label, value, str(year or ""), source)

    def share(value: float | None, of: str = "") -> str | None:
        return None if value is None else f"{percent(value, 1)}{f' {of}' if of else ''}"

    margins = dict(row.margins)
    young = next((f"{percent(part, 1)} aged {band}" for band, part in margins.items() if band.startswith("0-")), None)
    old = next((f"{percent(part, 1)} aged {band}" for band, part in margins.items() if band.endswith("+")), None)
    kinds = labels(table, row)
    received = None if row.received is None else plain(row.received, 0)
    return [
        Fact(name, "country", "country", LANDS[row.land], "", "the office's code"),
        Fact(name, "county", "county or region", kinds.get("county", UNKNOWN), "", "the office's code"),
        Fact(name, "class", "class of place", kinds["class"], "", "bygd docs places, class of a place", "assumed"),
        fact("population", "inhabitants", f"{row.population:,}", row.year, "population"),
        fact("young", "the young", young, row.age_year, "share_young"),
        fact("old", "the old", old, row.age_year, "share_old"),
        fact("work", "in work, of all inhabitants", share(row.employment_rate, f"aged {row.employment_age}"),
             row.employment_year, "employment_rate"),
        fact("abroad", "from abroad", share(row.foreign_share, row.foreign_kind), row.foreign_year, "foreign_share"),
        fact("empty", "dwellings where nobody is registered", share(row.vacant_share), row.vacant_year, "vacant_share"),
        fact("received", "refugees settled in a year", received, row.received_year, "received"),
    ]  # fmt: skip


def in_file(table: Table, row: Municipality) -> list[Fact]:
    """What the scenario of a municipality says, each with how it is known."""
    found = []
    for key, figure in place_figures(table, row).items():
        if key in IN_FILE:
            value = figure.value
            words = " ".join(map(written, value)) if isinstance(value, list) else written(value)
            found.append(Fact(row.id, key, IN_FILE[key], words, "", figure.words, figure.grade))
    return found


def facts(table: Table, rows: Sequence[Municipality]) -> list[Fact]:
    """Everything known of some places."""
    return [fact for row in rows for fact in (*published(table, row), *in_file(table, row))]


__all__ = ["UNKNOWN", "Fact", "facts", "in_file", "published"]
