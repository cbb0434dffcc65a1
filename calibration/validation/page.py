"""The table of docs/validation.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calibration.patterns import CONTRADICTED, HOLDS, NONE, UNTOLD
from calibration.validation.table import NOT_TESTED
from sim.words import counted, listed

ORDER = (HOLDS, CONTRADICTED, NONE, UNTOLD, NOT_TESTED)
MARKED = (CONTRADICTED, NONE)


def table_words(found: Sequence[Mapping[str, str]], model: int) -> str:
    """What was found, counted and row by row, in the file's order; rows not tested are counted alone."""
    asked = [one for one in found if one["verdict"] != NOT_TESTED]
    many = {verdict: sum(one["verdict"] == verdict for one in found) for verdict in ORDER}
    counts = listed([f"{count} {verdict}" for verdict, count in many.items() if count and verdict != NOT_TESTED])
    pairs = [int(one["pairs"]) for one in asked]
    unfinished = sum(bool(one["pattern"]) for one in found) - len(asked)
    untested = counted(many[NOT_TESTED] - unfinished, "row of evidence has", "rows of evidence have")
    fewest, most = min(pairs, default=0), max(pairs, default=0)
    span = f"{fewest} to " * (fewest < most) + counted(most, "pair each", "pairs each")
    opening = f"Model {model}, {len(asked)} patterns, {span}: {counts}. {untested} no pattern."
    if unfinished:
        opening += f" Not finished: the runs of {counted(unfinished, 'pattern', 'patterns')}."
    lines = [opening, "", "| evidence | source | what the model says | pairs | verdict |", "|:--|:--|:--|--:|:--|"]
    for one in asked:
        verdict = f"**{one['verdict']}**" if one["verdict"] in MARKED else one["verdict"]
        cells = [one["says"], f"{one['source']} ({one['grade']})", one["model"], one["pairs"], verdict + one["more"]]
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


__all__ = ["table_words"]
