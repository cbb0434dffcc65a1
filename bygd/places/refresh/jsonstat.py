"""JSON-stat 2.0, the format in which PxWeb answers.

Read by these few lines: pyjstat, the kept library, loads pandas and requests, drops the signs that say why a figure is
missing and takes an answer that was cut short for a whole one. Format: https://json-stat.org/full/
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any

from bygd.places.refresh.cubes import Cube, Variable
from bygd.places.refresh.errors import OfficeFailed

NOUGHT = "-"
"""The sign with which some offices write that there is nobody."""


def categories(dimension: Mapping[str, Any]) -> dict[str, str]:
    """Text by code, in the order of the figures."""
    category = dimension.get("category")
    if not isinstance(category, Mapping):
        raise OfficeFailed("the answer has a dimension without categories")
    index, label = category.get("index"), category.get("label") or {}
    if isinstance(index, Mapping):
        codes = sorted(index, key=lambda code: index[code])
    elif isinstance(index, list):
        codes = index
    else:  # a single category may go without an index
        codes = list(label)
    return {str(code): str(label.get(code, code)) for code in codes}


def variables(dataset: Mapping[str, Any]) -> dict[str, Variable]:
    """The dimensions of a dataset, which may have no figures in it (PxWeb 2 describes tables so)."""
    found = {}
    for code in _dimensions(dataset):
        dimension = dataset["dimension"][code]
        extension = dimension.get("extension") or {}
        text = str(dimension.get("label", code))
        found[code] = Variable(code, text, categories(dimension), bool(extension.get("elimination")))
    return found


def cube(dataset: Any) -> Cube:
    """The figures of a dataset. Raises :class:`OfficeFailed` where it is none, or cut short."""
    names = _dimensions(dataset)
    codes = [list(categories(dataset["dimension"][name])) for name in names]
    sizes = [len(held) for held in codes]
    if dataset.get("size") != sizes:
        raise OfficeFailed(f"the answer says its sizes are {dataset.get('size')}, its categories are {sizes}")
    count, values = math.prod(sizes), dataset.get("value")
    if isinstance(values, list) and len(values) != count:
        raise OfficeFailed(f"the answer holds {len(values):,} of {count:,} figures")
    if not isinstance(values, list | Mapping):
        raise OfficeFailed("the answer holds no figures")
    at = _by_position(values)
    status = dataset.get("status") or {}
    sign = {} if isinstance(status, str) else _by_position(status)
    found = Cube(tuple(names))
    for position, key in enumerate(itertools.product(*codes)):
        value = at.get(position)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise OfficeFailed(f"the answer holds {value!r} in place of a figure for {', '.join(key)}")
        nought = value is None and sign.get(position) == NOUGHT
        found.cells[key] = 0.0 if nought else None if value is None else float(value)
        if sign.get(position):
            found.symbols[key] = str(sign[position])
    return found


def _dimensions(dataset: Any) -> list[str]:
    named = isinstance(dataset, Mapping) and isinstance(dataset.get("id"), list)
    if not named or not isinstance(dataset.get("dimension"), Mapping):
        raise OfficeFailed("the answer is no JSON-stat dataset")
    names: list[str] = dataset["id"]
    if missing := [name for name in names if name not in dataset["dimension"]]:
        raise OfficeFailed(f"the answer does not describe its dimension {missing[0]}")
    return names


def _by_position(held: list[Any] | Mapping[str, Any]) -> dict[int, Any]:
    """Row-major position: value; JSON-stat leaves out empty ones in an object."""
    pairs = held.items() if isinstance(held, Mapping) else enumerate(held)
    return {int(position): value for position, value in pairs}


__all__ = ["categories", "cube", "variables"]
