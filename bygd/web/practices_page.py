"""The Gallery page: cards of good practice to look through, and one of them in full."""

from __future__ import annotations

import solara

from bygd.practices.gallery import Full, full, gallery
from bygd.web import markup
from bygd.web.parts.vue import Choose, Find
from bygd.web.pieces import Caveat, Frame, Words
from bygd.web.speaking import component, spoken
from sim.languages import N_, _, ngettext
from sim.scenario import ScenarioError

SENTENCE = N_(
    "What others have done: cases that really are or were, and ready programmes. What is known of each, what the model "
    "says, and how to try it."
)
HINT = N_("mentor, Denmark, school …")
MOST = 12
"""Cards offered while somebody types."""


@component
def PracticesPage() -> None:
    """Nothing is simulated here: the figures come with bygd."""
    every = gallery()
    chosen, choose = solara.use_state(every[0].name)
    words, search = solara.use_state("")
    problem, set_problem = solara.use_state("")
    found = gallery(words) if words.strip() else ()

    def pick(name: str) -> None:
        try:
            with spoken():
                choose(full(name).name)
            set_problem("")
        except ScenarioError as error:
            set_problem(error.problems[0].message)

    with Frame(_("Gallery"), _(SENTENCE)):
        with solara.Div(classes=["row"]):
            Find(
                name="practice",
                label=_("Find cards with these words"),
                hint=_(HINT),
                options=[(one.name, one.title) for one in found[:MOST]],
                said=said(words, len(found)),
                answered=words,
                event_typed=search,
                event_picked=pick,
            )
            Choose(
                name="practice",
                label=_("Card"),
                options=[(one.name, f"{one.group}: {one.title}") for one in every],
                value=chosen,
                event_chosen=pick,
            )
        if problem:
            Caveat(problem, error=True)
        Words(card_html(full(chosen)))


def said(words: str, number: int) -> str:
    """The answer to what was typed."""
    if not words.strip():
        return ""
    if number > MOST:
        return ngettext(
            "{number} card has these words; the first {most}",
            "{number} cards have these words; the first {most}",
            number,
            number=number,
            most=MOST,
        )
    return ngettext("{number} card has these words", "{number} cards have these words", number, number=number)


def card_html(one: Full) -> str:
    """A card in full."""
    html = markup.heading(one.title) + markup.paragraphs([one.summary], "lead") + markup.facts(one.facts)
    html += markup.heading(_("What the model says"))
    html += markup.aside(one.doubt) if one.doubt else ""
    html += markup.table(one.table) if one.table is not None else ""
    html += markup.paragraphs(one.notes)
    html += markup.heading(_("How to put it into a file of your own")) + markup.paragraphs([one.how])
    return html + markup.command(one.snippet)


__all__ = ["PracticesPage", "card_html", "said"]
