"""Texts that stand in data and not in a call: labels and phrases of measures, names of groups, the benchmarks, cards
of good practice, titles of the scenarios that come along."""

from __future__ import annotations

from collections.abc import Iterator

from bygd.advise.candidates import read_candidates
from bygd.assess.catalogue import CHECKLIST, DIMENSIONS, PROXY, benchmarks
from bygd.places.columns import LANDS
from bygd.practices import speaking
from bygd.web.choices import title_in
from bygd.web.levers import levers_of, patterns, with_handles
from bygd.web.series import measures as measures_of_the_page
from experiments.comparison.phrases import whole_sentences
from experiments.outcomes.catalogue import CATALOGUE, GROUP_LABELS, HEADINGS
from sim.measures.measure import RESEARCH
from sim.scenario.inheritance import whole_scenarios

Found = tuple[str, str, str]
"""(where, context, message)."""


def texts() -> Iterator[Found]:
    """All of them, in the order in which reports show them; some more than once."""
    yield from measures()
    yield from (("groups", "", label) for label in GROUP_LABELS.values())
    yield from whole_sentences()
    yield from assessment()
    yield from levers()
    yield from pictures()
    yield from candidates()
    yield from (("cards", context, text) for context, text in speaking.texts())
    yield from (("lands", "", name) for name in LANDS.values())
    yield from (("scenarios", "", title) for title in map(title_in, whole_scenarios()) if title)


def measures() -> Iterator[Found]:
    """Headings, labels and units of what reports show; what only researchers ask for stands in files, in English."""
    yield from (("measures", "", heading) for heading in HEADINGS)
    for row in CATALOGUE.values():
        if row.rank >= RESEARCH or not (row.heading or row.outcome):
            continue
        yield "measures", "", row.label
        if row.short:
            yield "measures", "", row.short
        if row.outcome:
            yield "measures", "unit", row.unit
            if row.one:
                yield "measures", "", row.one
                yield "measures", "", row.one.replace("additional ", "")


def assessment() -> Iterator[Found]:
    yield from (("benchmarks", "", name) for name in DIMENSIONS.values())
    for row in benchmarks():
        yield "benchmarks", "", row.title
        yield "benchmarks", "", row.ask
        if row.kind in (PROXY, CHECKLIST) and row.by:
            yield "benchmarks", "by", row.by


def levers() -> Iterator[Found]:
    """Of the browser's levers: name, unit, help, and why one costs nothing."""
    scenario, handles = with_handles(patterns())
    for lever in levers_of(handles):
        yield "levers", "", lever.label
        yield "levers", "unit", lever.unit
        yield "levers", "", lever.help_in(scenario)
        field = lever.target(scenario).field
        more = field.json_schema_extra if field is not None else None
        paid = str(more.get("paid", "")) if isinstance(more, dict) else ""
        if paid.startswith("nothing: "):
            yield "levers", "", paid.removeprefix("nothing: ")


def pictures() -> Iterator[Found]:
    """Of the browser's live series: name and unit."""
    for measure in measures_of_the_page():
        yield "pictures", "", measure.title
        yield "pictures", "unit", measure.unit


def candidates() -> Iterator[Found]:
    """Names and units of what 'bygd advise' may buy."""
    for row in read_candidates():
        yield "candidates", "", row.name
        if row.unit:
            yield "candidates", "amount", row.unit


__all__ = ["texts"]
