"""Tables of the report: measures by year, and places side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.outcomes.areas import at_the_end
from experiments.outcomes.catalogue import HEADINGS, PURSE, Measure, measure, tabled
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE, at, limits_of
from experiments.outcomes.summary import by_year
from experiments.outcomes.wording import count, ranged
from sim.languages import _
from sim.words import lower_first

MOST_COLUMNS = 8
MOST_PLACES = 20
"""Rows of the table of places; of more the largest are shown."""
OF_AREAS = tuple(
    measure(key)
    for key in ("population", "newcomer_share", "employed", "employed_locals", "local_friends", "isolated", "members")
) + tuple(measure(f"retention_{year}") for year in (5, 3, 1))
"""Outcomes by which areas are set side by side."""


@dataclass(frozen=True)
class Table:
    """Words in cells."""

    caption: str
    head: list[str]
    sections: list[tuple[str, list[list[str]]]]
    """(heading, rows); a row begins with its name."""


def table_by_year(findings: Findings) -> Table:
    """Main measures of the whole region: at the start and in some of the years; what never happened is a word below."""
    years = _columns(findings)
    sections, never = [], []
    for heading in HEADINGS:
        if heading == PURSE and not findings.interventions:
            continue
        found = [row for row in tabled(heading) if findings.measures.has(EVERYWHERE, *row.source)]
        none = [row for row in found if not np.nan_to_num(findings.measures.get(EVERYWHERE, *row.source).values).any()]
        never += [lower_first(_(row.label)) for row in none]
        rows = [[_label(row), *_cells(findings, row, years)] for row in found if row not in none]
        if rows:
            sections.append((_(heading), rows))
    first = findings.date(0)
    head = ["", *(_("start, {date}", date=first) if year == 0 else _("year {number}", number=year) for year in years)]
    caption = (
        _(
            "Whole region by year of the run: stocks and shares at the end of each year, flows over it; in brackets 95 "
            "% prediction intervals, where one more run would lie."
        )
        if findings.replicates >= FEWEST_FOR_ONE_MORE
        else _("Whole region by year of the run: stocks and shares at the end of each year, flows over it.")
    )
    if never:
        caption += " " + _("None in any month of any run: {measures}.", measures="; ".join(never))
    return Table(caption, head, sections)


def _columns(findings: Findings) -> list[int]:
    """Years shown: start, first, last, and some between."""
    last = -(-findings.months // 12)
    wanted = [0, 1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 35, 40]
    years = sorted({year for year in wanted if year < last} | {last})
    while len(years) > MOST_COLUMNS:
        years.pop(-2 if len(years) % 2 else 2)
    return years


def _label(row: Measure) -> str:
    label = _(row.label)
    if row.form == "share":
        return _("{label} (of 100)", label=label)
    return _("{label} (thousand SEK)", label=label) if row.form == "money" else label


def _cells(findings: Findings, row: Measure, years: list[int]) -> list[str]:
    found = by_year(findings.measures.get(EVERYWHERE, *row.source), row.yearly)
    values = findings.band(found.values, limits_of(row))
    scale = {"share": 100.0, "money": 1e-3}.get(row.form, 1.0)
    whole = row.form == "count" and not values.interval  # a single run has no part of a club
    cells = []
    for year in years:
        where = np.flatnonzero(found.year == year)
        cells.append(ranged(at(values, int(where[0])), scale, 0 if whole else row.digits) if where.size else "–")
    return cells


def table_of_places(findings: Findings) -> Table | None:
    """Places side by side, of many the largest; None for a single one."""
    if len(findings.places) < 2:
        return None
    rows, many = [], len(findings.places) > MOST_PLACES
    shown = sorted(findings.places, key=lambda one: -one.start)[:MOST_PLACES] if many else findings.places
    for place in shown:
        people = findings.measures.get(place.key, "population", "all").band
        came = findings.measures.get(place.key, "newcomers", "all").band
        clubs = findings.measures.get(place.key, "clubs_open", "all")
        rows.append(
            [
                place.name,
                count(place.start),
                ranged(at(people, -1)),
                ranged(at(came, -1)),
                ranged(at(clubs.band, -1)) if len(clubs.time) else "–",
            ]
        )
    return Table(
        _(
            "The {shown} largest of {places} places; all are in places.csv.",
            shown=MOST_PLACES,
            places=len(findings.places),
        )
        if many
        else _("The places."),
        ["", _("inhabitants at the start"), _("at the end"), _("newcomers at the end"), _("clubs at the end")],
        [("", rows)],
    )


def table_of_areas(findings: Findings) -> Table | None:
    """Outcomes at the end by class of place, county or whatever else puts places together; None where nothing does."""
    if len(findings.places) < 2 or not findings.areas:
        return None
    at_ends = {(area, row.key): at_the_end(findings, row, area.key) for area in findings.areas for row in OF_AREAS}
    told = [row for row in OF_AREAS if any(at_ends[area, row.key] is not None for area in findings.areas)]
    staying = next((row for row in told if row.year), None)  # after the longest time that there is
    told = [row for row in told if not row.year or row is staying]
    sections: dict[str, list[list[str]]] = {}
    for area in findings.areas:
        cells = [area.label, count(area.places), count(area.start)]
        for row in told:
            found, scale = at_ends[area, row.key], 100.0 if row.form == "share" else 1.0
            cells.append("–" if found is None else ranged(found, scale, row.digits))
        sections.setdefault(area.grouping, []).append(cells)
    return Table(
        _("Places put together, at the end of the run; each place is in places.csv."),
        ["", _("places"), _("inhabitants at the start"), *(_label(row) for row in told)],
        [(_("By {grouping}", grouping=grouping), rows) for grouping, rows in sections.items()],
    )


__all__ = ["Table", "table_by_year", "table_of_areas", "table_of_places"]
