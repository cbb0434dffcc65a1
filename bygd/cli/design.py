"""``bygd run`` of an experiment design: every combination of levels, going on where it was stopped."""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.options import compiling, leave, name_of, told

if TYPE_CHECKING:
    from experiments.designs import Design


def run_design(args: argparse.Namespace, file: str) -> int:
    """Run the design in ``file``; the exit code of the command."""
    from bygd.cli.claiming import claimed
    from bygd.cli.progress import ProgressBar
    from experiments.designing import carry_through
    from experiments.experiment import AllFailed
    from experiments.runner import Progress

    if args.lives:
        return told("--lives: a design follows nobody; run one scenario to read lives", 2)
    design = read_design(args, file)
    if design.method != "grid":
        return told(f"{file} has method: {design.method}; `bygd run` takes every combination of levels "
                    "(method: grid), `bygd sweep` all methods", 2)
    store = claimed(args.out, name_of(file))
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
    bars = [ProgressBar(1, design.months, quiet=args.quiet)]
    bars[0].say(opening(design))

    def bar(todo: int, done: int) -> Progress:
        bars.append(ProgressBar(todo, design.months, quiet=args.quiet))
        if done:
            bars[-1].say(f"{done} of {todo + done} runs were done before and are not repeated")
        return bars[-1].show

    try:
        outcomes = carry_through(
            design, store, file=Path(file).read_text(encoding="utf-8"), command=command_of(args, file),
            jobs=min(args.jobs or os.cpu_count() or 1, design.runs), threads=args.threads, bar=bar,
            say=lambda words: bars[-1].say(words),
        )
    except AllFailed as failure:
        return told(str(failure), 2 if failure.impossible else 1)
    except KeyboardInterrupt:
        bars[-1].say("finished runs are kept: the same command goes on from here")
        raise
    finally:
        bars[-1].close()
    failed = [outcome for outcome in outcomes if outcome.failed]
    for outcome in failed:
        told(f"run {outcome.run.replicate + 1} of {outcome.run.scenario[:12]} failed at {outcome.stage}: "
             f"{outcome.error}", 1)
    if not args.quiet:
        print(f"Report: {store.folder / 'report.html'}")
    return 1 if failed else 0


def read_design(args: argparse.Namespace, file: str) -> Design:
    """The design with the command's words applied. Raises ``ScenarioError`` with everything wrong."""
    from experiments.designs import load_design
    from sim.scenario import parse_setting

    return load_design(
        file, settings=dict(parse_setting(text) for text in args.settings), replicates=args.replicates,
        months=args.months, seed=args.seed,
    )


def command_of(args: argparse.Namespace, file: str) -> str:
    words = ["bygd", "run", Path(file).name]
    for name in ("replicates", "seed", "months"):
        if getattr(args, name) is not None:
            words += [f"--{name}", str(getattr(args, name))]
    for text in args.settings:
        words += ["--set", text]
    return shlex.join(words)


def opening(design: Design) -> str:
    """What is about to happen."""
    people = sum(place.population for place in design.base.places.values())
    points = "combinations" if design.method == "grid" else "points"
    return (f"{design.title}: {composed(design)}\n{len(design.points):,} {points} × {design.replicates} "
            f"replicates, {people:,} people, {design.months} months{compiling()}")


def composed(design: Design) -> str:
    """Which points a design has: the levels crossed, and the sample they are crossed with."""
    levels = ", ".join(f"{design.label(key)} ({len(levels)})" for key, levels in design.levels.items()
                       if key not in design.tabled)
    rows, factors = design.sample.shape
    if design.method == "grid":
        return levels
    if design.method == "table":
        sample = f"{rows:,} rows of {design.settings.table}"
    else:
        drawn = {
            "latin-hypercube": "a Latin hypercube of {points:,} points",
            "sobol": "{points:,} Sobol' points",
            "halton": "{points:,} Halton points",
            "morris": "{points:,} trajectories of Morris' method",
            "sobol-indices": "samples for Sobol' indices from {points:,} points",
            "one-at-a-time": "one factor at a time",
        }[design.method].format(points=design.settings.points or 0)
        sample = f"{drawn}, {factors} factor{'s' * (factors != 1)}"
        if rows != design.settings.points:
            sample += f", {rows:,} rows"
    return sample + (f", each crossed with {levels}" if levels else "")


__all__ = ["composed", "opening", "read_design", "run_design"]
