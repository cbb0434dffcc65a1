"""What is kept of a run: outcomes at its end, and how much the piece's programmes did."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.outcomes.outcome import read_result
from experiments.outcomes.panel import EVERYWHERE

Array = np.ndarray[Any, Any]


class Effect(NamedTuple):
    """An outcome that pieces are compared by."""

    key: str
    """Of the catalogue."""
    head: str
    factor: float = 1.0
    """From its unit to that of the table."""
    decimals: int = 1


EFFECTS = (
    Effect("local_friends", "local friends of a newcomer", 1.0, 2),
    Effect("stayers", "came and still live here, persons"),
    Effect("newcomers_in_work", "newcomers in work, persons"),
    Effect("belonging", "belonging, 0 to 100", 100.0),
    Effect("net_balance", "net balance, thousand SEK", 1e-3, 0),
)
SPENT = "spent"
PROGRAMMES = "programmes."


def asked() -> str:
    """What is taken from a run, in words that change when this module does."""
    return f"programmes {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]}"


def taken_from(history: Any) -> dict[str, Any]:
    """Outcomes of one history, as plain data that JSON can hold. Runs in the worker.

    ``values``: by outcome; ``part``: by programme, months in which anybody took part, and person-months.
    """
    wanted = {effect.key for effect in EFFECTS} | {SPENT}
    found = read_result(history)
    part: dict[str, list[float]] = {}
    seen = history.measures
    for place, name, group, value in zip(seen.place, seen.measure, seen.group, seen.value.tolist(), strict=True):
        if name == "taking_part" and place == EVERYWHERE and group.startswith(PROGRAMMES) and value > 0:
            months = part.setdefault(group.removeprefix(PROGRAMMES), [0.0, 0.0])
            months[0] += 1.0
            months[1] += value
    return {"values": {key: value for key, value in found.values.items() if key in wanted}, "part": part}


__all__ = ["EFFECTS", "SPENT", "Effect", "asked", "taken_from"]
