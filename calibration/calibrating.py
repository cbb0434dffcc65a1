"""Carrying a calibration through: waves, posterior, a check by simulation, recovery, and everything written.

The folder, besides what :mod:`experiments.commands.store` says of every folder of results:

    calibration.yaml    the file as it was given
    runs/               finished runs (:mod:`calibration.running`)
    fits/               what emulators were fitted with (:mod:`calibration.fitting`)
    posterior.*, *.csv  what was found (:mod:`calibration.summary`)
    report.html, figures/
"""

from __future__ import annotations

import functools
import hashlib
from typing import Any, NamedTuple

import numpy as np

from calibration.findings import Fit, centre_of
from calibration.identity import differences, identity
from calibration.plan import Calibration
from calibration.posterior import Posterior, posterior_of
from calibration.recovery import Recovery, recover
from calibration.running import Runs, Workers, run_points
from calibration.threads import one_thread
from calibration.waves import Say, Wave, waves_of
from experiments.commands.run import now
from experiments.commands.store import Store
from experiments.workers.shared import Shared

KIND = "calibration"


class Made(NamedTuple):
    """What became of a calibration."""

    fit: Fit
    run_now: int
    failures: tuple[dict[str, Any], ...]


def calibrate(
    plan: Calibration,
    store: Store,
    workers: Workers,
    *,
    recovered: int = 0,
    command: str = "",
    say: Say = lambda words: None,
    force: bool = False,
) -> Made:
    """Run what has not been run and write everything into ``store``, which must have been claimed.

    ``recovered``: known parameter sets to find again. Raises ``AnotherResult`` when the folder holds
    something else and ``force`` does not give it up, ``AllRunsFailed`` when no run of a stage came to
    anything, ``OSError`` when something cannot be written. Whatever ends it, finished runs are kept.
    """
    with store.opened(KIND, identity(plan), force=force, differ=differences), one_thread():
        manifest = manifest_of(plan)
        store.begin(manifest)
        store.text("calibration.yaml", plan.text)
        waves = waves_of(plan, store.folder, workers, say)
        say("posterior")
        posterior = posterior_of(plan, waves)
        checked = _checked(plan, posterior, store, workers)
        fit = Fit(plan, waves, posterior, checked, _recovery(plan, waves[-1], recovered, say))
        runs = [*(wave.runs for wave in waves), *([checked] if checked is not None else [])]
        failures = tuple({"of": one.stage, **row} for one in runs for row in one.failures)
        manifest |= {
            "failures": list(failures),
            "run_now": sum(one.run_now for one in runs),
            "runs": sum(len(one.unit) for one in runs) * plan.replicates * len(plan.bases),
            "seconds": round(sum(one.seconds for one in runs), 3),
            "shared_pasts": functools.reduce(Shared.plus, (one.shared for one in runs), Shared()).entry(),
            "finished": now(),
        }
        store.note(part for one in runs for part in one.parts)
        say("drawing and writing the report")
        write(fit, store, manifest, command)
        store.finish(manifest)
    return Made(fit, int(manifest["run_now"]), failures)


def _checked(plan: Calibration, posterior: Posterior, store: Store, workers: Workers) -> Runs | None:
    """The centre and some draws of the posterior, simulated in full."""
    number = plan.settings.posterior.checked
    if not number:
        return None
    values = np.vstack([centre_of(plan, posterior), posterior.values[:number]])
    digest = hashlib.sha256(values.tobytes()).hexdigest()[:8]
    return run_points(plan, f"check-{digest}", lambda: plan.space.to_unit(values), store.folder, workers)


def _recovery(plan: Calibration, wave: Wave, number: int, say: Say) -> Recovery | None:
    if not number:
        return None
    try:
        return recover(plan, wave, number)
    except ValueError as error:
        say(str(error))
        return None


def write(fit: Fit, store: Store, manifest: dict[str, Any], command: str) -> None:
    """Everything that is made of the runs. Raises ``OSError``."""
    from calibration.report import report_of
    from calibration.summary import draws_csv, draws_table, summary_yaml, tables_csv

    store.table("posterior.parquet", draws_table(fit))
    store.text("posterior.csv", draws_csv(fit))
    store.text("posterior.yaml", summary_yaml(fit))
    for name, text in tables_csv(fit).items():
        store.text(name, text)
    page, figures = report_of(fit, manifest, command)
    store.figures(figures)
    store.text("report.html", page)


def manifest_of(plan: Calibration) -> dict[str, Any]:
    """The manifest as plain data, before anything is run."""
    from experiments.manifest import commit, versions

    return {
        "kind": KIND,
        "calibration": {"name": plan.name, "title": plan.title, "text": plan.text},
        "identity": identity(plan),
        "seed": plan.seed,
        "replicates": plan.replicates,
        "runs": plan.most_runs,
        "failures": [],
        "started": now(),
        "versions": versions(),
        "commit": commit(),
    }


__all__ = ["KIND", "Made", "calibrate", "manifest_of", "write"]
