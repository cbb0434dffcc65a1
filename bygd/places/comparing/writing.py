"""What a comparison of places leaves in its folder.

places/KEY.yaml       each place, as 'bygd new --place' writes it
facts.csv             what is known of each, with year and source
outcomes.csv          how each fares, and what the policy changes
why.csv               from the first place to each other, feature by feature
report.html           all of it to read
manifest.json         what was run with which versions and seeds; written last
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bygd.places.comparing.asked import Asked
from bygd.places.comparing.carrying import Result, simulated
from bygd.places.comparing.facts import Fact, facts
from bygd.places.comparing.tables import (
    facts_csv,
    facts_table,
    levels_table,
    outcomes_csv,
    policies_table,
    why_csv,
    why_table,
)
from bygd.places.comparing.words import lead, method
from bygd.places.table import Table
from experiments.commands.compare import Bar
from experiments.commands.kept import Kept
from experiments.commands.kept_result import ENDING
from experiments.commands.run import Say, now
from experiments.commands.store import Store
from experiments.manifest import commit, failure_entries, versions
from experiments.outcomes.wording import listed
from experiments.report.template import fill
from experiments.workers.shared import counted
from experiments.workers.worker import Simulate
from sim.languages import SOURCE, in_language

KIND = "places"


def carry_through(
    asked: Asked,
    table: Table,
    store: Store,
    *,
    command: str,
    force: bool = False,
    language: str = SOURCE,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> Result:
    """Simulate what is missing and write everything into ``store``, which must have been claimed. Whatever ends it,
    finished runs are kept: called again, it goes on. ``language``: of the page; files of data are in English.

    Raises ``AllFailed`` where a place has no run left, ``AnotherResult`` where the folder holds something else,
    ``ScenarioError`` for a town between two places that cannot be, ``OSError`` where something cannot be written.
    """
    same, arms = asked.identity(), asked.arms()
    with store.opened(KIND, same, force=force):
        store.announce({"kind": KIND, "identity": same})
        started = now()
        result = simulated(asked, arms, store.folder, bar=bar, simulate=simulate)
        if say is not None:
            say("writing the report")
        known = facts(table, [town.row for town in asked.towns])
        manifest = {
            "kind": KIND,
            "identity": same,
            "places": {town.row.id: town.name for town in asked.towns},
            "policy": asked.policy,
            "seed": asked.seed,
            "replicates": asked.pairs,
            "months": asked.months,
            "run_now": result.ran,
            "failures": failure_entries(result.outcomes),
            "started": started,
            "finished": now(),
            "seconds": round(sum(one.seconds for one in result.outcomes), 3),
            "shared_pasts": counted(result.outcomes).entry(),
            "table_made": table.made,
            "versions": versions(),
            "commit": commit(),
        }
        store.note(Kept(store.folder, ENDING).names())
        store.begin(manifest)
        (store.folder / "places").mkdir(exist_ok=True)
        for town in asked.towns:
            store.text(f"places/{town.key}.yaml", town.text)
        store.text("facts.csv", facts_csv(known))
        store.text("outcomes.csv", outcomes_csv(asked, result))
        store.text("why.csv", why_csv(asked, result))
        with in_language(language):
            said = facts(table, [town.row for town in asked.towns])
            store.text("report.html", html(asked, table, said, result, manifest, command))
        store.finish(manifest)
    return result


def html(
    asked: Asked, table: Table, known: Sequence[Fact], result: Result, manifest: dict[str, Any], command: str
) -> str:
    """The page: one file, nothing fetched from anywhere, everything escaped."""
    licences = {town.row.country: table.licences(town.row.country) for town in asked.towns}
    return fill(
        "places.html",
        (),
        title=listed([town.name for town in asked.towns]),
        asked=asked,
        lead=lead(asked, result),
        published=facts_table(asked, known, published=True),
        in_file=facts_table(asked, known, published=False),
        levels=levels_table(asked, result),
        policies=policies_table(asked, result),
        why=[why_table(asked, result, way.other.key) for way in result.ways if _told(result, way.other.key)],
        method=method(asked),
        warnings=[(town.name, town.warnings) for town in asked.towns if town.warnings],
        licences="; ".join(dict.fromkeys(words for some in licences.values() for words in some)),
        failed=len(result.failed),
        manifest=manifest,
        command=command,
    )


def _told(result: Result, other: str) -> bool:
    return any(other in one.why for one in result.answers)


__all__ = ["KIND", "carry_through", "html"]
