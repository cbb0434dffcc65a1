"""What the page of an assessment says, and the page itself: HTML to read and print, Markdown to paste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bygd.assess.answers import Answers
from bygd.assess.carrying import Result
from bygd.assess.catalogue import MET, Benchmark, benchmarks
from bygd.assess.standing import means, named, strengths, unknown, weaknesses
from bygd.assess.tables import bought_table, means_table, progress_table
from bygd.assess.words import lead, together_words
from bygd.practices.cards import card as card_of
from experiments.figures.picture import Rendered
from experiments.outcomes.wording import counted, listed, plain
from experiments.report.tables import Table
from experiments.report.template import fill
from sim.languages import N_, _

PRINTED = 12
"""Rows of the table of what raising each buys that are printed; the screen has all."""
NAMED = 12
"""Strengths, weaknesses or unknown benchmarks that are named."""


@dataclass(frozen=True)
class Outside:
    """A benchmark that nothing in the simulation stands for."""

    id: str
    title: str
    answer: str
    why: str
    cards: tuple[str, ...]
    """"Rostock: counselling …": what was done where, by name of the scenario."""


@dataclass(frozen=True)
class Page:
    """Everything on the page."""

    answers: Answers
    town: str
    """Title of the town's scenario."""
    years: int
    date: str
    """Month from which benchmarks are raised."""
    result: Result
    idle: Sequence[Benchmark]
    """Below full, and nothing in this town stands for them."""
    before: Answers | None
    beside: Sequence[Answers]
    pairs: str
    """How many pairs of runs, in words."""
    interval: str
    """What the intervals cover."""
    own: Sequence[str] = ()
    """Posts and programmes that the town's own file has."""
    standing_alone: bool = False
    """Whether nothing was to be simulated."""
    alike: Sequence[Benchmark] = ()
    """Below full, and the town has the post that they bring."""

    def opening(self) -> list[str]:
        """How it stands and what would help, in sentences."""
        return opening(self.answers) + lead(self.result.bought, self.years)

    def lists(self) -> list[tuple[str, str]]:
        return lists(self.answers)

    def columns(self) -> dict[str, Answers]:
        """Answers side by side: these, those of an earlier year, other municipalities."""
        found = {self.answers.title: self.answers}
        if self.before is not None:
            found[self.before.date or _("before")] = self.before
        for other in self.beside:
            found[_apart(other.title, found)] = other
        return found

    def standing(self) -> Table:
        return means_table(self.columns())

    def progress(self) -> Table | None:
        return progress_table(self.before, self.answers) if self.before is not None else None

    def table(self, most: int | None = None, *, marked: bool = True) -> Table | None:
        """What raising each buys. ``marked``: with marks of HTML."""
        if not self.result.bought:
            return None
        years = counted(self.years, "year", "years")
        return bought_table(self.result.bought[:most], self.pairs, years, marked=marked, spans=most is None)

    def together(self) -> list[str]:
        return together_words(self.result.among_all, self.result.pairs)

    def outside(self) -> list[Outside]:
        """Below full or not known, and checklist only."""
        found = []
        for row in benchmarks():
            value = self.answers.value(row.id)
            if not row.simulable and value != MET:
                shown = _("not known") if value is None else _("{number} of {most}", number=value, most=MET)
                found.append(Outside(row.id, row.said_title, shown, row.said_by, tuple(map(card_words, row.cards))))
        return found

    def not_raised(self) -> list[str]:
        """Which benchmarks below full are not raised, and why."""
        words = [
            _(
                "{benchmark} is not raised: the town has a coordinator already. --second {benchmark} raises it by "
                "another.",
                benchmark=row.id,
            )
            for row in self.alike
        ]
        if self.idle:
            words.append(
                _(
                    "Nothing in this town’s file stands for {benchmarks}: these act on streams of money that the town "
                    "has.",
                    benchmarks=", ".join(named(self.idle)),
                )
            )
        return words

    def beside_own(self) -> str:
        """What becomes of the town's own posts and programmes; empty where it has none."""
        if not self.own:
            return ""
        return _(
            "The town's own file has {own}: what it has stays as it is, and pieces that the answers switch on come "
            "beside it. Leave a benchmark unknown where the file says already what is done.",
            own=listed(list(self.own)),
        )

    def nothing(self) -> str:
        """Why nothing was simulated; empty where something was."""
        if self.result.bought:
            return ""
        open_ones = [row for row in benchmarks() if row.simulable and (self.answers.value(row.id) or 0) < MET]
        if self.standing_alone:
            return _("Nothing was simulated: the command was asked for the standing alone.")
        if not open_ones:
            return _("Every benchmark that the model can simulate is met: there is nothing left to raise.")
        return _("No benchmark that the model can simulate was answered below full, so none is raised.")


