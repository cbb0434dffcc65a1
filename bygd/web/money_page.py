"""The Money page: who pays what, when it ends, and what it comes to for each outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bygd.web import markup, money_figures, money_words
from bygd.web.background import Teller
from bygd.web.paying import Books, books_of
from bygd.web.pieces import Caveat, Frame, UnderWay, Words, use_background
from bygd.web.shown_months import AskMonths, use_shown_months
from bygd.web.speaking import component
from sim.languages import N_, _

if TYPE_CHECKING:
    from sim.scenario import Scenario

SENTENCE = N_(
    "What programmes, coordinators, levers, bus lines and homes built cost, who paid, when each grant ends, and what "
    "there is for it."
)


@component
def MoneyPage(scenario: Scenario, seed: int, months: int) -> None:
    """``months``: how many have been simulated so far; 0 asks whether to simulate them all."""
    until, show_until = use_shown_months(scenario, seed, months)

    def work(teller: Teller) -> tuple[Books, tuple[str, ...]]:
        books = books_of(scenario, seed, until, teller)
        return books, html_of(books, scenario.months)

    books_work = use_background(work if until else None, [scenario.digest(), seed, until])
    found = books_work.standing.value
    sentence = money_words.what_one_sees(found[0]) if found else _(SENTENCE)
    with Frame(_("Money"), sentence):
        AskMonths(scenario, months, until, show_until)
        UnderWay(books_work, _("Adding up the books"))
        if found is not None:
            __, (short, pictures, ends, tables, log) = found
            Words(short)
            if pictures:
                Words(pictures, "figures")
            Words(ends)
            Words(tables)
            Caveat(
                _(
                    "{fit}, and amounts follow from what the scenario says things cost: read who pays and until when, "
                    "not sums for a real place.",
                    fit=markup.fit_words(),
                )
            )
            Words(log)


def html_of(books: Books, last: int) -> tuple[str, ...]:
    """The page's parts: in short, pictures, when the money ends, tables, what happened. ``last``: months of
    the scenario."""
    short = markup.paragraphs(money_words.in_short(books), "lead")
    if not books.planned:
        purse = markup.table(money_words.table_of_payers(books))
        return short, "", "", purse, ""
    pictures = "".join(
        (
            markup.drawn(money_figures.by_year(books), "payers"),
            markup.drawn(money_figures.timeline(books, last), "timeline"),
        )
    )
    ends = markup.heading(_("When each grant ends")) + markup.facts(
        [
            (_("{name}, {kind}", name=name, kind=kind), words)
            for name, kind, words in money_figures.rows_in_words(books.rows)
        ]
    )
    interventions = money_words.table_of_interventions(books)
    tables = "".join(
        (
            markup.heading(_("What it comes to")),
            markup.table(money_words.table_of_outcomes(books)),
            markup.heading(_("Who pays, year by year")),
            markup.table(money_words.table_of_payers(books)),
            markup.table(interventions) if interventions else "",
        )
    )
    events = money_words.chronicle(books)
    log = markup.heading(_("What happened")) + markup.dated([(date, words, "") for date, words in events])
    return short, pictures, ends, tables, log if events else ""


__all__ = ["MoneyPage", "html_of"]
