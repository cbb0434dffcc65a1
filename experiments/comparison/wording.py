"""Differences between arms, and what they cost, in sentences for somebody who decides.

Every sentence has one kind of interval: over pairs of runs the 95 % interval of the mean difference, over
sets of parameters the 95 % interval of the effect under one more set (``experiments.outcomes.intervals``).
"""

from __future__ import annotations

import math

from experiments.comparison.fieller import Ratio
from experiments.comparison.paired import FEW, Difference
from experiments.comparison.phrases import said_whole, unit_words
from experiments.comparison.result import EFFECTS, Versus
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.wording import count, counted, listed, money, money_ranged, plain, significant, span
from sim.languages import N_, _, localised, ngettext

STAYING = ("retention_5", "retention_3", "retention_1", "stayers")
WORK = ("newcomers_in_work", "employed")
FRIENDS = ("local_friends", "friendships")
QUESTIONS = {N_("staying"): STAYING, N_("work"): WORK, N_("local friends"): FRIENDS}
"""What "In short" always tells: of each, the first outcome that the runs are long enough for."""
MOST_PRACTICAL = 10_000
"""Pairs beyond which no number is advised."""
YES, NO, SAME = N_("yes"), N_("no"), N_("the same")
"""Whether a difference is distinguishable from zero, as a table says it."""


def in_unit(headline: Headline, value: float) -> str:
    """A value as it stands in a table: shares of 100, persons whole, money in SEK."""
    if math.isnan(value):
        return "–"
    if headline.form == "money":
        return money(value)
    if headline.form == "share":
        return plain(100 * value, 1 if abs(value) < 0.0995 else 0)
    if headline.form == "count":
        return count(value) if abs(value) >= 9.95 else plain(value, 1)
    return plain(value, places_of(value))


def places_of(size: float) -> int:
    """Decimals of a number of this size on a scale: two, or three for a small one, none for hundreds. What lies below
    them is nothing that runs could show: "−0.000016" says no more than 0.000."""
    if abs(size) >= 99.5:
        return 0
    return 2 if abs(size) >= 0.0995 or size == 0.0 else 3


def interval(headline: Headline, low: float, high: float) -> str:
    """ "8 to 16"; empty without an interval."""
    if math.isnan(low):
        return ""
    if headline.form not in ("money", "share", "count"):
        places = places_of(max(abs(low), abs(high)))
        return span(plain(low, places), plain(high, places))
    first, last = in_unit(headline, low), in_unit(headline, high)
    for unit in (_("{amount} million SEK", amount=""), _("{amount} SEK", amount="")):
        if unit and first.endswith(unit) and last.endswith(unit):
            return span(first.removesuffix(unit), last)
    return span(first, last)


def signed(headline: Headline, value: float) -> str:
    text = in_unit(headline, value)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def sized(found: Difference) -> str:
    """ "+3.1 of 100 (−1.2 to 7.4)", "+0.20 ties per adult newcomer (0.05 to 0.35)"."""
    headline = BY_KEY[found.outcome]
    around = interval(headline, found.low, found.high)
    return f"{signed(headline, found.mean)}{unit_words(headline)}{f' ({around})' if around else ''}"


def sentence(found: Difference) -> str:
    """One difference: "Of 100 newcomers, 12 (8 to 16) more are still here after five years."."""
    headline = BY_KEY[found.outcome]
    if found.same:
        return _("{label}: exactly the same in every pair.", label=_(headline.label))
    if not found.distinguishable:
        return undecided(found)
    sign = 1.0 if found.mean > 0 else -1.0
    low, high = sorted((sign * found.low, sign * found.high))
    if headline.form == "money":
        size = money_ranged(sign * found.mean, low, high)
    else:
        size = f"{in_unit(headline, sign * found.mean)} ({interval(headline, low, high)})"
    said = said_whole(headline, found.mean > 0, size) or _(
        "{label}: the difference is {size}, distinguishable from zero.", label=_(headline.label), size=sized(found)
    )
    return below_zero(said, found)


def below_zero(said: str, found: Difference) -> str:
    """A sentence, with what a net cost below zero means, where it speaks of one."""
    if found.outcome != "net_cost" or not found.policy < 0.0:
        return said
    return _(
        "{sentence}: newcomers bring the municipalities {amount} more than they cost.",
        sentence=said.removesuffix("."),
        amount=money(-found.policy),
    )


