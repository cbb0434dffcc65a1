"""Points of the space simulated in every scenario, kept run by run.

In the folder of results, for each stage ("wave-1", "wave-2", … and "check"):

    runs/<stage>/points-<checksum>.parquet  the points in their own units, written before anything runs
    runs/<stage>/<scenario>/parts/   finished runs (:mod:`experiments.commands.shelf`), a column a target

Points that stand there are read and not drawn again, so a calibration goes on with what it began.
"""

from __future__ import annotations

import contextlib
import errno
import io
import itertools
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from calibration.plan import Calibration
from calibration.plausible_space import first_points
from experiments.commands.estimate import LOOKED_AT, shared_of
from experiments.commands.sealed import checksum, content_of, seal
from experiments.commands.shelf import Shelf, shelved
from experiments.commands.sweep import failures_of
from experiments.workers.limits import limits_here
from experiments.workers.pool import Progress
from experiments.workers.run import Run, replicate_seed
from experiments.workers.runner import stream
from experiments.workers.shared import Shared, counted
from experiments.workers.worker import Order, Recipe, Simulate
from sim.words import counted as numbered

Array = np.ndarray[Any, Any]
FOLDER, POINTS = "runs", "points"
Bar = Callable[[str, int, int, str], Progress]
"""Given the stage, how many are to do, how many were found done, and what they are ("run", "fit"): where to
tell how far they are."""


class AllRunsFailed(RuntimeError):
    """No run of a stage came to anything. The message is the first one's error."""


@dataclass(frozen=True)
class Workers:
    """What simulates the runs, and what is notified."""

    jobs: int = 0
    """Processes; 0: this one."""
    bar: Bar | None = None
    simulate: Simulate | None = None
    """Stands in for :func:`sim.history.simulate` (tests)."""


@dataclass(frozen=True)
class Runs:
    """What the points of one stage came to."""

    stage: str
    values: Array
    """The points in their own units [point, parameter]."""
    unit: Array
    """The same on the unit cube."""
    means: dict[str, Array]
    """By target: mean over replicates [point]; NaN where nothing was measured."""
    chance: dict[str, Array]
    """By target: variance of such a mean by chance alone [point], pooled over points; NaN where unknown."""
    run_now: int
    failures: tuple[dict[str, Any], ...]
    """scenario, point, replicate, stage, error."""
    parts: tuple[str, ...]
    """Files it stands in."""
    seconds: float
    """Of the runs done now, in their workers [s]."""
    shared: Shared = field(default_factory=Shared)
    """What the runs done now had in common."""
    runs: int = 0
    """All runs of the stage, done now or before."""


def run_points(plan: Calibration, stage: str, unit: Callable[[], Array], folder: Path, workers: Workers) -> Runs:
    """Run what is missing of a stage; ``unit()`` draws its points when they do not stand in ``folder`` yet.

    All scenarios are run together, so that no worker waits. Raises :class:`AllRunsFailed`, and ``OSError``
    when something cannot be written; finished runs are kept.
    """
    place = folder / FOLDER / stage
    place.mkdir(parents=True, exist_ok=True)
    values, points = stored_points(plan, place, unit)
    with contextlib.ExitStack() as stack:
        shelves = {}
        for name in plan.bases:
            (place / name).mkdir(exist_ok=True)
            keys = [target.key for target in plan.targets_in(name)]
            shelves[name] = stack.enter_context(shelved(place / name, keys, seed=plan.seed))
        seconds, ran, work = _run(plan, stage, values, shelves, workers)
    return replace(_read(plan, stage, values, shelves, ran, seconds, points), shared=work)


