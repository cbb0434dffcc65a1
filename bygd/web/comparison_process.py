"""A comparison in a process of its own, which starts and ends its workers.

The server stays free for everybody, and stopping one comparison can reach no other: the workers are
children of that process, leave with it, and its figures are drawn there.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import pickle
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.web.background import Refused, Teller
from sim.words import counted

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import Comparison
    from experiments.figures.picture import Rendered
    from experiments.report.comparison import Section
    from experiments.workers.worker import Simulate

LOOK = 0.2
"""Seconds between two looks at whether there is news, or it is to stop."""
GRACE = 5.0
"""Seconds that a process has, once asked to stop, to end its workers."""
RUNNING = 0.9
"""The part of the progress bar that stands for the runs; the rest stands for figures and report."""
_alive: set[Any] = set()


@dataclass(frozen=True)
class Shown:
    """A figure as a page takes it."""

    name: str
    title: str
    reading: str
    alt: str
    svg: str


@dataclass(frozen=True)
class Compared:
    """What a comparison found; its files stand in the folder it was given."""

    base: str
    section: Section
    """Leads, sentences, costs, table and changes of the policy against the base."""
    figures: tuple[Shown, ...]
    pairs: int
    failures: tuple[str, ...]
    run_seconds: float
    """What a run took on average [s]."""
    command: str


def compare(plan: Plan, folder: Path, teller: Teller, simulate: Simulate | None = None) -> Compared:
    """Carry ``plan`` through in a process of its own, results into ``folder``.

    Raises :class:`Refused` with the reason where nothing came of it, and ``Cancelled`` where ``teller`` does;
    either way the process and its workers are gone then. ``simulate`` stands in for the model (tests).
    """
    from experiments.workers.worker import deaf_to_ctrl_c

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=_carry_out, name="bygd-compare", args=(pickle.dumps((plan, simulate)), str(folder), theirs)
    )
    with deaf_to_ctrl_c():
        process.start()
    _alive.add(process)
    theirs.close()
    try:
        return _listen(process, ours, plan, teller)
    finally:
        ours.close()
        _end(process)


def _listen(process: Any, pipe: Connection, plan: Plan, teller: Teller) -> Compared:
    runs = plan.replicates * (1 + len(plan.policies))
    share, words, began = 0.0, "getting ready", 0.0
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
                "The comparison's process died (out of memory?). Fewer runs at once, or a smaller region, need less."
            ) from None
        if kind == "tally":
            done, months = message
            part = (done + sum(months) / plan.months) / runs
            began = began or (time.monotonic() if part > 0 else 0.0)
            share, words = RUNNING * min(1.0, part), _progress(done, runs, part, began)
        elif kind == "words":
            share, words = max(share, RUNNING), str(message)
        elif kind == "failed":
            raise Refused(message)
        else:
            found: Compared = message
            return found


def _progress(done: int, runs: int, part: float, began: float) -> str:
    from bygd.web.comparison_setup import duration_words

    if not part:
        return "starting the workers"
    text = f"{done} of {counted(runs, 'run', 'runs')} done"
    spent = time.monotonic() - began
    if spent > 1 and part > 0.1:
        text += f", {duration_words(spent * (1 - part) / part)} left"
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
    """The server ends: so do comparisons under way, which would otherwise be waited for."""
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
        plan, simulate = pickle.loads(packed)
        pipe.send(("done", _carried(plan, Path(folder), pipe, simulate)))
    except (BrokenPipeError, EOFError):
        pass  # nobody is listening any more
    except Exception as error:
        with contextlib.suppress(OSError):
            pipe.send(("failed", _words(error)))


def _carried(plan: Plan, folder: Path, pipe: Connection, simulate: Simulate | None) -> Compared:
    from bygd.cli.mapped import map_of_difference
    from experiments.commands.compare import carry_through
    from experiments.commands.store import Store
    from experiments.report.comparison import section_of
    from experiments.workers.limits import limits_here
    from experiments.workers.runner import Progress, Tally

    kept: list[tuple[Comparison, Sequence[Rendered]]] = []

    def bar(words: str, todo: int, done: int) -> Progress:
        def tell(tally: Tally) -> None:
            pipe.send(("tally", (done + tally.done, [max(0, months) for months in tally.under_way])))

        return tell

    if simulate is None:
        plan = replace(plan, limits=limits_here(None, None, plan.jobs))
    store = Store(folder)
    store.claim()
    outcomes = carry_through(
        plan,
        store,
        bar=bar,
        say=lambda words: pipe.send(("words", words)),
        simulate=simulate,
        shown=lambda comparison, figures: kept.append((comparison, figures)),
        mapped=map_of_difference,
    )
    comparison, figures = kept[0]
    done = [outcome for outcome in outcomes if not outcome.failed]
    return Compared(
        comparison.base,
        section_of(comparison.policies[0], comparison),
        tuple(Shown(one.name, one.title, one.reading, one.alt, one.svg) for one in figures),
        comparison.pairs,
        tuple(f"run {one.run.replicate + 1} at {one.stage}: {one.error}" for one in outcomes if one.failed),
        sum(one.seconds for one in done) / max(1, len(done)),
        plan.command(),
    )


def _words(error: Exception) -> str:
    from experiments.commands.locking import Busy
    from experiments.commands.run import AllFailed
    from experiments.commands.store import AnotherResult, FolderRefused

    if isinstance(error, (AllFailed, AnotherResult, Busy, FolderRefused)):
        return str(error)
    if isinstance(error, OSError):
        from bygd.cli import in_words

        return in_words(error)
    from bygd.web.background import in_words as plainly

    return plainly(error)


__all__ = ["Compared", "Shown", "compare"]
