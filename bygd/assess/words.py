"""Numbers and findings of an assessment in words, for whoever decides."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bygd.assess.catalogue import Benchmark
from bygd.assess.results import INDEX, MONEY_FOR, OUTCOMES, SPENT, Bought, Together
from experiments.comparison.paired import Difference
from experiments.outcomes.wording import listed, money, plain, span
from sim.languages import N_, _
from sim.words import lower_first

HUNDRED = ("local_friends", "belonging")
"""Told of 100: friends of 100 newcomers, belonging on a scale to 100."""
HEADS = {
    "local_friends": N_("local friends of 100 newcomers"),
    "stayers": N_("newcomers who stay"),
    "newcomers_in_work": N_("newcomers in work"),
    "belonging": N_("belonging, 0 to 100"),
    "net_balance": N_("net balance, thousand SEK"),
    SPENT: N_("money spent, thousand SEK"),
}
NOUNS = {
    "local_friends": N_("local friends of 100 newcomers"),
    "stayers": N_("newcomers who stay"),
    "newcomers_in_work": N_("newcomers in work"),
    "belonging": N_("points of 100 of belonging"),
    "net_balance": N_("net balance"),
}
THOUSAND = 1000.0
ONE_OF = {
    "friendships": N_("{number} friendships"),
    "stayers": N_("{number} more who stay"),
    "newcomers_in_work": N_("{number} more in work"),
}


def scaled(key: str) -> float:
    """What an outcome is multiplied by in tables."""
    if key in ("net_balance", SPENT):
        return 1 / THOUSAND
    return 100.0 if key in HUNDRED else 1.0


def cell(found: Difference | None, key: str) -> str:
    """ "+12 (8 to 16)"; "same" where no pair differs."""
    if found is None:
        return "–"
    if found.same:
        return _("same")
    scale = scaled(key)
    mean, low, high = (part * scale for part in (found.mean, found.low, found.high))
    places = _places(max(abs(part) for part in (mean, low, high) if not math.isnan(part)))
    text = plain(mean, places)
    text = f"+{text}" if mean > 0 and text.strip("0.,") else text
    return text if math.isnan(low) else f"{text} ({span(plain(low, places), plain(high, places))})"


def _places(size: float) -> int:
    return 0 if size >= 20 else 1 if size >= 1 else 2


def per_million(one: Bought, spans: bool = True) -> str:
    """What a million SEK buys, of counted outcomes whose interval excludes zero; with ``spans`` the intervals too."""
    if not one.benchmark.costed:
        return _("cost not in the model") if one.benchmark.cost == "none" else _("cost in part")
    spent = one.differences.get(SPENT)
    if spent is None or spent.same:
        return _("costs nothing here")
    if not spent.mean > 0:
        return _("saves money")
    parts = []
    for key in MONEY_FOR:
        ratio = one.per_million.get(key)
        if ratio is not None and ratio.shape == "bounded" and (ratio.low > 0 or ratio.high < 0):
            places = _places(abs(ratio.value))
            around = f" ({span(plain(ratio.low, places), plain(ratio.high, places))})" if spans else ""
            parts.append(_(ONE_OF[key], number=f"{plain(ratio.value, places)}{around}"))
    return "; ".join(parts) or _("nothing distinguishable")


def gains(one: Bought) -> str:
    """What is distinguishable, as a clause: "12 (8 to 16) more local friends of 100 newcomers"."""
    parts = []
    for key in OUTCOMES:
        found = one.differences.get(key)
        if found is not None and found.distinguishable and not found.same:
            parts.append(f"{_sized(found, key)} {_(NOUNS[key])}")
    return listed(parts)


def _sized(found: Difference, key: str) -> str:
    if key != "net_balance":
        return cell(found, key)
    sign = "+" if found.mean > 0 else ""
    return f"{sign}{money(found.mean)}"


def lead(bought: Sequence[Bought], years: int) -> list[str]:
    """The sentences on top: what buys most, what most for its money, what buys nothing that can be told."""
    if not bought:
        return []
    words = []
    best = [one for one in bought if one.differences.get(INDEX) is not None and one.differences[INDEX].distinguishable]
    best = [one for one in best if one.index > 0]
    if best:
        first = best[0]
        words.append(
            _(
                "In the model, {benchmark} would help most{cost}: {gains}.",
                benchmark=name(first.benchmark),
                cost=_cost(first, years),
                gains=gains(first) or _("a little of each"),
            )
        )
        if len(best) > 1:
            words.append(_("Next come {benchmarks}.", benchmarks=listed([name(one.benchmark) for one in best[1:4]])))
        if cheap := _cheapest(best):
            words.append(cheap)
    else:
        words.append(
            _("No benchmark raised by itself helps by more than chance can explain with so few pairs of runs.")
        )
    unclear = [one for one in bought if not one.clear]
    if unclear:
        words.append(
            _(
                "Of {number} benchmarks raised, {unclear} change none of the five outcomes by more than chance can "
                "explain.",
                number=len(bought),
                unclear=len(unclear),
            )
        )
    worse = [one for one in bought if one.differences.get(INDEX) is not None and one.differences[INDEX].high < 0]
    if worse:
        named = listed([name(one.benchmark) for one in worse[-3:]])
        words.append(
            _(
                "On balance worse, where net balance counts as much as each of the others: {benchmarks}.",
                benchmarks=named,
            )
        )
    return words


def _cost(one: Bought, years: int) -> str:
    spent = one.differences.get(SPENT)
    if not one.benchmark.costed or spent is None or spent.same or spent.mean <= 0:
        return "" if one.benchmark.cost == "ledger" else " (" + _("what it costs is not in the model") + ")"
    return " (" + _("for {amount} a year", amount=money(spent.mean / years)) + ")"


def _cheapest(best: Sequence[Bought]) -> str:
    """What brings most newcomers to stay, else friendships, for a million SEK."""
    for key in ("stayers", "newcomers_in_work", "friendships"):
        there = [
            one
            for one in best
            if (ratio := one.per_million.get(key)) is not None and ratio.shape == "bounded" and ratio.low > 0
        ]
        if there:
            first = max(there, key=lambda one: one.per_million[key].value)
            ratio = first.per_million[key]
            places = _places(ratio.value)
            around = span(plain(ratio.low, places), plain(ratio.high, places))
            size = _(ONE_OF[key], number=f"{plain(ratio.value, places)} ({around})")
            return _(
                "For its money: {benchmark}, {size} for a million SEK.", benchmark=name(first.benchmark), size=size
            )
    return ""


def name(row: Benchmark) -> str:
    return f"{lower_first(row.said_title)} ({row.id})"


def together_words(among: Sequence[Together], pairs: Sequence[Together]) -> list[str]:
    """What is worth more, or less, beside others."""
    words = []
    for kind, said in (
        ("complement", N_("Worth more where all others are met")),
        ("substitute", N_("Worth less where all others are met")),
    ):
        rows = [one.benchmarks[0] for one in among if one.kind == kind]
        if rows:
            words.append(f"{_(said)}: {listed([name(row) for row in rows[:8]])}{_more(len(rows) - 8)}.")
    for kind, said in (("complement", N_("Help each other")), ("substitute", N_("Do partly the same"))):
        found = [one for one in pairs if one.kind == kind]
        if found:
            both = [_(" with ").join(name(row) for row in one.benchmarks) for one in found[:4]]
            words.append(f"{_(said)}: {'; '.join(both)}{_more(len(found) - 4)}.")
    if not words and (among or pairs):
        words.append(
            _(
                "None can be told from the sum of what each does alone, neither among all others nor two by two, with "
                "so few pairs of runs."
            )
        )
    return words


def _more(number: int) -> str:
    return _(", and {number} more", number=number) if number > 0 else ""


__all__ = ["HEADS", "cell", "gains", "lead", "name", "per_million", "scaled", "together_words"]
