"""Where should the households that municipalities house be settled, and what would it change?

  bygd place-households settlement-region
  bygd place-households my-region.yaml --years 3 --horizon 5 --outcome works=2 --outcome stays
  bygd place-households my-region.yaml --quota millby=15 --fair

Refugees whose home a municipality finds are told apart by family, origin and schooling. How good each place is for each
kind is learnt from runs by today's rule, the scenario's own; then kinds are sent where they are estimated to do best,
every place taking as many people as today (--quota says otherwise); and both rules are simulated with other random
draws, the same households in both, so that a gain is no luck of the estimates. The report says who gains, who is sent
where, whether it is fair, and what the literature on such rules warns of.

Finished runs are kept: the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import tell_not_computed, tell_report
from bygd.cli.naming import as_said, file_of
from bygd.cli.options import MOST_REPLICATES, fail, language_argument, leave, limited, name_of, whole, work_arguments
from bygd.cli.posterior import draws_of, posterior_arguments
from sim.words import counted

if TYPE_CHECKING:
    from bygd.settle.carrying import Answer, Asked
    from experiments.workers.pool import Progress

PAIRS, FEWEST_PAIRS, YEARS, HORIZON, MOST_YEARS, YEAR = 20, 2, 3, 5, 20, 12
CLOSE = 0.05
"""Quotas may miss the sum of those who come by so many people a year."""


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("region", metavar="REGION", help="scenario file of a region or a country, or the name of one")
    add(
        "--years",
        metavar="Y",
        type=whole("--years", 1, MOST_YEARS),
        default=YEARS,
        help=f"years of settlement that are followed ({YEARS})",
    )
    add(
        "--horizon",
        metavar="Y",
        type=whole("--horizon", 1, MOST_YEARS),
        default=HORIZON,
        help=f"years after settlement at which a household is looked at ({HORIZON})",
    )
    add(
        "--outcome",
        dest="outcomes",
        metavar="KEY[=W]",
        action="append",
        default=[],
        help="what counts, with a weight: stays, works, friends (repeatable; staying and work, both the same)",
    )
    add(
        "--quota",
        dest="quotas",
        metavar="PLACE=N",
        action="append",
        default=[],
        help="people a year that a place takes (repeatable; as many as by today's rule, the others share the rest)",
    )
    add("--fair", action="store_true", help="no kind of household may be estimated to do worse than today")
    add(
        "--pairs",
        dest="replicates",
        metavar="N",
        type=whole("--pairs", 1, MOST_REPLICATES),
        help=f"runs to learn from, and pairs of runs of both rules ({PAIRS}; with --posterior, for each set)",
    )
    posterior_arguments(parser)
    language_argument(parser)
    work_arguments(parser, out="outputs/<region>-matched")


def run(args: argparse.Namespace) -> int:
    from bygd.cli.bars import Bars
    from bygd.cli.claiming import claimed
    from bygd.settle.carrying import NotTheSame
    from bygd.settle.estimating import NobodyFollowed
    from bygd.settle.matching import NoMatching
    from bygd.settle.writing import carry_through
    from experiments.commands.run import AllFailed

    asked = asked_of(args)
    title = asked.region.base.title or name_of(args.region)
    store = claimed(args.out, f"{name_of(args.region)}-matched")
    if isinstance(store, int):
        return store
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)

    def bar(words: str, todo: int, done: int) -> Progress:
        return bars.begin(todo, done, f"{words}: {counted(todo + done, 'run', 'runs')}")

    try:
        with Bars(asked.region.base.months, quiet=args.quiet) as bars:
            bars.say(opening(asked, title))
            answer = carry_through(
                asked, store, title, command=command_of(args, asked), language=args.language, bar=bar, say=bars.say
            )
    except (NoMatching, NotTheSame) as refusal:
        return fail(f"--quota: {refusal}", 2)
    except NobodyFollowed as refusal:
        return fail(str(refusal), 2)
    except AllFailed as failure:
        return fail(str(failure), 2 if failure.impossible else 1)
    for outcome in answer.failed:
        fail(f"run {outcome.run.replicate + 1} failed at {outcome.stage}: {outcome.error}", 1)
    tell_not_computed(store)
    tell_report(args, store.folder, document(answer))
    return 1 if answer.failed else 0


def asked_of(args: argparse.Namespace) -> Asked:
    """What is asked for. Raises ``ScenarioError`` for a region, names or numbers that cannot be used."""
    from bygd.cli.known import figures_known
    from bygd.cli.reading import region_checked
    from bygd.settle.carrying import Asked
    from bygd.settle.following import OUTCOMES
    from bygd.settle.region import Region

    file = file_of(args.region)
    region = Region(file, (args.years + args.horizon) * YEAR)
    region_checked(file, region.base)
    weights = numbers(args.outcomes or ["stays", "works"], OUTCOMES, "--outcome", "a weight above 0")
    quotas = numbers(args.quotas, list(region.base.places), "--quota", "people a year, 0 or more", least=0.0)
    coming = sum(one.people for one in region.supplies)
    asked, whole_region = sum(quotas.values()), len(quotas) == len(region.base.places)
    if asked > coming + CLOSE or (whole_region and asked < coming - CLOSE):
        raise _refused(f"people a year: {asked:,.1f} in quotas for {coming:,.1f} who come", "--quota")
    seed = region.base.seed if args.seed is None else args.seed
    draws = draws_of(args, [region.base], [f"arrivals.{key}.settlement" for key in region.streams], seed)
    pairs = draws.replicates if draws is not None else args.replicates or PAIRS
    if pairs < FEWEST_PAIRS:
        raise _refused(f"it takes at least {FEWEST_PAIRS} pairs of runs, not {pairs}", "--pairs")
    jobs = args.jobs or os.cpu_count() or 1
    return Asked(
        region,
        args.years,
        args.horizon * YEAR,
        weights,
        quotas,
        args.fair,
        seed,
        pairs,
        draws,
        jobs,
        limited(args, jobs),
        args.force,
        figures_known(file),
    )


def numbers(said: list[str], known: Any, option: str, wanted: str, least: float = 1e-9) -> dict[str, float]:
    """Numbers by name, of words such as NAME=2 (NAME alone: 1). Raises ``ScenarioError``, with the nearest name."""
    from sim.scenario.paths import near

    found: dict[str, float] = {}
    for text in said:
        key, sign, number = text.partition("=")
        if key not in known:
            raise _refused(f"there is no {key!r}; {near(key, list(known))}", option)
        try:
            value = float(number) if sign or option == "--quota" else 1.0
        except ValueError:
            value = -1.0
        if not least <= value < 1e6:
            raise _refused(f"{text!r}: give {wanted}, such as {key}=2", option)
        found[key] = value
    return found


def _refused(words: str, option: str) -> Exception:
    from sim.scenario.errors import Problem, ScenarioError

    return ScenarioError(Problem(words, file=option))


def opening(asked: Asked, title: str) -> str:
    """What is about to happen."""
    region = asked.region
    people = sum(place.population for place in region.base.places.values())
    kinds = len({one.kind for one in region.supplies})
    return (
        f"{title}: {counted(people, 'person', 'people')} in {counted(len(region.base.places), 'place', 'places')}, "
        f"{counted(region.base.months, 'month', 'months')}; "
        f"{counted(round(sum(one.people for one in region.supplies)), 'person', 'people')} a year to settle, "
        f"{counted(kinds, 'kind of household', 'kinds of household')}; {counted(asked.pairs, 'run', 'runs')} to learn "
        f"from, then {counted(asked.pairs, 'pair of runs', 'pairs of runs')} of both rules"
    )


def command_of(args: argparse.Namespace, asked: Asked) -> str:
    """The command that makes the same results."""
    from experiments.commands.repeating import language_words, replicate_words

    said = replicate_words(asked.pairs, asked.draws, asked.seed, asked.region.base.months)
    words = ["bygd", "place-households", as_said(args.region), "--years", str(args.years)]
    words += [
        "--horizon",
        str(args.horizon),
        "--pairs",
        said[said.index("--replicates") + 1],
        "--seed",
        str(asked.seed),
    ]
    for option, held in (("--outcome", args.outcomes), ("--quota", args.quotas)):
        words += [word for one in held for word in (option, one)]
    words += ["--fair"] if args.fair else []
    draws = asked.draws.command() if asked.draws is not None else []
    return shlex.join([*words, *draws, *language_words(args.language)])


def document(answer: Answer) -> dict[str, Any]:
    """The answer for a script."""

    def told(effect: Any) -> dict[str, Any]:
        low, high = effect.interval
        return {"today": effect.today, "matched": effect.matched, "mean": effect.mean, "low": low, "high": high}

    return {
        "pairs": answer.effects.pairs,
        "predicted": answer.predicted,
        "moved": answer.estimate.moved,
        "groups": [
            {"dimension": one.dimension, "group": one.group, **{key: told(held) for key, held in one.effects.items()}}
            for one in answer.effects.groups
        ],
        "places": [{"place": one.place, "settled": told(one.settled)} for one in answer.effects.places],
    }


__all__ = ["arguments", "run"]
