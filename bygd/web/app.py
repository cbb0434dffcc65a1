"""The application Solara serves: one town a session, on pages that look at it from several sides.

``bygd serve`` starts it; ``solara run bygd/web/app.py`` does too. Imports here are light: the model is
imported by the session's own thread while the page is already loading.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import solara

from bygd.web import markup
from bygd.web.building import Building
from bygd.web.desk import BROUGHT, GIVEN, Desk
from bygd.web.look import style
from bygd.web.pages import PAGES, drawn_page
from bygd.web.parts.vue import (
    AddressBar,
    Choose,
    Find,
    LanguageChoice,
    ProjectorSwitch,
    ShareLink,
    Shown,
    ThemeSwitch,
    Upload,
    WholeNumber,
)
from bygd.web.preferred import usual_language
from bygd.web.seats import SEATS
from bygd.web.serving import keep_to_this_machine
from bygd.web.speaking import SPEAKING, accepted_here, component
from bygd.web.tagged import tagged
from sim.languages import LANGUAGES, N_, SOURCE, _, language

if TYPE_CHECKING:
    from bygd.web.frame import Frame
    from bygd.web.official import Official

CAVEAT = N_(
    "{fit}: read directions and orders of magnitude. One run is an anecdote; for differences with intervals go to "
    "Compare."
)
LINK = N_(
    "Whoever opens it with the same version of bygd, on a server of their own, sees the same town month for month: "
    "scenario, seed, levers and page stand in it."
)
FILE_ONLY = N_("The scenario is a file of yours, which a link cannot hold: send the session as a file instead.")
LARGEST = 1_000_000
"""Bytes of a scenario brought along that are sent at all; :mod:`sim.scenario.source` has the last word."""

keep_to_this_machine()


@component
def Page() -> None:
    """A session where there is room for one; else that there is none."""
    if not SPEAKING.value:
        SPEAKING.value = usual_language(accepted_here())
    seated = solara.use_memo(SEATS.take, [])
    solara.use_effect(lambda: SEATS.give_back if seated else None, [])
    solara.Style(style())
    with solara.Div(classes=["bygd"]):
        if seated:
            Watching()
        else:
            Full()


@component
def Full() -> None:
    """No seat is free: why, and what to do about it."""
    solara.Title(_("bygd: all places are taken"))
    with tagged("main"):
        solara.HTML("h1", heading())
        solara.HTML("div", html.escape(SEATS.full), classes=["problem"], attributes={"role": "alert"})
        solara.HTML("a", _("Try again"), classes=["again"], attributes={"href": ""})


@component
def Watching() -> None:
    """One session. Its model goes when the page is closed."""
    frame: Frame | None
    building: Building | None
    frame, set_frame = solara.use_state(None)
    problem, set_problem = solara.use_state("")
    building, set_building = solara.use_state(Building(_("the town")))
    turn, set_turn = solara.use_state(0)
    router = solara.use_router()

    def show(shown: Frame) -> None:
        set_building(None)
        set_frame(shown)

    def tell(words: str) -> None:
        set_problem(words)
        if words:
            set_building(None)

    desk: Desk = solara.use_memo(lambda: Desk(show, tell, set_building, router.search or "", language()), [])
    page, set_page = solara.use_state(desk.page)
    desk.turn_to = set_page
    desk.speak = SPEAKING.set
    solara.use_effect(lambda: SPEAKING.set(desk.language), [])
    solara.use_effect(lambda: desk.close, [])

    def went(asked: dict[str, Any]) -> None:
        """Back, Forward, or a reload of a page whose file only the browser has."""
        set_page(desk.go(str(asked.get("query", "")), frame, page, asked.get("own")))
        set_turn(int(asked.get("turn", 0)))

    query, group = desk.address(frame, page)
    with solara.Div():
        solara.Title(title_of(page, frame, building))
        solara.HTML("a", _("To the pictures"), classes=["skip"], attributes={"href": "#watch"})
        with tagged("header"):
            solara.HTML("h1", heading())
            with tagged("nav", attributes={"aria-label": _("Pages")}):
                for key, label in PAGES.items():
                    PageButton(_(label), key == page, lambda key=key: set_page(key)).key(f"page-{key}")
            ProjectorSwitch(words=projector_words())
            LanguageChoice(
                label=_("Language"),
                options=[(code, names[0]) for code, names in LANGUAGES.items()],
                value=language(),
                event_chosen=desk.say_in,
            )
            ThemeSwitch(words=theme_words())
        with tagged("main"):
            solara.HTML("div", html.escape(problem), classes=["problem"], attributes={"role": "alert"})
            if desk.remark:
                solara.HTML("p", html.escape(desk.remark), classes=["hint", "remark"], attributes={"role": "status"})
            AddressBar(query=query, group=group, turn=turn, event_went=went)
            UnderConstruction(building)
            with tagged("div", class_="old" if building else "", attributes={"inert": ""} if building else {}):
                if frame is not None:
                    from bygd.web.town_page import Transport

                    Transport(frame, desk.worker)
                if frame is not None or problem:
                    Setup(desk, frame)
                    Keeping(desk, frame, page, set_page)
                with solara.Div(attributes={"id": "watch", "tabindex": "-1"}):
                    if frame is not None:
                        drawn_page(page, frame, desk)
        tagged("footer", class_="note", children=[_(CAVEAT, fit=markup.fit_words())])
        if frame is not None:  # the last, so that what it tells of has been drawn
            Shown(frame=frame.number, event_seen=desk.worker.seen)


def title_of(page: str, frame: Frame | None, building: Building | None) -> str:
    """What the browser's tab says: of several tabs the first words tell them apart."""
    if building is not None:
        return _("bygd: building {town}", town=building.title)
    return "bygd: " + " · ".join([_(PAGES[page]), *([frame.title] if frame is not None else [])])


