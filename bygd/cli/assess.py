"""How does a municipality stand on 68 benchmarks, and what would raising each of them buy?

  bygd assess --new answers.yaml
  bygd assess my-town.yaml answers.yaml --standing
  bygd assess my-town.yaml answers.yaml --pairs 20 --years 5
  bygd assess my-town.yaml answers.yaml --before answers-2024.yaml --beside neighbour.yaml

--new writes a form to fill in, in --language: each statement with room for an answer from 0 (not) to 4 (met). What is
left empty is unknown, never 0. --core writes one of 20 benchmarks, for a first hour.

The answers make the town as assessed: a scenario file to keep. Each benchmark that the model can simulate and that is
below full is then raised to met by itself, from --from on, and compared with the town as assessed in pairs of runs with
the same random draws: friends, staying, work, belonging, net balance, and what a million kronor buys. Then all are met
at once, and all but one, and the best eight two by two, with a quarter as many pairs: which are worth more, or less,
beside others. Benchmarks outside the simulation are named, with cases that speak of them.

--standing simulates nothing. --before and --beside set other answers beside these, of an earlier year or of other
municipalities.

Finished runs are kept: the same command goes on where it was stopped, and one more pair costs one more run of each
arm.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
from typing import TYPE_CHECKING

from bygd.cli.answering import tell_not_computed, tell_report
from bygd.cli.assessing import PAIRS, answers_file, arms_of, command_of, document, opening, page_of, plan_of
from bygd.cli.naming import as_said
from bygd.cli.options import MOST_REPLICATES, fail, language_argument, leave, name_of, whole, work_arguments
from bygd.cli.posterior import posterior_arguments
from sim.languages import in_language
from sim.words import counted

if TYPE_CHECKING:
    from bygd.assess.carrying import Result
    from bygd.assess.page import Page

YEARS, MOST_YEARS = 5, 40


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("town", metavar="TOWN", nargs="?", help="scenario file of the town, or the name of one")
    add("answers", metavar="ANSWERS", nargs="?", help="the filled-in form")
    add("--new", metavar="FILE", help="write a form to fill in, and nothing else")
    add("--core", action="store_true", help="with --new: only 20 benchmarks, for a first hour")
    add("--standing", action="store_true", help="say how the municipality stands and simulate nothing")
    add(
        "--pairs",
        dest="replicates",
        metavar="N",
        type=whole("--pairs", 1, MOST_REPLICATES),
        help=f"pairs of runs for each benchmark ({PAIRS}; with --posterior, for each set of parameters)",
    )
    add("--years", metavar="Y", type=whole("--years", 1, MOST_YEARS), default=YEARS, help=f"how far ahead ({YEARS})")
    add("--from", dest="date", metavar="MONTH", help="month from which benchmarks are raised (the second)")
    add(
        "--second",
        metavar="ID",
        action="append",
        default=[],
        help="a benchmark whose coordinator comes beside the one that the town has (G2; repeatable)",
    )
    add("--before", metavar="FILE", help="answers of an earlier year, to show what has changed")
    add("--beside", metavar="FILE", action="append", default=[], help="answers of another municipality (repeatable)")
    posterior_arguments(parser)
    language_argument(parser)
    work_arguments(parser, out="outputs/<town>-assessed")


def run(args: argparse.Namespace) -> int:
    if refused := refusal(args):
        return fail(refused, 2)
    return write_form(args) if args.new is not None else assess(args)


def refusal(args: argparse.Namespace) -> str:
    """Why the words make no sense together; empty where they do."""
    if args.new is not None:
        if args.town is not None:
            return "--new writes an empty form and takes no town; give FILE alone"
        if os.path.isdir(args.new):
            return f"{args.new} is a folder; give the name of a file to write"
        if os.path.lexists(args.new) and not args.force:
            return f"{args.new} is there already; --force replaces it"
        folder = os.path.dirname(args.new) or "."
        return "" if os.path.isdir(folder) else f"there is no folder {folder} to write in"
    if args.core:
        return "--core goes with --new FILE: it writes a form of 20 benchmarks"
    if args.town is None or args.answers is None:
        return "give a town and its answers: bygd assess my-town.yaml answers.yaml ('--new answers.yaml' writes a form)"
    return ""


def write_form(args: argparse.Namespace) -> int:
    from bygd.assess.form import form
    from bygd.cli.saying import say
    from experiments.files import write_text

    with in_language(args.language):
        text = form(as_said(args.new), core=args.core)
    write_text(args.new, text)
    say(f"Wrote {args.new}. Fill it in, then 'bygd assess my-town.yaml {args.new}' says how you stand.")
    return 0


def assess(args: argparse.Namespace) -> int:
    from bygd.assess.answers import read_answers
    from bygd.assess.writing import carry_through
    from bygd.cli.bars import Bars
    from bygd.cli.claiming import claimed
    from experiments.commands.run import AllFailed
    from experiments.workers.runner import Progress

    answers = read_answers(answers_file(args.answers))
    before = read_answers(answers_file(args.before)) if args.before is not None else None
    beside = [read_answers(answers_file(file)) for file in args.beside]
    arms = arms_of(args, answers)
    plan = plan_of(args, arms)
    store = claimed(args.out, f"{name_of(args.town)}-assessed")
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)

    def bar(words: str, todo: int, done: int) -> Progress:
        return bars.begin(todo, done, f"{words}: {counted(todo + done, 'run', 'runs')}")

    def page(result: Result) -> Page:
        return page_of(args, answers, before, beside, arms, plan, result)

    try:
        with Bars(plan.months, quiet=args.quiet) as bars:
            bars.say(opening(answers, arms, plan, args.standing))
            made = carry_through(
                arms,
                plan,
                page,
                store,
                command=command_of(args, plan),
                standing=args.standing,
                force=args.force,
                language=args.language,
                bar=bar,
                say=bars.say,
            )
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    failed = [one for one in made.result.outcomes if one.failed]
    for outcome in failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    tell_not_computed(store)
    tell_report(args, store.folder, document(made))
    return 1 if failed else 0


__all__ = ["arguments", "run"]