def undecided(found: Difference) -> str:
    """A difference that is not decided, why, and how many runs would decide one of its size."""
    values = {"label": _(BY_KEY[found.outcome].label), "size": sized(found)}
    if found.pairs < 2:
        return _(
            "{label}: the difference is {size}; one pair of runs has no interval, so chance cannot be excluded.",
            **values,
        )
    if math.isnan(found.low):
        return _(
            "{label}: the difference is {size}; an interval needs {fewest} sets of parameters or more.",
            **values,
            fewest=FEWEST_FOR_ONE_MORE,
        )
    if found.draws:
        values["sets"] = counted(found.pairs, "set of parameters", "sets of parameters")
        if found.needed is None:
            return _(
                "{label}: the difference is {size} and cannot be distinguished from zero with {sets}; its sign depends "
                "on the parameters, and more sets would not settle it.",
                **values,
            )
        if found.needed > MOST_PRACTICAL:
            return _(
                "{label}: the difference is {size} and cannot be distinguished from zero with {sets}; one as small as "
                "this could not be shown with any practical number of sets of parameters.",
                **values,
            )
        return _(
            "{label}: the difference is {size} and cannot be distinguished from zero with {sets}; about {needed} sets "
            "of parameters would show a difference of this size.",
            **values,
            needed=localised(f"{found.needed:,}"),
        )
    values["pairs"] = counted(found.pairs, "pair", "pairs")
    if found.needed is None:
        return _("{label}: the difference is {size} and cannot be distinguished from zero with {pairs}.", **values)
    if found.needed > MOST_PRACTICAL:
        return _(
            "{label}: the difference is {size} and cannot be distinguished from zero with {pairs}; one as small as "
            "this could not be shown with any practical number of pairs.",
            **values,
        )
    return _(
        "{label}: the difference is {size} and cannot be distinguished from zero with {pairs}; about {needed} pairs "
        "would show a difference of this size.",
        **values,
        needed=localised(f"{found.needed:,}"),
    )


def cost_sentence(effect: str, ratio: Ratio, policy: Versus) -> str:
    """What one more of ``effect`` costs, or why that is undecided."""
    one, spent, gained = _(EFFECTS[effect]), policy.of("spent"), policy.of(effect)
    if spent is None or gained is None:
        return _("Cost per {one}: not measured.", one=one)
    if spent.same:
        return _("Cost per {one}: both arms spend the same in every pair, so there is no cost to divide.", one=one)
    if gained.same:
        amount = money(abs(spent.mean))
        if spent.mean > 0:
            return _("Cost per {one}: {amount} more is spent and nothing differs in any pair.", one=one, amount=amount)
        return _("Cost per {one}: {amount} less is spent and nothing differs in any pair.", one=one, amount=amount)
    if ratio.shape == "none":
        return _("Cost per {one}: undecided; there are too few pairs for an interval.", one=one)
    if ratio.shape != "bounded":
        return _(
            "Cost per {one}: undecided. What is gained cannot be distinguished from zero, so one more may cost any "
            "amount.",
            one=one,
        )
    amount = money_ranged(abs(ratio.value), *sorted((abs(ratio.low), abs(ratio.high))))
    lost = _(EFFECTS[effect].replace("additional ", ""))
    if gained.mean > 0 and ratio.low > 0:
        return _("Each {one} costs {amount}.", one=one, amount=amount)
    if gained.mean > 0 and ratio.high < 0:
        return _("Each {one} saves {amount}: the policy costs less and gains more.", one=one, amount=amount)
    if gained.mean < 0 and ratio.high < 0:
        return _("The policy costs more and loses: {amount} is spent for each {lost} lost.", amount=amount, lost=lost)
    if gained.mean < 0 and ratio.low > 0:
        return _("The policy costs less and loses: {amount} is saved for each {lost} lost.", amount=amount, lost=lost)
    return _(
        "Cost per {one}: {amount}; whether it costs or saves is undecided.",
        one=one,
        amount=money_ranged(ratio.value, ratio.low, ratio.high),
    )


