"""What a matching comes to, in words: who gains, who is sent where, how sure, and what the literature warns of;
in the language in force."""

from __future__ import annotations

import math

from bygd.settle.carrying import Answer, Asked
from bygd.settle.effects import VALUE, Effect, OfGroup
from bygd.settle.fairness import Gap, gainers, gaps
from experiments.outcomes.wording import listed, money, plain, span
from sim.languages import N_, _
from sim.words import counted, duration

GROUPS = {
    "single_woman": N_("single women"),
    "single_man": N_("single men"),
    "couple": N_("couples"),
    "couple_children": N_("couples with children"),
    "lone_parent": N_("lone parents"),
    "youth": N_("unaccompanied young"),
    "compulsory": N_("adults with compulsory schooling or less"),
    "secondary": N_("adults with upper secondary schooling"),
    "higher": N_("adults with higher schooling"),
    "everybody": N_("all adults"),
}
MORE = {
    "stays": N_(
        "Of 100 adults whom municipalities house, {size} more still live where they were settled {when} after "
        "settlement by the matched rule ({today} by today's)."
    ),
    "works": N_(
        "Of 100 adults whom municipalities house, {size} more are in work in the region {when} after "
        "settlement by the matched rule ({today} by today's)."
    ),
    "friends": N_(
        "Of 100 adults whom municipalities house, {size} more have a local friend {when} after "
        "settlement by the matched rule ({today} by today's)."
    ),
}
FEWER = {
    "stays": N_(
        "Of 100 adults whom municipalities house, {size} fewer still live where they were settled {when} after "
        "settlement by the matched rule ({today} by today's)."
    ),
    "works": N_(
        "Of 100 adults whom municipalities house, {size} fewer are in work in the region {when} after "
        "settlement by the matched rule ({today} by today's)."
    ),
    "friends": N_(
        "Of 100 adults whom municipalities house, {size} fewer have a local friend {when} after "
        "settlement by the matched rule ({today} by today's)."
    ),
}
NOT_SHOWN = {
    "stays": N_(
        "That more adults still live where they were settled {when} after settlement is not shown: "
        "{today} of 100 by today's rule, {difference} by the matched one."
    ),
    "works": N_(
        "That more adults are in work in the region {when} after settlement is not shown: "
        "{today} of 100 by today's rule, {difference} by the matched one."
    ),
    "friends": N_(
        "That more adults have a local friend {when} after settlement is not shown: "
        "{today} of 100 by today's rule, {difference} by the matched one."
    ),
}
HEADS = {"stays": N_("stay"), "works": N_("in work"), "friends": N_("with a local friend"), VALUE: N_("value")}
WORST = {
    "family": N_("Worst off of families today: {group}, at {today} of 100; by the matched rule {difference}."),
    "origin": N_("Worst off of origins today: {group}, at {today} of 100; by the matched rule {difference}."),
    "schooling": N_(
        "Worst off of levels of schooling today: {group}, at {today} of 100; by the matched rule {difference}."
    ),
}


def group_name(asked: Asked, group: OfGroup) -> str:
    if group.dimension == "origin":
        return from_words(asked, group.group)
    return _(GROUPS[group.group])


def from_words(asked: Asked, origin: str) -> str:
    return _("from {origin}", origin=asked.region.base.origins[origin].name or origin)


def place_name(asked: Asked, place: str) -> str:
    return asked.region.base.places[place].name or place


def cell(effect: Effect | None, scale: float = 100.0, digits: int = 0) -> str:
    """ "41, +3 (−1 to 7)": by today's rule, and the difference with its interval."""
    if effect is None or math.isnan(effect.today):
        return "–"
    return f"{plain(scale * effect.today, digits)}, {signed(effect, scale, digits)}"


def signed(effect: Effect, scale: float = 100.0, digits: int = 0) -> str:
    if not effect.values.any():
        return _("same")
    low, high = effect.interval
    mean = plain(scale * effect.mean, digits)
    text = f"+{mean}" if effect.mean > 0 and mean.strip("0.,") else mean
    return text if math.isnan(low) else f"{text} ({span(plain(scale * low, digits), plain(scale * high, digits))})"


def lead(asked: Asked, answer: Answer) -> list[str]:
    """The answer in a few sentences."""
    everybody = answer.effects.everybody
    when, words = duration(asked.horizon), []
    for key in asked.weights:
        effect = everybody.effects[key]
        today = plain(100 * effect.today, 0)
        if effect.better or effect.worse:
            low, high = sorted(abs(100 * one) for one in effect.interval)
            size = f"{plain(abs(100 * effect.mean), 1)} ({span(plain(low, 1), plain(high, 1))})"
            words.append(_((MORE if effect.mean > 0 else FEWER)[key], size=size, when=when, today=today))
        else:
            words.append(_(NOT_SHOWN[key], when=when, today=today, difference=signed(effect, digits=1)))
    moved = plain(100 * answer.estimate.moved, 0)
    words.append(
        _(
            "{moved} of 100 households are sent elsewhere than today; every place takes as many people as asked, on "
            "average over years.",
            moved=moved,
        )
        if asked.quotas
        else _(
            "{moved} of 100 households are sent elsewhere than today; every place takes as many people as today, on "
            "average over years.",
            moved=moved,
        )
    )
    up, down = gainers(answer.effects)
    gain, lose = _who(asked, up), _who(asked, down)
    said = (
        _("Shown to gain: {groups}.", groups=gain) if gain else _("No group is shown to gain."),
        _("Shown to lose: {groups}.", groups=lose) if lose else _("No group is shown to lose."),
    )
    return [*words, " ".join(said)]


