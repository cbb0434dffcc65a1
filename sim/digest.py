"""A name for the exact bytes of a state."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from sim.state import PER_PERSON, State
from sim.town import GROUP_OF, Town, Used

IDLE_PASSED_OVER = ("streams", "posts", "programmes", "organisations")
ABSENT = ("organisations", "copies")
"""Groups that leave no trace, not even their names, where nothing of them is in use."""
EMPTY_COUNTED = (
    "practice",
    "job_help",
    "recognition",
    "business",
    "reunification",
    "fee_support",
    "driving",
    "childcare",
    "lift",
)
"""Columns of what programmes carry that count while empty too, as they did when the first histories were written."""


def digest(town: Town) -> str:
    """SHA-256 (hex) over every used row of every array: equal when two states are the same bytes.

    Programmes, posts and streams that have never been at work are passed over: a lever switched off leaves
    the same bytes as one that is not there. So are columns that follow from the rules of the month, and optional ones
    in which nothing stands.
    """
    found = hashlib.sha256(str(town.month).encode())
    rows = {group: int(town.used[what]) for what, group in GROUP_OF.items()}
    group: Any
    for name, group in zip(State._fields, town.state, strict=True):
        if name == "clock":
            continue
        if name in ABSENT and not (group[0] > 0).any():  # a uid, or a month in which a copy began
            continue
        used = rows["people"] if name in PER_PERSON else rows.get(name)
        for column, values in zip(group._fields, group, strict=True):
            if group.columns[column].derived:
                continue
            if name in IDLE_PASSED_OVER:
                values = values[group.uid != 0]
            length = int(town.used[Used.SEATS]) if column == "roster" else used
            optional = group.columns[column].optional and column not in EMPTY_COUNTED
            if optional and (values[:length] == group.columns[column].unused).all():
                continue
            found.update(f"{name}.{column}".encode())
            found.update(np.ascontiguousarray(values[:length]).tobytes())
    return found.hexdigest()
