"""Sweeps made by hand: designs over made-up ranges, outcomes from a formula instead of a simulation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import fakes
import numpy as np

from experiments.analysis.swept import Failure, Swept
from experiments.designs.design import Design
from experiments.designs.factors import Range
from experiments.designs.points import layout_of, points_of
from experiments.designs.settings import DesignSettings


class ByHand(Design):
    """A design whose ranges are given, not read from the fields of a scenario."""

    given: Mapping[str, Range] = {}

    @cached_property
    def ranges(self) -> dict[str, Range]:  # type: ignore[override]
        return dict(self.given)


def design(
    method: str,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    *,
    points: int | None = None,
    levels: Mapping[str, tuple[str, ...]] | None = None,
    replicates: int = 3,
    seed: int = 4,
    outcomes: tuple[str, ...] = ("local_friends",),
    labels: Mapping[str, str] | None = None,
    title: str = "",
    **more: Any,
) -> Design:
    """A design of ``method`` over ``ranges`` {factor: (low, high)} and ``levels`` {factor: names}."""
    words = labels or {}
    ranges, levels = ranges or {}, levels or {}
    factors: dict[str, Any] = {
        key: {"levels": dict.fromkeys(names), "label": words.get(key, "")} for key, names in levels.items()
    }
    factors |= {
        key: {"path": f"made.{key}", "range": list(span), "label": words.get(key, key)} for key, span in ranges.items()
    }
    settings = DesignSettings.model_validate(
        {
            "title": title,
            "base": "town.yaml",
            "replicates": replicates,
            "outcomes": list(outcomes),
            "method": method,
            "points": points,
            "factors": factors,
            **more,
        }
    )
    middle = {key: (low + high) / 2 for key, (low, high) in ranges.items()}
    spans = {key: Range(f"made.{key}", low, high, base=middle[key]) for key, (low, high) in ranges.items()}
    layout = layout_of(settings, spans, None, seed)
    made = ByHand(
        "made-up",
        settings,
        fakes.scenario(),
        points_of(tuple(factors), layout),
        120,
        seed,
        replicates,
        layout.sampled,
        layout.sample,
        layout.choices,
    )
    object.__setattr__(made, "given", spans)
    return made


def swept(
    made: Design,
    outcome: Callable[..., float],
    *,
    noise: float = 0.0,
    shared: float = 0.0,
    keys: tuple[str, ...] | None = None,
    missing: tuple[tuple[int, int], ...] = (),
) -> Swept:
    """``outcome`` of every point's values, by the names of the factors, plus chance.

    ``shared``: of a replicate, the same at all points; ``noise``: of every run. ``missing``: (replicate, point).
    """
    rng = np.random.default_rng(made.seed)
    names = list(made.factors)
    exact = np.array([outcome(**dict(zip(names, point.values, strict=True))) for point in made.points])
    shape = (made.replicates, len(made.points))
    values = {}
    for key in keys or made.outcomes:
        values[key] = exact + shared * rng.normal(size=(shape[0], 1)) + noise * rng.normal(size=shape)
        for place in missing:
            values[key][place] = np.nan
    failures = tuple(Failure(point, replicate, "running", "made to fail") for replicate, point in missing)
    return Swept(made, values, failures, 12.5)


def ishigami(x1: float, x2: float, x3: float) -> float:
    return math.sin(x1) + 7 * math.sin(x2) ** 2 + 0.1 * x3**4 * math.sin(x1)


ISHIGAMI = {f"x{place}": (-math.pi, math.pi) for place in (1, 2, 3)}
