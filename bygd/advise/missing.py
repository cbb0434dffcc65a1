"""What a mix has not enough of in its simulated runs: volunteers, mentors, hosts, meeting places, homes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bygd.advise.best import shown
from bygd.advise.lacks import Lack
from bygd.advise.mixes import Array, Choice, Mix
from bygd.advise.reading import Reading
from bygd.advise.town import Town
from sim.languages import N_

SETTLING = 6
"""Months that a programme has to find its people before anybody counts them."""
LEAST = 0.5
"""Of those who want to take part and for whom there is room, the share that must be served on average."""
LACKING = {
    "mentor": N_("not enough mentors"),
    "group": N_("not enough volunteers"),
    "placement": N_("not enough employers who host"),
    "open": N_("not enough meeting places"),
    "support": N_("not enough room"),
}
"""By form of programme, what is short where people wait although there are places left."""
SERVED = N_("{share} % of those who want to take part and for whom it has places can")
HOUSED = N_("{share} % of the newcomers whom it makes come or stay ({number}) find one, and {empty} homes stand empty")
"""In figures: of those who want a programme, and of those who need a home."""
FEW = 1.0
"""Fewer people than this on average want it: nothing is short then."""


def missing(town: Town, mix: Mix, readings: Sequence[Reading]) -> list[str]:
    """What is short, a line for each programme, as the mean of the runs has it."""
    found: list[str] = []
    for choice in mix:
        candidate = town.candidates[choice.candidate]
        for key, programme in candidate.content.get("programmes", {}).items():
            room = town.scenario((choice,)).programmes[key].capacity
            shares = [share for one in readings if (share := served(town, choice, key, room, one)) is not None]
            if shares and float(np.mean(shares)) < LEAST:
                form = programme.get("form", "mentor")
                lacking = LACKING["open" if programme.get("venue") else form]
                percent = f"{100 * float(np.mean(shares)):.0f}"
                found.append(Lack(candidate.name, lacking, SERVED, share=percent))
    return found


def homes_missing(town: Town, pairs: Sequence[tuple[Reading, Reading]]) -> list[str]:
    """That homes are short, as a line, or nothing: of the newcomers whom a mix makes come or stay (those who live here
    with it less without it, and those who would have come) fewer than the share ``LEAST`` have a home, and that some
    have none is shown. ``pairs``: runs with the mix and without it."""
    if not pairs:
        return []
    wanted, without = (np.array(part) for part in zip(*(_seekers(town, *pair) for pair in pairs), strict=True))
    if wanted.mean() < FEW or not shown(without) or without.mean() <= (1.0 - LEAST) * wanted.mean():
        return []
    since = slice(town.first + SETTLING, town.months)
    empty = float(np.mean([(one.housing["homes"] * one.housing["homes_vacant"])[since].mean() for one, __ in pairs]))
    share = 100.0 * max(0.0, 1.0 - float(without.mean() / wanted.mean()))
    number = f"{round(wanted.mean()):,}"
    return [Lack("", N_("not enough homes"), HOUSED, share=f"{share:.0f}", number=number, empty=f"{empty:,.0f}")]


def _seekers(town: Town, with_it: Reading, base: Reading) -> tuple[float, float]:
    """Newcomers whom a mix makes come or stay, and those of them without a home, who did not come for want of one
    among them; means over the months since it settled in."""

    def more(name: str) -> Array:
        found: Array = np.nan_to_num(with_it.housing[name]) - np.nan_to_num(base.housing[name])
        return found

    turned_away = np.cumsum(more("arrivals_unhoused"))
    since = slice(town.first + SETTLING, town.months)
    return float((more("newcomers") + turned_away)[since].mean()), float(
        (more("without_home") + turned_away)[since].mean()
    )


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


__all__ = ["homes_missing", "missing", "served"]
