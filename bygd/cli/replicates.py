"""Say how many replicates it takes, judged by the runs of a sweep, a comparison or a run.

  bygd replicates outputs/three-levers
  bygd replicates outputs/coordinator-against-base
  bygd replicates outputs/rural-town --width retention_5=0.01

Of a sweep and of a comparison: as many as would show the difference found, four times in five. Of a run: as
many as an interval of the mean of the wanted width takes.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Sequence
from pathlib import Path

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import fail
from bygd.cli.saying import say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="folder of a sweep, a comparison or a run: the pilot")
    parser.add_argument(
        "--width",
        dest="widths",
        metavar="OUTCOME=W",
        action="append",
        default=[],
        help="wanted half-width of a 95 %% interval in the outcome's unit, such as retention_5=0.01 (may be "
        "given several times; when left out, the difference found is to be shown, and of a run a tenth "
        "of the mean is the half-width)",
    )
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from experiments.analysis.pilots import NoPilot, pilot_in
    from experiments.analysis.words import needed_words

    try:
        pilot = pilot_in(Path(args.folder))
    except NoPilot as refusal:
        return fail(str(refusal), 2)
    widths = widths_of(args.widths, pilot.outcomes)
    if isinstance(widths, str):
        return fail(widths, 2)
    found = pilot.needed(widths)
    if wants_json(args):
        print_json(
            {"pilot": pilot.words, "needed": [{"of": heading, "outcomes": list(needed)} for heading, needed in found]}
        )
        return 0
    for heading, needed in found:
        if heading:
            say(f"{heading}:")
        for one in needed:
            say(needed_words(one))
    say(f"\n{pilot.words} In brackets: what the spread of so few leaves open.")
    return 0


def widths_of(texts: Sequence[str], there: Sequence[str]) -> dict[str, float] | str:
    """Half-widths by outcome; or what is wrong, in words."""
    wanted: dict[str, float] = {}
    for text in texts:
        key, sign, number = text.partition("=")
        if key not in there:
            near = difflib.get_close_matches(key, there, 1)
            return f"--width: there is no outcome {key!r}; " + (
                f"did you mean {near[0]}?" if near else f"there are {', '.join(there)}"
            )
        try:
            width = float(number)
        except ValueError:
            width = 0.0
        if not sign or not 0 < width < float("inf"):
            return f"--width: {text!r}: give a number above 0, such as {key}=0.01"
        wanted[key] = width
    return wanted