def _who(asked: Asked, groups: list[OfGroup]) -> str:
    return listed(
        [
            _("{group} ({difference} of 100)", group=group_name(asked, one), difference=signed(one.effects[VALUE]))
            for one in groups
        ]
    )


def sure(asked: Asked, answer: Answer) -> list[str]:
    """How sure it is, and where the estimates were too hopeful."""
    effect = answer.effects.everybody.effects[VALUE]
    pairs = counted(answer.effects.pairs, "pair of runs", "pairs of runs")
    low, high = effect.interval
    learnt = answer.learnt.estimates[VALUE]
    promised = answer.predicted
    came = (
        _("What is missing is luck in the estimates, and places that fill up with people alike.")
        if promised > effect.mean
        else _("Estimates are drawn towards what all have in common, and promise little where few were followed.")
    )
    words = [
        _(
            "The value of an adult ({value}) changes by {mean} ({interval}) of 100, over {pairs} with random draws "
            "that nothing was learnt from; the estimates had promised {promised}. {came}",
            value=value_words(asked),
            mean=plain(100 * effect.mean, 1),
            interval=span(plain(100 * low, 1), plain(100 * high, 1)),
            pairs=pairs,
            promised=plain(100 * promised, 1),
            came=came,
        ),
        _(
            "Learnt from {households} by today's rule. Standard deviations, of 100: {kinds} between kinds of "
            "household, {places} between places for everybody, {together} between places for one kind and another. "
            "Only the last can be used where every place keeps its number.",
            households=counted(int(answer.learnt.counts.sum()), "household", "households"),
            kinds=plain(100 * learnt.kinds, 1),
            places=plain(100 * learnt.places, 1),
            together=plain(100 * learnt.together, 1),
        ),
    ]
    if learnt.together < MUCH:
        words.append(_("So little differs that there is hardly anything to match by."))
    return words


MUCH = 0.01
"""Standard deviation between places for one kind and another below which there is hardly anything to match by."""


def value_words(asked: Asked) -> str:
    names = [_(HEADS[key]) for key in asked.weights]
    if len(names) == 1:
        return names[0]
    if len(set(asked.weights.values())) == 1:
        return _("mean of {outcomes}", outcomes=listed(names))
    return _("weighted mean of {outcomes}", outcomes=listed(names))


def fair_words(asked: Asked, answer: Answer) -> list[str]:
    """Worst-off groups, gaps, and who is sent where for the good of others."""
    words = []
    for one in gaps(answer.effects):
        effect = one.worst.effects[VALUE]
        worst = _(
            WORST[one.dimension],
            group=group_name(asked, one.worst),
            today=plain(100 * effect.today, 0),
            difference=signed(effect),
        )
        words.append(f"{worst} {_gap(one)}")
    by = answer.estimate
    words.append(
        _(
            "{lower} of 100 households are sent where their kind is estimated to do worse than it does on average "
            "today. {envy} of 100 are sent where their kind does worse than where others of the same kind are sent "
            "({today} today): these have something to envy.",
            lower=plain(100 * by.lower, 0),
            envy=plain(100 * by.envy, 0),
            today=plain(100 * by.envy_today, 0),
        )
    )
    if asked.fair:
        words.append(_("No kind of household is estimated to do worse on average than today: that was asked for."))
    balance = answer.effects.net_balance
    much = money(abs(balance.mean))
    if balance.better:
        words.append(_("The municipalities together are {money} better off over the run.", money=much))
    elif balance.worse:
        words.append(_("The municipalities together are {money} worse off over the run.", money=much))
    return words


def _gap(one: Gap) -> str:
    ends = {"today": plain(100 * one.gap.today, 0), "matched": plain(100 * one.gap.matched, 0)}
    if one.gap.better:
        return _(
            "The gap between best and worst is {today} today, {matched} by the matched rule (shown to grow).", **ends
        )
    if one.gap.worse:
        return _(
            "The gap between best and worst is {today} today, {matched} by the matched rule (shown to shrink).", **ends
        )
    return _(
        "The gap between best and worst is {today} today, {matched} by the matched rule (not shown to change).", **ends
    )


__all__ = [
    "GROUPS",
    "HEADS",
    "cell",
    "fair_words",
    "from_words",
    "group_name",
    "lead",
    "place_name",
    "signed",
    "sure",
    "value_words",
]
