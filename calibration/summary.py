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
from calibration.identity import rules_of
from calibration.posterior_file import MODEL_COLUMN, RULES_COLUMN
from calibration.predicting import Guess
from calibration.second import by_likelihood
from experiments.spreadsheets import csv_text
from sim.version import MODEL

if TYPE_CHECKING:
    import pyarrow as pa

    from calibration.recovery import Recovery

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
    """At most ``MOST_KEPT`` draws; columns are the number of the model, the scenario rules, and dotted paths: of what
    countries have in common, and with ``@country`` of a country's own."""
    space, rules = fit.plan.space, rules_of(fit.plan)
    paths = [one.path for one in fit.plan.parameters]
    paths += [f"{space.parameters[place].path}@{country}" for place, country in space.own]
    rows = (
        [str(MODEL), rules, *(repr(one.range.value(float(v))) for one, v in zip(space.told, row, strict=False))]
        for row in fit.posterior.values[:MOST_KEPT]
    )
    return csv_text([MODEL_COLUMN, RULES_COLUMN, *paths], rows)


def summary_yaml(fit: Fit) -> str:
    """The summary as YAML."""
    import yaml

    return str(yaml.safe_dump(summary_of(fit), sort_keys=False, allow_unicode=True, width=110))


def summary_of(fit: Fit) -> dict[str, Any]:
    """The summary as plain data."""
    plan, posterior = fit.plan, fit.posterior
    centre, informed = fit.centre, posterior.informed
    low, high = np.quantile(posterior.values, [0.05, 0.95], axis=0)
    held, second = fit.held, by_likelihood(plan, posterior)
    return {
        "title": plan.title,
        "model": MODEL,
        "rules": rules_of(plan),
        "budget": plan.budget or "full",
        "widened": posterior.widened,
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
        "countries": {
            country: {
                plan.parameters[place].key: [short(low[column]), short(centre[column]), short(high[column])]
                for column, (place, there) in enumerate(plan.space.own, len(plan.parameters))
                if there == country
            }
            for country in plan.space.countries
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
                "half_95": short(one.half, 2),
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
        **({"with_a_mechanism_more": {"true_values_in_90": short(fit.wrong.share)}} if fit.wrong is not None else {}),
        **(
            {
                "second_method": {
                    "points_that_carry_the_weight": short(second.effective),
                    "centres_apart": short(float(np.abs(second.apart).mean()), 2),
                    "farthest": short(float(np.abs(second.apart).max()), 2),
                }
            }
            if second is not None
            else {}
        ),
        **(
            {
                "emulators_on_points_left_out": {
                    "targets": len(held),
                    "within_2": short(float(np.mean([one.within for one in held])), 2),
                    "spread": short(float(np.mean([one.spread for one in held])), 2),
                }
            }
            if held
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
            one.tolerance,
            one.centre,
            one.half,
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
                "tolerance",
                "simulated_at_centre",
                "half_95",
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
    for name, known in (("recovery", fit.recovery), ("mechanism", fit.wrong)):
        if known is not None:
            found[f"{name}.csv"] = csv_text(
                ["set", "parameter", "true", "mean", "low", "high", "inside"], _recovered(fit, known), DIGITS
            )
    if fit.held:
        found["held.csv"] = csv_text(["target", "points", "within_2", "spread"], fit.held, DIGITS)
    if fit.halves:
        found["predicted.csv"] = csv_text(
            ["fitted_to", *Guess._fields],
            ([", ".join(half.seen), *guess] for half in fit.halves for guess in half.guesses),
            DIGITS,
        )
    if fit.without is not None:
        found["conflict.csv"] = csv_text(
            ["parameter", "low", "high", "low_without", "high_without"], _both(fit), DIGITS
        )
    return found


def _both(fit: Fit) -> Iterable[Sequence[Any]]:
    """90 % intervals with and without the targets that are missed."""
    if fit.without is None:
        return
    ends = [np.quantile(found.values, [0.05, 0.95], axis=0) for found in (fit.posterior, fit.without)]
    for place, key in enumerate(fit.plan.space.told_keys):
        yield [key, *(float(end) for pair in ends for end in pair[:, place])]


def _recovered(fit: Fit, found: Recovery) -> Iterable[Sequence[Any]]:
    space = fit.plan.space
    true, mean, low, high = (space.from_told(unit) for unit in (found.truth, found.mean, found.low, found.high))
    for row in range(len(true)):
        for place, key in enumerate(space.told_keys):
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
