"""Advice in sentences: what to buy, what it brings, how sure, what not to buy, and what comes after the money."""

from __future__ import annotations

import math

import numpy as np

from bygd.advise.best import mean_interval_of, shown
from bygd.advise.carrying import Answer, Asked
from bygd.advise.choosing import why_not, worth_it
from bygd.advise.mixes import Array, Choice, Mix, Sample
from experiments.outcomes.intervals import Band
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import listed, money, plain, ranged, significant
from sim.words import counted, duration

HUNDRED = ("retention_5", "retention_3", "isolated", "employed", "members")
"""Shares that are told as newcomers of a hundred, those the run is long enough for."""
NOUNS = {
    "stayers": "newcomers who came and still live there",
    "newcomers_in_work": "newcomers in work",
    "friendships": "friendships between newcomers and locals",
}
AS_LONG_AS = {"retention_5": "still here after five years", "retention_3": "still here after three years"}


def mix_words(asked: Asked, mix: Mix, *, short: bool = False) -> str:
    if not mix:
        return "nothing"
    return listed([choice_words(asked, one, short=short) for one in mix])


def choice_words(asked: Asked, choice: Choice, *, short: bool = False) -> str:
    """ "Language café at the library (40 places, 36 months from 2011-02)"."""
    candidate = asked.candidates[choice.candidate]
    much = (
        f"{plain(choice.amount, 0 if choice.amount == int(choice.amount) else 2)} {candidate.unit}, "
        if candidate.unit
        else ""
    )
    when = f"{counted(choice.months, 'month', 'months')} from {asked.town.date(choice.start)}"
    if short:
        whole = choice.start == 0 and choice.months == asked.town.plan
        much, when = much.rstrip(", "), "" if whole else when
    taken = ", takeover negotiated" if choice.takeover else ""
    inside = ", ".join(part for part in (much.rstrip(", "), when) if part) + taken
    return f"{candidate.name} ({inside})" if inside else candidate.name


def band(values: Array) -> Band:
    """Mean of paired differences with its interval."""
    low, high = mean_interval_of(values) if len(values) > 1 else (math.nan, math.nan)
    return Band(float(np.mean(values)), low, high, low, high, len(values))


def lead(asked: Asked, answer: Answer) -> list[str]:
    """The advice in a few sentences."""
    advice = answer.advice
    sample, each = advice.advised, "in all" if asked.budget.in_all else "a year"
    if not sample.mix:
        return [
            (
                f"Nothing is advised: no mix within {money(asked.budget.amount)} {each} is shown to help. "
                "That is no proof that nothing helps: more pairs of runs (--pairs) show smaller effects."
            )
        ]
    most = answer.problem.budget.most(sample)
    words = [
        f"Buy {mix_words(asked, sample.mix)}.",
        (
            f"{cost_words(sample.total / asked.budget.years)} on average, at most {money(max(0.0, most))} {each} in "
            f"any simulated run; the budget is {money(asked.budget.amount)} {each}{_whose(asked)}."
        ),
    ]
    words += gains_words(answer, sample)
    return words


def cost_words(value: float) -> str:
    """ "It costs 120,000 SEK a year"; below zero what is left over [SEK/year]."""
    if value < 0.0:
        return f"It saves {money(-value)} a year more than it costs"
    return f"It costs {money(value)} a year"


def _whose(asked: Asked) -> str:
    return f", money of {listed(sorted(asked.payers))} alone" if asked.payers else ", whoever pays"


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
        row, values = BY_KEY[key], 100.0 * sample.gains[key]
        said = AS_LONG_AS.get(key) or row.phrase.removeprefix("are ").removeprefix("of working age are ")
        level = plain(100.0 * answer.levels[key], 0)
        found.append(f"{said}: {level} without it, {_more(values)} with it")
    words = [f"Of 100 newcomers – {'; '.join(found)}."] if found else []
    counts = [f"{_more(sample.gains[key])} {NOUNS[key]}" for key in NOUNS if key in sample.gains]
    return words + ([f"In numbers at the end of the run: {listed(counts)}."] if counts else [])


def _more(values: Array, digits: int = 1) -> str:
    """ "4.1 (2.0 to 6.2) more"; the interval turned where it is fewer."""
    mean = float(np.mean(values))
    size = values if mean >= 0 else -values
    if not values.any():
        return "as many"
    return f"{ranged(band(size), 1.0, digits)} {'more' if mean >= 0 else 'fewer'}"


