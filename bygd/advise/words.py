"""Advice in sentences: what to buy, what it brings, how sure, what not to buy, and what comes after the money."""

from __future__ import annotations

import math

import numpy as np

from bygd.advise.best import mean_interval_of, shown
from bygd.advise.carrying import Answer, Asked
from bygd.advise.choosing import worth_it
from bygd.advise.lacks import Lack
from bygd.advise.mixes import Array, Choice, Mix, Sample
from experiments.outcomes.intervals import Band
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import listed, money, percent, plain, ranged, significant, span
from sim.languages import N_, _, localised, pgettext
from sim.words import counted, duration

HUNDRED = ("retention_5", "retention_3", "isolated", "employed", "members")
"""Shares that are told as newcomers of a hundred, those the run is long enough for."""
NUMBERS = ("stayers", "newcomers_in_work", "friendships")
"""Told as numbers at the end of the run."""


def mix_words(asked: Asked, mix: Mix, *, short: bool = False) -> str:
    if not mix:
        return _("nothing")
    return listed([choice_words(asked, one, short=short) for one in mix])


def choice_words(asked: Asked, choice: Choice, *, short: bool = False) -> str:
    """ "Language café at the library (40 places, 36 months from 2011-02)"."""
    candidate = asked.candidates[choice.candidate]
    much = ""
    if candidate.unit:
        number = plain(choice.amount, 0 if choice.amount == int(choice.amount) else 2)
        unit = pgettext("amount", candidate.unit)
        much = f"{number} {unit}"
    months = counted(choice.months, "month", "months")
    when = _("{months} from {date}", months=months, date=asked.town.date(choice.start))
    if short and choice.start == 0 and choice.months == asked.town.plan:
        when = ""
    taken = _("takeover negotiated") if choice.takeover else ""
    inside = ", ".join(part for part in (much, when, taken) if part)
    return f"{_(candidate.name)} ({inside})" if inside else _(candidate.name)


def band(values: Array) -> Band:
    """Mean of paired differences with its interval."""
    low, high = mean_interval_of(values) if len(values) > 1 else (math.nan, math.nan)
    return Band(float(np.mean(values)), low, high, low, high, len(values))


def lead(asked: Asked, answer: Answer) -> list[str]:
    """The advice in a few sentences."""
    sample = answer.advice.advised
    if not sample.mix and answer.advice.turned_down:
        return [
            _(
                "Nothing is advised: the mixes that looked best turned out not to be had, and no other within the "
                "budget ({budget}) is shown to help.",
                budget=budget_words(asked, asked.budget.amount),
            )
        ]
    if not sample.mix:
        return [
            _(
                "Nothing is advised: no mix within the budget ({budget}) is shown to help. That is no proof that "
                "nothing helps: more pairs of runs (--pairs) show smaller effects.",
                budget=budget_words(asked, asked.budget.amount),
            )
        ]
    most = answer.problem.budget.most(sample)
    return [
        _("Buy {mix}.", mix=mix_words(asked, sample.mix)),
        _(
            "{cost} on average, at most {most} in any simulated run; the budget is {budget}, {whose}.",
            cost=cost_words(sample.total / asked.budget.years),
            most=budget_words(asked, max(0.0, most)),
            budget=budget_words(asked, asked.budget.amount),
            whose=_whose(asked),
        ),
        *gains_words(answer, sample),
    ]


def budget_words(asked: Asked, amount: float) -> str:
    """Money as the budget counts it."""
    if asked.budget.in_all:
        return _("{amount} in all", amount=money(amount))
    return _("{amount} a year", amount=money(amount))


def cost_words(value: float) -> str:
    """ "It costs 120,000 SEK a year"; below zero what is left over [SEK/year]."""
    if value < 0.0:
        return _("It saves {amount} a year more than it costs", amount=money(-value))
    return _("It costs {amount} a year", amount=money(value))


def _whose(asked: Asked) -> str:
    if not asked.payers:
        return _("whoever pays")
    return _("money of these alone: {payers}", payers=listed(sorted(asked.payers)))


def gains_words(answer: Answer, sample: Sample) -> list[str]:
    """Of a hundred newcomers, and counted."""
    found = []
    for key in HUNDRED:
        if (
            key not in sample.gains
            or key not in answer.levels
            or (key == "retention_3" and "retention_5" in sample.gains)
        ):
            continue
        found.append(
            _(
                "{outcome}: {level} without it, {difference} with it",
                outcome=_(BY_KEY[key].label),
                level=plain(100.0 * answer.levels[key], 0),
                difference=_more(100.0 * sample.gains[key]),
            )
        )
    words = [_("Of 100 newcomers – {outcomes}.", outcomes="; ".join(found))] if found else []
    counts = [f"{_(BY_KEY[key].label)}: {_more(sample.gains[key])}" for key in NUMBERS if key in sample.gains]
    return words + ([_("In numbers at the end of the run – {outcomes}.", outcomes="; ".join(counts))] if counts else [])


