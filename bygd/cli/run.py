"""Simulate a scenario a number of times and write measures, figures and a report.
A file with the key "design" is a designed experiment, which "bygd sweep" runs, and so does this.

  bygd run rural-town --replicates 20 --seed 7
  bygd run experiments/three-levers --jobs 8
  bygd run my-town.yaml --set meeting.free_hours=40 --out outputs/less-time
  bygd run my-town.yaml --until 2015-01 --save my-town-2015.bygd
  bygd run my-town-with-mentors-from-2015.yaml --from my-town-2015.bygd

The same file, seed and settings give the same numbers, whatever --jobs and --threads. Finished runs are kept:
the same command goes on where it was stopped, and more --replicates cost only the new ones. A folder that
holds other results is not touched without --force.
--until and --save simulate up to the beginning of a month and keep the towns, one a replicate; --from goes on with
them, by the scenario they were saved with or by another that has the same past up to then: the results are those
of a run from the start. Towns saved with --posterior go on with the same sets of parameters; with --lives the first run
is simulated from its start.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import tell_not_computed, tell_report, wants_json
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import (
    REPLICATES,
    fail,
    language_argument,
    leave,
    limited,
    memory_words,
    name_of,
    simulation_arguments,
    whole,
)
from bygd.cli.posterior import draws_of, posterior_arguments
from bygd.cli.saving import going_on_arguments, refused, save_towns, saved_towns
from sim.words import counted

if TYPE_CHECKING:
    from experiments.commands.run import Experiment
    from experiments.workers.run import Outcome

DEFAULT_SCENARIO = "scenarios/rural-town.yaml"
LIVES, MOST_LIVES = 3, 100


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="scenario file (YAML), or the name of one ('bygd scenarios'); rural-town when not given",
    )
    simulation_arguments(parser, out="outputs/<name of the scenario>")
    posterior_arguments(parser)
    language_argument(parser)
    parser.add_argument(
        "--lives",
        metavar="K",
        type=whole("--lives", 0, MOST_LIVES),
        default=None,
        help=f"follow this many newcomers through the first run and tell their story ({LIVES})",
    )
    going_on_arguments(parser)


def run(args: argparse.Namespace) -> int:
    from experiments.workers.early import early_worker

    if words := refused(args):
        return fail(words, 2)
    with early_worker(args.jobs or os.cpu_count() or 1, args.threads):
        return simulated(args)


def simulated(args: argparse.Namespace) -> int:
    """Run what was asked for, while a worker gets ready for it."""
    from bygd.cli.bars import Bars
    from bygd.cli.claiming import claimed
    from bygd.cli.known import figures_known
    from bygd.cli.mapped import map_of_run
    from bygd.cli.reading import read_scenario
    from experiments.commands.run import AllFailed, Experiment, carry_through
    from experiments.designs import is_design
    from sim.scenario import parse_setting

    saved = saved_towns(args.going_on) if args.going_on else None
    said = args.file or (saved.file if saved is not None else DEFAULT_SCENARIO)
    file = file_of(said) if args.file or saved is None else said
    if saved is None and is_design(file):
        from bygd.cli.sweep import run_design

        return run_design(args, file)
    settings = dict(parse_setting(text) for text in args.settings)
    if saved is not None:
        scenario, settings, seed = saved.gone_on_by(args.file and file, args.settings, args.seed, args.replicates)
    else:
        scenario = read_scenario(file, args.settings, args.months)
        seed = scenario.seed if args.seed is None else args.seed
    draws = draws_of(args, [scenario], settings, seed) if saved is None else saved.draws
    if args.save:
        return save_towns(args, scenario, name_of(file), as_said(said), seed, settings, draws)
    name = name_of(file)
    store = claimed(args.out, name)
    if isinstance(store, int):
        return store
    replicates = (
        draws.replicates if draws is not None else args.replicates or (saved.replicates if saved else REPLICATES)
    )
    jobs = min(args.jobs or os.cpu_count() or 1, replicates)
    experiment = Experiment(
        scenario=scenario,
        name=name,
        seed=seed,
        replicates=replicates,
        months=args.months or scenario.months,
        settings=settings,
        jobs=jobs,
        threads=args.threads,
        lives=(LIVES if saved is None else 0) if args.lives is None else args.lives,
        draws=draws,
        limits=limited(args, jobs),
        force=args.force,
        language=args.language,
        file=as_said(said),
        figures=figures_known(file),
    )
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
    try:
        with Bars(experiment.months, quiet=args.quiet) as bars:
            bars.say(opening(experiment))
            outcomes = carry_through(
                experiment,
                store,
                bar=bars.begin,
                say=bars.say,
                simulate=saved.simulate if saved is not None else None,
                mapped=map_of_run,
            )
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    failed = [outcome for outcome in outcomes if outcome.failed]
    for outcome in failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    tell_not_computed(store)
    tell_report(args, store.folder, document(experiment, outcomes) if wants_json(args) else {})
    return 1 if failed else 0


def document(experiment: Experiment, outcomes: list[Outcome]) -> dict[str, Any]:
    """The answer for a script: what was run, what failed, each outcome's mean over the runs."""
    from experiments.outcomes.catalogue import outcomes as outcome_rows
    from experiments.outcomes.outcome import read_result

    read = [read_result(outcome.history) for outcome in outcomes if outcome.history is not None]
    found = {}
    for headline in outcome_rows():
        values = [one.values[headline.key] for one in read if headline.key in one.values]
        if values:
            found[headline.key] = {
                "label": headline.label,
                "unit": headline.unit,
                "runs": len(values),
                "mean": sum(values) / len(values),
                "values": values,
            }
    scenario = experiment.scenario
    return {
        "scenario": {"name": experiment.name, "title": scenario.title, "digest": scenario.digest()},
        "seed": experiment.seed,
        "months": experiment.months,
        "runs": len(outcomes),
        "failed": [
            {"replicate": one.run.replicate, "stage": one.stage, "error": one.error} for one in outcomes if one.failed
        ],
        "outcomes": found,
        "command": experiment.command(),
    }


def opening(experiment: Experiment) -> str:
    """What is about to happen, in one line or two."""
    people = sum(place.population for place in experiment.scenario.places.values())
    runs = counted(experiment.replicates, "run", "runs")
    title = experiment.scenario.title or experiment.name
    return (
        f"{title}: {counted(people, 'person', 'people')}, {counted(experiment.months, 'month', 'months')}, "
        f"{runs}{memory_words(experiment.limits)}"
    )
