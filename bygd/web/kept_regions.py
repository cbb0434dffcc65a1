"""Regions that have been built, kept on disk: one of 140,000 people takes a minute to build and a second to read; of
3,000, two thirds of a second and a twentieth.

A file is for one scenario (every byte of it), seed, model and version of the libraries that compute, so what is read is
what would be built. It is read without executing anything (arrays and plain data); a damaged one is built anew.
``bygd cache`` lists and clears them.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.told import meaning_of, told_again

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.town import Town

log = logging.getLogger(__name__)
FOLDER = "regions"
LEAST, LARGE = 1_000, 20_000
"""Inhabitants from which on a region is kept, and from which on it is large: building one is for a page to wait for."""
MOST_BYTES = 1_000_000_000
"""All files together; the ones not used for longest go first."""
FORMAT = "bygd region 1"
ABOUT = "about.json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_building = {large: threading.Lock() for large in (False, True)}
"""One region at a time, but a small one beside a large one: whoever waits for the same then finds it built."""

_latest: dict[Path, Town] = {}
"""The last small region that was asked for: the next page asks for it again."""


def region_of(scenario: Scenario, seed: int, built: Callable[[float], None]) -> Town:
    """The region as :func:`sim.beginning.begin` builds it, from disk where it is there.

    ``built`` is told which share is done [0-1], and may raise to stop. Raises ``ScenarioError``.
    """
    from sim.history import begin

    people = people_in(scenario)
    if people < LEAST:
        return begin(scenario, seed, built=built)
    path, large = _path(scenario, seed), people >= LARGE
    with one_at_a_time(_building[large], built):
        if path in _latest:
            return _latest[path].copied()
        found = read(path, scenario)
        if found is None:
            found = begin(scenario, seed, built=built)
            keep(path, found)
        if not large:
            _latest.clear()
            _latest[path] = found.copied()
        return found


def people_in(scenario: Scenario) -> int:
    """Inhabitants at the start."""
    return sum(place.population for place in scenario.places.values())


@contextmanager
def one_at_a_time(lock: threading.Lock, built: Callable[[float], None]) -> Iterator[None]:
    """Wait until nobody else has the ``lock``; what ``built`` raises meanwhile ends the waiting."""
    while not lock.acquire(timeout=0.5):
        built(0.0)
    try:
        yield
    finally:
        lock.release()


def _path(scenario: Scenario, seed: int) -> Path:
    from sim.cache import cache_folder

    return cache_folder(FOLDER)[0] / f"{key_of(scenario, seed)}.zip"


def key_of(scenario: Scenario, seed: int) -> str:
    """What tells one region from another: all that its bytes could depend on."""
    import numba
    import numpy as np

    from experiments.commands.snapshot import model

    all_of_it = [FORMAT, model(), numba.__version__, np.__version__, seed, scenario.canonical()]
    return hashlib.sha256(json.dumps(all_of_it, default=str).encode()).hexdigest()[:40]


def keep(path: Path, town: Town) -> None:
    """Write ``town`` to ``path``, all or nothing; a disk that is full or read-only keeps nothing."""
    import numpy as np

    from experiments.files import atomic_path

    about = {
        "format": FORMAT,
        "log": [(month, words, meaning_of(words)) for month, words in town.log],
        "returned": town.returned,
        "missing": town.missing,
        "seed": int(town.seed),
    }
    try:
        with atomic_path(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(zipfile.ZipInfo(ABOUT, LONG_AGO), json.dumps(about))
            groups: Any = zip(town.state._fields, town.state, strict=True)
            for name, group in groups:
                for column in group._fields:
                    content = io.BytesIO()
                    np.save(content, getattr(group, column), allow_pickle=False)
                    archive.writestr(f"{name}/{column}.npy", content.getvalue())
        make_room(path.parent)
    except OSError as error:
        log.warning("a region cannot be kept in %s: %s", path.parent, error.strerror or error)


def read(path: Path, scenario: Scenario) -> Town | None:
    """The region in ``path``; None where there is none, or one that cannot be read."""
    import numpy as np

    from experiments.commands.snapshot import DAMAGED
    from sim.rules import rules_of
    from sim.state import GROUPS, State
    from sim.town import Town

    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(ABOUT))
            groups = {}
            for name, kind in GROUPS.items():
                columns = []
                for column in kind._fields:
                    values = np.load(io.BytesIO(archive.read(f"{name}/{column}.npy")), allow_pickle=False)
                    if values.dtype != np.dtype(kind.columns[column].dtype):
                        raise ValueError(f"{name}.{column} is of the type {values.dtype}")
                    columns.append(values)
                groups[name] = kind(*columns)
            town = Town(
                scenario=scenario.at(0),
                rules=rules_of(scenario.at(0)),
                state=State(**groups),
                seed=np.uint64(about["seed"]),
            )
            town.log = [(int(month), told_again(str(words), *meaning)) for month, words, *meaning in about["log"]]
            town.returned, town.missing = dict(about["returned"]), dict(about["missing"])
        os.utime(path)
    except FileNotFoundError:
        return None
    except (*DAMAGED, OSError) as error:
        log.warning("a kept region is of no use and is built anew: %s", error)
        return None
    return town


def make_room(folder: Path, most: int = MOST_BYTES) -> None:
    """Remove the files not used for longest until all together have at most ``most`` bytes."""
    files = sorted(folder.glob("*.zip"), key=lambda file: file.stat().st_mtime, reverse=True)
    total = 0
    for file in files:
        total += file.stat().st_size
        if total > most:
            file.unlink(missing_ok=True)


__all__ = ["LARGE", "LEAST", "keep", "key_of", "make_room", "people_in", "read", "region_of"]
