"""Making and growing the arrays of :mod:`sim.state`."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import codes, state
from sim.jit import jit_enabled
from sim.state import FIELDS, State

if jit_enabled():
    from sim import handles  # noqa: F401  (tells numba how kernels take a state)


class NoRoom(Exception):
    """A group of arrays is full: growing is the caller's, between kernels."""


def widths(slots: int, places: int) -> dict[tuple[str, str], int]:
    """Second dimension of the two-dimensional columns."""
    return {
        ("contacts", "rate"): codes.FOCUS_KINDS + 2,
        ("memberships", "focus"): codes.FOCUS_SLOTS,
        ("memberships", "seat"): codes.FOCUS_SLOTS,
        ("ties", "partner"): slots,
        ("ties", "hours"): slots,
        ("ties", "kind"): slots,
        ("ties", "quality"): slots,
        ("ties", "since"): slots,
        ("households", "members"): state.HOUSEHOLD_SEATS,
        ("employers", "origins"): state.ORIGIN_LIMIT,
        ("places", "travel"): places,
        ("places", "service_open"): len(codes.Service),
        ("places", "service_weak"): len(codes.Service),
        ("places", "coordination"): codes.TASKS,
        ("enrolments", "mentors"): codes.MENTORS_MOST,
        ("places", "flows"): codes.FLOWS,
    }


GROUPS: dict[str, Any] = State.__annotations__
PER_PERSON = ("people", "minds", "contacts", "work", "memberships", "civic", "ties")
"""Groups with one row a person."""


def group_class(group: str) -> Any:
    return {
        name: getattr(state, name.capitalize()) for name in FIELDS
    }[group]


def allocate(group: str, rows: int, *, slots: int = 1, places: int = 1, seats: int = 0) -> Any:
    """A group of ``rows`` unused rows (``seats``: length of the roster, for foci)."""
    two_dimensional = widths(slots, places)
    columns = []
    for column, (dtype, unused) in FIELDS[group].items():
        width = two_dimensional.get((group, column))
        shape: tuple[int, ...] = (rows,) if width is None else (rows, width)
        if (group, column) == ("foci", "roster"):
            shape = (seats,)
        columns.append(np.full(shape, unused, dtype=dtype))
    return group_class(group)(*columns)


def allocate_state(
    *, people: int, households: int, homes: int, foci: int, seats: int, clubs: int, jobs: int,
    employers: int, places: int, slots: int, streams: int = 0, posts: int = 0, programmes: int = 0,
) -> State:
    """An empty region with room for so many."""
    rows = {
        "households": households, "homes": homes, "foci": foci, "clubs": clubs, "jobs": jobs,
        "employers": employers, "places": places, "streams": streams, "posts": posts,
        "programmes": programmes, "enrolments": 0,
    }
    return State(**{
        group: allocate(group, rows.get(group, people), slots=slots, places=places, seats=seats)
        for group in FIELDS
    })


def grown(state_: State, group: str, rows: int) -> State:
    """The state with ``group`` (all person groups when it is "people") having at least ``rows`` rows."""
    groups = PER_PERSON if group == "people" else (group,)
    changes = {}
    for name in groups:
        old = getattr(state_, name)
        columns = []
        for column, values in zip(FIELDS[name], old, strict=True):
            if (name, column) == ("foci", "roster"):
                columns.append(values)
                continue
            more = max(0, rows - values.shape[0])
            unused = np.full((more, *values.shape[1:]), FIELDS[name][column][1], values.dtype)
            columns.append(np.concatenate([values, unused]))
        changes[name] = group_class(name)(*columns)
    return state_._replace(**changes)


def grown_roster(state_: State, seats: int) -> State:
    """The state with a roster of at least ``seats`` seats."""
    roster = state_.foci.roster
    more = np.full(max(0, seats - roster.shape[0]), codes.NOBODY, roster.dtype)
    return state_._replace(foci=state_.foci._replace(roster=np.concatenate([roster, more])))


def copied(state_: State) -> State:
    """A state that shares nothing with this one."""
    groups: Any = (type(group)(*(column.copy() for column in group)) for group in state_)
    return State(*groups)


def nbytes(state_: State) -> int:
    return sum(column.nbytes for group in state_ for column in group)
