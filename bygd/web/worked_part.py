"""The part of the Town page that asks whether what the levers did worked."""

from __future__ import annotations

from functools import partial

import solara

from bygd.web import comparison_setup, markup, worked
from bygd.web.comparison_process import Compared
from bygd.web.desk import Desk
from bygd.web.frame import Frame
from bygd.web.kept_fields import use_kept
from bygd.web.parts.vue import WholeNumber
from bygd.web.pieces import Caveat, Folded, Words
from bygd.web.results import Entry
from bygd.web.results_list import ResultsList, use_results
from bygd.web.speaking import component, spoken
from bygd.web.tagged import tagged
from sim.languages import N_, _, language

BEFORE = N_(
    "Move a lever, and ask here whether it worked: the town with the levers against the same town left alone, in pairs "
    "of runs, with intervals and cost."
)
PACE = comparison_setup.Pace()
"""How fast runs are on this machine: for all sessions, and for the Compare page."""


@component
def DidItWork(frame: Frame, desk: Desk) -> None:
    """One button, and the answers of this session."""
    results = desk.results
    pairs, set_pairs = use_kept(desk.kept, "worked-pairs", worked.PAIRS)
    moved = bool(frame.moves)
    asked = (id(frame.unmoved), frame.moves, frame.coming, frame.seed)  # digests take longer than a frame

    def look() -> tuple[object, str, str]:
        if not moved or frame.coming:  # of a run simulated again, levers are yet to be moved
            return None, "", ""
        plan, problem = worked.plan_of(frame, pairs)
        return plan, problem, worked.time_words(frame, plan, PACE) if plan is not None else ""

    plan, problem, words = solara.use_memo(look, [asked, pairs, language()])
    use_results(results)
    running = results.running(worked.KIND) is not None

    def ask() -> None:
        if plan is not None:
            with spoken():
                results.begin(worked.question_of(frame, plan), partial(worked.work_of, plan, PACE))

    with tagged("section", class_="worked", attributes={"aria-label": _("Did it work?")}):
        solara.HTML("h2", _("Did it work?"))
        if not moved:
            solara.HTML("p", _(BEFORE), classes=["note"])
        else:
            with solara.Div(classes=["row"]):
                solara.Button(_("Did it work?"), on_click=ask, color="primary", disabled=plan is None or running)
                WholeNumber(
                    name="worked-pairs",
                    label=_("Pairs of runs"),
                    value=pairs,
                    low=1,
                    event_given=lambda text: set_pairs(int(text) if text.strip().isdecimal() else 0),
                )
            solara.HTML("p", words, classes=["note"])
        if problem:
            Caveat(problem, error=True)
        key = worked.key_of(plan) if plan is not None else None
        ResultsList(results=results, kind=worked.KIND, now=key, what=_("Comparing"), draw=answer)


def answer(entry: Entry) -> None:
    """The answer in a sentence, then in short."""
    found: Compared = entry.answer
    Words(markup.paragraphs(found.verdicts, "verdict"))
    parts = [markup.bullets(found.section.lead)]
    parts.append(markup.paragraphs([found.section.note] if found.section.note else [], "note"))
    if found.section.caution:
        parts.append(markup.aside(found.section.caution))
    if found.failures:
        parts.append(
            markup.aside(_("Failed and left out, each with its pair: {runs}.", runs="; ".join(found.failures)))
        )
    with Folded(_("What else differs, and how sure that is")):
        Words("".join(parts))
    solara.FileDownload(
        (entry.path / "report.html").read_bytes,
        filename="did-it-work.html",
        label=_("Report (HTML)"),
        mime_type="text/html",
    )


__all__ = ["PACE", "DidItWork"]
