"""The application Solara serves: one town a session, on pages that look at it from several sides.

``bygd serve`` starts it; ``solara run bygd/web/app.py`` does too.
"""

from __future__ import annotations

import html
import os
from collections.abc import Callable
from typing import Any

import solara

from bygd.web.choices import DEFAULT, brought, choices, from_file, packaged
from bygd.web.frame import Frame
from bygd.web.look import style
from bygd.web.pages import PAGES
from bygd.web.parts.vue import Choose, Shown, ThemeSwitch, Upload, WholeNumber
from bygd.web.serving import SCENARIO_VARIABLE, keep_to_this_machine
from bygd.web.town_page import TownPage, Transport
from bygd.web.worker import Worker
from sim.scenario import Scenario, ScenarioError
from sim.scenario.source import LARGEST

BROUGHT = "brought"
"""Value of the entry for a scenario somebody brought along."""
GIVEN = "given"
"""Value of the entry for the file named when the server was started."""
LARGEST_SEED = 2**63 - 1

keep_to_this_machine()


def begun_with() -> tuple[str, Scenario]:
    """The scenario a session begins with, as an entry of the list and read. Raises :class:`ScenarioError`."""
    file = os.environ.get(SCENARIO_VARIABLE)
    return (GIVEN, from_file(file)) if file else (DEFAULT, packaged(DEFAULT))


def unusable(error: ScenarioError) -> str:
    """The words of the command line."""
    return f"The scenario cannot be used\n{error}"


class Desk:
    """What a session's page has to hand: the worker, and what it last showed and said."""

    def __init__(self, show: Callable[[Frame], None], tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.first_problem = ""
        try:
            self.entry, self.scenario = begun_with()
        except ScenarioError as error:  # the file has changed since the server was started
            self.first_problem = unusable(error)
            self.entry, self.scenario = DEFAULT, packaged(DEFAULT)
        self.own: tuple[str, Scenario] | None = None
        self.seed = self.scenario.seed
        self.worker = Worker(self.scenario, self.seed, show, tell)

    def entries(self) -> list[tuple[str, str]]:
        """Scenarios to choose from: (value, text)."""
        given = os.environ.get(SCENARIO_VARIABLE)
        found = [(choice.name, f"{choice.title} ({choice.name})") for choice in choices()]
        if self.own is not None:
            found.insert(0, (BROUGHT, f"{self.own[1].title or 'untitled'} ({self.own[0]})"))
        if given:
            found.insert(0, (GIVEN, f"{os.path.basename(given)} (given at the start)"))
        return found

    def choose(self, entry: str) -> None:
        """Begin the scenario of an entry with its own seed."""
        def read() -> Scenario:
            if entry == BROUGHT and self.own is not None:
                return self.own[1]
            return begun_with()[1] if entry == GIVEN else packaged(entry)

        self._begin(entry, read)

    def bring(self, file: dict[str, Any]) -> None:
        """Begin a scenario somebody brought along: ``name`` and ``text``, checked like any file."""
        name, text = str(file.get("name", "")), file.get("text")

        def read() -> Scenario:
            if not isinstance(text, str):
                raise ScenarioError(f"{name}: a scenario file has at most {LARGEST / 1e6:.0f} MB")
            scenario = brought(name, text)
            self.own = (name, scenario)
            return scenario

        self._begin(BROUGHT, read)

    def reseed(self, text: str) -> None:
        """Begin again with other luck."""
        if not text.strip().isdecimal() or int(text) > LARGEST_SEED:
            self.tell(f"seed: found {text!r}; allowed: a whole number from 0 to {LARGEST_SEED}")
            return
        self.seed = int(text)
        self.worker.choose(self.scenario, self.seed)

    def _begin(self, entry: str, read: Callable[[], Scenario]) -> None:
        try:
            scenario = read()
        except ScenarioError as error:
            self.tell(unusable(error))
            return
        self.entry, self.scenario, self.seed = entry, scenario, scenario.seed
        self.worker.choose(scenario, scenario.seed)


@solara.component
def Page() -> None:
    """One session. Its model goes when the page is closed."""
    frame: Frame | None
    frame, set_frame = solara.use_state(None)
    problem, set_problem = solara.use_state("")
    refused, set_refused = solara.use_state(0)
    page, set_page = solara.use_state("town")

    def tell(words: str) -> None:
        set_problem(words)
        if words:
            set_refused(lambda count: count + 1)

    desk: Desk = solara.use_memo(lambda: Desk(set_frame, tell), [])

    def live() -> Callable[[], None]:
        if desk.first_problem:
            tell(desk.first_problem)
        return desk.worker.close

    solara.use_effect(live, [])
    solara.Style(style())
    with solara.Div(classes=["bygd"]):
        solara.HTML("a", "To the pictures", classes=["skip"], attributes={"href": "#watch"})
        with solara.v.Html(tag="header"):
            solara.HTML("h1", "bygd <small>watch a town live</small>")
            with solara.v.Html(tag="nav", attributes={"aria-label": "Pages"}):
                for key, (label, _) in PAGES.items():
                    PageButton(label, key == page, lambda key=key: set_page(key)).key(f"page-{key}")
            ThemeSwitch()
        if frame is None:
            solara.HTML("p", "Building the town …", classes=["hint"], attributes={"role": "status"})
        else:
            Transport(frame, desk.worker)
        solara.HTML("div", html.escape(problem), classes=["problem"], attributes={"role": "alert"})
        Setup(desk, frame)
        with solara.Div(attributes={"id": "watch"}):
            if frame is not None:
                if page == "town":
                    TownPage(frame, desk.worker, refused)
                else:
                    PAGES[page][1](frame)
        if frame is not None:  # the last, so that what it tells of has been drawn
            Shown(frame=frame.number, event_seen=desk.worker.seen)


@solara.component
def PageButton(label: str, current: bool, on_click: Callable[[], None]) -> None:
    """One entry of the navigation."""
    attributes = {"type": "button", **({"aria-current": "page"} if current else {})}
    element = solara.v.Html(tag="button", children=[label], attributes=attributes)
    solara.v.use_event(element, "click", lambda *_: on_click())


@solara.component
def Setup(desk: Desk, frame: Frame | None) -> None:
    """Which scenario, whose luck."""
    with solara.Div(classes=["setup"]):
        Choose(name="scenario", label="Scenario", options=desk.entries(), value=desk.entry,
               event_chosen=desk.choose)
        WholeNumber(name="seed", label="Seed", value=desk.seed, low=0, event_given=desk.reseed)
        with solara.v.Html(tag="details"):
            solara.v.Html(tag="summary", children=["About this scenario, or bring your own"])
            if frame is not None:
                solara.HTML("p", html.escape(frame.about))
            Upload(note="At most 1 MB; read as data, nothing in it is run.", largest=LARGEST,
                   event_brought=desk.bring)


@solara.component
def Layout(children: list[Any]) -> None:
    """Nothing around the page."""
    solara.Title("bygd: watch a town live")
    solara.Div(children=children)
