"""Scenarios by name: ``rural-town``, ``seeds/hudiksvall`` and all others that come with the program.

A name is the file's path below the folder of packaged scenarios, with or without ``.yaml`` or ``scenarios/``;
the last part alone is enough where no other file ends in it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inheritance import packaged_scenarios

FOLDER = "scenarios/"


def packaged_names() -> dict[str, Path]:
    """Every packaged scenario and piece by its name."""
    folder = packaged_scenarios()
    files = sorted(folder.rglob("*.yaml"))
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in files}


def scenario_file(text: str | Path, more: Mapping[str, Path] | None = None) -> Path:
    """The file that ``text`` names: one that is there, or else one that comes with the program.

    ``more``: further files that go by a name. Raises :class:`ScenarioError`, with the nearest known name,
    where it is neither.
    """
    path = Path(text)
    try:
        if path.is_file():
            return path
        there = path.exists()
    except (OSError, ValueError):  # too long, or a NUL in it: no name either
        return path
    names = {**packaged_names(), **(more or {})}
    wanted = path.as_posix().removesuffix(".yaml").removeprefix(FOLDER)
    ending = [name for name in names if name.rpartition("/")[2] == wanted]
    if wanted in names:
        return names[wanted]
    if len(ending) == 1:
        return names[ending[0]]
    if there:
        return path  # what is wrong with it is said when it is read
    raise ScenarioError(Problem(f"there is no such file{_hint(path, wanted, names)}", file=str(text)))


def _hint(path: Path, wanted: str, names: Mapping[str, Path]) -> str:
    beside = [file.name for file in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, beside, 1)
    if near:
        return f"; did you mean {path.parent / near[0]}?"
    near = difflib.get_close_matches(wanted, [*names, *(name.rpartition("/")[2] for name in names)], 1)
    if near:
        return f", and no scenario of that name; did you mean {near[0]}?"
    return ", and no scenario of that name; 'bygd scenarios' lists those that come with the program"
