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
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bygd.web.building import Closed, Progress
from bygd.web.memory import give_memory_back
from sim.languages import N_, SOURCE, _, in_language

if TYPE_CHECKING:
    from bygd.web.building import Building
    from bygd.web.frame import Frame
    from bygd.web.moves import Move
    from bygd.web.network import TownNetwork
    from bygd.web.session import Session
    from sim.scenario import Scenario

log = logging.getLogger(__name__)
Task = Callable[[], None]
PATIENCE = 2.0
"""A browser that has not told for so long that it shows a frame is sent the next anyway [second]."""
FAILED = N_(
    "Something went wrong inside the program, and this run cannot go on: reset, or reload the page. The server's own "
    "output says more."
)
SPEEDS = (1, 2, 4, 12, 60)
"""Months a second that can be chosen."""


@dataclass
class Pull:
    """A press of a lever on its way: presses of one lever that follow on one another are one move, the last."""

    key: str
    value: float
    press: int
    begun: bool = False


@dataclass(frozen=True)
class Ahead:
    """A run that is simulated again up to a month, as fast as it goes, with the moves that are still to come."""

    moves: deque[Move]
    month: int


class Worker:
    """Owns a session. ``show`` is given frames, ``tell`` what went wrong in words ("" when nothing did),
    ``build`` what is being built, which for a region takes a while, and how far it is.

    All are called in the worker's thread. :meth:`close` ends it and lets go of the session.
    """

    def __init__(
        self,
        show: Callable[[Frame], None],
        tell: Callable[[str], None],
        build: Callable[[Building], None] = lambda building: None,
        language: str = SOURCE,
    ) -> None:
        self.language = language
        """What it tells and draws is said in it."""
        self.place = ""
        """Key of the place whose figures stand beside the map; empty: the whole region."""
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
        self._ahead: Ahead | None = None
        self._presses: dict[str, int] = {}
        """Number of the last press of each lever that has been acted on, by key."""
        self._last: Pull | None = None
        """The last task asked for, where it was a press."""
        self._asking = threading.Lock()
        self._closed = threading.Event()
        self.thread = threading.Thread(target=self._work, name="bygd-session", daemon=True)
        self.thread.start()

    def choose(
        self, read: Callable[[], Scenario], seed: int | None = None, moves: Sequence[Move] = (), month: int = 0
    ) -> None:
        """Watch what ``read`` gives from its start, with its own seed or another; with ``moves`` up to ``month``, to
        go on from there. ``read`` may raise ``ScenarioError``: its words are told, and the present run stays."""
        self._ask(lambda: self._begin(read, seed, moves, month))

    def reset(self) -> None:
        """From the start again, every lever where the scenario has it."""
        self._ask(self._reset)

    def undo(self) -> None:
        """As if the last lever had not been moved: the same run without that move, up to the present month."""
        self._ask(self._undo)

    def step(self) -> None:
        """One month; playing stops."""
        self._ask(self._step_once)

    def play(self, playing: bool) -> None:
        self._ask(lambda: self._play(playing))

    def pull(self, key: str, value: float, press: int = 0) -> None:
        """Move a lever from the next month on. Frames say the last ``press`` acted on, so that a page can tell an
        answer to what was pressed from one to what was pressed before."""
        with self._asking:
            waiting = self._last
            if waiting is not None and waiting.key == key and not waiting.begun:
                waiting.value, waiting.press = value, press
                return
            self._last = pull = Pull(key, value, press)
            self._tasks.put(lambda: self._pull(pull))

    def _ask(self, task: Task) -> None:
        with self._asking:
            self._last = None
            self._tasks.put(task)

    def speak(self, code: str) -> None:
        """Say everything in the language ``code`` from now on, what is shown now too."""

        self.language = code
        self._ask(self._draw_anew)

    def look_at(self, place: str) -> None:
        """Show the figures of a place of the map, by key; of the whole region where it is empty or not there."""
        self.place = place
        self._ask(self._draw_anew)

    def _draw_anew(self) -> None:
        if self._session is not None and self._network is not None:
            self._draw(force=True)

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
                with in_language(self.language):
                    due = self._turn(task, due)
            except Closed:
                break
            except (ScenarioError, NoRoom) as problem:
                self._stop(str(problem))
            except Exception:
                log.exception("a session failed")
                self._stop(FAILED)
            if not self._playing:
                due = time.monotonic()
        self._session = self._network = None
        give_memory_back()

    def _turn(self, task: Task | None, due: float) -> float:
        """Do what is asked, or what is due; when the next month is."""
        if task is not None:
            task()
        if self._ahead is not None and task is None:
            self._go_on(self._ahead)
        elif self._playing and time.monotonic() >= due:
            due = max(due, time.monotonic() - 0.25) + 1.0 / self.speed
            self._live()
        if self._undrawn:
            self._draw()
        return due

    def _stop(self, words: str) -> None:
        """Say what went wrong; the page stays usable."""
        self._playing = self._undrawn = False
        self._ahead = None
        with in_language(self.language):
            self.tell(_(words))
            if self._session is not None and self._network is not None:
                self._draw(force=True)

    def _next(self, due: float) -> Task | None:
        """The next thing asked for; None when a month is due, or a frame can be sent."""
        if self._ahead is not None:
            wait: float | None = 0.0
        elif self._playing:
            wait = max(0.0, due - time.monotonic())
        else:
            wait = PATIENCE if self._undrawn else None
        try:
            return self._tasks.get(timeout=wait)
        except queue.Empty:
            return None

    def _begin(
        self, read: Callable[[], Scenario], seed: int | None, moves: Sequence[Move] = (), month: int = 0
    ) -> None:
        from bygd.web.session import Session

        scenario = read()
        seed = scenario.seed if seed is None else seed
        progress = self._building(scenario)
        if self._session is None:
            self._session = Session(scenario, seed, built=progress)
        else:
            self._session.begin(scenario, seed, built=progress)
        self._anew(moves, month)

    def _building(self, scenario: Scenario) -> Progress:
        return Progress(
            _(scenario.title) if scenario.title else _("a town without a title"), self.build, self._closed.is_set
        )

    def _reset(self) -> None:
        self._again((), 0)

    def _undo(self) -> None:
        if self._session is not None and self._session.moves:
            self._again(self._session.moves[:-1], self._session.month)

    def _again(self, moves: Sequence[Move], month: int) -> None:
        if self._session is not None:
            self._session.reset(built=self._building(self._session.chosen))
            self._anew(moves, month)

    def _anew(self, moves: Sequence[Move] = (), month: int = 0) -> None:
        from bygd.web.network import TownNetwork

        assert self._session is not None
        self._playing, self._ahead = False, None
        ahead = Ahead(deque(sorted(moves, key=lambda move: move.month)), min(month, self._session.months))
        self._due(ahead)
        self._network = TownNetwork(self._session.town)
        if ahead.month > 0:
            self._ahead = ahead
        self.tell("")
        self._draw(force=True)

    def _due(self, ahead: Ahead) -> None:
        """Move what was moved in the month about to be lived."""
        assert self._session is not None
        while ahead.moves and ahead.moves[0].month <= self._session.month < self._session.months:
            move = ahead.moves.popleft()
            self._session.pull(move.key, move.value)

    def _go_on(self, ahead: Ahead) -> None:
        """A month of a run that is simulated again."""
        assert self._session is not None
        self._session.step()
        self._due(ahead)
        if self._session.month >= ahead.month:
            self._ahead = None
            self._draw(force=True)
        else:
            self._undrawn = True

    def _step_once(self) -> None:
        if self._session is None:
            return
        self._playing, self._ahead = False, None
        self._session.step()
        self._draw(force=True)

    def _play(self, playing: bool) -> None:
        if self._session is None:
            return
        self._playing, self._ahead = playing and self._session.running, None
        self._draw(force=True)

    def _pull(self, asked: Pull) -> None:
        from bygd.web.network import TownNetwork

        with self._asking:
            asked.begun = True
        self._presses[asked.key] = asked.press  # also of one that is refused: the page puts it back then
        if self._session is None:
            return
        self._ahead = None
        before = self._session.town
        self._session.pull(asked.key, asked.value)
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
        frame = frame_of(
            self._session,
            self._network,
            self._number,
            playing=self._playing,
            until=self._ahead.month if self._ahead is not None else 0,
            coming=tuple(self._ahead.moves) if self._ahead is not None else (),
            presses=self._presses,
            place=self.place,
        )
        if not self.closed:
            self.show(frame)


__all__ = ["SPEEDS", "Worker"]
