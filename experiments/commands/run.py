"""One scenario, some replicates, a folder of results: the whole way."""

from __future__ import annotations

import contextlib
import datetime
import functools
import importlib
import shlex
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.commands.figure_workers import Studio
from experiments.commands.identity import model, plain
from experiments.commands.kept import Bar, Kept, key_for, outcomes_of
from experiments.commands.kept_history import ENDING, FORMAT, KeptHistory, packed
from experiments.commands.repeating import language_words, replicate_words, setting_words
from experiments.commands.store import WORKING_FOLDER as WORKING
from experiments.commands.store import Store
from experiments.posterior import Draws
from experiments.workers.limits import NO_LIMITS, Limits
from experiments.workers.run import Outcome, Run, replicates_of
from experiments.workers.runner import drawn
from experiments.workers.shared import counted
from experiments.workers.worker import Order, Recipe, Simulate
from sim.languages import SOURCE, in_language
from sim.words import counted as numbered

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from experiments.outcomes.findings import Findings, Panels
    from sim.scenario import Scenario

KIND, MONTHS = "run", 12
Say = Callable[[str], None]
Mapped = Callable[["Findings", "Scenario"], "Rendered | None"]
"""Draws the places on a map; None where they are not real."""


@dataclass(frozen=True)
class Experiment:
    """What to run."""

    scenario: Scenario
    """With the settings applied."""
    name: str
    """What the scenario is called in files: its file's name without ending."""
    seed: int
    replicates: int
    months: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What was changed in the file."""
    jobs: int = 1
    threads: int = 1
    lives: int = 0
    draws: Draws | None = None
    """Sets of parameters to simulate it with; ``replicates`` is then theirs."""
    file: str = ""
    """How a command names the scenario; empty: its name with ``.yaml``."""
    limits: Limits = NO_LIMITS
    """Of each run."""
    force: bool = False
    """Whether another result in the folder may be replaced."""
    language: str = SOURCE
    """Of the report and its figures: no part of what tells two results apart."""
    figures: Mapping[str, int] = field(default_factory=dict)
    """How many figures of the file are measured, converted and assumed, where it says so; the report tells."""

    def identity(self) -> dict[str, Any]:
        """What all runs in the folder have in common."""
        return {
            "model": model(),
            "seed": self.seed,
            "months": self.months,
            "draws": drawn_from(self.draws),
            "scenario": self._text,
        }

    @functools.cached_property
    def _text(self) -> str:
        """The scenario as text, which takes a tenth of a second to write."""
        return plain(self.scenario)

    def command(self) -> str:
        """The command that makes the same results."""
        words = [
            "bygd",
            "run",
            self.file or f"{self.name}.yaml",
            *replicate_words(self.replicates, self.draws, self.seed, self.months),
            "--lives",
            str(self.lives),
            *language_words(self.language),
        ]
        words += setting_words(self.settings)
        if self.draws is not None:
            words += self.draws.command()
        return shlex.join(words)


class AllFailed(RuntimeError):
    """No replicate finished; the message tells the first failure."""

    def __init__(self, first: Outcome) -> None:
        self.impossible = first.stage == "scenario"
        """Whether the scenario is to blame."""
        super().__init__(
            first.error if self.impossible else f"every run failed; the first at {first.stage}: {first.error}"
        )


def drawn_from(draws: Draws | None) -> str:
    """Where parameters come from, for an identity."""
    return "none" if draws is None else f"{draws.source}, {numbered(draws.each, 'run', 'runs')} each"


def carry_through(
    experiment: Experiment,
    store: Store,
    *,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
    mapped: Mapped | None = None,
) -> list[Outcome]:
    """Run the replicates that are not there yet and write everything into ``store``, which must have been
    claimed. Whatever ends it, finished runs are kept: called again, it goes on.

    Returns the outcomes; some may have failed. Raises :class:`AllFailed` when all have (nothing is written
    then), ``AnotherResult`` where the folder holds something else, ``Busy`` while somebody else writes there,
    ``OSError`` when the results cannot be written.
    """
    speak = say or (lambda words: None)
    started = now()
    with store.opened(KIND, experiment.identity(), force=experiment.force):
        store.announce({"kind": KIND, "identity": experiment.identity()})
        # Not a daemon: the interpreter must not end below a library that is still being loaded.
        threading.Thread(target=_import_writers).start()
        kept = Kept(store.folder, ENDING)
        with Studio() as studio:
            orders = orders_of(experiment, simulate)
            outcomes, ran = outcomes_of(
                orders, [key_of(order) for order in orders], kept, KeptHistory, _made, jobs=experiment.jobs, bar=bar
            )
            finished = now()
            failed = [outcome for outcome in outcomes if outcome.failed]
            if len(failed) == len(outcomes):
                raise AllFailed(failed[0])
            if store.other:
                kept.only_used()
            speak("drawing figures and writing the report")
            _write(experiment, store, outcomes, studio, kept.names(), started, finished, ran, mapped)
    return outcomes


def _made(run: Run, history: Any, seconds: float) -> Outcome:
    return Outcome(run, history, seconds=seconds)


def orders_of(experiment: Experiment, simulate: Simulate | None = None) -> list[Order]:
    scenario = experiment.scenario
    runs = replicates_of(
        scenario.digest(), experiment.seed, experiment.replicates, experiment.months, experiment.settings
    )
    return [
        Order(
            run,
            drawn(scenario, run, experiment.draws),
            experiment.threads,
            experiment.lives,
            simulate,
            packed,
            experiment.limits,
        )
        for run in runs
    ]


def key_of(order: Order) -> str:
    """The key of a replicate: lives are followed in the first only."""
    lives = order.lives if order.run.replicate == 0 else 0
    changes = order.scenario.changes if isinstance(order.scenario, Recipe) else ()
    return key_for(order.run, f"{FORMAT}, {numbered(lives, 'life', 'lives')}", changes)


def _write(
    experiment: Experiment,
    store: Store,
    outcomes: list[Outcome],
    studio: Studio,
    runs: list[str],
    started: str,
    finished: str,
    ran: int,
    mapped: Mapped | None,
) -> None:
    from experiments.attempts import attempt
    from experiments.manifest import manifest_of
    from experiments.outcomes.areas import place_columns, place_rows
    from experiments.outcomes.findings import findings_of
    from experiments.outcomes.summary import shown, write_summary
    from experiments.portrait.whole import portrait
    from experiments.report.card import card_of
    from experiments.report.page import Report, report_html
    from experiments.report.stories import plain_life
    from experiments.report.uncertainty import uncertainty
    from experiments.spreadsheets import write_csv

    scenario = experiment.scenario
    manifest = manifest_of(
        scenario,
        outcomes,
        name=experiment.name,
        seed=experiment.seed,
        settings=experiment.settings,
        started=started,
        finished=finished,
    )
    manifest = {"kind": KIND, "identity": experiment.identity(), **manifest, "run_now": ran}
    manifest |= {
        "file": experiment.file or f"{experiment.name}.yaml",
        "lives": experiment.lives,
        "figures": dict(experiment.figures),
    }
    manifest["shared_pasts"] = counted(outcomes).entry()
    if experiment.draws is not None:
        manifest["posterior"] = experiment.draws.entry()
    store.begin(manifest)
    store.note(runs)
    with _working_folder(store.folder) as working:
        findings = findings_of(scenario, outcomes, _written(store, outcomes, working, experiment.draws))
        with in_language(experiment.language):
            begun = studio.begin(findings)
        names, left_out = shown(findings.measures.names(), 1 + experiment.months // MONTHS)
        manifest["summary"] = left_out
        with store.stream("summary.csv") as stream:
            write_summary(stream, findings.measures, scenario.date_of, names)
        if len(findings.places) > 1:
            with store.stream("places.csv") as stream:
                write_csv(stream, place_columns(findings)[0], place_rows(findings, scenario))
        first = next(outcome.history for outcome in outcomes if outcome.history is not None)
        lives = [plain_life(life, scenario.date_of) for life in first.lives]
        store.data("lives.json", lives)
        with in_language(experiment.language):
            figures, failed = studio.finish(begun, findings)
        places = None
        if mapped is not None:
            places = attempt(failed, "The map of the places", "", functools.partial(mapped, findings, scenario))
        if failed:
            manifest["not_computed"] = [part.words for part in failed]
        store.figures([*figures, *([places] if places is not None else [])])
        described = portrait(scenario)
        with in_language(experiment.language):
            page = Report(
                described,
                manifest,
                lives,
                experiment.command(),
                card_of([scenario]),
                uncertainty(outcomes, experiment.draws) if experiment.draws is not None else None,
                places,
            )
            store.text("report.html", report_html(findings, figures, page))
    store.finish(manifest)


def _written(store: Store, outcomes: list[Outcome], working: Path, draws: Draws | None) -> Panels:
    """The series of all replicates, their tables written on the way."""
    from experiments.outcomes.findings import panels_of
    from experiments.outcomes.tables import MEASURES, RETENTION, coded

    with (
        store.rows("measures.parquet", coded(MEASURES)) as measures,
        store.rows("retention.parquet", coded(RETENTION)) as retention,
    ):
        write = {"measures": measures, "retention": retention}
        return panels_of(outcomes, working, lambda name, rows: write[name](rows), draws)


@contextlib.contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the results, for rows that are too many for memory; gone after the block."""
    place = folder / WORKING
    shutil.rmtree(place, ignore_errors=True)  # a killed command's
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _import_writers() -> None:
    """Import what writing needs while compiled kernels, which hold no interpreter lock, are at work."""
    for name in (
        "pyarrow.parquet",
        "jinja2",
        "experiments.outcomes.tables",
        "experiments.report",
        "experiments.outcomes.summary",
        "experiments.manifest",
    ):
        importlib.import_module(name)


def now() -> str:
    """The present second in UTC, as manifests write it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


__all__ = ["KIND", "AllFailed", "Experiment", "Say", "carry_through", "drawn_from", "now"]
