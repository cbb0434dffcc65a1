"""The browser speaks the session's language: each session its own, kept in the address and in the file."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from bygd.web.address import State, query_of, state_in
from bygd.web.document import written
from bygd.web.frame import Frame
from bygd.web.preferred import VARIABLE, best, usual_language
from bygd.web.session_file import session_text
from bygd.web.worker import Worker
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


ENGLISH = ("More is better", "Lifts", "newcomers", "Nobody", "mentors", "Hours", "Levers", "month", "since the start")


def test_no_english_is_left_on_the_town_page_in_finnish() -> None:
    watcher = Watcher("fi")
    try:
        said = words_of(watcher.next()).replace('class="months"', "").replace("card", "")
        assert not [words for words in ENGLISH if f" {words}" in said or f">{words}" in said]
    finally:
        watcher.worker.close()


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
