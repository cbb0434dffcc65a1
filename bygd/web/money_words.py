"""The books in the words and tables of somebody who decides."""

from __future__ import annotations

from bygd.web.paying import PURSE, Books
from experiments.outcomes.catalogue import group_label, measure
from experiments.outcomes.wording import count, listed, money, month_and_year, significant, years_in_words
from experiments.report.money import sentences
from experiments.report.tables import Table
from sim.languages import N_, _
from sim.words import counted

NO_PLANS = N_(
    "This scenario has no programmes, no coordinators' posts and no grants, so there is nothing to "
    "pay for and nothing that ends. Choose a scenario with programmes, or add one with the levers."
)
AVERAGE = N_(
    "Everything spent so far, divided by all there are now, whether or not the money reached them, "
    "and not discounted. What the money changes stands on the Compare page."
)
KINDS = {"post": N_("{name} (post)"), "programme": N_("{name} (programme)")}


def what_one_sees(books: Books) -> str:
    """The page in one sentence."""
    first, length = month_and_year(books.start), years_in_words(books.months)
    return _(
        "What programmes, coordinators, levers, bus lines and homes built cost in {length} from {month} on, who paid, "
        "when each grant ends, and what there is for it; in Swedish kronor (SEK), not discounted.",
        length=length,
        month=first,
    )


def in_short(books: Books) -> list[str]:
    """The first things to say."""
    if not books.planned:
        return [_(NO_PLANS)]
    if not books.total:
        return [_("Nothing has been spent so far."), *_volunteering(books)]
    shares = sorted(((float(values.sum()), payer) for payer, values in books.paid.items()), reverse=True)
    said = [
        _(
            "{payer} {amount} ({share} of 100)",
            payer=group_label(payer),
            amount=money(amount),
            share=f"{100 * amount / books.total:.0f}",
        )
        for amount, payer in shares
    ]
    if len(shares) == 1:
        who = _("All of it was paid by {payer}.", payer=group_label(shares[0][1]))
    else:
        who = _("Of that, {payers}.", payers=listed(said))
    spent = _("So far {amount} has been spent.", amount=money(books.total))
    if books.besides:
        spent = _(
            "So far {amount} has been spent, {part} of it on levers, bus lines and homes built.",
            amount=money(books.total),
            part=money(books.besides),
        )
    return [spent, who, *_volunteering(books)]


def _volunteering(books: Books) -> list[str]:
    hours = float(books.hours.sum())
    if hours < 1:
        return [_("No volunteer gave an hour to a programme.")]
    return [
        _("Volunteers gave {hours} hours, which nobody is paid for and no sum here holds.", hours=significant(hours, 3))
    ]


def table_of_payers(books: Books) -> Table:
    """By year: each payer, all together, volunteers' hours, and the municipalities' own purse."""
    years, total = list(books.years), [*books.years, _("so far")]
    paid = [[_capital(group_label(payer)), *_thousands(values)] for payer, values in books.paid.items()]
    everything = sum(books.paid.values()) if books.paid else None
    if everything is not None:
        paid.append([_("All together"), *_thousands(everything)])
    else:
        paid.append([_("Nothing was spent"), *["0"] * len(total)])
    sections = [
        (_("Paid for programmes, posts, levers, bus lines and homes built, thousand SEK"), paid),
        (_("Not paid for, hours"), [[_("Volunteers' hours"), *_whole(books.hours)]]),
        (
            _("For comparison, the municipalities' purse for newcomers, thousand SEK"),
            [[_(measure(name).label), *_thousands(books.purse[name])] for name in PURSE],
        ),
    ]
    caption = _("Who pays, by year of the run.")
    if books.months % 12 or len(years) != books.months // 12:
        last = counted(books.months % 12 or 12, "month", "months")
        caption = " ".join([caption, _("The last year has {months}.", months=last)])
    return Table(caption, ["", *total], sections)


def table_of_outcomes(books: Books) -> Table:
    """What everything spent comes to for each of what there is."""
    rows = [
        [_capital(_(one)), count(number), cost_words(number, cost, books.total)] for one, number, cost in books.outcomes
    ]
    return Table(_(AVERAGE), [_("Spent so far, for each …"), _("there are"), _("comes to")], [("", rows)])


def cost_words(number: int, cost: float | None, total: float) -> str:
    """ "12,300 SEK"; or why there is no number."""
    if not total:
        return _("no number: nothing was spent")
    if cost is None:
        return _("no number: there is none")
    return money(cost)


def table_of_interventions(books: Books) -> Table | None:
    """What each post and programme cost; None where none has run."""
    if not books.by_intervention:
        return None
    rows = [[_(KINDS[kind], name=name), *_share(spent, books.total)] for name, kind, spent in books.by_intervention]
    if books.besides:
        rows.append([_("Levers, bus lines and homes built"), *_share(books.besides, books.total)])
    return Table(
        _("What each post and programme has cost so far."), ["", _("thousand SEK"), _("of 100 SEK spent")], [("", rows)]
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
