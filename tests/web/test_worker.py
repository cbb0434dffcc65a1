"""The worker: one thing after another, no faster than it is looked at, gone when closed."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import pytest

from bygd.web import worker as worker_module
from bygd.web.frame import Frame
from bygd.web.worker import Worker
from tests.web.small import hamlet

PATIENCE = 20.0


class Viewer:
    """Collects what a worker shows and says; tells at once that it has seen, unless ``slow``."""

    def __init__(self, months: int = 400) -> None:
        self.frames: list[Frame] = []
        self.words: list[str] = []
        self.slow = False
        self.worker = Worker(self.show, self.words.append)
        self.worker.choose(lambda: hamlet(months=months), 3)

    def show(self, frame: Frame) -> None:
        self.frames.append(frame)
        if not self.slow:
            self.worker.seen(frame.number)

    def wait(self, until: Callable[[Frame], bool]) -> Frame:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.frames and until(self.frames[-1]):
                return self.frames[-1]
            time.sleep(0.01)
        raise AssertionError(f"not shown: {self.frames[-1:]}")


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    found = Viewer()
    yield found
    found.worker.close()
    found.worker.thread.join(PATIENCE)
    assert not found.worker.thread.is_alive()


def test_it_shows_the_beginning_and_each_step(viewer: Viewer) -> None:
    assert viewer.wait(lambda frame: True).month == 0
    for _ in range(3):
        viewer.worker.step()
    assert viewer.wait(lambda frame: frame.month == 3).number == 4


def test_playing_goes_on_until_paused(viewer: Viewer) -> None:
    viewer.worker.speed = 60
    viewer.worker.play(True)
    assert viewer.wait(lambda frame: frame.month >= 5).playing
    viewer.worker.play(False)
    stood = viewer.wait(lambda frame: not frame.playing).month
    time.sleep(0.2)
    assert viewer.frames[-1].month == stood


def test_playing_ends_with_the_run() -> None:
    viewer = Viewer(months=5)
    viewer.worker.speed = 60
    viewer.worker.play(True)
    last = viewer.wait(lambda frame: not frame.running)
    assert (last.month, last.playing) == (5, False)
    viewer.worker.close()


def test_it_keeps_to_the_speed_asked_for(viewer: Viewer) -> None:
    viewer.wait(lambda frame: True)
    viewer.worker.speed = 4
    viewer.worker.play(True)
    time.sleep(1.3)
    viewer.worker.play(False)
    assert 2 <= viewer.wait(lambda frame: not frame.playing).month <= 7


def test_a_browser_that_lags_is_sent_fewer_pictures_and_the_months_go_on(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "PATIENCE", 0.5)
    viewer.wait(lambda frame: True)
    viewer.slow = True
    viewer.worker.speed = 60
    sent = len(viewer.frames)
    viewer.worker.play(True)
    time.sleep(1.2)
    viewer.worker.play(False)
    last = viewer.wait(lambda frame: not frame.playing)
    assert last.month >= 10
    assert len(viewer.frames) - sent <= 6


def test_levers_moved_while_playing_act_from_the_next_month(viewer: Viewer) -> None:
    viewer.worker.speed = 60
    viewer.worker.play(True)
    viewer.wait(lambda frame: frame.month >= 3)
    viewer.worker.pull("free_hours", 80)
    shown = viewer.wait(lambda frame: bool(frame.scenario.levers))
    assert shown.playing
    assert list(shown.scenario.levers) == ["meeting.free_hours"]


def test_what_is_refused_is_said_and_the_run_goes_on(viewer: Viewer) -> None:
    viewer.wait(lambda frame: True)
    viewer.worker.pull("coordinator", 99)
    viewer.worker.step()
    assert viewer.wait(lambda frame: frame.month == 1)
    assert "allowed: a number from 0 to 50" in viewer.words[-1]


def test_something_unforeseen_is_said_and_does_not_end_the_session(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer.wait(lambda frame: True)
    with monkeypatch.context() as patch:
        patch.setattr("bygd.web.session.Session.step", lambda self: 1 / 0)
        viewer.worker.step()
        viewer.wait(lambda frame: bool(viewer.words[-1:]) and "Something went wrong" in viewer.words[-1])
    viewer.worker.reset()
    viewer.worker.step()
    assert viewer.wait(lambda frame: frame.month == 1)


def test_closing_ends_the_thread_and_frees_the_model() -> None:
    viewer = Viewer()
    viewer.wait(lambda frame: True)
    session = viewer.worker._session
    assert session is not None
    model = weakref.ref(session.town)
    del session
    viewer.worker.play(True)
    viewer.worker.close()
    viewer.worker.close()
    viewer.worker.thread.join(PATIENCE)
    assert viewer.worker.thread not in threading.enumerate()
    viewer.frames.clear()
    gc.collect()
    assert model() is None
