"""Places that differ: newcomers' work and stay by kind of place in one region, and which way the evidence points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from calibration.patterns.findings import CONTRADICTED, Claim
from calibration.stage.claims import OF_KIND
from calibration.stage.seen import Seen
from calibration.stage.tables import with_interval
from calibration.stage.towns import Kind

PERCENT = 100.0
NAMES = {
    Kind.CITY: "Umeå, the city",
    Kind.COMMUTER: "Vännäs, half an hour away",
    Kind.NEIGHBOUR: "the four others, rural",
}
Of = Callable[[Seen, Sequence[str]], float]
BY_KIND: dict[str, Of] = {
    "refugees in work one to three years after arrival, %": lambda s, at: PERCENT * s.refugees_working(at, 1, 2, 3),
    "… five years after": lambda s, at: PERCENT * s.refugees_working(at, 5),
    "refugees still there after three years, %": lambda s, at: PERCENT * s.refugees_stay(at, 36),
    "… after five years": lambda s, at: PERCENT * s.refugees_stay(at, 60),
    "… after seven years": lambda s, at: PERCENT * s.refugees_stay(at, 84),
}


def kinds_table(runs: Sequence[Seen]) -> str:
    """Work and stay of newcomers by kind of place."""
    lines = [f"| | {' | '.join(NAMES[kind] for kind in OF_KIND)} |", f"|:--|{'--:|' * len(OF_KIND)}"]
    for words, value in BY_KIND.items():
        shown = [with_interval(np.array([value(run, places) for run in runs])) for places in OF_KIND.values()]
        lines.append(f"| {words} | {' | '.join(shown)} |")
    return "\n".join(lines)


def claims_table(claims: Sequence[tuple[str, Claim]]) -> str:
    """What the evidence says of places against each other, and whether the model agrees."""
    lines = ["| row of the evidence | what the model says | |", "|:--|:--|:--|"]
    for source, claim in claims:
        verdict = f"**{claim.verdict}**" if claim.verdict == CONTRADICTED else claim.verdict
        lines.append(f"| {source} | {claim.in_words()} | {verdict} |")
    return "\n".join(lines)


__all__ = ["claims_table", "kinds_table"]
