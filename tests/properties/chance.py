"""Every number, choice and switch of a scenario with the values it may take: its ends, and what lies between."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from sim.scenario.schema.base import Section
from sim.scenario.schema.region import PlaceSettings
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.scenario.words import constraints

OF_THE_FIRST_MONTH = ("region.household_hours", "region.kin_hours")
"""Numbers of the region as built that ties go on from; others may contradict the places."""
LEFT_OUT = ("ties.settle_months",)
"""So many months are lived before the first: a drawn number would make examples slow."""
OF_A_PLACE = (
    *("car", "vacant_homes", "tenure", "welcome", "attitude", "newcomer_years", "employment", "openings", "demand"),
    *("childcare", "interpreters", "university", "board_support"),
)
"""Fields of a place that any of its size may have; others contradict each other (homes and beds, jobs and workers)."""


@dataclass(frozen=True)
class Open:
    """A field, and what it may be."""

    path: str
    ends: tuple[Any, ...]
    """The least and the greatest value of a number or of all of a vector; every choice."""
    values: st.SearchStrategy[Any]
    """The ends as often as what lies between: there divisions by zero and empty budgets are."""


def bare(annotation: Any) -> Any:
    """Without the limits around it, and without None."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        kinds = [kind for kind in typing.get_args(annotation) if kind is not type(None)]
        return bare(kinds[0]) if len(kinds) == 1 else None
    return annotation


def within(annotation: Any) -> Any:
    """The annotation whose limits count: of an optional one that which is not None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next(kind for kind in typing.get_args(annotation) if kind is not type(None))
    return annotation


def open_field(path: str, annotation: Any, metadata: Any = ()) -> Open | None:
    """What a field may be; None for what has no ends: text, keys, mappings."""
    annotation, kind = within(annotation), bare(annotation)
    limits = constraints(annotation, metadata)
    if kind is bool:
        return Open(path, (False, True), st.booleans())
    if typing.get_origin(kind) is typing.Literal:
        choices = typing.get_args(kind)
        return Open(path, choices, st.sampled_from(choices))
    if kind in (int, float):
        low, high = limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))
        if low is None or high is None:
            return None
        low, high = kind(low), kind(high)
        between = st.integers(low, high) if kind is int else st.floats(low, high)
        return Open(path, (low, high), st.sampled_from([low, high]) | between)
    if typing.get_origin(kind) is tuple:
        parts = list(typing.get_args(kind))
        if parts[-1:] == [Ellipsis]:
            many = limits.get("min_length")
            parts = [parts[0]] * many if many and many == limits.get("max_length") else []
        inside = [open_field(path, part) for part in parts]
        if not inside or any(one is None for one in inside):
            return None
        known = typing.cast("list[Open]", inside)
        length = len(known)
        if limits.get("some"):  # weights must not all be nothing: each end is one of them alone
            vectors = tuple(
                [one.ends[-1 if at == only else 0] for at, one in enumerate(known)] for only in (0, length - 1)
            )
        else:
            vectors = tuple([one.ends[end] for one in known] for end in (0, -1))
        between = st.tuples(*(one.values for one in known)).map(list)
        return Open(path, vectors, st.sampled_from(vectors) | between)
    return None


def fields(section: type[Section], path: str) -> Iterator[tuple[str, Any, Any]]:
    """(path, annotation, metadata) of what a section says, with the sections within it."""
    for name, info in section.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            yield from fields(kind, f"{path}.{name}")
        else:
            yield f"{path}.{name}", kind, info.metadata


def of_the_months() -> Iterator[tuple[str, Any, Any]]:
    """The fields of every section of the month, but for those of the region as built."""
    for section in SECTIONS:
        kind = typing.cast("type[Section]", Scenario.model_fields[section].annotation)
        for path, annotation, metadata in fields(kind, section):
            if path not in LEFT_OUT and (section != "region" or path in OF_THE_FIRST_MONTH):
                yield path, annotation, metadata


CHANCE: dict[str, Open] = {
    path: found for path, *kind in of_the_months() if (found := open_field(path, *kind)) is not None
}
"""By path."""
PLACE_CHANCE: dict[str, Open] = {
    name: found
    for name in OF_A_PLACE
    if (
        found := open_field(
            name, PlaceSettings.model_fields[name].annotation, PlaceSettings.model_fields[name].metadata
        )
    )
}
"""By name of the field."""


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Write ``value`` at a dotted path of nested mappings."""
    *way, last = path.split(".")
    for step in way:
        data = data.setdefault(step, {})
    data[last] = value


__all__ = ["CHANCE", "PLACE_CHANCE", "Open", "fields", "of_the_months", "open_field", "put"]
