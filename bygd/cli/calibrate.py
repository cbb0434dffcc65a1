"""Fit the uncertain numbers of the model to evidence: in waves of runs, with emulators, to a posterior.

  bygd calibrate calibration/nordic.yaml --jobs 8
  bygd calibrate calibration/nordic.yaml --estimate
  bygd calibrate calibration/nordic.yaml --quick --out outputs/try

Stop it with Ctrl-C whenever you like: the same command goes on from there, also after a crash.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.compiling import compile_first
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import KEPT, MOST_JOBS, fail, force_argument, leave, name_of, whole
from bygd.cli.saying import say
from sim.words import counted

if TYPE_CHECKING:
    from bygd.cli.progress import ProgressBar
    from calibration.plan import Calibration
    from experiments.commands.store import Store
    from experiments.workers.pool import Progress
    from experiments.workers.shared import Shared

SHOWN = 5
"""Failed runs that are listed one by one."""


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", help="file with the key \"calibration\" ('bygd docs validation'), or its name")
    add(
        "--jobs",
        metavar="N",
        type=whole("--jobs", 1, MOST_JOBS),
        help="runs at once, each in a process of its own (one a processor)",
    )
    add("--out", metavar="DIR", help="folder for the results (outputs/<name of the file>)")
    add("--seed", metavar="S", type=whole("--seed", 0, 2**63 - 1), help="seed of all random draws (the file's)")
    add("--quick", action="store_true", help="one small wave, to see that everything works")
    add("--budget", metavar="NAME", help="settings of this name in the file, for less or more time (the file's own)")
    add("--estimate", action="store_true", help="say how many runs it is at most and how long they take")
    add(
        "--recover",
        metavar="N",
        type=whole("--recover", 1, 1000),
        help="fit N known parameter sets, drawn from the prior, as if they were unknown (as many as the file says)",
    )
    force_argument(parser)
    add("--quiet", action="store_true", help="print the report's path and errors, nothing else")
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from bygd.cli.claiming import claimed
    from calibration.loading import load_calibration

    plan = load_calibration(
        file_of(args.file), seed=args.seed, quick=args.quick, budget=args.budget or "", recovered=args.recover
    )
    jobs = args.jobs or os.cpu_count() or 1
    if args.estimate:
        if wants_json(args):
            print_json(estimated(plan, jobs))
        else:
            say(opening(plan, jobs))
        return 0
    store = claimed(args.out, "-".join(filter(None, (name_of(args.file), args.budget, "quick" if args.quick else ""))))
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
    return carried_out(args, plan, store, jobs)


def carried_out(args: argparse.Namespace, plan: Calibration, store: Store, jobs: int) -> int:
    from bygd.cli.progress import ProgressBar
    from calibration.calibrating import calibrate
    from calibration.running import AllRunsFailed, Workers

    months = max(base.months for base in plan.bases.values())
    bars: list[ProgressBar] = [ProgressBar(1, months, quiet=args.quiet)]

    def bar(stage: str, todo: int, done: int, each: str) -> Progress:
        bars[-1].close()
        if len(bars) == 1:  # the folder is ours: until then nobody waits for what is to be worked out
            bars[0].say(opening(plan, jobs))
        if todo:
            compile_first(quiet=args.quiet)
        bars.append(ProgressBar(todo, months if each == "run" else 1, quiet=args.quiet, each=each))
        before = f", {done:,} were done before" if done else ""
        bars[-1].say(f"{stage.replace('-', ' ', 1)}: {todo:,} {each}{'s' * (todo != 1)}{before}")
        return bars[-1].show

    try:
        made = calibrate(
            plan,
            store,
            Workers(jobs, bar),
            command=command_of(args),
            say=lambda words: bars[-1].say(words),
            force=args.force,
        )
    except AllRunsFailed as failure:
        return fail(str(failure), 1)
    except (KeyboardInterrupt, SystemExit):
        bars[-1].say(KEPT)
        raise
    finally:
        bars[-1].close()
    for row in made.failures[:SHOWN]:
        fail(
            f"{row['of']}, {row['scenario']}, point {row['point']}, replicate {row['replicate'] + 1} failed "
            f"at {row['stage']}: {row['error']}",
            1,
        )
    if len(made.failures) > SHOWN:
        fail(f"{len(made.failures) - SHOWN} more runs failed; all are in the manifest", 1)
    targets = made.fit.targets
    if wants_json(args):
        print_json(document(args, plan, store.folder, made))
    elif not args.quiet:
        inside = sum(one.verdict == "inside" for one in targets)
        say(f"{inside} of {len(targets)} targets inside their tolerance\nReport: {store.folder / 'report.html'}")
    else:
        print(store.folder / "report.html")
    return 0


def estimated(plan: Calibration, jobs: int) -> dict[str, Any]:
    """The answer of ``--estimate`` for a script."""
    from calibration.running import foreseen

    work = foreseen(plan)
    return {
        "title": plan.title,
        "parameters": len(plan.parameters),
        "targets": len(plan.targets),
        "scenarios": list(plan.bases),
        "waves": plan.settings.waves.most,
        "most_runs": plan.most_runs,
        "jobs": jobs,
        "seconds": seconds(plan, jobs, work),
        "shared_pasts": work.entry(),
    }


def document(args: argparse.Namespace, plan: Calibration, folder: Path, made: Any) -> dict[str, Any]:
    """The answer for a script: each target beside what the fit says of it, and what failed."""
    return {
        "folder": folder,
        "report": folder / "report.html",
        "manifest": folder / "manifest.json",
        "title": plan.title,
        "targets": [
            {
                "target": one.target.key,
                "value": one.target.value,
                "tolerance": one.tolerance,
                "at_centre": one.shown,
                "verdict": one.verdict,
            }
            for one in made.fit.targets
        ],
        "inside": sum(one.verdict == "inside" for one in made.fit.targets),
        "failed": made.failures,
        "command": command_of(args),
    }


def opening(plan: Calibration, jobs: int) -> str:
    """What is about to happen, and about how long it takes."""
    from bygd.cli.progress import spoken
    from calibration.running import foreseen

    waves, work = plan.settings.waves, foreseen(plan)
    took = spoken(seconds(plan, jobs, work))
    return (
        f"{plan.title}: {len(plan.parameters)} parameters, {len(plan.targets)} targets in "
        f"{', '.join(plan.bases)}\nup to {waves.most} {'wave' if waves.most == 1 else 'waves'}, "
        f"{plan.points_in(1):,} points first, × {counted(plan.replicates, 'replicate', 'replicates')} × "
        f"{len(plan.bases)} scenarios\nat most {counted(plan.most_runs, 'run', 'runs')}, about {took} on {jobs} "
        f"{'worker' if jobs == 1 else 'workers'}\n{work.words()}"
    )


def seconds(plan: Calibration, jobs: int, work: Shared) -> float:
    """About how long all runs take on ``jobs`` workers [s], if they have ``work`` in all."""
    from experiments.commands.estimate import BUILDING, MONTH

    building, living = BUILDING * work.regions / max(1, work.runs), MONTH * (1.0 - work.saved)
    one = sum(
        sum(place.population for place in base.places.values()) * (building + base.months * living)
        for base in plan.bases.values()
    )
    return plan.most_runs / len(plan.bases) * one / max(1, min(jobs, plan.most_runs))


def command_of(args: argparse.Namespace) -> str:
    words = ["bygd", "calibrate", as_said(args.file)]
    if args.seed is not None:
        words += ["--seed", str(args.seed)]
    if args.quick:
        words.append("--quick")
    if args.budget:
        words += ["--budget", args.budget]
    if args.recover:
        words += ["--recover", str(args.recover)]
    return shlex.join(words)


__all__ = ["arguments", "carried_out", "command_of", "opening", "run", "seconds"]
