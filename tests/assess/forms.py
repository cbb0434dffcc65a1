"""Answers and towns that tests of self-assessments share."""

from __future__ import annotations

from pathlib import Path

HAMLET = """\
title: A hamlet
months: 36
seed: 3
places: {storby: {population: 260, newcomers: 0.25}}
origins: {south: {}}
arrivals:
  quota: {pathway: quota, place: storby, origin: south, per_year: 20}
"""


def write_answers(path: Path, given: dict[str, object], **more: str) -> Path:
    """A file of answers."""
    lines = [f"{key}: {value}" for key, value in more.items()]
    lines += ["answers:", *(f"  {name}: {value}" for name, value in given.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
