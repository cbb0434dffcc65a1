"""A sweep's folder as :class:`Swept`: what is there now, finished or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.analysis.swept import Array, Failure, Swept
from experiments.designs.design import Design
from experiments.outcomes import HEADLINES

if TYPE_CHECKING:
    import pyarrow as pa

DONE = "done"


class NoSweep(ValueError):
    """The folder holds no sweep that can be read. The message says why."""


def read_swept(folder: str | Path) -> Swept:
    """The runs of the sweep in ``folder`` so far. Raises :class:`NoSweep`, ``ScenarioError``, ``OSError``."""
    folder = Path(folder)
    manifest = read_manifest(folder)
    design = design_of(manifest, _points(folder))
    shape = (design.replicates, len(design.points))
    runs = _runs(folder)
    point, replicate = (runs.column(name).to_numpy() for name in ("point", "replicate"))
    inside = (point < shape[1]) & (replicate < shape[0])
    values = {}
    for headline in HEADLINES:
        if headline.key in runs.column_names:
            found = np.full(shape, np.nan)
            column = runs.column(headline.key).to_numpy(zero_copy_only=False).astype(np.float64)
            found[replicate[inside], point[inside]] = column[inside]
            values[headline.key] = found
    stages, errors = (runs.column(name).to_pylist() for name in ("stage", "error"))
    failures = tuple(sorted(
        Failure(int(point[row]), int(replicate[row]), str(stage), str(errors[row] or ""))
        for row, stage in enumerate(stages) if stage != DONE
    ))
    return Swept(design, values, failures, float(manifest.get("seconds") or 0.0))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a sweep. Raises :class:`NoSweep` where there is none."""
    if not folder.is_dir():
        raise NoSweep(f"{folder}: there is no such folder")
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoSweep(f"{folder} holds no sweep: it has no manifest.json") from None
    except ValueError:
        raise NoSweep(f"{folder}: manifest.json is no JSON") from None
    if not isinstance(found, dict) or found.get("kind") != "sweep":
        kind = found.get("kind", "something else") if isinstance(found, dict) else "something else"
        raise NoSweep(f"{folder} holds no sweep but the result of another command ({kind})")
    return found


def design_of(manifest: Mapping[str, Any], points: pa.Table | None = None) -> Design:
    """The design as it was run: its text and base as the manifest keeps them.

    ``points``: what was run, a column a factor. It decides where it differs from what the text gives now
    (numbers are drawn by libraries that may have changed since).
    """
    import yaml

    from experiments.designs.factors import Range, range_of
    from experiments.designs.points import Layout, layout_of, points_of
    from experiments.designs.settings import DesignFile
    from sim.scenario import scenario_from

    said = manifest["design"]
    settings = DesignFile.model_validate_json(json.dumps(yaml.safe_load(said["text"]))).design
    base, seed = scenario_from(yaml.safe_load(manifest["base"])), int(manifest["seed"])
    if settings.method == "table":
        if points is None:
            raise NoSweep("points.parquet is missing: a table's points are not in the design's text")
        settings, layout = _tabled(settings, points)
    else:
        plain = base.canonical()
        ranges = {key: one for key, factor in settings.factors.items() if factor.path
                  and isinstance(one := range_of(factor, plain), Range)}
        layout = layout_of(settings, ranges, None, seed)
        if points is not None and layout.sampled:
            layout = Layout(layout.choices, layout.sampled, _sample(layout, points), layout.ranges,
                            layout.paths)
    return Design(
        str(said["name"]), settings, base, points_of(tuple(settings.factors), layout),
        int(manifest["months"]), seed, int(manifest["replicates"]), layout.sampled, layout.sample,
        layout.choices, tuple(layout.tabled),
    )


def _sample(layout: Any, points: pa.Table) -> Array:
    """The sample that the points came from: as drawn now where that gives the same points, else theirs."""
    step = layout.combinations
    ran = np.column_stack([points.column(key).to_numpy()[::step] for key in layout.sampled])
    drawn = np.array(layout.sample)
    if drawn.shape == ran.shape:
        given = np.column_stack([[layout.ranges[key].value(value) for value in drawn[:, place]]
                                 for place, key in enumerate(layout.sampled)])
        if np.array_equal(given, ran):
            return drawn
    return ran


def _tabled(settings: Any, points: pa.Table) -> tuple[Any, Any]:
    """Settings and layout of a table: its numbers as the sample, its names as levels of rows."""
    import pyarrow as pa

    from experiments.designs.points import Layout
    from experiments.designs.settings import FactorSettings

    names = [name for name in points.column_names if name != "point"]
    numbers = [name for name in names if pa.types.is_floating(points.schema.field(name).type)]
    crossed = {key: {name: dict(changes or {}) for name, changes in factor.levels.items()}
               for key, factor in settings.factors.items() if factor.levels and key in names}
    step = int(np.prod([len(levels) for levels in crossed.values()], dtype=int))
    words = {name: tuple(points.column(name).to_pylist()[::step]) for name in names
             if name not in numbers and name not in crossed}
    choices = crossed | {name: {level: {} for level in levels} for name, levels in words.items()}
    paths = {name: settings.factors[name].path if name in settings.factors else name for name in numbers}
    sample = np.column_stack([points.column(name).to_numpy()[::step] for name in numbers]) if numbers else \
        np.zeros((points.num_rows // step, 0))
    more = {name: FactorSettings.model_construct(path=paths.get(name, ""), levels=choices.get(name))
            for name in names if name not in settings.factors}
    order = {name: settings.factors.get(name) or more[name] for name in [*settings.factors, *more]
             if name in names}
    return (settings.model_copy(update={"factors": order}),
            Layout(choices, tuple(numbers), sample, paths=paths, tabled=words))


def _points(folder: Path) -> pa.Table | None:
    import pyarrow.parquet as pq

    path = folder / "points.parquet"
    return pq.read_table(path) if path.is_file() else None


def _runs(folder: Path) -> pa.Table:
    """The finished runs, of the whole table or of the parts that are there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = folder / "runs.parquet"
    files = [whole] if whole.is_file() else \
        sorted(file for file in (folder / "parts").glob("*.parquet") if not file.name.startswith("."))
    wanted = {"point", "replicate", "stage", "error", *(headline.key for headline in HEADLINES)}
    tables = []
    for file in files:
        there = set(pq.read_schema(file).names)
        tables.append(pq.read_table(file, columns=sorted(wanted & there)))
    if not tables:
        raise NoSweep(f"{folder}: no run has finished yet")
    return pa.concat_tables(tables, promote_options="default").combine_chunks()


__all__ = ["NoSweep", "design_of", "read_manifest", "read_swept"]
