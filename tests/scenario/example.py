"""A small valid scenario for tests to bend."""

from __future__ import annotations

import copy
from typing import Any

DATA: dict[str, Any] = {
    "title": "Two villages",
    "start": "2010-01",
    "months": 36,
    "places": {"vannas": {"population": 400, "name": "Vännäs"}, "vindeln": {"population": 300}},
    "travel": {"vannas": {"vindeln": 35}},
    "origins": {"syria": {"name": "Syria"}},
    "arrivals": {"quota": {"place": "vannas", "origin": "syria", "pathway": "quota", "per_year": 6}},
    "rivals": {"belonging": "informal"},
    "levers": {"rivals.belonging": {"2011-01": "informal_and_membership"}},
}


def example(**changes: Any) -> dict[str, Any]:
    """The scenario as plain data, with top-level fields replaced."""
    return {**copy.deepcopy(DATA), **changes}
