"""Good practice: a card for every case and ready programme, with what it did and what the model says of it.

  bygd practices                          # list them
  bygd practices mentor                   # those with a word anywhere in them
  bygd practices show language-cafe       # one card
  bygd practices --write practices        # pages to look through in a browser, without a server
  bygd practices show language-cafe --language fi
  bygd practices --simulate --only programmes/language-cafe --out outputs/practices

A card says who did what, where and since when, for whom, with whose money and until when, what the source says it
achieved and what kind of evidence that is, what the model says (pairs of runs with the same random draws on the same
base), and how to put it into a file of one's own. What is not known is called unknown.

--simulate makes the model's figures anew, into results.csv in --out; finished runs are kept, and the same command goes
on where it was stopped. --results reads such a file in place of the figures that come with bygd.

Words are found in English and in the language of --language; a quotation stays in the language of its source, and what
--json says is English.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.cli.answering import print_json, wants_json
from bygd.cli.options import MOST_MONTHS, MOST_REPLICATES, fail, language_argument, whole, work_arguments
from bygd.cli.practices_simulate import PAIRS, simulate
from bygd.cli.saying import say
from sim.languages import SOURCE, _, in_language, localised, ngettext

if TYPE_CHECKING:
    from bygd.practices.results import Row

SHOW = "show"


def arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("words", metavar="WORD", nargs="*", help="cards that have these words; or: show NAME")
    add("--write", metavar="DIR", help="write the cards as pages into this folder")
    add("--results", metavar="FILE", help="the model's figures from this file (those that come with bygd)")
    add("--simulate", action="store_true", help="simulate cards anew and write their figures")
    add("--only", metavar="CARD", action="append", default=[], help="with --simulate: this card (repeatable; all)")
    add(
        "--pairs",
        metavar="N",
        type=whole("--pairs", 2, MOST_REPLICATES),
        help=f"with --simulate: pairs of runs of each card ({PAIRS})",
    )
    add(
        "--months",
        metavar="M",
        type=whole("--months", 1, MOST_MONTHS),
        help="with --simulate: no run is longer (ten years of a programme, of a case what its file says)",
    )
    language_argument(parser)
    work_arguments(parser, out="outputs/practices")


def run(args: argparse.Namespace) -> int:
    from bygd.practices.cards import card

    if refused := refusal(args):
        return fail(refused, 2)
    if args.simulate:
        from bygd.practices.trials import known

        return simulate(args, [card(name).name for name in args.only] or known())
    results = results_of(args)
    with in_language(args.language):
        return told(args, results)


def told(args: argparse.Namespace, results: dict[str, list[Row]]) -> int:
    """What is asked of the cards, in the language in force."""
    if args.write is not None:
        return write(args, results)
    if args.words[:1] == [SHOW]:
        return show(args, results)
    return tell(args, results)


def refusal(args: argparse.Namespace) -> str:
    """Why the words make no sense together; empty where they do."""
    if args.simulate and (args.words or args.write is not None or args.results is not None):
        return "--simulate goes with --only, --pairs, --months and --out; look at cards in another command"
    given = [name for name in ("only", "pairs", "months", "out", "seed", "jobs", "memory") if getattr(args, name)]
    if given and not args.simulate:
        return f"--{given[0]} goes with --simulate"
    if args.write is not None and args.words:
        return "--write writes every card; leave the words out"
    if args.words == [SHOW]:
        return "show what? 'bygd practices' lists the cards: bygd practices show language-cafe"
    if args.results is not None and not os.path.isfile(args.results):
        return f"--results: there is no file {args.results}"
    if args.write is not None and os.path.lexists(args.write) and not os.path.isdir(args.write):
        return f"--write: {args.write} is no folder"
    return ""


def results_of(args: argparse.Namespace) -> dict[str, list[Row]]:
    """The model's figures by card. Raises ``ScenarioError`` for a file that is no table of them."""
    from bygd.practices.results import shipped, written

    return shipped() if args.results is None else written(Path(args.results))


def tell(args: argparse.Namespace, results: dict[str, list[Row]]) -> int:
    """The cards that have the words."""
    from bygd.practices.cards import search
    from bygd.practices.text import data, listed

    found = search(args.words)
    if wants_json(args):
        with in_language(SOURCE):
            print_json([data(one, results.get(one.name, [])) for one in found])
        return 0
    if not found:
        return fail(f"no card has {' and '.join(map(repr, args.words))} in it; 'bygd practices' lists them all", 1)
    say(listed(found, results))
    if not args.quiet:
        say("\n" + more_of_one(len(found)))
    return 0


def more_of_one(number: int) -> str:
    return ngettext(
        "{number} card. 'bygd practices show NAME' tells more of one.",
        "{number} cards. 'bygd practices show NAME' tells more of one.",
        number,
        number=localised(f"{number:,}"),
    )


def show(args: argparse.Namespace, results: dict[str, list[Row]]) -> int:
    """One card."""
    from bygd.practices.cards import card
    from bygd.practices.text import data, shown
    from bygd.practices.trials import rules_now

    one = card(" ".join(args.words[1:]))
    rows = results.get(one.name, [])
    rules = rules_now(one.name) if rows else None
    if wants_json(args):
        with in_language(SOURCE):
            print_json(data(one, rows, rules))
    else:
        say(shown(one, rows, rules))
    return 0


def write(args: argparse.Namespace, results: dict[str, list[Row]]) -> int:
    """The pages."""
    from bygd.practices.pages import write_pages

    folder = Path(args.write)
    number = write_pages(folder, results, force=args.force)
    if isinstance(number, str):
        return fail(number, 2)
    index = folder / "index.html"
    if wants_json(args):
        print_json({"folder": folder, "index": index, "pages": number})
    else:
        say(index if args.quiet else _("Pages written: {number}. Open {index}", number=number, index=index))
    return 0


__all__ = ["arguments", "run"]
