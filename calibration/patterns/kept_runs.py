"""What is taken from runs, each simulated once: what stands on disk from an earlier time is read.

A file a run (:mod:`experiments.commands.kept`), named by all that it follows from: the model's code, the
scenario, the seed, and what is asked of it. So a validation that was stopped goes on where it was.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.commands.kept import FOLDER, key_for
from experiments.commands.kept import Kept as Files
from experiments.workers.limits import limits_here
from experiments.workers.pool import Progress, Tally
from experiments.workers.runner import stream
from experiments.workers.shared import Shared, counted
from experiments.workers.worker import Order

MEASURING = ("definitions", "targets")


class Failed(RuntimeError):
    """A run failed. The message says which, where and why."""


class Kept(Files):
    """The runs in the folder ``runs`` of a folder of results."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ".json.gz")
        self.shared = Shared()
        """What the runs simulated now had in common."""

    def key(self, order: Order, asked: str) -> str:
        """``asked``: what is taken from the run, in words that tell it from anything else."""
        return key_for(order.run, f"{own_digest()} {asked}")

    def find(self, order: Order, asked: str) -> Any:
        """What was kept, or None. A file that cannot be read is removed: its run is missing."""
        key = self.key(order, asked)
        path = self.file(key)
        try:
            return json.loads(gzip.decompress(path.read_bytes())) if path is not None else None
        except (OSError, EOFError, zlib.error, ValueError):
            self.drop(key)
            return None

    def put(self, order: Order, asked: str, data: Any) -> None:
        """Write what was taken from a run: plain data. Raises ``OSError``."""
        self.keep(self.key(order, asked), gzip.compress(json.dumps(data).encode(), mtime=0))


@functools.cache
def own_digest() -> str:
    """Of the code here that looks at runs: that of patterns, and how targets are measured."""
    patterns = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for path in (*sorted(patterns.glob("*.py")), *(patterns.parent / f"{name}.py" for name in MEASURING)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def taken(
    orders: Sequence[Order],
    asked: Sequence[str],
    plain: Callable[[Any], Any],
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> list[Any]:
    """What is taken from the run of each order, as plain data in their order; ``plain`` makes it of what the
    order reads.

    ``jobs`` processes at once; 1: this process. Raises :class:`Failed`, and ``OSError`` when a run cannot be
    written; those that have ended are kept.
    """
    found = {
        index: data
        for index, order in enumerate(orders)
        if kept is not None and (data := kept.find(order, asked[index])) is not None
    }
    missing = [index for index in range(len(orders)) if index not in found]
    there = len(found)

    def tell(tally: Tally) -> None:
        if progress is not None:
            progress(tally._replace(done=tally.done + there))

    limits = limits_here(None, None, jobs)
    todo = stream(
        [replace(orders[index], limits=limits) for index in missing], jobs=0 if jobs <= 1 else jobs, progress=tell
    )
    with contextlib.closing(todo) as ended:
        for order, outcome in ended:
            index = missing[order.position]
            if outcome.read is None:
                raise Failed(f"{asked[index]}, seed {order.run.seed}, failed at {outcome.stage}: {outcome.error}")
            found[index] = plain(outcome.read)
            if kept is not None:
                kept.shared = kept.shared.plus(counted([outcome]))
                kept.put(orders[index], asked[index], found[index])
    return [found[index] for index in range(len(orders))]


__all__ = ["FOLDER", "Failed", "Kept", "taken"]
