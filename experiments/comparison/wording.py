"""Differences between arms, and what they cost, in the words of somebody who decides."""

from __future__ import annotations

import math

from experiments.comparison.fieller import Ratio
from experiments.comparison.paired import FEW, Difference
from experiments.comparison.result import EFFECTS, Versus
from experiments.outcomes.outcome import BY_KEY, Headline
from experiments.outcomes.wording import count, money, money_ranged, plain, significant

NO_DIFFERENCE = "no difference can be told at this number of replicates"
EITHER_WAY = "which way it goes depends on luck and parameters"
"""Where 95 % of the sets of parameters are not on one side: more runs need not change that."""


def in_unit(headline: Headline, value: float) -> str:
    """A value as it stands in a table: shares of 100, persons whole, money in SEK."""
    if math.isnan(value):
        return "–"
    if headline.form == "money":
        return money(value)
    if headline.form == "share":
        text = plain(100 * value, 1 if abs(value) < 0.0995 else 0)
    elif headline.form == "count":
        text = count(value) if abs(value) >= 9.95 else plain(value, 1)
    else:
        text = plain(value, 2 if abs(value) >= 0.0995 else 3)
    return text if text.strip("−0.") else text.removeprefix("−")


def interval(headline: Headline, low: float, high: float) -> str:
    """"8 to 16"; empty without an interval."""
    if math.isnan(low):
        return ""
    first, last = in_unit(headline, low), in_unit(headline, high)
    for unit in (" million SEK", " SEK"):
        if first.endswith(unit) and last.endswith(unit):
            return f"{first.removesuffix(unit)} to {last}"
    return f"{first} to {last}"


def signed(headline: Headline, value: float) -> str:
    text = in_unit(headline, value)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def sentence(found: Difference) -> str:
    """One difference: "of 100 newcomers, 12 (8 to 16) more are still here after five years"."""
    headline = BY_KEY[found.outcome]
    unit = " of 100" if headline.form == "share" else ""
    what = headline.label if unit else f"{headline.label} ({headline.unit_of_run.partition(' (')[0]})"
    if found.same:
        return f"{what}: exactly the same in every pair."
    if found.pairs < 2:
        return (f"{what}: {signed(headline, found.mean)}{unit} in the one pair there is; one pair has no "
                "interval, so luck cannot be told from effect.")
    if not found.told:
        untold = EITHER_WAY if found.draws else NO_DIFFERENCE
        return (f"{what}: {untold} ({signed(headline, found.mean)}{unit}; "
                f"{interval(headline, found.low, found.high)}).")
    more = "more" if found.mean > 0 else "fewer"
    sign = 1.0 if found.mean > 0 else -1.0
    low, high = sorted((sign * found.low, sign * found.high))
    size = f"{in_unit(headline, sign * found.mean)} ({interval(headline, low, high)})"
    if headline.form == "money":
        size = money_ranged(sign * found.mean, low, high)
    if headline.form == "share":
        text = f"of 100 {headline.people}, {size} {more} {headline.phrase}"
    elif headline.form == "count":
        text = f"{size} {more} {headline.phrase}"
    elif headline.form == "money":
        text = f"{size} {'more' if found.mean > 0 else 'less'} {headline.phrase}"
    else:
        text = f"{size} {'more' if found.mean > 0 else 'less'} {headline.phrase}"
    return f"{text[0].upper()}{text[1:]}."


def cost_sentence(effect: str, ratio: Ratio, policy: Versus) -> str:
    """What one more of ``effect`` costs, or why that cannot be said."""
    one, spent, gained = EFFECTS[effect], policy.of("spent"), policy.of(effect)
    if spent is None or gained is None:
        return f"Per {one}: not measured."
    if spent.same:
        return f"Per {one}: both arms spend the same in every pair, so there is no cost to divide."
    if gained.same:
        more = "more" if spent.mean > 0 else "less"
        return f"Per {one}: {money(abs(spent.mean))} {more} is spent and nothing differs in any pair."
    if ratio.shape == "none":
        return f"Per {one}: one pair has no interval."
    if ratio.shape != "bounded":
        best = f" The best single guess is {money(ratio.value)}." if ratio.value > 0 else ""
        untold = "no mean difference over the sets can be told" if policy.draws else NO_DIFFERENCE
        return f"Per {one}: could be any amount, or no effect at all; {untold} in what is gained.{best}"
    span = money_ranged(abs(ratio.value), *sorted((abs(ratio.low), abs(ratio.high))))
    if gained.mean > 0 and ratio.low > 0:
        return f"{span} per {one}."
    if gained.mean > 0 and ratio.high < 0:
        return f"Per {one}, {span} is saved: it costs less and gains more."
    if gained.mean < 0 and ratio.high < 0:
        return f"It costs more and loses: {span} is spent for each {one.replace('additional ', '')} lost."
    if gained.mean < 0 and ratio.low > 0:
        return f"It costs less and loses: {span} is saved for each {one.replace('additional ', '')} lost."
    return (f"Per {one}: from {money(ratio.low)} to {money(ratio.high)}; whether it costs or saves cannot be "
            "told.")


def gain_words(found: Difference) -> str:
    """How much pairing bought: "7.1"; empty where it cannot be said."""
    gain = found.gain
    return "" if math.isnan(gain) else significant(gain, 2) if gain < 1000 else "over 1,000"


def caution(pairs: int, one: str = "pair") -> str:
    """What a reader should know about the number of pairs; empty where there are enough."""
    if pairs < 2:
        return (f"There is one {one} only, so no interval can be given: nothing here can be told apart from "
                "luck. Ask for at least two replicates, better twenty.")
    if pairs < FEW:
        return (f"There are only {pairs} {one}s. Their intervals are right on average but wide, and how wide "
                "is itself badly known: ask for twenty replicates or more before anything is decided.")
    return ""


def lead(policy: Versus) -> list[str]:
    """The two or three things to say first about a policy."""
    if not policy.changes:
        return ["There is no difference between the files: both arms are the same scenario."]
    told = [found for found in policy.differences if found.told and found.outcome != "spent"]
    told.sort(key=lambda found: BY_KEY[found.outcome].rank)
    words = [sentence(found) for found in told[:3]]
    if not words:
        words = [f"Of every outcome looked at, {EITHER_WAY}." if policy.draws else
                 f"Of the outcomes looked at, {NO_DIFFERENCE}." if policy.pairs > 1 else
                 "With one pair nothing can be told apart from luck."]
    spent = policy.of("spent")
    if spent is not None and not spent.same:
        words.append(sentence(spent))
    return words


__all__ = ["EITHER_WAY", "NO_DIFFERENCE", "caution", "cost_sentence", "gain_words", "in_unit", "interval",
           "lead", "sentence", "signed"]
