"""Every parameter of the first month is read: moved to another value, it makes another region."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.region import build_region
from sim.scenario import Scenario, scenario_from, with_overrides
from sim.scenario.schema.base import Section
from sim.scenario.words import constraints
from sim.town import Town

PLACES = {
    "a": {"population": 400, "newcomers": 0.3, "ages": "rural", "vacant_homes": 0.2, "openings": 0.1},
    "b": {"population": 150, "newcomers": 0.1, "ages": "town"},
    "c": {"population": 120, "newcomers": 0.1, "ages": "city"},
}
DATA = {
    "places": PLACES,
    "travel": {"a": {"b": 30, "c": 40}, "b": {"c": 30}},
    "origins": {"x": {}, "y": {}},
    "ties": {"settle_months": 0},
    "region": {"club_origin_least": 5, "mismatch": 0.0},
}
BASE = scenario_from(DATA)
FEW_PARENTS = scenario_from(
    {"places": {"a": {"population": 300, "ages": [3, 1, 0, 0, 0, 3, 2, 1]}}, "ties": {"settle_months": 0}}
)
"""Most children have nobody of a fitting age to live with."""
DISTRICTS = scenario_from(
    {"places": {"a": {"population": 1200}}, "region": {"district": 500}, "ties": {"settle_months": 0}}
)
"""Larger than one district."""
BY_SIZE = with_overrides(BASE, {"region.workers.willing_by_size": 0.5})
"""Employers who are willing by their size."""
WHERE = {
    "region.workers.usual_size": BY_SIZE,
    "region.families.typical_gap": FEW_PARENTS,
    "region.families.child_burden": FEW_PARENTS,
    "region.workers.large_spread": DISTRICTS,
}


def leaves(section: Section, path: str) -> Iterator[tuple[str, Any, Any]]:
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Section):
            yield from leaves(value, f"{path}.{name}")
        elif path != "region":
            yield f"{path}.{name}", field, value


LEAVES = list(leaves(BASE.region, "region"))


def bytes_of(town: Town) -> str:
    found = hashlib.sha256()
    for group in town.state:
        for column in group:
            found.update(np.ascontiguousarray(column).tobytes())
    return found.hexdigest()


def others(field: Any, value: Any) -> Iterator[Any]:
    """Other values the field allows: both limits; of lists, elements raised, lowered or moved."""
    if isinstance(value, tuple):
        if isinstance(value[0], tuple):
            yield [list(reversed(row)) for row in reversed(value)]
        elif list(value) == sorted(value):
            yield [one + 1.5 for one in value]
        yield list(reversed(value))
        yield [0.7 * one for one in value[:-1]] + [value[-1]]
        return
    limits = constraints(field.annotation, field.metadata)
    yield limits["ge"]
    yield limits["le"]


def built(scenario: Scenario) -> str:
    return bytes_of(build_region(scenario, 3))


@cache
def unmoved(path: str) -> str:
    """The region in which ``path`` is tried, as it is; of all that are tried in the usual one, ""."""
    return built(WHERE.get(path, BASE))


@pytest.mark.parametrize(("path", "field", "value"), LEAVES, ids=[path for path, _, _ in LEAVES])
def test_parameter_of_the_first_month_acts(path: str, field: Any, value: Any) -> None:
    scenario = WHERE.get(path, BASE)
    base = unmoved(path if path in WHERE else "")
    for other in others(field, value):
        try:
            moved = with_overrides(scenario, {path: other})
            if built(moved) != base:
                return
        except ValueError:
            continue
    pytest.fail(f"{path} changes nothing")
