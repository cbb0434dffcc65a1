"""``python -m calibration.validation``: a finished validation, into docs/validation.md and what reports read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from calibration.pages import write_between
from calibration.validation.evidence import load_patterns
from calibration.validation.page import table_words
from calibration.validation.tested import model_of, read_csv, write_tested

COMMAND = "python -m calibration.validation --write"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog="python -m calibration.validation",
        description="Of a finished `bygd validate`: the table of the page on validation, and what reports tell of it.",
    )
    asked.add_argument("--results", default="outputs/validation", metavar="DIR", help="of `bygd validate`")
    asked.add_argument("--write", action="store_true", help=f"write into {PAGE.name} and into what reports read")
    return asked


def main(words: Sequence[str] | None = None) -> int:
    """0 when all is done, 2 where no finished validation lies."""
    asked = parser()
    given = asked.parse_args(words)
    folder, evidence = Path(given.results), load_patterns()
    try:
        model = model_of(folder)
    except (OSError, KeyError, ValueError) as error:
        asked.error(f"--results: {folder} holds no finished validation ({error})")
    text = table_words(read_csv(folder / "validation.csv"), model)
    if given.write:
        write_between(PAGE, COMMAND, text)
        write_tested(folder, evidence)
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
