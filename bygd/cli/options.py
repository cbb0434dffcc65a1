"""Arguments and answers that commands which simulate have in common."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import NoReturn

from bygd.cli.answering import json_argument

REPLICATES = 8
MOST_REPLICATES, MOST_JOBS, MOST_THREADS, MOST_MONTHS = 100_000, 1024, 256, 480


def whole(name: str, least: int, most: int) -> type:
    """An argparse type: a whole number within limits."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{name} must be between {least:,} and {most:,}, not {value:,}")
        return value

    return read  # type: ignore[return-value]


def simulation_arguments(parser: argparse.ArgumentParser, *, out: str) -> None:
    """How often, how long, with which seed and changes, where to, how many at once."""
    add = parser.add_argument
    add("--replicates", metavar="N", type=whole("--replicates", 1, MOST_REPLICATES), default=None,
        help=f"how many times to live through it, each with other luck ({REPLICATES})")
    add("--seed", metavar="S", type=whole("--seed", 0, 2**63 - 1),
        help="seed of the experiment; every replicate's own seed follows from it (the scenario's)")
    add("--set", dest="settings", metavar="PATH=VALUE", action="append", default=[],
        help="change one field first, such as meeting.free_hours=40 (may be given several times)")
    add("--out", metavar="DIR", help=f"folder for the results ({out})")
    add("--months", metavar="M", type=whole("--months", 1, MOST_MONTHS),
        help="simulate this many months (the scenario's)")
    add("--jobs", metavar="N", type=whole("--jobs", 1, MOST_JOBS),
        help="runs at once, each in a process of its own (one a processor)")
    add("--threads", metavar="T", type=whole("--threads", 1, MOST_THREADS), default=1,
        help="threads within each run (1); worth it for a hundred thousand people and more")
    add("--quiet", action="store_true", help="print the report's path and errors, nothing else")
    json_argument(parser)


def name_of(file: str) -> str:
    """What a file is called in results: its name without ending, without odd characters."""
    return re.sub(r"[^\w.-]+", "-", Path(file).stem).strip("-.") or "scenario"


def compiling() -> str:
    """A line that warns of a first run's wait; empty when there is none."""
    from sim.jit import is_compiled, jit_enabled

    wait = not is_compiled() and jit_enabled()
    return "\ncompiling the model's kernels: once, a minute or two" if wait else ""


def leave(*_: object) -> NoReturn:
    """Asked to end: leave as after Ctrl-C, so that workers and temporary files go."""
    raise SystemExit(143)


def told(message: str, code: int) -> int:
    print(f"bygd: {message}", file=sys.stderr, flush=True)
    return code


__all__ = ["REPLICATES", "compiling", "leave", "name_of", "simulation_arguments", "told", "whole"]
