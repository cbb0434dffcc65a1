"""Three rules of settlement side by side, in pairs of runs with the same seeds: work, stay, ties, load of places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from calibration.stage.reading import ALL
from calibration.stage.seen import Seen
from calibration.stage.tables import with_interval
from calibration.stage.towns import SETTLEMENT
from sim.words import signed

Value = Callable[[Seen], float]
PERCENT = 100.0
ROWS: dict[str, Value] = {
    "refugees in work three years after arrival, %": lambda seen: PERCENT * seen.refugees_working((ALL,), 3),
    "newcomers in work at the end, %": lambda seen: PERCENT * seen.end(ALL, "employed", "newcomers"),
    "locals in work at the end, %": lambda seen: PERCENT * seen.end(ALL, "employed", "locals"),
    "refugees still where they settled after three years, %": lambda seen: PERCENT * seen.refugees_stay((ALL,), 36),
    "… after five years": lambda seen: PERCENT * seen.refugees_stay((ALL,), 60),
    "local friends per newcomer": lambda seen: seen.end(ALL, "local_friends"),
    "newcomers without a local friend, %": lambda seen: PERCENT * seen.end(ALL, "isolated"),
    "friends of the same origin per newcomer": lambda seen: seen.end(ALL, "bonding"),
    "newcomers who found no home, persons": lambda seen: seen.total(ALL, "arrivals_unhoused"),
}


def load(place: str) -> Value:
    """Newcomers among the inhabitants of a place at the end."""
    return lambda seen: PERCENT * seen.end(place, "newcomer_share")


def side_by_side(runs: Sequence[Sequence[Seen]]) -> str:
    """``runs`` by rule, in the order of :data:`SETTLEMENT`: the first, and what the others differ by, pair by pair."""
    places = SETTLEMENT[0].scenario().places
    rows = ROWS | {f"newcomers among the inhabitants of {places[place].name}, %": load(place) for place in places}
    names = [SETTLEMENT[0].title, *(f"{one.title}: more or fewer" for one in SETTLEMENT[1:])]
    lines = [f"| {len(runs[0])} pairs | {' | '.join(names)} |", f"|:--|{'--:|' * len(names)}"]
    for words, value in rows.items():
        each = [np.array([value(seen) for seen in some]) for some in runs]
        shown = [with_interval(each[0]), *(with_interval(others - each[0], signed) for others in each[1:])]
        lines.append(f"| {words} | {' | '.join(shown)} |")
    return "\n".join(lines)


__all__ = ["side_by_side"]
