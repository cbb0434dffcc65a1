"""Work that goes on while a page stays usable: one thread, how far it is, and a way to stop it.

Knows nothing of the browser: whoever shows the work is told of every change and must not be slow about it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from sim.languages import _, in_language, language

T = TypeVar("T")
State = Literal["idle", "running", "done", "failed", "cancelled"]
EVERY = 0.2
"""Seconds between two tellings of how far the work is: more often nobody can read it."""


class Cancelled(BaseException):
    """The work is not wanted any more. No ``Exception``, so that nothing on the way swallows it."""


@dataclass(frozen=True)
class Standing(Generic[T]):
    """How a piece of work stands."""

    state: State = "idle"
    share: float = 0.0
    """Of the work that is done, 0 to 1."""
    words: str = ""
    """What is being done."""
    value: T | None = None
    """What came of it (state "done")."""
    error: str = ""
    """Why nothing did (state "failed")."""

    @property
    def running(self) -> bool:
        return self.state == "running"


class Teller:
    """What the work says how far it is with; saying it is also where the work can be stopped."""

    def __init__(self, tell: Callable[[float, str], None]) -> None:
        self._tell = tell
        self._stopped = threading.Event()
        self._last = 0.0

    def __call__(self, share: float, words: str = "") -> None:
        """Raises :class:`Cancelled` when the work is to stop."""
        if self._stopped.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= EVERY:
            self._last = now
            self._tell(min(1.0, max(0.0, share)), words)

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        self._stopped.set()


class Background(Generic[T]):
    """``work(teller)`` in a thread of its own. ``changed`` is told each :class:`Standing`; after
    :meth:`cancel` nothing but, at most once, that the work was cancelled. The work speaks the language in force now."""

    def __init__(self, work: Callable[[Teller], T], changed: Callable[[Standing[T]], None]) -> None:
        self._work, self._changed = work, changed
        self._language = language()
        self._lock = threading.Lock()
        self._over = False
        self.teller = Teller(lambda share, words: self._say(Standing("running", share, words)))
        self._thread = threading.Thread(target=self._run, name="bygd-background", daemon=True)

    def start(self) -> None:
        self._say(Standing("running"))
        self._thread.start()

    def cancel(self, *, quietly: bool = False) -> None:
        """Stop at the next telling. ``quietly``: whoever was told is gone."""
        self.teller.stop()
        if not quietly:
            self._say(Standing("cancelled"))
        with self._lock:
            self._over = True

    def join(self, seconds: float | None = None) -> None:
        """Wait for the thread to end."""
        self._thread.join(seconds)

    def _run(self) -> None:
        with in_language(self._language):
            self._carry_out()

    def _carry_out(self) -> None:
        try:
            value = self._work(self.teller)
        except Cancelled:
            self._say(Standing("cancelled"))
        except MemoryError:
            self._say(Standing("failed", error=_("Not enough memory; a smaller region needs less.")))
        except Exception as error:
            self._say(Standing("failed", error=in_words(error)))
        else:
            self._say(Standing("done", 1.0, value=value))

    def _say(self, standing: Standing[T]) -> None:
        with self._lock:
            if self._over:
                return
            self._over = standing.state not in ("idle", "running")
        self._changed(standing)


def in_words(error: Exception) -> str:
    """The error as the command line would tell it."""
    from sim.allocation import NoRoom
    from sim.scenario import ScenarioError

    if isinstance(error, ScenarioError):
        return _("The scenario cannot be used.") + f"\n{error}"
    if isinstance(error, (NoRoom, Refused)):
        return str(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


class Refused(Exception):
    """The work cannot be done, in words that need nothing added."""


IDLE: Standing[Any] = Standing()

__all__ = ["IDLE", "Background", "Cancelled", "Refused", "Standing", "Teller", "in_words"]
