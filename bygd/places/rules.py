"""The numbers by which figures become a scenario (``data/rules.yaml``), and the class of a place."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from bygd.places.table import PACKAGED, Municipality, Table
from bygd.places.travel import estimate, great_circles

CLASSES = ("rural", "commuter", "town", "city")


@functools.cache
def rules() -> dict[str, Any]:
    """``data/rules.yaml`` as plain data."""
    from sim.scenario.source import read

    file = PACKAGED / "rules.yaml"
    return dict(read(file, str(file)).plain())


@functools.cache
def classes(table: Table) -> dict[str, str]:
    """The class of each municipality, one of :data:`CLASSES`, by its id."""
    said = rules()["classes"]
    near = said["commuter"]
    towns = [row for row in table.rows if row.population >= near["on_aland" if row.aland else "inhabitants"]]
    apart = great_circles(table.rows, towns)
    for number, row in enumerate(table.rows):
        apart[number, [town.land != row.land for town in towns]] = np.inf
    found = {}
    for row, nearest in zip(table.rows, apart.min(axis=1), strict=True):
        if row.type in said["types"]:
            found[row.id] = said["types"][row.type]
            continue
        within = bool(np.isfinite(nearest)) and estimate(float(nearest)) <= near["minutes"]
        found[row.id] = class_of(row.population, within)
    return found


def class_of(population: int, near: bool) -> str:
    """The class of a place of so many inhabitants; ``near``: whether it is within reach of a large town."""
    said = rules()["classes"]
    if population >= said["city"]:
        return "city"
    if population >= said["town"]:
        return "town"
    return "commuter" if near else "rural"


def mean_newcomers(table: Table, row: Municipality, kind: str) -> float | None:
    """Mean published share of its class in its country, weighted by inhabitants; None where none is published."""
    kinds = classes(table)
    same = [one for one in table.of(row.land) if kinds[one.id] == kind and one.foreign_share is not None]
    people = sum(one.population for one in same)
    return sum(one.population * (one.foreign_share or 0.0) for one in same) / people if people else None


__all__ = ["CLASSES", "class_of", "classes", "mean_newcomers", "rules"]