def sure_words(asked: Asked, answer: Answer) -> list[str]:
    """How sure the advice is."""
    advice = answer.advice
    pairs = counted(advice.advised.pairs, "pair of runs", "pairs of runs")
    words = []
    if advice.advised.mix:
        low, high = advice.interval
        words.append(
            f"Its value is {plain(advice.advised.mean, 2)} ({plain(low, 2)} to {plain(high, 2)}) standard deviations "
            f"between runs, over {pairs} with random draws that nothing was chosen by."
        )
    others = [one for one in advice.among_best if one.mix != advice.advised.mix]
    among = any(one.mix == advice.advised.mix for one in advice.among_best)
    if not others:
        words.append("It is better than every other mix that was confirmed with it." if among else "")
    else:
        named = "; ".join(mix_words(asked, one.mix, short=True) for one in others[:3])
        more = f", and {len(others) - 3} more" if len(others) > 3 else ""
        start = "It cannot be told from" if among else "It is not among the best of the confirmation, which are"
        words.append(f"{start} {counted(len(others), 'other mix', 'other mixes')}: {named}{more}.")
    if answer.robust is not None:
        over = answer.robust
        words.append(
            f"Over {over.sets} sets of parameters it has the highest mean in {plain(100 * over.best_in, 0)} of 100; "
            f"what the best for each set has more (regret, chance in it) is {plain(over.regret, 2)} on average."
        )
        if over.deciding:
            named = listed([f"{path} ({plain(worth, 2)})" for path, worth in over.deciding[:3]])
            words.append(f"Knowing one of these would change the advice, and add so much on average: {named}.")
        else:
            words.append("No single parameter was found whose value would change the advice.")
    return [one for one in words if one]


def step_words(asked: Asked, answer: Answer) -> str:
    """The cheapest step in the direction of the advice."""
    advised = answer.advice.advised
    parts = [
        one
        for one in answer.advice.confirmed
        if one.mix and len(one.mix) < len(advised.mix) and set(one.mix) < set(advised.mix) and shown(one.value)
    ]
    if not parts:
        return "" if len(advised.mix) < 2 else "No part of it by itself is shown to help."
    least = min(parts, key=lambda one: (one.total, -one.mean))
    share = f", {plain(100 * least.mean / advised.mean, 0)} % of the value" if advised.mean > 0 else ""
    return (
        f"The cheapest step in this direction that is shown to help: {mix_words(asked, least.mix, short=True)}. "
        f"{cost_words(least.total / asked.budget.years)}{share}."
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
        told = "not told apart" if change[1] <= 0.0 <= change[2] else ("more" if change[0] > 0 else "less")
        words.append(
            f"{BY_KEY[key].label}: {_signed(float(then.mean()))} when the money ends, {_signed(float(now.mean()))} "
            f"{duration(years)} later ({told})."
        )
    later = float(sample.after.mean())
    if later <= -500.0:
        words.append(f"After the plan it saves {money(-later)} a year more than it costs.")
    elif later >= 500.0:
        words.append(f"After the plan it goes on costing {money(later)} a year, what was taken over included.")
    else:
        words.append("After the plan it costs nothing more.")
    return words


def _signed(value: float) -> str:
    text = significant(value, 2)
    return f"+{text}" if value > 0 else text


def verdict(asked: Asked, answer: Answer, sample: Sample) -> str:
    """Of a measure alone, what is to be said of buying it."""
    if sample.missing:
        return sample.missing[0].rpartition(": ")[2] if sample.missing[0].count(": ") == 1 else sample.missing[0]
    if not answer.problem.budget.holds(sample):
        return (
            why_not(answer.problem, sample).replace("a simulated run spent", "over the budget:").partition(", more")[0]
        )
    if sample.mix[0].candidate in {one.candidate for one in answer.advice.advised.mix}:
        return "in the advice"
    if not sample.value.any():
        return "changes nothing here"
    if shown(-sample.value):
        return "makes it worse"
    if worth_it(sample.value):
        return "helps; others help more for the money"
    return "not shown to help"


def not_to_buy(asked: Asked, answer: Answer) -> list[str]:
    """What not to buy, by reason."""
    bought = {one.candidate for one in answer.advice.advised.mix}
    reasons: dict[str, list[str]] = {}
    best: dict[str, Sample] = {}
    for one in answer.alone():
        best.setdefault(one.mix[0].candidate, one)
    for key, one in best.items():
        if key not in bought:
            said = verdict(asked, answer, one)
            kind = said if said in KINDS else "cannot be had"
            name = asked.candidates[key].name
            reasons.setdefault(kind, []).append(
                name if kind != "cannot be had" else f"{name} ({said.partition(';')[0]})"
            )
    words = [f"{KINDS[kind]}: {_some(reasons[kind])}." for kind in KINDS if kind in reasons]
    for key, added in answer.advice.not_shown.items():
        if key not in bought:
            words.append(
                f"{asked.candidates[key].name} was in the best mix of the search and was taken out: that it adds "
                f"anything to the others ({plain(added, 2)}) is not shown."
            )
    words += [f"{name} was left out: {why}." for name, why in asked.left_out.items()]
    words += [f"{mix_words(asked, mix, short=True)} looked best, but {why}." for mix, why in answer.advice.turned_down]
    return words


def _some(names: list[str]) -> str:
    """The first of many names, and how many more there are."""
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"{more} more (mixes.csv)"] if more > 1 else names)


NAMED = 12
KINDS = {
    "makes it worse": "Makes it worse",
    "changes nothing here": "Changes nothing here",
    "cannot be had": "Cannot be had",
    "not shown to help": "Not shown to help with so few runs",
    "helps; others help more for the money": "Helps by itself, but others help more for the money",
}


__all__ = [
    "after_words",
    "band",
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
