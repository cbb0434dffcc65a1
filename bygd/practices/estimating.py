"""From the runs of a card to its figures: paired differences, and what one more of something costs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bygd.practices.results import OUTCOMES, SPENT, Row
from bygd.practices.trials import Trial, rules
from experiments.comparison.fieller import fieller
from experiments.comparison.paired import difference
from experiments.comparison.result import EFFECTS
from experiments.outcomes.outcome import Result
from experiments.workers.run import Outcome
from sim.version import MODEL


def rows_of(trial: Trial, seed: int, months: int, without: Sequence[Outcome], with_it: Sequence[Outcome]) -> list[Row]:
    """The rows of one card from its runs, pair by pair; none where no pair is whole."""
    base, arm = _read(without), _read(with_it)
    both = sorted(set(base) & set(arm))
    if not both:
        return []
    head: dict[str, Any] = {
        "card": trial.card,
        "model": MODEL,
        "rules": rules(trial.scenario),
        "base_rules": rules(trial.base),
        "seed": seed,
        "months": months,
        "pairs": len(both),
    }

    def values(runs: Mapping[int, Result], key: str) -> Any:
        return np.array([runs[at].values.get(key, math.nan) for at in both])

    money = values(arm, SPENT) - values(base, SPENT)
    rows = []
    for key in (*OUTCOMES, SPENT):
        one = difference(key, values(base, key), values(arm, key))
        if math.isnan(one.mean):
            continue
        row: dict[str, Any] = {
            "outcome": key,
            "without": one.base,
            "difference": one.mean,
            "low": one.low,
            "high": one.high,
        }
        if key in EFFECTS:
            ratio = fieller(money, one.values)
            row |= {
                "one_costs": ratio.value,
                "one_costs_low": ratio.low,
                "one_costs_high": ratio.high,
                "one_costs_shape": ratio.shape,
            }
        rows.append(Row(**head, **row))
    return rows


def _read(outcomes: Sequence[Outcome]) -> dict[int, Result]:
    return {one.run.replicate: one.read for one in outcomes if not one.failed}


__all__ = ["rows_of"]
