"""The answers of a session on its pages: what runs, what came of it, and what was asked."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import solara

from bygd.web import markup
from bygd.web.background import Standing
from bygd.web.comparison_setup import duration_words
from bygd.web.pieces import UnderWay, Words, Work
from bygd.web.results import Entry, Results
from bygd.web.speaking import component
from bygd.web.tagged import tagged
from sim.languages import N_, _

EARLIER = N_("Answers an earlier question: what is set above has changed since.")


def use_results(results: Results) -> None:
    """Draw the component again whenever an answer changes."""
    __, set_turn = solara.use_state(0)

    def listen() -> Callable[[], None]:
        return results.listen(lambda: set_turn(lambda turn: turn + 1))

    solara.use_effect(listen, [id(results)])


@component
def ResultsList(results: Results, kind: str, now: Hashable, what: str, draw: Callable[[Entry], Any]) -> None:
    """Questions of ``kind``, the latest first and open; grey where they are not the question ``now``. ``what``: what is
    being done, in a word; ``draw``: draws an answer."""
    use_results(results)
    entries = results.of(kind)
    for place, entry in enumerate(entries):
        stale = entry.question.key != now
        ResultEntry(results, entry, entry.standing, stale, what, draw, opened=place == 0).key(f"entry-{entry.number}")


@component
def ResultEntry(
    results: Results,
    entry: Entry,
    standing: Standing[Any],
    stale: bool,
    what: str,
    draw: Callable[[Entry], Any],
    *,
    opened: bool,
) -> None:
    """One of them. ``standing`` is its own, given apart: an entry that has changed is still the same entry."""
    question = entry.question
    about = {"number": entry.number, "question": question.title, "time": entry.when}
    if standing.running:
        work: Work[Any] = Work(standing, lambda: results.cancel(entry.number), lambda: None)
        with tagged("section", class_="result", attributes={"aria-label": f"{what}: {question.title}"}):
            tagged("p", children=[_("{number}. {question}, asked {time}", **about)])
            UnderWay(work, what, again=False)
        return
    if standing.value is None:
        with tagged("section", class_="result", attributes={"aria-label": f"{what}: {question.title}"}):
            UnderWay(Work(standing, lambda: None, lambda: None), what, again=False)
            solara.Button(_("Take out of the list"), on_click=lambda: results.forget(entry.number), outlined=True)
        return
    said = _(
        "{number}. {question}, asked {time}; this took {duration}", **about, duration=duration_words(entry.seconds)
    )
    attributes: dict[str, Any] = {"open": ""} if opened else {}
    with tagged("details", class_="result stale" if stale else "result", attributes=attributes):
        tagged("summary", children=[f"{said}. {_(EARLIER)}" if stale else said])
        Words(markup.bullets(question.lines), "asked")
        draw(entry)
        solara.Button(_("Take out of the list"), on_click=lambda: results.forget(entry.number), outlined=True)


__all__ = ["EARLIER", "ResultsList", "use_results"]
