"""The browser speaks the session's language: each session its own, kept in the address and in the file."""

from __future__ import annotations

import html
import re
import threading
from typing import Any

import pytest

from bygd.web.address import State, query_of, state_in
from bygd.web.desk import Desk
from bygd.web.document import written
from bygd.web.frame import Frame
from bygd.web.preferred import VARIABLE, best, usual_language
from bygd.web.session_file import session_text
from bygd.web.worker import Worker
from sim.languages import OTHERS
from sim.scenario import ScenarioError
from tests.web.small import hamlet


class Watcher:
    """A worker in one language, and the frames it has sent."""

    def __init__(self, language: str) -> None:
        self.frames: list[Frame] = []
        self.drawn = threading.Event()
        self.worker = Worker(self.show, lambda words: None, language=language)
        self.worker.choose(hamlet, 1)

    def show(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.drawn.set()

    def next(self) -> Frame:
        assert self.drawn.wait(120)
        self.drawn.clear()
        return self.frames[-1]


def words_of(frame: Frame) -> str:
    """All that the frame says."""
    filters = [words for heading, each in frame.filters for words in (heading, *(name for __, name in each))]
    levers = [each for shown in frame.levers for each in (shown.help, shown.cost, shown.direction)]
    return " ".join([frame.hint, frame.series, frame.region, frame.legend, frame.log, *filters, *levers])


def test_two_sessions_speak_two_languages_and_one_changes_its_own() -> None:
    finnish, swedish = Watcher("fi"), Watcher("sv")
    try:
        first, second = words_of(finnish.next()), words_of(swedish.next())
        assert "Asukkaat" not in second and "Invånare" in second
        assert "Invånare" not in first and "▲ Enemmän on parempi." in first
        swedish.worker.speak("is")
        assert "▲ Meira er betra." in words_of(swedish.next())
    finally:
        finnish.worker.close()
        swedish.worker.close()


def pieces(frame: Frame) -> set[str]:
    """Sentences and words of a frame that a person reads; what is marked as English is left out."""
    text = re.sub(r'<span lang="en">.*?</span>', "", words_of(frame))
    found = {html.unescape(piece).strip() for piece in re.split(r"<[^>]*>|(?<=[.;:]) ", text)}
    found |= {html.unescape(label) for label in re.findall(r'aria-label="([^"]*)"', text)}
    return {piece for piece in found if re.search(r"[A-Za-z]{3}", piece)}


@pytest.mark.parametrize("code", OTHERS)
def test_no_english_is_left_of_the_town_page(code: str) -> None:
    """Names of the scenario apart, and what another language says in the same letters."""
    english, other = Watcher("en"), Watcher(code)
    try:
        said, there = pieces(english.next()), pieces(other.next())
    finally:
        english.worker.close()
        other.worker.close()
    assert len(there) > 60
    assert not {piece for piece in said & there if " " in piece}


def test_a_language_that_there_is_not_changes_nothing() -> None:
    """The event comes from a page, which anybody may have written."""
    desk = Desk(lambda frame: None, lambda words: None, lambda building: None, usual="fi")
    try:
        desk.say_in("xx")
        assert desk.language == desk.worker.language == "fi"
        desk.say_in("sv")
        assert desk.language == desk.worker.language == desk.results.language == "sv"
    finally:
        desk.close()


def test_the_address_and_the_file_keep_the_language() -> None:
    state = State("rural-town", seed=1, language="fi")
    assert "lang=fi" in query_of(state) and state_in("lang=fi").language == "fi"
    assert "lang" not in query_of(State("rural-town", seed=1))
    with pytest.raises(ScenarioError, match="lang"):
        state_in("lang=xx")
    text = session_text(State("rural-town.yaml", seed=1, language="is"), None)
    assert "language: is" in text or "language: 'is'" in text


@pytest.mark.parametrize(
    ("accepted", "code"),
    [("fi-FI,fi;q=0.9,en;q=0.8", "fi"), ("de,nn;q=0.5,en;q=0.4", "nb"), ("sv;q=0,da", "da"), ("", "en"), (None, "en")],
)
def test_the_language_that_the_browser_would_have(accepted: Any, code: str) -> None:
    assert best(accepted) == code


def test_the_address_is_asked_first_then_the_server_then_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "da")
    assert usual_language("fi", "sv") == "sv"
    assert usual_language("fi") == "da"
    monkeypatch.setenv(VARIABLE, "xx")
    assert usual_language("fi") == "fi"


def test_the_document_says_its_language_and_speaks_it() -> None:
    page = written("<html><head><title>x</title></head><body></body></html>", "n", "fi")
    assert '<html lang="fi">' in page and "Palvelin ei vastaa." in page
