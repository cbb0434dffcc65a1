"""The page of a matching: HTML to read and print, Markdown to paste, and the tables behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bygd.settle.carrying import Answer, Asked
from bygd.settle.effects import VALUE, Effect
from bygd.settle.following import OUTCOMES
from bygd.settle.kinds import FAMILIES, YOUTH, Kind
from bygd.settle.literature import CAVEATS, REFERENCES
from bygd.settle.words import GROUPS, HEADS, cell, fair_words, from_words, group_name, lead, place_name, signed, sure
from experiments.figures import style
from experiments.figures.picture import Picture, Rendered
from experiments.outcomes.wording import plain
from experiments.report.tables import Table
from experiments.report.template import fill
from experiments.spreadsheets import csv_text
from sim.languages import N_, _, ngettext
from sim.words import counted, written

MOST_COLUMNS = 8
"""Places in the table of who is sent where; of more, their classes."""
MOST_PLACES = 12
"""Rows of the table of places that are printed, those that change most."""
UNLABELLED = N_("others")


@dataclass(frozen=True)
class Page:
    """Everything on the page."""

    asked: Asked
    answer: Answer
    title: str
    caveats: tuple[str, ...] = CAVEATS
    references: tuple[str, ...] = REFERENCES

    def lead(self) -> list[str]:
        return lead(self.asked, self.answer)

    def sure(self) -> list[str]:
        return sure(self.asked, self.answer)

    def fair(self) -> list[str]:
        return fair_words(self.asked, self.answer)

    def sent(self) -> Table:
        """Who is sent where, of 100 households."""
        names, column = self._columns()
        rows = []
        for name, member in self._groups():
            there = np.array([member(one.kind) for one in self.asked.region.supplies])
            today, matched = (
                np.bincount(column, one[there].sum(axis=0), len(names))
                for one in (self.answer.learnt.today, self.answer.matched.households)
            )
            shares = [(100 * a / today.sum(), 100 * b / matched.sum()) for a, b in zip(today, matched, strict=True)]
            cells = [plain(a, 0) if abs(a - b) < 0.5 else f"{plain(a, 0)} → {plain(b, 0)}" for a, b in shares]
            rows.append([name, plain(today.sum(), 1), *cells])
        caption = _("Who is sent where, of 100 households of a group: by today's rule → by the matched one.")
        return Table(caption, ["", _("households a year"), *names], [("", rows)])

    def _columns(self) -> tuple[list[str], Any]:
        """Names of columns, and the column of each place."""
        places = self.asked.region.base.places
        if len(places) <= MOST_COLUMNS:
            return [place_name(self.asked, key) for key in places], np.arange(len(places))
        of = [_(place.groups.get("class", UNLABELLED)) for place in places.values()]
        names = list(dict.fromkeys(of))
        return names, np.array([names.index(one) for one in of])

    def _groups(self) -> Iterator[tuple[str, Callable[[Kind], bool]]]:
        kinds = [one.kind for one in self.asked.region.supplies]
        for family in (*FAMILIES, YOUTH):
            if any(kind.family == family for kind in kinds):
                yield _(GROUPS[family]), lambda kind, family=family: kind.family == family  # type: ignore[misc]
        for origin in dict.fromkeys(kind.origin for kind in kinds):
            yield from_words(self.asked, origin), lambda kind, origin=origin: kind.origin == origin  # type: ignore[misc]

    def groups(self) -> Table:
        """What becomes of each group."""
        rows = [
            [
                group_name(self.asked, one),
                plain(one.adults, 0),
                *(cell(one.effects.get(key)) for key in (*OUTCOMES, VALUE)),
            ]
            for one in self.answer.effects.groups
        ]
        pairs = counted(self.answer.effects.pairs, "pair of runs", "pairs of runs")
        caption = _(
            "Of 100 adults: by today's rule, and the difference (95 % interval of the mean over {pairs}).", pairs=pairs
        )
        return Table(
            caption, ["", _("followed in a run"), *(_(HEADS[key]) for key in (*OUTCOMES, VALUE))], [("", rows)]
        )

    def places(self, most: int | None = MOST_PLACES) -> Table:
        """What becomes of each place; of many, those whose newcomers' value changes most."""
        found = [one for one in self.answer.effects.places if one.settled.today > 0 or one.settled.matched > 0]
        if most is not None and len(found) > most:
            found = sorted(found, key=lambda one: -abs(one.effects[VALUE].mean) if VALUE in one.effects else 0.0)[:most]
        rows = [
            [
                place_name(self.asked, one.place),
                cell(one.settled, 1.0, 1),
                *(cell(one.effects.get(key)) for key in (*self.asked.weights, VALUE)),
                *(cell(one.whole.get(key), 1.0, 0) for key in ("newcomers_in_work", "population")),
            ]
            for one in found
        ]
        head = ["", _("settled a year"), *(_(HEADS[key]) for key in (*self.asked.weights, VALUE))]
        caption = _(
            "Places: people settled, then of 100 adults settled there, then the whole place at the end of the run."
        )
        return Table(caption, [*head, _("newcomers in work"), _("inhabitants")], [("", rows)])


