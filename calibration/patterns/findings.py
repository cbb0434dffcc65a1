"""What is claimed of paired runs, and whether it holds: claim, interval, verdict.

A claim is an *effect*, which should lie on one side of zero, or a *limit*, any other number. Around either stands a
zone as wide as the smallest difference worth telling (Schuirmann 1987; Lakens 2017): an effect whose interval lies
wholly in it is practically none, whatever its sign; a number whose interval lies wholly in that of its limit is as good
as at the limit, which belongs to the claim. A limit is first moved outwards by the error of the evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from experiments.outcomes.intervals import FEWEST_FOR_A_MEAN, t_quantile

Array = np.ndarray[Any, Any]
Verdict = Literal["holds", "contradicted", "practically none", "cannot be told"]
HOLDS: Verdict = "holds"
CONTRADICTED: Verdict = "contradicted"
NONE: Verdict = "practically none"
UNTOLD: Verdict = "cannot be told"
Quantity = Literal[
    "in_work",
    "local_friends",
    "isolated",
    "members",
    "stayers",
    "still_there",
    "moving_on",
    "attitude",
    "trust",
    "belonging",
    "language",
    "part_taken",
    "participant_months",
    "volunteers",
    "queue",
    "share",
    "ratio",
    "growth",
    "yearly",
    "arrivals",
    "clubs",
    "organisations",
    "months",
    "posts",
    "copies",
    "money",
    "exact",
]
"""What a claim is of. ``patterns.yaml`` says of each the unit and the smallest difference worth telling; "exact" has
none."""


@dataclass(frozen=True)
class Claim:
    """A number that should lie on one side of a bound, measured once in each pair of runs."""

    words: str
    """What the number is."""
    values: tuple[float, ...]
    """One a pair; NaN where a pair does not say."""
    bound: float
    """0: an effect, claimed to have a sign. Any other: a limit."""
    sign: int
    """+1: should lie above the bound; -1: below."""
    of: Quantity | None = None
    """None: what its pattern is of."""
    least: float = 0.0
    """The smallest difference worth telling, in its unit."""
    error: float = 0.0
    """Of the evidence a limit comes from: half of its 95 % interval."""
    level: float = 0.95
    """Of the interval: more where several looks share it."""

    @property
    def interval(self) -> tuple[float, float, float]:
        """Mean over the pairs and its interval (Student's t); NaN limits with fewer than two."""
        there = np.asarray(self.values, np.float64)
        there = there[~np.isnan(there)]
        if there.size < FEWEST_FOR_A_MEAN:
            return (float(there.mean()) if there.size else math.nan), math.nan, math.nan
        mean = float(there.mean())
        half = float(t_quantile(there.size - 1, self.level) * there.std(ddof=1) / math.sqrt(there.size))
        return mean, mean - half, mean + half

    @property
    def limit(self) -> float:
        """The bound, moved outwards by the error of the evidence where it is a limit."""
        return self.bound - self.sign * self.error if self.bound else 0.0

    @property
    def points_right(self) -> bool:
        """Whether the mean lies on the claimed side, certain or not."""
        return self.sign * (self.interval[0] - self.limit) > 0

    @property
    def verdict(self) -> Verdict:
        _, low, high = self.interval
        if math.isnan(low):
            return UNTOLD
        in_zone = self.limit - self.least <= low and high <= self.limit + self.least
        if in_zone and not self.bound and (self.least or low == high):
            return NONE
        nearest, farthest = (low, high) if self.sign > 0 else (high, low)
        if self.sign * (nearest - self.limit) > 0 or (in_zone and self.least):
            return HOLDS
        return CONTRADICTED if self.sign * (farthest - self.limit) < 0 else UNTOLD

    def needed(self) -> float:
        """Pairs at which the interval would decide, were mean and spread what they are; infinity for never."""
        mean, _, high = self.interval
        if math.isnan(high):
            return math.inf
        off = abs(mean - self.limit)
        farthest = max(off, self.least - off)
        pairs = int(np.count_nonzero(~np.isnan(self.values)))
        return math.inf if farthest <= 0.0 else math.ceil(pairs * ((high - mean) / farthest) ** 2)

    def in_words(self) -> str:
        """The claim with its number in words."""
        mean, low, high = (_short(value) for value in self.interval)
        side = "above" if self.sign > 0 else "below"
        moved = f", less the error of the evidence {_short(self.limit)}" if self.limit != self.bound else ""
        zone = f"; less than {_short(self.least)} practically none" if self.least and not self.bound else ""
        return f"{self.words}: {mean} ({low} to {high}; claimed {side} {_short(self.bound)}{moved}{zone})"


def above(words: str, values: Sequence[float] | Array, bound: float = 0.0, of: Quantity | None = None) -> Claim:
    """Claims that ``values`` lie above ``bound``."""
    return Claim(words, tuple(map(float, values)), float(bound), +1, of)


def below(words: str, values: Sequence[float] | Array, bound: float = 0.0, of: Quantity | None = None) -> Claim:
    """Claims that ``values`` lie below ``bound``."""
    return Claim(words, tuple(map(float, values)), float(bound), -1, of)


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
        """Contradicted as soon as one claim is, else practically none; holds when all do (Berger 1982)."""
        verdicts = {claim.verdict for claim in self.claims}
        return next(one for one in (CONTRADICTED, NONE, UNTOLD, HOLDS) if one in verdicts)

    @property
    def decided(self) -> bool:
        """Whether more pairs can be spared: contradicted, or no claim is open."""
        return self.verdict == CONTRADICTED or all(claim.verdict != UNTOLD for claim in self.claims)

    def needed(self) -> float:
        """Pairs at which the last open claim would be decided; infinity for never."""
        return max((claim.needed() for claim in self.claims if claim.verdict == UNTOLD), default=self.pairs)

    def held_to(self, least: Mapping[str, float], error: Mapping[str, float], level: float) -> Finding:
        """The same with what is worth telling and the evidence's errors, by quantity, and intervals of ``level``."""
        claims = tuple(
            replace(claim, least=least.get(str(claim.of), 0.0), error=error.get(str(claim.of), 0.0), level=level)
            for claim in self.claims
        )
        return replace(self, claims=claims)

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


__all__ = ["CONTRADICTED", "HOLDS", "NONE", "UNTOLD", "Claim", "Finding", "Quantity", "Verdict", "above", "below"]
