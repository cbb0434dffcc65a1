"""Say how many replicates an interval of a wanted width takes, judged by the runs of a sweep."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

from bygd.cli.answering import json_argument, print_json, wants_json
from bygd.cli.options import told


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="folder of a sweep, the pilot")
    parser.add_argument(
        "--width", dest="widths", metavar="OUTCOME=W", action="append", default=[],
        help="wanted half-width of a 95 %% interval in the outcome's unit, such as retention_5=0.01 (may be "
             "given several times; a tenth of the mean of every outcome when left out)",
    )
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    from bygd.cli.sweeps import swept_in
    from experiments.analysis.replicates import replicates_needed
    from experiments.analysis.words import needed_words

    found = swept_in(Path(args.folder))
    if isinstance(found, int):
        return found
    swept, _ = found
    there = [key for key, values in swept.values.items() if bool((values == values).any())]
    wanted: dict[str, float | None] = {}
    for text in args.widths:
        key, sign, number = text.partition("=")
        if key not in there:
            near = difflib.get_close_matches(key, there, 1)
            return told(f"--width: there is no outcome {key!r}; "
                        + (f"did you mean {near[0]}?" if near else f"there are {', '.join(there)}"), 2)
        try:
            width = float(number)
        except ValueError:
            width = 0.0
        if not sign or not 0 < width < float("inf"):
            return told(f"--width: {text!r}: give a number above 0, such as {key}=0.01", 2)
        wanted[key] = width
    halves = wanted or dict.fromkeys(there)
    needed = {key: replicates_needed(swept, key, half) for key, half in halves.items()}
    if wants_json(args):
        print_json({"pilot": {"replicates": swept.replicates, "points": len(swept.design.points)},
                    "outcomes": needed})
        return 0
    for one in needed.values():
        print(needed_words(one))
    print(f"\nJudged by {swept.replicates} replicates at {len(swept.design.points):,} points; in brackets "
          "what so few leave open.")
    return 0
