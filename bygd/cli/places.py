"""Nordic municipalities: set some beside each other, or fetch fresher figures of all.

bygd places compare Vindeln Punkalaidun Narvik       # what is known, how each fares, what differs and why
bygd places compare Vindeln Narvik --policy programmes/friend-mentor --pairs 20
bygd places refresh --dry-run                        # ask, check, say what would change
bygd places refresh --country SE --into my-figures   # write a folder of figures
bygd new vindeln.yaml --place Vindeln --figures my-figures

compare simulates each place as 'bygd new --place' writes it, all with the same random draws; then the first place with
the features of each other (size, ages, work, homes, newcomers, who comes, where it lies, the country's rules), one
after the other and in the opposite order: what each adds is what of the difference it accounts for. Finished runs are
kept: the same command goes on where it was stopped. 'bygd docs places' tells more.

refresh needs a network; no other command uses one. Nothing is written unless all of it holds: every municipality is
there, they add up to the national row, no figure is beyond what it can be. Answers are kept for a day, so that a
command that was stopped or failed goes on where it was. What is asked of whom, and under which licence: 'bygd docs
places-refresh'.
"""

from __future__ import annotations

import argparse
import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.answering import print_json, wants_json
from bygd.cli.options import MOST_MONTHS, MOST_REPLICATES, fail, language_argument, whole, work_arguments
from bygd.cli.places_compare import MONTHS, PAIRS, compare
from bygd.cli.saying import say
from sim.words import counted

if TYPE_CHECKING:
    from bygd.cli.progress import ProgressBar
    from bygd.places.refresh import Outcome
    from bygd.places.refresh.web import Web

INTO = "figures"
STAYS = "nothing was written, the table there was stays as it is"
HUNDREDTHS = 100
"""Steps of the progress bar in a table."""


def arguments(parser: argparse.ArgumentParser) -> None:
    from bygd.places.columns import COUNTRIES

    add = parser.add_argument
    add("action", metavar="compare|refresh", choices=("compare", "refresh"), help="what to do")
    add("places", metavar="PLACE", nargs="*", help="compare: two to eight municipalities, by name or code")
    beside = parser.add_argument_group("compare").add_argument
    beside("--policy", metavar="FILE", help="also simulate each with this policy, a difference without places")
    beside(
        "--pairs",
        metavar="N",
        type=whole("--pairs", 1, MOST_REPLICATES),
        help=f"runs of each town, with the same random draws in all ({PAIRS})",
    )
    beside("--months", metavar="M", type=whole("--months", 12, MOST_MONTHS), help=f"months of a run ({MONTHS})")
    beside("--levels-only", action="store_true", help="leave out what differs and why: no towns between two places")
    beside("--figures", metavar="DIR", help="take the figures from this folder, made by 'bygd places refresh --into'")
    language_argument(parser)
    work_arguments(parser, out="outputs/places-<places>")
    fetch = parser.add_argument_group("refresh").add_argument
    fetch(
        "--country",
        metavar="CC",
        action="append",
        type=str.upper,
        choices=tuple(COUNTRIES),
        help=f"only this country (may be given several times): {', '.join(COUNTRIES)} (all)",
    )
    fetch("--into", metavar="DIR", help=f"folder of figures to write, or to refresh ({INTO})")
    fetch(
        "--outlines",
        action="store_true",
        help="fetch outlines of municipalities instead, for maps ('bygd map --figures DIR'): Finland, Denmark",
    )
    fetch("--dry-run", action="store_true", help="ask, check and say what would change; write nothing")
    fetch("--fresh", action="store_true", help="ask for everything anew: use no answers kept from a command before")
    fetch(
        "--tables",
        metavar="FILE",
        help="tables to ask for instead of those that come with bygd (places/refresh/tables.yaml, outlines.yaml)",
    )


OF_COMPARE = ("places", "policy", "pairs", "months", "levels_only", "figures", "out", "seed", "jobs", "memory", "force")
OF_REFRESH = ("country", "into", "dry_run", "fresh", "tables", "outlines")


def run(args: argparse.Namespace) -> int:
    other = OF_REFRESH if args.action == "compare" else OF_COMPARE
    if wrong := [name for name in other if getattr(args, name)]:
        said = "PLACE" if wrong[0] == "places" else f"--{wrong[0].replace('_', '-')}"
        return fail(f"{said} is no word of 'bygd places {args.action}'", 2)
    if args.action == "compare":
        return compare(args)
    return refresh(args)


def refresh(args: argparse.Namespace) -> int:
    """Fetch, check and write the figures."""
    from bygd.places.refresh.errors import RefreshError

    args.into = args.into or INTO
    try:
        return _outlines(args) if args.outlines else _refresh(args)
    except RefreshError as error:
        return fail(f"{error}; {STAYS}", 2)
    except KeyboardInterrupt:
        return fail("Stopped. What was fetched is kept for a day: the same command goes on from here.", 130)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise
        return fail(f"the disk is full; {STAYS}", 2)


