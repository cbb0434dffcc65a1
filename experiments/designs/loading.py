"""Reading a design file: everything wrong with it is reported at once, with line and path."""

from __future__ import annotations

import difflib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.designs.checking import KEY, at, beyond, inconsistencies, ranges_in, size_of, too_many
from experiments.designs.design import Design
from experiments.designs.points import layout_of, levels_of, points_of
from experiments.designs.sampling import steps_of
from experiments.designs.settings import DesignFile, DesignSettings
from experiments.designs.table import Table, read_table
from experiments.designs.trial import impossible
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.explain import problems_of
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.source import Entry, read


def is_design(path: str | Path) -> bool:
    """Whether the file holds a design. Raises ``ScenarioError`` for a file that is no YAML mapping."""
    return KEY in read(Path(path), str(path)).value


def load_design(
    path: str | Path,
    *,
    settings: Mapping[str, Any] | None = None,
    replicates: int | None = None,
    months: int | None = None,
    seed: int | None = None,
) -> Design:
    """Read a design, its base and its points, and validate all of it.

    ``settings`` change the base first; the others replace what the file says. The seed is also that of the
    points that are drawn. Raises ``ScenarioError`` with everything found wrong: file, line, dotted path, what
    was found and what is allowed.
    """
    whole = read(Path(path), str(path))
    found = _validated(whole)
    problems = list(inconsistencies(found, whole, months))
    try:
        base = with_overrides(load_scenario(_base_file(found.base, Path(path), whole)), settings or {})
    except ScenarioError as error:
        raise ScenarioError(*problems, *error.problems) from None
    length = months or found.months or base.months
    ranges, wrong = ranges_in(found, base.canonical(), whole)
    problems += [*wrong, *beyond(found, whole, length)]
    table, wrong = _table(found, Path(path), whole, base)
    if problems := problems + wrong:
        raise ScenarioError(*problems)
    if length != base.months:
        base = with_overrides(base, {"months": length})
    if table is not None:
        found = found.model_copy(
            update={
                "factors": {
                    **found.factors,
                    **{key: factor for key, factor in table.factors.items() if key not in found.factors},
                }
            }
        )
    chosen = seed if seed is not None else found.seed if found.seed is not None else base.seed
    if problems := list(too_many(*_size(found, table), whole)):
        raise ScenarioError(*problems)
    layout = layout_of(found, ranges, table, chosen)
    design = Design(
        Path(path).stem,
        found,
        base,
        points_of(tuple(found.factors), layout),
        length,
        chosen,
        replicates or found.replicates,
        layout.sampled,
        layout.sample,
        layout.choices,
        tuple(layout.tabled),
    )
    if problems := impossible(design, whole, table):
        raise ScenarioError(*problems)
    return design


def base_file_of(path: str | Path) -> str:
    """The file of the base of the design in ``path``. Raises ``ScenarioError``."""
    whole = read(Path(path), str(path))
    return _base_file(_validated(whole).base, Path(path), whole)


def _validated(whole: Entry) -> DesignSettings:
    try:
        return DesignFile.model_validate_json(json.dumps(whole.plain()), strict=True).design
    except ValidationError as error:
        raise ScenarioError(*problems_of(error, DesignFile, whole)) from None


def _base_file(name: str, design: Path, whole: Entry) -> str:
    """The base's file: beside the design, beside the program's own scenarios, or among them."""
    packaged = packaged_scenarios()
    for candidate in (design.parent / name, packaged.parent / name, packaged / name):
        if os.path.isfile(candidate):
            return str(candidate)
    folders = [folder for folder in (design.parent, packaged) if folder.is_dir()]
    there = sorted({file.name for folder in folders for file in folder.glob("*.y*ml")} - {design.name})
    close = difflib.get_close_matches(Path(name).name, there, 1)
    hint = f"; did you mean {close[0]}?" if close else ""
    raise ScenarioError(at(whole, f"there is no file {name!r}{hint}", "base"))


def _table(found: DesignSettings, design: Path, whole: Entry, base: Scenario) -> tuple[Table | None, list[Problem]]:
    """The table of a design that has one, from the design's own folder, and what is wrong with it."""
    if found.method != "table" or not found.table:
        return None, []
    folder = Path(os.path.realpath(design.parent))
    file = Path(os.path.realpath(folder / found.table))
    if not file.is_relative_to(folder):
        return None, [at(whole, f"{found.table} leads out of the design's folder", "table")]
    if not os.path.isfile(file):
        close = difflib.get_close_matches(found.table, [one.name for one in folder.glob("*.csv")], 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        return None, [at(whole, f"there is no file {found.table!r}{hint}", "table")]
    try:
        table = read_table(file, str(design.parent / found.table), found, base.canonical())
    except ScenarioError as error:
        return None, list(error.problems)
    named = {column.key: column for column in table.columns}
    problems = []
    for key, factor in found.factors.items():
        if factor.path and key not in named:
            problems.append(at(whole, f"stands in no column of {found.table}", "factors", key))
        elif factor.scale == "log" and not (named[key].number and min(named[key].cells) > 0):
            problems.append(at(whole, "a log scale needs numbers above 0 in the whole column", "factors", key, "scale"))
    return table, problems


def _size(found: DesignSettings, table: Table | None) -> tuple[int, int]:
    """Rows of the sample and combinations of levels, before any point is made."""
    levels = {key: len(one) for key, one in levels_of(found).items()}
    paths = [key for key, factor in found.factors.items() if factor.path]
    if table is not None:
        rows = len(table.lines)
        for column in table.columns:
            levels.pop(column.key, None)
    elif found.method == "grid":
        rows = 1
        levels |= dict.fromkeys(paths, steps_of(found))
    else:
        rows = size_of(found, len(paths))
    combinations = 1
    for count in levels.values():
        combinations *= count
    return rows, combinations


__all__ = ["is_design", "load_design"]
