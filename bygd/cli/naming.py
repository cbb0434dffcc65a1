"""Files as people name them: by path, or by the name of one that comes with the program."""

from __future__ import annotations

import os
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
OTHERS = ("experiments", "calibration")
"""Packages whose own YAML files go by a name too, such as ``experiments/three-levers``."""


def designs() -> dict[str, Path]:
    """The designs and calibrations that come with the program, by name."""
    from sim.scenario.source import read

    found = {}
    for room in OTHERS:
        for path in sorted((HOME / room).glob("*.yaml")):
            if {"design", "calibration"} & set(read(path, str(path)).value):
                found[f"{room}/{path.stem}"] = path
    return found


def file_of(text: str) -> str:
    """The file that a word of a command names. Raises ``ScenarioError``, with the nearest name, where there
    is none."""
    from sim.scenario.naming import scenario_file

    path = Path(text)
    return text if path.is_file() else str(scenario_file(text, designs()))


def as_said(text: str) -> str:
    """How a command that is to be repeated names a file: as it was given, without this machine's folders."""
    if not os.path.isabs(text):
        return text
    try:
        return os.path.relpath(text)
    except ValueError:  # on another drive
        return text


__all__ = ["as_said", "designs", "file_of"]
