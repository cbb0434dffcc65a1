"""What a scenario says of one municipality: each figure with how it is known, its year and its source."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from bygd.places.ages import YEARS, fitted, in_bands, profile, spread
from bygd.places.rules import classes, mean_newcomers, rules
from bygd.places.table import Municipality, Table, ages

Grade = Literal["measured", "converted", "assumed", ""]
WORKING = (20, 65)
"""First age and the one after the last of ``places.<key>.employment``."""


class Figure(NamedTuple):
    """One value of a scenario."""

    value: Any
    grade: Grade = ""
    """Measured: as published; converted: computed from what is published; assumed; empty for no figure."""
    words: str = ""
    """Year and source, or the rule."""


def place_figures(table: Table, row: Municipality) -> dict[str, Figure]:
    """Fields of ``places.<key>`` for a municipality, without its position. Known figures come first, then what follows
    from its class, then the country's level; a field that is not here has the model's default."""
    kind = classes(table)[row.id]
    by_class = rules()["by_class"][kind]
    years, known = ages_of(table, row, by_class["profile"])
    newcomers = newcomers_of(table, row, kind)
    what = f"{rules()['by_class']['source']} {kind}"
    figures = {
        "name": Figure(row.name),
        "population": Figure(row.population, "measured", f"{row.year}, {said(table, row, 'population', row.year)}"),
        "ages": known,
        "schooling": Figure(_of_profile("schooling", by_class["profile"]), "assumed", _profile_words(by_class)),
        "car": Figure(by_class["car"], "assumed", what),
        "vacant_homes": vacant_of(table, row, kind),
        "tenure": Figure(rules()["tenure"][row.land][kind], "assumed", f"class {kind}, {rules()['tenure']['source']}"),
        "newcomers": newcomers,
        "newcomer_origins": Figure(rules()["here"][row.land], "assumed", rules()["here"]["source"]),
        "newcomer_years": Figure(rules()["newcomer_years"], "assumed", "mean years since they came"),
        "employment": employment_of(table, row, years, float(newcomers.value)),
        "sectors": Figure(_of_profile("sectors", by_class["profile"]), "assumed", _profile_words(by_class)),
        "jobs": Figure(by_class["jobs"], "assumed", what),
    }
    if kind == "city":
        figures["university"] = Figure(True, "assumed", "class city")
    return figures


def said(table: Table, row: Municipality, field: str, year: int | None = None) -> str:
    """Office and table of a field of ``row``."""
    return table.source(row.country, field, year) or "source not given"


def ages_of(table: Table, row: Municipality, kind: str) -> tuple[YEARS, Figure]:
    """Shares by single years of age, and the figure of the eight bands."""
    year = f" in {row.age_year}" if row.age_year else ""
    source = said(table, row, "share_young", row.age_year)
    if row.bands is not None:
        return spread(row.bands), Figure(list(row.bands), "measured", f"population by age{year}")
    if not row.margins:
        years = profile(row.land, kind)
        words = f"the profile {kind} of its country: no share by age is known"
        return years, Figure(list(in_bands(years)), "assumed", words)
    years = fitted(profile(row.land, kind, row.margins), row.margins)
    parts = " and ".join(f"{share * 100:.1f} % aged {band}" for band, share in sorted(row.margins))
    words = f"{parts}{year}, the rest by iterative proportional fitting of assumed profiles; {source}"
    return years, Figure(list(in_bands(years)), "converted", words)


def newcomers_of(table: Table, row: Municipality, kind: str) -> Figure:
    """``newcomers`` from the published foreign-born or foreign citizens, else by class."""
    rule = rules()["newcomers"]
    if row.foreign_share is not None:
        factor = rule["on_aland"] if row.aland else rule[row.foreign_kind]
        share = min(rule["most"], round(row.foreign_share * factor, 4))
        words = f"{row.foreign_share * 100:.2f} % {row.foreign_kind} {row.foreign_year} x {factor} ({rule['source']})"
        return Figure(share, "converted", f"{words}; {said(table, row, 'foreign_share')}")
    mean = mean_newcomers(table, row, kind)
    if mean is not None:
        factor = rule["foreign-born"]
        return Figure(
            round(mean * factor, 4), "assumed", f"its own share is unknown: mean of the class {kind} x {factor}"
        )
    level = rule["unknown"].get(row.land)
    if level is not None:
        words = f"its own share is unknown: class {kind}, {rule['unknown']['source']}"
        return Figure(level[kind], "assumed", words)
    return Figure(_default("newcomers"), "assumed", "its own share is unknown: the model's default")


def vacant_of(table: Table, row: Municipality, kind: str) -> Figure:
    """``vacant_homes`` from dwellings without anybody registered, else by class."""
    if row.vacant_share is None:
        words = f"none published: {rules()['by_class']['vacant_source']}"
        return Figure(rules()["by_class"][kind]["vacant_homes"], "assumed", words)
    rule = rules()["vacant"]
    share = round(min(rule["most"], rule["looked_for"] * row.vacant_share), 4)
    words = (
        f"{row.vacant_share * 100:.1f} % of dwellings without anybody registered {row.vacant_year}, holiday homes too, "
        f"x {rule['looked_for']}, at most {rule['most'] * 100:.0f} % (both assumed); "
        f"{said(table, row, 'vacant_share')}"
    )
    return Figure(share, "converted", words)


def employment_of(table: Table, row: Municipality, years: YEARS, newcomers: float) -> Figure:
    """``employment`` of locals aged 20-64 from the published rate of all inhabitants of some ages.

    First the ages: those below 20 work by ``young`` times the rate of those of 20-64. Then locals: those born here, who
    work by ``gap`` more than those born abroad, who are the ``newcomers`` and those not counted among these.
    """
    if row.employment_rate is None:
        return Figure(_default("employment"), "assumed", "none published: the model's default")
    rule = rules()["employment"]
    first, _ = ages(row.employment_age)
    young, old = float(years[first : WORKING[0]].sum()), float(years[WORKING[0] : WORKING[1]].sum())
    of_all = row.employment_rate * (young + old) / (old + young * rule["young"][row.land])
    abroad = min(1.0, rule["younger"] * newcomers / rules()["newcomers"]["foreign-born"])
    locals_ = of_all + abroad * rule["gap"]
    held = min(rule["most"], max(rule["least"], locals_))
    words = f"{row.employment_rate * 100:.1f} % of all inhabitants aged {row.employment_age} in {row.employment_year}"
    if first < WORKING[0]:
        words += f", {of_all * 100:.1f} % of those aged 20-64"
        words += f" (younger ones work {rule['young'][row.land]} times as often, assumed)"
    words += f"; locals {locals_ * 100:.1f} %, {rule['gap'] * 100:.0f} percentage points above those born abroad"
    if held != locals_:
        words += f", held to {held * 100:.0f} % (assumed)"
    return Figure(round(held, 3), "converted", f"{words}; {said(table, row, 'employment_rate')}")


def _of_profile(what: str, kind: str) -> list[float]:
    from sim.scenario.schema.region import RegionSettings

    region = RegionSettings()
    held = region.people if what == "schooling" else region.workers
    return list(getattr(held, f"{what}_{kind}"))


def _profile_words(by_class: dict[str, Any]) -> str:
    return f"the model's profile {by_class['profile']}"


def _default(field: str) -> float:
    from sim.scenario.schema.region import PlaceSettings

    return float(PlaceSettings.model_fields[field].default)


__all__ = ["Figure", "Grade", "ages_of", "employment_of", "newcomers_of", "place_figures", "said", "vacant_of"]
