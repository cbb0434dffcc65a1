"""A sweep's folder as :class:`Swept`: what is there now, finished or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.analysis.swept import Array, Failure, Swept
from experiments.designs.design import Design
from experiments.outcomes.catalogue import outcomes

if TYPE_CHECKING:
    import pandas as pd

DONE = "done"


def read_swept(folder: str | Path) -> tuple[Swept, dict[str, Any]]:
    """The runs of the sweep in ``folder`` so far, and its manifest.

    Raises :class:`experiments.results.NotASweep` for a folder without a sweep or without a run,
    ``ScenarioError`` for a base that this version does not understand.
    """
    from experiments.results import NotASweep, Results
    from sim.scenario.errors import ScenarioError

    results = Results(folder)
    try:
        design = design_of(results.manifest, results.points())
    except ScenarioError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        words = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        raise NotASweep(f"{folder}: its manifest or its points are damaged ({words})") from None
    runs = results.runs()
    if not len(runs):
        raise NotASweep(f"{folder}: no run has finished yet")
    seconds = float(results.manifest.get("seconds", 0.0))
    return swept_of(design, runs, seconds), results.manifest


def swept_of(design: Design, runs: pd.DataFrame, seconds: float) -> Swept:
    """``runs``: a row a run, with point, replicate, stage, error and a column an outcome. Rows of replicates
    and points that the design does not have are left out."""
    shape = (design.replicates, len(design.points))
    here = runs["point"].between(0, shape[1] - 1) & runs["replicate"].between(0, shape[0] - 1)
    runs = runs[here]
    index = runs["replicate"].to_numpy(np.int64), runs["point"].to_numpy(np.int64)
    values = {}
    for headline in outcomes():
        if headline.key in runs:
            found = np.full(shape, np.nan)
            found[index] = runs[headline.key].to_numpy(np.float64, na_value=np.nan)
            if not np.isnan(found).all():
                values[headline.key] = found
    failed = runs[runs["stage"] != DONE]
    failures = tuple(
        Failure(int(point), int(replicate), str(stage), str(error))
        for point, replicate, stage, error in zip(
            failed["point"], failed["replicate"], failed["stage"], failed["error"], strict=True
        )
    )
    return Swept(design, values, failures, seconds)


def design_of(manifest: Mapping[str, Any], points: pd.DataFrame) -> Design:
    """The design as it was run: its text and base as the manifest keeps them.

    ``points``: what was run, a column a factor. They decide where they differ from what the text gives now
    (numbers are drawn by libraries that may have changed since).
    """
    from experiments.designs.factors import Range, range_of
    from experiments.designs.points import Layout, layout_of, points_of
    from experiments.designs.settings import DesignFile
    from sim.scenario import scenario_from
    from sim.scenario.source import plain_of

    said = manifest["design"]
    settings = DesignFile.model_validate_json(json.dumps(plain_of(said["text"]))).design
    base, seed = scenario_from(plain_of(manifest["base"])), int(manifest["seed"])
    if settings.method == "table":
        settings, layout = _tabled(settings, points)
    else:
        plain = base.canonical()
        ranges = {
            key: one
            for key, factor in settings.factors.items()
            if factor.path and isinstance(one := range_of(factor, plain), Range)
        }
        layout = layout_of(settings, ranges, None, seed)
        if layout.sampled:
            layout = Layout(layout.choices, layout.sampled, _sample(layout, points), layout.ranges, layout.paths)
    return Design(
        str(said["name"]),
        settings,
        base,
        points_of(tuple(settings.factors), layout),
        int(manifest["months"]),
        seed,
        int(manifest["replicates"]),
        layout.sampled,
        layout.sample,
        layout.choices,
        tuple(layout.tabled),
    )


def _sample(layout: Any, points: pd.DataFrame) -> Array:
    """The sample that the points came from: as drawn now where that gives the same points, else theirs."""
    step = layout.combinations
    ran = np.column_stack([points[key].to_numpy()[::step] for key in layout.sampled])
    drawn = np.array(layout.sample)
    if drawn.shape == ran.shape:
        given = np.column_stack(
            [[layout.ranges[key].value(value) for value in drawn[:, index]] for index, key in enumerate(layout.sampled)]
        )
        if np.array_equal(given, ran):
            return drawn
    return ran


def _tabled(settings: Any, points: pd.DataFrame) -> tuple[Any, Any]:
    """Settings and layout of a table: its numbers as the sample, its names as levels of rows."""
    from experiments.designs.points import Layout
    from experiments.designs.settings import FactorSettings

    names = [str(name) for name in points.columns if name != "point"]
    numbers = [name for name in names if points[name].dtype == np.float64]
    crossed = {
        key: {name: dict(changes or {}) for name, changes in factor.levels.items()}
        for key, factor in settings.factors.items()
        if factor.levels and key in names
    }
    step = int(np.prod([len(levels) for levels in crossed.values()], dtype=int))
    words = {
        name: tuple(points[name].tolist()[::step]) for name in names if name not in numbers and name not in crossed
    }
    choices = crossed | {name: {level: {} for level in levels} for name, levels in words.items()}
    paths = {name: settings.factors[name].path if name in settings.factors else name for name in numbers}
    sample = (
        np.column_stack([points[name].to_numpy()[::step] for name in numbers])
        if numbers
        else np.zeros((len(points) // step, 0))
    )
    more = {
        name: FactorSettings.model_construct(path=paths.get(name, ""), levels=choices.get(name))
        for name in names
        if name not in settings.factors
    }
    order = {name: settings.factors.get(name) or more[name] for name in [*settings.factors, *more] if name in names}
    return (
        settings.model_copy(update={"factors": order}),
        Layout(choices, tuple(numbers), sample, paths=paths, tabled=words),
    )


__all__ = ["design_of", "read_swept", "swept_of"]
