"""Compare policies with a base: the same random draws for all, differences with intervals, what they cost.

  bygd compare rural-town lasting-both --replicates 20
  bygd compare my-town.yaml programmes/friend-mentor programmes/job-mentor
  bygd compare my-town.yaml policy.yaml programmes/friend-mentor --equal-budget 3000000

A policy is a scenario, mostly one that extends the base; or a difference without places of its own, such as a
ready piece ('bygd scenarios' lists them), which is then put on top of the base.
Run k of every file uses the same random draws, so differences within a pair of runs come from the policy.
--equal-budget gives every arm the same pot [SEK over the run]: without a number, what the policy that spends
least spends when the arms are run as they are. Programmes and coordinators stop when it is used up; what
levers, bus lines and homes built cost is taken off it first. Costs are not discounted.
--place tells of one place of the region: the report, its tables and costs. All arms still simulate the whole
region, money is the region's, and the runs are shared with the comparison without --place.

Finished runs are kept: the same command goes on where it was stopped, and one more pair costs one more run of
each file (with --equal-budget and no number, the pot is a mean over the runs: one more pair moves it, and
what is capped by it runs anew).
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import difflib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import tell_not_computed, tell_report
from bygd.cli.mapped import map_of_difference
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import (
    REPLICATES,
    fail,
    kronor,
    language_argument,
    leave,
    limited,
    memory_words,
    name_of,
    simulation_arguments,
)
from bygd.cli.posterior import draws_of, posterior_arguments
from sim.words import plural

if TYPE_CHECKING:
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import Arm
    from experiments.workers.run import Outcome

SMALLEST = "smallest"
MOST_NAMES = 12
"""Places listed where none has a name like the one asked for."""


def pot(text: str) -> float | str:
    """An argparse type: an amount of money, or the word that stands for the smallest spending."""
    return text if text == SMALLEST else kronor("--equal-budget")(text)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("base", metavar="BASE", help="scenario file to compare with, or the name of one")
    parser.add_argument(
        "policies",
        metavar="POLICY",
        nargs="+",
        help="scenario file of a policy, or a piece to put on top of BASE; or several",
    )
    simulation_arguments(parser, out="outputs/<base>-against-<policy>")
    language_argument(parser)
    posterior_arguments(parser)
    parser.add_argument(
        "--place", metavar="KEY", help="report on this place of the region alone; the runs are the same"
    )
    parser.add_argument(
        "--equal-budget",
        metavar="SEK",
        nargs="?",
        type=pot,
        const=SMALLEST,
        help="give every arm the same pot; without a number, the smallest mean spending of the policies",
    )


def run(args: argparse.Namespace) -> int:
    from bygd.cli.bars import Bars
    from bygd.cli.claiming import claimed
    from experiments.commands.compare import carry_through
    from experiments.commands.run import AllFailed
    from experiments.comparison.budget import NothingSpent
    from experiments.workers.runner import Progress

    plan = plan_of(args)
    store = claimed(
        args.out,
        "-and-".join([f"{plan.base.name}-against-{plan.policies[0].name}", *(arm.name for arm in plan.policies[1:])])[
            :120
        ],
    )
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)

    def bar(words: str, todo: int, done: int) -> Progress:
        count = todo + done
        return bars.begin(todo, done, f"{count} {plural(count, 'run', 'runs')} {words}" if plan.pot is not None else "")

    try:
        with Bars(plan.months, quiet=args.quiet) as bars:
            bars.say(opening(plan))
            outcomes = carry_through(plan, store, bar=bar, say=bars.say, mapped=map_of_difference)
    except NothingSpent as refusal:
        return fail(str(refusal), 2)
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    failed = [outcome for outcome in outcomes if outcome.failed]
    for outcome in failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    tell_not_computed(store)
    tell_report(args, store.folder, document(plan, store.folder, failed))
    return 1 if failed else 0


def document(plan: Plan, folder: Path, failed: list[Outcome]) -> dict[str, Any]:
    """The answer for a script: what was compared, and the rows of comparison.csv."""
    from experiments.spreadsheets import as_meant

    with (folder / "comparison.csv").open(encoding="utf-8", newline="") as lines:
        rows = [{name: _value(as_meant(text)) for name, text in row.items()} for row in csv.DictReader(lines)]
    arms = [plan.base, *plan.policies]
    return {
        "base": plan.base.name,
        "place": plan.place,
        "arms": [{"name": arm.name, "title": arm.title, "digest": arm.scenario.digest()} for arm in arms],
        "seed": plan.seed,
        "months": plan.months,
        "replicates": plan.replicates,
        "failed": [{"replicate": one.run.replicate, "stage": one.stage, "error": one.error} for one in failed],
        "results": rows,
        "command": plan.command(),
    }


def _value(text: str) -> float | str | None:
    """A cell of a table as a number where it is one."""
    try:
        return float(text)
    except ValueError:
        return text or None


def plan_of(args: argparse.Namespace) -> Plan:
    """What the words ask for. Raises ``ScenarioError`` for files that cannot be used or compared."""
    from bygd.cli.known import figures_known
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import changes_between, comparable
    from sim.scenario import parse_setting

    base, *policies = arms_of([args.base, *args.policies], args.settings, args.months)
    comparable(base, policies, any_length=args.months is not None)
    changed = {path for arm in policies for path, _ in changes_between(base.scenario, arm.scenario)}
    settings = dict(parse_setting(text) for text in args.settings)
    seed = base.scenario.seed if args.seed is None else args.seed
    draws = draws_of(args, [arm.scenario for arm in (base, *policies)], changed | set(settings), seed)
    replicates = draws.replicates if draws is not None else args.replicates or REPLICATES
    jobs = min(args.jobs or os.cpu_count() or 1, replicates * (1 + len(policies)))
    place = place_of(base, args.place) if args.place is not None else None
    return Plan(
        base=base,
        policies=tuple(policies),
        seed=seed,
        replicates=replicates,
        months=args.months or base.scenario.months,
        settings=settings,
        draws=draws,
        jobs=jobs,
        threads=args.threads,
        pot=args.equal_budget,
        limits=limited(args, jobs),
        force=args.force,
        language=args.language,
        place=place,
        figures=figures_known(file_of(args.base)),
    )


def place_of(base: Arm, said: str) -> str:
    """The key of the place that is named by its key or its name. Raises ``ScenarioError``, with the nearest
    names, where there is none."""
    from sim.scenario.errors import Problem, ScenarioError

    names = {key: about.name or key for key, about in base.scenario.places.items()}
    wanted = said.strip().casefold()
    for key, name in names.items():
        if wanted in (key.casefold(), name.casefold()):
            return key
    known = {word.casefold(): key for key, name in names.items() for word in (name, key)}
    near = list(dict.fromkeys(known[word] for word in difflib.get_close_matches(wanted, known, 3)))
    hint = (
        f"did you mean {' or '.join(near)}?"
        if near
        else f"its places are {', '.join(list(names)[:MOST_NAMES])}" + (" …" if len(names) > MOST_NAMES else "")
    )
    raise ScenarioError(Problem(f"{base.file} has no place {said!r}; {hint}", file="--place"))


def arms_of(files: list[str], settings: list[str], months: int | None = None) -> list[Arm]:
    """The scenarios of ``files``, each with a name of its own."""
    from bygd.cli.reading import read_policy, read_scenario
    from experiments.comparison.result import Arm

    arms: list[Arm] = []
    base = file_of(files[0])
    for said in files:
        file = file_of(said)
        name, again = name_of(file), 2
        taken = {arm.name for arm in arms}
        while name in taken:
            name, again = f"{name_of(file)}-{again}", again + 1
        scenario = read_policy(file, base, settings, months) if arms else read_scenario(file, settings, months)
        arms.append(Arm(name, as_said(said), scenario))
    return arms


def opening(plan: Plan) -> str:
    """What is about to happen, in a line for each policy."""
    from experiments.commands.compare_plan import first_orders
    from experiments.comparison.result import changes_between
    from experiments.workers.shared import foreseen
    from sim.words import counted

    arms = [plan.base, *plan.policies]
    people = sum(place.population for place in plan.base.scenario.places.values())
    each = f"{len(arms)} arms of {counted(plan.replicates, 'run', 'runs')}{memory_words(plan.limits)}"
    lines = [
        f"{plan.base.title}: {counted(people, 'person', 'people')}, {counted(plan.months, 'month', 'months')}, {each}"
    ]
    for arm in plan.policies:
        changes = changes_between(plan.base.scenario, arm.scenario)
        lines.append(
            f"{arm.name} differs from {plan.base.name} by:"
            if changes
            else f"{arm.name}: no difference between the files"
        )
        lines += [f"  {path}: {words}" for path, words in changes[:12]]
        if len(changes) > 12:
            lines.append(f"  … and {len(changes) - 12} more")
    work = foreseen(first_orders(plan)).times(plan.replicates)
    if work.any:
        lines.append(work.words())
    if plan.replicates == 1:
        lines.append("one pair has no interval: ask for more with --replicates")
    return "\n".join(lines)
