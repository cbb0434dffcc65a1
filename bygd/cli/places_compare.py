"""``bygd places compare``: real places beside each other."""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import tell_not_computed, tell_report
from bygd.cli.claiming import claimed
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import fail, leave, limited, name_of
from sim.words import counted, duration

if TYPE_CHECKING:
    from bygd.places.comparing.asked import Asked
    from bygd.places.comparing.carrying import Result
    from bygd.places.table import Table
    from experiments.comparison.result import Arm

PAIRS, MONTHS, SEED = 10, 60, 1


def compare(args: argparse.Namespace) -> int:
    """Compare the places that the words name. Raises ``ScenarioError`` for words that name none."""
    from bygd.cli.bars import Bars
    from bygd.places.comparing.writing import carry_through
    from bygd.places.table import PACKAGED, load_table
    from experiments.commands.run import AllFailed

    table = load_table(PACKAGED if args.figures is None else Path(args.figures))
    asked = asked_of(args, table)
    arms = asked.arms()
    store = claimed(args.out, "-".join(["places", *(town.key for town in asked.towns)])[:120])
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
    try:
        with Bars(asked.months, quiet=args.quiet) as bars:
            bars.say(opening(asked, arms))
            result = carry_through(
                asked,
                table,
                store,
                command=command_of(args, asked),
                force=args.force,
                language=args.language,
                bar=lambda _, todo, done: bars.begin(todo, done),
                say=bars.say,
            )
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    for outcome in result.failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    tell_not_computed(store)
    tell_report(args, store.folder, document(asked, result))
    return 1 if result.failed else 0


def asked_of(args: argparse.Namespace, table: Table) -> Asked:
    """What the words ask for. Raises ``ScenarioError``."""
    from bygd.cli.reading import read_policy
    from bygd.places.comparing.asked import Asked, towns_of

    months = args.months or MONTHS
    file = file_of(args.policy) if args.policy is not None else None
    policy = None if file is None else lambda base: read_policy(file, base)
    towns = towns_of(table, args.places, months, policy)
    jobs = args.jobs or os.cpu_count() or 1
    return Asked(
        towns,
        args.pairs or PAIRS,
        months,
        SEED if args.seed is None else args.seed,
        name_of(file) if file is not None else "",
        jobs,
        limited(args, jobs),
        not args.levels_only,
    )


def opening(asked: Asked, arms: dict[str, Arm]) -> str:
    """What is about to happen, and about how long it takes."""
    from bygd.places.comparing.carrying import seconds_about

    between = len(arms) - len(asked.towns) * (2 if asked.policy else 1)
    minutes = max(1, round(seconds_about(asked, arms) / 60))
    places = ", ".join(f"{town.row.shown}: {counted(town.people, 'inhabitant', 'inhabitants')}" for town in asked.towns)
    return (
        f"{places}; {duration(asked.months)}, {counted(asked.pairs, 'run', 'runs')} each of "
        f"{counted(len(arms), 'town', 'towns')}, {between} of them between two places: about "
        f"{counted(minutes, 'minute', 'minutes')} on a server with nothing else to do; runs done before are not "
        "repeated"
    )


def command_of(args: argparse.Namespace, asked: Asked) -> str:
    """The command that makes the same results."""
    from experiments.commands.repeating import language_words

    words = ["bygd", "places", "compare", *(town.row.id for town in asked.towns)]
    words += ["--pairs", str(asked.pairs), "--months", str(asked.months), "--seed", str(asked.seed)]
    for option, said in (("--policy", args.policy), ("--figures", args.figures)):
        words += [option, as_said(said)] if said is not None else []
    words += ["--levels-only"] if args.levels_only else []
    return shlex.join([*words, *language_words(args.language)])


def document(asked: Asked, result: Result) -> dict[str, Any]:
    """The answer for a script."""
    rows = [
        {
            "outcome": one.question.key,
            "unit": one.question.unit,
            "factor": one.question.factor,
            "levels": {
                town.row.id: {"mean": found.mean, "low": found.mean_low, "high": found.mean_high}
                for town in asked.towns
                for found in [one.levels[town.key]]
            },
            "policy": {
                town.row.id: {"mean": differs.mean, "low": differs.low, "high": differs.high}
                for town in asked.towns
                if (differs := one.policies.get(town.key)) is not None
            },
            "why": {
                way.other.row.id: {
                    part.feature.key: {"mean": part.mean, "low": part.low, "high": part.high}
                    for part in one.why[way.other.key]
                }
                for way in result.ways
                if way.other.key in one.why
            },
        }
        for one in result.answers
    ]
    return {
        "places": [{"id": town.row.id, "name": town.name, "digest": town.scenario.digest()} for town in asked.towns],
        "seed": asked.seed,
        "months": asked.months,
        "pairs": asked.pairs,
        "failed": len(result.failed),
        "results": rows,
    }


__all__ = ["MONTHS", "PAIRS", "compare"]
