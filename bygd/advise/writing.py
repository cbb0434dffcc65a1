"""What advice leaves in its folder.

report.html, .md      the advice to read
town.yaml             the town without any of it, over the months of the plan and after
advised.yaml          the town with what is advised: a scenario that runs
mixes.csv             every mix that was simulated, in the search and in the confirmation
figures/              what mixes cost and bring, as PNG and SVG
manifest.json         what was run with which versions and seeds; written last
"""

from __future__ import annotations

from bygd.advise.carrying import KIND, Answer, Asked, answered, scenario_text
from bygd.advise.evaluating import Bar
from bygd.advise.mixes import NOTHING
from bygd.advise.page import Page, figure, html, markdown, mixes_csv
from bygd.advise.reading import ENDING
from bygd.advise.searching import Say
from experiments.attempts import FailedPart, attempt
from experiments.commands.kept import Kept
from experiments.commands.run import now
from experiments.commands.store import Store
from experiments.figures.picture import rendered
from experiments.manifest import commit, failure_entries, scenario_entry, versions
from experiments.workers.worker import Simulate
from sim.languages import SOURCE, _, in_language


def carry_through(
    asked: Asked,
    store: Store,
    title: str,
    *,
    command: str,
    language: str = SOURCE,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> Answer:
    """Simulate what is missing and write everything into ``store``, which must have been claimed. Whatever ends it,
    finished runs are kept: called again, it goes on.

    Raises ``AllFailed`` when the town cannot be simulated, ``AnotherResult`` where the folder holds something else,
    ``OSError`` when something cannot be written.
    """
    same = asked.identity()
    with store.opened(KIND, same, force=asked.force), in_language(language):
        store.announce({"kind": KIND, "identity": same})
        started = now()
        answer = answered(asked, store.folder, bar=bar, say=say, simulate=simulate)
        if say is not None:
            say(_("drawing the figure and writing the report"))
        page = Page(asked, answer, _("{town}: what to buy for the money", town=_(title)))
        failed: list[FailedPart] = []
        picture = attempt(failed, _("The figure “{name}”", name="front"), "", lambda: rendered(figure(page)))
        figures = [picture] if picture is not None else []
        manifest = {
            "kind": KIND,
            "identity": same,
            "scenario": scenario_entry("town", asked.town.base),
            "figures": dict(asked.figures),
            "seed": asked.seed,
            "replicates": asked.pairs,
            "months": asked.town.months,
            "run_now": answer.ran,
            "failures": failure_entries(answer.failed),
            "started": started,
            "finished": now(),
            "seconds": round(answer.seconds, 3),
            "posterior": asked.draws.entry() if asked.draws is not None else None,
            "versions": versions(),
            "commit": commit(),
            **({"not_computed": [part.words for part in failed]} if failed else {}),
        }
        store.note(Kept(store.folder, ENDING).names())
        store.begin(manifest)
        store.text("town.yaml", asked.town.file_text(NOTHING, f"{title}: the town without any of it."))
        store.text("advised.yaml", scenario_text(asked, answer.advice.advised.mix, title))
        store.text("mixes.csv", mixes_csv(page))
        store.figures(figures)
        store.text("report.html", html(page, figures, manifest, command))
        store.text("report.md", markdown(page, command))
        store.finish(manifest)
    return answer


__all__ = ["carry_through"]
