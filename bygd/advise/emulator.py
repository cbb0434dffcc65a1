"""An additive emulator with interactions: what a mix nobody has simulated would come to, from those that were.

A mix is the sum of what its measures do alone, of what another amount, start, length or takeover than the usual adds,
and of an interaction for each pair of measures. The terms are fitted by ridge regression to the means of all mixes
simulated so far, weighted by their pairs of runs: what no mix speaks of stays zero.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bygd.advise.mixes import Array, Choice, Mix, Sample

Term = tuple[Any, ...]
PENALTY = {"alone": 1e-3, "way": 1.0, "pair": 2.0}
"""Ridge penalties of the kinds of terms, in pairs of runs: a measure alone is believed, an interaction has to be shown
by about so many pairs before half of it is believed."""


class Emulator:
    """Fitted to samples; ``usual`` is the first choice of every candidate."""

    def __init__(self, samples: Sequence[Sample], usual: Mapping[str, Choice]) -> None:
        self.usual = usual
        known = [one for one in samples if one.mix and one.pairs and not np.isnan(one.mean)]
        terms = sorted({term for one in known for term in self._terms(one.mix)}, key=repr)
        self._column = {term: place for place, term in enumerate(terms)}
        rows = np.array([self._row(one.mix) for one in known]).reshape(len(known), len(terms))
        years = max((one.cost.shape[1] for one in known), default=0)
        targets = np.array([[one.mean, *one.cost.mean(axis=0)] for one in known]).reshape(len(known), 1 + years)
        weights = np.array([float(one.pairs) for one in known])
        penalty = np.diag([PENALTY[term[0]] for term in terms])
        normal = rows.T @ (weights[:, None] * rows) + penalty
        self._coefficients = (
            np.linalg.solve(normal, rows.T @ (weights[:, None] * targets)) if terms else np.zeros((0, 1 + years))
        )

    def value(self, mix: Mix) -> float:
        return float(self._predicted(mix)[0])

    def costs(self, mix: Mix) -> Array:
        """By year of the plan (year,) [SEK]."""
        return self._predicted(mix)[1:]

    def pair(self, one: str, other: str) -> Array:
        """The interaction of two candidates: value, then cost by year (1 + year,)."""
        return self._of(("pair", *sorted((one, other))))

    def _predicted(self, mix: Mix) -> Array:
        found: Array = np.zeros(self._coefficients.shape[1])
        for term in self._terms(mix):
            found = found + self._of(term)
        return found

    def _of(self, term: Term) -> Array:
        place = self._column.get(term)
        found: Array = self._coefficients[place] if place is not None else np.zeros(self._coefficients.shape[1])
        return found

    def _row(self, mix: Mix) -> Array:
        row = np.zeros(len(self._column))
        row[[self._column[term] for term in self._terms(mix)]] = 1.0
        return row

    def _terms(self, mix: Mix) -> list[Term]:
        terms: list[Term] = []
        for choice in mix:
            terms.append(("alone", choice.candidate))
            usual = self.usual[choice.candidate]
            terms += [
                ("way", choice.candidate, name, value)
                for name, value in choice._asdict().items()
                if name != "candidate" and value != getattr(usual, name)
            ]
        terms += [("pair", *sorted((a.candidate, b.candidate))) for a, b in itertools.combinations(mix, 2)]
        return terms


__all__ = ["Emulator"]
