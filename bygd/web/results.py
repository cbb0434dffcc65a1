"""What a session has asked and been answered: kept until the session ends, whatever page is looked at.

Each question runs on while its page is left, can be cancelled, and remembers what was asked, so that an answer to an
earlier question is never taken for one to the present one.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bygd.web.background import IDLE, Background, Standing, Teller
from sim.languages import SOURCE, in_language

KEPT = 12
"""Answers kept of a session; the oldest go first, with their files."""
Work = Callable[[Teller, Path], Any]
"""Given how to tell how far it is, and a folder for its files."""


@dataclass(frozen=True)
class Question:
    """What was asked."""

    kind: str
    """The page that asks it: "worked", "compare", "advise", "assess"."""
    title: str
    """In a few words, for the list."""
    lines: tuple[str, ...]
    """What was asked, a line each: A, B, pairs, seed, months."""
    key: Hashable
    """Equal for equal questions."""


@dataclass
class Entry:
    """A question with how its answer stands."""

    number: int
    question: Question
    folder: tempfile.TemporaryDirectory[str]
    when: str
    """The time of day it was asked."""
    standing: Standing[Any] = IDLE
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    """How long it took, once it is done [s]."""
    job: Background[Any] | None = None

    @property
    def answer(self) -> Any:
        """What came of it, once it is done."""
        return self.standing.value

    @property
    def path(self) -> Path:
        return Path(self.folder.name)


class Results:
    """The questions of one session. Safe for several threads at once; :meth:`close` ends what still runs."""

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self._held: list[Entry] = []
        self._number = 0
        self.language = SOURCE
        """Of answers yet to come."""
        self._lock = threading.Lock()
        self._listening: dict[object, Callable[[], None]] = {}

    def begin(self, question: Question, work: Work) -> Entry:
        """Ask; what came of it, or how far it is, stands in the entry."""
        with self._lock:
            self._number += 1
            folder = tempfile.TemporaryDirectory(prefix=f"bygd-{question.kind}-", ignore_cleanup_errors=True)
            entry = Entry(self._number, question, folder, datetime.now().strftime("%H:%M"))
            self._held.append(entry)
            old = [one for one in self._held if not one.standing.running][: max(0, len(self._held) - self.kept)]
            self._held = [one for one in self._held if one not in old]
        for one in old:
            one.folder.cleanup()

        def changed(standing: Standing[Any]) -> None:
            if standing.running and not entry.standing.running:
                entry.began = time.monotonic()
            if not standing.running:
                entry.seconds = time.monotonic() - entry.began
            entry.standing = standing
            self._tell()

        with in_language(self.language):
            entry.job = Background(lambda teller: work(teller, entry.path), changed)
        entry.job.start()
        return entry

    def cancel(self, number: int) -> None:
        for entry in self._held:
            if entry.number == number and entry.job is not None:
                entry.job.cancel()

    def forget(self, number: int) -> None:
        """Take an answer out of the list, with its files."""
        with self._lock:
            gone = [one for one in self._held if one.number == number and not one.standing.running]
            self._held = [one for one in self._held if one not in gone]
        for one in gone:
            one.folder.cleanup()
        self._tell()

    def of(self, kind: str) -> list[Entry]:
        """Questions of a kind, the latest first."""
        with self._lock:
            return [entry for entry in reversed(self._held) if entry.question.kind == kind]

    def running(self, kind: str) -> Entry | None:
        """The question of a kind that is being answered."""
        return next((entry for entry in self.of(kind) if entry.standing.running), None)

    def listen(self, told: Callable[[], None]) -> Callable[[], None]:
        """``told`` is called when anything changes, until what this returns is called."""
        token = object()
        self._listening[token] = told
        return lambda: self._listening.pop(token, None) and None

    def close(self) -> None:
        """End what still runs and remove all files."""
        self._listening.clear()
        with self._lock:
            held, self._held = self._held, []
        for entry in held:
            if entry.job is not None:
                entry.job.cancel(quietly=True)
                if entry.standing.running:
                    threading.Thread(target=_cleanup, args=(entry,), daemon=True).start()
                    continue
            entry.folder.cleanup()

    def _tell(self) -> None:
        for told in list(self._listening.values()):
            told()


def _cleanup(entry: Entry) -> None:
    """Remove the files of work that is being stopped, once it has."""
    assert entry.job is not None
    entry.job.join()
    entry.folder.cleanup()


__all__ = ["Entry", "Question", "Results"]
