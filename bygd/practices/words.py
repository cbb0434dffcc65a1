"""What the model says of a card, in words and in cells, in the language in force."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from bygd.practices import speaking
from bygd.practices.cards import Card
from bygd.practices.results import SPENT, Row
from experiments.outcomes.wording import money, money_ranged, plain, signed_span
from sim.languages import N_, _
from sim.version import MODEL
from sim.words import counted, duration

NOT_YET = N_(
    "Not yet simulated: 'bygd practices --simulate --only {name}' does it. Of shorter or fewer runs {page} tells."
)
ELSEWHERE = {"seeds": "'bygd docs cases'", "programmes": "'bygd docs programmes'", "posts": "'bygd docs programmes'"}
"""Where figures of a card stand that were made in another way, by its group."""
READ = N_(
    "Read which way, and what it reaches for its money, before how much: what an hour of a practice achieves is mostly "
    "assumed, and with so many figures one in twenty is told apart by chance."
)


def not_yet(card: Card) -> str:
    """What is said where nothing was simulated."""
    return _(NOT_YET, name=card.name, page=ELSEWHERE[card.group])


class Shown(NamedTuple):
    """How an outcome is told."""

    head: str
    price: str
    """What one more of it costs, in words; empty where it is not counted."""
    factor: float = 1.0
    decimals: int = 1


SHOWN = {
    "local_friends": Shown(N_("local friends of a newcomer"), "", 1.0, 2),
    "friendships": Shown(N_("friendships of newcomers with locals"), N_("one more friendship for {money}"), 1.0, 0),
    "stayers": Shown(N_("came and still live here, persons"), N_("one more newcomer who stays for {money}")),
    "newcomers_in_work": Shown(N_("newcomers in work, persons"), N_("one more newcomer in work for {money}")),
    "belonging": Shown(N_("belonging of newcomers, 0 to 100"), "", 100.0),
    "net_balance": Shown(N_("net balance of the municipality, thousand SEK"), "", 1e-3, 0),
    SPENT: Shown(N_("money spent by all payers, thousand SEK"), "", 1e-3, 0),
}
UNDECIDED = N_("undecided")


def number(value: float, shown: Shown) -> str:
    """With its sign."""
    text = plain(value * shown.factor, shown.decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def effect(row: Row) -> str:
    """ "+12 (+8 to +16)"; "undecided (−3 to +5)" where the interval holds zero; "the same" where no pair differs."""
    shown = SHOWN[row.outcome]
    if row.same:
        return _("the same")
    low, high = number(row.low, shown), number(row.high, shown)
    return f"{number(row.difference, shown) if row.clear else _(UNDECIDED)} ({signed_span(low, high)})"


def price(row: Row) -> str:
    """What one more costs; empty where that cannot be told from the pairs, or nothing is counted."""
    words = SHOWN[row.outcome].price
    if not words or not row.priced:
        return ""
    return _(words, money=money_ranged(row.one_costs, row.one_costs_low, row.one_costs_high))


def prices(rows: Sequence[Row]) -> str:
    """The sentence about cost: what one more of each costs, or why it is not told; empty where nothing was spent."""
    spent = next((row for row in rows if row.outcome == SPENT), None)
    if spent is None or spent.same:
        return _("The model books no money for it.")
    if spent.difference < 0:
        less = money(-spent.difference)
        return _("It spends {money} less over the run than what it is held against.", money=less)
    found = [words for row in rows if (words := price(row))]
    cost = money(spent.difference)
    if found:
        return _("It costs {money} over the run, by all payers: {prices}.", money=cost, prices="; ".join(found))
    return _(
        "It costs {money} over the run, by all payers. What one more friendship, stayer or job costs cannot be told: "
        "none of them is told apart from none.",
        money=cost,
    )


def held(card: Card) -> str:
    """What is held against what."""
    if card.group != "seeds":
        return _("Granby, a made-up rural town of 3,000, with it and without it.")
    return _(
        "the case with and without what it tells of; what differs: {difference}.", difference=speaking.difference(card)
    )


def made_with(card: Card, rows: Sequence[Row]) -> str:
    """How the figures were made."""
    first = rows[0]
    return _(
        "{pairs} with the same random draws, each of {length}: {held} Means of the differences with their 95 % "
        "intervals, at the end of the runs (money: over them). Seed {seed}, model {model}, rules {rules} against "
        "{base_rules}.",
        pairs=counted(first.pairs, "pair of runs", "pairs of runs"),
        length=duration(first.months),
        held=held(card),
        seed=first.seed,
        model=first.model,
        rules=first.rules,
        base_rules=first.base_rules,
    )


def doubt(rows: Sequence[Row], rules: tuple[str, str] | None = None) -> str:
    """Why the figures may not be those of the model and the files as they are now; empty where they are. ``rules``:
    names of what the two scenarios say now, where that was looked at."""
    if not rows:
        return ""
    first = rows[0]
    if first.model != MODEL:
        return _(
            "These figures are of model {old}; this is model {new}. Simulate it again before you use them.",
            old=first.model,
            new=MODEL,
        )
    if rules is not None and rules != (first.rules, first.base_rules):
        return _("The files have changed since these figures were made. Simulate it again before you use them.")
    return ""


def table(rows: Sequence[Row]) -> list[tuple[str, str, str, str]]:
    """(outcome, without it, the difference, what one more costs) for each outcome."""
    found = []
    for row in rows:
        shown = SHOWN[row.outcome]
        level = "" if math.isnan(row.without) else plain(row.without * shown.factor, shown.decimals)
        found.append((_(shown.head), level, effect(row), price(row) or "–"))
    return found


__all__ = [
    "READ",
    "SHOWN",
    "UNDECIDED",
    "doubt",
    "effect",
    "held",
    "made_with",
    "not_yet",
    "number",
    "price",
    "prices",
    "table",
]
