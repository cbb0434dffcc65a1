"""Write a commented scenario file to start from."""

from __future__ import annotations

import argparse
import os
import sys

from bygd.cli.saying import say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", default="scenario.yaml", help="what to write (scenario.yaml)"
    )
    parser.add_argument(
        "--all", action="store_true", help="add every parameter, at its default, as a comment"
    )
    parser.add_argument("--force", action="store_true", help="replace the file when it is there")


def run(args: argparse.Namespace) -> int:
    if os.path.isdir(args.file):
        say(f"bygd: {args.file} is a folder; give the name of a file to write", sys.stderr)
        return 2
    folder = os.path.dirname(args.file) or "."
    if not os.path.isdir(folder):
        say(f"bygd: there is no folder {folder} to write in", sys.stderr)
        return 2
    if os.path.lexists(args.file) and not args.force:
        say(f"bygd: {args.file} is there already; --force replaces it", sys.stderr)
        return 2
    from sim.files import write_text
    from sim.scenario.starter import starter

    write_text(args.file, starter(every_parameter=args.all))
    say(f"Wrote {args.file}. 'bygd check {args.file}' says what it describes, 'bygd run' simulates it.")
    return 0
