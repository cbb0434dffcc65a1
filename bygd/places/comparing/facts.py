"""What is known of places: figures as offices published them, and what a scenario makes of them, in the language in
force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bygd.places.columns import LANDS
from bygd.places.figures import place_figures
from bygd.places.labels import labels
from bygd.places.table import Municipality, Table
from experiments.outcomes.wording import percent, plain
from sim.languages import N_, _, localised
from sim.words import written

UNKNOWN = N_("unknown")
IN_FILE = {
    "ages": N_("ages 0–5, 6–15, 16–19, 20–29, 30–44, 45–64, 65–79, 80+"),
    "newcomers": N_("newcomers, share of inhabitants"),
    "employment": N_("locals in work, share aged 20–64"),
    "vacant_homes": N_("empty homes, share"),
    "jobs": N_("posts in the place for each inhabitant in work"),
    "schooling": N_("schooling: compulsory, upper secondary, tertiary"),
    "car": N_("households with a car, share"),
    "tenure": N_("homes: owned, rented from the municipality, rented privately"),
}
"""Fields of a scenario that are told, besides what is published."""
FOREIGN = {"foreign-born": N_("{share} foreign-born"), "foreign citizens": N_("{share} foreign citizens")}
"""Who is counted as from abroad, by what an office says of it."""
CLASSES = (N_("town"), N_("commuter"), N_("rural"), N_("city"))
GRADES = (N_("published"), N_("measured"), N_("converted"), N_("assumed"))


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
            return _(UNKNOWN)
        return f"{self.value} ({self.year})" if self.grade == "published" and self.year else self.value


def published(table: Table, row: Municipality) -> list[Fact]:
    """What offices published of a municipality, each with its year and source; what they did not is unknown."""
    name = row.id

    def fact(key: str, label: str, value: str | None, year: int | None, field: str) -> Fact:
        if value is None:
            return Fact(name, key, label, UNKNOWN, "", "")
        source = table.source(row.country, field, year) or "source not given"
        return Fact(name, key, label, value, str(year or ""), source)

    def share(value: float | None) -> str | None:
        return None if value is None else percent(value, 1)

    def aged(value: float | None, ages: str) -> str | None:
        if value is None or not ages:
            return share(value)
        return _("{share} aged {ages}", share=percent(value, 1), ages=ages)

    def foreign() -> str | None:
        value, kind = row.foreign_share, row.foreign_kind
        return share(value) if value is None or kind not in FOREIGN else _(FOREIGN[kind], share=percent(value, 1))

    margins = dict(row.margins)
    young = next((aged(part, band) for band, part in margins.items() if band.startswith("0-")), None)
    old = next((aged(part, band) for band, part in margins.items() if band.endswith("+")), None)
    kinds = labels(table, row)
    received = None if row.received is None else plain(row.received, 0)
    return [
        Fact(name, "country", _("country"), _(LANDS[row.land]), "", "the office's code"),
        Fact(name, "county", _("county or region"), kinds.get("county", UNKNOWN), "", "the office's code"),
        Fact(name, "class", _("class of place"), _(kinds["class"]), "",
             "bygd docs places, class of a place", "assumed"),
        fact("population", _("inhabitants"), plain(row.population, 0), row.year, "population"),
        fact("young", _("the young"), young, row.age_year, "share_young"),
        fact("old", _("the old"), old, row.age_year, "share_old"),
        fact("work", _("in work, of all inhabitants"), aged(row.employment_rate, row.employment_age),
             row.employment_year, "employment_rate"),
        fact("abroad", _("from abroad"), foreign(), row.foreign_year, "foreign_share"),
        fact("empty", _("dwellings where nobody is registered"), share(row.vacant_share), row.vacant_year,
             "vacant_share"),
        fact("received", _("refugees settled in a year"), received, row.received_year, "received"),
    ]  # fmt: skip


def in_file(table: Table, row: Municipality) -> list[Fact]:
    """What the scenario of a municipality says, each with how it is known."""
    found = []
    for key, figure in place_figures(table, row).items():
        if key in IN_FILE:
            value = figure.value
            numbers = value if isinstance(value, list) else [value]
            words = " ".join(localised(written(one)) for one in numbers)
            found.append(Fact(row.id, key, _(IN_FILE[key]), words, "", figure.words, figure.grade))
    return found


def facts(table: Table, rows: Sequence[Municipality]) -> list[Fact]:
    """Everything known of some places."""
    return [fact for row in rows for fact in (*published(table, row), *in_file(table, row))]


__all__ = ["UNKNOWN", "Fact", "facts", "in_file", "published"]
