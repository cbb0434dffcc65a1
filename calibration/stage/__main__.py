"""``python -m calibration.stage``: simulate the settings, keep their runs, print the tables or write them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from calibration.patterns.kept_runs import Failed
from calibration.stage import page
from calibration.stage.running import seen
from calibration.stage.tables import outside
from calibration.stage.towns import SETTLEMENT, TOWN_SETTINGS, UMEA
from experiments.files import write_text
from sim.scenario import ScenarioError
from sim.scenario.paths import near

SEEDS, REGION_SEEDS = 10, 3
REGION_SHARE = 1.0
"""Of the people of the Umeå region that are simulated. A run of the whole takes minutes; with a quarter the rural
neighbours lose more people than with all, as what a labour market offers goes by its size."""
YEAR = 12
SETTINGS = {setting.key: setting for setting in (*TOWN_SETTINGS, *SETTLEMENT, UMEA)}
"""The region last: its runs take longest."""


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog="python -m calibration.stage", description="Twenty years without any policy, beside what is published."
    )
    asked.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help=f"runs of each town ({SEEDS})")
    asked.add_argument(
        "--region-seeds", type=int, default=REGION_SEEDS, metavar="N", help=f"runs of the Umeå region ({REGION_SEEDS})"
    )
    asked.add_argument(
        "--region-share",
        type=float,
        default=REGION_SHARE,
        metavar="S",
        help=f"share of its people that is simulated ({REGION_SHARE})",
    )
    asked.add_argument("--only", nargs="+", default=[*SETTINGS], metavar="KEY", help=f"of {', '.join(SETTINGS)} (all)")
    asked.add_argument("--months", type=int, default=None, metavar="N", help="months of each run (its scenario's)")
    asked.add_argument("--jobs", type=int, default=1, metavar="N", help="processes at once (1)")
    asked.add_argument("--out", type=Path, default=Path("outputs/stage"), metavar="DIR", help="where runs are kept")
    asked.add_argument("--page", type=Path, default=page.PAGE, metavar="FILE", help="what --write writes into")
    asked.add_argument("--write", action="store_true", help=f"write the tables into {page.PAGE.name}")
    return asked


def main(words: Sequence[str] | None = None) -> int:
    """0 when all is done, 1 for a run that failed, 2 for what cannot be done."""
    asked = parser()
    given = asked.parse_args(words)
    for key in given.only:
        if key not in SETTINGS:
            asked.error(f"--only: there is no {key!r}; {near(key, SETTINGS)}")
    for name in ("seeds", "region_seeds", "jobs"):
        if getattr(given, name) < 1:
            asked.error(f"--{name.replace('_', '-')} is {getattr(given, name)}; allowed: 1 and more")
    if not 0.01 <= given.region_share <= 1.0:
        asked.error(f"--region-share is {given.region_share}; allowed: 0.01 to 1")
    if given.months is not None and given.months < YEAR:
        asked.error(f"--months is {given.months}; allowed: {YEAR} and more, as much is counted once a year")
    try:
        runs = {}
        for key, setting in SETTINGS.items():
            if key in given.only:
                many, share = (given.region_seeds, given.region_share) if setting is UMEA else (given.seeds, 1.0)
                seeds = range(1, many + 1)
                runs[key] = seen(setting, seeds, given.out, months=given.months, share=share, jobs=given.jobs)
        found = page.parts(runs, whole=given.write)
        if given.write:
            text = given.page.read_text(encoding="utf-8")
            write_text(given.page, page.with_parts(text, found))
    except (Failed, OSError, ScenarioError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, Failed) else 2
    if not given.write:
        print("\n\n".join(found.values()))
    for key, some in runs.items():
        for place, one in outside(SETTINGS[key], some):
            print(f"outside: {key}, {place}, {one.row.words}: {one.shown}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
