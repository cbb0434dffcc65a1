"""What a mix has not enough of in its simulated runs: volunteers, mentors, hosts, meeting places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bygd.advise.mixes import Choice, Mix
from bygd.advise.reading import Reading
from bygd.advise.town import Town

SETTLING = 6
"""Months that a programme has to find its people before anybody counts them."""
LEAST = 0.5
"""Of those who want to take part and for whom there is room, the share that must be served on average."""
LACKING = {
    "mentor": "mentors",
    "group": "volunteers",
    "placement": "employers who host",
    "open": "meeting places",
    "support": "room",
}
"""By form of programme, what is short where people wait although there are places left."""
FEW = 1.0
"""Fewer people than this on average want it: nothing is short then."""


def missing(town: Town, mix: Mix, readings: Sequence[Reading]) -> list[str]:
    """What is short, a line for each programme, as the mean of the runs has it."""
    found = []
    for choice in mix:
        candidate = town.candidates[choice.candidate]
        for key, programme in candidate.content.get("programmes", {}).items():
            room = town.scenario((choice,)).programmes[key].capacity
            shares = [share for one in readings if (share := served(town, choice, key, room, one)) is not None]
            if shares and float(np.mean(shares)) < LEAST:
                form = programme.get("form", "mentor")
                lacking = "meeting places" if programme.get("venue") else LACKING[form]
                found.append(
                    f"{candidate.name}: not enough {lacking}; {100 * float(np.mean(shares)):.0f} % of those who want "
                    "to take part and for whom it has places can"
                )
    return found


def served(town: Town, choice: Choice, key: str, room: int, reading: Reading) -> float | None:
    """Of those who take part or wait, as far as there are places, the share that takes part, over the months in which
    it is paid, the first ones left out; None where hardly anybody wants it."""
    held: Mapping[str, Any] | None = reading.programmes.get(key)
    first = town.first + choice.start + SETTLING
    last = min(town.first + choice.start + choice.months, town.months)
    if held is None or last <= first:
        return None
    part, waiting = (np.nan_to_num(held[name][first:last]) for name in ("taking_part", "waiting"))
    wanted = np.minimum(part + waiting, room)
    return float(part.sum() / wanted.sum()) if wanted.mean() >= FEW else None


__all__ = ["missing", "served"]
