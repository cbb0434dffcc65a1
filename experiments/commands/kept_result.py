"""What is kept of a run that is compared, as one file."""

from __future__ import annotations

import functools
import gzip
import hashlib
import importlib.util
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from experiments.outcomes import breakdown, outcome
from experiments.outcomes.outcome import Path as OutcomePath
from experiments.outcomes.outcome import Result, read_result

ENDING = ".json.gz"


@functools.cache
def taken() -> str:
    """Tells results from those that another version of the code would read from a history."""
    source = hashlib.sha256()
    for module in (outcome, breakdown):
        file = importlib.util.find_spec(module.__name__)
        source.update(Path(file.origin).read_bytes() if file is not None and file.origin else b"")
    return f"result 3 {source.hexdigest()[:16]}"


def packed(history: Any) -> bytes:
    """The outcomes of a history as bytes. Runs in the worker."""
    found = read_result(history)
    data = {
        "values": found.values,
        "followed": found.followed,
        "spent": found.spent.tolist(),
        "beside": found.beside.tolist(),
        "digest": found.digest,
        "breakdown": [[*key, value] for key, value in found.breakdown.items()],
        "followed_in": [[*key, value] for key, value in found.followed_in.items()],
        "paths": {key: [path.month.tolist(), path.value.tolist()] for key, path in found.paths.items()},
        "paths_in": [[*key, path.month.tolist(), path.value.tolist()] for key, path in found.paths_in.items()],
    }
    return gzip.compress(json.dumps(data).encode(), mtime=0)


def unpacked(file: Path) -> Result:
    """The outcomes in a file. Raises ``ValueError`` or ``KeyError`` for one that holds none."""
    try:
        data = json.loads(gzip.decompress(file.read_bytes()))
    except (EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    paths = {key: _path(*columns) for key, columns in data["paths"].items()}
    paths_in = {(place, key): _path(*columns) for place, key, *columns in data["paths_in"]}
    parts, followed_in = (
        {(measure, place, group): value for measure, place, group, value in data[name]}
        for name in ("breakdown", "followed_in")
    )
    spent, beside = (np.array(data[name], np.float64) for name in ("spent", "beside"))
    return Result(data["values"], data["followed"], paths, spent, data["digest"], parts, followed_in, paths_in, beside)


def _path(months: list[int], values: list[float]) -> OutcomePath:
    return OutcomePath(np.array(months, np.int64), np.array(values, np.float64))


__all__ = ["ENDING", "packed", "taken", "unpacked"]