def _refresh(args: argparse.Namespace) -> int:
    from bygd.cli.progress import ProgressBar
    from bygd.places.columns import COUNTRIES
    from bygd.places.refresh import refreshed
    from bygd.places.refresh.sources import read, shipped
    from experiments.workers.pool import Tally

    sources = read(Path(args.tables)) if args.tables else shipped()
    countries = tuple(dict.fromkeys(args.country or COUNTRIES))
    bar = ProgressBar(len(sources.of(countries)), HUNDREDTHS, quiet=args.quiet or wants_json(args), each="table")

    def progress(tables: float) -> None:
        whole = int(tables)
        part = round(HUNDREDTHS * (tables - whole))
        bar.show(Tally(whole, (part,) if part else ()))

    try:
        with _web(bar, fresh=args.fresh) as web:
            outcome = refreshed(web, sources, countries, Path(args.into), dry_run=args.dry_run, progress=progress)
            calls = web.calls
    finally:
        bar.close()
    if outcome.failed:
        return _failed(outcome)
    _tell(args, outcome, calls)
    return 0


def _outlines(args: argparse.Namespace) -> int:
    from bygd.cli.progress import ProgressBar
    from bygd.places.columns import COUNTRIES
    from bygd.places.refresh.errors import CheckFailed, OfficeFailed
    from bygd.places.refresh.outlines import FILE, WRITTEN, read, refreshed

    sources = read(Path(args.tables) if args.tables else FILE)
    countries = tuple(dict.fromkeys(args.country or COUNTRIES))
    bar = ProgressBar(1, HUNDREDTHS, quiet=args.quiet or wants_json(args), each="country")
    try:
        with _web(bar, fresh=args.fresh) as web:
            found = refreshed(web, sources, countries, Path(args.into), dry_run=args.dry_run)
    except (CheckFailed, OfficeFailed) as error:
        return fail(f"{error}; no outline was written", 1)
    finally:
        bar.close()
    written = None if args.dry_run else Path(args.into) / WRITTEN
    if wants_json(args):
        print_json({"written": written, "found": found})
    else:
        last = (
            f"Written: {written} (bygd map … --figures {args.into})" if written else "Nothing was written (--dry-run)"
        )
        say("\n".join([*found, last]))
    return 0


def _web(bar: ProgressBar, *, fresh: bool) -> Web:
    """The connection to the offices. Raises ``BadInput`` where its library is not installed."""
    from bygd.places.refresh.errors import BadInput
    from bygd.places.refresh.kept import FOLDER, Kept
    from sim.cache import cache_folder

    try:
        from bygd.places.refresh.web import Web
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "httpx":
            raise
        raise BadInput("this needs the library httpx, which is not installed: pip install 'bygd[refresh]'") from None
    folder, alone = cache_folder(FOLDER)
    if alone:
        say(f"bygd: answers are not kept ({alone})", sys.stderr)
    return Web(Kept(folder, fresh=fresh), say=bar.say)


def _failed(outcome: Outcome) -> int:
    if outcome.unreached:
        return fail(
            "\n".join([f"no office could be reached: is there a network? {STAYS.capitalize()}", *_indented(outcome)]), 2
        )
    count = counted(len(outcome.failed), "thing is", "things are")
    return fail("\n".join([f"{count} wrong with what the offices answered; {STAYS}", *_indented(outcome)]), 1)


def _indented(outcome: Outcome) -> list[str]:
    return [f"  {line}" for line in (*outcome.failed, *outcome.notes)]


def _tell(args: argparse.Namespace, outcome: Outcome, calls: int) -> None:
    from bygd.places.refresh.difference import in_words

    if wants_json(args):
        print_json(
            {
                "written": outcome.written,
                "calls": calls,
                "differences": [
                    {**one._asdict(), "largest": [each._asdict() for each in one.largest]}
                    for one in outcome.differences
                ],
                "new": outcome.new,
                "gone": outcome.gone,
                "notes": outcome.notes,
            }
        )
        return
    lines = [line for one in outcome.differences for line in in_words(one)]
    lines += [f"New: {', '.join(outcome.new)}"] * bool(outcome.new) + [f"Gone: {', '.join(outcome.gone)}"] * bool(
        outcome.gone
    )
    lines += outcome.notes
    if outcome.written:
        lines.append(f"Written: {outcome.written} (bygd new … --figures {outcome.written})")
    else:
        lines.append(
            "Nothing was written (--dry-run)" if args.dry_run else "Nothing was written: there is nothing newer"
        )
    say("\n".join(lines))


__all__ = ["arguments", "run"]
