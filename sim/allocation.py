"""Making and growing the arrays of :mod:`sim.state`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.codes import NOBODY
from sim.kernel_folder import jit_enabled
from sim.state import GROUPS, PER_PERSON, State
from sim.state.columns import filled

if jit_enabled():
    from sim import state_abi  # noqa: F401  (tells numba how kernels take a state)


class NoRoom(Exception):
    """A group of arrays is full: growing is the caller's, between kernels."""


def allocate(group: str, rows: int, *, slots: int = 1, places: int = 1, seats: int = 0) -> Any:
    """A group of ``rows`` unused rows (``seats``: length of the roster, for foci)."""
    kind = GROUPS[group]
    sizes = {"slots": slots, "places": places, "seats": seats}
    return kind(*(column.empty(rows, sizes) for column in kind.columns.values()))


def allocate_state(
    *,
    people: int,
    households: int,
    homes: int,
    foci: int,
    seats: int,
    clubs: int,
    jobs: int,
    employers: int,
    places: int,
    slots: int,
    **of_scenario: int,
) -> State:
    """An empty region with room for so many; rows of the groups that the scenario has entries for are none unless said
    (``of_scenario``)."""
    rows = {
        **dict.fromkeys(("streams", "posts", "programmes", "organisations", "copies"), 0),
        **of_scenario,
        "clock": 1,
        "households": households,
        "homes": homes,
        "foci": foci,
        "clubs": clubs,
        "jobs": jobs,
        "employers": employers,
        "places": places,
        "enrolments": 0,
    }
    return State(
        **{group: allocate(group, rows.get(group, people), slots=slots, places=places, seats=seats) for group in GROUPS}
    )


def growing(state_: State, group: str, rows: int) -> Iterator[State]:
    """The state with one column more of ``group`` (of all person groups when it is "people") having at least ``rows``
    rows, until all have.

    Column by column: whoever keeps the last alone has, beside a state, room for one column and not for all of them.
    """
    for name in PER_PERSON if group == "people" else (group,):
        for key, column in GROUPS[name].columns.items():
            if column.rows:  # its length is no number of rows
                continue
            values = getattr(getattr(state_, name), key)
            larger = filled((max(rows, values.shape[0]), *values.shape[1:]), column.unused, values.dtype.str)
            larger[: values.shape[0]] = values
            state_ = state_._replace(**{name: getattr(state_, name)._replace(**{key: larger})})
            del values, larger
            yield state_


def grown(state_: State, group: str, rows: int) -> State:
    """The state with ``group`` (all person groups when it is "people") having at least ``rows`` rows."""
    found = state_
    for larger in growing(state_, group, rows):
        found = larger
    return found


def grown_roster(state_: State, seats: int) -> State:
    """The state with a roster of at least ``seats`` seats."""
    roster = state_.foci.roster
    more = np.full(max(0, seats - roster.shape[0]), NOBODY, roster.dtype)
    return state_._replace(foci=state_.foci._replace(roster=np.concatenate([roster, more])))


def resized(state_: State, group: str, rows: int) -> State:
    """The state with exactly ``rows`` rows in ``group``; what stands in those that there were stays."""
    old = getattr(state_, group)
    new = allocate(group, rows, places=state_.places.uid.shape[0])
    for before, after in zip(old, new, strict=True):
        common = min(before.shape[0], rows)
        after[:common] = before[:common]
    return state_._replace(**{group: new})


def copied(state_: State) -> State:
    """A state that shares nothing with this one."""
    groups: Any = (type(group)(*(column.copy() for column in group)) for group in state_)
    return State(*groups)


def nbytes(state_: State) -> int:
    return sum(column.nbytes for group in state_ for column in group)


def require(room: bool) -> None:
    """Stop where a kernel found the arrays full (it never drops anybody silently)."""
    if not room:
        raise NoRoom("people or households: the month brought more than was planned for; raise capacity")
