"""Carrying a design through: what is missing is run, kept as it is done, and read out at the end.

The folder, besides what :mod:`experiments.commands.store` says of every folder of results:

    design.yaml       the design as it was given
    points.parquet    every point: a column a factor
    parts/            finished runs (:mod:`experiments.commands.shelf`)
    breakdown/        their outcomes by place and group (:mod:`experiments.commands.shelf_breakdown`)
    runs.parquet      all of them with their points, by point and replicate; once the sweep is finished
    breakdown.parquet outcomes of every run by place and group, by replicate and point; likewise
    report.html, figures/, *.csv
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import pickle
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments.commands.run import AllFailed, Say, now
from experiments.commands.shelf import Shelf, shelved
from experiments.commands.shelf_breakdown import breakdown_schema
from experiments.commands.store import Store
from experiments.commands.sweep_identity import identity
from experiments.commands.sweep_report import write_report
from experiments.designs import Design
from experiments.outcomes.outcome import asked_of_results, read_outcomes
from experiments.posterior import Draws
from experiments.workers.limits import Limits, limits_here
from experiments.workers.pool import Progress
from experiments.workers.run import Outcome, Run, replicate_seed
from experiments.workers.runner import stream
from experiments.workers.shared import Shared, counted
from experiments.workers.worker import Order, Recipe, Simulate
from sim.languages import SOURCE
from sim.words import plural

if TYPE_CHECKING:
    import pyarrow as pa

KIND = "sweep"
Bar = Callable[[int, int], Progress]
"""Given the runs to do and the runs found done, where to tell how far the runs are."""


class Made(NamedTuple):
    """What became of a sweep."""

    runs: int
    """All runs of the design."""
    run_now: int
    failures: tuple[dict[str, Any], ...]
    """Of all runs there are: point, replicate, stage, error."""
    seconds: float
    """Of the runs done now, in their workers [s]."""
    wall: float
    """From the first run to the last [s]."""
    jobs: int
    not_computed: tuple[str, ...] = ()
    """A sentence on each analysis, table and figure that the report does without."""

    @property
    def overhead(self) -> float:
        """What runner and store took of the workers' time, as a share of the time of the runs."""
        return self.wall * self.jobs / self.seconds - 1.0 if self.seconds > 0 else 0.0


def sweep(
    design: Design,
    store: Store,
    *,
    file: str,
    command: str,
    jobs: int = 1,
    threads: int = 1,
    executor: Executor | None = None,
    retry: bool = False,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
    draws: Draws | None = None,
    force: bool = False,
    memory: int | None = None,
    figures: Mapping[str, int] | None = None,
    language: str = SOURCE,
) -> Made:
    """Run what has not been run and write everything into ``store``, which must have been claimed.

    ``file``: the text of the design; ``command``: how to make the results again; ``executor``: a cluster's,
    with ``jobs`` workers; ``retry``: runs that failed are run again; ``draws``: replicate k has the
    parameters of its draw at every point (the design has their number of replicates); ``memory``: the most a
    run may take [MB], instead of the design's; ``figures``: how many figures of the base's file are measured, converted
    and assumed, where it says so; ``language``: of the report and its figures, no part of what tells two sweeps
    apart. Raises
    ``AnotherResult`` when the folder holds something else and ``force`` does not give it up, ``AllFailed``
    when no run came to anything, ``OSError`` when something cannot be written, or what was written cannot be
    read back. Whatever ends it, finished runs are kept.
    """
    with store.opened(KIND, identity(design, draws), force=force):
        manifest = manifest_of(design, file, draws) | {"figures": dict(figures or {})}
        store.begin(manifest)
        store.text("design.yaml", file)
        store.table("points.parquet", points_table(design))
        with shelved(store.folder, seed=design.seed, breakdown=True) as shelf:
            seconds, wall, ran, work = _run(
                design,
                shelf,
                jobs=jobs,
                threads=threads,
                executor=executor,
                retry=retry,
                bar=bar,
                simulate=simulate,
                draws=draws,
                memory=memory,
            )
        table = with_points(design, shelf.table())
        if table.num_rows != design.runs:
            raise OSError(
                errno.EIO,
                f"{design.runs - table.num_rows:,} of {design.runs:,} {plural(design.runs, 'run', 'runs')} could not "
                "be read back and are not in the result; the same command runs them again",
                str(store.folder),
            )
        failures = tuple(failures_of(table))
        made = Made(design.runs, ran, failures, seconds, wall, jobs)
        if failures and len(failures) == table.num_rows:
            first = failures[0]
            run = run_of(design, first["point"], first["replicate"])
            raise AllFailed(Outcome(run, None, first["stage"], first["error"]))
        if say is not None:
            say("analysing, drawing and writing the report")
        store.table("runs.parquet", table)
        with store.rows("breakdown.parquet", breakdown_schema()) as write:
            for piece in shelf.breakdown(len(design.points), design.replicates):
                write(piece)
        store.note(shelf.names())
        manifest |= {"failures": list(failures), "run_now": ran, "finished": now(), "seconds": round(seconds, 3)}
        manifest |= {"shared_pasts": work.entry()}
        not_computed = write_report(design, table, store, manifest, command, language)
        store.finish(manifest | ({"not_computed": list(not_computed)} if not_computed else {}))
    return made._replace(not_computed=not_computed)


