"""Run a designed experiment: every point of the design, each with the same random draws, kept run by run.

  bygd sweep experiments/three-levers --jobs 8
  bygd sweep my-design.yaml --estimate
  bygd sweep my-design.yaml --dask tcp://10.0.0.5:8786 --out outputs/on-the-cluster
  bygd sweep experiments/three-levers --language sv

Stop it with Ctrl-C whenever you like: the same command goes on from there, also after a crash. A run that
fails, takes too long or too much memory is a row that says so; the others finish. --language is of the report and
its figures alone: a sweep that is done writes its report again from the runs it has.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import print_json, tell_not_computed, tell_report, wants_json
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import fail, language_argument, leave, name_of, simulation_arguments
from bygd.cli.posterior import draws_of, posterior_arguments
from bygd.cli.saying import say
from sim.languages import SOURCE
from sim.words import counted

if TYPE_CHECKING:
    from experiments.commands.store import Store
    from experiments.designs import Design
    from experiments.posterior import Draws

SHOWN = 5
"""Failed runs that are listed one by one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="DESIGN", help="file with the key \"design\" ('bygd docs designs'), or its name"
    )
    simulation_arguments(parser, out="outputs/<name of the design>")
    posterior_arguments(parser)
    language_argument(parser)
    add = parser.add_argument
    add(
        "--resume",
        action="store_true",
        help="go on where an earlier sweep was stopped (the default when the folder holds one)",
    )
    add("--retry-failed", action="store_true", help="run again what failed in an earlier sweep")
    add("--estimate", action="store_true", help="say how many runs it is and how long they take; run nothing")
    add(
        "--dask",
        metavar="ADDRESS",
        help="run on the workers of a Dask scheduler, such as tcp://127.0.0.1:8786 ('bygd docs cluster')",
    )


def run(args: argparse.Namespace) -> int:
    from experiments.designs import is_design

    file = file_of(args.file)
    if not is_design(file):
        return fail(
            f'{args.file} is a scenario, not a design (it has no key "design"); run it with: bygd '
            f"run {shlex.quote(args.file)}",
            2,
        )
    return run_design(args, file)


def sweep_folder(args: argparse.Namespace) -> Path:
    """Sweep the design ``args.file``: its folder. Leaves the program with the sweep's exit code where no run
    came to anything."""
    code = run(args)
    folder = Path(args.out if args.out is not None else Path("outputs") / name_of(args.file))
    if code and not (folder / "runs.parquet").is_file():
        raise SystemExit(code)
    return folder


def run_design(args: argparse.Namespace, file: str) -> int:
    """Sweep the design in ``file``; the exit code of the command."""
    from bygd.cli.claiming import claimed

    if getattr(args, "lives", None):
        return fail("--lives: a design follows nobody; run one scenario to read lives", 2)
    design, draws = drawn_design(args, file)
    if getattr(args, "estimate", False):
        tell_estimate(args, design)
        return 0
    store = claimed(args.out, name_of(file))
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
    try:
        with workers(args, design) as (executor, jobs):
            return _swept(args, design, draws, file, store, executor, jobs)
    except ConnectionError as refusal:
        return fail(f"--dask: {refusal}", 2)


def _swept(
    args: argparse.Namespace,
    design: Design,
    draws: Draws | None,
    file: str,
    store: Store,
    executor: Executor | None,
    jobs: int,
) -> int:
    from bygd.cli.bars import Bars
    from bygd.cli.known import figures_known
    from experiments.commands.run import AllFailed
    from experiments.commands.sweep import sweep
    from experiments.designs import base_file_of

    try:
        with Bars(design.months, quiet=args.quiet) as bars:
            bars.say(opening(design, jobs))
            made = sweep(
                design,
                store,
                file=Path(file).read_text(encoding="utf-8"),
                command=command_of(args, file, draws),
                jobs=jobs,
                threads=args.threads,
                executor=executor,
                retry=getattr(args, "retry_failed", False),
                bar=bars.begin,
                say=bars.say,
                draws=draws,
                force=args.force,
                memory=args.memory,
                figures=figures_known(base_file_of(file)),
                language=language_of(args),
            )
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    if made.run_now:
        bars.say(
            f"{counted(made.run_now, 'run', 'runs')}: {made.seconds:.0f} s of simulation in {made.wall:.0f} s on "
            f"{counted(made.jobs, 'worker', 'workers')}; runner and store took {100 * made.overhead:.1f} % on top"
        )
    tell_not_computed(store)
    for row in made.failures[:SHOWN]:
        fail(f"point {row['point']}, replicate {row['replicate'] + 1} failed at {row['stage']}: {row['error']}", 1)
    if len(made.failures) > SHOWN:
        fail(f"{counted(len(made.failures) - SHOWN, 'more run', 'more runs')} failed; all are in the report", 1)
    tell_report(
        args,
        store.folder,
        {
            "design": design.name,
            "seed": design.seed,
            "months": design.months,
            "points": len(design.points),
            "replicates": design.replicates,
            "runs": design.runs,
            "run_now": made.run_now,
            "failed": made.failures,
            "not_computed": made.not_computed,
            "command": command_of(args, file, draws),
        },
    )
    return 1 if made.failures else 0


