"""Did it work? One policy against the base in one sentence, with its interval and its cost."""

from __future__ import annotations

import math

from experiments.comparison.paired import Difference
from experiments.comparison.result import Versus
from experiments.comparison.wording import QUESTIONS, sentence
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import counted, listed, money, money_ranged
from sim.languages import SOURCE, _, in_a_list, language
from sim.words import lower_first


def verdict(policy: Versus) -> str:
    """The first of staying, work and local friends that the runs tell apart from chance, and what it costs; or that
    they tell none apart.

    "Yes, for local friends: 0.12 (0.08 to 0.16) more local friends per newcomer, at 1.2 (1.1 to 1.3) million SEK more
    over the run."
    """
    found = {_(question): _first(policy, outcomes) for question, outcomes in QUESTIONS.items()}
    there = {question: one for question, one in found.items() if one is not None}
    told = {question: one for question, one in there.items() if one.distinguishable}
    cost = cost_clause(policy.of("spent"))
    if not there:
        return _("The runs are too short, or have too few newcomers, to tell; {cost}.", cost=cost)
    if not told:
        units = counted(policy.draws, "set of parameters", "sets of parameters") if policy.draws else ""
        pairs = units or counted(policy.pairs, "pair", "pairs")
        return _(
            "It cannot be told: with {pairs} no difference in {outcomes} stands out from chance; {cost}.",
            pairs=pairs,
            outcomes=either(list(there)),
            cost=cost,
        )
    one = next(iter(told.values()))
    said = sentence(one).removesuffix(".")
    helps = [other for other in told if good(told[other])]
    harms = [other for other in told if not good(told[other])]
    values = {
        "outcomes": listed(helps if good(one) else harms),
        "others": listed(harms if good(one) else helps),
        "sentence": said if said.startswith("Of 100") else lower_first(said),
        "cost": cost,
    }
    if good(one) and harms:
        return _("Yes, for {outcomes} (and the other way for {others}): {sentence}; {cost}.", **values)
    if good(one):
        return _("Yes, for {outcomes}: {sentence}; {cost}.", **values)
    if helps:
        return _("No, the other way, for {outcomes} (and the other way for {others}): {sentence}; {cost}.", **values)
    return _("No, the other way, for {outcomes}: {sentence}; {cost}.", **values)


def good(found: Difference) -> bool:
    """Whether a difference goes the way that is better."""
    return (found.mean > 0) == (BY_KEY[found.outcome].better != "less")


def cost_clause(spent: Difference | None) -> str:
    """ "it costs 1.2 (1.1 to 1.3) million SEK more over the run"."""
    if spent is None:
        return _("what it costs was not measured")
    if spent.same:
        return _("it costs nothing more")
    costs = spent.mean > 0
    low, high = sorted((abs(spent.low), abs(spent.high)))
    if math.isnan(spent.low):
        amount = money(abs(spent.mean))
        if costs:
            return _("it costs {amount} over the run", amount=amount)
        return _("it saves {amount} over the run", amount=amount)
    if not spent.distinguishable:
        amount = money_ranged(spent.mean, spent.low, spent.high)
        return _("whether it costs or saves is undecided ({amount})", amount=amount)
    amount = money_ranged(abs(spent.mean), low, high)
    if costs:
        return _("it costs {amount} more over the run", amount=amount)
    return _("it saves {amount} over the run", amount=amount)


def either(parts: list[str]) -> str:
    """ "staying, work or local friends"."""
    if language() != SOURCE:
        return in_a_list(parts, "or")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"


def _first(policy: Versus, outcomes: tuple[str, ...]) -> Difference | None:
    return next((one for key in outcomes if (one := policy.of(key)) is not None), None)


__all__ = ["verdict"]
