"""What a sweep says as files of comma-separated values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import Any

from experiments.analysis.analysing import Analysis
from experiments.attempts import attempt
from experiments.comparison.paired import Difference
from experiments.outcomes.outcome import BY_KEY
from experiments.spreadsheets import csv_text
from sim.languages import N_

MOST_FAILURES = 50


def texts(found: Analysis) -> dict[str, str]:
    """CSV by file name; a file is there where it has rows."""
    made = {
        "indices.csv": (
            ("outcome", "unit", "index", "factor", "estimate", "low", "high", "floor", "standing"),
            _index_rows(found),
        ),
        "effects.csv": (
            (
                "outcome",
                "unit",
                "kind",
                "factor_1",
                "level_1",
                "reference_1",
                "factor_2",
                "level_2",
                "reference_2",
                "estimate",
                "low",
                "high",
                "distinguishable",
                "replicates",
            ),
            _effect_rows(found),
        ),
        "cells.csv": (
            (
                *(found.factorial.levels if found.factorial else ()),
                "outcome",
                "mean",
                "difference",
                "low",
                "high",
                "replicates",
            ),
            _cell_rows(found),
        ),
        "convergence.csv": (
            ("outcome", "index", "size", "counts", "factor", "estimate", "low", "high"),
            _convergence_rows(found),
        ),
        "dependence.csv": (("outcome", "factor", "value", "mean", "low", "high", "r2"), _curve_rows(found)),
        "robustness.csv": (
            (
                "outcome",
                "factor",
                "level",
                "futures",
                "helped",
                "helped_low",
                "helped_high",
                "gain",
                "gain_low",
                "gain_high",
                "regret",
                "regret_90",
                "regret_worst",
            ),
            _robustness_rows(found),
        ),
        "replicates.csv": (
            (
                "outcome",
                "size",
                "pilot",
                "spread",
                "mean",
                "mean_low",
                "mean_high",
                "paired_spread",
                "paired",
                "paired_low",
                "paired_high",
            ),
            _replicate_rows(found),
        ),
    }
    listed: dict[str, list[Any] | None] = {
        name: attempt(found.failed, N_("The file {name}"), "", partial(list, rows), name)
        for name, (__, rows) in made.items()
    }
    return {name: csv_text(made[name][0], rows) for name, rows in listed.items() if rows}


def _index_rows(found: Analysis) -> Iterator[list[Any]]:
    for outcome, ranking in found.rankings.items():
        unit = BY_KEY[outcome].unit
        standing = {one.factor: one.standing for one in ranking.factors}
        main: dict[str, float] = {ranking.by: ranking.floor}
        listed = [(ranking.by, one.factor, one.value, one.low, one.high) for one in ranking.factors]
        if screened := found.screening.get(outcome):
            listed += [
                (name, one.factor, getattr(one, name), math.nan, math.nan)
                for one in screened.effects
                for name in ("mu", "sigma")
            ]
        if shares := found.variance.get(outcome):
            listed += [("S1", *one) for one in shares.first]
            listed += [("S2", " × ".join(pair.factors), pair.value, pair.low, pair.high) for pair in shares.pairs]
        if (slices := found.pawn.get(outcome)) and ranking.by != "PAWN":
            main["PAWN"] = slices.floor
            listed += [("PAWN", *one) for one in slices.indices]
        if ranking.by != "ρ":
            listed += [("ρ", *one) for one in found.correlations.get(outcome, ())]
        for name, factor, *numbers in listed:
            yield [
                outcome,
                unit if name in ("μ*", "mu", "sigma", "step", "effect") else "",
                name,
                factor,
                *numbers,
                main.get(name, math.nan),
                standing.get(factor, "") if name == ranking.by else "",
            ]


def _effect_rows(found: Analysis) -> Iterator[list[Any]]:
    listed = found.factorial.effects if found.factorial is not None else {}
    for outcome, effects in listed.items():
        for effect in effects:
            sides: list[str] = []
            for (factor, level), reference in zip(effect.levels, effect.reference, strict=True):
                sides += [factor, level, reference]
            one = effect.difference
            yield [
                outcome,
                BY_KEY[outcome].unit,
                effect.kind,
                *sides,
                *[""] * (6 - len(sides)),
                one.mean,
                one.low,
                one.high,
                _standing(one),
                one.pairs,
            ]
    for outcome, bars in found.tornado.items():
        for bar in bars:
            for step in bar.steps:
                one = step.difference
                yield [
                    outcome,
                    BY_KEY[outcome].unit,
                    "alone",
                    bar.factor,
                    step.value,
                    bar.reference,
                    "",
                    "",
                    "",
                    one.mean,
                    one.low,
                    one.high,
                    _standing(one),
                    one.pairs,
                ]


def _standing(one: Difference) -> str:
    return "same" if one.same else "yes" if one.distinguishable else "no"


def _cell_rows(found: Analysis) -> Iterator[list[Any]]:
    if found.factorial is None:
        return
    levels = list(found.factorial.levels.values())
    for outcome, cells in found.factorial.cells.items():
        for position, one in cells.items():
            yield [
                *(names[index] for names, index in zip(levels, position, strict=True)),
                outcome,
                one.policy,
                one.mean,
                one.low,
                one.high,
                one.pairs,
            ]


def _convergence_rows(found: Analysis) -> Iterator[list[Any]]:
    for outcome, steps in found.convergence.items():
        for one in steps:
            for row, size in enumerate(one.sizes):
                for column, factor in enumerate(one.factors):
                    yield [
                        outcome,
                        one.by,
                        size,
                        one.unit,
                        factor,
                        float(one.values[row, column]),
                        float(one.low[row, column]),
                        float(one.high[row, column]),
                    ]


def _curve_rows(found: Analysis) -> Iterator[list[Any]]:
    for outcome, one in found.dependence.items():
        for curve in one.curves:
            for point in zip(curve.at, curve.mean, curve.low, curve.high, strict=True):
                yield [outcome, curve.factor, *map(float, point), one.r2]


def _robustness_rows(found: Analysis) -> Iterator[list[Any]]:
    for outcome, one in found.robustness.items():
        for policy in one.policies:
            yield [
                outcome,
                one.factor,
                policy.level,
                one.futures,
                policy.helped,
                policy.helped_low,
                policy.helped_high,
                policy.gain,
                policy.gain_low,
                policy.gain_high,
                policy.regret,
                policy.regret_90,
                policy.regret_worst,
            ]


def _replicate_rows(found: Analysis) -> Iterator[list[Any]]:
    for outcome, one in found.replicates.items():
        yield [
            outcome,
            one.size,
            one.pilot,
            one.spread,
            *(one.mean or [""] * 3),
            one.paired_spread,
            *(one.paired or [""] * 3),
        ]


__all__ = ["texts"]
