"""The Checklist page: the benchmarks of a self-assessment, answered one by one, and how the municipality stands."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import solara

from bygd.assess.answers import Answer, Answers, read_answers
from bygd.assess.catalogue import DIMENSIONS, MET, benchmarks
from bygd.assess.figures import radar
from bygd.assess.form import form
from bygd.assess.page import lists, opening
from bygd.assess.standing import means
from bygd.web import assessing, markup
from bygd.web.background import Refused
from bygd.web.kept_fields import use_kept
from bygd.web.parts.vue import Choose, TextField, Upload
from bygd.web.pieces import Caveat, Frame, Words
from bygd.web.results_list import ResultsList, use_results
from bygd.web.speaking import component, spoken
from bygd.web.told_part import told_parts
from sim.languages import N_, _, language
from sim.scenario import ScenarioError

if TYPE_CHECKING:
    from bygd.web.desk import Desk
    from sim.scenario import Scenario

SENTENCE = N_(
    "How does a municipality stand? 68 statements, each answered from 0 (not) to 4 (met), or left as not known."
)
REPEAT = N_("With the answers and a town's file in one folder, this says what raising each benchmark would buy:")
COMMAND = "bygd assess my-town.yaml answers.yaml"
BRING = N_("Answers taken along before, or written by hand; they take the place of those here.")
TITLE = N_("The municipality")
PAIRS, YEARS, MONTHS = "20", "5", 12
RAISING = N_(
    "Each answered benchmark that the model can simulate and that is below 4 is raised to met by itself in {title}, "
    "and compared with the town as assessed. That takes minutes; the town is the one watched, as its file has it."
)
LARGEST = 1_000_000
VALUES = {"": N_("not known"), "0": N_("0 not"), "1": "1", "2": N_("2 partly"), "3": "3", str(MET): N_("4 met")}
GIVEN: Any = solara.reactive({})
"""Answers of this session by id: they stay when the page is left."""


@component
def ChecklistPage(scenario: Scenario, seed: int, desk: Desk) -> None:
    """``scenario``: the town, as the controls have it; simulated only when asked."""
    letter, turn_to = solara.use_state(next(iter(DIMENSIONS)))
    problem, set_problem = solara.use_state("")
    given: Mapping[str, int] = GIVEN.value

    def answer(name: str, value: str) -> None:
        others = {key: held for key, held in given.items() if key != name}
        GIVEN.value = {**others, name: int(value)} if value else others

    def bring(file: dict[str, Any]) -> None:
        try:
            with spoken():
                GIVEN.value = brought(str(file.get("name") or "answers.yaml"), str(file.get("text") or ""))
            set_problem("")
        except ScenarioError as error:
            set_problem(str(error))

    with Frame(_("Checklist"), _(SENTENCE)):
        Choose(
            name="dimension",
            label=_("Dimension"),
            options=[(key, _(name)) for key, name in DIMENSIONS.items()],
            value=letter,
            event_chosen=turn_to,
        )
        with solara.Div(classes=["sides"]):
            for row in benchmarks():
                if row.id[0] == letter:
                    Choose(
                        name=f"answer-{row.id}",
                        label=f"{row.id}  {_(row.ask)}",
                        options=[(key, _(words)) for key, words in VALUES.items()],
                        value=str(given.get(row.id, "")),
                        event_chosen=partial(answer, row.id),
                    ).key(f"answer-{row.id}")
        Words(standing_html(given))
        Words(markup.heading(_("Take it along")))
        with solara.Div(classes=["row"]):
            solara.FileDownload(
                form("answers.yaml", given=given),
                filename="answers.yaml",
                label=_("Answers (YAML)"),
                mime_type="application/yaml",
            )
            Upload(
                name="answers", label=_("A filled-in form (YAML)"), note=_(BRING), largest=LARGEST, event_brought=bring
            )
        if problem:
            Caveat(problem, error=True)
        Words(markup.paragraphs([_(REPEAT)]) + markup.command(COMMAND))
        Raising(given, scenario, seed, desk)


@component
def Raising(given: Mapping[str, int], scenario: Scenario, seed: int, desk: Desk) -> None:
    """What raising each benchmark would buy in the town that is watched."""
    pairs, set_pairs = use_kept(desk.kept, "assess-pairs", PAIRS)
    years, set_years = use_kept(desk.kept, "assess-years", YEARS)
    use_results(desk.results)

    def look() -> tuple[object, str]:
        try:
            return assessing.words_of(given, pairs, years, scenario, seed), ""
        except Refused as refusal:
            return None, str(refusal)

    words, problem = solara.use_memo(look, [dict(given), pairs, years, scenario.digest(), seed, language()])
    title = _(scenario.title) if scenario.title else _("this town")
    question = assessing.question_of(words, given, title) if words is not None else None

    def begin() -> None:
        if question is not None:
            desk.results.begin(question, partial(assessing.assess, words, title, MONTHS * int(years)))

    Words(markup.heading(_("What would raising each buy?")) + markup.paragraphs([_(RAISING, title=title)], "note"))
    with solara.Div(classes=["row"]):
        TextField(name="assess-pairs", label=_("Pairs of runs"), value=pairs, event_given=set_pairs)
        TextField(name="assess-years", label=_("Years ahead"), value=years, event_given=set_years)
        running = desk.results.running(assessing.KIND) is not None
        solara.Button(_("Simulate it"), on_click=begin, disabled=question is None or running, color="primary")
    if problem:
        Caveat(problem)
    now = question.key if question is not None else None
    ResultsList(results=desk.results, kind=assessing.KIND, now=now, what=_("Raising benchmarks"), draw=told_parts)


def brought(name: str, text: str) -> dict[str, int]:
    """The answers in a file that somebody brings along. Raises ``ScenarioError``."""
    with tempfile.TemporaryDirectory(prefix="bygd-answers-") as folder:
        path = Path(folder) / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            found = read_answers(path)
        except ScenarioError as error:
            raise ScenarioError(str(error).replace(str(path), Path(name).name)) from None
    return {key: answer.value for key, answer in found.given.items()}


def standing_html(given: Mapping[str, int]) -> str:
    """How the municipality stands, in words and as a radar."""
    answers = Answers(_(TITLE), "", "", {row.id: Answer(given[row.id]) for row in benchmarks() if row.id in given})
    words = markup.heading(_("How it stands")) + markup.paragraphs([" ".join(opening(answers))])
    if not given:
        return words
    picture = markup.drawn(radar([(_(TITLE), means(answers))]), "radar")
    said = "".join(markup.paragraphs([_("{head}: {named}.", head=head, named=named)]) for head, named in lists(answers))
    return f'{words}<div class="sides"><div>{picture}</div><div>{said}</div></div>'


__all__ = ["ChecklistPage", "brought", "standing_html"]