def stored_points(plan: Calibration, folder: Path, unit: Callable[[], Array]) -> tuple[Array, str]:
    """Points in their own units from a file in ``folder``, or drawn and written there; and the file's name.

    A damaged file is written again where drawing gives the very same points. Raises ``OSError`` where it does
    not: the runs that are kept are of other points.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from experiments.outcomes.tables import parquet_table

    keys = plan.space.keys
    files = sorted(folder.glob(f"{POINTS}-*.parquet"))
    content = content_of(files[0]) if files else None
    if content is None:
        values = plan.space.from_unit(unit())
        table = pa.table({key: pa.array(values[:, place], pa.float64()) for place, key in enumerate(keys)})
        file = io.BytesIO()
        pq.write_table(table, file, compression="zstd")
        content = file.getvalue()
        if files and files[0].name != f"{POINTS}-{checksum(content)}.parquet":
            raise OSError(
                errno.EIO,
                "the points are damaged and cannot be drawn again; give another folder with --out",
                str(files[0]),
            )
        files = [seal(folder, POINTS, content, ".parquet")]
    table = parquet_table(content)
    return np.column_stack([table[key].to_numpy() for key in keys]), files[0].name


def _run(
    plan: Calibration, stage: str, values: Array, shelves: dict[str, Shelf], workers: Workers
) -> tuple[float, int, Shared]:
    """Seconds in workers, number of runs, and what they had in common."""
    done = {name: shelf.done() for name, shelf in shelves.items()}
    every = itertools.product(range(plan.replicates), range(len(values)), shelves)
    todo = [
        (name, replicate, point)
        for replicate, point, name in every
        if (point, index_of(plan, replicate, point)) not in done[name]
    ]
    if not todo:
        return 0.0, 0, Shared()
    total = plan.replicates * len(values) * len(shelves)
    progress = workers.bar(stage, len(todo), total - len(todo), "run") if workers.bar is not None else None
    seconds, work = 0.0, Shared()
    orders = _orders(plan, values, todo, workers)
    with contextlib.closing(stream(orders, jobs=workers.jobs, progress=progress)) as ended:
        for order, outcome in ended:
            name, _, point = todo[order.position]
            shelves[name].add(point, outcome)
            seconds += outcome.seconds
            work = work.plus(counted([outcome]))
    return seconds, len(todo), work


def foreseen(plan: Calibration) -> Shared:
    """What all runs of a calibration have in common at most, as far as the first points of its first wave say."""
    points = min(plan.points_in(1), max(1, LOOKED_AT // len(plan.bases)))
    values = plan.space.from_unit(first_points(len(plan.space), plan.points_in(1), plan.seed)[:points])
    todo = [(name, 0, point) for point in range(points) for name in plan.bases]
    return shared_of(_orders(plan, values, todo, Workers()), plan.most_runs // plan.replicates, plan.replicates)


def index_of(plan: Calibration, replicate: int, point: int) -> int:
    """Which of all replicates of a stage it is: no two points have one, and so no seed, in common."""
    return replicate + plan.replicates * point


def _orders(plan: Calibration, values: Array, todo: list[tuple[str, int, int]], workers: Workers) -> Iterator[Order]:
    """Orders, made as they are asked for.

    Every point has seeds of its own, the same in all towns: what a seed does to a town would else be part of every
    point's answer, which no number of points averages away and no check of an emulator sees.
    """
    bases = {name: pickle.dumps(base) for name, base in plan.bases.items()}
    lands = {name: plan.country_of(name) for name in plan.bases}
    readers = {name: plan.reader(plan.targets_in(name)) for name in plan.bases}
    limits = limits_here(plan.settings.limits.seconds, plan.settings.limits.memory, workers.jobs)
    for name, replicate, point in todo:
        changes = tuple(sorted(plan.space.changes(values[point], lands[name]).items()))
        index = index_of(plan, replicate, point)
        run = Run("", changes, replicate_seed(plan.seed, index), plan.bases[name].months, index)
        yield Order(run, Recipe(bases[name], changes), 1, 0, workers.simulate, readers[name], limits)


def _read(
    plan: Calibration, stage: str, values: Array, shelves: dict[str, Shelf], ran: int, seconds: float, points: str
) -> Runs:
    means, chance, failures, parts, there = {}, {}, [], [], 0
    for name, shelf in shelves.items():
        table = shelf.table()
        failures += [
            {"scenario": name, **row, "replicate": row["replicate"] % plan.replicates} for row in failures_of(table)
        ]
        parts += [f"{FOLDER}/{stage}/{name}/{part}" for part in shelf.names()]
        of_point = table["point"].to_numpy().astype(np.int64)
        turns = table["replicate"].to_numpy().astype(np.int64) - plan.replicates * of_point
        rows = (turns >= 0) & (turns < plan.replicates) & (of_point < len(values))
        there += int(rows.sum())
        for target in plan.targets_in(name):
            found = np.full((plan.replicates, len(values)), np.nan)
            place = turns[rows], of_point[rows]
            found[place] = table[target.key].to_numpy(zero_copy_only=False)[rows]
            means[target.key], chance[target.key] = averaged(found)
    total = plan.replicates * len(values) * len(shelves)
    if there < total:
        raise OSError(
            errno.EIO,
            f"{total - there:,} of {numbered(total, 'run', 'runs')} of {stage} could not be read back; the same "
            "command runs them again",
        )
    if failures and len(failures) >= total:
        raise AllRunsFailed(f"every run of {stage} failed; the first at {failures[0]['stage']}: {failures[0]['error']}")
    return Runs(
        stage,
        values,
        plan.space.to_unit(values),
        means,
        chance,
        ran,
        tuple(failures),
        (f"{FOLDER}/{stage}/{points}", *parts),
        seconds,
        runs=total,
    )


def averaged(found: Array) -> tuple[Array, Array]:
    """Means over replicates of ``found`` [replicate, point], and their variance by chance: that of one run,
    pooled over all points, divided by the number of replicates that the point has."""
    there = ~np.isnan(found)
    count = there.sum(axis=0)
    total = np.where(there, found, 0.0).sum(axis=0)
    means = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    squares = np.where(there, (found - means) ** 2, 0.0).sum()
    freedom = int(np.maximum(count - 1, 0).sum())
    one = float(squares / freedom) if freedom > 0 else float("nan")
    return means, np.divide(one, count, out=np.full(len(count), np.nan), where=count > 0)


__all__ = ["FOLDER", "AllRunsFailed", "Bar", "Runs", "Workers", "averaged", "foreseen", "run_points", "stored_points"]
