"""Life lines as a page shows them: dated facts, and three small lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from experiments.outcomes.wording import month_and_year, plain
from experiments.report.svg import sparkline
from sim.languages import N_, _
from sim.told import Told, said

SPARKS = {
    "local_friends": (N_("Local friends"), "vermilion", 1.0, 0),
    "language": (N_("Local language, 0 to 1"), "blue", 1.0, 2),
    "belonging": (N_("Belonging, 0 to 1"), "green", 1.0, 2),
}
"""Series of a life: (label, colour, least top of the scale, digits)."""


@dataclass(frozen=True)
class Story:
    """One life, in words and small pictures."""

    title: str
    events: list[tuple[str, str, str]]
    """(date, what, why)."""
    sparks: list[tuple[str, str, str]]
    """(label, picture, last value)."""
    told: bool = True
    """Whether it can be told in the language in force; one that an earlier version kept is in English."""


def stories(lives: Sequence[dict[str, Any]], start: str) -> list[Story]:
    """Stories of lives as :func:`plain_life` gives them."""
    return [
        Story(
            said(life["title"]),
            [(month_and_year(event["date"]), said(event["text"]), said(event["cause"])) for event in life["events"]],
            [spark for name in SPARKS if (spark := _spark(name, life["series"].get(name, [])))],
            isinstance(life["title"], Told),
        )
        for life in lives
    ]


def plain_life(life: Any, date_of: Any) -> dict[str, Any]:
    """A life as plain data: what lives.json holds."""
    return {
        "title": life.title,
        "events": [
            {"month": int(month), "date": date_of(int(month)), "text": text, "cause": cause}
            for month, text, cause in life.events
        ],
        "series": {
            name: [None if math.isnan(value) else round(float(value), 4) for value in values]
            for name, values in life.series.items()
        },
    }


def _spark(name: str, values: list[float | None]) -> tuple[str, str, str] | None:
    there = [value for value in values if value is not None]
    if not there:
        return None
    label, color, least, digits = SPARKS[name]
    top = max(least, *there)
    last = plain(there[-1], digits)
    label = _(label)
    return label, sparkline(values, 0.0, top, color, _("{label} by month; last {last}", label=label, last=last)), last


__all__ = ["Story", "plain_life", "stories"]
