"""Draws from a posterior, for commands that put parameter uncertainty into what they say.

The file is CSV: a column a dotted path, a row a draw, all equally likely, and in the columns ``model`` and ``rules``
the number of the model and the name of the scenario rules they were fitted to. Parameters that countries differ in
have a column a country besides, ``path@country``: a scenario takes its country's, and one of another country or of
none what countries have in common. :mod:`calibration.summary` writes it; the one that comes with bygd is
``calibration/posterior.csv``, where there is one. What was fitted to another model is refused: there its parameters
need not agree with the evidence.
"""

from __future__ import annotations

import io
import math
import os
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.designs.cells import BadTable, rows_of
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.hints import number_hint
from sim.scenario.source import read_text, scalar_of
from sim.version import MODEL

DEFAULT = "posterior.csv"
MODEL_COLUMN, RULES_COLUMN = "model", "rules"
MOST_COLUMNS = 200
MOST_DRAWS = 100_000
LARGEST = 50_000_000
"""Of a file of draws [bytes]."""


class PosteriorError(ScenarioError):
    """A posterior cannot be used."""

    what = "the posterior"
    """For the words above the problems."""


class Posterior(NamedTuple):
    """What stands in a file of draws."""

    draws: list[dict[str, Any]]
    """``{dotted path: value}``, in the order of the file; of a country's own under ``path@country``."""
    model: int | None
    """Number of the model they were fitted to; None where the file does not say."""
    rules: str = ""
    """Name of the scenario rules they were fitted to; empty where the file does not say."""

    @property
    def countries(self) -> list[str]:
        """Countries that have values of their own."""
        return list(dict.fromkeys(path.split("@")[1] for path in self.draws[0] if "@" in path))

    @property
    def fitted_to(self) -> str:
        """In words, where that is another model than this; else empty."""
        if self.model == MODEL:
            return ""
        return "a model that the file does not name" if self.model is None else f"model {self.model}"

    def drawn(self, number: int, seed: int, country: str = "") -> list[dict[str, Any]]:
        """``number`` of the draws, without repetition as long as there are enough, in an order that follows from
        ``seed``: of two numbers the smaller's draws begin the larger's. ``country``: whose own values they have."""
        if number < 1:
            raise ValueError(f"number must be 1 or more, not {number}")
        rng = np.random.default_rng([seed, 9])
        order: list[int] = []
        while len(order) < number:
            order += rng.permutation(len(self.draws)).tolist()
        return [of_country(self.draws[place], country) for place in order[:number]]


def of_country(draw: dict[str, Any], country: str) -> dict[str, Any]:
    """A draw as ``{dotted path: value}`` in a country."""
    found = {path: value for path, value in draw.items() if "@" not in path}
    for path in found:
        found[path] = draw.get(f"{path}@{country}", found[path])
    return found


def posterior_file() -> Path:
    """The posterior that comes with bygd. Raises ``ScenarioError`` when there is none yet."""
    found = Path(str(resources.files("calibration").joinpath(DEFAULT)))
    if not found.is_file():
        raise PosteriorError(
            Problem(f"there is no posterior calibration/{DEFAULT}: make one with bygd calibrate, or name a file")
        )
    return found


def posterior_of_model(path: str | Path | None = None, *, accept_old: bool = False) -> Posterior:
    """The posterior in ``path``: a posterior.csv, a folder of results that holds one, or None for the one that comes
    with bygd. Raises ``ScenarioError`` with file and line, also where it was fitted to another model, or does not
    say to which, unless ``accept_old``.
    """
    file = posterior_file() if path is None else Path(path)
    file = file / DEFAULT if os.path.isdir(file) else file
    found = read_posterior(file)
    if found.fitted_to and not accept_old:
        raise PosteriorError(
            Problem(
                f"was fitted to {found.fitted_to}; this is model {MODEL}, in which the same parameters need not agree "
                "with the evidence. Fit again (bygd calibrate calibration/nordic.yaml) and name the new folder with "
                "--posterior-from, or use these all the same with --accept-old-posterior: the report will say so",
                file=str(file),
                line=1,
            )
        )
    return found


def posterior_draws(
    path: str | Path | None = None, number: int = 50, seed: int = 1, *, accept_old: bool = False, country: str = ""
) -> list[dict[str, Any]]:
    """``number`` draws as ``{dotted path: value}``, to be applied with ``with_overrides``.

    ``path``, ``accept_old`` and what is raised: see :func:`posterior_of_model`; ``seed``: see
    :meth:`Posterior.drawn`.
    """
    return posterior_of_model(path, accept_old=accept_old).drawn(number, seed, country)


def read_posterior(file: Path) -> Posterior:
    """All draws in a file, and the model they were fitted to. Raises ``ScenarioError``."""
    shown = str(file)

    def refuse(message: str, line: int = 1, path: str = "") -> PosteriorError:
        return PosteriorError(Problem(message, path, shown, line))

    text = read_text(file, shown, what="a posterior", largest=LARGEST)
    rows: list[dict[str, Any]] = []
    model: int | None = None
    rules = ""
    try:
        lines = rows_of(io.StringIO(text, newline=""))
        first, head = next(lines, (1, []))
        if not head or not all(head) or len(head) > MOST_COLUMNS:
            raise refuse("the first line names the parameters by their dotted paths", first)
        if len(set(head)) < len(head):
            raise refuse("names a parameter twice", first)
        if not set(head) - {MODEL_COLUMN, RULES_COLUMN}:
            raise refuse("names no parameter", first)
        for line, cells in lines:
            if len(cells) != len(head):
                raise refuse(f"{len(cells)} values, but the first line names {len(head)} parameters", line)
            row = dict(zip(head, map(scalar_of, cells), strict=True))
            rules = str(row.pop(RULES_COLUMN, rules))
            for name, value in row.items():
                if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
                    words = f"found {str(value)[:40]!r}; allowed: a number{number_hint(value)}"
                    raise refuse(words, line, name)
            if MODEL_COLUMN in row:
                said = row.pop(MODEL_COLUMN)
                if not isinstance(said, int) or said < 1:
                    raise refuse(f"found {said}; allowed: the number of a model, 1, 2, …", line, MODEL_COLUMN)
                if model not in (None, said):
                    raise refuse(f"found {said}, and {model} above; all draws are of one model", line, MODEL_COLUMN)
                model = said
            rows.append(row)
            if len(rows) > MOST_DRAWS:
                raise refuse(f"holds more than {MOST_DRAWS:,} draws", line)
    except BadTable as error:
        raise refuse(str(error), error.line) from None
    if not rows:
        raise refuse("holds no draw")
    return Posterior(rows, model, rules)


__all__ = [
    "MODEL_COLUMN",
    "RULES_COLUMN",
    "Posterior",
    "PosteriorError",
    "of_country",
    "posterior_draws",
    "posterior_file",
    "posterior_of_model",
    "read_posterior",
]
