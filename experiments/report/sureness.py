"""What part of the spread between runs is luck, and what part not knowing the parameters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from experiments.comparison.wording import in_unit
from experiments.outcomes.outcome import available, read_result
from experiments.posterior import Draws, spread
from experiments.report.tables import Table
from experiments.workers.run import Outcome


class Sureness(NamedTuple):
    """For the page of a run with drawn parameters."""

    words: str
    table: Table


def sureness(outcomes: Sequence[Outcome], draws: Draws) -> Sureness:
    """``outcomes`` hold their histories; those that failed are left out."""
    done = [outcome for outcome in outcomes if outcome.history is not None]
    results = [read_result(outcome.history) for outcome in done]
    groups = draws.groups(outcome.run.replicate for outcome in done)
    rows = []
    for headline in available(results):
        values = np.array([result.values[headline.key] for result in results])
        parts = spread(values, groups)
        low, high = np.quantile(values, [0.025, 0.975])
        share = parts.luck_share
        rows.append([
            headline.label + (" (of 100)" if headline.form == "share" else ""),
            in_unit(headline, float(values.mean())),
            f"{in_unit(headline, low)} to {in_unit(headline, high)}",
            "–" if math.isnan(share) else f"{100 * (1 - share):.0f} %",
            "–" if math.isnan(share) else f"{100 * share:.0f} %",
        ])
    caption = ("Outcomes at the end: mean, what holds 95 % of the runs, and how much of their variance is "
               "not knowing the parameters and how much is luck.")
    return Sureness(draws.words(), Table(caption, ["", "mean", "95 % of runs", "parameters", "luck"],
                                         [("", rows)]))


__all__ = ["Sureness", "sureness"]
