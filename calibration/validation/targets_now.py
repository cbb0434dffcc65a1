"""The figures the model is to be fitted to, as it is now: how far each lies from what is published."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from calibration.definitions import Definition
from calibration.targets import Target
from calibration.validation.turns import NEAR

TOPIC_OF: dict[str, str] = {
    "employed": "work",
    "employed_by_year": "work",
    "isolated": "friends",
    "members": "clubs",
    "close_locals": "friends",
    "friends_locals": "friends",
    "close_newcomers": "friends",
    "no_close_newcomers": "friends",
}
"""Of measures: what they speak of, in the words of patterns.yaml; any other of people."""


def topics_of(definition: Definition) -> set[str]:
    """What a figure so defined speaks of."""
    parts = [*(definition.difference or ()), *(definition.ratio or ())]
    found = set[str]().union(*map(topics_of, parts))
    if definition.retention is not None or definition.exit is not None:
        found.add("staying")
    for one in (definition.measure, definition.since_arrival):
        if one is not None:
            found.add(TOPIC_OF.get(one.name, "people"))
    return found


def cells_of(targets: Sequence[Target], values: Mapping[str, float]) -> list[dict[str, Any]]:
    """Each target with the mean that runs gave it: held where it lies within :data:`NEAR` deviations."""
    rows = []
    for target in targets:
        value = values[target.key]
        distance = (value - target.value) / target.tolerance
        verdict = "cannot be told" if math.isnan(value) else "holds" if abs(distance) <= NEAR else "contradicted"
        rows.append(
            {
                "target": target.key,
                "label": target.label,
                "evidence": target.value,
                "tolerance": target.tolerance,
                "model": value,
                "distance": distance,
                "verdict": verdict,
            }
        )
    return rows


__all__ = ["TOPIC_OF", "cells_of", "topics_of"]
