"""Advice for a budget as a page asks for it: ``bygd advise`` in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bygd.web import markup
from bygd.web.background import Teller
from bygd.web.commands import TOWN, Told, Words, parsed, placed, shown
from bygd.web.own_process import News, in_own_process
from bygd.web.results import Question
from sim.languages import N_, _, language
from sim.words import counted

if TYPE_CHECKING:
    from sim.scenario import Scenario

KIND = "advise"
OUTCOMES = {
    "local_friends": N_("Friends with locals"),
    "stayers": N_("Newcomers who stay"),
    "newcomers_in_work": N_("Newcomers in work"),
    "belonging": N_("Belonging"),
}
"""What can count, by key of the outcome."""
ALIKE = tuple((key, "1") for key in OUTCOMES)
FILES = (
    ("result/report.html", N_("Report (HTML)"), "text/html"),
    ("result/town.yaml", N_("The town without it (YAML)"), "application/yaml"),
    ("result/advised.yaml", N_("The town with it (YAML)"), "application/yaml"),
    ("result/mixes.csv", N_("Every mix (CSV)"), "text/csv"),
)


class Asked(NamedTuple):
    """What stands in the fields, as somebody wrote it."""

    budget: str = "900000"
    in_all: bool = False
    years: str = "3"
    after: str = "2"
    pairs: str = "20"
    weights: tuple[tuple[str, str], ...] = ALIKE
    """By outcome; 0 or nothing: it does not count."""
    fixed: str = ""
    forbidden: str = ""
    """Keys of candidates, with commas between."""


def words_of(asked: Asked, scenario: Scenario, seed: int) -> Words:
    """The command's words. Raises :class:`~bygd.web.background.Refused` in the command's own words."""
    from bygd.cli import advise

    words = [TOWN, "--budget", asked.budget.replace(" ", ""), "--years", asked.years, "--after", asked.after]
    words += ["--in-all"] if asked.in_all else []
    words += ["--pairs", asked.pairs, "--seed", str(seed)]
    for key, weight in asked.weights:
        if weight.strip() not in ("", "0"):
            words += ["--outcome", f"{key}={weight.strip().replace(',', '.')}"]
    for option, text in (("--fix", asked.fixed), ("--forbid", asked.forbidden)):
        words += [word for key in text.split(",") if key.strip() for word in (option, key.strip())]
    parsed(advise.arguments, words)
    return Words(tuple(words), {TOWN: scenario.to_yaml()})


def question_of(asked: Asked, words: Words, title: str) -> Question:
    """What is asked, in words and as a key."""
    weights = ", ".join(
        f"{_(OUTCOMES[key]).lower()} {weight}" for key, weight in asked.weights if weight.strip() != "0"
    )
    years, after = (counted(int(number), "year", "years") for number in (asked.years, asked.after))
    pairs = counted(int(asked.pairs), "pair", "pairs")
    said = {"amount": asked.budget, "years": years, "after": after, "pairs": pairs}
    if asked.in_all:
        title = _("{amount} SEK in all for {town}", amount=asked.budget, town=title)
        money = _("{amount} SEK in all for {years}, then {after} looked on; up to {pairs} of runs of a mix.", **said)
    else:
        title = _("{amount} SEK a year for {town}", amount=asked.budget, town=title)
        money = _("{amount} SEK a year for {years}, then {after} looked on; up to {pairs} of runs of a mix.", **said)
    lines = (
        money,
        _("What counts, with its weight: {weights}.", weights=weights),
        *([_("Must be bought: {keys}.", keys=asked.fixed)] if asked.fixed else []),
        *([_("Not to be bought: {keys}.", keys=asked.forbidden)] if asked.forbidden else []),
    )
    return Question(KIND, title, lines, (words.words, words.files[TOWN]))


def advise(words: Words, title: str, months: int, teller: Teller, folder: Path) -> Told:
    """Search, choose and write, results into ``folder``. Raises ``Refused`` and ``Cancelled``."""
    found: Told = in_own_process("bygd-advise", _advised, (words, title), months, folder, teller)
    return found


def _advised(asked: tuple[Words, str], folder: Path, news: News) -> Told:
    from bygd.advise.page import Page
    from bygd.advise.writing import carry_through
    from bygd.cli import advise as command
    from experiments.commands.store import Store

    words, title = asked
    question = command.asked_of(parsed(command.arguments, placed(words, folder)))
    store = Store(folder / "result")
    store.claim()
    said = shown("advise", words)
    head = _("{town}: what to buy for the money", town=title)
    answer = carry_through(
        question,
        store,
        title,
        command=said,
        language=language(),
        bar=lambda todo, done: news.bar("mixes", todo, done),
        say=news.words,
    )
    return Told(html_of(Page(question, answer, head), store.folder), said, FILES)


def html_of(page: object, folder: Path) -> str:
    """The advice as parts of a page, in the order of its report."""
    from bygd.advise.page import Page

    assert isinstance(page, Page)
    parts = [markup.bullets(page.lead()), markup.heading(_("How sure that is")), markup.bullets(page.sure())]
    parts.append(markup.paragraphs([page.value_words()], "note"))
    for heading, sentences in (
        (_("The cheapest step"), [page.step()] if page.step() else []),
        (_("What not to buy"), page.avoid()),
        (_("When the money ends"), page.after()),
    ):
        parts.append(markup.heading(heading) + markup.bullets(sentences) if sentences else "")
    parts.append(markup.heading(_("Side by side")) + markup.table(page.table(), words=True))
    picture = folder / "figures" / "front.svg"
    if picture.is_file():
        alt = _("Mixes by cost and value, each with its interval.")
        parts.append(markup.figure(f"front-{folder.parent.name}", picture.read_text(encoding="utf-8"), alt, wide=True))
    parts.append(markup.folded(_("Each measure by itself"), markup.table(page.alone(), words=True)))
    return "".join(parts)


__all__ = ["KIND", "OUTCOMES", "Asked", "advise", "question_of", "words_of"]
