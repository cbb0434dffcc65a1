"""What is claimed of paired runs, and whether it holds: claim, interval, verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from experiments.outcomes.intervals import band

Array = np.ndarray[Any, Any]
Verdict = Literal["holds", "contradicted", "inconclusive"]
HOLDS: Verdict = "holds"
CONTRADICTED: Verdict = "contradicted"
INCONCLUSIVE: Verdict = "inconclusive"


@dataclass(frozen=True)
class Claim:
    """A number that should lie on one side of a bound, measured once in each pair of runs."""

    words: str
    """What the number is."""
    values: tuple[float, ...]
    """One a pair; NaN where a pair does not say."""
    bound: float
    sign: int
    """+1: should lie above the bound; -1: below."""

    @property
    def interval(self) -> tuple[float, float, float]:
        """Mean over the pairs and its 95 % interval (Student's t); NaN limits with fewer than two."""
        found = band(np.asarray(self.values))
        return float(found.mean), float(found.mean_low), float(found.mean_high)

    @property
    def points_right(self) -> bool:
        """Whether the mean lies on the claimed side, certain or not."""
        return self.sign * (self.interval[0] - self.bound) > 0

    @property
    def verdict(self) -> Verdict:
        _, low, high = self.interval
        if math.isnan(low):
            return INCONCLUSIVE
        nearest, farthest = (low, high) if self.sign > 0 else (high, low)
        if self.sign * (nearest - self.bound) > 0:
            return HOLDS
        return CONTRADICTED if self.sign * (farthest - self.bound) < 0 else INCONCLUSIVE

    def in_words(self) -> str:
        """The claim with its number in words."""
        mean, low, high = (_short(value) for value in self.interval)
        side = "above" if self.sign > 0 else "below"
        return f"{self.words}: {mean} ({low} to {high}; claimed {side} {_short(self.bound)})"


def above(words: str, values: Sequence[float] | Array, bound: float = 0.0) -> Claim:
    """Claims that ``values`` lie above ``bound``."""
    return Claim(words, tuple(map(float, values)), float(bound), +1)


def below(words: str, values: Sequence[float] | Array, bound: float = 0.0) -> Claim:
    """Claims that ``values`` lie below ``bound``."""
    return Claim(words, tuple(map(float, values)), float(bound), -1)


@dataclass(frozen=True)
class Finding:
    """What the model says of one pattern. The first claim is the one whose interval is shown."""

    pattern: str
    claims: tuple[Claim, ...]

    @property
    def interval(self) -> tuple[float, float, float]:
        return self.claims[0].interval

    @property
    def pairs(self) -> int:
        return len(self.claims[0].values)

    @property
    def verdict(self) -> Verdict:
        """Contradicted as soon as one claim is; holds when all do."""
        verdicts = {claim.verdict for claim in self.claims}
        if CONTRADICTED in verdicts:
            return CONTRADICTED
        return INCONCLUSIVE if INCONCLUSIVE in verdicts else HOLDS

    @property
    def words(self) -> str:
        """All claims with their numbers, those that do not hold marked."""
        return "; ".join(
            claim.in_words() + ("" if claim.verdict == HOLDS else f" [{claim.verdict}]") for claim in self.claims
        )

    def wrong(self) -> list[str]:
        """Claims whose mean lies on the wrong side."""
        return [claim.in_words() for claim in self.claims if not claim.points_right]


def _short(value: float) -> str:
    if math.isnan(value):
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3
    return f"{value:.{digits}f}".replace("-", "−")


__all__ = ["CONTRADICTED", "HOLDS", "INCONCLUSIVE", "Claim", "Finding", "Verdict", "above", "below"]
