"""The first compilation on all processors: kernels side by side, kept in the files where every process looks.

A worker takes the call that takes longest of those left. Whatever happens to it, compiled kernels stay, and what is
missing is compiled when it is called, as it would have been without this.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from experiments.commands.locking import Busy, locked
from experiments.workers.kernel_list import Call, compile_call, is_complete, listed, note_complete
from experiments.workers.main_module import leave_if_importing
from experiments.workers.worker import enter_helper, worker_environment
from sim import kernel_folder

Progress = Callable[[float, int, int], None]
"""Called with the share of the work that is done, the kernels that are compiled, and how many there are."""


PATIENCE = 900.0
"""Seconds to wait for another process that compiles the same, before doing it all the same."""
LOOK = 0.2
"""Seconds between two looks whether it is done."""


def compile_all(
    workers: int | None = None,
    progress: Progress = lambda share, done, count: None,
    waiting: Callable[[], None] = lambda: None,
) -> bool:
    """Compile all kernels of the list that are not compiled yet; whether all of them are there now.

    ``workers``: processes (as many as processors); one needs none beside this. Ctrl-C ends it and leaves what is done.
    One process compiles at a time: the others wait and find it done (``waiting`` is called before that), or have
    their turn where it was stopped.
    """
    with contextlib.ExitStack() as held:
        _have_turn(held, waiting)
        return is_complete() or _compiled(workers, progress)


def _have_turn(held: contextlib.ExitStack, waiting: Callable[[], None]) -> None:
    """Come back when all is compiled, or it is the turn of this process, until ``held`` is closed. The system ends
    the turn of a process that is killed."""
    until, told = time.monotonic() + PATIENCE, False
    while not is_complete() and kernel_folder.CACHE is not None and time.monotonic() < until:
        try:
            held.enter_context(locked(kernel_folder.CACHE))
        except Busy:
            if not told:
                waiting()
            told = True
            time.sleep(LOOK)
        except OSError:  # nothing can be written there
            return
        else:
            return


def _compiled(workers: int | None, progress: Progress) -> bool:
    calls = listed()
    workers = min(workers or os.cpu_count() or 1, len(calls))
    whole, spent, done = sum(call.seconds for call in calls) or 1.0, 0.0, 0

    def count(call: Call) -> None:
        nonlocal spent, done
        spent, done = spent + call.seconds, done + 1
        progress(spent / whole, done, len(calls))

    progress(0.0, 0, len(calls))
    if workers <= 1:
        for call in calls:
            compile_call(call)
            count(call)
    elif not _side_by_side(calls, workers, count):
        return False
    note_complete()
    kernel_folder.remove_unused()
    return True


def _side_by_side(calls: list[Call], workers: int, count: Callable[[Call], None]) -> bool:
    leave_if_importing()
    context = multiprocessing.get_context("spawn")
    try:
        with worker_environment(1):
            pool = ProcessPoolExecutor(workers, mp_context=context, initializer=enter_helper)
            waiting = {pool.submit(compile_call, call): call for call in calls}
    except OSError:  # no shared memory for processes
        return False
    try:
        for future in as_completed(waiting):
            future.result()
            count(waiting[future])
    except (BrokenProcessPool, OSError):  # killed for memory, perhaps: it goes on without
        pool.shutdown(wait=True, cancel_futures=True)
        return False
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return True


__all__ = ["Progress", "compile_all"]
