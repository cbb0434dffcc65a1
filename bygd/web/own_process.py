"""Work of a page in a process of its own, which starts and ends its workers.

The server stays free for everybody, and stopping one piece of work can reach no other: the workers are children of that
process, leave with it, and its figures are drawn there.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import pickle
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.web.background import Refused, Teller
from bygd.web.turns import TURNS
from sim.languages import N_, _, in_language, language
from sim.words import counted

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from experiments.workers.runner import Progress

LOOK = 0.2
"""Seconds between two looks at whether there is news, or it is to stop."""
GRACE = 5.0
"""Seconds that a process has, once asked to stop, to end its workers."""
RUNNING = 0.9
"""The part of the progress bar that stands for the runs; the rest stands for figures and report."""
SAID = (
    N_("drawing figures and writing the report"),
    N_("as they are"),
    N_("with equal budgets"),
    N_("what raising each buys"),
    N_("what goes together"),
    N_("mixes"),
)
"""What commands say in English while they work, and pages in their own language."""
_alive: set[Any] = set()


class News:
    """What the process tells of how far it is. ``months``: of each run."""

    def __init__(self, pipe: Connection, months: int) -> None:
        self._pipe, self._months = pipe, max(1, months)

    def words(self, text: str) -> None:
        """What is being done beside runs."""
        self._pipe.send(("words", _(text)))

    def bar(self, words: str, todo: int, done: int) -> Progress:
        """For runners: a stage of ``todo`` runs to do and ``done`` found done, in ``words``."""
        runs = max(1, todo + done)

        def tell(tally: Any) -> None:
            finished = done + tally.done
            part = (finished + sum(max(0, month) for month in tally.under_way) / self._months) / runs
            self._pipe.send(("runs", (_(words) if words else "", finished, runs, part)))

        return tell


Carry = Callable[[Any, Path, News], Any]
"""Work of a process, a function of a module: given what was asked, a folder for files, and whom to tell."""


def in_own_process(name: str, carry: Carry, asked: Any, months: int, folder: Path, teller: Teller) -> Any:
    """What ``carry(asked, folder, news)`` gives, carried out in a process called ``name``.

    Raises :class:`Refused` with the reason where nothing came of it, and ``Cancelled`` where ``teller`` does;
    either way the process and its workers are gone then. One at a time for the whole server: it waits for its turn.
    """
    with TURNS.turn(teller):
        return _in_own_process(name, carry, asked, months, folder, teller)


def _in_own_process(name: str, carry: Carry, asked: Any, months: int, folder: Path, teller: Teller) -> Any:
    from experiments.workers.worker import deaf_to_ctrl_c

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    packed = pickle.dumps((carry, asked, months, language()))
    process = context.Process(target=_carry_out, name=name, args=(packed, str(folder), theirs))
    with deaf_to_ctrl_c():
        process.start()
    _alive.add(process)
    theirs.close()
    try:
        return _listen(process, ours, teller)
    finally:
        ours.close()
        _end(process)


def _listen(process: Any, pipe: Connection, teller: Teller) -> Any:
    share, words, began, stage = 0.0, _("getting ready"), 0.0, ""
    while True:
        teller(share, words)
        try:
            if not pipe.poll(LOOK):
                if process.is_alive():
                    continue
                raise EOFError
            kind, message = pipe.recv()
        except (EOFError, OSError):
            raise Refused(
                _(
                    "The process that was working died (out of memory?). Fewer runs at once, or a smaller region, need "
                    "less."
                )
            ) from None
        if kind == "runs":
            named, done, runs, part = message
            if named != stage:
                stage, began = named, 0.0
            began = began or (time.monotonic() if part > 0 else 0.0)
            share, words = RUNNING * min(1.0, part), _progress(named, done, runs, part, began)
        elif kind == "words":
            share, words = max(share, RUNNING), str(message)
        elif kind == "failed":
            raise Refused(message)
        else:
            return message


def _progress(stage: str, done: int, runs: int, part: float, began: float) -> str:
    from bygd.web.comparison_setup import duration_words

    if not part:
        return _("starting the workers")
    text = _("{done} of {runs} done", done=done, runs=counted(runs, "run", "runs"))
    text = _("{what}: {how}", what=stage, how=text) if stage else text
    spent = time.monotonic() - began
    if spent > 1 and part > 0.1:
        left = duration_words(spent * (1 - part) / part)
        return _("{progress}, {duration} left", progress=text, duration=left)
    return text


def _end(process: Any) -> None:
    """Ask the process to end with its workers; make it, where it does not."""
    if process.is_alive():
        process.terminate()
        process.join(GRACE)
    if process.is_alive():
        process.kill()
    process.join(GRACE)
    _alive.discard(process)


@atexit.register
def _end_all() -> None:
    """The server ends: so does work under way, which would otherwise be waited for."""
    for process in list(_alive):
        with contextlib.suppress(OSError, ValueError):
            process.terminate()


def _carry_out(packed: bytes, folder: str, pipe: Connection) -> None:
    """First and last thing in the process."""
    from bygd.cli.options import leave
    from experiments.workers.worker import enter_helper

    signal.signal(signal.SIGTERM, leave)
    enter_helper()
    try:
        carry, asked, months, code = pickle.loads(packed)
        with in_language(code):
            pipe.send(("done", carry(asked, Path(folder), News(pipe, months))))
    except (BrokenPipeError, EOFError):
        pass  # nobody is listening any more
    except Exception as error:
        with contextlib.suppress(OSError):
            pipe.send(("failed", _words(error)))


def _words(error: Exception) -> str:
    from experiments.commands.locking import Busy
    from experiments.commands.run import AllFailed
    from experiments.commands.store import AnotherResult, FolderRefused
    from experiments.comparison.budget import NothingSpent

    if isinstance(error, (AllFailed, AnotherResult, Busy, FolderRefused, NothingSpent)):
        return str(error)
    if isinstance(error, OSError):
        from bygd.cli import in_words

        return in_words(error)
    from bygd.web.background import in_words as plainly

    return plainly(error)


__all__ = ["Carry", "News", "in_own_process"]
