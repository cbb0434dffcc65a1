"""Policies ranked: by what each gains, and by what one more retained newcomer costs.

A rank is a range: a policy is first to third where it cannot be distinguished from those it shares the
places with. Two policies are compared as each is with the base, within pairs of runs (or sets of
parameters), and are distinguishable where the 95 % interval of their difference excludes zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from experiments.comparison.result import Comparison, Versus
from experiments.comparison.wording import QUESTIONS, interval, signed
from experiments.outcomes.intervals import mean_interval, prediction_interval
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import money_ranged
from sim.languages import _

COST = "stayers"
"""What the cost is divided by."""


class Place(NamedTuple):
    """Where one policy stands by one outcome."""

    policy: str
    words: str
    """The difference, or the cost, with its interval."""
    best: int
    """Rank, 1 the best, were all ties resolved in its favour."""
    worst: int

    @property
    def rank(self) -> str:
        """ "1", or "1–3" where it cannot be distinguished from others; "–" without a rank."""
        return "–" if not self.best else f"{self.best}" if self.best == self.worst else f"{self.best}–{self.worst}"


class Ranking(NamedTuple):
    outcome: str
    label: str
    places: tuple[Place, ...]
    """In the order of the estimates, the best first."""


def rankings(comparison: Comparison) -> list[Ranking]:
    """Rankings by staying, work, friends and cost of the policies and, where it is a choice, the base.

    Empty with a single policy.
    """
    policies = comparison.policies
    if len(policies) < 2:
        return []
    found = []
    for outcomes in QUESTIONS.values():
        key = next((one for one in outcomes if all(policy.of(one) is not None for policy in policies)), None)
        if key is not None:
            found.append(_by_gain(key, comparison.base, policies))
    if all(COST in policy.costs for policy in policies):
        found.append(_by_cost(policies))
    return found


def _by_gain(outcome: str, base: str, policies: Sequence[Versus]) -> Ranking:
    headline = BY_KEY[outcome]
    means, words = {base: 0.0}, {base: _("the base")}
    for policy in policies:
        one = policy.of(outcome)
        assert one is not None
        means[policy.name] = one.mean
        span = interval(headline, one.low, one.high)
        words[policy.name] = f"{signed(headline, one.mean)}{f' ({span})' if span else ''}"
    by_name: dict[str, Versus | None] = {base: None, **{policy.name: policy for policy in policies}}

    def better(one: str, other: str) -> bool:
        return _better(by_name[one], by_name[other], outcome)

    unit = _("of 100") if headline.form == "share" else ""
    return Ranking(
        outcome,
        f"{_(headline.label)}{f' [{unit}]' if unit else ''}",
        _placed(sorted(means, key=lambda name: -means[name]), words, better),
    )


def _better(one: Versus | None, other: Versus | None, outcome: str) -> bool:
    """Whether ``one`` is distinguishably above ``other``; None stands for the base."""
    if one is None or other is None:
        known = other if one is None else one
        difference = known.of(outcome) if known is not None else None
        if difference is None:
            return False
        return difference.high < 0 if one is None else difference.low > 0
    mine, theirs = one.of(outcome), other.of(outcome)
    if mine is None or theirs is None:
        return False
    both = sorted(set(one.units) & set(other.units))
    values = mine.values[np.isin(one.units, both)] - theirs.values[np.isin(other.units, both)]
    return (prediction_interval(values) if one.draws else mean_interval(values)).low > 0


def _by_cost(policies: Sequence[Versus]) -> Ranking:
    """By the cost of one more who stays. Only costs with a bounded interval above zero have a rank:
    what gains nothing that can be distinguished from zero has no price."""
    priced = {
        policy.name: policy.costs[COST]
        for policy in policies
        if policy.costs[COST].shape == "bounded"
        and policy.costs[COST].low > 0
        and (one := policy.of(COST)) is not None
        and one.mean > 0
    }
    words = {name: money_ranged(ratio.value, ratio.low, ratio.high) for name, ratio in priced.items()}
    order = sorted(priced, key=lambda name: priced[name].value)
    places = _placed(order, words, lambda one, other: priced[one].high < priced[other].low)
    rest = tuple(Place(policy.name, _("undecided"), 0, 0) for policy in policies if policy.name not in priced)
    return Ranking("cost", _("Cost per additional retained newcomer"), (*places, *rest))


def _placed(order: Sequence[str], words: dict[str, str], better: Callable[[str, str], bool]) -> tuple[Place, ...]:
    return tuple(
        Place(
            name,
            words[name],
            1 + sum(better(other, name) for other in order if other != name),
            len(order) - sum(better(name, other) for other in order if other != name),
        )
        for name in order
    )


__all__ = ["Place", "Ranking", "rankings"]
