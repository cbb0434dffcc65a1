"""Say which parameters decide each outcome of a sweep: a table and a sentence an outcome.

Takes the folder of a sweep, or a design file, which is swept first.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bygd.cli.answering import print_json, wants_json
from bygd.cli.options import fail, simulation_arguments, whole
from bygd.cli.saying import say

if TYPE_CHECKING:
    from experiments.analysis import Analysis


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", metavar="DIR_OR_DESIGN", help="folder of a sweep, or design file (YAML), or the name of one"
    )
    parser.add_argument(
        "--top", metavar="N", type=whole("--top", 1, 1000), default=30, help="parameters shown of each outcome (30)"
    )
    simulation_arguments(parser, out="outputs/ and the design's name")


def run(args: argparse.Namespace) -> int:
    from bygd.cli.sweeps import state_of, swept_in
    from experiments.analysis import analyse

    folder = Path(args.source)
    if not folder.is_dir():
        from bygd.cli.sweep import sweep_folder

        args.file = args.source
        with contextlib.redirect_stdout(sys.stderr):  # what is asked for is the ranking
            folder = sweep_folder(args)
    found = swept_in(folder)
    if isinstance(found, int):
        return found
    swept, _ = found
    if state := state_of(swept):
        say(state, sys.stderr)
    analysis = analyse(swept, curves=False)
    for part in analysis.failed:
        fail(part.words, 1)
    if wants_json(args):
        print_json(document(analysis))
    else:
        say(rankings_in_words(analysis, args.top))
    return 0


def document(found: Analysis) -> dict[str, Any]:
    """The rankings for a script: of each outcome every parameter, the strongest first."""
    design = found.swept.design
    return {
        outcome: {
            "by": ranking.by,
            "parameters": [
                {
                    "key": one.factor,
                    "label": design.label(one.factor),
                    "value": one.value,
                    "low": one.low,
                    "high": one.high,
                    "standing": one.standing,
                }
                for one in ranking.factors
            ],
        }
        for outcome, ranking in found.rankings.items()
    }


def rankings_in_words(found: Analysis, top: int) -> str:
    """Tables and sentences for the terminal."""
    from experiments.analysis.ranking import NAMES
    from experiments.analysis.words import chance_note, decimals_of, ranking_caution, ranking_words, standing_words
    from experiments.comparison.wording import in_unit, interval
    from experiments.outcomes.outcome import BY_KEY
    from experiments.outcomes.wording import plain

    design, parts = found.swept.design, []
    for outcome, ranking in found.rankings.items():
        headline = BY_KEY[outcome]
        own = ranking.by in ("μ*", "effect", "step")
        of_hundred = " [of 100]" if own and headline.form == "share" else f" [{headline.unit}]" if own else ""
        places = decimals_of(ranking)
        beneath = chance_note(ranking, in_unit(headline, ranking.floor) if own else plain(ranking.floor, places))
        lines = [f"{headline.label}: {NAMES[ranking.by]}{of_hundred}{beneath}"]
        rows = [
            (
                design.label(one.factor),
                in_unit(headline, one.value) if own else plain(one.value, places),
                interval(headline, one.low, one.high)
                if own
                else f"{plain(one.low, places)} to {plain(one.high, places)}",
                standing_words(one),
            )
            for one in ranking.factors[:top]
        ]
        wide = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
        lines += [
            f"  {rank:>3}  {row[0]:<{wide[0]}}  {row[1]:>{wide[1]}}  {row[2]:<{wide[2]}}  {row[3]}"
            for rank, row in enumerate(rows, 1)
        ]
        if len(ranking.factors) > top:
            lines.append(f"       and {len(ranking.factors) - top} more")
        lines += ["", ranking_words(design, ranking)]
        if words := ranking_caution(ranking):
            lines.append(words)
        parts.append("\n".join(lines))
    return "\n\n".join(parts) or "There are too few finished runs to rank anything."
