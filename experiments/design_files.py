"""What a design leaves in its folder.

    runs.csv, runs.parquet  every run: cell, a column a factor, replicate, seed, a column an outcome
    effects.csv             main effects and two-way interactions with intervals over replicates
    cells.csv               every cell against the first
    parts/                  the finished runs one by one: starting again runs only what is missing
    figures/, report.html   to look at and to read
    manifest.json           the design, the base, seeds and versions; written last
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from experiments.designs import Design, Point
from experiments.outcomes import BY_KEY, HEADLINES
from experiments.runs import Outcome, Run
from experiments.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

    from experiments.designing import DesignFindings

EFFECT_COLUMNS = ("outcome", "unit", "kind", "factor_1", "level_1", "reference_1", "factor_2", "level_2",
                  "reference_2", "estimate", "low", "high", "told", "replicates")
Known = Sequence[dict[str, float] | None]
Plan = Sequence[tuple[Point, Run]]


def write(found: DesignFindings, plan: Plan, known: Known, store: Store, manifest: dict[str, Any],
          command: str, parts: Iterable[str]) -> None:
    """Write all files into ``store``, begun already. Raises ``OSError`` when they cannot be written."""
    from experiments.figures.factorial import draw
    from experiments.figures.picture import rendered
    from experiments.report.design import design_html

    figure = rendered(draw(found))
    page = design_html(found, figure, manifest, command)
    rows = list(_runs(found.design, plan, known))
    names = ["cell", *found.design.levels, "replicate", "seed", *_outcomes(known)]
    store.text("runs.csv", _csv(names, rows))
    store.table("runs.parquet", _table(names, rows))
    store.text("effects.csv", _csv(EFFECT_COLUMNS, _effects(found)))
    store.text("cells.csv", _csv(
        [*found.design.levels, "outcome", "mean", "difference", "low", "high", "replicates"], _cells(found)
    ))
    store.figures([figure])
    store.text("report.html", page)
    store.note(parts)
    store.finish(manifest)


def _outcomes(known: Known) -> list[str]:
    there = {key for values in known for key in values or {}}
    return [headline.key for headline in HEADLINES if headline.key in there]


def _runs(design: Design, plan: Plan, known: Known) -> Iterator[list[Any]]:
    number = {point.values: place for place, point in enumerate(design.points)}
    outcomes = _outcomes(known)
    for (point, run), values in zip(plan, known, strict=True):
        if values is not None:
            yield [number[point.values], *point.values, run.replicate, run.seed,
                   *(values.get(outcome) for outcome in outcomes)]


def _table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    import pyarrow as pa

    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [[] for _ in names]
    return pa.Table.from_arrays([pa.array(column) for column in columns], names=list(names))


def _effects(found: DesignFindings) -> Iterator[list[Any]]:
    for outcome, effects in found.effects.items():
        for effect in effects:
            sides: list[str] = []
            for (factor, level), reference in zip(effect.levels, effect.reference, strict=True):
                sides += [factor, level, reference]
            one = effect.difference
            yield [outcome, BY_KEY[outcome].unit, effect.kind, *sides, *[""] * (6 - len(sides)), one.mean,
                   one.low, one.high, "same" if one.same else "yes" if one.told else "no", one.pairs]


def _cells(found: DesignFindings) -> Iterator[list[Any]]:
    levels = list(found.design.levels.values())
    for outcome, cells in found.cells.items():
        for place, one in cells.items():
            yield [*(names[index] for names, index in zip(levels, place, strict=True)), outcome, one.policy,
                   one.mean, one.low, one.high, one.pairs]


def _csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.6g}" if math.isfinite(value) else ""
    return "" if value is None else value


def design_manifest(design: Design, file: str, outcomes: Sequence[Outcome], started: str,
                    finished: str) -> dict[str, Any]:
    """The manifest as plain data. ``outcomes`` are of the runs done now; others were found done."""
    from experiments.manifest import commit, versions

    return {
        "kind": "design",
        "design": {"name": design.name, "title": design.title, "text": file},
        "factors": {key: list(levels) for key, levels in design.levels.items()},
        "points": [{"values": list(point.values), "changes": dict(point.changes)} for point in design.points],
        "base": design.base.to_yaml(),
        "seed": design.seed,
        "replicates": design.replicates,
        "months": design.months,
        "runs": design.runs,
        "run_now": len(outcomes),
        "failures": [
            {"seed": one.run.seed, "replicate": one.run.replicate, "scenario": one.run.scenario,
             "stage": one.stage, "error": one.error} for one in outcomes if one.failed
        ],
        "started": started,
        "finished": finished,
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 3),
        "versions": versions(),
        "commit": commit(),
    }


__all__ = ["EFFECT_COLUMNS", "design_manifest", "write"]
