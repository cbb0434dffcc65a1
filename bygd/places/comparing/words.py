"""What a comparison of places found, in sentences, in the language in force."""

from __future__ import annotations

from bygd.places.comparing.asked import Asked
from bygd.places.comparing.carrying import Answered, Result
from bygd.places.comparing.tables import change, number
from experiments.outcomes.wording import listed
from sim.languages import _
from sim.words import counted

LEADING = ("retention_5", "retention_3", "employed", "local_friends", "growth", "purse")
"""Questions that the first sentences are about, where they were answered."""
MOST = 3
"""Features that a sentence names."""


def lead(asked: Asked, result: Result) -> list[str]:
    """Where the places stand apart, and which features account for most of it."""
    by_key = {one.question.key: one for one in result.answers}
    chosen = [by_key[key] for key in LEADING if key in by_key]
    if "retention_5" in by_key:
        chosen = [one for one in chosen if one.question.key != "retention_3"]
    return [_sentence(asked, one) for one in chosen]


def _sentence(asked: Asked, one: Answered) -> str:
    question = one.question
    each = listed([f"{town.name} {number(one.levels[town.key].mean, question)}" for town in asked.towns])
    label = _(question.label)
    said = f"{label[:1].upper()}{label[1:]} ({_(question.unit)}): {each}."
    more = [words for way in asked.towns[1:] if (words := _why(one, way.key, way.name, asked.first.name))]
    return " ".join([said, *more])


def _why(one: Answered, other: str, name: str, first: str) -> str:
    """What most of the difference to the first place comes from."""
    gap = one.gaps.get(other)
    if gap is None or gap.pairs < 2:
        return ""
    if not gap.distinguishable:
        pairs = counted(gap.pairs, "pair", "pairs")
        return _("{name} cannot be told apart from {first} with {pairs}.", name=name, first=first, pairs=pairs)
    clear = sorted((part for part in one.why[other] if part.clear), key=lambda part: -abs(part.mean))[:MOST]
    if not clear:
        return _("No single feature of {name} can be told to make the difference to {first}.", name=name, first=first)
    parts = [
        f"{_(part.feature.words).partition(':')[0]} {change(part.mean, part.low, part.high, one.question)}"
        for part in clear
    ]
    return _(
        "Of the difference of {name} to {first}, {gap}: {parts}.",
        name=name,
        first=first,
        gap=number(gap.mean, one.question, signed=True),
        parts="; ".join(parts),
    )


def method(asked: Asked) -> list[str]:
    """How the decomposition is made, and how to read it."""
    if not asked.decompose:
        return []
    orders = _(
        "{first} is given the features of the other place one at a time, until it is the other place: in "
        "one order from its size to its country's rules, and in the opposite order. What a feature adds depends on "
        "which are there already; the figure is the mean over the two orders (the Shapley value estimated from a pair "
        "of opposite permutations), and why.csv has both. The parts of each seed add up to its whole difference.",
        first=asked.first.name,
    )
    seeds = _(
        "All towns have the same random draws for each seed, but other people: intervals are wide unless many pairs "
        "are simulated. Newcomers come by their number for each inhabitant, so that size alone brings no more of them "
        "for each. Features in which two places are alike are left out."
    )
    assumed = _(
        "A feature is what the scenario says, much of it assumed by class of place and country: a feature that is "
        "assumed alike in both explains nothing, whatever is true of the places."
    )
    return [orders, seeds, assumed]


__all__ = ["lead", "method"]
