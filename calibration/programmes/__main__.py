"""``python -m calibration.programmes``: a town with each ready piece and without, each run kept; a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from calibration.pages import write_between
from calibration.patterns.kept_runs import Failed
from calibration.programmes import page
from calibration.programmes.running import known, run, town_and
from sim.scenario import ScenarioError
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.paths import near

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
    asked.add_argument("--jobs", type=int, default=1, metavar="N", help="processes at once (1)")
    asked.add_argument(
        "--out", type=Path, default=Path("outputs/programmes"), metavar="DIR", help="where runs are kept"
    )
    asked.add_argument("--page", type=Path, default=page.PAGE, metavar="FILE", help="what --write writes into")
    asked.add_argument("--write", action="store_true", help=f"write the table into {page.PAGE.name}")
    return asked


def main(words: Sequence[str] | None = None) -> int:
    """0 when all is done, 1 for a run that failed, 2 for what cannot be done."""
    asked = parser()
    given = asked.parse_args(words)
    there = known()
    for key in given.only:
        if key not in there:
            asked.error(f"--only: there is no piece {key!r}; {near(key, there)}")
    for name, least in (("replicates", 2), ("months", 12), ("jobs", 1)):
        if getattr(given, name) < least:
            asked.error(f"--{name} is {getattr(given, name)}; allowed: {least} and more")
    try:
        base, some = town_and(given.only, given.town, given.months)
        alone, by_piece = run(base, some, given.replicates, given.out, jobs=given.jobs)
        text = page.tables(base.title or Path(given.town).stem, given.months, some, alone, by_piece)
        if given.write:
            write_between(given.page, page.COMMAND, text)
    except (Failed, OSError, ScenarioError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, Failed) else 2
    if not given.write:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
