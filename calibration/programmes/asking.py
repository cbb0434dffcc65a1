"""What the two commands of this package ask for alike, and how they end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from calibration.pages import write_between
from calibration.patterns.kept_runs import Failed
from sim.scenario import ScenarioError
from sim.scenario.paths import near


def running_arguments(asked: argparse.ArgumentParser, page: Path) -> None:
    asked.add_argument("--jobs", type=int, default=1, metavar="N", help="processes at once (1)")
    asked.add_argument(
        "--out", type=Path, default=Path("outputs/programmes"), metavar="DIR", help="where runs are kept"
    )
    asked.add_argument("--page", type=Path, default=page, metavar="FILE", help="what --write writes into")
    asked.add_argument("--write", action="store_true", help=f"write the tables into {page.name}")


def refuse(asked: argparse.ArgumentParser, given: argparse.Namespace, known: Collection[str], one: str) -> None:
    """End with code 2 for what nobody knows, and for numbers that cannot be."""
    for key in given.only:
        if key not in known:
            asked.error(f"--only: there is no {one} {key!r}; {near(key, known)}")
    for name, least in (("replicates", 2), ("months", 12), ("jobs", 1)):
        if getattr(given, name, least) < least:
            asked.error(f"--{name} is {getattr(given, name)}; allowed: {least} and more")


def answered(given: argparse.Namespace, command: str, text: Callable[[], str]) -> int:
    """Print ``text``, or write it into its page: 0 when all is done, 1 for a run that failed, 2 for what cannot be
    done."""
    try:
        said = text()
        if given.write:
            write_between(given.page, command, said)
        else:
            print(said)
    except (Failed, OSError, ScenarioError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, Failed) else 2
    return 0


__all__ = ["answered", "refuse", "running_arguments"]
