"""Simulate a scenario a number of times and write measures, figures and a report.

  bygd run scenarios/rural-town.yaml --replicates 20 --seed 7
  bygd run scenarios/umea-region.yaml --set meeting.free_hours=40 --out outputs/less-time

The same file, seed and settings give the same numbers, whatever --jobs and --threads.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import sys
from pathlib import Path
from typing import NoReturn

DEFAULT_SCENARIO = "scenarios/rural-town.yaml"
REPLICATES = 8
MOST_REPLICATES, MOST_JOBS, MOST_THREADS, MOST_MONTHS, MOST_LIVES = 100_000, 1024, 256, 480, 100


def whole(name: str, least: int, most: int) -> type:
    """An argparse type: a whole number within limits."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{name} must be between {least:,} and {most:,}, not {value:,}")
        return value

    return read  # type: ignore[return-value]


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", nargs="?", help=f"scenario file (YAML); {DEFAULT_SCENARIO} when not given")
    add("--replicates", metavar="N", type=whole("--replicates", 1, MOST_REPLICATES), default=REPLICATES,
        help=f"how many times to live through it, each with other luck ({REPLICATES})")
    add("--seed", metavar="S", type=whole("--seed", 0, 2**63 - 1),
        help="seed of the experiment; every replicate's own seed follows from it (the scenario's)")
    add("--set", dest="settings", metavar="PATH=VALUE", action="append", default=[],
        help="change one field first, such as meeting.free_hours=40 (may be given several times)")
    add("--out", metavar="DIR", help="folder for the results (outputs/<name of the scenario>)")
    add("--months", metavar="M", type=whole("--months", 1, MOST_MONTHS),
        help="simulate this many months (the scenario's)")
    add("--lives", metavar="K", type=whole("--lives", 0, MOST_LIVES), default=3,
        help="follow this many newcomers through the first run and tell their story (3)")
    add("--jobs", metavar="N", type=whole("--jobs", 1, MOST_JOBS),
        help="runs at once, each in a process of its own (one a processor)")
    add("--threads", metavar="T", type=whole("--threads", 1, MOST_THREADS), default=1,
        help="threads within each run (1); worth it for a hundred thousand people and more")
    add("--quiet", action="store_true", help="print nothing but errors")


def run(args: argparse.Namespace) -> int:
    from bygd.cli.progress import ProgressBar
    from bygd.cli.reading import read_scenario
    from experiments.experiment import AllFailed, Experiment, carry_through
    from experiments.store import FolderRefused, Store
    from sim.scenario import parse_setting

    file = args.file or default_scenario()
    scenario = read_scenario(file, args.settings)
    name = re.sub(r"[^\w.-]+", "-", Path(file).stem).strip("-.") or "scenario"
    store = Store(args.out if args.out is not None else Path("outputs") / name)
    if args.out is not None and not args.out.strip():
        return told("--out: give the name of a folder", 2)
    try:
        store.claim()
    except FolderRefused as refusal:
        return told(f"--out: {refusal}" if args.out is not None else str(refusal), 2)
    experiment = Experiment(
        scenario=scenario,
        name=name,
        seed=scenario.seed if args.seed is None else args.seed,
        replicates=args.replicates,
        months=args.months or scenario.months,
        settings=dict(parse_setting(text) for text in args.settings),
        jobs=min(args.jobs or os.cpu_count() or 1, args.replicates),
        threads=args.threads,
        lives=args.lives,
    )
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _leave)
    bar = ProgressBar(experiment.replicates, experiment.months, quiet=args.quiet)
    bar.say(opening(experiment))
    try:
        outcomes = carry_through(experiment, store, progress=bar.show, say=bar.say)
    except AllFailed as failure:
        return told(str(failure), 2 if failure.impossible else 1)
    finally:
        bar.close()
    failed = [outcome for outcome in outcomes if outcome.failed]
    for outcome in failed:
        told(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    if not args.quiet:
        print(f"Report: {store.folder / 'report.html'}")
    return 1 if failed else 0


def _leave(*_: object) -> NoReturn:
    """Asked to end: leave as after Ctrl-C, so that workers and temporary files go."""
    raise SystemExit(143)


def default_scenario() -> str:
    """The default scenario: below the present folder, or beside the installed packages."""
    here = Path(DEFAULT_SCENARIO)
    beside = Path(__file__).resolve().parent.parent.parent / DEFAULT_SCENARIO
    return str(here if here.is_file() or not beside.is_file() else beside)


def opening(experiment: object) -> str:
    """What is about to happen, in one line or two."""
    from experiments.experiment import Experiment
    from sim.jit import is_compiled, jit_enabled

    assert isinstance(experiment, Experiment)
    people = sum(place.population for place in experiment.scenario.places.values())
    runs = "1 run" if experiment.replicates == 1 else f"{experiment.replicates} runs"
    title = experiment.scenario.title or experiment.name
    line = f"{title}: {people:,} people, {experiment.months} months, {runs}"
    if jit_enabled() and not is_compiled():
        line += "\ncompiling the model's kernels: once, about 40 s"
    return line


def told(message: str, code: int) -> int:
    print(f"bygd: {message}", file=sys.stderr, flush=True)
    return code