def _more(values: Array, digits: int = 1) -> str:
    """ "4.1 (2.0 to 6.2) more"; the interval turned where it is fewer."""
    if not values.any():
        return _("as many")
    if float(np.mean(values)) >= 0:
        return pgettext("difference", "{number} more", number=ranged(band(values), 1.0, digits))
    return _("{number} fewer", number=ranged(band(-values), 1.0, digits))


def sure_words(asked: Asked, answer: Answer) -> list[str]:
    """How sure the advice is."""
    advice = answer.advice
    words = []
    if advice.advised.mix:
        low, high = advice.interval
        words.append(
            _(
                "Its value is {value} ({interval}) standard deviations between runs, over {pairs} with random draws "
                "that nothing was chosen by.",
                value=plain(advice.advised.mean, 2),
                interval=span(plain(low, 2), plain(high, 2)),
                pairs=counted(advice.advised.pairs, "pair of runs", "pairs of runs"),
            )
        )
    words += [*_others_words(asked, answer), *_robust_words(answer)]
    return words


def _others_words(asked: Asked, answer: Answer) -> list[str]:
    """Which other mixes are as good, as far as the runs tell."""
    advice = answer.advice
    others = [one for one in advice.among_best if one.mix != advice.advised.mix]
    among = any(one.mix == advice.advised.mix for one in advice.among_best)
    if not others:
        return [_("It is better than every other mix that was confirmed with it.")] if among else []
    named = "; ".join(mix_words(asked, one.mix, short=True) for one in others[:NAMED_MIXES])
    if len(others) > NAMED_MIXES:
        named = _("{mixes}, and {number} more", mixes=named, number=len(others) - NAMED_MIXES)
    mixes = counted(len(others), "other mix", "other mixes")
    if among:
        return [_("It cannot be told from {mixes}: {named}.", mixes=mixes, named=named)]
    return [_("It is not among the best of the confirmation, which are {mixes}: {named}.", mixes=mixes, named=named)]


def _robust_words(answer: Answer) -> list[str]:
    """How the advice holds over sets of parameters."""
    over = answer.robust
    if over is None:
        return []
    words = [
        _(
            "Over {sets} sets of parameters it has the highest mean in {share} of 100; what the best for each set has "
            "more (regret, chance in it) is {regret} on average.",
            sets=over.sets,
            share=plain(100 * over.best_in, 0),
            regret=plain(over.regret, 2),
        )
    ]
    if over.deciding:
        named = listed([f"{path} ({plain(worth, 2)})" for path, worth in over.deciding[:NAMED_MIXES]])
        words.append(
            _(
                "Knowing one of these would change the advice, and add so much on average: {parameters}.",
                parameters=named,
            )
        )
    else:
        words.append(_("No single parameter was found whose value would change the advice."))
    return words


def step_words(asked: Asked, answer: Answer) -> str:
    """The cheapest step in the direction of the advice."""
    advised = answer.advice.advised
    parts = [
        one
        for one in answer.advice.confirmed
        if one.mix and len(one.mix) < len(advised.mix) and set(one.mix) < set(advised.mix) and shown(one.value)
    ]
    if not parts:
        return "" if len(advised.mix) < 2 else _("No part of it by itself is shown to help.")
    least = min(parts, key=lambda one: (one.total, -one.mean))
    told = {"mix": mix_words(asked, least.mix, short=True), "cost": cost_words(least.total / asked.budget.years)}
    if advised.mean <= 0:
        return _("The cheapest step in this direction that is shown to help: {mix}. {cost}.", **told)
    return _(
        "The cheapest step in this direction that is shown to help: {mix}. {cost}, for {share} of the value.",
        **told,
        share=percent(least.mean / advised.mean),
    )