def tell_estimate(args: argparse.Namespace, design: Design) -> None:
    """How many runs a design is and how long they take."""
    jobs = workers_here(args, design)
    if wants_json(args):
        print_json(estimate(design, jobs))
    else:
        say(opening(design, jobs))


def estimate(design: Design, jobs: int) -> dict[str, Any]:
    """As :func:`opening`, for a script."""
    from experiments.commands.estimate import seconds, shared

    work = shared(design)
    return {
        "design": design.name,
        "title": design.title,
        "method": design.method,
        "points": len(design.points),
        "replicates": design.replicates,
        "months": design.months,
        "runs": design.runs,
        "jobs": jobs,
        "seconds": seconds(design, jobs, work),
        "shared_pasts": work.entry(),
    }


def workers_here(args: argparse.Namespace, design: Design) -> int:
    """Processes of our own that work at once."""
    return min(args.jobs or os.cpu_count() or 1, design.runs)


@contextlib.contextmanager
def workers(args: argparse.Namespace, design: Design) -> Iterator[tuple[Executor | None, int]]:
    """Who runs it: a cluster's executor, or None for processes of our own; and how many run at once."""
    if getattr(args, "dask", None):
        from experiments.workers.cluster import cluster

        with cluster(args.dask) as found:
            yield found
    else:
        yield None, workers_here(args, design)


def read_design(args: argparse.Namespace, file: str) -> Design:
    """The design with the command's words applied. Raises ``ScenarioError`` with everything wrong."""
    from experiments.designs import load_design
    from sim.scenario import parse_setting

    return load_design(
        file,
        settings=dict(parse_setting(text) for text in args.settings),
        replicates=args.replicates,
        months=args.months,
        seed=args.seed,
    )


def drawn_design(args: argparse.Namespace, file: str) -> tuple[Design, Draws | None]:
    """The design, and the draws its replicates are simulated with."""
    design = read_design(args, file)
    varied = {path for point in design.points for path in point.changes}
    draws = draws_of(args, [design.base], varied, design.seed)
    return (design if draws is None else replace(design, replicates=draws.replicates)), draws


def command_of(args: argparse.Namespace, file: str, draws: Draws | None) -> str:
    from experiments.commands.repeating import language_words

    words = ["bygd", "sweep", as_said(args.file or file)]
    for name in ("replicates", "seed", "months"):
        if getattr(args, name) is not None:
            words += [f"--{name}", str(getattr(args, name))]
    for text in args.settings:
        words += ["--set", text]
    if draws is not None:
        words += draws.command()
    return shlex.join([*words, *language_words(language_of(args))])


def language_of(args: argparse.Namespace) -> str:
    """Of the report: a command that sweeps on its way to something else writes it in English."""
    return str(getattr(args, "language", SOURCE))


def opening(design: Design, jobs: int) -> str:
    """What is about to happen, and about how long it takes."""
    from bygd.cli.progress import spoken
    from experiments.commands.estimate import seconds, shared

    work = shared(design)
    saved = f"\n{work.words()}" if work.any else ""
    people = sum(place.population for place in design.base.places.values())
    names = ("combination", "combinations") if design.method == "grid" else ("point", "points")
    took = spoken(seconds(design, jobs, work))
    return (
        f"{design.title}: {composed(design)}\n{counted(len(design.points), *names)} × "
        f"{counted(design.replicates, 'replicate', 'replicates')}, {counted(people, 'person', 'people')}, "
        f"{counted(design.months, 'month', 'months')}\n{counted(design.runs, 'run', 'runs')}, about {took} on "
        f"{counted(jobs, 'worker', 'workers')}{saved}"
    )


def composed(design: Design) -> str:
    """Which points a design has: the levels crossed, and the sample they are crossed with."""
    levels = ", ".join(
        f"{design.label(key)} ({len(levels)})" for key, levels in design.levels.items() if key not in design.tabled
    )
    rows, factors = design.sample.shape
    if design.method == "grid":
        return levels
    if design.method == "table":
        sample = f"{counted(rows, 'row', 'rows')} of {design.settings.table}"
    else:
        asked = design.settings.points or 0
        drawn = {
            "latin-hypercube": f"a Latin hypercube of {counted(asked, 'point', 'points')}",
            "sobol": counted(asked, "Sobol' point", "Sobol' points"),
            "halton": counted(asked, "Halton point", "Halton points"),
            "morris": f"{counted(asked, 'trajectory', 'trajectories')} of Morris' method",
            "sobol-indices": f"samples for Sobol' indices from {counted(asked, 'point', 'points')}",
            "one-at-a-time": "one factor at a time",
        }[design.method]
        sample = f"{drawn}, {counted(factors, 'factor', 'factors')}"
        if rows != design.settings.points:
            sample += f", {counted(rows, 'row', 'rows')}"
    return sample + (f", each crossed with {levels}" if levels else "")


__all__ = ["arguments", "composed", "opening", "read_design", "run", "run_design", "sweep_folder", "workers_here"]
