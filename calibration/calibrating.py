"""Carrying a calibration through: waves, posterior, a check by simulation, recovery, and everything written.

The folder, besides what :mod:`experiments.commands.store` says of every folder of results:

    calibration.yaml    the file as it was given
    runs/               finished runs (:mod:`calibration.running`)
    fits/               what emulators were fitted with (:mod:`calibration.fitting`)
    posterior.*, *.csv  what was found (:mod:`calibration.summary`)
    report.html, figures/
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from calibration.findings import Fit, centre_of
from calibration.identity import differences, identity
from calibration.plan import Calibration
from calibration.posterior import Posterior, posterior_of, widened
from calibration.predicting import predicted_halves
from calibration.recovery import recover, widening
from calibration.running import Runs, Workers, run_points
from calibration.threads import one_thread
from calibration.waves import Say, waves_of
from experiments.commands.run import now
from experiments.commands.store import Store
from experiments.workers.shared import Shared

KIND = "calibration"
FRESH = 1_000_003


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
    command: str = "",
    say: Say = lambda words: None,
    force: bool = False,
) -> Made:
    """Run what has not been run and write everything into ``store``, which must have been claimed.

    Raises ``AnotherResult`` when the folder holds
    something else and ``force`` does not give it up, ``AllRunsFailed`` when no run of a stage came to
    anything, ``OSError`` when something cannot be written. Whatever ends it, finished runs are kept.
    """
    with store.opened(KIND, identity(plan), force=force, differ=differences), one_thread():
        manifest = manifest_of(plan)
        store.begin(manifest)
        store.text("calibration.yaml", plan.text)
        waves = waves_of(plan, store.folder, workers, say)
        known = recover(plan, store.folder, workers, say)
        wrong = recover(plan, store.folder, workers, say, wrong=True)
        say("posterior")
        posterior = widened(plan, posterior_of(plan, waves), widening(known) if known is not None else 1.0)
        fit = Fit(plan, waves, posterior, None, known, wrong=wrong)
        if plan.settings.posterior.checked:
            fit = replace(
                fit, middle=_middle(plan, posterior, store, workers), checked=_checked(plan, posterior, store, workers)
            )
        missed = [one.target.key for one in fit.targets if one.verdict == "missed" and one.target.key in posterior.used]
        if missed:
            without = widened(plan, posterior_of(plan, waves, missed), posterior.widened)
            fit = replace(fit, without=without)
        if plan.settings.halves:
            say("predicting one half of the countries from the other")
            fit = replace(fit, halves=predicted_halves(plan, waves[0]))
        runs = [wave.runs for wave in waves]
        runs += [one for one in (fit.checked, fit.middle) if one is not None]
        runs += [one for found in (known, wrong) if found is not None for one in found.runs]
        failures = tuple({"of": one.stage, **row} for one in runs for row in one.failures)
        manifest |= {
            "failures": list(failures),
            "run_now": sum(one.run_now for one in runs),
            "runs": sum(one.runs for one in runs),
            "seconds": round(sum(one.seconds for one in runs), 3),
            "shared_pasts": functools.reduce(Shared.plus, (one.shared for one in runs), Shared()).entry(),
            "finished": now(),
        }
        store.note(part for one in runs for part in one.parts)
        say("drawing and writing the report")
        write(fit, store, manifest, command)
        store.finish(manifest)
    return Made(fit, int(manifest["run_now"]), failures)


def _checked(plan: Calibration, posterior: Posterior, store: Store, workers: Workers) -> Runs:
    """Some draws of the posterior, simulated in full: points that no emulator was trained on."""
    values = posterior.values[: plan.settings.posterior.checked]
    return run_points(plan, _stage("check", values), lambda: plan.space.to_unit(values), store.folder, workers)


def _middle(plan: Calibration, posterior: Posterior, store: Store, workers: Workers) -> Runs:
    """The centre, simulated with seeds that no run of the fit had."""
    values = centre_of(plan, posterior)[None, :]
    changed = {"replicates": plan.settings.posterior.fresh, "seed": fresh_seed(plan)}
    again = dataclasses.replace(plan, settings=plan.settings.model_copy(update=changed))
    return run_points(again, _stage("centre", values), lambda: plan.space.to_unit(values), store.folder, workers)


def fresh_seed(plan: Calibration) -> int:
    """The seed that the fresh seeds follow from: another than the fit's."""
    return int((plan.seed + FRESH) % 2**63)


def _stage(name: str, values: np.ndarray[Any, Any]) -> str:
    return f"{name}-{hashlib.sha256(values.tobytes()).hexdigest()[:8]}"


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
