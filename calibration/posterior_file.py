"""Draws from a posterior, for commands that put parameter uncertainty into what they say.

The file is CSV: a column a dotted path, a row a draw, all equally likely. :mod:`calibration.summary` writes
it; the one that comes with bygd is ``calibration/posterior.csv``, where there is one.
"""

from __future__ import annotations

import io
import math
import os
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from experiments.designs.cells import BadTable, rows_of
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.hints import number_hint
from sim.scenario.source import read_text, scalar_of

DEFAULT = "posterior.csv"
MOST_COLUMNS = 200
MOST_DRAWS = 100_000
LARGEST = 50_000_000
"""Of a file of draws [bytes]."""


def posterior_file() -> Path:
    """The posterior that comes with bygd. Raises ``ScenarioError`` when there is none yet."""
    found = Path(str(resources.files("calibration").joinpath(DEFAULT)))
    if not found.is_file():
        raise ScenarioError(
            Problem(f"there is no posterior calibration/{DEFAULT}: make one with bygd calibrate, or name a file")
        )
    return found


def posterior_draws(path: str | Path | None = None, number: int = 50, seed: int = 1) -> list[dict[str, Any]]:
    """``number`` draws as ``{dotted path: value}``, to be applied with ``with_overrides``.

    ``path``: a posterior.csv, a folder of results that holds one, or None for the one that comes with bygd.
    Draws are taken without repetition as long as there are enough, in an order that follows from ``seed``: of
    two numbers the smaller's draws begin the larger's. Raises ``ScenarioError`` with file and line.
    """
    if number < 1:
        raise ValueError(f"number must be 1 or more, not {number}")
    file = posterior_file() if path is None else Path(path)
    rows = read_draws(file / DEFAULT if os.path.isdir(file) else file)
    rng = np.random.default_rng([seed, 9])
    order: list[int] = []
    while len(order) < number:
        order += rng.permutation(len(rows)).tolist()
    return [dict(rows[place]) for place in order[:number]]


def read_draws(file: Path) -> list[dict[str, Any]]:
    """All draws in a file, in its order. Raises ``ScenarioError``."""
    shown = str(file)

    def refuse(message: str, line: int = 1, path: str = "") -> ScenarioError:
        return ScenarioError(Problem(message, path, shown, line))

    text = read_text(file, shown, what="a posterior", largest=LARGEST)
    rows: list[dict[str, Any]] = []
    try:
        lines = rows_of(io.StringIO(text, newline=""))
        first, head = next(lines, (1, []))
        if not head or not all(head) or len(head) > MOST_COLUMNS:
            raise refuse("the first line names the parameters by their dotted paths", first)
        if len(set(head)) < len(head):
            raise refuse("names a parameter twice", first)
        for line, cells in lines:
            if len(cells) != len(head):
                raise refuse(f"{len(cells)} values, but the first line names {len(head)} parameters", line)
            rows.append(dict(zip(head, map(scalar_of, cells), strict=True)))
            for name, value in rows[-1].items():
                if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
                    words = f"found {str(value)[:40]!r}; allowed: a number{number_hint(value)}"
                    raise refuse(words, line, name)
            if len(rows) > MOST_DRAWS:
                raise refuse(f"holds more than {MOST_DRAWS:,} draws", line)
    except BadTable as error:
        raise refuse(str(error), error.line) from None
    if not rows:
        raise refuse("holds no draw")
    return rows


__all__ = ["posterior_draws", "posterior_file", "read_draws"]
