"""Arguments and answers that commands which simulate have in common."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from experiments.workers.limits import Limits

from bygd.cli.answering import json_argument
from sim.languages import SOURCE, _, known, localised
from sim.text import escaped
from sim.words import counted

REPLICATES = 8
LANGUAGE = "BYGD_LANGUAGE"
"""The environment variable that says the language where a command does not."""
MOST_REPLICATES, MOST_JOBS, MOST_THREADS, MOST_MONTHS = 100_000, 1024, 256, 480


def whole(name: str, least: int, most: int) -> type:
    """An argparse type: a whole number within limits, however it is written (12, 12.0, 1.2e1)."""

    def read(text: str) -> int:
        from sim.scenario.hints import number_hint
        from sim.scenario.source import scalar_of

        value = scalar_of(text.strip())
        if isinstance(value, bool) or not isinstance(value, int):
            raise argparse.ArgumentTypeError(_("{text!r} is not a whole number", text=text) + number_hint(text))
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(
                _(
                    "{option} must be between {least} and {most}, not {number}",
                    option=name,
                    least=localised(f"{least:,}"),
                    most=localised(f"{most:,}"),
                    number=localised(f"{value:,}"),
                )
            )
        return value

    return read  # type: ignore[return-value]


def simulation_arguments(parser: argparse.ArgumentParser, *, out: str) -> None:
    """How often, how long, with which seed and changes, where to, how many at once."""
    add = parser.add_argument
    add(
        "--replicates",
        metavar="N",
        type=whole("--replicates", 1, MOST_REPLICATES),
        default=None,
        help=f"how many times to simulate it, varying only chance ({REPLICATES})",
    )
    add(
        "--set",
        dest="settings",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help="change one field first, such as meeting.free_hours=40 (may be given several times)",
    )
    add(
        "--months",
        metavar="M",
        type=whole("--months", 1, MOST_MONTHS),
        help="simulate this many months (the scenario's)",
    )
    add(
        "--threads",
        metavar="T",
        type=whole("--threads", 1, MOST_THREADS),
        default=1,
        help="threads within each run (1); measured with two: a month of a million people is 1.04 to 1.08 times as "
        "fast, one of 3 thousand takes 1.15 times as long, so give processors to --jobs",
    )
    work_arguments(parser, out)


def work_arguments(parser: argparse.ArgumentParser, out: str) -> None:
    """With which seed, where to, how many at once, how much of the machine, what is said."""
    add = parser.add_argument
    add(
        "--seed",
        metavar="S",
        type=whole("--seed", 0, 2**63 - 1),
        help="seed of the experiment; every replicate's own seed follows from it (the scenario's)",
    )
    add("--out", metavar="DIR", help=f"folder for the results ({out})")
    add(
        "--jobs",
        metavar="N",
        type=whole("--jobs", 1, MOST_JOBS),
        help="runs at once, each in a process of its own (one a processor)",
    )
    add(
        "--memory",
        metavar="MB",
        type=whole("--memory", 100, 10**8),
        help="the most memory a run may take; one that needs more is ended, and the others go on (an equal "
        "share of nine tenths of the machine's)",
    )
    force_argument(parser)
    add("--quiet", action="store_true", help="print the report's path and errors, nothing else")
    json_argument(parser)


def kronor(option: str) -> Callable[[str], float]:
    """An argparse type: an amount of money for ``option`` [SEK]."""

    def amount(text: str) -> float:
        try:
            value = float(text.replace("_", "").replace(",", ""))
        except ValueError:
            raise argparse.ArgumentTypeError(_("{text!r} is not an amount in SEK", text=text)) from None
        if not 0 < value < 1e13:
            raise argparse.ArgumentTypeError(_("{option} must be more than zero, not {text}", option=option, text=text))
        return value

    return amount


def force_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="replace other results that lie in the folder")


def language_argument(parser: argparse.ArgumentParser) -> None:
    """In which language reports, their figures and forms are written."""
    parser.add_argument(
        "--language",
        metavar="CODE",
        type=language,
        default=os.environ.get(LANGUAGE, SOURCE),
        help="language of the report and its figures: en, sv, nb, da, fi or is; what is not translated stays English "
        f"(that of {LANGUAGE}, or en)",
    )


def language(text: str) -> str:
    """An argparse type: the code of a language."""
    try:
        return known(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def limited(args: argparse.Namespace, jobs: int) -> Limits:
    """What a run may take where ``jobs`` run at once."""
    from experiments.workers.limits import limits_here

    return limits_here(None, args.memory, jobs)


def memory_words(limits: Limits) -> str:
    """What a run may take, for the line that says what is about to happen."""
    return f", at most {limits.memory:,} MB of memory each" if limits.memory else ""


def done_before(todo: int, done: int) -> str:
    """What is said of runs that an earlier command finished; empty where there are none."""
    if not done:
        return ""
    if not todo:
        return f"all {counted(done, 'run', 'runs')} were finished already; the report is written again"
    return f"{done:,} of {counted(todo + done, 'run', 'runs')} were done before and are not repeated"


KEPT = "finished runs are kept: the same command goes on from here"


def name_of(file: str) -> str:
    """What a file is called in results: its name without ending, without odd characters."""
    return re.sub(r"[^\w.-]+", "-", Path(file).stem).strip("-.") or "scenario"


def leave(*__: object) -> NoReturn:
    """Asked to end: leave as after Ctrl-C, so that workers and temporary files go."""
    raise SystemExit(143)


def fail(message: str, code: int) -> int:
    print(escaped(f"bygd: {message}"), file=sys.stderr, flush=True)
    return code


__all__ = [
    "KEPT",
    "REPLICATES",
    "done_before",
    "fail",
    "force_argument",
    "language_argument",
    "leave",
    "limited",
    "memory_words",
    "name_of",
    "simulation_arguments",
    "whole",
]
