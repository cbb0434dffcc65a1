"""``python -m calibration.programmes``: a town with each ready piece and without, each run kept; a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from calibration.programmes import page
from calibration.programmes.asking import answered, refuse, running_arguments
from calibration.programmes.running import known, run, town_and
from sim.scenario.inheritance import packaged_scenarios

REPLICATES, MONTHS = 30, 60
TOWN = packaged_scenarios() / "rural-town.yaml"


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog="python -m calibration.programmes",
        description="What each ready programme and post does in one town, against the town without it.",
    )
    asked.add_argument(
        "--town", default=str(TOWN), metavar="FILE", help=f"the scenario they are put into ({TOWN.name})"
    )
    asked.add_argument("--replicates", type=int, default=REPLICATES, metavar="N", help=f"pairs of each ({REPLICATES})")
    asked.add_argument("--months", type=int, default=MONTHS, metavar="N", help=f"months of each run ({MONTHS})")
    asked.add_argument("--only", nargs="+", default=known(), metavar="PIECE", help="programmes/language-cafe … (all)")
    running_arguments(asked, page.PAGE)
    return asked


def main(words: Sequence[str] | None = None) -> int:
    """0 when all is done, 1 for a run that failed, 2 for what cannot be done."""
    asked = parser()
    given = asked.parse_args(words)
    refuse(asked, given, known(), "piece")

    def text() -> str:
        base, some = town_and(given.only, given.town, given.months)
        found = run(some, given.replicates, given.out, jobs=given.jobs)
        return page.tables(base.title or Path(given.town).stem, given.months, some, found)

    return answered(given, page.COMMAND, text)


if __name__ == "__main__":
    sys.exit(main())
