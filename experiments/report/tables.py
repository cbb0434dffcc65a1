"""Tables of the report: measures by year, and places side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.outcomes.catalogue import group_label, measure
from experiments.outcomes.findings import EVERYWHERE, Findings
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE, at, limits_of
from experiments.outcomes.summary import by_year
from experiments.outcomes.wording import count, ranged

MOST_COLUMNS = 8
ROWS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("People", (("population", "all"), ("newcomers", "all"), ("births", "all"), ("deaths", "all"),
                ("arrivals", "all"), ("departures_newcomers", "all"), ("inflow", "all"),
                ("departures_locals", "all"), ("mean_age", "all"))),
    ("Ties of adult newcomers", (("local_friends", "all"), ("isolated", "all"), ("bonding", "all"),
                                 ("ei_index", "all"), ("friends_locals", "all"))),
    ("Work", (("employed", "locals"), ("employed", "newcomer_women"), ("employed", "newcomer_men"),
              ("matched", "newcomers"))),
    ("Clubs", (("clubs_open", "all"), ("clubs_closed", "all"), ("clubs_saved", "all"), ("members", "locals"),
               ("members", "newcomers"))),
    ("Minds", (("language", "all"), ("belonging", "newcomers"), ("trust", "newcomers"),
               ("attitude", "locals"), ("threat", "all"))),
    ("Programmes and money", (("volunteers_ready", "all"), ("volunteers_matched", "all"), ("link", "all"),
                              ("spent", "all"), ("state_grants", "all"))),
    ("Homes and services", (("homes_vacant", "all"), ("school_open", "all"), ("shop_open", "all"))),
)
"""What the table by year shows, where it was measured."""


@dataclass(frozen=True)
class Table:
    """Words in cells."""

    caption: str
    head: list[str]
    sections: list[tuple[str, list[list[str]]]]
    """(heading, rows); a row begins with its name."""


def table_by_year(findings: Findings) -> Table:
    """Main measures of the whole region: at the start and in some of the years."""
    years = _columns(findings)
    sections = []
    for heading, names in ROWS:
        if heading == "Programmes and money" and not findings.interventions:
            continue
        rows = []
        for name, group in names:
            if findings.measures.has(EVERYWHERE, name, group):
                rows.append([_label(name, group), *_cells(findings, name, group, years)])
        if rows:
            sections.append((heading, rows))
    first = findings.date(0)
    head = ["", *(f"start, {first}" if year == 0 else f"year {year}" for year in years)]
    note = ("stocks and shares at the end of each year, flows over it"
            + ("; in brackets 95 % prediction intervals, where one more run would lie"
               if findings.replicates >= FEWEST_FOR_ONE_MORE else ""))
    return Table(f"Whole region by year of the run: {note}.", head, sections)


def _columns(findings: Findings) -> list[int]:
    """Years shown: start, first, last, and some between."""
    last = -(-findings.months // 12)
    wanted = [0, 1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 35, 40]
    years = sorted({year for year in wanted if year < last} | {last})
    while len(years) > MOST_COLUMNS:
        years.pop(-2 if len(years) % 2 else 2)
    return years


def _label(name: str, group: str) -> str:
    about = measure(name)
    who = "" if group == "all" else f", {group_label(group)}"
    unit = " (of 100)" if about.unit.startswith("share") else " (thousand SEK)" if about.unit == "SEK" else ""
    return f"{about.label}{who}{unit}"


def _cells(findings: Findings, name: str, group: str, years: list[int]) -> list[str]:
    about = measure(name)
    found = by_year(findings.measures.get(EVERYWHERE, name, group), about.yearly)
    values = findings.band(found.values, limits_of(about.unit))
    share = about.unit.startswith("share")
    scale = 100.0 if share else 1e-3 if about.unit == "SEK" else 1.0
    whole = about.unit in ("persons", "SEK")
    cells = []
    for year in years:
        where = np.flatnonzero(found.year == year)
        if not where.size:
            cells.append("–")
        else:
            digits = 0 if whole or share else 1 if about.unit in ("clubs", "places", "years") else 2
            digits = 0 if about.unit in ("clubs", "places") and not values.interval else digits
            cells.append(ranged(at(values, int(where[0])), scale, digits))
    return cells


def table_of_places(findings: Findings) -> Table | None:
    """Places side by side; None for a single one."""
    if len(findings.places) < 2:
        return None
    rows = []
    for place in findings.places:
        people = findings.measures.get(place.key, "population", "all").band
        came = findings.measures.get(place.key, "newcomers", "all").band
        clubs = findings.measures.get(place.key, "clubs_open", "all")
        rows.append([
            place.name, count(place.start), ranged(at(people, -1)), ranged(at(came, -1)),
            ranged(at(clubs.band, -1)) if len(clubs.time) else "–",
        ])
    return Table(
        "The places.",
        ["", "inhabitants at the start", "at the end", "newcomers at the end", "clubs at the end"],
        [("", rows)],
    )


__all__ = ["Table", "table_by_year", "table_of_places"]
