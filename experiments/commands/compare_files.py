"""What a comparison leaves in its folder; seen from one place, all but the breakdown is that place's.

comparison.csv        every outcome of every policy: difference, interval, variance reduction; costs
differences.parquet   the same within each pair: policy, replicate, seed, outcome, base, policy_value, …
breakdown.csv         outcomes by place and group: both means, paired difference, interval
breakdown.parquet     the same of every run: arm, replicate, measure, place, group, value (always all places)
trajectories.parquet  outcomes through time: arm, replicate, month, outcome, value
places.parquet        the same of each place at the end of each year: arm, replicate, place, year, outcome, value
figures/              each figure as PNG and SVG
report.html           all of it to read
manifest.json         every arm, seed and version; written last
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from experiments.attempts import FailedPart, attempt
from experiments.commands.compare_plan import Plan
from experiments.commands.store import Store
from experiments.comparison.paired import Difference
from experiments.comparison.result import Arm, Comparison, Versus
from experiments.outcomes.catalogue import measure
from experiments.outcomes.outcome import BY_KEY
from experiments.spreadsheets import csv_text
from experiments.workers.run import Outcome
from sim.languages import in_language
from sim.words import written

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from sim.scenario import Scenario

COLUMNS = (
    "policy",
    "kind",
    "outcome",
    "unit",
    "base_mean",
    "policy_mean",
    "estimate",
    "low",
    "high",
    "interval",
    "distinguishable",
    "pairs",
    "variance_unpaired",
    "variance_paired",
    "variance_ratio",
    "chance_share",
)
"""Columns of comparison.csv. ``kind`` "difference": policy − base, with the 95 % interval of the mean of the
paired differences, or of the effect under one more set of parameters (``chance_share``: the part of random
draws in its variance); "cost per additional": extra SEK over extra ``outcome``, with Fieller's 95 % set of
the same kind (``interval`` "bounded" low to high, "outside" below low or above high, "any" any amount, "none"
none)."""
DIFFERENCES = pa.schema(
    [
        ("policy", pa.string()),
        ("replicate", pa.int32()),
        ("seed", pa.int64()),
        ("outcome", pa.string()),
        ("base", pa.float64()),
        ("policy_value", pa.float64()),
        ("difference", pa.float64()),
    ]
)
BREAKDOWN = pa.schema(
    [
        ("arm", pa.string()),
        ("replicate", pa.int32()),
        ("measure", pa.string()),
        ("place", pa.string()),
        ("group", pa.string()),
        ("value", pa.float64()),
    ]
)
TRAJECTORIES = pa.schema(
    [
        ("arm", pa.string()),
        ("replicate", pa.int32()),
        ("month", pa.int32()),
        ("outcome", pa.string()),
        ("value", pa.float64()),
    ]
)

PLACES = pa.schema(
    [
        ("arm", pa.string()),
        ("replicate", pa.int32()),
        ("place", pa.string()),
        ("year", pa.int32()),
        ("outcome", pa.string()),
        ("value", pa.float64()),
    ]
)
MONTHS = 12


def write(
    plan: Plan,
    arms: Sequence[Arm],
    runs: Mapping[str, Sequence[Outcome]],
    comparison: Comparison,
    store: Store,
    started: str,
    finished: str,
    ran: int,
    mapped: Callable[[Comparison, Versus, Scenario], Rendered | None] | None = None,
) -> list[Rendered]:
    """Write all files into ``store``, and return the figures drawn. Raises ``OSError`` when they cannot be
    written."""
    from experiments.figures.comparison import draw_all
    from experiments.report.card import card_of
    from experiments.report.comparison import comparison_html

    manifest = {
        "identity": plan.identity(),
        "run_now": ran,
        **comparison_manifest(plan, arms, runs, comparison, started, finished),
    }
    failed: list[FailedPart] = []
    with in_language(plan.language):
        figures = draw_all(comparison, failed)
    maps: dict[str, Rendered] = {}
    if mapped is not None:
        for policy in comparison.policies:
            draw = partial(mapped, comparison, policy, plan.base.scenario)
            drawn = attempt(failed, f"The map of {policy.name}", "", draw)
            if drawn is not None:
                maps[policy.name] = drawn
    if failed:
        manifest["not_computed"] = [part.words for part in failed]
    with in_language(plan.language):
        card = card_of([arm.scenario for arm in (plan.base, *plan.policies)])
        page = comparison_html(comparison, figures, manifest, plan.command(), card, maps)
    store.begin(manifest)
    store.text("comparison.csv", comparison_csv(comparison))
    store.table("differences.parquet", differences_table(comparison, runs))
    store.text("breakdown.csv", breakdown_csv(comparison))
    store.table("breakdown.parquet", breakdown_table(runs))
    store.table("trajectories.parquet", trajectories_table(runs))
    store.table("places.parquet", places_table(runs))
    store.figures([*figures, *maps.values()])
    store.text("report.html", page)
    store.finish(manifest)
    return figures


def comparison_csv(comparison: Comparison) -> str:
    """The comparison as text of comma-separated values."""
    return csv_text(COLUMNS, _rows(comparison))


def _rows(comparison: Comparison) -> Iterator[tuple[Any, ...]]:
    for policy in comparison.policies:
        for found in policy.differences:
            yield (
                policy.name,
                "difference",
                found.outcome,
                BY_KEY[found.outcome].unit_of_run,
                *map(_number, (found.base, found.policy, found.mean, found.low, found.high)),
                "bounded" if np.isfinite(found.low) else "none",
                _distinguishable(found),
                found.pairs,
                *map(_number, (found.unpaired, found.paired, found.variance_reduction, found.chance_share)),
            )
        for effect, ratio in policy.costs.items():
            clear = "yes" if ratio.shape == "bounded" and (ratio.low > 0 or ratio.high < 0) else "no"
            yield (
                policy.name,
                "cost per additional",
                effect,
                "SEK, undiscounted",
                "",
                "",
                *map(_number, (ratio.value, ratio.low, ratio.high)),
                ratio.shape,
                clear,
                ratio.pairs,
                "",
                "",
                "",
                "",
            )


def _number(value: float) -> str:
    return written(value) if math.isfinite(value) else ""


def differences_table(comparison: Comparison, runs: Mapping[str, Sequence[Outcome]]) -> pa.Table:
    base = {outcome.run.replicate: outcome for outcome in runs[comparison.base]}
    rows = []
    for policy in comparison.policies:
        theirs = {outcome.run.replicate: outcome for outcome in runs[policy.name]}
        for found in policy.differences:
            for replicate in policy.replicates:
                before, after = base[replicate], theirs[replicate]
                difference = after.read.values[found.outcome] - before.read.values[found.outcome]
                rows.append(
                    {
                        "policy": policy.name,
                        "replicate": replicate,
                        "seed": before.run.seed,
                        "outcome": found.outcome,
                        "base": before.read.values[found.outcome],
                        "policy_value": after.read.values[found.outcome],
                        "difference": difference,
                    }
                )
    return pa.Table.from_pylist(rows, schema=DIFFERENCES)


def trajectories_table(runs: Mapping[str, Sequence[Outcome]]) -> pa.Table:
    columns: dict[str, list[Any]] = {name: [] for name in TRAJECTORIES.names}
    for arm, outcomes in runs.items():
        for outcome in outcomes:
            if outcome.failed:
                continue
            for key, path in outcome.read.paths.items():
                points = len(path.month)
                columns["arm"] += [arm] * points
                columns["replicate"] += [outcome.run.replicate] * points
                columns["month"] += path.month.tolist()
                columns["outcome"] += [key] * points
                columns["value"] += path.value.tolist()
    return pa.Table.from_pydict(columns, schema=TRAJECTORIES)


def places_table(runs: Mapping[str, Sequence[Outcome]]) -> pa.Table:
    """Outcomes that are followed through time, of each place at the end of each year of the run."""
    columns: dict[str, list[Any]] = {name: [] for name in PLACES.names}
    for arm, outcomes in runs.items():
        for outcome in outcomes:
            if outcome.failed:
                continue
            for (place, key), path in outcome.read.paths_in.items():
                ends = (path.month % MONTHS == MONTHS - 1) & (path.month >= 0)
                number = int(ends.sum())
                columns["arm"] += [arm] * number
                columns["replicate"] += [outcome.run.replicate] * number
                columns["place"] += [place] * number
                columns["year"] += (path.month[ends] // MONTHS + 1).tolist()
                columns["outcome"] += [key] * number
                columns["value"] += path.value[ends].tolist()
    return pa.Table.from_pydict(columns, schema=PLACES)


def breakdown_table(runs: Mapping[str, Sequence[Outcome]]) -> pa.Table:
    """Outcomes of every run by place and group."""
    rows = [
        (arm, outcome.run.replicate, *key, value)
        for arm, outcomes in runs.items()
        for outcome in outcomes
        if not outcome.failed
        for key, value in outcome.read.breakdown.items()
    ]
    columns = zip(*rows, strict=True) if rows else [[] for _ in BREAKDOWN]
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, BREAKDOWN, strict=True)], schema=BREAKDOWN
    )


def breakdown_csv(comparison: Comparison) -> str:
    """Differences by place and group, of those that both arms of every pair have."""
    head = (
        "policy",
        "measure",
        "place",
        "group",
        "unit",
        "base_mean",
        "policy_mean",
        "estimate",
        "low",
        "high",
        "distinguishable",
        "pairs",
    )
    return csv_text(
        head,
        (
            (
                policy.name,
                *key,
                measure(key[0]).unit_of_run,
                *map(_number, (found.base, found.policy, found.mean, found.low, found.high)),
                _distinguishable(found),
                policy.pairs,
            )
            for policy in comparison.policies
            for key, found in policy.breakdown.items()
        ),
    )


def _distinguishable(found: Difference) -> str:
    return "same" if found.same else "yes" if found.distinguishable else "no"


def comparison_manifest(
    plan: Plan,
    arms: Sequence[Arm],
    runs: Mapping[str, Sequence[Outcome]],
    comparison: Comparison,
    started: str,
    finished: str,
) -> dict[str, Any]:
    """The manifest as plain data; the first arm is the base."""
    from experiments.manifest import commit, failure_entries, run_entries, scenario_entry, versions
    from experiments.workers.shared import counted

    return {
        "kind": "comparison",
        "place": plan.place,
        "arms": [
            {
                "role": "policy" if position else "base",
                "file": arm.file,
                "scenario": scenario_entry(arm.name, arm.scenario),
                "runs": run_entries(runs[arm.name], arm.scenario),
                "failures": failure_entries(runs[arm.name]),
            }
            for position, arm in enumerate(arms)
        ],
        "settings": dict(plan.settings),
        "figures": dict(plan.figures),
        "equal_budget": plan.pot,
        "posterior": plan.draws.entry() if plan.draws is not None else None,
        "notes": list(comparison.notes),
        "seed": plan.seed,
        "replicates": plan.replicates,
        "months": plan.months,
        "started": started,
        "finished": finished,
        "seconds": round(sum(one.seconds for outcomes in runs.values() for one in outcomes), 3),
        "shared_pasts": counted(one for outcomes in runs.values() for one in outcomes).entry(),
        "versions": versions(),
        "commit": commit(),
    }


__all__ = [
    "COLUMNS",
    "breakdown_csv",
    "breakdown_table",
    "comparison_csv",
    "comparison_manifest",
    "differences_table",
    "places_table",
    "trajectories_table",
    "write",
]