def opening(answers: Answers) -> list[str]:
    """How a municipality stands, in sentences."""
    rows = benchmarks()
    known = [value for row in rows if (value := answers.value(row.id)) is not None]
    full, left = sum(value == MET for value in known), len(rows) - len(known)
    words = [
        _(
            "Of {number} benchmarks {known} are answered, {full} of them met; {left} are not known.",
            number=len(rows),
            known=len(known),
            full=full,
            left=left,
        )
    ]
    found = [(one.value, one.said.lower()) for one in means(answers) if one.value is not None]
    if len({value for value, __ in found}) > 1:
        (most, best), (least, worst) = max(found), min(found)
        words.append(
            _(
                "{title} stands best in {best} ({most} of {met}) and lowest in {worst} ({least}).",
                title=answers.title,
                best=best,
                most=plain(most),
                met=MET,
                worst=worst,
                least=plain(least),
            )
        )
    return words


def lists(answers: Answers) -> list[tuple[str, str]]:
    """Strengths, weaknesses and what is not known, each as a line."""
    found = ((N_("Strengths"), strengths), (N_("Weaknesses"), weaknesses), (N_("Not known"), unknown))
    return [(_(head), _some(named(of(answers)))) for head, of in found]


def _some(names: Sequence[str]) -> str:
    """The first of many names, and how many more there are."""
    more = len(names) - NAMED
    return listed([*names[:NAMED], _("{number} more", number=more)] if more > 1 else names) or _("none")


def card_words(name: str) -> str:
    """A case, by its card of good practice (:mod:`bygd.practices.cards`): what was done, and the card's name."""
    card = card_of(name)
    what = _(card.facts["what"]).rstrip(".")
    return f"{_(card.title)} ({what[:1].lower()}{what[1:]}; {card.name})"


def _apart(title: str, there: Mapping[str, Any]) -> str:
    found, again = title, 2
    while found in there:
        found, again = f"{title} {again}", again + 1
    return found


def html(page: Page, figures: Sequence[Rendered], manifest: dict[str, Any], command: str) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    failed = sum(one.failed for one in page.result.outcomes)
    return fill(
        "assess.html",
        figures,
        title=_("{title}: how it stands, and what would help", title=page.answers.title),
        page=page,
        outside=page.outside(),
        printed=page.table(PRINTED),
        whole=page.table(),
        left_out=max(0, len(page.result.bought) - PRINTED),
        failed=failed,
        manifest=manifest,
        command=command,
    )


def markdown(page: Page, command: str) -> str:
    """The same as text."""
    parts = ["# " + _("{title}: how it stands, and what would help", title=page.answers.title)]
    parts += [page.answers.note] if page.answers.note else []
    radar = "![" + _("Mean answer by dimension") + "](figures/radar.png)"
    parts += [" ".join(page.opening()), radar, _table(page.standing())]
    parts += [f"**{head}:** {words}." for head, words in page.lists()]
    if progress := page.progress():
        parts += ["## " + _("What has changed"), _table(progress)]
    parts += ["## " + _("What raising each would buy")]
    table = page.table(marked=False)
    parts += [_table(table), page.interval] if table is not None else [page.nothing()]
    parts += page.not_raised()
    parts += [page.beside_own()] if page.own else []
    if words := page.together():
        parts += ["## " + _("What goes together"), *words]
    if outside := page.outside():
        lines = [f"- {one.id} {one.title} ({one.answer}): {one.why}{_cards(one)}" for one in outside]
        parts += ["## " + _("Outside the simulation"), "\n".join(lines)]
    parts += ["## " + _("How to repeat it"), f"    {command}"]
    return "\n\n".join(parts) + "\n"


def _cards(one: Outside) -> str:
    return ". " + _("Cases: {cases}.", cases="; ".join(one.cards)).rstrip(".") if one.cards else ""


def _table(table: Table) -> str:
    rows = [row for __, rows in table.sections for row in rows]
    lines = [table.head, ["---"] * len(table.head), *rows]
    cells = [[str(cell).replace("|", "/") for cell in row] for row in lines]
    return f"{table.caption}\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in cells)


__all__ = ["Outside", "Page", "card_words", "html", "lists", "markdown", "opening"]
