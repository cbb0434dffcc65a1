"""Differences between arms, and what they cost, in sentences for somebody who decides.

Every sentence has one kind of interval: over pairs of runs the 95 % interval of the mean difference, over
sets of parameters the 95 % interval of the effect under one more set (``experiments.outcomes.intervals``).
"""

from __future__ import annotations

import math

from experiments.comparison.fieller import Ratio
from experiments.comparison.paired import FEW, Difference
from experiments.comparison.result import EFFECTS, Versus
from experiments.outcomes.intervals import FEWEST_FOR_ONE_MORE
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.wording import count, counted, listed, money, money_ranged, plain, significant

NO_DIFFERENCE = "no difference can be distinguished from zero with this number of replicates"
STAYING = ("retention_5", "retention_3", "retention_1", "stayers")
WORK = ("newcomers_in_work", "employed")
FRIENDS = ("local_friends", "friendships")
QUESTIONS = {"staying": STAYING, "work": WORK, "local friends": FRIENDS}
"""What "In short" always tells: of each, the first outcome that the runs are long enough for."""
UNIT_WORDS = {"share": " of 100", "money": ""}
"""What follows a number of these forms; money has its unit already."""
MOST_PRACTICAL = 10_000
"""Pairs beyond which no number is advised."""
YES, NO, SAME = "yes", "no", "the same"
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
        return f"{plain(low, places)} to {plain(high, places)}"
    first, last = in_unit(headline, low), in_unit(headline, high)
    for unit in (" million SEK", " SEK"):
        if first.endswith(unit) and last.endswith(unit):
            return f"{first.removesuffix(unit)} to {last}"
    return f"{first} to {last}"


def signed(headline: Headline, value: float) -> str:
    text = in_unit(headline, value)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def sized(found: Difference) -> str:
    """ "+3.1 of 100 (−1.2 to 7.4)", "+0.20 ties per adult newcomer (0.05 to 0.35)"."""
    headline = BY_KEY[found.outcome]
    span = interval(headline, found.low, found.high)
    return f"{signed(headline, found.mean)}{unit_words(headline)}{f' ({span})' if span else ''}"


def unit_words(headline: Headline) -> str:
    """What follows a number of this outcome: " of 100", " persons"; nothing for money, which has its own."""
    if headline.form in UNIT_WORDS:
        return UNIT_WORDS[headline.form]
    unit = headline.unit_of_run.partition(" (")[0]
    return f" on a scale from {unit}" if unit[0] in "−0123456789" else f" {unit}"


def sentence(found: Difference) -> str:
    """One difference: "Of 100 newcomers, 12 (8 to 16) more are still here after five years."."""
    headline = BY_KEY[found.outcome]
    if found.same:
        return f"{headline.label}: exactly the same in every pair."
    if not found.distinguishable:
        return f"{headline.label}: the difference is {sized(found)}{undecided(found)}."
    more, sign = ("more", 1.0) if found.mean > 0 else ("fewer", -1.0)
    less = "more" if found.mean > 0 else "less"
    low, high = sorted((sign * found.low, sign * found.high))
    size = f"{in_unit(headline, sign * found.mean)} ({interval(headline, low, high)})"
    if headline.form == "money":
        text = f"{money_ranged(sign * found.mean, low, high)} {less} {headline.phrase}{below_zero(found)}"
    elif headline.form == "share":
        text = f"of 100 {headline.people}, {size} {more} {headline.phrase}"
    else:
        countable = headline.form == "count" or headline.key == "local_friends"
        text = f"{size} {more if countable else less} {headline.phrase}"
    return f"{text[0].upper()}{text[1:]}."


def below_zero(found: Difference) -> str:
    """What a net cost below zero means; empty for one above, and for other money."""
    if found.outcome != "net_cost" or not found.policy < 0.0:
        return ""
    return f": newcomers bring the municipalities {money(-found.policy)} more than they cost"


def undecided(found: Difference) -> str:
    """Why a difference is not decided, and how many runs would decide one of its size."""
    if found.pairs < 2:
        return "; one pair of runs has no interval, so chance cannot be excluded"
    if math.isnan(found.low):
        return f"; an interval needs {FEWEST_FOR_ONE_MORE} sets of parameters or more"
    one, many = ("set of parameters", "sets of parameters") if found.draws else ("pair", "pairs")
    words = f" and cannot be distinguished from zero with {counted(found.pairs, one, many)}"
    needed = found.needed
    if needed is None:
        return words + (
            "; its sign depends on the parameters, and more sets would not settle it" if found.draws else ""
        )
    if needed > MOST_PRACTICAL:
        return f"{words}; one as small as this could not be shown with any practical number of {many}"
    return f"{words}; about {needed:,} {many} would show a difference of this size"


