"""The tables of docs/programmes.md."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from calibration.programmes.reading import EFFECTS, SPENT, Array, Effect
from calibration.programmes.running import Data, Piece
from experiments.outcomes.intervals import Interval, mean_interval
from sim.words import counted

PAGE = Path(__file__).resolve().parents[2] / "docs" / "programmes.md"
COMMAND = "python -m calibration.programmes --write"
NOTHING = "–"
THOUSAND = 1e3


def of(runs: Sequence[Data], key: str) -> Array:
    """An outcome of each run."""
    return np.array([run["values"].get(key, math.nan) for run in runs], np.float64)


def number(value: float, decimals: int) -> str:
    """With its sign, a true minus, and thousands."""
    text = f"{abs(value):,.{decimals}f}"
    return text if not float(text.replace(",", "")) else f"{'−' if value < 0 else '+'}{text}"


def effect_words(effect: Effect, base: Sequence[Data], piece: Sequence[Data]) -> str:
    """The mean difference within pairs and its 95 % interval; in bold where that leaves out nought, else undecided."""
    found = (of(piece, effect.key) - of(base, effect.key)) * effect.factor
    found = found[~np.isnan(found)]
    if len(found) < 2:
        return NOTHING
    if not found.any():
        return "the same"
    interval = Interval(*mean_interval(found))
    mean, low, high = (number(value, effect.decimals) for value in (float(found.mean()), *interval))
    return f"**{mean}** ({low} to {high})" if interval.excludes_zero else f"undecided ({low} to {high})"


def reach_words(piece: Piece, runs: Sequence[Data]) -> tuple[str, str]:
    """How many take part at once while it runs, and hours of participants over a run [thousand]."""
    at_once, hours = [], 0.0
    for name in piece.own:
        programme = piece.scenario.programmes[name]
        months, person_months = np.mean([run["part"].get(name, (0.0, 0.0)) for run in runs], axis=0)
        if months:
            at_once.append(person_months / months)
        hours += person_months * programme.hours / THOUSAND if programme.form != "open" else 0.0
    if not at_once:
        return NOTHING, NOTHING
    return f"{sum(at_once):,.0f}", f"{hours:,.1f}" if hours else NOTHING


def row(piece: Piece, base: Sequence[Data], runs: Sequence[Data]) -> str:
    cost = (of(runs, SPENT) - of(base, SPENT)).mean() / THOUSAND
    cells = [f"{piece.title} (`{piece.key}`)", *reach_words(piece, runs), f"{cost:,.0f}"]
    cells += [effect_words(effect, base, runs) for effect in EFFECTS]
    return "| " + " | ".join(cells) + " |"


def tables(town: str, months: int, some: Sequence[Piece], runs: Mapping[str, tuple[list[Data], list[Data]]]) -> str:
    """What stands between the marks: how it was made, and a row a piece."""
    base = next(iter(runs.values()))[0]
    heads = ["", "take part at once", "hours, thousand", "spent, thousand SEK", *(effect.head for effect in EFFECTS)]
    levels = [of(base, effect.key).mean() * effect.factor for effect in EFFECTS]
    without = ", ".join(
        f"{effect.head} {level:,.{effect.decimals}f}" for effect, level in zip(EFFECTS, levels, strict=True)
    )
    told = sum("**" in effect_words(effect, *runs[piece.key]) for piece in some for effect in EFFECTS)
    chance = len(some) * len(EFFECTS) * 0.05
    said = (
        f"{town}, {counted(len(base), 'pair', 'pairs')} of {counted(months, 'month', 'months')} each. Without any "
        f"of it, at the end: {without}. Of {len(some) * len(EFFECTS)} differences {told} are told apart from nought; "
        f"about {chance:.0f} would be by chance alone if no piece did anything."
    )
    lines = [
        said,
        "",
        "| " + " | ".join(heads) + " |",
        "|:--" + "|--:" * (len(heads) - 1) + "|",
        *(row(piece, *runs[piece.key]) for piece in some),
    ]
    return "\n".join(lines)


__all__ = ["COMMAND", "PAGE", "effect_words", "number", "reach_words", "tables"]
