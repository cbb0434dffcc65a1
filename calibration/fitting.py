"""Emulators of many targets: length scales looked for side by side, and never twice.

The search is nearly all of a calibration's work beside the runs. What it finds is kept in the folder of
results, in

    fits/<name>-<checksum>.json    length scales and variances, named by the data and by what searched: code
                                   and libraries

with all digits, so that the emulators are the same to the last bit whether they are searched here, in another
process, or read.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

import numpy as np

import calibration.emulator
from calibration.emulator import Array, Emulator, Scales, fit, scales_of
from calibration.running import Workers
from calibration.threads import one_thread
from experiments.commands.kept import Kept
from experiments.workers.pool import Tally

FOLDER = "fits"


class Training(NamedTuple):
    """What one emulator is made of; as the arguments of :func:`calibration.emulator.fit`."""

    key: str
    unit: Array
    values: Array
    chance: Array | None
    seed: int

    @property
    def name(self) -> str:
        """Tells these data, and what searches them, from any other."""
        digest = hashlib.sha256(searcher())
        for part in (self.unit, self.values, self.chance if self.chance is not None else np.zeros(0)):
            digest.update(repr(part.shape).encode() + np.ascontiguousarray(part, float).tobytes())
        digest.update(str(self.seed).encode())
        return digest.hexdigest()[:32]


@functools.cache
def searcher() -> bytes:
    """The code and the libraries that search."""
    versions = [importlib.metadata.version(name) for name in ("numpy", "scipy", "scikit-learn")]
    return Path(calibration.emulator.__file__).read_bytes() + " ".join(versions).encode()


def emulators_of(trainings: Sequence[Training], folder: Path, workers: Workers, stage: str) -> list[Emulator]:
    """An emulator of each training, in their order. Raises ``OSError`` when a file cannot be written."""
    files = Kept(folder, ".json", FOLDER)
    found = {
        number: scales
        for number, training in enumerate(trainings)
        if (scales := kept(files, training.name)) is not None
    }
    missing = [number for number in range(len(trainings)) if number not in found]
    if missing:
        bar = workers.bar
        progress = bar(f"{stage}: emulators", len(missing), len(found), "fit") if bar is not None else None
        searches = searched([trainings[number] for number in missing], workers.jobs)
        for done, (index, scales) in enumerate(searches, 1):
            number = missing[index]
            files.keep(trainings[number].name, json.dumps(scales.plain()).encode())
            found[number] = scales
            if progress is not None:
                progress(Tally(done))
    return [fit(*training[:4], seed=training.seed, scales=found[number]) for number, training in enumerate(trainings)]


def kept(files: Kept, name: str) -> Scales | None:
    """What was found before. A file that cannot be read is removed: it is looked for again."""
    file = files.file(name)
    if file is None:
        return None
    try:
        return Scales.of(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        files.drop(name)
        return None


def searched(trainings: Sequence[Training], jobs: int) -> Iterator[tuple[int, Scales]]:
    """(place, what was found) as the searches end, in ``jobs`` processes; 0 or 1: in this one.

    When a process is killed from outside, what is left is searched here.
    """
    left = set(range(len(trainings)))
    if jobs > 1 and len(left) > 1:
        pool = ProcessPoolExecutor(min(jobs, len(left)), multiprocessing.get_context("spawn"), _alone)
        try:
            ends = {pool.submit(search, trainings[place]): place for place in sorted(left)}
            for end in as_completed(ends):
                scales = end.result()
                left.discard(ends[end])
                yield ends[end], scales
        except BrokenProcessPool:
            pass
        finally:
            pool.shutdown(cancel_futures=True)
    for place in sorted(left):
        yield place, search(trainings[place])


def search(training: Training) -> Scales:
    """Length scales and variances of one target."""
    return scales_of(training.unit, training.values, training.chance, training.seed)


def _alone() -> None:
    """A worker computes on one thread, like the process it works for, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread()


__all__ = ["FOLDER", "Training", "emulators_of", "searched"]
