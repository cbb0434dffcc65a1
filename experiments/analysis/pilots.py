"""What a finished folder says as a pilot: outcomes by replicate, from a sweep, a comparison or a run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from experiments.analysis.replicates import Replicates, needed_of
from experiments.analysis.swept import Array
from experiments.outcomes.catalogue import outcomes as outcome_rows
from experiments.outcomes.outcome import read_result
from sim.words import counted


class NoPilot(ValueError):
    """The folder holds no finished runs to judge by. The message says why."""


@dataclass(frozen=True)
class Pilot:
    """Runs to judge by."""

    values: Mapping[str, Mapping[str, Array]]
    """By heading (the policy; "" where there is one thing only) and outcome: [replicate, point]."""
    words: str
    """What it is judged by, in a sentence."""

    @property
    def outcomes(self) -> list[str]:
        there = {key for by_outcome in self.values.values() for key in by_outcome}
        return [headline.key for headline in outcome_rows() if headline.key in there]

    def needed(self, widths: Mapping[str, float]) -> Iterator[tuple[str, list[Replicates]]]:
        """By heading, what is needed: of the outcomes in ``widths`` for those half-widths, or of all."""
        for heading, by_outcome in self.values.items():
            keys = [key for key in self.outcomes if key in by_outcome and (not widths or key in widths)]
            yield heading, [needed_of(key, by_outcome[key], widths.get(key)) for key in keys]


def pilot_in(folder: Path) -> Pilot:
    """The pilot in ``folder``. Raises :class:`NoPilot`."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        kind = manifest.get("kind", "run") if manifest["made_by"] == "bygd" else ""
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        kind = ""
    if not kind:
        raise NoPilot(f"{folder} holds no results of bygd: give the folder of a sweep, a comparison or a run")
    try:
        if kind == "comparison":
            return _comparison(folder, manifest)
        if kind == "sweep" or (folder / "points.parquet").exists():
            return _sweep(folder)
        return _run(folder)
    except OSError as error:
        raise NoPilot(f"{folder}: {error.filename or 'its files'} cannot be read: {error.strerror or error}") from None


def _sweep(folder: Path) -> Pilot:
    from experiments.analysis.reading import read_swept
    from experiments.results import NotASweep

    try:
        swept, _ = read_swept(folder)
    except NotASweep as refusal:
        raise NoPilot(str(refusal)) from None
    values = {key: one for key, one in swept.values.items() if not np.isnan(one).all()}
    return Pilot(
        {"": values},
        f"Judged by {counted(swept.replicates, 'replicate', 'replicates')} at "
        f"{counted(len(swept.design.points), 'point', 'points')}.",
    )


def _comparison(folder: Path, manifest: Mapping[str, Any]) -> Pilot:
    """Two points, the base and the policy. Runs that share a set of parameters count as one, their mean."""
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "differences.parquet").to_pylist()
    each = (manifest.get("posterior") or {}).get("each", 1)
    found: dict[str, dict[str, dict[int, list[tuple[float, float]]]]] = {}
    for row in rows:
        sets = found.setdefault(row["policy"], {}).setdefault(row["outcome"], {})
        sets.setdefault(row["replicate"] // each, []).append((row["base"], row["policy_value"]))
    values = {
        policy: {
            outcome: np.array([np.mean(pairs, axis=0) for pairs in sets.values()])
            for outcome, sets in by_outcome.items()
        }
        for policy, by_outcome in found.items()
    }
    if not values:
        raise NoPilot(f"{folder}: no pair of runs has finished in it")
    number = max(len(one) for by_outcome in values.values() for one in by_outcome.values())
    what = (
        counted(number, "set of parameters", "sets of parameters")
        if manifest.get("posterior")
        else counted(number, "pair of runs", "pairs of runs")
    )
    return Pilot(values, f"Judged by {what} with common random numbers.")


def _run(folder: Path) -> Pilot:
    """One point; outcomes are read from the tables as from a history."""
    import pyarrow.parquet as pq

    measures = pq.read_table(folder / "measures.parquet").to_pandas()
    retention = pq.read_table(folder / "retention.parquet").to_pandas()
    found: dict[str, list[float]] = {}
    runs = sorted(measures["replicate"].unique().tolist())
    for run in runs:
        mine = measures[measures["replicate"] == run]
        history = SimpleNamespace(
            months=int(mine["month"].max()) + 1,
            measures=mine,
            digest="",
            retention=retention[retention["replicate"] == run],
        )
        for key, value in read_result(history).values.items():
            found.setdefault(key, []).append(value)
    values = {key: np.array(one)[:, None] for key, one in found.items() if len(one) == len(runs)}
    return Pilot({"": values}, f"Judged by {counted(len(runs), 'run', 'runs')}.")


__all__ = ["NoPilot", "Pilot", "pilot_in"]
