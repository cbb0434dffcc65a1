"""What is taken from runs, each lived through once: what stands on disk from an earlier time is read.

A file a run, named by all that it follows from: the model's code, the scenario, the seed, and what is asked
of it. So a validation that was stopped goes on where it was, and a run is never mistaken for another.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from experiments.workers.pool import Progress, Tally
from experiments.workers.runner import stream
from experiments.workers.worker import Order
from sim.files import write_bytes

FOLDER = "runs"
MEASURING = ("definitions", "targets")


class Failed(RuntimeError):
    """A run failed. The message says which, where and why."""


class Kept:
    """The runs in the folder ``runs`` of a folder of results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.folder.mkdir(parents=True, exist_ok=True)

    def file(self, order: Order, asked: str) -> Path:
        """Where a run stands; ``asked``: what is taken from it, in words that tell it from anything else."""
        from sim.jit import kernels_digest

        run = order.run
        parts = [kernels_digest(), own_digest(), run.scenario, run.seed, run.months, asked]
        return self.folder / f"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}.json.gz"

    def find(self, order: Order, asked: str) -> Any:
        """What was kept, or None. A file that cannot be read is removed: its run is missing."""
        path = self.file(order, asked)
        try:
            return json.loads(gzip.decompress(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error, ValueError):
            path.unlink(missing_ok=True)
            return None

    def keep(self, order: Order, asked: str, data: Any) -> None:
        """Write what was taken from a run: plain data. Raises ``OSError``."""
        write_bytes(self.file(order, asked), gzip.compress(json.dumps(data).encode(), mtime=0))


@functools.cache
def own_digest() -> str:
    """Of the code here that looks at runs: that of patterns, and how targets are measured."""
    patterns = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in (*sorted(patterns.glob("*.py")), *(patterns.parent / f"{name}.py" for name in MEASURING)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def taken(
    orders: Sequence[Order], asked: Sequence[str], plain: Callable[[Any], Any], *, jobs: int = 1,
    progress: Progress | None = None, kept: Kept | None = None,
) -> list[Any]:
    """What is taken from the run of each order, as plain data in their order; ``plain`` makes it of what the
    order reads.

    ``jobs`` processes at once; 1: this process. Raises :class:`Failed`, and ``OSError`` when a run cannot be
    written; those that have ended are kept.
    """
    found = {place: data for place, order in enumerate(orders)
             if kept is not None and (data := kept.find(order, asked[place])) is not None}
    missing = [place for place in range(len(orders)) if place not in found]
    there = len(found)

    def tell(tally: Tally) -> None:
        if progress is not None:
            progress(tally._replace(done=tally.done + there))

    todo = stream([orders[place] for place in missing], jobs=0 if jobs <= 1 else jobs, progress=tell)
    with contextlib.closing(todo) as ended:
        for order, outcome in ended:
            place = missing[order.place]
            if outcome.read is None:
                raise Failed(f"{asked[place]}, seed {order.run.seed}, failed at {outcome.stage}: "
                             f"{outcome.error}")
            found[place] = plain(outcome.read)
            if kept is not None:
                kept.keep(orders[place], asked[place], found[place])
    return [found[place] for place in range(len(orders))]


__all__ = ["FOLDER", "Failed", "Kept", "taken"]