def figure(page: Page) -> Picture:
    """The value by group, by both rules."""
    rows = [one for one in page.answer.effects.groups if VALUE in one.effects]
    drawn, grid = style.new_sheet(
        1.35 + 0.24 * len(rows),
        1,
        1,
        _("Who gains by the matched rule, and who loses"),
        _("Difference in the value of an adult, of 100"),
        _("Dots: mean over pairs of runs; lines: 95 % interval."),
        left=0.36,
        right=0.97,
    )
    axes = grid[0][0]
    for place, one in enumerate(rows):
        effect, y = one.effects[VALUE], len(rows) - 1 - place
        color = style.NEWCOMERS if effect.better or effect.worse else style.MUTED
        low, high = effect.interval
        axes.plot([100 * low, 100 * high], [y, y], color=color, linewidth=1.6)
        axes.plot([100 * effect.mean], [y], "o", color=color, markersize=4.5)
    axes.axvline(0.0, color=style.MUTED, linewidth=0.8)
    names = [group_name(page.asked, one) for one in rows]
    axes.set_yticks(range(len(rows)), names[::-1], fontsize=8)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.grid(True, axis="x")
    axes.grid(False, axis="y")
    style.signed_axis(axes.xaxis)
    reading = _(
        "The matched rule less today's, with the same households and random draws. Grey where it may be chance."
    )
    return Picture(
        "groups",
        _("Who gains by the matched rule"),
        drawn,
        reading,
        ngettext(
            "{number} group and its difference.", "{number} groups and their differences.", len(rows), number=len(rows)
        ),
    )


def html(page: Page, figures: Sequence[Rendered], manifest: dict[str, Any], command: str) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    return fill("settle.html", figures, title=page.title, page=page, manifest=manifest, command=command)


def markdown(page: Page, command: str) -> str:
    """The same as text."""
    sections = {
        _("How sure that is"): page.sure(),
        _("Fair?"): page.fair(),
        _("Who is sent where"): [_text(page.sent())],
        _("By group"): [_text(page.groups())],
        _("By place"): [_text(page.places(None))],
        _("What the literature warns of"): [_list([_(one) for one in page.caveats]), _list(page.references)],
        _("How to repeat it"): [f"    {command}"],
    }
    parts = [f"# {page.title}", *page.lead()]
    for heading, words in sections.items():
        parts += [f"## {heading}", *words]
    return "\n\n".join(parts) + "\n"


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {one}" for one in items)


def _text(table: Table) -> str:
    lines = [table.head, ["---"] * len(table.head), *(row for section in table.sections for row in section[1])]
    cells = [[str(one).replace("|", "/") for one in row] for row in lines]
    return f"{table.caption}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in cells)


def assignment_csv(page: Page) -> str:
    """Every kind and place: households a year by both rules, and what they are estimated to come to."""
    region, learnt = page.asked.region, page.answer.learnt
    head = ("stream", "pathway", "origin", "family", "schooling", "place", "households_today", "households_matched")
    rows = []
    for number, one in enumerate(region.supplies):
        kind = learnt.kinds.index(one.kind)
        for column, place in enumerate(region.base.places):
            told = [written(round(float(learnt.estimates[key].mean[kind, column]), 4)) for key in (*OUTCOMES, VALUE)]
            numbers = (learnt.today[number, column], page.answer.matched.households[number, column])
            told += [str(int(learnt.counts[kind, column]))]
            rows.append((one.stream, *one.kind, place, *(round(float(n), 4) for n in numbers), *told))
    return csv_text((*head, *(f"estimated_{key}" for key in (*OUTCOMES, VALUE)), "households_followed"), rows)


def effects_csv(page: Page) -> str:
    """Groups and places: both rules, the difference and its interval."""
    head = ("of", "name", "outcome", "today", "matched", "difference", "low", "high", "pairs", "shown")
    rows: list[tuple[Any, ...]] = []

    def write(of: str, name: str, outcome: str, effect: Effect) -> None:
        if effect.values.size:
            shown = "better" if effect.better else "worse" if effect.worse else "no"
            numbers = (effect.today, effect.matched, effect.mean, *effect.interval)
            rows.append((of, name, outcome, *(written(round(n, 6)) for n in numbers), effect.values.size, shown))

    for group in page.answer.effects.groups:
        for key, effect in group.effects.items():
            write(group.dimension or "all", group.group, key, effect)
    for place in page.answer.effects.places:
        write("place", place.place, "settled_a_year", place.settled)
        for key, effect in place.effects.items():
            write("settled in", place.place, key, effect)
        for key, effect in place.whole.items():
            write("place", place.place, key, effect)
    write("all", "municipalities", "net_balance", page.answer.effects.net_balance)
    return csv_text(head, rows)


__all__ = ["Page", "assignment_csv", "effects_csv", "figure", "html", "markdown", "signed"]
