"""A card on every report: what the model has been shown to get right of such a question, what it misses, how far.

``tested.csv`` is written by ``python -m calibration.validation --write`` from what `bygd validate` found: rows of
evidence that the model was not fitted to, and the figures it is to be fitted to. A row is told where it speaks of one
of the report's levers or, if it is of no lever, of one of its outcomes. Nothing is claimed that is not in that table.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from experiments.report.levers_of import levers_of
from experiments.report.tables import Table
from sim.languages import N_, _, localised, ngettext
from sim.scenario import Scenario
from sim.version import MODEL
from sim.words import counted, listed

FILE = Path(__file__).resolve().parent / "tested.csv"
SHOWN: tuple[str, ...] = ("staying", "friends", "work", "language", "people")
"""What every report shows."""
WITH_MONEY = "money"
FAR = 3.0
"""Times as many inhabitants as in what was asked, from which a scenario is called larger."""
VERDICTS: dict[str, str] = {
    "holds": N_("It agrees with"),
    "contradicted": N_("It contradicts"),
    "practically none": N_("It shows practically nothing of"),
    "cannot be told": N_("It cannot be told of"),
}
SAID: dict[str, str] = {
    "holds": N_("agrees with {number}"),
    "contradicted": N_("contradicts {number}"),
    "practically none": N_("shows practically nothing of {number}"),
    "cannot be told": N_("leaves {number} open"),
}
NOT_TESTED = "not tested"
KINDS: dict[str, str] = {
    "mentors": N_("mentors"),
    "groups": N_("groups and open houses"),
    "placements": N_("placements and subsidised posts"),
    "support": N_("support by staff"),
    "driving": N_("driving lessons"),
    "coordinators": N_("coordinators"),
    "project_money": N_("money that ends"),
    "procurement": N_("procurement"),
    "copying": N_("copying"),
    "courses": N_("language courses"),
    "club_fees": N_("club fees"),
    "childcare": N_("childcare and money for care at home"),
    "businesses": N_("businesses of one's own"),
    "closures": N_("employers that close or grow"),
    "settlement": N_("rules of settlement"),
    "inflow": N_("more or fewer newcomers"),
}


@dataclass(frozen=True)
class Evidence:
    """One row of what the model was held against."""

    kind: Literal["pattern", "target"]
    says: str
    source: str
    verdict: str
    model: str
    """What the model says, with its numbers."""
    missed: str
    """That of it which the evidence does not agree with."""
    outcomes: frozenset[str]
    levers: frozenset[str]
    largest: int
    """Inhabitants of the largest scenario it was asked in."""
    of_model: int
    """The number of the model that was asked."""


@dataclass(frozen=True)
class Card:
    """What a report says of the model."""

    lead: str
    misses: list[str]
    """What it gets wrong, and by how much."""
    notes: list[str]
    table: Table | None


@cache
def evidence() -> tuple[Evidence, ...]:
    """All that the model was held against."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Evidence(
                "target" if row["kind"] == "target" else "pattern",
                row["says"],
                row["source"],
                row["verdict"],
                row["model"],
                row["missed"],
                frozenset(row["outcomes"].split()),
                frozenset(row["levers"].split()),
                int(row["largest"]),
                int(row["of_model"]),
            )
            for row in csv.DictReader(stream)
        )


def card_of(scenarios: Sequence[Scenario], rows: Iterable[Evidence] | None = None) -> Card:
    """The card for a report on some scenarios (of a comparison: its base and its policies)."""
    levers = frozenset[str]().union(*map(levers_of, scenarios))
    outcomes = {*SHOWN, *([WITH_MONEY] if levers else [])}
    chosen = [row for row in (evidence() if rows is None else rows) if speaks_of(row, outcomes, levers)]
    people = max(sum(place.population for place in one.places.values()) for one in scenarios)
    misses = [_("{evidence} Here: {missed}.", evidence=row.says, missed=row.missed) for row in chosen if row.missed]
    return Card(lead_of(chosen), misses, notes_of(chosen, levers, people), table_of(chosen))


def speaks_of(row: Evidence, outcomes: Collection[str], levers: Collection[str]) -> bool:
    """Whether a row belongs on the card of such a report."""
    return bool(row.levers & set(levers)) if row.levers else bool(row.outcomes & set(outcomes))


def lead_of(chosen: Sequence[Evidence]) -> str:
    """The card in one sentence."""
    asked = [row for row in chosen if row.verdict != NOT_TESTED]
    if not asked:
        return _("The model was held against nothing published that speaks of this question.")
    many = {verdict: sum(row.verdict == verdict for row in asked) for verdict in VERDICTS}
    parts = [_(said, number=many[verdict]) for verdict, said in SAID.items() if many[verdict]]
    rows = counted(len(asked), "row of evidence", "rows of evidence")
    return _(
        "Of {rows} that speak of what this report shows, in other places, the model {verdicts}.",
        rows=rows,
        verdicts=listed(parts),
    )


def notes_of(chosen: Sequence[Evidence], levers: Collection[str], people: int) -> list[str]:
    """What limits the card: levers nobody tested, another model, larger places."""
    decided = [row for row in chosen if row.verdict in ("holds", "contradicted", "practically none")]
    told = frozenset[str]().union(*(row.levers for row in decided))
    notes = []
    if untold := [_(words) for kind, words in KINDS.items() if kind in levers and kind not in told]:
        notes.append(_("Nothing tells whether it is right about what {levers} do.", levers=listed(untold)))
    if decided and people > FAR * (largest := max(row.largest for row in decided)):
        most = counted(largest, "inhabitant", "inhabitants")
        here = localised(f"{people:,}")
        notes.append(_("All of it was asked in places of up to {most}; here are {here}.", most=most, here=here))
    if others := sorted({row.of_model for row in decided if row.of_model != MODEL}):
        numbers = listed([str(number) for number in others])
        notes.append(
            _("This is model {model}; asked was model {asked}, whose runs differ.", model=MODEL, asked=numbers)
        )
    if unasked := sum(row.verdict == NOT_TESTED for row in chosen):
        notes.append(
            ngettext(
                "{number} row of evidence on it has not been asked.",
                "{number} rows of evidence on it have not been asked.",
                unasked,
                number=localised(f"{unasked:,}"),
            )
        )
    notes.append(
        _("It was asked in made-up places with the model's default numbers; a scenario with others may fare otherwise.")
    )
    return notes


def table_of(chosen: Sequence[Evidence]) -> Table | None:
    """The rows by verdict; None where there are none."""
    sections = [
        (_(words), [[row.says, row.model or "–", row.source] for row in chosen if row.verdict == verdict])
        for verdict, words in VERDICTS.items()
    ]
    sections = [(words, rows) for words, rows in sections if rows]
    if not sections:
        return None
    caption = _("What the model was held against, and what it says: means over pairs of runs, with their intervals.")
    return Table(caption, [_("evidence"), _("what the model says"), _("source")], sections)


__all__ = ["Card", "Evidence", "card_of", "evidence", "levers_of"]
