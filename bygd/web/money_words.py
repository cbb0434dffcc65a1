"""The books in the words and tables of somebody who decides."""

from __future__ import annotations

from bygd.web.paying import PURSE, Books
from experiments.outcomes.catalogue import group_label, measure
from experiments.outcomes.wording import count, listed, money, month_and_year, significant, years_in_words
from experiments.report.money import sentences
from experiments.report.tables import Table
from sim.words import counted

NO_PLANS = (
    "This scenario has no programmes, no coordinators' posts and no grants, so there is nothing to "
    "pay for and nothing that ends. Choose a scenario with programmes, or add one with the levers."
)
AVERAGE = (
    "Everything spent so far, divided by all there are now, whether or not the money reached them, "
    "and not discounted. What the money changes stands on the Compare page."
)


def what_one_sees(books: Books) -> str:
    """The page in one sentence."""
    first, length = month_and_year(books.start), years_in_words(books.months)
    return (
        f"What programmes, coordinators, levers, bus lines and homes built cost in {length} from {first} on, who paid, "
        "when each grant ends, and what there is for it; in Swedish kronor (SEK), not discounted."
    )


def in_short(books: Books) -> list[str]:
    """The first things to say."""
    if not books.planned:
        return [NO_PLANS]
    if not books.total:
        return ["Nothing has been spent so far.", *_volunteering(books)]
    shares = sorted(((float(values.sum()), payer) for payer, values in books.paid.items()), reverse=True)
    said = [
        f"{group_label(payer)} {money(amount)} ({100 * amount / books.total:.0f} of 100)" for amount, payer in shares
    ]
    if len(shares) == 1:
        who = f"All of it was paid by {group_label(shares[0][1])}."
    else:
        who = f"Of that, {listed(said)}."
    besides = f", {money(books.besides)} of it on levers, bus lines and homes built" if books.besides else ""
    return [f"So far {money(books.total)} has been spent{besides}.", who, *_volunteering(books)]


def _volunteering(books: Books) -> list[str]:
    hours = float(books.hours.sum())
    if hours < 1:
        return ["No volunteer gave an hour to a programme."]
    return [f"Volunteers gave {significant(hours, 3)} hours, which nobody is paid for and no sum here holds."]


def table_of_payers(books: Books) -> Table:
    """By year: each payer, all together, volunteers' hours, and the municipalities' own purse."""
    years, total = list(books.years), [*books.years, "so far"]
    paid = [[_capital(group_label(payer)), *_thousands(values)] for payer, values in books.paid.items()]
    everything = sum(books.paid.values()) if books.paid else None
    if everything is not None:
        paid.append(["All together", *_thousands(everything)])
    else:
        paid.append(["Nothing was spent", *["0"] * len(total)])
    sections = [
        ("Paid for programmes, posts, levers, bus lines and homes built, thousand SEK", paid),
        ("Not paid for, hours", [["Volunteers' hours", *_whole(books.hours)]]),
        (
            "For comparison, the municipalities' purse for newcomers, thousand SEK",
            [[measure(name).label, *_thousands(books.purse[name])] for name in PURSE],
        ),
    ]
    note = (
        ""
        if len(years) == books.months // 12 and not books.months % 12
        else f" The last year has {counted(books.months % 12 or 12, 'month', 'months')}."
    )
    return Table(f"Who pays, by year of the run.{note}", ["", *total], sections)


def table_of_outcomes(books: Books) -> Table:
    """What everything spent comes to for each of what there is."""
    rows = [
        [f"{_capital(one)}", count(number), cost_words(number, cost, books.total)]
        for one, number, cost in books.outcomes
    ]
    return Table(AVERAGE, ["Spent so far, for each …", "there are", "comes to"], [("", rows)])


def cost_words(number: int, cost: float | None, total: float) -> str:
    """ "12,300 SEK"; or why there is no number."""
    if not total:
        return "no number: nothing was spent"
    if cost is None:
        return "no number: there is none"
    return money(cost)


def table_of_interventions(books: Books) -> Table | None:
    """What each post and programme cost; None where none has run."""
    if not books.by_intervention:
        return None
    rows = [[f"{name} ({kind})", *_share(spent, books.total)] for name, kind, spent in books.by_intervention]
    if books.besides:
        rows.append(["Levers, bus lines and homes built", *_share(books.besides, books.total)])
    return Table(
        "What each post and programme has cost so far.", ["", "thousand SEK", "of 100 SEK spent"], [("", rows)]
    )


def chronicle(books: Books, most: int = 60) -> list[tuple[str, str]]:
    """(month, sentences) of what happened, the latest ``most`` months, oldest first."""
    months: dict[str, list[str]] = {}
    for date, words in books.log:
        months.setdefault(date, []).append(words)
    return [(month_and_year(date), " ".join(sentences(words))) for date, words in list(months.items())[-most:]]


def _thousands(values: object) -> list[str]:
    amounts = [float(value) / 1e3 for value in values]  # type: ignore[attr-defined]
    return [count(value) for value in (*amounts, sum(amounts))]


def _whole(values: object) -> list[str]:
    hours = [float(value) for value in values]  # type: ignore[attr-defined]
    return [count(value) for value in (*hours, sum(hours))]


def _share(spent: float, total: float) -> list[str]:
    return [count(spent / 1e3), f"{100 * spent / total:.0f}" if total else "–"]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


__all__ = [
    "NO_PLANS",
    "chronicle",
    "cost_words",
    "in_short",
    "table_of_interventions",
    "table_of_outcomes",
    "table_of_payers",
    "what_one_sees",
]
