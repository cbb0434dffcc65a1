"""What part of the spread between runs is chance, and what part parameter uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from experiments.comparison.wording import in_unit, interval
from experiments.outcomes.intervals import band, limits_of
from experiments.outcomes.outcome import available, read_result
from experiments.outcomes.wording import share_of_total
from experiments.posterior import Draws, spread
from experiments.report.tables import Table
from experiments.workers.run import Outcome
from sim.languages import _


class Uncertainty(NamedTuple):
    """For the page of a run with sets of parameters."""

    words: str
    table: Table


def uncertainty(outcomes: Sequence[Outcome], draws: Draws) -> Uncertainty:
    """``outcomes`` hold their histories; those that failed are left out."""
    done = [outcome for outcome in outcomes if outcome.history is not None]
    results = [read_result(outcome.history) for outcome in done]
    groups = draws.groups(outcome.run.replicate for outcome in done)
    rows = []
    for headline in available(results):
        values = np.array([result.values[headline.key] for result in results])
        found, chance = band(values, limits_of(headline), groups), spread(values, groups).chance_share
        rows.append(
            [
                _("{label} (of 100)", label=_(headline.label)) if headline.form == "share" else _(headline.label),
                in_unit(headline, float(found.mean)),
                interval(headline, float(found.low), float(found.high)) or "–",
                share_of_total(1 - chance),
                share_of_total(chance),
            ]
        )
    caption = _(
        "Outcomes at the end: mean, where one more run with one more set of parameters would lie, and "
        "how much of the variance of single runs is parameter uncertainty and how much is chance."
    )
    return Uncertainty(
        draws.words(),
        Table(caption, ["", _("mean"), _("95 % prediction interval"), _("parameters"), _("chance")], [("", rows)]),
    )


__all__ = ["Uncertainty", "uncertainty"]
