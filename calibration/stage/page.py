"""The parts of docs/validation.md that this command writes, between their marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from calibration.stage.claims import region_claims, remote_claims, slack_claims
from calibration.stage.differ import claims_table, kinds_table
from calibration.stage.seen import Seen
from calibration.stage.settlement import side_by_side
from calibration.stage.tables import region_table, town_table
from calibration.stage.towns import REMOTE, SETTLEMENT, TOWN_SETTINGS, UMEA

PAGE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
END = "<!-- end -->"
Runs = Mapping[str, Sequence[Seen]]
"""Runs by the key of their setting."""


def mark(part: str) -> str:
    """What stands before a part."""
    return f"<!-- python -m calibration.stage --write: {part} -->"


def towns_part(runs: Runs) -> str:
    tables = [town_table(setting, runs[setting.key]) for setting in TOWN_SETTINGS if setting.key in runs]
    if UMEA.key in runs:
        places = UMEA.scenario().places
        tables.append(region_table(UMEA, runs[UMEA.key], [places[place].name for place in UMEA.kinds]))
    return "\n\n".join(tables)


def places_part(runs: Runs) -> str:
    claims = region_claims(runs[UMEA.key])
    for setting, claimed in ((REMOTE, remote_claims), (SETTLEMENT[0], slack_claims)):
        claims += claimed(runs[setting.key]) if setting.key in runs else []
    return f"{kinds_table(runs[UMEA.key])}\n\n{claims_table(claims)}"


def settlement_part(runs: Runs) -> str:
    return side_by_side([runs[setting.key] for setting in SETTLEMENT])


def parts(runs: Runs, *, whole: bool = False) -> dict[str, str]:
    """Every part that ``runs`` suffice for, by name; ``whole``: without tables of some towns alone."""
    some = any if not whole else all
    found = {"towns": towns_part(runs)} if some(one.key in runs for one in (*TOWN_SETTINGS, UMEA)) else {}
    if UMEA.key in runs:
        found["places"] = places_part(runs)
    if all(one.key in runs for one in SETTLEMENT):
        found["settlement"] = settlement_part(runs)
    return found


def with_parts(text: str, found: Mapping[str, str]) -> str:
    """``text`` with what stands after each part's mark replaced. Raises ``ValueError`` where a mark is missing."""
    for part, words in found.items():
        inside = re.compile(f"{re.escape(mark(part))}.*?{re.escape(END)}", re.DOTALL)
        if not inside.search(text):
            raise ValueError(f"the page has no {mark(part)} … {END}")
        text = inside.sub(lambda _, part=part, words=words: f"{mark(part)}\n\n{words}\n\n{END}", text)  # type: ignore[misc]
    return text


__all__ = ["PAGE", "mark", "parts", "with_parts"]
