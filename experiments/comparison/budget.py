"""Equal budgets: the same pot for every arm, and when an arm's pot was empty.

An arm is given a pot by ``money.budget``: the most its programmes and coordinators may cost over the run;
when the next month would cost more, they all stop. What levers buy (section ``prices``) and lines of public
transport cost counts too: what an arm spends on them on average is taken off its pot beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.outcomes.outcome import Result
from experiments.outcomes.wording import listed, money
from sim.languages import _
from sim.scenario.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from sim.scenario import Scenario

Array = np.ndarray[Any, Any]
FIELD = "money.budget"


class NothingSpent(ValueError):
    """No policy spends anything: there is no budget to make equal. The message says so."""


def smallest_pot(spending: Mapping[str, Sequence[float]]) -> tuple[str, float]:
    """(arm, pot [SEK]): the policy that spends least of those that spend anything, and its mean spending.

    ``spending``: what each run of each policy spent [SEK]. Raises :class:`NothingSpent`.
    """
    means = {name: float(np.mean(runs)) for name, runs in spending.items() if len(runs)}
    means = {name: mean for name, mean in means.items() if mean > 0}
    if not means:
        raise NothingSpent(
            "--equal-budget: none of the policies spends anything, so there is no budget to "
            "make equal; give one in SEK, or leave --equal-budget out"
        )
    least = min(means, key=means.__getitem__)
    return least, means[least]


def with_budget(scenario: Scenario, pot: float) -> Scenario:
    """``scenario`` with at most ``pot`` [SEK] to spend. Raises ``ScenarioError`` where it has no money."""
    from sim.scenario import with_overrides

    section = FIELD.partition(".")[0]
    if section not in type(scenario).model_fields:
        raise ScenarioError(
            Problem(f"this version of the model has no {FIELD}: budgets cannot be made equal", file="--equal-budget")
        )
    return with_overrides(scenario, {FIELD: pot})


def held_back(result: Result) -> Array:
    """What a pot can hold back: spending on programmes and posts by month (months,) [SEK]."""
    return result.spent - result.beside if len(result.beside) else result.spent


def beside(results: Sequence[Result]) -> float:
    """Mean over runs of what levers and lines of public transport cost beside programmes and posts [SEK]."""
    return float(np.mean([float(result.beside.sum()) for result in results])) if results else 0.0


def pots(pot: float, arms: Mapping[str, Sequence[Result]]) -> dict[str, float]:
    """By arm, what is left of ``pot`` [SEK] for programmes and posts when levers and lines are paid; never below
    zero. ``arms``: the runs from which their costs are read."""
    return {name: max(0.0, pot - beside(results)) for name, results in arms.items()}


def stop_month(capped: Array, pot: float, free: Array | None = None) -> int | None:
    """The first month without money because the pot was empty; None where it lasted.

    ``capped`` and ``free`` (months,) [SEK by month]: with the pot and, where the arm was also run, without
    it. With ``free`` it is the month from which the two differ. Without, the pot counts as used up where
    spending ended before the run did and less was left than its dearest month cost.
    """
    if free is not None:
        differ = np.flatnonzero(~np.isclose(capped, free) & (capped == 0) & (free > 0))
        return int(differ[0]) if differ.size else None
    paid = np.flatnonzero(capped > 0)
    if not paid.size or paid[-1] == len(capped) - 1:
        return None
    left = pot - float(capped.sum())
    return int(paid[-1]) + 1 if left < float(capped.max()) else None


def stops(results: Sequence[tuple[Result, Result | None]], pot: float) -> list[int]:
    """Months in which runs were stopped: pairs of a run with the pot and the same without it (or None)."""
    found = [
        stop_month(held_back(capped), pot, held_back(free) if free is not None else None) for capped, free in results
    ]
    return sorted(month for month in found if month is not None)


def cap_notes(
    pot: float, source: str, spending: Mapping[str, Sequence[float]], levers: Mapping[str, float]
) -> list[str]:
    """What an equal budget is, and what was spent of it: a cap need not be reached.

    ``source``: where the amount comes from, a sentence; ``spending``: by arm, what each run spent [SEK];
    ``levers``: by arm, what levers and lines of public transport cost beside programmes and posts [SEK].
    """
    spent = [f"{name} {money(float(np.mean(runs)))}" for name, runs in spending.items() if len(runs)]
    cap = _(
        "The budget is a cap, the same for every arm: each may spend at most {amount} over the run, and need not spend "
        "all of it. {source} Spent on average: {spent}.",
        amount=money(pot),
        source=source,
        spent=listed(spent),
    )
    notes = [cap]
    paid = {name: amount for name, amount in levers.items() if round(amount)}
    if paid:
        notes.append(
            _(
                "Levers and public transport count: their mean cost over the run ({costs}) was taken off the budget, "
                "and programmes and coordinators had what was left. Levers that nobody pays for cost nothing and use "
                "no budget.",
                costs=listed([f"{name} {money(amount)}" for name, amount in paid.items()]),
            )
        )
    notes += [
        _(
            "{policy} spends {amount} on levers and public transport alone, more than the budget: these cannot be "
            "stopped, so its budget is not equal.",
            policy=name,
            amount=money(amount),
        )
        for name, amount in paid.items()
        if amount > pot
    ]
    return notes


__all__ = [
    "FIELD",
    "NothingSpent",
    "beside",
    "cap_notes",
    "held_back",
    "pots",
    "smallest_pot",
    "stop_month",
    "stops",
    "with_budget",
]
