"""Which measures, how much of each, when and for how long, for a budget?

  bygd advise my-town.yaml --budget 900000 --years 3
  bygd advise my-town.yaml --budget 2000000 --in-all --years 3 --outcome stayers=2 --outcome newcomers_in_work
  bygd advise my-town.yaml --budget 900000 --fix coordinator --forbid club_fees --payer municipality
  bygd advise my-town.yaml --budget 900000 --candidates my-candidates.yaml --pareto

Candidates are ready programmes, posts and levers with amounts, starts, lengths and takeovers to try; --list names
them, --candidates takes others. Mixes are simulated with few pairs of runs, the best with more; the winner is simulated
again with random draws that nothing was chosen by. What a mix costs is what the model books: a mix of which any
simulated run goes over the budget is not advised, nor one that lacks volunteers, mentors, hosts or meeting places.

Finished runs are kept: the same command goes on where it was stopped. One more pair (--pairs) costs one more run of
each mix, and moves the search where it tells more.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
from typing import TYPE_CHECKING, Any, get_args

from bygd.cli.answering import print_json, tell_not_computed, tell_report, wants_json
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import (
    MOST_REPLICATES,
    fail,
    kronor,
    language_argument,
    leave,
    limited,
    name_of,
    whole,
    work_arguments,
)
from bygd.cli.posterior import draws_of, posterior_arguments
from sim.languages import _, in_language

if TYPE_CHECKING:
    from bygd.advise.candidates import Candidate
    from bygd.advise.carrying import Answer, Asked
    from bygd.advise.town import Town

PAIRS, FEWEST_PAIRS, YEARS, AFTER, MOST_YEARS, YEAR = 20, 4, 3, 2, 20, 12


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("town", metavar="TOWN", nargs="?", help="scenario file of the town, or the name of one")
    add("--budget", metavar="SEK", type=kronor("--budget"), help="the most that may be spent in each year")
    add("--in-all", action="store_true", help="the budget is for all years together")
    add("--years", metavar="Y", type=whole("--years", 1, MOST_YEARS), default=YEARS, help=f"years of money ({YEARS})")
    add(
        "--after",
        metavar="Y",
        type=whole("--after", 0, MOST_YEARS),
        default=AFTER,
        help=f"years looked on after the money; outcomes are read at their end ({AFTER})",
    )
    add("--from", dest="date", metavar="MONTH", help="first month of the plan, such as 2012-01 (the second of the run)")
    add(
        "--outcome",
        dest="outcomes",
        metavar="KEY[=W]",
        action="append",
        default=[],
        help="what counts, with a weight (repeatable; friends, staying, work and belonging, all the same)",
    )
    add("--pareto", action="store_true", help="search for each outcome by itself too, and show the front of all")
    add("--fix", metavar="KEY", action="append", default=[], help="a candidate that every mix has (repeatable)")
    add("--forbid", metavar="KEY", action="append", default=[], help="a candidate that no mix has (repeatable)")
    add(
        "--second",
        metavar="KEY",
        action="append",
        default=[],
        help="a coordinator that may be bought although the town has one (repeatable)",
    )
    add("--candidates", metavar="FILE", help="what may be bought (the candidates that come with bygd)")
    add("--list", dest="lists", action="store_true", help="name the candidates and stop")
    add(
        "--payer",
        dest="payers",
        metavar="WHO",
        action="append",
        default=[],
        help="only this payer's money counts against the budget (repeatable; everybody's)",
    )
    add(
        "--pairs",
        dest="replicates",
        metavar="N",
        type=whole("--pairs", 1, MOST_REPLICATES),
        help=f"pairs of runs of the mixes that come through ({PAIRS}; with --posterior, for each set of parameters)",
    )
    posterior_arguments(parser)
    language_argument(parser)
    work_arguments(parser, out="outputs/<town>-advised")


def run(args: argparse.Namespace) -> int:
    if args.lists:
        return list_candidates(args)
    if args.town is None or args.budget is None:
        return fail("give a town and a budget: bygd advise my-town.yaml --budget 900000", 2)
    return advise(args)


def list_candidates(args: argparse.Namespace) -> int:
    from bygd.advise.candidates import FILE, read_candidates
    from bygd.cli.saying import say
    from sim.words import written

    found = read_candidates(args.candidates or FILE)
    if wants_json(args):
        print_json([{"key": one.key, "name": one.name, "unit": one.unit, "amounts": one.amounts} for one in found])
        return 0
    for one in found:
        amounts = f" ({', '.join(written(amount) for amount in one.amounts)} {one.unit})" if one.unit else ""
        say(f"{one.key:<26} {one.name}{amounts}")
    return 0


def advise(args: argparse.Namespace) -> int:
    from bygd.advise.writing import carry_through
    from bygd.cli.bars import Bars
    from bygd.cli.claiming import claimed
    from experiments.commands.run import AllFailed
    from experiments.workers.runner import Progress

    asked = asked_of(args)
    title = asked.town.base.title or name_of(args.town)
    store = claimed(args.out, f"{name_of(args.town)}-advised")
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)

    def bar(todo: int, done: int) -> Progress:
        return bars.begin(todo, done if todo else 0)

    try:
        with Bars(asked.town.months, quiet=args.quiet) as bars:
            bars.say(opening(asked, title))
            answer = carry_through(
                asked, store, title, command=command_of(args, asked), language=args.language, bar=bar, say=bars.say
            )
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    for outcome in answer.failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    tell_not_computed(store)
    tell_report(args, store.folder, document(asked, answer))
    return 1 if answer.failed else 0


def asked_of(args: argparse.Namespace) -> Asked:
    """What is asked for. Raises ``ScenarioError`` for a town, candidates, names or a month that cannot be used."""
    from bygd.advise.candidates import FILE, read_candidates
    from bygd.advise.carrying import Asked
    from bygd.advise.mixes import Budget
    from bygd.advise.town import Town
    from bygd.cli.known import figures_known
    from bygd.cli.reading import region_checked
    from sim.scenario import load_scenario
    from sim.scenario.schema.funding import Payer

    file = file_of(args.town)
    there = {one.key: one for one in read_candidates(args.candidates or FILE)}
    fixed, forbidden, second = (
        _known(there, said, option)
        for option, said in (("--fix", args.fix), ("--forbid", args.forbid), ("--second", args.second))
    )
    if both := sorted(set(fixed) & set(forbidden)):
        raise _refused(f"{both[0]} is fixed and forbidden", "--forbid")
    payers = _known(dict.fromkeys(get_args(Payer)), args.payers, "--payer")
    first = _first_month(load_scenario(file), args.date)
    town = Town(file, there, first, args.years, args.after)
    region_checked(file, town.base)
    second = [*second, *fixed]
    for key in fixed:
        if why := _why_not(town, key, forbidden, second):
            raise _refused(f"{key} cannot be fixed: {why}", "--fix")
    with in_language(args.language):
        usable, left_out = _usable(town, there, forbidden, second)
    weights = weights_of(args.outcomes)
    seed = town.base.seed if args.seed is None else args.seed
    paths = [path for one in usable.values() for path in one.levers]
    draws = draws_of(args, [town.base], paths, seed)
    pairs = draws.replicates if draws is not None else args.replicates or PAIRS
    if pairs < FEWEST_PAIRS:
        raise _refused(f"a mix needs at least {FEWEST_PAIRS} pairs of runs, not {pairs}", "--pairs")
    jobs = args.jobs or os.cpu_count() or 1
    return Asked(
        town,
        usable,
        left_out,
        Budget(args.budget, args.years, args.in_all),
        weights,
        seed,
        pairs,
        args.pareto,
        frozenset(fixed),
        frozenset(payers),
        draws,
        jobs,
        limited(args, jobs),
        args.force,
        figures_known(file),
    )


def _usable(
    town: Town, there: dict[str, Candidate], forbidden: list[str], second: list[str]
) -> tuple[dict[str, Candidate], dict[str, str]]:
    """Candidates that this town can have; and by name, why the others are left out."""
    from sim.scenario.errors import ScenarioError

    usable, left_out = {}, {}
    for key, one in there.items():
        if why := _why_not(town, key, forbidden, second):
            left_out[one.name] = why
            continue
        try:
            town.scenario(one.choices(town.plan)[:1])
        except ScenarioError as refusal:
            raise _refused(str(refusal.problems[0].message), f"candidates.{key}") from None
        usable[key] = one
    if not usable:
        raise _refused("no candidate is left that could be bought", "--forbid")
    return usable, left_out


def _why_not(town: Town, key: str, forbidden: list[str], second: list[str]) -> str:
    """Why this town cannot have a candidate, in the language in force; empty where it can."""
    if key in forbidden:
        return _("it is forbidden")
    if has := town.has_already(key):
        return _("the town has {name} already", name=has)
    if key not in second and (like := town.has_like(key)):
        return _("the town has a coordinator already ({name}); --second {key} offers another", name=like, key=key)
    return ""


def _known(there: Any, said: list[str], option: str) -> list[str]:
    from sim.scenario.paths import near

    for one in said:
        if one not in there:
            raise _refused(f"there is no {one!r}; {near(one, list(there))}", option)
    return list(dict.fromkeys(said))


def _first_month(scenario: Any, date: str | None) -> int:
    from sim.scenario.months import parse_month

    if date is None:
        return 1
    try:
        month = parse_month(date) - parse_month(scenario.start)
    except ValueError as error:
        raise _refused(str(error), "--from") from None
    if not 1 <= month <= MOST_YEARS * YEAR:
        raise _refused(f"{date} is not within {MOST_YEARS} years after {scenario.start}, when the run begins", "--from")
    return month


def weights_of(said: list[str]) -> dict[str, float]:
    """Weights by outcome; of outcomes of which it is not known whether more is better there are none."""
    from bygd.advise.carrying import OUTCOMES
    from experiments.outcomes.outcome import BY_KEY

    if not said:
        return dict.fromkeys(OUTCOMES, 1.0)
    judged = [key for key, row in BY_KEY.items() if row.better in ("more", "less")]
    found: dict[str, float] = {}
    for text in said:
        key, sign, number = text.partition("=")
        _known(dict.fromkeys(judged), [key], "--outcome")
        try:
            weight = float(number) if sign else 1.0
        except ValueError:
            weight = 0.0
        if not 0.0 < weight < 1e6:
            raise _refused(f"{text!r}: give a weight above 0, such as {key}=2", "--outcome")
        found[key] = weight
    return found


def _refused(words: str, option: str) -> Exception:
    from sim.scenario.errors import Problem, ScenarioError

    return ScenarioError(Problem(words, file=option))


def command_of(args: argparse.Namespace, asked: Asked) -> str:
    """The command that makes the same results."""
    from experiments.commands.repeating import language_words, number, replicate_words

    said = replicate_words(asked.pairs, asked.draws, asked.seed, asked.town.months)
    words = [
        "bygd",
        "advise",
        as_said(args.town),
        "--budget",
        number(args.budget),
        *(["--in-all"] if args.in_all else []),
    ]
    words += ["--years", str(args.years), "--after", str(args.after)]
    words += ["--pairs", said[said.index("--replicates") + 1], "--seed", str(asked.seed)]
    many = (("--outcome", args.outcomes), ("--fix", args.fix), ("--forbid", args.forbid), ("--second", args.second))
    for option, held in (*many, ("--payer", args.payers), ("--from", [args.date]), ("--candidates", [args.candidates])):
        words += [word for one in held if one is not None for word in (option, as_said(one))]
    words += ["--pareto"] if args.pareto else []
    draws = asked.draws.command() if asked.draws is not None else []
    return shlex.join([*words, *draws, *language_words(args.language)])


def opening(asked: Asked, title: str) -> str:
    """What is about to happen."""
    from sim.words import counted

    people = sum(place.population for place in asked.town.base.places.values())
    each = "in all" if asked.budget.in_all else "a year"
    return (
        f"{title}: {counted(people, 'person', 'people')}, {counted(asked.town.months, 'month', 'months')}; "
        f"{counted(len(asked.candidates), 'candidate', 'candidates')}, {asked.budget.amount:,.0f} SEK {each}, up to "
        f"{counted(asked.pairs, 'pair of runs', 'pairs of runs')} of a mix"
    )


def document(asked: Asked, answer: Answer) -> dict[str, Any]:
    """The answer for a script."""
    advice = answer.advice

    def told(sample: Any) -> dict[str, Any]:
        return {
            "mix": [one._asdict() for one in sample.mix],
            "sek_a_year": sample.total / asked.budget.years,
            "sek_most": answer.problem.budget.most(sample),
            "value": sample.mean,
        }

    low, high = advice.interval
    return {
        "advised": {**told(advice.advised), "low": low, "high": high},
        "among_best": [told(one) for one in advice.among_best],
        "front": [told(one) for one in advice.front],
        "pairs": advice.advised.pairs,
        "robust": answer.robust,
    }


__all__ = ["arguments", "run"]
