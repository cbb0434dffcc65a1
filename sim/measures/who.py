"""Who is here, and how old, in the month just simulated."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE
from sim.town import Town, Used

Array = np.ndarray[Any, Any]


def here(town: Town) -> Array:
    count = int(town.used[Used.PEOPLE])
    return np.asarray(town.state.people.status[:count] == HERE)


def ages(town: Town) -> Array:
    """Ages in months (n,) in the month just simulated."""
    return np.asarray(town.month - 1 - town.state.people.birth[: int(town.used[Used.PEOPLE])])
