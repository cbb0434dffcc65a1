"""One scenario, some replicates, a folder of results: the whole way."""

from __future__ import annotations

import datetime
import importlib
import shlex
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from experiments.commands.figure_workers import Studio
from experiments.commands.repeating import setting_words
from experiments.commands.store import Store
from experiments.posterior import Draws
from experiments.workers.run import Outcome, replicates_of
from experiments.workers.runner import Progress, run_all
from experiments.workers.worker import Simulate

if TYPE_CHECKING:
    from sim.scenario import Scenario

Say = Callable[[str], None]


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
    """Sets of parameters to live through it with; ``replicates`` is then theirs."""
    file: str = ""
    """How a command names the scenario; empty: its name with ``.yaml``."""

    def command(self) -> str:
        """The command that makes the same results."""
        each = self.replicates if self.draws is None else self.draws.each
        words = ["bygd", "run", self.file or f"{self.name}.yaml", "--replicates", str(each),
                 "--seed", str(self.seed), "--months", str(self.months), "--lives", str(self.lives)]
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
            first.error if self.impossible
            else f"every run failed; the first at {first.stage}: {first.error}"
        )


def carry_through(
    experiment: Experiment,
    store: Store,
    *,
    progress: Progress | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
) -> list[Outcome]:
    """Run all replicates and write everything into ``store``, which must have been claimed.

    Returns the outcomes; some may have failed. Raises :class:`AllFailed` when all have (nothing is written
    then), ``OSError`` when the results cannot be written.
    """
    speak = say or (lambda words: None)
    scenario = experiment.scenario
    runs = replicates_of(scenario.digest(), experiment.seed, experiment.replicates, experiment.months,
                         experiment.settings)
    started = now()
    threading.Thread(target=_import_writers, daemon=True).start()
    with Studio() as studio:
        outcomes = run_all(
            scenario, runs, jobs=experiment.jobs, threads=experiment.threads, lives=experiment.lives,
            progress=progress, simulate=simulate, draws=experiment.draws,
        )
        finished = now()
        failed = [outcome for outcome in outcomes if outcome.failed]
        if len(failed) == len(outcomes):
            raise AllFailed(failed[0])
        speak("drawing figures and writing the report")
        _write(experiment, store, outcomes, studio, started, finished)
    return outcomes


def _write(experiment: Experiment, store: Store, outcomes: list[Outcome], studio: Studio, started: str,
           finished: str) -> None:
    from experiments.manifest import manifest_of
    from experiments.outcomes.findings import findings_of, tables_of
    from experiments.outcomes.summary import summary_csv
    from experiments.report import Report, report_html
    from experiments.report.stories import plain_life
    from experiments.report.sureness import sureness
    from sim.scenario.portrait import portrait

    scenario = experiment.scenario
    tables = tables_of(outcomes)
    findings = findings_of(scenario, outcomes, tables)
    begun = studio.begin(findings)
    manifest = manifest_of(
        scenario, outcomes, name=experiment.name, seed=experiment.seed, settings=experiment.settings,
        started=started, finished=finished,
    )
    if experiment.draws is not None:
        manifest["posterior"] = experiment.draws.entry()
    store.begin(manifest)
    store.tables(tables)
    store.text("summary.csv", summary_csv(findings.measures, scenario.date_of))
    first = next(outcome.history for outcome in outcomes if outcome.history is not None)
    lives = [plain_life(life, scenario.date_of) for life in first.lives]
    store.data("lives.json", lives)
    figures = studio.finish(begun, findings)
    store.figures(figures)
    page = Report(portrait(scenario), manifest, lives, experiment.command(),
                  sureness(outcomes, experiment.draws) if experiment.draws is not None else None)
    store.text("report.html", report_html(findings, figures, page))
    store.finish(manifest)


def _import_writers() -> None:
    """Import what writing needs while compiled kernels, which hold no interpreter lock, are at work."""
    for name in ("pyarrow.parquet", "pyarrow.compute", "jinja2", "experiments.outcomes.tables",
                 "experiments.report", "experiments.outcomes.summary", "experiments.manifest"):
        importlib.import_module(name)


def now() -> str:
    """The present second in UTC, as manifests write it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


__all__ = ["AllFailed", "Experiment", "Say", "carry_through", "now"]
