"""Finished runs of a folder of results, a file a run, so that a command goes on where it was stopped.

A file is named by all that its run follows from (model, scenario, changes, seed, months, what is taken from
the history) and by the checksum of its content. Equal runs are therefore simulated once, whatever else the
command asks for: one more replicate costs one more run, and a run is never mistaken for another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.commands.sealed import content_of, discard, key_of, seal
from experiments.files import clear_unfinished
from experiments.workers.limits import NO_LIMITS
from experiments.workers.pool import Progress
from experiments.workers.run import Outcome, Run
from experiments.workers.runner import stream
from experiments.workers.worker import Order

FOLDER = "runs"
Bar = Callable[[int, int], Progress | None]
"""Given the runs to do and the runs found done, where to tell how far the runs are."""
Read = Callable[[Path], Any]
"""Takes in a kept file. Raises ``ValueError`` for one that is none."""


class Kept:
    """The files in the folder ``name`` of a folder of results; their names end in ``ending``."""

    def __init__(self, folder: Path, ending: str, name: str = FOLDER) -> None:
        self.folder, self.name, self.ending = folder / name, name, ending
        self.folder.mkdir(parents=True, exist_ok=True)
        clear_unfinished(self.folder)
        self._files = {
            key_of(path): path for path in sorted(self.folder.iterdir()) if path.name.endswith(ending) and key_of(path)
        }
        self._used: set[str] = set()

    def file(self, key: str) -> Path | None:
        """Where the run stands, its content verified; a damaged file is removed, and its run is missing."""
        self._used.add(key)
        path = self._files.get(key)
        if path is not None and content_of(path) is None:
            self.drop(key)
            return None
        return path

    def drop(self, key: str) -> None:
        """Forget a run: what its file holds cannot be used."""
        discard(self._files.pop(key))

    def keep(self, key: str, content: bytes) -> Path:
        """Write what is kept of a run. Raises ``OSError``."""
        self._used.add(key)
        self._files[key] = seal(self.folder, key, content, self.ending)
        return self._files[key]

    def names(self) -> list[str]:
        """All files there are, as they stand in the folder of results."""
        return sorted(f"{self.name}/{path.name}" for path in self._files.values())

    def only_used(self) -> None:
        """Remove the runs that nobody has asked for since the folder was opened."""
        for key in set(self._files) - self._used:
            self.drop(key)


def key_for(run: Run, taken: str, changes: Iterable[tuple[str, Any]] = ()) -> str:
    """The key of a run: ``taken`` tells what is taken from its history from anything else that could be;
    ``changes`` are made to the scenario besides ``run.scenario``."""
    from sim.kernel_folder import kernels_digest
    from sim.version import VERSION

    parts = [VERSION, kernels_digest(), taken, run.scenario, sorted(changes), run.seed, run.months]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:32]


def outcomes_of(
    orders: Sequence[Order],
    keys: Sequence[str],
    kept: Kept,
    read: Read,
    made: Callable[[Run, Any, float], Outcome],
    *,
    jobs: int = 1,
    bar: Bar | None = None,
) -> tuple[list[Outcome], int]:
    """The outcomes of ``orders`` in their order, and how many were simulated now; the others stood in
    ``kept`` under their ``keys``.

    ``order.read`` must take bytes from a history: they are written as soon as a run ends. ``read`` takes in
    their file, and ``made(run, what was read, seconds)`` is the outcome. Runs that failed are not kept: the
    next time they are tried again. Raises ``OSError`` when a run cannot be written.
    """
    found: dict[int, Outcome] = {}
    for position, (order, key) in enumerate(zip(orders, keys, strict=True)):
        path = kept.file(key)
        if path is None:
            continue
        try:
            found[position] = made(order.run, read(path), 0.0)
        except (ValueError, KeyError, TypeError, OSError):  # whole, and yet not what this version writes
            kept.drop(key)
    todo = [position for position in range(len(orders)) if position not in found]
    progress = bar(len(todo), len(found)) if bar is not None else None
    here = jobs <= 1 and all(orders[position].limits == NO_LIMITS for position in todo)
    coming = stream(
        [orders[position] for position in todo], jobs=0 if here else max(1, min(jobs, len(todo))), progress=progress
    )
    with contextlib.closing(coming) as ended:
        for order, outcome in ended:
            position = todo[order.position]
            if outcome.failed:
                found[position] = outcome
                continue
            path = kept.keep(keys[position], outcome.read)
            done = made(outcome.run, read(path), outcome.seconds)
            found[position] = replace(done, taken_over=outcome.taken_over, built=outcome.built, towns=outcome.towns)
    return [found[position] for position in range(len(orders))], len(todo)


__all__ = ["FOLDER", "Bar", "Kept", "key_for", "outcomes_of"]
