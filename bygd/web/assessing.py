"""What raising each benchmark would buy, as the Checklist page asks it: ``bygd assess`` in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.web import markup
from bygd.web.background import Refused, Teller
from bygd.web.commands import ANSWERS, TOWN, Told, Words, parsed, placed, shown
from bygd.web.own_process import News, in_own_process
from bygd.web.results import Question
from sim.languages import N_, _, language
from sim.words import counted

if TYPE_CHECKING:
    from sim.scenario import Scenario

KIND = "assess"
UNANSWERED = N_("Answer a benchmark below 4 first: there is nothing to raise yet.")
FILES = (
    ("result/report.html", N_("Report (HTML)"), "text/html"),
    ("result/town.yaml", N_("The town as assessed (YAML)"), "application/yaml"),
    ("result/effects.csv", N_("What raising each buys (CSV)"), "text/csv"),
)


def words_of(given: Mapping[str, int], pairs: str, years: str, scenario: Scenario, seed: int) -> Words:
    """The command's words. Raises :class:`~bygd.web.background.Refused` in the command's own words."""
    from bygd.assess.catalogue import MET, by_id
    from bygd.assess.form import form
    from bygd.cli import assess

    if not any(value < MET and by_id()[name].simulable for name, value in given.items()):
        raise Refused(_(UNANSWERED))
    words = [TOWN, ANSWERS, "--years", years, "--pairs", pairs, "--seed", str(seed)]
    parsed(assess.arguments, words)
    return Words(tuple(words), {TOWN: scenario.to_yaml(), ANSWERS: form(ANSWERS, given=given)})


def question_of(words: Words, given: Mapping[str, int], title: str) -> Question:
    """What is asked, in words and as a key."""
    number = counted(len(given), "benchmark", "benchmarks")
    pairs, years = counted(int(words.words[5]), "pair", "pairs"), counted(int(words.words[3]), "year", "years")
    line = _(
        "{benchmarks} answered, in {town}; {pairs} of runs, {years} ahead.",
        benchmarks=number,
        town=title,
        pairs=pairs,
        years=years,
    )
    key = (words.words, words.files[TOWN], tuple(sorted(given.items())))
    return Question(KIND, _("What raising each of {benchmarks} would buy", benchmarks=number), (line,), key)


def assess(words: Words, title: str, months: int, teller: Teller, folder: Path) -> Told:
    """Simulate and write, results into ``folder``. Raises ``Refused`` and ``Cancelled``."""
    found: Told = in_own_process("bygd-assess", _assessed, (words, title), months, folder, teller)
    return found


def _assessed(asked: tuple[Words, str], folder: Path, news: News) -> Told:
    from bygd.assess.answers import read_answers
    from bygd.assess.page import Page
    from bygd.assess.writing import carry_through
    from bygd.cli import assess as command
    from bygd.cli.assessing import arms_of, page_of, plan_of
    from experiments.commands.store import Store

    words, __ = asked
    args = parsed(command.arguments, placed(words, folder))
    answers = read_answers(folder / ANSWERS)
    arms = arms_of(args, answers)
    plan = plan_of(args, arms)
    store = Store(folder / "result")
    store.claim()
    said = shown("assess", words)
    page: Page = carry_through(
        arms,
        plan,
        lambda result: page_of(args, answers, None, [], arms, plan, result),
        store,
        command=said,
        language=language(),
        bar=news.bar,
        say=news.words,
    )
    return Told(html_of(page, store.folder), said, FILES)


def html_of(page: object, folder: Path) -> str:
    """The assessment as parts of a page."""
    from bygd.assess.page import Page

    assert isinstance(page, Page)
    parts = [markup.bullets(page.opening())]
    table = page.table(marked=False)
    if table is None:
        return "".join([*parts, markup.paragraphs([page.nothing()])])
    parts += [markup.heading(_("What raising each would buy")), markup.table(table)]
    parts.append(markup.paragraphs([page.interval], "note"))
    picture = folder / "figures" / "bought.svg"
    if picture.is_file():
        alt = _("What raising each benchmark buys, with intervals.")
        parts.append(markup.figure(f"bought-{folder.parent.name}", picture.read_text(encoding="utf-8"), alt, wide=True))
    together = page.together()
    parts.append(markup.heading(_("What goes together")) + markup.bullets(together) if together else "")
    return "".join(parts)


__all__ = ["KIND", "UNANSWERED", "assess", "question_of", "words_of"]
