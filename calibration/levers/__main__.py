"""``python -m calibration.levers FOLDER …``: three levers in several places, from finished comparisons."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from calibration.levers import page
from calibration.pages import write_between


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog=page.COMMAND,
        description="What three levers do in each place that was compared with --posterior, in tables.",
    )
    asked.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="finished folders of 'bygd compare'")
    asked.add_argument("--page", type=Path, default=page.PAGE, metavar="FILE", help="what --write writes into")
    asked.add_argument("--write", action="store_true", help=f"write the tables into {page.PAGE.name}")
    return asked


def main(words: Sequence[str] | None = None) -> int:
    """0 when all is done, 2 for folders that it cannot be made of."""
    asked = parser()
    given = asked.parse_args(words)
    try:
        text = page.tables([page.read(folder) for folder in given.folders])
        if given.write:
            write_between(given.page, page.COMMAND, text)
        else:
            print(text)
    except ValueError as error:
        asked.error(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
