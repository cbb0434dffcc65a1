"""The Lives page: pick a person, or one of a sample, and read what happened to them and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import solara

from bygd.web import lives_figures, markup
from bygd.web.background import Refused, Teller
from bygd.web.kept_fields import use_kept
from bygd.web.lives import NEWCOMERS, Gathering, LifeStory, resimulate, what_one_sees
from bygd.web.parts.vue import WholeNumber
from bygd.web.pieces import Caveat, Frame, UnderWay, Words, use_background
from bygd.web.shown_months import AskMonths, use_shown_months
from bygd.web.speaking import component, spoken
from bygd.web.tagged import tagged
from experiments.report.tables import Table
from sim.languages import N_, _, language, ngettext
from sim.told import said
from sim.words import month_and_year

if TYPE_CHECKING:
    from sim.scenario import Scenario

SENTENCE = N_("What happened to single people of this town, and why: their ties, work, coming and going.")


@component
def LivesPage(scenario: Scenario, seed: int, months: int, kept: dict[str, Any]) -> None:
    """``months``: how many have been simulated so far; 0 asks whether to simulate them all. ``kept``: what the session
    keeps of the page, as the person who is followed."""
    until, show_until = use_shown_months(scenario, seed, months)
    newcomers, set_newcomers = solara.use_state(NEWCOMERS)
    number, set_number = use_kept(kept, "person", 0)
    chosen, set_chosen = solara.use_state(0)
    digest = scenario.digest()

    def work(teller: Teller) -> Gathering:
        if not number:
            return resimulate(scenario, seed, until, teller, newcomers=newcomers)
        everybody = resimulate(scenario, seed, until, teller)
        return resimulate(scenario, seed, until, teller, newcomers=newcomers, watched=[everybody.uid_of(number)])

    resimulation = use_background(work if until else None, [digest, seed, until, newcomers, number])
    solara.use_effect(lambda: set_chosen(0), [digest, seed, until, number])
    gathering = resimulation.standing.value
    problem, set_problem = solara.use_state("")

    def follow(wanted: int) -> None:
        try:
            if wanted and gathering is not None:
                with spoken():
                    gathering.uid_of(wanted)
        except Refused as refusal:
            set_problem(str(refusal))
            return
        set_problem("")
        set_number(wanted)

    with Frame(_("Lives"), what_one_sees(gathering) if gathering else _(SENTENCE)):
        AskMonths(scenario, months, until, show_until)
        if until:
            Asking(number, follow, lambda: set_newcomers(newcomers + NEWCOMERS))
        if problem:
            Caveat(problem, error=True)
        UnderWay(resimulation, _("Simulating the town once more"))
        if gathering is not None and gathering.lives:
            at = min(chosen, len(gathering.lives) - 1)
            Choosing(gathering, at, set_chosen)
            OneLife(gathering, gathering.lives[at])
        elif gathering is not None:
            Caveat(_("There is nobody to follow: no grown newcomer has come, and no grown local lives here."))


@component
def Asking(number: int, follow: Callable[[int], None], more: Callable[[], None]) -> None:
    """A person's number, or more of the sample."""
    wanted, set_wanted = solara.use_state(number or 1)

    def given(text: str) -> None:
        set_wanted(int(text) if text.strip().isdecimal() else -1)

    with solara.Div(classes=["row"]):
        WholeNumber(name="person", label=_("Person number, from 1"), value=wanted, low=1, event_given=given)
        solara.Button(_("Follow this person"), on_click=lambda: follow(wanted), outlined=True)
        solara.Button(_("More newcomers"), on_click=more, outlined=True)
        if number:
            solara.Button(_("Only the sample"), on_click=lambda: follow(0), text=True)


@component
def Choosing(gathering: Gathering, at: int, choose: Callable[[int], None]) -> None:
    """The lives to choose from."""
    tagged(
        "ul",
        class_="people",
        attributes={"aria-label": _("People to choose from")},
        children=[Person(life, place == at, partial(choose, place)) for place, life in enumerate(gathering.lives)],
    )


@component
def Person(life: LifeStory, chosen: bool, choose: Callable[[], None]) -> None:
    """One of those to choose from."""
    if life.here:
        words = _("{person} (no. {number})", person=said(life.title), number=life.number)
    else:
        words = _("{person} (no. {number}, gone)", person=said(life.title), number=life.number)
    pressed = {"type": "button", "aria-pressed": str(chosen).lower()}
    button = tagged("button", attributes=pressed, children=[words])
    solara.v.use_event(button, "click", lambda *__: choose())
    tagged("li", children=[button])


@component
def OneLife(gathering: Gathering, life: LifeStory) -> None:
    """One person's story."""
    pictures = solara.use_memo(
        lambda: "".join(
            markup.drawn(one, f"{one.name}-{life.number}") for one in lives_figures.pictures(life, gathering)
        ),
        [id(gathering), life.uid, language()],
    )
    Words(head_of(life))
    Words(pictures, "figures")
    Words(friends_of(life))
    Words(events_of(life))


def head_of(life: LifeStory) -> str:
    """Who it is, and how to ask for the same person again."""
    if life.here:
        where = _("Person number {number} of this history; lives here in the last month shown.", number=life.number)
    else:
        where = _(
            "Person number {number} of this history; does no longer live here in the last month shown.",
            number=life.number,
        )
    return markup.heading(said(life.title)) + markup.paragraphs([where], "note")


def friends_of(life: LifeStory) -> str:
    """The closest ties in words."""
    if not life.friends:
        return ""
    caption = _("The closest ties outside one's own home; letters as in the picture.")
    if life.others:
        rest = ngettext(
            "Besides these, {number} other tie at some time.",
            "Besides these, {number} other ties at some time.",
            life.others,
            number=life.others,
        )
        caption = f"{caption} {rest}"
    return markup.table(
        Table(
            caption,
            ["", _("who"), _("how they know each other"), _("closest so far"), _("in the last month")],
            [("", lives_figures.friend_rows(life.friends))],
        ),
        words=True,
    )


def events_of(life: LifeStory) -> str:
    """What happened, with dates and causes."""
    title = markup.heading(_("What happened, and why"))
    if not life.events:
        return title + markup.paragraphs([_("Nothing that the model tells of: a life that went on as before.")])
    return title + markup.dated([(month_and_year(date), text, cause) for date, text, cause in life.events])


__all__ = ["LivesPage", "events_of", "friends_of", "head_of"]
