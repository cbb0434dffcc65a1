"""What the words of ``bygd assess`` ask for: the files, the arms, the plan, the page, and what is said of them."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.naming import as_said, file_of
from bygd.cli.options import limited, name_of
from bygd.cli.posterior import draws_of
from sim.languages import _
from sim.words import counted

if TYPE_CHECKING:
    from bygd.assess.answers import Answers
    from bygd.assess.arms import Arms
    from bygd.assess.carrying import Result
    from bygd.assess.page import Page
    from experiments.commands.compare_plan import Plan

EXAMPLES = "examples"
"""Folder of the documentation with filled-in forms."""
PAIRS, MONTHS = 20, 12


def answers_file(said: str) -> str:
    """The file that a word names: one that is there, or an example that comes with the program. Raises
    ``ScenarioError``, with the nearest name, where it is neither."""
    from bygd.cli.docs import folder
    from sim.scenario.errors import Problem, ScenarioError
    from sim.scenario.paths import near

    if os.path.exists(said):
        return said
    there = {f"{EXAMPLES}/{path.stem}": str(path) for path in sorted((folder() / EXAMPLES).glob("*.yaml"))}
    wanted = said.removesuffix(".yaml").removeprefix("docs/")
    if wanted in there:
        return there[wanted]
    beside = sorted(str(path) for path in Path(said).parent.glob("*.y*ml"))
    raise ScenarioError(Problem(f"there is no such file; {near(said, [*beside, *there])}", file=said))


def arms_of(args: argparse.Namespace, answers: Answers) -> Arms:
    """What is compared. Raises ``ScenarioError`` for a town or a month that cannot be used."""
    from bygd.assess.arms import Arms
    from bygd.assess.catalogue import by_id
    from bygd.assess.town import Town, contents
    from bygd.cli.reading import region_checked
    from sim.scenario.errors import Problem, ScenarioError
    from sim.scenario.months import parse_month

    file = file_of(args.town)
    answered = {name: answer.value for name, answer in answers.given.items() if by_id()[name].simulable}
    posts = [name for name, row in by_id().items() if any(piece.get("coordinators") for piece in contents(row))]
    if wrong := [one for one in args.second if one not in posts]:
        words = f"{wrong[0]} brings no coordinator; of the benchmarks {', '.join(posts)} does"
        raise ScenarioError(Problem(words, file="--second"))
    town = Town(file, answered, args.years * MONTHS, args.second)
    region_checked(file, town.assessed)
    assessed = town.assessed
    date = args.date if args.date is not None else assessed.date_of(1)
    try:
        month = parse_month(date) - parse_month(assessed.start)
    except ValueError as error:
        raise ScenarioError(Problem(str(error), file="--from")) from None
    if not 1 <= month < assessed.months:
        last = assessed.date_of(assessed.months - 1)
        raise ScenarioError(
            Problem(f"{date} is none of the months from {assessed.date_of(1)} to {last}", file="--from")
        )
    return Arms(town, date)


def plan_of(args: argparse.Namespace, arms: Arms) -> Plan:
    from bygd.assess.carrying import plan_of as planned
    from bygd.cli.known import figures_known

    assessed = arms.town.assessed
    seed = assessed.seed if args.seed is None else args.seed
    paths = arms.levers(arms.open())
    draws = draws_of(args, [assessed], paths, seed)
    replicates = draws.replicates if draws is not None else args.replicates or PAIRS
    jobs = args.jobs or os.cpu_count() or 1
    return planned(
        arms,
        seed=seed,
        replicates=replicates,
        months=assessed.months,
        jobs=jobs,
        draws=draws,
        limits=limited(args, jobs),
        figures=figures_known(file_of(args.town)),
    )


def page_of(
    args: argparse.Namespace,
    answers: Answers,
    before: Answers | None,
    beside: list[Answers],
    arms: Arms,
    plan: Plan,
    result: Result,
) -> Page:
    from bygd.assess.page import Page

    pairs = counted(plan.replicates, "pair of runs", "pairs of runs")
    interval = _(
        "Ranges are 95 % intervals of the mean difference over {pairs}: they cover what random draws leave open.",
        pairs=pairs,
    )
    if plan.draws is not None:
        pairs = counted(len(plan.draws.changes), "set of parameters", "sets of parameters")
        words = plan.draws.words()
        interval = _("Ranges are 95 % intervals of the effect under one more set of parameters ({sets}).", sets=words)
    title = arms.town.assessed.title or name_of(args.town)
    return Page(
        answers,
        title,
        args.years,
        arms.date,
        result,
        arms.idle(),
        before,
        beside,
        pairs,
        interval,
        arms.town.own,
        args.standing,
        arms.alike(),
    )


def command_of(args: argparse.Namespace, plan: Plan) -> str:
    """The command that makes the same results."""
    from experiments.commands.repeating import language_words, replicate_words

    words = ["bygd", "assess", as_said(args.town), as_said(args.answers), "--years", str(args.years)]
    if args.standing:
        words.append("--standing")
    else:
        said = replicate_words(plan.replicates, plan.draws, plan.seed, plan.months)
        words += ["--pairs", said[said.index("--replicates") + 1], "--seed", str(plan.seed)]
        words += plan.draws.command() if plan.draws is not None else []
    for option, files in (
        ("--from", [args.date]),
        ("--before", [args.before]),
        ("--beside", args.beside),
        ("--second", args.second),
    ):
        words += [word for file in files if file is not None for word in (option, file)]
    return shlex.join([*words, *language_words(args.language)])


def opening(answers: Answers, arms: Arms, plan: Plan, standing: bool) -> str:
    """What is about to happen."""
    from bygd.assess.carrying import arms_in_all, mixed_pairs
    from bygd.assess.catalogue import benchmarks

    number = len(arms.open())
    people = sum(place.population for place in arms.town.assessed.places.values())
    lines = [
        (
            f"{answers.title}: {len(answers.given)} of {len(benchmarks())} benchmarks answered, {number} of them below "
            "full and simulated"
        )
    ]
    if number and not standing:
        first, second = arms_in_all(number)
        fewer = plan.replicates if plan.draws is not None else mixed_pairs(plan.replicates)
        lines.append(
            f"{counted(people, 'person', 'people')}, {counted(plan.months, 'month', 'months')}: "
            f"{counted(first, 'arm', 'arms')} of {counted(plan.replicates, 'run', 'runs')}, then {second} of {fewer} "
            "for what goes together; all share the region and their past"
        )
    return "\n".join(lines)


def document(page: Page) -> dict[str, Any]:
    """The answer for a script."""
    from bygd.assess.results import OUTCOMES, SPENT
    from bygd.assess.standing import means

    rows = [
        {
            "benchmark": one.benchmark.id,
            "answer": one.answer,
            "index": one.index,
            "differences": {
                key: {"mean": found.mean, "low": found.low, "high": found.high}
                for key in (*OUTCOMES, SPENT)
                if (found := one.differences.get(key)) is not None
            },
        }
        for one in page.result.bought
    ]
    return {
        "title": page.answers.title,
        "means": {one.dimension: one.value for one in means(page.answers)},
        "bought": rows,
        "outside": [one.id for one in page.outside()],
    }


__all__ = ["PAIRS", "answers_file", "arms_of", "command_of", "document", "opening", "page_of", "plan_of"]
