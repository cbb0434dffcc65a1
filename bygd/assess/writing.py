"""What an assessment leaves in its folder.

town.yaml             the town as assessed: a scenario to keep
arms/ID.yaml          each benchmark raised, to lie on top of it
answers.csv           all benchmarks with the answers
effects.csv           what raising each buys: differences with intervals, and for a million SEK
together.csv          what goes together
figures/              each figure as PNG and SVG
report.html, .md      all of it to read
manifest.json         what was run with which versions and seeds; written last
"""

from __future__ import annotations

from typing import Any

from bygd.assess.arms import Arms
from bygd.assess.carrying import KIND, Result, identity, simulated
from bygd.assess.figures import bought, radar
from bygd.assess.page import Page, html, markdown
from bygd.assess.standing import means
from bygd.assess.tables import answers_csv, effects_csv, together_csv
from bygd.assess.town import file_text
from experiments.attempts import FailedPart, attempt
from experiments.commands.compare import Bar
from experiments.commands.compare_plan import Plan
from experiments.commands.kept import Kept
from experiments.commands.kept_result import ENDING
from experiments.commands.run import Say, now
from experiments.commands.store import Store
from experiments.figures.picture import Rendered, rendered
from experiments.manifest import commit, failure_entries, scenario_entry, versions
from experiments.workers.shared import counted
from experiments.workers.worker import Simulate
from sim.languages import SOURCE, in_language

HEAD = """\
{title} as assessed{date}, written by 'bygd assess'. What the answers say stands in place of what the town's
own file says; what is not known stays as that file has it. Ready pieces for benchmarks that are answered are here,
switched on where the answer is 1 or more; 'bygd compare town.yaml arms/ID.yaml' raises one."""


def carry_through(
    arms: Arms,
    plan: Plan,
    page: Any,
    store: Store,
    *,
    command: str,
    standing: bool = False,
    force: bool = False,
    language: str = SOURCE,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> Page:
    """Simulate what is missing and write everything into ``store``, which must have been claimed. Whatever ends it,
    finished runs are kept: called again, it goes on.

    ``page``: given the result, what the page says, in ``language``; ``standing``: nothing is simulated. Raises
    ``AllFailed`` when every run of the town as assessed failed, ``AnotherResult`` where the folder holds something
    else, ``OSError`` when something cannot be written.
    """
    same = identity(arms, plan)
    with store.opened(KIND, same, force=force):
        store.announce({"kind": KIND, "identity": same})
        started = now()
        result = Result() if standing else simulated(arms, plan, store.folder, bar=bar, simulate=simulate)
        if say is not None:
            say("drawing figures and writing the report")
        with in_language(language):
            made: Page = page(result)
        manifest = {
            "kind": KIND,
            "identity": same,
            "scenario": scenario_entry(plan.base.name, arms.town.assessed),
            "answers": {name: list(answer) for name, answer in made.answers.given.items()},
            "figures": dict(plan.figures),
            "seed": plan.seed,
            "replicates": plan.replicates,
            "months": plan.months,
            "run_now": result.ran,
            "failures": failure_entries(result.outcomes),
            "started": started,
            "finished": now(),
            "seconds": round(sum(one.seconds for one in result.outcomes), 3),
            "shared_pasts": counted(result.outcomes).entry(),
            "posterior": plan.draws.entry() if plan.draws is not None else None,
            "versions": versions(),
            "commit": commit(),
        }
        _write(arms, made, store, manifest, command, language)
    return made


def _write(arms: Arms, page: Page, store: Store, manifest: dict[str, Any], command: str, language: str) -> None:
    failed: list[FailedPart] = []
    with in_language(language):
        figures = _figures(page, failed)
    if failed:
        manifest["not_computed"] = [part.words for part in failed]
    result = page.result
    if result.runs:
        store.note(Kept(store.folder, ENDING).names())
    store.begin(manifest)
    date = f" ({page.answers.date})" if page.answers.date else ""
    store.text("town.yaml", file_text(arms.town.data, HEAD.format(title=page.answers.title, date=date)))
    (store.folder / "arms").mkdir(exist_ok=True)
    for row in arms.open():
        store.text(f"arms/{row.id}.yaml", arms.file_text(row))
    store.text("answers.csv", answers_csv(page.answers, page.before))
    store.text("effects.csv", effects_csv(result))
    store.text("together.csv", together_csv(result))
    store.figures(figures)
    with in_language(language):
        store.text("report.html", html(page, figures, manifest, command))
        store.text("report.md", markdown(page, command))
    store.finish(manifest)


def _figures(page: Page, failed: list[FailedPart]) -> list[Rendered]:
    lines = [(name, means(answers)) for name, answers in page.columns().items()]
    pictures = [
        attempt(failed, "The figure “radar”", "", lambda: rendered(radar(lines))),
        attempt(failed, "The figure “bought”", "", lambda: _rendered_bought(page)),
    ]
    return [one for one in pictures if one is not None]


def _rendered_bought(page: Page) -> Rendered | None:
    picture = bought(page.result.bought, page.pairs)
    return rendered(picture) if picture is not None else None


__all__ = ["carry_through"]
