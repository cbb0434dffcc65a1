"""List the scenarios, ready pieces and designs that come with the program, each by its name.

Every command that takes a file takes such a name too: bygd run rural-town, bygd check seeds/hudiksvall.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NamedTuple

from bygd.cli.answering import json_argument, print_json, wants_json

KINDS = {
    "scenario": "Scenarios: run, compare, watch",
    "programmes": "Programmes: put together with a town, or compared with one",
    "posts": "Posts: put together with a town, or compared with one",
    "clubs": "Kinds of club: put together with a town",
    "countries": "Countries' rules: put together with a town",
    "design": "Designs, for bygd sweep",
    "calibration": "Calibrations, for bygd calibrate",
}


class Listed(NamedTuple):
    """One file of the list."""

    name: str
    kind: str
    """One of :data:`KINDS`."""
    title: str
    path: Path


def arguments(parser: argparse.ArgumentParser) -> None:
    json_argument(parser)


def run(args: argparse.Namespace) -> int:
    found = listed()
    if wants_json(args):
        print_json([one._asdict() for one in found])
        return 0
    parts = []
    for kind, words in KINDS.items():
        rows = [one for one in found if one.kind == kind]
        wide = max(len(one.name) for one in rows)
        parts.append("\n".join([words, *(f"  {one.name:<{wide}}  {one.title}" for one in rows)]))
    print("\n\n".join(parts))
    return 0


def listed() -> list[Listed]:
    """Everything that goes by a name, in the order of the list."""
    from bygd.cli.naming import designs
    from sim.scenario.inheritance import PIECES
    from sim.scenario.naming import packaged_names

    found = []
    for name, path in packaged_names().items():
        first = name.partition("/")[0]
        found.append(Listed(name, first if first in PIECES else "scenario", title_of(path), path))
    for name, path in designs().items():
        found.append(Listed(name, "design" if name.startswith("experiments/") else "calibration", title_of(path), path))
    return found


def title_of(path: Path) -> str:
    """What a file says it is: its title, or of a piece the sentence its comments begin with."""
    from sim.scenario.source import read

    data = read(path, str(path)).plain()
    for held in (data, data.get("design"), data.get("calibration")):
        if isinstance(held, dict) and isinstance(held.get("title"), str):
            return str(held["title"])
    return _first_sentence(path.read_text(encoding="utf-8"))


def _first_sentence(text: str) -> str:
    comments = [line.lstrip("#").strip() for line in text.splitlines() if line.startswith("#")]
    paragraphs = " ".join(line or "\n" for line in comments).split("\n")
    sentences = [part.strip() for part in paragraphs if part.strip() and "A ready piece" not in part]
    sentences = [part.partition(": a ready piece")[0] for part in sentences]
    return re.split(r"(?<=[.;]) ", sentences[0])[0].rstrip(".; ") if sentences else ""


__all__ = ["KINDS", "Listed", "listed", "title_of"]
