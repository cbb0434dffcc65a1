"""The Compare page: two settings with the same random draws, and what differs between them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import solara

from bygd.web import comparison_setup, markup
from bygd.web.background import Refused, Teller, in_words
from bygd.web.comparison_levers import handled, moved, standing
from bygd.web.comparison_process import Compared, compare
from bygd.web.levers import FUNDING, LASTING, levers_of
from bygd.web.parts.lines import Lines
from bygd.web.parts.vue import Choose, LeverInput, WholeNumber
from bygd.web.pieces import Caveat, Folded, Frame, UnderWay, Words, use_background
from sim.scenario import ScenarioError

if TYPE_CHECKING:
    from experiments.commands.compare_plan import Plan
    from sim.scenario import Scenario

SENTENCE = (
    "Two settings, B against A. Both simulations use the same random draws, so differences come from "
    "what was changed; each has its interval."
)
CHANGED_HELP = (
    "Levers of B, set from the first month on; what the scenario changes later on stays. Where "
    "they are not moved, B is as A."
)
UNMOVED = "Move a lever of B, or pick another setting for it: so far B is the same as A."
ANYTHING = "One a line, as path=value: any field of a scenario file, such as meeting.free_hours=40."
REPEAT = "With the two scenario files in one folder, this command gives the same numbers:"
THREE = 3
"""Levers that stand open; the others are folded away."""
PACE = comparison_setup.Pace()
"""How fast runs are on this machine: for all sessions."""


class Asked(NamedTuple):
    """What stands in the fields."""

    base: str
    policy: str
    levers: tuple[tuple[str, float], ...]
    lines: str
    replicates: int
    months: int


class Job(NamedTuple):
    """A comparison that was begun, with the folder of its results."""

    number: int
    plan: Plan
    folder: tempfile.TemporaryDirectory[str]


@solara.component
def ComparePage(scenario: Scenario, seed: int) -> None:
    """``scenario``: as the controls have it. Whoever leaves the page ends what runs; results are kept in a
    folder that goes with the page."""
    asked, set_asked = solara.use_state(
        Asked(comparison_setup.CONTROLS, comparison_setup.CHANGED, (), "", comparison_setup.REPLICATES, scenario.months)
    )
    job, set_job = solara.use_state(None)
    plan, problem = solara.use_memo(lambda: planned(asked, scenario, seed), [asked, scenario.digest(), seed])

    def work(teller: Teller) -> Compared:
        found = compare(job.plan, Path(job.folder.name), teller)
        PACE.learn(job.plan, found.run_seconds)
        return found

    comparison = use_background(work if job else None, [job.number if job else 0])
    found = comparison.standing.value
    solara.use_effect(lambda: job.folder.cleanup if job else None, [job.number if job else 0])

    def begin() -> None:
        folder = tempfile.TemporaryDirectory(prefix="bygd-compare-", ignore_cleanup_errors=True)
        set_job(Job(job.number + 1 if job else 1, plan, folder))

    with Frame("Compare", SENTENCE):
        Fields(asked, set_asked, scenario)
        if plan is not None:
            Words(
                markup.heading("B differs from A by")
                + markup.bullets(changes(plan))
                + markup.paragraphs([comparison_setup.expectation(plan, PACE)])
            )
        elif problem:
            Caveat(problem, error=True)
        else:
            Words(markup.paragraphs([UNMOVED]))
        if not comparison.standing.running:
            solara.Button("Compare", on_click=begin, disabled=plan is None, color="primary")
        UnderWay(comparison, "Comparing", again=False)
        if found is not None and job is not None:
            Found(found, job)


def planned(asked: Asked, controls: Scenario, seed: int) -> tuple[Plan | None, str]:
    """The comparison that is asked for; or why there is none, in words."""
    try:
        base = comparison_setup.setting(asked.base, controls)
        if asked.policy == comparison_setup.CHANGED:
            base, handles = handled(base)
            policy = comparison_setup.with_changes(moved(base, handles, dict(asked.levers)), asked.lines)
            if policy.digest() == base.digest():
                return None, ""
        else:
            policy = comparison_setup.setting(asked.policy, controls)
        return comparison_setup.plan_of(
            (asked.base, base), (asked.policy, policy), seed=seed, replicates=asked.replicates, months=asked.months
        ), ""
    except (ScenarioError, Refused) as error:
        return None, in_words(error)


def changes(plan: Plan) -> list[str]:
    """What B changes, in lines."""
    from experiments.comparison.result import changes_between

    return comparison_setup.changes_in_words(changes_between(plan.base.scenario, plan.policies[0].scenario))


@solara.component
def Fields(asked: Asked, ask: Callable[[Asked], None], controls: Scenario) -> None:
    """What is compared with what, how often and how long."""

    def put(**changes: Any) -> None:
        ask(asked._replace(**changes))

    def number(name: str, text: str) -> None:
        put(**{name: int(text) if text.strip().isdecimal() else 0})

    settings = comparison_setup.options()
    with solara.Div(classes=["sides"]):
        Choose(
            name="compare-a",
            label="A, the base",
            options=settings,
            value=asked.base,
            event_chosen=lambda key: put(base=key, levers=()),
        )
        Choose(
            name="compare-b",
            label="B, compared with it",
            value=asked.policy,
            options=[(comparison_setup.CHANGED, "A with levers moved"), *settings],
            event_chosen=lambda key: put(policy=key),
        )
    if asked.policy == comparison_setup.CHANGED:
        MovedLevers(asked, put, controls)
    with solara.Div(classes=["row"]):
        WholeNumber(
            name="replicates",
            label="Pairs of runs",
            value=asked.replicates,
            low=1,
            event_given=partial(number, "replicates"),
        )
        WholeNumber(
            name="compare-months", label="Months", value=asked.months, low=1, event_given=partial(number, "months")
        )


@solara.component
def MovedLevers(asked: Asked, put: Callable[..., None], controls: Scenario) -> None:
    """The levers of B, and a field for everything else."""

    def look() -> tuple[list[tuple[Any, float, str]], str]:
        try:
            base, handles = handled(comparison_setup.setting(asked.base, controls))
        except (ScenarioError, Refused) as error:
            return [], in_words(error)
        return [(lever, standing(lever, base, handles), lever.help_in(base)) for lever in levers_of(handles)], ""

    levers, problem = solara.use_memo(look, [asked.base, controls.digest()])
    values = dict(asked.levers)
    pressed, set_pressed = solara.use_state({})

    def move(key: str, press: dict[str, Any]) -> None:
        put(levers=tuple({**values, key: float(press["value"])}.items()))
        set_pressed(lambda held: {**held, key: int(press["press"])})

    if problem:
        Caveat(problem, error=True)
    Words(markup.paragraphs([CHANGED_HELP], "note"))

    def lever_input(lever: Any, at_start: float, help_: str) -> Any:
        return LeverInput(
            name=f"b-{lever.key}",
            label=lever.label,
            help=help_,
            about=[],
            unit=lever.unit,
            stops=list(lever.stops((at_start,))),
            scale=lever.scale,
            value=values.get(lever.key, at_start),
            own=at_start,
            endless=LASTING if lever.key == FUNDING else 1e9,
            echo=pressed.get(lever.key, 0),
            disabled=False,
            event_moved=partial(move, lever.key),
        ).key(f"b-{asked.base}-{lever.key}")

    with solara.Div(classes=["levers"]):
        for one in levers[:THREE]:
            lever_input(*one)
    with Folded(f"{len(levers[THREE:])} more levers"), solara.Div(classes=["levers"]):
        for one in levers[THREE:]:
            lever_input(*one)
    with Folded("Change anything else"):
        Lines(
            name="compare-changes",
            label="Other changes in B",
            help=ANYTHING,
            value=asked.lines,
            event_given=lambda text: put(lines=text),
        )


@solara.component
def Found(found: Compared, job: Job) -> None:
    """What came of it: in short, how sure, pictures, all outcomes, and files to take along."""
    folder = Path(job.folder.name)
    Words(found_html(found))
    Words(markup.heading("Take it along"))
    with solara.Div(classes=["row"]):
        solara.FileDownload(
            partial(read, folder / "report.html"),
            filename="comparison.html",
            label="Report (HTML)",
            mime_type="text/html",
        )
        for side, (name, text) in zip("AB", comparison_setup.files_of(job.plan).items(), strict=True):
            solara.FileDownload(text, filename=name, label=f"Scenario {side} (YAML)", mime_type="application/yaml")
        solara.FileDownload(
            partial(comparison_setup.bundle, job.plan, folder),
            filename="comparison.zip",
            label="Everything (ZIP)",
            mime_type="application/zip",
        )
    Words(markup.paragraphs([REPEAT]) + markup.command(found.command))


def read(path: Path) -> bytes:
    return path.read_bytes()


def found_html(found: Compared) -> str:
    """The findings of a comparison as parts of the page."""
    section, parts = found.section, [markup.heading(f"B ({found.section.name}) against A ({found.base})")]
    parts.append(markup.bullets(section.lead))
    parts.append(markup.paragraphs([section.note] if section.note else [], "note"))
    if section.caution:
        parts.append(markup.aside(section.caution))
    if found.failures:
        parts.append(markup.aside(f"Failed and left out, each with its pair: {'; '.join(found.failures)}."))
    parts.append(
        markup.aside(f"{markup.fit_words()}: read directions and orders of magnitude, not forecasts for a real place.")
    )
    parts += [markup.figure(one.name, one.svg, one.alt, one.reading, wide=True) for one in found.figures]
    parts.append(markup.heading("Every outcome") + markup.bullets(section.sentences))
    parts.append(markup.heading("What one more costs") + markup.bullets(section.costs))
    parts.append(markup.heading("In numbers") + markup.table(section.table))
    return "".join(parts)


__all__ = ["ComparePage", "found_html", "planned"]