def cost_sentence(effect: str, ratio: Ratio, policy: Versus) -> str:
    """What one more of ``effect`` costs, or why that is undecided."""
    one, spent, gained = EFFECTS[effect], policy.of("spent"), policy.of(effect)
    if spent is None or gained is None:
        return f"Cost per {one}: not measured."
    if spent.same:
        return f"Cost per {one}: both arms spend the same in every pair, so there is no cost to divide."
    if gained.same:
        more = "more" if spent.mean > 0 else "less"
        return f"Cost per {one}: {money(abs(spent.mean))} {more} is spent and nothing differs in any pair."
    if ratio.shape == "none":
        return f"Cost per {one}: undecided; there are too few pairs for an interval."
    if ratio.shape != "bounded":
        return (
            f"Cost per {one}: undecided. What is gained cannot be distinguished from zero, so one "
            "more may cost any amount."
        )
    span = money_ranged(abs(ratio.value), *sorted((abs(ratio.low), abs(ratio.high))))
    lost = one.replace("additional ", "")
    if gained.mean > 0 and ratio.low > 0:
        return f"Each {one} costs {span}."
    if gained.mean > 0 and ratio.high < 0:
        return f"Each {one} saves {span}: the policy costs less and gains more."
    if gained.mean < 0 and ratio.high < 0:
        return f"The policy costs more and loses: {span} is spent for each {lost} lost."
    if gained.mean < 0 and ratio.low > 0:
        return f"The policy costs less and loses: {span} is saved for each {lost} lost."
    return (
        f"Cost per {one}: {money_ranged(ratio.value, ratio.low, ratio.high)}; whether it costs or saves is undecided."
    )


def variance_words(found: Difference) -> str:
    """How much common random numbers reduce the variance: "7.1"; empty where it cannot be said."""
    ratio = found.variance_reduction
    return "" if math.isnan(ratio) else significant(ratio, 2) if ratio < 1000 else "over 1,000"


def standing(found: Difference) -> str:
    """Whether it is distinguishable from zero, for a table."""
    return SAME if found.same else YES if found.distinguishable else NO


def caution(pairs: int, one: str = "pair") -> str:
    """What a reader should know about the number of pairs; empty where there are enough."""
    if pairs < 2:
        return (
            f"There is one {one} only, so there is no interval, and no difference can be "
            "distinguished from chance. Simulate at least two."
        )
    if pairs < FEW:
        return (
            f"There are only {pairs} {one}s. The intervals allow for that, and are wide because of "
            "it. Each undecided difference says how many would show one of its size."
        )
    return ""


def lead(policy: Versus) -> list[str]:
    """ "In short": staying, work, friends and cost, decided or not; then what else differs."""
    if not policy.changes:
        return ["There is no difference between the files: both arms are the same scenario."]
    words, said, told = [], {"spent"}, set()
    for question, outcomes in QUESTIONS.items():
        found = next((one for key in outcomes if (one := policy.of(key)) is not None), None)
        said.update(outcomes)
        told.add(found.outcome if found is not None else "")
        words.append(
            sentence(found)
            if found is not None
            else f"The runs are too short, or have too few newcomers, to speak of {question}."
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
        words.append("Neither arm spends more than the other.")
    others = [
        f"{BY_KEY[found.outcome].label.lower()} ({sized(found)})"
        for found in policy.differences
        if found.distinguishable and found.outcome not in said
    ]
    if others:
        words.append(f"Also distinguishable from zero: {listed(others)}.")
    return words


def interval_note(policy: Versus) -> str:
    """What the ranges in brackets are."""
    if policy.draws:
        return (
            f"Ranges in brackets are 95 % intervals of the effect under one more set of parameters, from "
            f"{counted(policy.draws, 'set', 'sets')}: random draws and parameters together."
        )
    if policy.pairs < 2:
        return ""
    return (
        "Ranges in brackets are 95 % intervals of the mean difference over "
        f"{counted(policy.pairs, 'pair', 'pairs')} of runs."
    )


__all__ = [
    "NO_DIFFERENCE",
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
