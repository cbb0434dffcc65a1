"""Dotted paths: what stands at ``meeting.free_hours`` or ``places.vannas.population``."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from sim.scenario.months import MONTH_PATTERN
from sim.scenario.schema.base import Section

Path = tuple[str, ...]
_MONTH = re.compile(MONTH_PATTERN)


def split(path: str) -> Path:
    """The steps of a dotted path. Beneath ``levers`` stands a dotted path, and beneath it a month:
    ``levers.meeting.free_hours.2012-01`` has three steps."""
    if not path.startswith("levers."):
        return tuple(path.split("."))
    inner = path.removeprefix("levers.")
    before, _, last = inner.rpartition(".")
    return ("levers", before, last) if before and _MONTH.match(last) else ("levers", inner)


def near(name: str, known: Iterable[str]) -> str:
    """Words that point from a mistyped name to the nearest known one, or list the few there are."""
    names = sorted(set(known))
    close = difflib.get_close_matches(name, names, 1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    if not names:
        return "nothing stands there"
    if len(names) <= 12:
        return f"known here: {', '.join(names)}"
    return f"known here: {', '.join(names[:12])} and {len(names) - 12} more"


def bare(annotation: Any) -> Any:
    """An annotation without ``Annotated`` and ``| None``."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            some = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
            if len(some) != 1:
                return annotation
            annotation = some[0]
        else:
            return annotation


def accepts_none(annotation: Any) -> bool:
    return type(None) in typing.get_args(annotation)


def may_be_none(annotation: Any) -> bool:
    """As :func:`accepts_none`, whatever ``Annotated`` stands around the annotation."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return accepts_none(annotation)


def section_of(annotation: Any) -> type[Section] | None:
    kind = bare(annotation)
    return kind if isinstance(kind, type) and issubclass(kind, Section) else None


def mapped(annotation: Any) -> Any:
    """What a mapping maps to, or None for anything but a mapping."""
    kind = bare(annotation)
    return typing.get_args(kind)[1] if typing.get_origin(kind) in (dict, Mapping) else None


def item_of(annotation: Any, index: int = 0) -> Any:
    """What a list or tuple holds at ``index``, or None for anything else."""
    kind = bare(annotation)
    args = typing.get_args(kind)
    if typing.get_origin(kind) is list:
        return args[0]
    if typing.get_origin(kind) is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return args[0]
        return args[index] if index < len(args) else None
    return None


@dataclass(frozen=True)
class Target:
    """What a path leads to."""

    path: Path
    annotation: Any
    field: FieldInfo | None
    """The last declared field on the way (a vector's element and a mapping's entry have their field's)."""
    structural: bool
    """Whether it shapes the region before month 0."""

    @property
    def unit(self) -> str:
        return str(extra(self.field).get("unit", ""))


def extra(info: FieldInfo | None) -> dict[str, Any]:
    held = info.json_schema_extra if info is not None else None
    return held if isinstance(held, dict) else {}


def lookup(root: type[Section], data: Any, path: Path, *, new: bool = False) -> Target | str:
    """The target of ``path`` in ``data`` (plain), or words saying where it stops being known.

    With ``new`` the last step may name an entry of a mapping that is not there yet.
    """
    annotation: Any = root
    info: FieldInfo | None = None
    structural = False
    for depth, name in enumerate(path):
        last = depth == len(path) - 1
        section, values, item = section_of(annotation), mapped(annotation), item_of(annotation)
        before = ".".join(path[:depth])
        if section is not None:
            if name not in section.model_fields:
                return f"there is no {name!r} in {before or 'a scenario'}; {near(name, section.model_fields)}"
            info = section.model_fields[name]
            annotation = info.annotation
            if info.metadata:
                annotation = typing.Annotated[annotation, *info.metadata]
            data = data.get(name) if isinstance(data, dict) else None
            declared = bool(extra(info).get("structural"))
            holder = mapped(annotation) is not None and section_of(mapped(annotation)) is not None
            structural = structural or (declared and (last or not holder))
        elif values is not None:
            there = data if isinstance(data, dict) else {}
            if name not in there and not (new and last):
                return f"there is no {name!r} in {before}; {near(name, there)}"
            annotation, data = values, there.get(name)
            if last and section_of(values) is not None:
                structural = True  # who is in the region is settled before month 0
        elif item is not None:
            size = len(data) if isinstance(data, (list, tuple)) else 0
            if not name.isdecimal() or int(name) >= size:
                return f"{before} is a list; {name!r} is not one of 0 to {size - 1}"
            annotation, data = item_of(annotation, int(name)), data[int(name)]
        else:
            return f"{before} is a single value; nothing stands beneath it"
    return Target(path, annotation, info, structural)


def levers_of_policy(whole: type[Section], prefix: str = "") -> Iterator[tuple[str, str]]:
    """(path, what pays for it) of every parameter in ``whole`` marked as a lever of policy; ``<key>`` for a user's."""
    for name, field in whole.model_fields.items():
        inner, held = section_of(field.annotation), mapped(field.annotation)
        inside = section_of(held) if held is not None else None
        if inner is not None:
            yield from levers_of_policy(inner, f"{prefix}{name}.")
        elif inside is not None:
            yield from levers_of_policy(inside, f"{prefix}{name}.<key>.")
        elif paid := extra(field).get("paid"):
            yield prefix + name, str(paid)
