"""Did it work? One policy against the base in one sentence, with its interval and its cost."""

from __future__ import annotations

import math

from experiments.comparison.paired import Difference
from experiments.comparison.result import Versus
from experiments.comparison.wording import QUESTIONS, sentence
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import counted, listed, money, money_ranged

ANSWERS = {True: "Yes", False: "No, the other way"}


def verdict(policy: Versus) -> str:
    """The first of staying, work and local friends that the runs tell apart from chance, and what it costs; or that
    they tell none apart.

    "Yes, for local friends: 0.12 (0.08 to 0.16) more local friends per newcomer, at 1.2 (1.1 to 1.3) million SEK more
    over the run."
    """
    found = {question: _first(policy, outcomes) for question, outcomes in QUESTIONS.items()}
    there = {question: one for question, one in found.items() if one is not None}
    told = {question: one for question, one in there.items() if one.distinguishable}
    cost = cost_clause(policy.of("spent"))
    if not there:
        return f"The runs are too short, or have too few newcomers, to tell; {cost}."
    if not told:
        units = counted(policy.draws, "set of parameters", "sets of parameters") if policy.draws else ""
        pairs = units or counted(policy.pairs, "pair", "pairs")
        return f"It cannot be told: with {pairs} no difference in {either(list(there))} stands out from chance; {cost}."
    one = next(iter(told.values()))
    said = sentence(one).removesuffix(".")
    helps = [other for other in told if good(told[other])]
    harms = [other for other in told if not good(told[other])]
    answer = f"{ANSWERS[good(one)]}, for {listed(helps if good(one) else harms)}"
    against = harms if good(one) else helps
    but = f" (and the other way for {listed(against)})" if against else ""
    return f"{answer}{but}: {said[0].lower() if not said.startswith('Of 100') else said[0]}{said[1:]}; {cost}."


def good(found: Difference) -> bool:
    """Whether a difference goes the way that is better."""
    return (found.mean > 0) == (BY_KEY[found.outcome].better != "less")


def cost_clause(spent: Difference | None) -> str:
    """ "it costs 1.2 (1.1 to 1.3) million SEK more over the run"."""
    if spent is None:
        return "what it costs was not measured"
    if spent.same:
        return "it costs nothing more"
    costs = spent.mean > 0
    more = "it costs" if costs else "it saves"
    low, high = sorted((abs(spent.low), abs(spent.high)))
    if math.isnan(spent.low):
        return f"{more} {money(abs(spent.mean))} over the run"
    if not spent.distinguishable:
        return f"whether it costs or saves is undecided ({money_ranged(spent.mean, spent.low, spent.high)})"
    return f"{more} {money_ranged(abs(spent.mean), low, high)}{' more' if costs else ''} over the run"


def either(parts: list[str]) -> str:
    """ "staying, work or local friends"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _first(policy: Versus, outcomes: tuple[str, ...]) -> Difference | None:
    return next((one for key in outcomes if (one := policy.of(key)) is not None), None)


__all__ = ["verdict"]
