"""The page of advice: HTML to read and print, Markdown to paste, and the tables behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bygd.advise.best import shown
from bygd.advise.carrying import Answer, Asked
from bygd.advise.mixes import Sample
from bygd.advise.words import (
    after_words,
    band,
    budget_words,
    lead,
    mix_words,
    not_to_buy,
    step_words,
    sure_words,
    verdict,
)
from experiments.comparison.wording import places_of
from experiments.figures import style
from experiments.figures.picture import Picture, Rendered
from experiments.outcomes.outcome import BY_KEY
from experiments.outcomes.wording import count, listed, plain, ranged
from experiments.report.tables import Table
from experiments.report.template import fill
from experiments.spreadsheets import csv_text
from sim.languages import N_, SOURCE, _, in_language, ngettext
from sim.words import counted, plural

EQUAL = N_(
    "The value is the mean of what the mix adds at the end of the run, in standard deviations between runs of the town "
    "without it, over these outcomes: {outcomes}."
)
WEIGHTED = N_(
    "The value is the weighted mean of what the mix adds at the end of the run, in standard deviations between runs of "
    "the town without it, over these outcomes: {outcomes}."
)
MOST_ROWS = 6
"""Mixes in the table that is printed."""


@dataclass(frozen=True)
class Page:
    """Everything on the page."""

    asked: Asked
    answer: Answer
    title: str

    def lead(self) -> list[str]:
        return lead(self.asked, self.answer)

    def sure(self) -> list[str]:
        return sure_words(self.asked, self.answer)

    def step(self) -> str:
        return step_words(self.asked, self.answer)

    def avoid(self) -> list[str]:
        return not_to_buy(self.asked, self.answer)

    def after(self) -> list[str]:
        return after_words(self.asked, self.answer)

    def value_words(self) -> str:
        """What the value is."""
        parts = [
            _(
                "{outcome} (one unit: {size})",
                outcome=_(BY_KEY[key].label).lower(),
                size=plain(spread, 0 if spread >= 10 else 3),
            )
            for key, spread in self.answer.scale.items()
        ]
        same = len(set(self.asked.weights.values())) == 1
        return _(EQUAL if same else WEIGHTED, outcomes=listed(parts))

    def period(self) -> str:
        """For how much, how long and from when."""
        years = self.asked.budget.years
        return _(
            "{budget} for {years} from {date}",
            budget=budget_words(self.asked, self.asked.budget.amount),
            years=counted(years, "year", "years"),
            date=self.asked.town.date(0),
        )

    def rows(self) -> list[Sample]:
        """The mixes to show: the advised, the front, those that cannot be told from the best, then the others."""
        advice = self.answer.advice
        these = [advice.advised, *advice.front, *advice.among_best, *advice.confirmed]
        return list({one.mix: one for one in these}.values())

    def table(self, most: int | None = MOST_ROWS) -> Table:
        """Mixes side by side, all with the same random draws."""
        advice, keys = (
            self.answer.advice,
            [key for key in self.asked.weights if key in self.answer.advice.advised.gains],
        )
        places = {one.mix: place for one, place in zip(advice.confirmed, advice.against, strict=True)}
        front = {one.mix for one in advice.front}
        shown = self.rows()[:most]
        largest = {key: max(abs(float(one.gains[key].mean())) for one in shown) for key in keys}
        digits = {key: BY_KEY[key].digits or max(2, places_of(largest[key])) for key in keys}
        rows = []
        for one in shown:
            told = [_("advised")] if one.mix == advice.advised.mix else []
            told.append(_("cannot be told from the best") if places[one.mix].among_best else _("behind the best"))
            told += [_("on the front")] if one.mix in front else []
            gains = [ranged(band(one.gains[key]), 1.0, digits[key]) for key in keys]
            rows.append(
                [
                    mix_words(self.asked, one.mix, short=True),
                    count(one.total / self.asked.budget.years),
                    ranged(band(one.value), 1.0, 2),
                    *gains,
                    "; ".join(told),
                ]
            )
        heads = [_(BY_KEY[key].short or BY_KEY[key].label) for key in keys]
        return Table(
            _(
                "Mixes side by side over {pairs} with the same random draws: what each adds to the town without it at "
                "the end of the run (95 % interval of the mean).",
                pairs=counted(self.answer.advice.advised.pairs, "pair of runs", "pairs of runs"),
            ),
            [_("mix"), _("SEK a year"), _("value"), *heads, _("against the others")],
            [("", rows)],
        )

    def alone(self) -> Table:
        """Every measure by itself, as the search had it."""
        rows = []
        for one in self.answer.alone():
            cost = count(one.total / self.asked.budget.years) if one.pairs else "–"
            value = ranged(band(one.value), 1.0, 2) if one.pairs else "–"
            rows.append(
                [
                    mix_words(self.asked, one.mix, short=True),
                    cost,
                    value,
                    str(one.pairs),
                    verdict(self.asked, self.answer, one),
                ]
            )
        return Table(
            _(
                "Each measure by itself in the search: few pairs of runs, and the best of many are in part the "
                "luckiest."
            ),
            [_("measure"), _("SEK a year"), _("value"), plural(2, "pair", "pairs"), ""],
            [("", rows)],
        )


def figure(page: Page) -> Picture:
    """Money and value of all confirmed mixes; the front as a line."""
    from matplotlib.figure import Figure

    style.own_settings()
    advice, years = page.answer.advice, page.asked.budget.years
    drawn = Figure(figsize=(6.4, 2.9))
    axes: Any = drawn.add_axes((0.1, 0.17, 0.86, 0.68))
    for one in advice.confirmed:
        told = band(one.value)
        advised = one.mix == advice.advised.mix
        color = style.arm_colors(2)[1] if advised else style.MUTED
        axes.errorbar(
            one.total / years / 1000.0,
            told.mean,
            yerr=[[told.mean - told.low], [told.high - told.mean]],
            fmt="o",
            color=color,
            markersize=7 if advised else 4,
            elinewidth=1.2,
            zorder=3 if advised else 2,
        )
        if advised:
            axes.annotate(
                _("advised"),
                (one.total / years / 1000.0, told.mean),
                (-8, -3),
                textcoords="offset points",
                color=color,
                ha="right",
            )
    line = [(one.total / years / 1000.0, one.mean) for one in advice.front]
    axes.plot([x for x, __ in line], [y for __, y in line], color=style.GRID, zorder=1)
    axes.axhline(0.0, color=style.GRID, linewidth=0.8, zorder=0)
    axes.set_xlabel(_("thousand SEK a year"))
    axes.set_ylabel(_("value"))
    title = _("What mixes cost and what they bring")
    drawn.text(0.02, 0.97, title, fontsize=11, fontweight="bold", va="top")
    reading = _(
        "Each point is a mix, simulated with random draws that nothing was chosen by; bars are 95 % intervals of its "
        "value against nothing, the line joins mixes that no other beats in money and value."
    )
    number = len(advice.confirmed)
    alt = ngettext(
        "{number} mix by cost and value; on the front: {front}.",
        "{number} mixes by cost and value; on the front: {front}.",
        number,
        number=count(number),
        front=count(len(advice.front)),
    )
    return Picture("front", title, drawn, reading, alt)


def html(page: Page, figures: Sequence[Rendered], manifest: dict[str, Any], command: str) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    return fill("advise.html", figures, title=page.title, page=page, manifest=manifest, command=command)


def markdown(page: Page, command: str) -> str:
    """The same as text."""
    heading = "## {}".format
    parts = [f"# {page.title}", *page.lead(), heading(_("How sure that is")), *page.sure(), page.value_words()]
    parts += [heading(_("The cheapest step")), page.step()] if page.step() else []
    parts += [heading(_("What not to buy")), *page.avoid()] if page.avoid() else []
    parts += [heading(_("When the money ends")), *page.after()] if page.after() else []
    parts += [
        heading(_("Side by side")),
        _text(page.table(None)),
        heading(_("Each measure by itself")),
        _text(page.alone()),
        heading(_("How to repeat it")),
        f"    {command}",
    ]
    return "\n\n".join(parts) + "\n"


def _text(table: Table) -> str:
    lines = [table.head, ["---"] * len(table.head), *(row for __, rows in table.sections for row in rows)]
    cells = [[str(cell).replace("|", "/") for cell in row] for row in lines]
    return f"{table.caption}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in cells)


COLUMNS = ("mix", "stage", "pairs", "sek_mean", "sek_most", "value", "low", "high", "shown", "missing")
"""Of mixes.csv. ``stage``: "search" or "confirmed"; ``sek_mean`` over the whole plan, ``sek_most`` as the budget
counts."""


@in_language(SOURCE)
def mixes_csv(page: Page) -> str:
    """Data: in English, whatever language the page is in."""
    stages = [("confirmed", page.answer.advice.confirmed), ("search", list(page.answer.found.samples.values()))]
    rows = []
    for stage, samples in stages:
        for one in samples:
            told = band(one.value) if one.pairs else None
            numbers = ("", "", "") if told is None else (told.mean, told.low, told.high)
            most = page.answer.problem.budget.most(one)
            rows.append(
                (
                    mix_words(page.asked, one.mix),
                    stage,
                    one.pairs,
                    round(one.total),
                    round(most),
                    *numbers,
                    "yes" if one.pairs and shown(one.value) else "no",
                    "; ".join(one.missing),
                )
            )
    return csv_text(COLUMNS, rows)


__all__ = ["Page", "figure", "html", "markdown", "mixes_csv"]
