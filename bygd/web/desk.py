"""What a session's page has to hand: the worker, the scenarios to choose from, and what has been chosen."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bygd.web.results import Results
from bygd.web.serving import SCENARIO_VARIABLE
from bygd.web.worker import Worker
from sim.languages import LANGUAGES, N_, SOURCE, _, in_language

if TYPE_CHECKING:
    from bygd.web.address import State
    from bygd.web.building import Building
    from bygd.web.frame import Frame
    from bygd.web.moves import Move
    from bygd.web.official import Official
    from sim.scenario import Scenario

BROUGHT = "brought"
"""Value of the entry for a scenario somebody brought along."""
GIVEN = "given"
"""Value of the entry for the file named when the server was started."""
OFFICIAL = "official"
"""Value of the entry for a real municipality, by its official figures."""
LARGEST_SEED = 2**63 - 1
FROM_FILE = N_("The scenario of this address is a file that is not here: bring it along, or open a saved session.")


class Desk:
    """The worker of a session and the list it can be sent to. ``show``, ``tell`` and ``build`` are its; ``query``: of
    the address that the page was opened with."""

    def __init__(
        self,
        show: Callable[[Frame], None],
        tell: Callable[[str], None],
        build: Callable[[Building], None],
        query: str = "",
        usual: str = SOURCE,
    ) -> None:
        self.usual = self.language = usual
        """The language that this session speaks where nobody chooses one, and the one that it speaks."""
        self.speak: Callable[[str], None] = lambda code: None
        """Is told when a file or an address speaks another language."""
        self.tell = self._told(tell)
        self.wanted: State | None = None
        """The state that an address or a file asked for, until the town is there."""
        self.remark = ""
        """What there is to say of the address or the file that was opened last."""
        self._there = False
        self.given = os.environ.get(SCENARIO_VARIABLE)
        self.entry = self._usual()
        self.scenario: Scenario | None = None
        """The one being watched, as it was chosen."""
        self.own: tuple[str, Scenario] | None = None
        self.real: Official | None = None
        """The real place chosen last."""
        self.results = Results()
        self.results.language = usual
        """What this session has asked and been answered."""
        self.turn_to: Callable[[str], None] = lambda page: None
        """Shows another page."""
        self.kept: dict[str, Any] = {}
        """What stands in the fields of pages, by name."""
        self.worker = Worker(self._shown(show), self.tell, build, usual)
        self.page = self.begin(query)
        """The page that the address asked for."""

    def close(self) -> None:
        """End the session: its model, and what it has asked."""
        self.worker.close()
        self.results.close()

    def _usual(self) -> str:
        """The entry that sessions begin with."""
        from bygd.web.choices import DEFAULT

        return GIVEN if self.given else DEFAULT

    def begin(self, query: str) -> str:
        """Begin what an address asks for, or as usual where it asks for nothing or cannot be used. The page to show."""
        from bygd.web.address import TOWN, state_in
        from sim.scenario import ScenarioError

        if not query:
            self.choose(self.entry)
            return TOWN
        try:
            state = state_in(query)
            self.say_in(state.language or self.usual)
            with in_language(self.language):
                self.open(state)
        except ScenarioError as error:
            self.choose(self.entry)
            self.remark = str(error)
            return TOWN
        return state.page

    def say_in(self, code: str) -> None:
        """Speak the language ``code`` from now on: the page, what is drawn for it, and answers yet to come."""
        if code in LANGUAGES and code != self.language:  # a page of somebody else's may ask for any
            self.language = self.results.language = code
            self.worker.speak(code)
            self.speak(code)

    def go(self, query: str, frame: Frame | None, page: str, kept: object = None) -> str:
        """Where Back or Forward leads: another page of the same run, or another run. ``kept``: the file that the
        browser's tab has, as it was brought along. The page to show; what cannot be is told, and the
        page stays."""
        from bygd.web.address import state_in
        from sim.scenario import ScenarioError

        try:
            with in_language(self.language):
                state = state_in(query)
                here = self.state(frame, state.page)
                if here is None or state.run != here.run:
                    own = (str(kept.get("name", "")), kept.get("text")) if isinstance(kept, dict) else None
                    self.open(state, own if state.scenario == BROUGHT else None)
                elif state.at != here.at:
                    self.worker.look_at(state.at)
        except ScenarioError as error:
            self.tell(str(error))
            return page
        return state.page

    def open(self, state: State, own: tuple[str, object] | None = None) -> None:
        """Begin the run of ``state`` and go on to where it is; ``own``: name and text of its file, where it has one.
        Raises ``ScenarioError`` where the file is not here."""
        from sim.scenario import ScenarioError

        if own is None and state.scenario == BROUGHT and self.own is None:
            raise ScenarioError(_(FROM_FILE))
        if state.scenario == GIVEN and not self.given:
            raise ScenarioError(_(FROM_FILE))
        entry = OFFICIAL if state.place else state.scenario or self._usual()
        self.remark, self.wanted, self._there = state.other_version, state, False

        def read() -> Scenario:
            if own is not None:
                return self._own(*own)
            return self._official(state.place) if state.place else self._of(entry)

        self._begin(entry, read, state.seed, state.moves, state.month)
        self.worker.place = state.at

    def state(self, frame: Frame | None, page: str) -> State | None:
        """What makes the session as it stands; None before there is one."""
        from bygd.web.address import State

        if self.wanted is not None:
            return replace(self.wanted, page=page, language=self._chosen_language)
        if frame is None or self.scenario is None:
            return None
        place = self.real.id if self.watched is not None and self.real is not None else ""
        scenario = "" if place else self.entry
        return State(
            scenario,
            place,
            frame.seed,
            frame.until or frame.month,
            frame.moves,
            page,
            language=self._chosen_language,
            at=frame.place,
        )

    @property
    def _chosen_language(self) -> str:
        """The language as an address has it: none where all is English anyway."""
        return "" if self.language == self.usual == SOURCE else self.language

    def address(self, frame: Frame | None, page: str) -> tuple[str, str]:
        """The query of the session as it stands, and what is the same where Back does not stop; empty before there is
        one."""
        from bygd.web.address import group_of, query_of

        state = self.state(frame, page)
        return ("", "") if state is None else (query_of(state), group_of(state))

    def session_text(self, state: State) -> str:
        """The session as a file."""
        from bygd.web.session_file import session_text

        return session_text(state, self.scenario)

    def open_file(self, file: dict[str, Any], page: str) -> str:
        """Open a session that was saved, from ``name`` and ``text``. The page it was on; what cannot be is told, and
        ``page`` stays."""
        from bygd.web.choices import shown_name
        from bygd.web.session_file import session_in
        from sim.scenario import ScenarioError

        name = shown_name(str(file.get("name", "")))
        try:
            with in_language(self.language):
                state, text = session_in(name, file.get("text"))
                self.say_in(state.language or self.language)
            with in_language(self.language):
                self.open(state, None if text is None else (name, text))
        except ScenarioError as error:
            self.tell(str(error))
            return page
        return state.page

    def _shown(self, show: Callable[[Frame], None]) -> Callable[[Frame], None]:
        def shown(frame: Frame) -> None:
            if self._there:
                self.wanted = None
            show(frame)

        return shown

    def _told(self, tell: Callable[[str], None]) -> Callable[[str], None]:
        def told(words: str) -> None:
            if words:
                self.wanted = None
            tell(words)

        return told

    def entries(self) -> list[tuple[str, str]]:
        """Scenarios to choose from: (value, text)."""
        from bygd.web.choices import choices

        found = [(choice.name, f"{_(choice.title)} ({choice.name})") for choice in choices()]
        if self.own is not None:
            title = self.own[1].title or _("untitled")
            found.insert(0, (BROUGHT, f"{title} ({self.own[0]})"))
        if self.real is not None:
            found.insert(0, (OFFICIAL, _("{place}, from official figures", place=self.real.name)))
        if self.given:
            found.insert(0, (GIVEN, _("{file} (given at the start)", file=os.path.basename(self.given))))
        return found

    def choose(self, entry: str) -> None:
        """Begin the scenario of an entry with its own seed."""

        self._begin(entry, lambda: self._of(entry))

    def _of(self, entry: str) -> Scenario:
        from bygd.web.choices import from_file, packaged

        if entry == BROUGHT and self.own is not None:
            return self.own[1]
        if entry == OFFICIAL and self.real is not None:
            return self.real.scenario
        return from_file(self.given) if entry == GIVEN and self.given else packaged(entry)

    def settle(self, place: str) -> None:
        """Begin the scenario of a real place, typed or picked."""

        self._begin(OFFICIAL, lambda: self._official(place))

    def _official(self, place: str) -> Scenario:
        from bygd.web.official import official

        self.real = official(place)
        return self.real.scenario

    @property
    def watched(self) -> Official | None:
        """The real place that is being watched, if one is."""
        return self.real if self.entry == OFFICIAL else None

    def bring(self, file: dict[str, Any]) -> None:
        """Begin a scenario somebody brought along: ``name`` and ``text``, checked like any file."""

        self._begin(BROUGHT, lambda: self._own(str(file.get("name", "")), file.get("text")))

    def _own(self, name: str, text: object) -> Scenario:
        from bygd.web.choices import brought, shown_name

        shown = shown_name(name)
        scenario = brought(shown, text if isinstance(text, str) else None)
        self.own = (shown, scenario)
        return scenario

    def reseed(self, text: str) -> None:
        """Begin again with another seed."""
        if not text.strip().isdecimal() or int(text) > LARGEST_SEED:
            with in_language(self.language):
                self.tell(
                    _(
                        "seed: found {found!r}; allowed: a whole number from 0 to {largest}",
                        found=text,
                        largest=LARGEST_SEED,
                    )
                )
        elif self.scenario is not None:
            scenario = self.scenario
            self.worker.choose(lambda: scenario, int(text))

    def _begin(
        self,
        entry: str,
        read: Callable[[], Scenario],
        seed: int | None = None,
        moves: Sequence[Move] = (),
        month: int = 0,
    ) -> None:
        def kept() -> Scenario:
            from sim.scenario import ScenarioError

            try:
                scenario = read()
            except ScenarioError as error:
                raise ScenarioError(_("The scenario cannot be used"), *error.problems) from None
            self.entry, self.scenario, self._there = entry, scenario, True
            return scenario

        self.worker.choose(kept, seed, moves, month)


__all__ = ["LARGEST_SEED", "Desk"]
