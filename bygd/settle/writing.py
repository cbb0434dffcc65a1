"""What a matching leaves in its folder.

report.html, .md      the answer to read
today.yaml            the region, its assigned streams told apart by kind and place, settled by today's rule
matched.yaml          the same streams, each settled where it is matched to: a scenario that runs
assignment.csv        every kind of household and place: how many a year by both rules, and the estimates
effects.csv           groups and places by both rules, with intervals
figures/              who gains, as PNG and SVG
manifest.json         what was run with which versions and seeds; written last
"""

from __future__ import annotations

from bygd.settle.carrying import KIND, Answer, Asked, answered
from bygd.settle.evaluating import Bar
from bygd.settle.following import ENDING
from bygd.settle.page import Page, assignment_csv, effects_csv, figure, html, markdown
from experiments.attempts import FailedPart, attempt
from experiments.commands.kept import Kept
from experiments.commands.run import now
from experiments.commands.store import Store
from experiments.figures.picture import rendered
from experiments.manifest import commit, failure_entries, scenario_entry, versions
from sim.languages import SOURCE, _, in_language

TODAY = (
    "{title}. The streams that municipalities house are told apart by kind of household\n"
    "and place, and settled by today's rule, as before."
)
MATCHED = (
    "{title}. Each stream is settled in the place that its kind is matched to\n"
    "(where no home is free there, in one of the next best). Against today's rule, with the same households:\n"
    "  bygd compare today.yaml matched.yaml"
)


def carry_through(
    asked: Asked,
    store: Store,
    title: str,
    *,
    command: str,
    language: str = SOURCE,
    bar: Bar | None = None,
    say: object = None,
) -> Answer:
    """Simulate what is missing and write everything into ``store``, which must have been claimed. Whatever ends it,
    finished runs are kept: called again, it goes on. ``title``: of the region; ``language``: of report and figure.

    Raises ``AllFailed`` when the region cannot be simulated, ``NoMatching`` where quotas cannot be kept,
    ``AnotherResult`` where the folder holds something else, ``OSError`` when something cannot be written.
    """
    same = asked.identity()
    with store.opened(KIND, same, force=asked.force), in_language(language):
        store.announce({"kind": KIND, "identity": same})
        started = now()
        answer = answered(asked, store.folder, bar=bar)
        if callable(say):
            say("drawing the figure and writing the report")
        page = Page(asked, answer, _("{region}: settlement matched to places", region=_(title)))
        failed: list[FailedPart] = []
        picture = attempt(failed, _("The figure “{name}”", name="groups"), "", lambda: rendered(figure(page)))
        figures = [picture] if picture is not None else []
        manifest = {
            "kind": KIND,
            "identity": same,
            "scenario": scenario_entry("region", asked.region.base),
            "figures": dict(asked.figures),
            "seed": asked.seed,
            "replicates": asked.pairs,
            "months": asked.region.base.months,
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
        named = f"{title}: settlement matched to places"
        store.text("today.yaml", asked.region.file_text(answer.sent, TODAY.format(title=named), matched=False))
        store.text("matched.yaml", asked.region.file_text(answer.sent, MATCHED.format(title=named), matched=True))
        store.text("assignment.csv", assignment_csv(page))
        store.text("effects.csv", effects_csv(page))
        store.figures(figures)
        store.text("report.html", html(page, figures, manifest, command))
        store.text("report.md", markdown(page, command))
        store.finish(manifest)
    return answer


__all__ = ["carry_through"]