def _run(
    design: Design,
    shelf: Shelf,
    *,
    jobs: int,
    threads: int,
    executor: Executor | None,
    retry: bool,
    bar: Bar | None,
    simulate: Simulate | None,
    draws: Draws | None,
    memory: int | None = None,
) -> tuple[float, float, int, Shared]:
    """Run what is missing: seconds in workers, seconds on the clock, number of runs, months of them."""
    done = shelf.done(retry)
    todo = [
        key
        for key in itertools.product(range(design.replicates), range(len(design.points)))
        if (key[1], key[0]) not in done
    ]
    if not todo:
        return 0.0, 0.0, 0, Shared()
    limits = limits_of(design, None if executor is not None else jobs, memory)
    progress = bar(len(todo), design.runs - len(todo)) if bar is not None else None
    seconds, began, work = 0.0, time.monotonic(), Shared()
    orders = orders_of(design, todo, threads=threads, limits=limits, simulate=simulate, draws=draws)
    with contextlib.closing(stream(orders, jobs=jobs, progress=progress, executor=executor)) as ended:
        for order, outcome in ended:
            shelf.add(todo[order.position][1], outcome)
            seconds += outcome.seconds
            work = work.plus(counted([outcome]))
    return seconds, time.monotonic() - began, len(todo), work


def orders_of(
    design: Design,
    todo: list[tuple[int, int]],
    *,
    threads: int,
    limits: Limits,
    simulate: Simulate | None,
    draws: Draws | None = None,
) -> Iterator[Order]:
    """Orders of (replicate, point), made as they are asked for."""
    base, asked = pickle.dumps(design.base), asked_of_results()
    for replicate, point in todo:
        drawn = draws.of(replicate) if draws is not None else {}
        recipe = Recipe(base, (*drawn.items(), *design.points[point].changes.items()))
        run = run_of(design, point, replicate)
        yield Order(run, recipe, threads, simulate=simulate, read=read_outcomes, limits=limits, asked=asked)


def run_of(design: Design, point: int, replicate: int) -> Run:
    """Replicate k has the same seed at every point."""
    changes = tuple(sorted(design.points[point].changes.items()))
    return Run("", changes, replicate_seed(design.seed, replicate), design.months, replicate)


def limits_of(design: Design, jobs: int | None, memory: int | None = None) -> Limits:
    """What one run may take. ``jobs`` workers share this machine; None: others, of which nothing is known.

    ``memory`` [MB] goes before what the design says.
    """
    asked = design.settings.limits
    if jobs is None:
        return Limits(asked.seconds, memory or asked.memory)
    return limits_here(asked.seconds, memory or asked.memory, jobs)


def points_table(design: Design) -> pa.Table:
    """A row a point: its number, and a column a factor (text for levels, numbers for the rest)."""
    import pyarrow as pa

    columns = [pa.array(range(len(design.points)), pa.int32())]
    for index, key in enumerate(design.factors):
        values = [point.values[index] for point in design.points]
        columns.append(
            pa.array([float(v) for v in values], pa.float64())
            if key in design.sampled
            else pa.array([str(v) for v in values], pa.string())
        )
    return pa.Table.from_arrays(columns, names=["point", *design.factors])


def with_points(design: Design, rows: pa.Table) -> pa.Table:
    """The rows of this design's points and replicates, with the factors' columns after the point."""
    import pyarrow.compute as pc

    rows = rows.filter(
        pc.and_(pc.less(rows["replicate"], design.replicates), pc.less(rows["point"], len(design.points)))
    )
    points = points_table(design).take(rows["point"])
    table = rows
    for index, key in enumerate(design.factors):
        table = table.add_column(index + 1, key, points[key])
    return table.combine_chunks()


def failures_of(table: pa.Table) -> Iterator[dict[str, Any]]:
    import pyarrow.compute as pc

    failed = table.filter(pc.not_equal(table["stage"], "done"))
    yield from failed.select(["point", "replicate", "stage", "error"]).to_pylist()


def manifest_of(design: Design, file: str, draws: Draws | None = None) -> dict[str, Any]:
    """The manifest as plain data, before anything is run."""
    from experiments.manifest import commit, versions

    same = identity(design, draws)
    return {
        "kind": KIND,
        "design": {"name": design.name, "title": design.title, "text": file},
        "base": same["base"],
        "identity": same,
        "digest": hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest(),
        "seed": design.seed,
        "replicates": design.replicates,
        "months": design.months,
        "runs": design.runs,
        "failures": [],
        "started": now(),
        "versions": versions(),
        "commit": commit(),
        **({"posterior": draws.entry()} if draws is not None else {}),
    }


__all__ = [
    "KIND",
    "Made",
    "failures_of",
    "limits_of",
    "manifest_of",
    "orders_of",
    "points_table",
    "run_of",
    "sweep",
    "with_points",
]