def variance_words(found: Difference) -> str:
    """How much common random numbers reduce the variance: "7.1"; empty where it cannot be said."""
    ratio = found.variance_reduction
    return "" if math.isnan(ratio) else significant(ratio, 2) if ratio < 1000 else _("over 1,000")


def standing(found: Difference) -> str:
    """Whether it is distinguishable from zero, for a table."""
    return _(SAME) if found.same else _(YES) if found.distinguishable else _(NO)


ONLY_ONE = {
    "pair": N_(
        "There is one pair only, so there is no interval, and no difference can be distinguished from chance. Simulate "
        "at least two."
    ),
    "set of parameters": N_(
        "There is one set of parameters only, so there is no interval, and no difference can be distinguished from "
        "chance. Simulate at least two."
    ),
    "replicate": N_(
        "There is one replicate only, so there is no interval, and no difference can be distinguished from chance. "
        "Simulate at least two."
    ),
}
ONLY_FEW = {
    "pair": N_(
        "There are only {number} pairs. The intervals allow for that, and are wide because of it. Each undecided "
        "difference says how many would show one of its size."
    ),
    "set of parameters": N_(
        "There are only {number} sets of parameters. The intervals allow for that, and are wide because of it. Each "
        "undecided difference says how many would show one of its size."
    ),
    "replicate": N_(
        "There are only {number} replicates. The intervals allow for that, and are wide because of it. Each undecided "
        "difference says how many would show one of its size."
    ),
}


def caution(number: int, one: str = "pair") -> str:
    """What a reader should know about the number of pairs (or of what ``one`` is); empty where there are enough."""
    if number < 2:
        return _(ONLY_ONE[one])
    return _(ONLY_FEW[one], number=number) if number < FEW else ""


def lead(policy: Versus) -> list[str]:
    """ "In short": staying, work, friends and cost, decided or not; then what else differs."""
    if not policy.changes:
        return [_("There is no difference between the files: both arms are the same scenario.")]
    words, said, told = [], {"spent"}, set()
    for question, outcomes in QUESTIONS.items():
        found = next((one for key in outcomes if (one := policy.of(key)) is not None), None)
        said.update(outcomes)
        told.add(found.outcome if found is not None else "")
        words.append(
            sentence(found)
            if found is not None
            else _("The runs are too short, or have too few newcomers, to speak of {question}.", question=_(question))
        )
    spent = policy.of("spent")
    if spent is not None and not (spent.same and not spent.base):
        words.append(sentence(spent))
    if "stayers" in policy.costs and spent is not None and not spent.same:
        stayed = policy.of("stayers")
        if stayed is not None and stayed.distinguishable and "stayers" not in told:
            words.append(sentence(stayed))  # what the money is divided by, where a share of them told nothing of it
        words.append(cost_sentence("stayers", policy.costs["stayers"], policy))
    elif spent is not None and spent.same:
        words.append(_("Neither arm spends more than the other."))
    others = [
        f"{_(BY_KEY[found.outcome].label).lower()} ({sized(found)})"
        for found in policy.differences
        if found.distinguishable and found.outcome not in said
    ]
    if others:
        words.append(_("Also distinguishable from zero: {outcomes}.", outcomes=listed(others)))
    return words


def interval_note(policy: Versus) -> str:
    """What the ranges in brackets are."""
    if policy.draws:
        return ngettext(
            "Ranges in brackets are 95 % intervals of the effect under one more set of parameters, from {sets} set: "
            "random draws and parameters together.",
            "Ranges in brackets are 95 % intervals of the effect under one more set of parameters, from {sets} sets: "
            "random draws and parameters together.",
            policy.draws,
            sets=localised(f"{policy.draws:,}"),
        )
    if policy.pairs < 2:
        return ""
    return _(
        "Ranges in brackets are 95 % intervals of the mean difference over {pairs} pairs of runs.",
        pairs=localised(f"{policy.pairs:,}"),
    )


__all__ = [
    "QUESTIONS",
    "caution",
    "cost_sentence",
    "in_unit",
    "interval",
    "interval_note",
    "lead",
    "sentence",
    "signed",
    "sized",
    "standing",
    "undecided",
    "unit_words",
    "variance_words",
]
