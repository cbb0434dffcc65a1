"""The Compare page: a base and up to six policies with the same random draws, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import solara

from bygd.web import comparison_setup, markup, worked
from bygd.web.comparison_process import Compared
from bygd.web.comparison_setup import MOST_POLICIES
from bygd.web.kept_fields import use_kept
from bygd.web.parts.vue import Choose, TextField, WholeNumber
from bygd.web.pieces import Caveat, Frame, Words
from bygd.web.policies import Asked, Policy, changes_of, planned, question_of
from bygd.web.policy_fields import PolicyFields
from bygd.web.results import Entry
from bygd.web.results_list import ResultsList, use_results
from bygd.web.speaking import component, spoken
from bygd.web.tagged import tagged
from bygd.web.worked_part import PACE
from sim.languages import N_, _, language

if TYPE_CHECKING:
    from bygd.web.desk import Desk
    from experiments.commands.compare_plan import Plan
    from sim.scenario import Scenario

SENTENCE = N_(
    "A base, A, and up to six policies against it. All simulations use the same random draws, so differences come from "
    "what was changed; each has its interval."
)
UNMOVED = N_("Move a lever, or pick another setting: so far B is the same as A.")
UNMOVED_OF_SEVERAL = N_(
    "Move a lever of each policy, or pick another setting for it: so far one of them is the same as A."
)
REPEAT = N_("With the scenario files in one folder, this command gives the same numbers:")
BUDGETS = {
    "": N_("each spends what it costs"),
    "smallest": N_("all what the cheapest policy spends"),
    "sek": N_("a sum of mine"),
}
OWN_SUM = "1000000"


@component
def ComparePage(scenario: Scenario, seed: int, desk: Desk) -> None:
    """``scenario``: as the controls have it. What was asked and answered stays for the session."""
    first = Asked(comparison_setup.CONTROLS, (Policy(),), comparison_setup.REPLICATES, scenario.months)
    asked, ask = use_kept(desk.kept, "compare", first)
    at, turn_to = use_kept(desk.kept, "compare-policy", 0)
    use_results(desk.results)
    plan, problem = solara.use_memo(
        lambda: planned(asked, scenario, seed), [asked, scenario.digest(), seed, language()]
    )
    told = solara.use_memo(
        lambda: about(plan) if plan is not None else "", [asked, scenario.digest(), seed, language()]
    )
    at = min(at, len(asked.policies) - 1)

    def put(policy: Policy) -> None:
        ask(asked._replace(policies=(*asked.policies[:at], policy, *asked.policies[at + 1 :])))

    def begin() -> None:
        if plan is not None:
            with spoken():
                desk.results.begin(question_of(plan), partial(worked.work_of, plan, PACE))

    with Frame(_("Compare"), _(SENTENCE)):
        with solara.Div(classes=["sides"]):
            Choose(
                name="compare-a",
                label=_("A, the base"),
                options=comparison_setup.options(),
                value=asked.base,
                event_chosen=lambda key: ask(
                    asked._replace(base=key, policies=tuple(one._replace(levers=()) for one in asked.policies))
                ),
            )
        Policies(asked, at, ask, turn_to)
        PolicyFields(policy=asked.policies[at], base=asked.base, place=at, controls=scenario, put=put)
        HowOften(asked, ask)
        if plan is not None:
            Words(told)
        elif problem:
            Caveat(problem, error=True)
        else:
            Words(markup.paragraphs([_(UNMOVED if len(asked.policies) == 1 else UNMOVED_OF_SEVERAL)]))
        running = desk.results.running("compare") is not None
        solara.Button(_("Compare"), on_click=begin, disabled=plan is None or running, color="primary")
        key = worked.key_of(plan) if plan is not None else None
        ResultsList(results=desk.results, kind="compare", now=key, what=_("Comparing"), draw=found_parts)


def about(plan: Plan) -> str:
    """What each policy changes, in words and as a file has it, and how long it takes (HTML)."""
    parts = []
    for place, (name, words, lines) in enumerate(changes_of(plan)):
        who = "B" if len(plan.policies) == 1 else f"{letter(place)} ({name})"
        parts.append(markup.heading(_("{policy} differs from A by", policy=who)) + markup.bullets(words))
        parts.append(markup.folded(_("As a scenario file has it"), markup.bullets(lines)))
    parts.append(markup.paragraphs([comparison_setup.expectation(plan, PACE)]))
    return "".join(parts)


def letter(place: int) -> str:
    """B for the first policy."""
    return chr(ord("B") + place)


@component
def Policies(asked: Asked, at: int, ask: Callable[[Asked], None], turn_to: Callable[[int], None]) -> None:
    """Which policy the fields below are of; another one; one less."""

    def add() -> None:
        ask(asked._replace(policies=(*asked.policies, Policy())))
        turn_to(len(asked.policies))

    def remove() -> None:
        ask(asked._replace(policies=(*asked.policies[:at], *asked.policies[at + 1 :])))
        turn_to(max(0, at - 1))

    with tagged("div", class_="row policies", attributes={"role": "group", "aria-label": _("Policies")}):
        if len(asked.policies) > 1:
            for place, policy in enumerate(asked.policies):
                words = f"{letter(place)}{f': {policy.name}' if policy.name else ''}"
                PolicyTab(words, place == at, partial(turn_to, place)).key(f"policy-{place}")
            solara.Button(_("Remove {policy}", policy=letter(at)), on_click=remove, outlined=True)
        if len(asked.policies) < MOST_POLICIES:
            solara.Button(_("Add a policy"), on_click=add, outlined=True)


@component
def PolicyTab(words: str, chosen: bool, choose: Callable[[], None]) -> None:
    """One of the policies, to look at its fields."""
    attributes = {"type": "button", "aria-pressed": str(chosen).lower()}
    button = tagged("button", children=[words], attributes=attributes)
    solara.v.use_event(button, "click", lambda *__: choose())


@component
def HowOften(asked: Asked, ask: Callable[[Asked], None]) -> None:
    """Pairs, length, budgets and sets of parameters."""

    def number(name: str, text: str) -> None:
        changes: dict[str, Any] = {name: int(text) if text.strip().isdecimal() else -1}
        ask(asked._replace(**changes))

    def whole(name: str, label: str, field: str) -> None:
        WholeNumber(name=name, label=label, value=getattr(asked, field), low=0, event_given=partial(number, field)).key(
            name
        )

    budget = asked.budget if asked.budget in ("", "smallest") else "sek"
    with solara.Div(classes=["row"]):
        whole("replicates", _("Runs with each set") if asked.sets else _("Pairs of runs"), "replicates")
        whole("compare-months", _("Months"), "months")
        Choose(
            name="compare-budget",
            label=_("Budgets"),
            options=[(key, _(words)) for key, words in BUDGETS.items()],
            value=budget,
            event_chosen=lambda key: ask(asked._replace(budget=OWN_SUM if key == "sek" else key)),
        )
        if budget == "sek":
            TextField(
                name="compare-sum",
                label=_("The most that each may spend, SEK"),
                value=asked.budget,
                event_given=lambda text: ask(asked._replace(budget=text or "0")),
            )
        whole("compare-sets", _("Sets of parameters from the posterior (0: none)"), "sets")


def found_parts(entry: Entry) -> None:
    """What came of it: in short, how sure, pictures, all outcomes, and files to take along."""
    found: Compared = entry.answer
    folder = entry.path
    Words(found_html(found, entry.number))
    Words(markup.heading(_("Take it along")))
    with solara.Div(classes=["row"]):
        solara.FileDownload(
            (folder / "report.html").read_bytes,
            filename="comparison.html",
            label=_("Report (HTML)"),
            mime_type="text/html",
        )
        for side, (name, text) in zip("ABCDEFG", found.files.items(), strict=False):
            solara.FileDownload(
                text, filename=name, label=_("Scenario {arm} (YAML)", arm=side), mime_type="application/yaml"
            )
        solara.FileDownload(
            partial(comparison_setup.bundle, found.files, found.command, folder),
            filename="comparison.zip",
            label=_("Everything (ZIP)"),
            mime_type="application/zip",
        )
    Words(markup.paragraphs([_(REPEAT)]) + markup.command(found.command))


def found_html(found: Compared, number: int = 1) -> str:
    """The findings of a comparison as parts of the page. ``number``: of the result, for names of its figures."""
    parts = []
    for place, (section, said) in enumerate(zip(found.sections, found.verdicts, strict=True)):
        head = _("{letter} ({policy}) against A ({base})", letter=letter(place), policy=section.name, base=found.base)
        parts.append(markup.heading(head))
        parts.append(markup.paragraphs([said], "verdict") + markup.bullets(section.lead))
    parts.append(markup.table(found.ranking, words=True) if found.ranking is not None else "")
    parts.append(markup.bullets(found.notes) if found.notes else "")
    first = found.section
    parts.append(markup.paragraphs([first.note] if first.note else [], "note"))
    if first.caution:
        parts.append(markup.aside(first.caution))
    if found.failures:
        parts.append(
            markup.aside(_("Failed and left out, each with its pair: {runs}.", runs="; ".join(found.failures)))
        )
    parts.append(
        markup.aside(
            _("{fit}: read directions and orders of magnitude, not forecasts for a real place.", fit=markup.fit_words())
        )
    )
    parts += [
        markup.figure(f"{one.name}-{number}", one.svg, one.alt, one.reading, wide=True, title=one.title)
        for one in found.figures
    ]
    for place, section in enumerate(found.sections):
        outcomes = _("Every outcome")
        if len(found.sections) > 1:
            outcomes = _("Every outcome of {letter} ({policy})", letter=letter(place), policy=section.name)
        parts.append(markup.heading(outcomes) + markup.bullets(section.sentences))
        parts.append(markup.heading(_("What one more costs")) + markup.bullets(section.costs))
        parts.append(markup.heading(_("In numbers")) + markup.table(section.table))
    return "".join(parts)


__all__ = ["ComparePage", "found_html"]
