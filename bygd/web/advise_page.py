"""The Advise page: which measures, how much of each and when, for a budget."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import solara

from bygd.web import advising, markup
from bygd.web.advising import OUTCOMES, Asked
from bygd.web.background import Refused
from bygd.web.kept_fields import use_kept
from bygd.web.parts.vue import Choose, TextField
from bygd.web.pieces import Caveat, Folded, Frame, Words
from bygd.web.results_list import ResultsList, use_results
from bygd.web.speaking import component
from bygd.web.told_part import told_parts
from sim.languages import N_, _, language, pgettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from bygd.web.desk import Desk
    from sim.scenario import Scenario

SENTENCE = N_(
    "Which measures, how much of each, when and for how long, for this money? Mixes are simulated, the best once more "
    "with random draws that nothing was chosen by."
)
LONG = N_(
    "This simulates hundreds of runs: expect ten minutes and more for a town of 3,000, and go on with other pages "
    "meanwhile. It can be cancelled."
)
WEIGHTS = N_("What counts, and how much: a weight each, 0 for nothing.")
MONTHS = 12


@component
def AdvisePage(scenario: Scenario, seed: int, desk: Desk) -> None:
    """``scenario``: the town that is watched, as its file has it: without the levers moved."""
    asked, ask = use_kept(desk.kept, "advise", Asked())
    use_results(desk.results)

    def look() -> tuple[object, str]:
        try:
            return advising.words_of(asked, scenario, seed), ""
        except Refused as refusal:
            return None, str(refusal)

    words, problem = solara.use_memo(look, [asked, scenario.digest(), seed, language()])
    title = _(scenario.title) if scenario.title else _("this town")
    question = advising.question_of(asked, words, title) if words is not None else None

    def begin() -> None:
        if question is not None:
            months = MONTHS * (int(asked.years) + int(asked.after)) + 1
            desk.results.begin(question, partial(advising.advise, words, title, months))

    with Frame(_("Advise"), _(SENTENCE)):
        Fields(asked, ask)
        if problem:
            Caveat(problem, error=True)
        Words(markup.paragraphs([_(LONG)], "note"))
        running = desk.results.running(advising.KIND) is not None
        solara.Button(_("Advise"), on_click=begin, disabled=question is None or running, color="primary")
        now = question.key if question is not None else None
        ResultsList(results=desk.results, kind=advising.KIND, now=now, what=_("Searching"), draw=told_parts)


@component
def Fields(asked: Asked, ask: Callable[[Asked], None]) -> None:
    """Budget, years, weights, and what is settled already."""

    def field(name: str, label: str) -> None:
        TextField(
            name=f"advise-{name}",
            label=label,
            value=getattr(asked, name),
            event_given=lambda text: ask(asked._replace(**{name: text.strip()})),
        ).key(name)

    def weigh(key: str, text: str) -> None:
        ask(asked._replace(weights=tuple((one, text.strip() if one == key else held) for one, held in asked.weights)))

    with solara.Div(classes=["row"]):
        field("budget", _("Budget, SEK"))
        Choose(
            name="advise-each",
            label=pgettext("budget", "For"),
            options=[("year", _("each year")), ("all", _("all years together"))],
            value="all" if asked.in_all else "year",
            event_chosen=lambda key: ask(asked._replace(in_all=key == "all")),
        )
        field("years", _("Years of money"))
        field("after", _("Years looked on after it"))
        field("pairs", _("Pairs of runs of a mix, 4 or more"))
    Words(markup.paragraphs([_(WEIGHTS)], "note"))
    with solara.Div(classes=["row"]):
        for key, weight in asked.weights:
            TextField(name=f"weight-{key}", label=_(OUTCOMES[key]), value=weight, event_given=partial(weigh, key)).key(
                key
            )
    with Folded(_("What is settled already, and what may be bought")):
        with solara.Div(classes=["row"]):
            field("fixed", _("Must be bought (keys, commas between)"))
            field("forbidden", _("Not to be bought (keys, commas between)"))
        Words(candidates_html())


def candidates_html() -> str:
    """The candidates with their keys."""
    from bygd.advise.candidates import FILE, read_candidates

    return markup.facts([(one.key, _(one.name)) for one in read_candidates(FILE)])


__all__ = ["AdvisePage"]
