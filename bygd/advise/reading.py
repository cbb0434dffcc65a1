"""What is kept of one run of a mix: outcomes, money by payer and month, who takes part and who waits, homes."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bygd.advise.mixes import Array
from experiments.commands.kept_result import taken as result_taken
from experiments.outcomes.outcome import asked_of_results, read_result
from experiments.outcomes.panel import EVERYWHERE

ENDING = ".json.gz"
KEPT = ("taking_part", "waiting")
HOUSING = {
    "newcomers": "all",
    "without_home": "newcomers",
    "arrivals_unhoused": "all",
    "homes": "all",
    "homes_vacant": "all",
}
"""Measures that tell whether newcomers find homes, and the group of each."""


def asked() -> frozenset[str]:
    """Names of the measures that are looked at."""
    return asked_of_results() | {"spent_by_payer", *KEPT, *HOUSING}


class Reading(NamedTuple):
    """Of one run."""

    values: Mapping[str, float]
    """Outcomes at the end of the run."""
    paths: Mapping[str, tuple[Array, Array]]
    """Of outcomes followed through time: months and values."""
    spent: Mapping[str, Array]
    """By payer, by month (months,) [SEK]."""
    programmes: Mapping[str, Mapping[str, Array]]
    """By programme, ``taking_part`` and ``waiting`` by month (months,) [persons]; NaN where it is not recorded."""
    housing: Mapping[str, Array]
    """By measure of :data:`HOUSING`, by month (months,); NaN where it is not recorded."""

    def at(self, outcome: str, month: int) -> float:
        """An outcome at the end of a month, or of the last before it that has one; NaN where it is not followed."""
        if outcome not in self.paths:
            return float("nan")
        months, values = self.paths[outcome]
        before = np.flatnonzero(months <= month)
        return float(values[before[-1]]) if before.size else float("nan")


@functools.cache
def taken() -> str:
    """Tells what is kept from what another version of the code would keep."""
    source = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]
    return f"advice 2 {source} {result_taken()}"


def packed(history: Any) -> bytes:
    """What is kept of a history, as bytes. Runs in the worker."""
    found, measures, months = read_result(history), history.measures, int(history.months)
    spent: dict[str, Any] = {}
    programmes: dict[str, dict[str, Any]] = {}
    housing: dict[str, Any] = {name: [None] * months for name in HOUSING}
    for month, place, name, group, value in zip(
        measures.month, measures.place, measures.measure, measures.group, measures.value, strict=True
    ):
        if place != EVERYWHERE or not 0 <= month < months:
            continue
        if name == "spent_by_payer":
            spent.setdefault(str(group), [0.0] * months)[int(month)] = float(value)
        elif name in KEPT and str(group).startswith("programmes."):
            held = programmes.setdefault(str(group).partition(".")[2], {one: [None] * months for one in KEPT})
            held[str(name)][int(month)] = float(value)
        elif HOUSING.get(name) == group:
            housing[str(name)][int(month)] = float(value)
    data = {
        "values": found.values,
        "paths": {key: [path.month.tolist(), path.value.tolist()] for key, path in found.paths.items()},
        "spent": spent,
        "programmes": programmes,
        "housing": housing,
    }
    return gzip.compress(json.dumps(data).encode(), mtime=0)


def unpacked(file: Path) -> Reading:
    """What was kept in a file. Raises ``ValueError`` or ``KeyError`` for one that holds none."""
    try:
        data = json.loads(gzip.decompress(file.read_bytes()))
    except (EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    return Reading(
        data["values"],
        {key: (np.array(months), np.array(values, float)) for key, (months, values) in data["paths"].items()},
        {payer: np.array(held, float) for payer, held in data["spent"].items()},
        {key: {name: np.array(held, float) for name, held in each.items()} for key, each in data["programmes"].items()},
        {name: np.array(held, float) for name, held in data["housing"].items()},
    )


__all__ = ["ENDING", "HOUSING", "Reading", "asked", "packed", "taken", "unpacked"]
