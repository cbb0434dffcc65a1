"""The posterior as files: all draws, some draws small enough for a repository, and a summary to read.

posterior.parquet   a row a draw, all with the same weight; a column a parameter, in its own units
posterior.csv       some of them under their dotted paths: what ``--posterior`` reads
posterior.yaml      the model they were fitted to, centre, intervals, what is informed, correlations, waves, targets
waves.csv, emulators.csv, targets.csv, recovery.csv
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.findings import Fit, informed_words
from calibration.posterior_file import MODEL_COLUMN
from experiments.spreadsheets import csv_text
from sim.version import MODEL

if TYPE_CHECKING:
    import pyarrow as pa

MOST_KEPT = 500
"""Draws in posterior.csv."""
DIGITS = 10
"""Significant digits of the other tables."""


def draws_table(fit: Fit) -> pa.Table:
    """All draws."""
    import pyarrow as pa

    keys = fit.plan.space.keys
    return pa.table({key: pa.array(fit.posterior.values[:, place], pa.float64()) for place, key in enumerate(keys)})


def draws_csv(fit: Fit) -> str:
    """At most ``MOST_KEPT`` draws; columns are dotted paths and the number of the model."""
    parameters = fit.plan.parameters
    rows = (
        [str(MODEL), *(repr(one.range.value(float(value))) for one, value in zip(parameters, row, strict=True))]
        for row in fit.posterior.values[:MOST_KEPT]
    )
    return csv_text([MODEL_COLUMN, *(one.path for one in parameters)], rows)


def summary_yaml(fit: Fit) -> str:
    """The summary as YAML."""
    import yaml

    return str(yaml.safe_dump(summary_of(fit), sort_keys=False, allow_unicode=True, width=110))


def summary_of(fit: Fit) -> dict[str, Any]:
    """The summary as plain data."""
    plan, posterior = fit.plan, fit.posterior
    centre, informed = fit.centre, posterior.informed
    low, high = np.quantile(posterior.values, [0.05, 0.95], axis=0)
    return {
        "title": plan.title,
        "model": MODEL,
        "draws": len(posterior.values),
        "not_ruled_out": short(fit.volume),
        "parameters": {
            one.key: {
                "label": one.label,
                "path": one.path,
                "centre": one.range.value(float(centre[place])),
                "interval_90": [short(low[place]), short(high[place])],
                "prior": [short(one.range.low), short(one.range.high)],
                "posterior_to_prior_sd": short(informed[place], 2),
                "evidence": informed_words(float(informed[place])),
            }
            for place, one in enumerate(plan.parameters)
        },
        "correlations": [[one, other, short(value, 2)] for one, other, value in fit.correlated],
        "waves": [
            {
                "points": len(wave.runs.unit),
                "not_ruled_out": short(wave.after.volume),
                **({"note": wave.note} if wave.note else {}),
                **({"targets_not_used": dict(wave.refused)} if wave.refused else {}),
            }
            for wave in fit.waves
        ],
        "targets": {
            one.target.key: {
                "value": short(one.target.value),
                "tolerance": short(one.tolerance, 2),
                "at_centre": short(one.shown),
                "posterior_90": [short(one.emulated[1]), short(one.emulated[2])],
                "verdict": one.verdict,
                **({"not_used": one.unused} if one.unused else {}),
            }
            for one in fit.targets
        },
        **(
            {
                "recovery": {
                    "sets": len(fit.recovery.truth),
                    "true_values_in_90": short(fit.recovery.share),
                    "sets_in_joint_90": int(fit.recovery.joint.sum()),
                }
            }
            if fit.recovery is not None
            else {}
        ),
    }


def short(value: float, digits: int = 3) -> float | None:
    """Rounded to significant digits; None where there is no number."""
    return float(f"{value:.{digits}g}") if np.isfinite(value) else None


def tables_csv(fit: Fit) -> dict[str, str]:
    """Names of files and their text."""
    waves = (
        [
            wave.number,
            len(wave.runs.unit),
            wave.before.volume,
            wave.after.volume,
            wave.rule.forgiven,
            len(wave.rule.emulators),
            wave.note,
        ]
        for wave in fit.waves
    )
    emulators = (
        [
            wave.number,
            target.key,
            len(one.unit),
            one.check.explained,
            one.check.within,
            one.check.spread,
            wave.refused.get(target.key, ""),
        ]
        for wave in fit.waves
        for target in fit.plan.targets
        if (one := wave.emulators.get(target.key)) is not None
    )
    targets = (
        [
            one.target.key,
            one.target.scenario,
            one.target.value,
            one.target.observation,
            one.target.discrepancy,
            one.centre,
            *one.emulated,
            *one.simulated,
            one.verdict,
            one.unused,
        ]
        for one in fit.targets
    )
    found = {
        "waves.csv": csv_text(
            ["wave", "points", "volume_before", "volume_after", "forgiven", "targets", "note"], waves, DIGITS
        ),
        "emulators.csv": csv_text(
            ["wave", "target", "points", "explained", "within_2", "spread", "not_used"], emulators, DIGITS
        ),
        "targets.csv": csv_text(
            [
                "target",
                "scenario",
                "value",
                "observation",
                "discrepancy",
                "simulated_at_centre",
                "emulated_mean",
                "emulated_low",
                "emulated_high",
                "simulated_mean",
                "simulated_low",
                "simulated_high",
                "verdict",
                "not_used",
            ],
            targets,
            DIGITS,
        ),
    }
    if fit.recovery is not None:
        found["recovery.csv"] = csv_text(
            ["set", "parameter", "true", "mean", "low", "high", "inside"], _recovered(fit), DIGITS
        )
    return found


def _recovered(fit: Fit) -> Iterable[Sequence[Any]]:
    found, space = fit.recovery, fit.plan.space
    if found is None:
        return
    true, mean, low, high = (space.from_unit(unit) for unit in (found.truth, found.mean, found.low, found.high))
    for row in range(len(true)):
        for place, key in enumerate(space.keys):
            yield [
                row + 1,
                key,
                true[row, place],
                mean[row, place],
                low[row, place],
                high[row, place],
                int(found.inside[row, place]),
            ]


__all__ = ["MOST_KEPT", "draws_csv", "draws_table", "short", "summary_of", "summary_yaml", "tables_csv"]