def heading() -> str:
    """The name, and what it is for (HTML)."""
    words = _("watch a town live")
    return f"bygd <small>{html.escape(words)}</small>"


def projector_words() -> dict[str, str]:
    return {
        "name": _("Projector"),
        "previous": _("Previous"),
        "next": _("Next"),
        "chart": _("Chart {number}"),
        "help": _("One chart at a time in large type: arrow keys or its number for another, Escape to end"),
    }


def theme_words() -> dict[str, str]:
    return {
        "auto": _("as the system"),
        "light": _("light"),
        "dark": _("dark"),
        "label": _("Colours: {colours}. Press to change."),
    }


@component
def UnderConstruction(building: Building | None) -> None:
    """What is being built, and how far it is; nothing while there is nothing."""
    words = building.words if building is not None else ""
    with tagged("div", class_="building" if building is not None else ""):
        tagged("p", attributes={"role": "status"}, children=[words])
        if building is not None:
            share = {"value": f"{building.share:.2f}"} if building.share else {}
            tagged("progress", attributes={"aria-label": words, **share})


@component
def PageButton(label: str, current: bool, on_click: Callable[[], None]) -> None:
    """One entry of the navigation."""
    attributes = {"type": "button", **({"aria-current": "page"} if current else {})}
    element = tagged("button", children=[label], attributes=attributes)
    solara.v.use_event(element, "click", lambda *__: on_click())


@component
def RealPlace(desk: Desk) -> None:
    """Any municipality of the five countries, by typing."""
    typed, set_typed = solara.use_state("")
    options, said = _suggested(typed)
    Find(
        name="place",
        label=_("A real municipality"),
        hint=_("type a name, as Vindeln or Turku"),
        options=options,
        said=said,
        answered=typed,
        event_typed=set_typed,
        event_picked=desk.settle,
    )


def _suggested(typed: str) -> tuple[list[tuple[str, str]], str]:
    if not typed:
        return [], ""
    from bygd.web.official import suggestions

    return suggestions(typed)


@component
def HowKnown(real: Official) -> None:
    """What is known of a real place, what is not, and the file itself."""
    with solara.Div(classes=["known"]):
        solara.HTML("p", html.escape(f"{real.name}: {real.known}"))
        if real.warnings:
            solara.HTML("ul", "".join(f"<li>{html.escape(words)}</li>" for words in real.warnings))
        with tagged("details"):
            tagged("summary", children=[_("Every figure and how it is known")])
            solara.FileDownload(
                real.text, filename="place.yaml", label=_("The scenario as a file (YAML)"), mime_type="application/yaml"
            )
            solara.HTML(
                "pre", html.escape(real.text), attributes={"tabindex": "0", "aria-label": _("The scenario's file")}
            )


@component
def Setup(desk: Desk, frame: Frame | None) -> None:
    """Which scenario, and which seed."""
    seed = frame.seed if frame is not None else 0
    with solara.Div(classes=["setup"]):
        Choose(name="scenario", label=_("Scenario"), options=desk.entries(), value=desk.entry, event_chosen=desk.choose)
        RealPlace(desk)
        WholeNumber(name="seed", label=_("Seed"), value=seed, low=0, event_given=desk.reseed)
        with tagged("details"):
            tagged("summary", children=[_("About this scenario, or bring your own")])
            if frame is not None:
                solara.HTML("p", html.escape(frame.about), attributes={"lang": SOURCE})
            Upload(
                name="upload",
                label=_("A scenario of your own (YAML)"),
                note=_("At most 1 MB; read as data, nothing in it is run."),
                largest=LARGEST,
                event_brought=desk.bring,
                keep=True,
            )
    if desk.watched is not None:
        HowKnown(desk.watched)


@component
def Keeping(desk: Desk, frame: Frame | None, page: str, turn_to: Callable[[str], None]) -> None:
    """The session to take along: as a link, as a file, and a file opened again."""
    state = desk.state(frame, page)
    if state is None:
        return
    with tagged("details", class_="keeping"):
        tagged("summary", children=[_("Save, share or open a session")])
        ShareLink(
            query=desk.address(frame, page)[0],
            note=_(FILE_ONLY if state.scenario in (GIVEN, BROUGHT) else LINK),
            words={"label": _("A link to this session"), "copy": _("Copy"), "copied": _("Copied")},
        )
        with solara.Div(classes=["row"]):
            solara.FileDownload(
                lambda: desk.session_text(state),
                filename="session.yaml",
                label=_("The session as a file (YAML)"),
                mime_type="application/yaml",
            )
            Upload(
                name="session",
                label=_("Open a saved session (YAML)"),
                note=_("Its town takes the place of this one; read as data, nothing in it is run."),
                largest=2 * LARGEST,
                event_brought=lambda file: turn_to(desk.open_file(file, page)),
            )


@component
def Layout(children: list[Any]) -> None:
    """Nothing around the page, which says its own title: one said here would stand above it."""
    solara.Div(children=children)
