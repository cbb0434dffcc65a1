"""What the model says of a card, in words and in cells."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from bygd.practices.cards import Card
from bygd.practices.results import SPENT, Row
from calibration.programmes.cases import told as cases_told
from experiments.outcomes.wording import money, money_ranged, plain
from sim.version import MODEL
from sim.words import counted, duration

NOT_YET = "Not yet simulated: 'bygd practices --simulate --only {name}' does it. Of shorter or fewer runs {page} tells."
ELSEWHERE = {"seeds": "'bygd docs cases'", "programmes": "'bygd docs programmes'", "posts": "'bygd docs programmes'"}
"""Where figures of a card stand that were made in another way, by its group."""
READ = (
    "Read which way, and what it reaches for its money, before how much: what an hour of a practice achieves is mostly "
    "assumed, and with so many figures one in twenty is told apart by chance."
)


def not_yet(card: Card) -> str:
    """What is said where nothing was simulated."""
    return NOT_YET.format(name=card.name, page=ELSEWHERE[card.group])


class Shown(NamedTuple):
    """How an outcome is told."""

    head: str
    one: str
    """What one more of it is called; empty where it is not counted."""
    factor: float = 1.0
    decimals: int = 1


SHOWN = {
    "local_friends": Shown("local friends of a newcomer", "", 1.0, 2),
    "friendships": Shown("friendships of newcomers with locals", "friendship", 1.0, 0),
    "stayers": Shown("came and still live here, persons", "newcomer who stays"),
    "newcomers_in_work": Shown("newcomers in work, persons", "newcomer in work"),
    "belonging": Shown("belonging of newcomers, 0 to 100", "", 100.0),
    "net_balance": Shown("net balance of the municipality, thousand SEK", "", 1e-3, 0),
    SPENT: Shown("money spent by all payers, thousand SEK", "", 1e-3, 0),
}
UNDECIDED = "undecided"


def number(value: float, shown: Shown) -> str:
    """With its sign."""
    text = plain(value * shown.factor, shown.decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def effect(row: Row) -> str:
    """ "+12 (+8 to +16)"; "undecided (−3 to +5)" where the interval holds zero; "the same" where no pair differs."""
    shown = SHOWN[row.outcome]
    if row.same:
        return "the same"
    low, high = number(row.low, shown), number(row.high, shown)
    return f"{number(row.difference, shown) if row.clear else UNDECIDED} ({low} to {high})"


def price(row: Row) -> str:
    """What one more costs; empty where that cannot be told from the pairs, or nothing is counted."""
    one = SHOWN[row.outcome].one
    if not one or not row.priced:
        return ""
    return f"one more {one} for {money_ranged(row.one_costs, row.one_costs_low, row.one_costs_high)}"


def prices(rows: Sequence[Row]) -> str:
    """The sentence about cost: what one more of each costs, or why it is not told; empty where nothing was spent."""
    spent = next((row for row in rows if row.outcome == SPENT), None)
    if spent is None or spent.same:
        return "The model books no money for it."
    if spent.difference < 0:
        return f"It spends {money(-spent.difference)} less over the run than what it is held against."
    found = [words for row in rows if (words := price(row))]
    cost = f"It costs {money(spent.difference)} over the run, by all payers"
    if found:
        return f"{cost}: {'; '.join(found)}."
    return (
        f"{cost}. What one more friendship, stayer or job costs cannot be told: none of them is told apart from none."
    )


def held(card: Card) -> str:
    """What is held against what."""
    if card.group != "seeds":
        return "Granby, a made-up rural town of 3,000, with it and without it."
    return f"the case with and without what it tells of; what differs: {cases_told()[card.short]['difference']}."


def made_with(card: Card, rows: Sequence[Row]) -> str:
    """How the figures were made."""
    first = rows[0]
    return (
        f"{counted(first.pairs, 'pair of runs', 'pairs of runs')} with the same random draws, each of "
        f"{duration(first.months)}: {held(card)} Means of the differences with their 95 % intervals, at the end of the "
        f"runs (money: over them). Seed {first.seed}, model {first.model}, rules {first.rules} against "
        f"{first.base_rules}."
    )


def doubt(rows: Sequence[Row], rules: tuple[str, str] | None = None) -> str:
    """Why the figures may not be those of the model and the files as they are now; empty where they are. ``rules``:
    names of what the two scenarios say now, where that was looked at."""
    if not rows:
        return ""
    first = rows[0]
    if first.model != MODEL:
        return (
            f"These figures are of model {first.model}; this is model {MODEL}. Simulate it again before you use them."
        )
    if rules is not None and rules != (first.rules, first.base_rules):
        return "The files have changed since these figures were made. Simulate it again before you use them."
    return ""


def table(rows: Sequence[Row]) -> list[tuple[str, str, str, str]]:
    """(outcome, without it, the difference, what one more costs) for each outcome."""
    found = []
    for row in rows:
        shown = SHOWN[row.outcome]
        level = "" if math.isnan(row.without) else plain(row.without * shown.factor, shown.decimals)
        found.append((shown.head, level, effect(row), price(row) or "–"))
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
