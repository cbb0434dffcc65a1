"""A desk to type commands at: a hamlet small enough for whole assessments and searches, and what a command left.

The hamlet's people have no lived past (`past.lived`), which is most of what building so small a place takes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from experiments.workers import early, limits

HAMLET = """\
title: A hamlet
months: 36
seed: 5
places: {storby: {population: 200, newcomers: 0.3}}
origins: {south: {}}
past: {lived: false}
arrivals:
  quota: {pathway: quota, place: storby, origin: south, per_year: 20}
"""


def here() -> Iterator[None]:
    """For a fixture of a module: what one job does, it does in this process (see tests/cli)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(early, "ALLOWED", False)
        patch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
        yield


def manifest(folder: Path) -> dict[str, Any]:
    """Of a folder of results."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def table(file: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
