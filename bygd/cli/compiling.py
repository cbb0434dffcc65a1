"""The wait before the first run of a version, with a bar: its kernels are compiled on all processors."""

from __future__ import annotations

import sys

from bygd.cli.saying import say


def compile_first(*, quiet: bool = False, workers: int | None = None) -> bool:
    """Compile what is not compiled yet, once for all later commands; whether all of it is there.

    Where no folder can keep it, it is done for this command alone; with ``BYGD_JIT=0`` there is nothing to do.
    """
    from experiments.workers.kernel_list import is_complete

    if is_complete():
        return True
    from bygd.cli.progress import ProgressBar
    from experiments.workers.compiling import compile_all
    from experiments.workers.pool import Tally

    bar: ProgressBar | None = None

    def show(share: float, done: int, count: int) -> None:
        nonlocal bar
        if bar is None:
            bar = ProgressBar(count, 1, quiet=quiet, each="kernel")
            bar.say(words())
        bar.show(Tally(done))

    def waiting() -> None:
        if not quiet:
            say("another bygd compiles the model's kernels: waiting for it", sys.stderr)

    try:
        return compile_all(workers, show, waiting)
    finally:
        if bar is not None:
            bar.close()


def words() -> str:
    """What the wait is for."""
    from sim.kernel_folder import CACHE_REFUSED

    if CACHE_REFUSED:
        return f"compiling the model's kernels for this command alone: no folder can keep them ({CACHE_REFUSED})"
    return "compiling the model's kernels, once for this version"


__all__ = ["compile_first"]
