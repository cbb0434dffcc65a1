"""``docs/outcomes.md``, written from the catalogue: ``python -m bygd.documents.outcomes``."""

from __future__ import annotations

from sim.measures.catalogue import CATALOGUE, outcomes
from sim.measures.measure import RESEARCH, Measure

HEAD = """# Outcomes and measures

Written from the catalogue (`sim/measures/catalogue.py`) by `make docs`; do not edit. How each is defined
stands in [model.md](model.md#9-measures).

*Kind*: a stock is how many there are, a flow how many in the month, a sum money of the month; shares are
0 to 1. Stocks, shares and means of a year are those at its end, flows and sums those of its months. A name
with `of` is one group of another measure.
"""


HELD = """`history.to_pandas()`, `measures.parquet`, `summary.csv`: by month, place and group. Those for
research stand in files and not in reports.
"""


def markdown() -> str:
    """The whole page."""
    compared = [["name", "what", "unit over a run", "kind", "better", "followed in time", "live page"]]
    compared += [
        [
            f"`{row.key}`{_view(row)}",
            row.label,
            row.unit_of_run,
            row.kind,
            row.better or "–",
            "yes" if row.followed else "",
            "yes" if row.color else "",
        ]
        for row in sorted(outcomes(), key=lambda row: row.rank)
    ]
    taken = [["name", "what", "unit", "kind", "when", "groups, besides all"]]
    taken += [
        [
            f"`{row.key}`{' (research)' if row.rank >= RESEARCH else ''}",
            row.label,
            row.unit,
            row.kind,
            row.every + ("" if row.by_place else ", region alone"),
            ", ".join(row.groups) or "–",
        ]
        for row in CATALOGUE.values()
        if row.taken_down
    ]
    return "\n".join(
        (
            HEAD,
            "## What arms and points are compared by\n",
            "In `compare`, `sweep` and Mesa's reporters, by importance: those above are said first.\n",
            *_table(compared),
            "",
            "## What a history holds\n",
            HELD,
            *_table(taken),
            "",
        )
    )


def _view(row: Measure) -> str:
    return f" (`{row.of}` of {row.group})" if row.of else ""


def _table(rows: list[list[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]


if __name__ == "__main__":
    print(markdown(), end="")
