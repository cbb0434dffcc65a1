"""Putting the page together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.figures.picture import Rendered
from experiments.outcomes.findings import Findings
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE
from experiments.outcomes.wording import times
from experiments.report.card import Card
from experiments.report.headlines import headlines, plain_summary
from experiments.report.money import chronicle, table_of_interventions
from experiments.report.stories import stories
from experiments.report.tables import Table, table_by_year, table_of_areas, table_of_places
from experiments.report.template import fill, inlined
from experiments.report.uncertainty import Uncertainty
from sim.languages import _

TABLES: tuple[Callable[[Findings], Table | None], ...] = (table_by_year, table_of_areas, table_of_places)


@dataclass(frozen=True)
class Report:
    """Everything on the page that is not a finding."""

    portrait: str
    """What the scenario describes, in plain words."""
    manifest: dict[str, Any]
    lives: Sequence[dict[str, Any]]
    command: str
    """How to make the same results again."""
    card: Card
    """What the model has been shown to get right of such a question, and what it misses."""
    uncertainty: Uncertainty | None = None
    """Where the runs differ by their parameters too."""
    places: Rendered | None = None
    """The map of the places, where they are real."""


def report_html(findings: Findings, figures: Sequence[Rendered], report: Report) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    from markupsafe import Markup

    return fill(
        "page.html",
        figures,
        title=_(findings.title),
        period=_("{first} to {last}", first=findings.date(0), last=findings.date(findings.months - 1)),
        replicates=findings.replicates,
        spread_known=findings.replicates >= FEWEST_FOR_ONE_MORE,
        fewest=FEWEST_FOR_ONE_MORE,
        times=times(findings.replicates),
        several=len(findings.places) > 1,
        map=inlined(report.places),
        summary=plain_summary(findings),
        headlines=headlines(findings),
        tables=[table for make in TABLES if (table := make(findings)) is not None],
        interventions=table_of_interventions(findings),
        chronicle=chronicle(findings),
        stories=[
            (story, [(label, Markup(picture), last) for label, picture, last in story.sparks])
            for story in stories(report.lives, findings.start)
        ],
        portrait=report.portrait,
        manifest=report.manifest,
        command=report.command,
        card=report.card,
        uncertainty=report.uncertainty,
    )


__all__ = ["Report", "report_html"]
