"""Carrying a design through: every cell with the same luck, kept run by run, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from experiments.analysis.factorial import DesignFindings
from experiments.designs import Design, Point
from experiments.effects import against_reference, effects
from experiments.experiment import AllFailed, Say, now
from experiments.outcomes import read_result
from experiments.parts import Parts
from experiments.runner import Progress, run_orders
from experiments.runs import Outcome, Run, replicates_of
from experiments.store import Store
from experiments.worker import Order, Simulate


def planned(design: Design) -> list[tuple[Point, Run]]:
    """Every run, replicate by replicate, so that what is done early can be compared early."""
    runs = [replicates_of(design.scenario(point).digest(), design.seed, design.replicates, design.months)
            for point in design.points]
    return [(point, runs[place][replicate]) for replicate in range(design.replicates)
            for place, point in enumerate(design.points)]


def carry_through(
    design: Design,
    store: Store,
    *,
    file: str,
    command: str,
    jobs: int = 1,
    threads: int = 1,
    bar: Callable[[int, int], Progress] | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> list[Outcome]:
    """Run what has not been run, and write everything into ``store``, which must have been claimed.

    ``file``: the text of the design, kept in the manifest; ``command``: how to make the results again.
    ``bar`` is given the runs to do and the runs found done. Returns the outcomes of the runs done now; some
    may have failed. Raises :class:`AllFailed` when no outcome has a complete replicate, ``OSError`` when
    something cannot be written; finished runs are kept either way.
    """
    from experiments.design_files import design_manifest, write

    started, parts, plan = now(), Parts(store.folder), planned(design)
    known = [parts.find(run) for _, run in plan]
    todo = [place for place, values in enumerate(known) if values is None]
    store.begin(design_manifest(design, file, [], started, ""))

    def keep(place: int, outcome: Outcome) -> None:
        if not outcome.failed:
            parts.keep(outcome.run, outcome.read)
            known[todo[place]] = outcome.read.values

    outcomes: list[Outcome] = []
    if todo:
        orders = [Order(plan[place][1], design.scenario(plan[place][0]), threads, 0, simulate, read_result)
                  for place in todo]
        progress = bar(len(todo), len(plan) - len(todo)) if bar is not None else None
        outcomes = run_orders(orders, jobs=jobs, progress=progress, finished=keep)
    found = findings_of(design, known)
    if not found.replicates:
        failed = next((outcome for outcome in outcomes if outcome.failed), None)
        raise AllFailed(failed or Outcome(plan[0][1], None, "measures", "no outcome was measured"))
    if say is not None:
        say("drawing the figure and writing the report")
    manifest = design_manifest(design, file, outcomes, started, now())
    write(found, plan, known, store, manifest, command, parts.names())
    return outcomes


def findings_of(design: Design, known: list[dict[str, float] | None]) -> DesignFindings:
    """Findings of the outcomes of :func:`planned` runs, in their order; None for a run that failed."""
    shape = (design.replicates, *design.shape)
    values = {
        outcome: np.array([(one or {}).get(outcome, np.nan) for one in known]).reshape(shape)
        for outcome in design.outcomes
    }
    return DesignFindings(
        design, values,
        {outcome: effects(outcome, array, design.levels) for outcome, array in values.items()},
        {outcome: against_reference(outcome, array) for outcome, array in values.items()},
    )


__all__ = ["DesignFindings", "carry_through", "findings_of", "planned"]