def after_words(asked: Asked, answer: Answer) -> list[str]:
    """What happens when the money ends."""
    sample, years = answer.advice.advised, asked.town.months - asked.town.first - asked.town.plan
    if not sample.mix or years <= 0:
        return []
    words = []
    for key in asked.weights:
        if key not in sample.gains or key not in sample.at_end_of_money:
            continue
        then, now = sample.at_end_of_money[key], sample.gains[key]
        change = band(now - then)
        same = change[1] <= 0.0 <= change[2]
        words.append(
            _(
                "{outcome}: {then} when the money ends, {now} after {time} more ({told}).",
                outcome=_(BY_KEY[key].label),
                then=_signed(float(then.mean())),
                now=_signed(float(now.mean())),
                time=duration(years),
                told=_("not told apart") if same else _("more") if change[0] > 0 else _("less"),
            )
        )
    later = float(sample.after.mean())
    if later <= -500.0:
        words.append(_("After the plan it saves {amount} a year more than it costs.", amount=money(-later)))
    elif later >= 500.0:
        words.append(
            _("After the plan it goes on costing {amount} a year, what was taken over included.", amount=money(later))
        )
    else:
        words.append(_("After the plan it costs nothing more."))
    return words


def _signed(value: float) -> str:
    text = significant(value, 2)
    return f"+{text}" if value > 0 else text


def verdict(asked: Asked, answer: Answer, sample: Sample) -> str:
    """Of a measure alone, what is to be said of buying it."""
    if sample.missing:
        first = sample.missing[0]
        return first.alone() if isinstance(first, Lack) else first
    if not answer.problem.budget.holds(sample):
        most = localised(f"{answer.problem.budget.most(sample):,.0f}")
        if answer.problem.budget.in_all:
            return _("over the budget: {amount} SEK in all", amount=most)
        return _("over the budget: {amount} SEK in a year", amount=most)
    return _(kind_of(answer, sample))


def kind_of(answer: Answer, sample: Sample) -> str:
    """How a measure that can be had does: :data:`BOUGHT` or a key of :data:`KINDS`."""
    if sample.mix[0].candidate in {one.candidate for one in answer.advice.advised.mix}:
        return BOUGHT
    if not sample.value.any():
        return NO_CHANGE
    if shown(-sample.value):
        return WORSE
    return HELPS if worth_it(sample.value) else NOT_SHOWN


def not_to_buy(asked: Asked, answer: Answer) -> list[str]:
    """What not to buy, by reason."""
    bought = {one.candidate for one in answer.advice.advised.mix}
    reasons: dict[str, list[str]] = {}
    best: dict[str, Sample] = {}
    for one in answer.alone():
        best.setdefault(one.mix[0].candidate, one)
    for key, one in best.items():
        if key not in bought:
            name = _(asked.candidates[key].name)
            had = not one.missing and answer.problem.budget.holds(one)
            why = "" if had else f" ({verdict(asked, answer, one).partition(';')[0]})"
            reasons.setdefault(kind_of(answer, one) if had else CANNOT, []).append(f"{name}{why}")
    words = [f"{_(KINDS[kind])}: {_some(reasons[kind])}." for kind in KINDS if kind in reasons]
    for key, added in answer.advice.not_shown.items():
        if key not in bought:
            words.append(
                _(
                    "{measure} was in the best mix of the search and was taken out: that it adds anything to the "
                    "others ({value}) is not shown.",
                    measure=_(asked.candidates[key].name),
                    value=plain(added, 2),
                )
            )
    words += [_("{measure} was left out: {why}.", measure=_(name), why=why) for name, why in asked.left_out.items()]
    words += [
        _("{mix} looked best, but {why}.", mix=mix_words(asked, mix, short=True), why=why)
        for mix, why in answer.advice.turned_down[:NAMED_MIXES]
    ]
    return words


def _some(names: list[str]) -> str:
    """The first of many names, and how many more there are."""
    more = len(names) - NAMED
    return listed([*names[:NAMED], _("{number} more (mixes.csv)", number=more)] if more > 1 else names)


NAMED, NAMED_MIXES = 12, 3
BOUGHT = N_("in the advice")
WORSE, NO_CHANGE, CANNOT = N_("makes it worse"), N_("changes nothing here"), "cannot be had"
NOT_SHOWN, HELPS = N_("not shown to help"), N_("helps; others help more for the money")
KINDS = {
    WORSE: N_("Makes it worse"),
    NO_CHANGE: N_("Changes nothing here"),
    CANNOT: N_("Cannot be had"),
    NOT_SHOWN: N_("Not shown to help with so few runs"),
    HELPS: N_("Helps by itself, but others help more for the money"),
}


__all__ = [
    "after_words",
    "band",
    "budget_words",
    "choice_words",
    "cost_words",
    "gains_words",
    "lead",
    "mix_words",
    "not_to_buy",
    "step_words",
    "sure_words",
    "verdict",
]
