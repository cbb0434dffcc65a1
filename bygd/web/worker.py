"""One thread a session: does what is asked in the order asked, plays, and shows no faster than is looked at.

The page never waits for the model: it asks, and is shown a frame when there is one. While a frame is still on
its way to the browser, months are lived without being drawn. The model is imported in this thread, so that a
server that has just been started can show its page meanwhile.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bygd.web.frame import Frame
    from bygd.web.network import TownNetwork
    from bygd.web.session import Session
    from sim.scenario import Scenario

log = logging.getLogger(__name__)
Task = Callable[[], None]
PATIENCE = 2.0
"""A browser that has not told for so long that it shows a frame is sent the next anyway [second]."""
SPEEDS = (1, 2, 4, 12, 60)
"""Months a second that can be chosen."""


class Worker:
    """Owns a session. ``show`` is given frames, ``tell`` what went wrong in words ("" when nothing did),
    ``build`` is called before a town is built, which for a region takes a while.

    All are called in the worker's thread. :meth:`close` ends it and lets go of the session.
    """

    def __init__(
        self, show: Callable[[Frame], None], tell: Callable[[str], None], build: Callable[[], None] = lambda: None
    ) -> None:
        self.show, self.tell, self.build = show, tell, build
        self.speed = SPEEDS[2]
        self._tasks: queue.Queue[Task | None] = queue.Queue()
        self._session: Session | None = None
        self._network: TownNetwork | None = None
        self._playing = False
        self._number = 0
        self._seen = 0
        self._sent = 0.0
        self._undrawn = False
        self._closed = threading.Event()
        self.thread = threading.Thread(target=self._work, name="bygd-session", daemon=True)
        self.thread.start()

    def choose(self, read: Callable[[], Scenario], seed: int | None = None) -> None:
        """Watch what ``read`` gives from its start, with its own seed or another. ``read`` may raise
        ``ScenarioError``: its words are told, and the present run stays."""
        self._tasks.put(lambda: self._begin(read, seed))

    def reset(self) -> None:
        """From the start again, every lever where the scenario has it."""
        self._tasks.put(self._reset)

    def step(self) -> None:
        """One month; playing stops."""
        self._tasks.put(self._step_once)

    def play(self, playing: bool) -> None:
        self._tasks.put(lambda: self._play(playing))

    def pull(self, key: str, value: float) -> None:
        """Move a lever from the next month on."""
        self._tasks.put(lambda: self._pull(key, value))

    def seen(self, number: int) -> None:
        """The browser shows frame ``number``."""
        self._seen = max(self._seen, number)
        self._tasks.put(lambda: None)  # wakes the thread

    def close(self) -> None:
        """End the thread and let go of the model; may be called twice."""
        self._closed.set()
        self._tasks.put(None)

    @property
    def closed(self) -> bool:
        return self._closed.is_set()

    def _work(self) -> None:
        from sim.allocation import NoRoom
        from sim.scenario import ScenarioError

        due = time.monotonic()
        while not self._closed.is_set():
            task = self._next(due)
            if self._closed.is_set():
                break
            try:
                if task is not None:
                    task()
                if self._playing and time.monotonic() >= due:
                    due = max(due, time.monotonic() - 0.25) + 1.0 / self.speed
                    self._live()
                if self._undrawn:
                    self._draw()
            except (ScenarioError, NoRoom) as problem:
                self._stop(str(problem))
            except Exception:
                log.exception("a session failed")
                self._stop(
                    "Something went wrong inside the program, and this run cannot go on: reset, or "
                    "reload the page. The server's own output says more."
                )
            if not self._playing:
                due = time.monotonic()
        self._session = self._network = None

    def _stop(self, words: str) -> None:
        """Say what went wrong; the page stays usable."""
        self._playing = self._undrawn = False
        self.tell(words)
        if self._session is not None and self._network is not None:
            self._draw(force=True)

    def _next(self, due: float) -> Task | None:
        """The next thing asked for; None when a month is due, or a frame can be sent."""
        if self._playing:
            wait: float | None = max(0.0, due - time.monotonic())
        else:
            wait = PATIENCE if self._undrawn else None
        try:
            return self._tasks.get(timeout=wait)
        except queue.Empty:
            return None

    def _begin(self, read: Callable[[], Scenario], seed: int | None) -> None:
        from bygd.web.session import Session

        self.build()
        scenario = read()
        seed = scenario.seed if seed is None else seed
        if self._session is None:
            self._session = Session(scenario, seed)
        else:
            self._session.begin(scenario, seed)
        self._anew()

    def _reset(self) -> None:
        if self._session is not None:
            self.build()
            self._session.reset()
            self._anew()

    def _anew(self) -> None:
        from bygd.web.network import TownNetwork

        assert self._session is not None
        self._playing = False
        self._network = TownNetwork(self._session.town)
        self.tell("")
        self._draw(force=True)

    def _step_once(self) -> None:
        if self._session is None:
            return
        self._playing = False
        self._session.step()
        self._draw(force=True)

    def _play(self, playing: bool) -> None:
        if self._session is None:
            return
        self._playing = playing and self._session.running
        self._draw(force=True)

    def _pull(self, key: str, value: float) -> None:
        from bygd.web.network import TownNetwork

        if self._session is None:
            return
        before = self._session.town
        self._session.pull(key, value)
        if self._session.town is not before:  # built anew before its first month
            self._network = TownNetwork(self._session.town)
        self.tell("")
        self._draw(force=True)

    def _live(self) -> None:
        assert self._session is not None
        self._session.step()
        self._undrawn = True
        if not self._session.running:
            self._playing = False
            self._draw(force=True)

    def _draw(self, *, force: bool = False) -> None:
        """Send a frame, unless the last one is still on its way."""
        from bygd.web.frame import frame_of

        assert self._session is not None and self._network is not None
        waiting = self._seen < self._number and time.monotonic() - self._sent < PATIENCE
        if waiting and not force:
            self._undrawn = True
            return
        self._undrawn = False
        self._number += 1
        self._sent = time.monotonic()
        frame = frame_of(self._session, self._network, self._number, playing=self._playing)
        if not self.closed:
            self.show(frame)


__all__ = ["SPEEDS", "Worker"]
