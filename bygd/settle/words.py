"""What a matching comes to, in words: who gains, who is sent where, how sure, and what the literature warns of."""

from __future__ import annotations

import math

from bygd.settle.carrying import Answer, Asked
from bygd.settle.effects import VALUE, Effect, OfGroup
from bygd.settle.fairness import gainers, gaps
from experiments.outcomes.wording import listed, money, plain
from sim.words import counted, duration

GROUPS = {
    "single_woman": "single women",
    "single_man": "single men",
    "couple": "couples",
    "couple_children": "couples with children",
    "lone_parent": "lone parents",
    "youth": "unaccompanied young",
    "compulsory": "adults with compulsory schooling or less",
    "secondary": "adults with upper secondary schooling",
    "higher": "adults with higher schooling",
    "everybody": "all adults",
}
PHRASES = {
    "stays": "still live where they were settled",
    "works": "are in work in the region",
    "friends": "have a local friend",
}
HEADS = {"stays": "stay", "works": "in work", "friends": "with a local friend", VALUE: "value"}
DIMENSIONS = {"family": "families", "origin": "origins", "schooling": "levels of schooling"}


def group_name(asked: Asked, group: OfGroup) -> str:
    if group.dimension == "origin":
        return f"from {asked.region.base.origins[group.group].name or group.group}"
    return GROUPS[group.group]


def place_name(asked: Asked, place: str) -> str:
    return asked.region.base.places[place].name or place


def cell(effect: Effect | None, scale: float = 100.0, digits: int = 0) -> str:
    """ "41, +3 (−1 to 7)": by today's rule, and the difference with its interval."""
    if effect is None or math.isnan(effect.today):
        return "–"
    return f"{plain(scale * effect.today, digits)}, {signed(effect, scale, digits)}"


def signed(effect: Effect, scale: float = 100.0, digits: int = 0) -> str:
    if not effect.values.any():
        return "same"
    low, high = effect.interval
    mean = plain(scale * effect.mean, digits)
    text = f"+{mean}" if effect.mean > 0 and mean.strip("0.") else mean
    return text if math.isnan(low) else f"{text} ({plain(scale * low, digits)} to {plain(scale * high, digits)})"


def lead(asked: Asked, answer: Answer) -> list[str]:
    """The answer in a few sentences."""
    everybody = answer.effects.everybody
    when, words = duration(asked.horizon), []
    for key in asked.weights:
        effect = everybody.effects[key]
        more = "more" if effect.mean > 0 else "fewer"
        low, high = sorted(abs(100 * one) if effect.better or effect.worse else 100 * one for one in effect.interval)
        if effect.better or effect.worse:
            size = f"{plain(abs(100 * effect.mean), 1)} ({plain(low, 1)} to {plain(high, 1)}) {more}"
            words.append(
                f"Of 100 adults whom municipalities house, {size} {PHRASES[key]} {when} after settlement by the "
                f"matched rule ({plain(100 * effect.today, 0)} by today's)."
            )
        else:
            words.append(
                f"That more adults {PHRASES[key]} {when} after settlement is not shown: "
                f"{plain(100 * effect.today, 0)} of 100 by today's rule, {signed(effect, digits=1)} by the matched "
                "one."
            )
    words.append(
        f"{plain(100 * answer.estimate.moved, 0)} of 100 households are sent elsewhere than today; every place takes "
        f"as many people as {'asked' if asked.quotas else 'today'}, on average over years."
    )
    up, down = gainers(answer.effects)
    words.append(_who(asked, up, "gain") + " " + _who(asked, down, "lose"))
    return words


def _who(asked: Asked, groups: list[OfGroup], what: str) -> str:
    if not groups:
        return f"No group is shown to {what}."
    named = [f"{group_name(asked, one)} ({signed(one.effects[VALUE])} of 100)" for one in groups]
    return f"Shown to {what}: {listed(named)}."


def sure(asked: Asked, answer: Answer) -> list[str]:
    """How sure it is, and where the estimates were too hopeful."""
    effect = answer.effects.everybody.effects[VALUE]
    pairs = counted(answer.effects.pairs, "pair of runs", "pairs of runs")
    low, high = effect.interval
    learnt = answer.learnt.estimates[VALUE]
    promised = answer.predicted
    came = (
        "What is missing is luck in the estimates, and places that fill up with people alike."
        if promised > effect.mean
        else "Estimates are drawn towards what all have in common, and promise little where few were followed."
    )
    words = [
        (
            f"The value of an adult ({value_words(asked)}) changes by {plain(100 * effect.mean, 1)} "
            f"({plain(100 * low, 1)} to {plain(100 * high, 1)}) of 100, over {pairs} with random draws that nothing "
            f"was learnt from; the estimates had promised {plain(100 * promised, 1)}. {came}"
        ),
        (
            f"Learnt from {counted(int(answer.learnt.counts.sum()), 'household', 'households')} by today's rule. "
            f"Standard deviations, of 100: {plain(100 * learnt.kinds, 1)} between kinds of household, "
            f"{plain(100 * learnt.places, 1)} between places for everybody, {plain(100 * learnt.together, 1)} between "
            "places for one kind and another. Only the last can be used where every place keeps its number."
        ),
    ]
    if learnt.together < MUCH:
        words.append("So little differs that there is hardly anything to match by.")
    return words


MUCH = 0.01
"""Standard deviation between places for one kind and another below which there is hardly anything to match by."""


def value_words(asked: Asked) -> str:
    names = [HEADS[key] for key in asked.weights]
    same = len(set(asked.weights.values())) == 1
    return f"{'mean' if same else 'weighted mean'} of {listed(names)}" if len(names) > 1 else names[0]


def fair_words(asked: Asked, answer: Answer) -> list[str]:
    """Worst-off groups, gaps, and who is sent where for the good of others."""
    words = []
    for one in gaps(answer.effects):
        effect = one.worst.effects[VALUE]
        grown = "shown to grow" if one.gap.better else "shown to shrink" if one.gap.worse else "not shown to change"
        words.append(
            f"Worst off of {DIMENSIONS[one.dimension]} today: {group_name(asked, one.worst)}, at "
            f"{plain(100 * effect.today, 0)} of 100; by the matched rule {signed(effect)}. The gap between best and "
            f"worst is {plain(100 * one.gap.today, 0)} today, {plain(100 * one.gap.matched, 0)} by the matched rule "
            f"({grown})."
        )
    by = answer.estimate
    words.append(
        f"{plain(100 * by.lower, 0)} of 100 households are sent where their kind is estimated to do worse than it "
        f"does on average today. {plain(100 * by.envy, 0)} of 100 are sent where their kind does worse than where "
        f"others of the same kind are sent ({plain(100 * by.envy_today, 0)} today): these have something to envy."
    )
    if asked.fair:
        words.append("No kind of household is estimated to do worse on average than today: that was asked for.")
    balance = answer.effects.net_balance
    if balance.better or balance.worse:
        more = "better" if balance.better else "worse"
        words.append(f"The municipalities together are {money(abs(balance.mean))} {more} off over the run.")
    return words


__all__ = ["GROUPS", "HEADS", "cell", "fair_words", "group_name", "lead", "place_name", "signed", "sure", "value_words"]
