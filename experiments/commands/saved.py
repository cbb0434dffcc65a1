"""Towns stopped at a month and kept in a file, one for each replicate: written, read, gone on with.

A ZIP archive: ``about.json`` and a town for each seed (:mod:`experiments.commands.snapshot`). What goes on from there
is the run it would be from the start, so nothing that follows knows the difference.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.commands.snapshot import DAMAGED, LONG_AGO, Refused, model, packed, unpacked
from experiments.files import atomic_path
from experiments.posterior import Draws
from experiments.workers.limits import Limits
from experiments.workers.pool import Progress
from experiments.workers.run import replicates_of
from experiments.workers.runner import drawn, run_orders
from experiments.workers.worker import Order

if TYPE_CHECKING:
    from sim.history import History
    from sim.scenario import Scenario
    from sim.simulation import Simulation

FORMAT, ABOUT = "bygd saved towns 1", "about.json"


class NotSaved(RuntimeError):
    """A run failed before it came to its month. The message says where and why."""


@dataclass(frozen=True)
class Saved:
    """What stands in a file of saved towns."""

    path: Path
    name: str
    file: str
    """How a command named the scenario."""
    scenario: Scenario
    seed: int
    """Of the experiment; each replicate's own follows from it."""
    replicates: int
    month: int
    """The next one that is simulated."""
    settings: dict[str, Any]
    """What was changed in the scenario's file."""
    draws: Draws | None = None
    """Sets of parameters that the towns were simulated with."""


def save(
    path: Path,
    scenario: Scenario,
    *,
    until: int,
    name: str,
    file: str,
    seed: int,
    replicates: int,
    settings: dict[str, Any],
    jobs: int,
    threads: int,
    limits: Limits,
    draws: Draws | None = None,
    progress: Progress | None = None,
) -> None:
    """Simulate ``replicates`` of a scenario up to the beginning of month ``until`` and write them to ``path``, all
    or nothing. Raises :class:`NotSaved` and ``OSError``."""
    runs = replicates_of(scenario.digest(), seed, replicates, until)
    orders = [
        Order(run, drawn(scenario, run, draws), threads, simulate=stopped, read=packed, limits=limits) for run in runs
    ]
    outcomes = run_orders(orders, jobs=jobs, progress=progress)
    if failed := next((one for one in outcomes if one.failed), None):
        raise NotSaved(f"run {failed.run.replicate + 1} failed at {failed.stage}: {failed.error}")
    about = {
        "format": FORMAT,
        "model": model(),
        "name": name,
        "file": file,
        "scenario": scenario.canonical(),
        "settings": settings,
        "seed": seed,
        "month": until,
        "seeds": [run.seed for run in runs],
        "posterior": None if draws is None else {**draws.entry(), "file": draws.file},
    }
    with atomic_path(path) as part, zipfile.ZipFile(part, "w") as archive:
        archive.writestr(zipfile.ZipInfo(ABOUT, LONG_AGO), json.dumps(about))
        for outcome in outcomes:
            archive.writestr(zipfile.ZipInfo(f"{outcome.run.seed}.zip", LONG_AGO), outcome.read)


def stopped(scenario: Scenario, seed: int, *, threads: int, months: int, lives: int, progress: Any) -> Simulation:
    """Stands in for :func:`sim.history.simulate`: the run as it stands after ``months``."""
    from sim.simulation import Simulation

    length = max(months, scenario.months)

    def told(done: int, _: int) -> None:
        progress(done, months)

    return Simulation(scenario, seed, threads=threads, months=length, progress=told).advance(months, progress=told)


def read(path: Path) -> Saved:
    """What stands in ``path``. Raises :class:`~snapshot.Refused`, and ``OSError``."""
    from sim.scenario import ScenarioError, scenario_from

    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(ABOUT))
        if about["format"] != FORMAT:
            raise Refused(f"{path} is of the format {about['format']!r}; this version reads {FORMAT!r}")
        if about["model"] != model():
            raise Refused(
                f"{path} was saved by another version of the model ({about['model']}, this is {model()}): the months "
                "after it would not go with those before it; save it again"
            )
        return Saved(
            path,
            str(about["name"]),
            str(about["file"]),
            scenario_from(about["scenario"]),
            int(about["seed"]),
            len(about["seeds"]),
            int(about["month"]),
            dict(about["settings"]),
            _draws(about["posterior"]),
        )
    except Refused:
        raise
    except (*DAMAGED, ScenarioError, RecursionError) as error:
        raise Refused(f"{path} is damaged, or holds no saved towns ({' '.join(str(error).split())})") from None


def _draws(entry: dict[str, Any] | None) -> Draws | None:
    if entry is None:
        return None
    return Draws(
        tuple(dict(one) for one in entry["draws"]),
        int(entry["each"]),
        str(entry["source"]),
        str(entry["file"]),
        tuple(entry.get("kept", ())),
        str(entry.get("fitted_to", "")),
    )


def town_of(path: Path, seed: int, threads: int = 1) -> Simulation | None:
    """The town of a replicate's seed; None where there is none. Raises :class:`~snapshot.Refused`."""
    try:
        with zipfile.ZipFile(path) as archive:
            if f"{seed}.zip" not in archive.namelist():
                return None
            content = archive.read(f"{seed}.zip")
    except DAMAGED as error:
        raise Refused(f"{path} is damaged ({error})") from None
    return unpacked(content, threads=threads)


@dataclass
class GoingOn:
    """Stands in for :func:`sim.history.simulate`: from the towns in a file on, each by its replicate's seed.

    Lives are told from the first month on, so a run in which some are followed is simulated from there: the same
    bytes, and the months are not saved. So is a replicate that the file has no town of.
    """

    path: str
    taken_over: int = 0
    """Months that the last run did not have to simulate."""
    built: bool = True
    """Whether a region was built for the last run."""

    def __call__(
        self, scenario: Scenario, seed: int, *, threads: int, months: int, lives: int, progress: Any
    ) -> History:
        from experiments.lives import following
        from sim.simulation import Simulation

        found = None if lives else town_of(Path(self.path), seed, threads)
        self.taken_over, self.built = (0, True) if found is None else (found.month, False)
        if found is None:
            watch = following(lives)
            begun = Simulation(scenario, seed, threads=threads, months=months, watch=watch, progress=progress)
            return begun.advance(progress=progress).history()
        simulation = found.fork(scenario, months=months)
        progress(simulation.month, months)
        return simulation.advance(progress=progress).history()


__all__ = ["GoingOn", "NotSaved", "Saved", "read", "save", "town_of"]
