"""Points from a table: a CSV file beside the design, every row a point (:mod:`experiments.designs.cells`).

The head names factors of the design by their keys, or fields of the scenario by their dotted paths. A path
that no factor of the design has becomes a factor of its own, called by the path with ``_`` for the dots.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from experiments.designs.cells import BadTable, rows_of
from experiments.designs.factors import is_number, target_of
from experiments.designs.settings import MOST_FACTORS, MOST_POINTS, DesignSettings, FactorSettings
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import words_of
from sim.scenario.hints import hint
from sim.scenario.paths import Target, bare, near
from sim.scenario.source import scalar_of
from sim.scenario.words import shown
from sim.words import counted

Array = np.ndarray[Any, Any]
LARGEST = 50_000_000  # bytes
MOST_PROBLEMS = 100


@dataclass
class Column:
    """One column of the table."""

    key: str
    """Of its factor."""
    path: str = ""
    """Of its field; empty where the column names levels of a factor."""
    target: Target | None = None
    levels: Mapping[str, Any] = field(default_factory=dict)
    cells: list[Any] = field(default_factory=list)
    """Numbers, or the text of levels, by row."""
    values: dict[str, Any] = field(default_factory=dict)
    """What the text of a cell means, where it is no number."""

    @property
    def number(self) -> bool:
        return self.target is not None and is_number(self.target.annotation)


@dataclass(frozen=True)
class Table:
    """A table whose every cell is of its field's kind."""

    file: str
    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    """In which line of the file each row stands."""

    @property
    def factors(self) -> dict[str, FactorSettings]:
        """The factors that the head names by path and the design does not declare, with all others."""
        return {column.key: FactorSettings(path=column.path) for column in self.columns if column.path}

    @property
    def sampled(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns if column.number)

    @property
    def sample(self) -> Array:
        """Numbers [row, factor] of the columns that hold numbers."""
        held = [column.cells for column in self.columns if column.number]
        return np.array(held, float).T if held else np.zeros((len(self.lines), 0))

    @property
    def choices(self) -> dict[str, dict[str, dict[str, Any]]]:
        """By column that holds no numbers: what stands in it, and what that changes."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for column in self.columns:
            if column.path and not column.number:
                found[column.key] = {name: {column.path: value} for name, value in column.values.items()}
            elif not column.path:
                used = set(column.cells)
                found[column.key] = {
                    name: dict(changes or {}) for name, changes in column.levels.items() if name in used
                }
        return found


def read_table(file: Path, shown_as: str, settings: DesignSettings, plain: dict[str, Any]) -> Table:
    """The table of a design whose base is given as plain data.

    Raises ``ScenarioError`` with everything wrong in it: file, line, column, what was found and what is
    allowed.
    """
    rows = _rows(file, shown_as)
    head_line, head = next(rows, (1, []))
    if not head:
        raise ScenarioError(Problem("is empty: its first line names factors or paths", file=shown_as))
    problems: list[Problem] = []
    columns: list[Column] = []
    for name in head:
        column = _column(name, settings, plain, columns)
        if isinstance(column, str):
            problems.append(Problem(column, name, shown_as, head_line))
        else:
            columns.append(column)
    if len(head) > MOST_FACTORS:
        problems = [Problem(f"has {len(head)} columns; at most {MOST_FACTORS}", "", shown_as, head_line)]
    if problems:
        raise ScenarioError(*problems)
    lines = []
    for line, cells in rows:
        if len(cells) != len(head):
            problems.append(
                Problem(
                    f"has {counted(len(cells), 'cell', 'cells')}, the first line {len(head)}", file=shown_as, line=line
                )
            )
        else:
            lines.append(line)
            for column, text in zip(columns, cells, strict=True):
                if wrong := _take(column, text):
                    problems.append(Problem(wrong, column.path or column.key, shown_as, line))
        if len(problems) > MOST_PROBLEMS or len(lines) > MOST_POINTS:
            break
    if len(lines) > MOST_POINTS:
        problems = [Problem(f"has more than {MOST_POINTS:,} rows", file=shown_as)]
    if problems:
        raise ScenarioError(*problems)
    if not lines:
        raise ScenarioError(Problem("has a first line only: every further line is a point", file=shown_as))
    return Table(shown_as, tuple(columns), tuple(lines))


def _rows(file: Path, shown_as: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of every row that is not blank."""

    def refuse(message: str, line: int = 0) -> ScenarioError:
        return ScenarioError(Problem(message, file=shown_as, line=line))

    try:
        kind = file.stat()
        if not stat.S_ISREG(kind.st_mode):
            raise refuse("is not an ordinary file")
        if kind.st_size > LARGEST:
            raise refuse(f"is {kind.st_size / 1e6:.0f} MB large; a table has at most {LARGEST / 1e6:.0f} MB")
        with file.open(encoding="utf-8-sig", newline="") as handle:
            yield from rows_of(handle)
    except BadTable as error:
        raise refuse(str(error), error.line) from None
    except UnicodeDecodeError:
        raise refuse("is not UTF-8 text") from None
    except FileNotFoundError:
        raise refuse("there is no such file") from None
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror or error}") from None


def _column(name: str, settings: DesignSettings, plain: dict[str, Any], before: list[Column]) -> Column | str:
    """The column that a head names, or why there can be none."""
    factor = settings.factors.get(name)
    if factor is not None and factor.levels:
        column = Column(name, levels=factor.levels)
    else:
        path = factor.path if factor is not None else name
        key = (
            name
            if factor is not None
            else next((key for key, one in settings.factors.items() if one.path == path), path.replace(".", "_"))
        )
        if factor is None and not path:
            return "a column without a name"
        target = target_of(path, plain)
        if isinstance(target, str):
            known = near(name, settings.factors) if settings.factors and "." not in name else ""
            return target + (f" (or {known})" if known.startswith("did") else "")
        if not is_number(target.annotation) and not _is_single(target):
            return f"a cell holds one value, and {path} is {words_of(target)}"
        column = Column(key, path, target)
    if any(column.key == other.key for other in before):
        return "stands twice in the first line"
    return column


def _is_single(target: Target) -> bool:
    """Whether the field holds one value: a switch, a choice, a text, a month."""
    words = words_of(target)
    return bare(target.annotation) is not None and not words.startswith(("a list", "a mapping", "a value"))


def _take(column: Column, text: str) -> str:
    """Put a cell's value into its column; words for what is wrong with it."""
    if column.target is None:
        column.cells.append(text)
        if text not in column.levels:
            return f"there is no level {text!r}; {near(text, column.levels)}"
        return ""
    value = scalar_of(text)
    numeric = column.number
    if numeric and isinstance(value, float) and value.is_integer() and bare(column.target.annotation) is int:
        value = int(value)
    try:
        if numeric and (value is None or isinstance(value, bool)):
            raise ValueError("not a number")
        found = TypeAdapter(column.target.annotation).validate_json(json.dumps(value), strict=True)
        if numeric and not np.isfinite(found):
            raise ValueError("not finite")
    except (ValidationError, ValueError):
        words = f"found {shown(value) if text else 'an empty cell'}; allowed: {words_of(column.target)}"
        return words + hint(words_of(column.target), value)
    column.cells.append(value if numeric else text)
    if not numeric:
        column.values.setdefault(text, value)
    return ""


__all__ = ["Column", "Table", "read_table"]
