"""Values and what a field allows, in words; the same words in errors, help and documents."""

from __future__ import annotations

import enum
import math
import types
import typing
from typing import Any

from pydantic.fields import FieldInfo

from sim.scenario.months import MONTH_PATTERN
from sim.scenario.paths import section_of
from sim.scenario.schema.kinds import LINE_PATTERN, SomeWeight

NOT_UNITS = ("", "1", "choice", "text", "name", "switch", "bool", "flag", "list", "table")


def shown(value: Any) -> str:
    """A value as one would name it: ``5``, ``true``, ``text 'yes'``, ``a list of 3``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        text = repr(value)
        return text if len(text) <= 40 else f"{text[:20]}… ({len(text)} digits)"
    if isinstance(value, str):
        return f"text {value if len(value) <= 60 else value[:57] + '…'!r}"
    if isinstance(value, dict):
        return f"a mapping of {len(value)}"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return f"a {type(value).__name__}"


def number(value: Any) -> str:
    """A limit without needless decimals."""
    if isinstance(value, float) and math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return f"{int(value)}"
    return f"{value}"


def constraints(annotation: Any, metadata: Any = ()) -> dict[str, Any]:
    """``ge``, ``le``, ``gt``, ``lt``, ``min_length``, ``max_length``, ``pattern`` of an annotation, and
    ``some`` where weights must not all be zero."""
    found: dict[str, Any] = {}
    pile = list(metadata)
    if typing.get_origin(annotation) is typing.Annotated:
        pile += typing.get_args(annotation)[1:]
    while pile:
        item = pile.pop()
        if isinstance(item, FieldInfo):
            pile += item.metadata
            continue
        if isinstance(item, SomeWeight):
            found["some"] = True
        for name in ("ge", "le", "gt", "lt", "min_length", "max_length", "pattern"):
            if (value := getattr(item, name, None)) is not None:
                found.setdefault(name, value)
    return found


def span(limits: dict[str, Any]) -> str:
    """``from 0 to 1``, ``above 0``, ``at least 2`` — or nothing."""
    low, high = limits.get("ge"), limits.get("le")
    if low is not None and high is not None:
        return f"from {number(low)} to {number(high)}"
    parts = []
    if low is not None:
        parts.append(f"at least {number(low)}")
    if "gt" in limits:
        parts.append(f"above {number(limits['gt'])}")
    if high is not None:
        parts.append(f"at most {number(high)}")
    if "lt" in limits:
        parts.append(f"below {number(limits['lt'])}")
    return " and ".join(parts)


def _length(limits: dict[str, Any]) -> str:
    low, high = limits.get("min_length"), limits.get("max_length")
    if low and low == high:
        return f"{low} "
    if low and high:
        return f"{low} to {high} "
    if low:
        return f"at least {low} "
    return f"at most {high} " if high else ""


def allowed(annotation: Any, unit: str = "", metadata: Any = ()) -> str:
    """What a field with this annotation takes."""
    if typing.get_origin(annotation) is typing.Annotated:
        metadata = (*typing.get_args(annotation)[1:], *metadata)
    limits = constraints(annotation, metadata)
    of_unit = f" [{unit}]" if unit not in NOT_UNITS and not unit.startswith("by ") else ""
    kind = annotation
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        some = [allowed(arg, unit, metadata) for arg in args if arg is not type(None)]
        return " or ".join(some + (["null"] if type(None) in args else []))
    if origin is typing.Literal:
        return f"one of {', '.join(map(str, args))}"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return f"one of {', '.join(str(member.value) for member in kind)}"
    if kind is bool:
        return "true or false"
    if kind in (int, float):
        what = "a whole number" if kind is int else "a number"
        return f"{what} {span(limits)}".rstrip() + of_unit
    if kind is str:
        if limits.get("pattern") == MONTH_PATTERN:
            return "a month written like 2006-01"
        if limits.get("pattern") == LINE_PATTERN:
            return f"one line of text of at most {limits['max_length']} letters"
        if "pattern" in limits:
            return "a short name of small letters, digits, - and _ that begins with a letter"
        return f"text of at most {limits['max_length']} letters" if "max_length" in limits else "text"
    nonzero = ", not all of them 0" if "some" in limits else ""
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        each = allowed(args[0], unit)
        return f"a list of {len(args)}, each {each}{nonzero}"
    if origin in (tuple, list):
        return f"a list of {_length(limits)}".rstrip() + f", each {allowed(args[0], unit)}{nonzero}"
    if origin is dict:
        key, value = args
        keys = "months" if constraints(key).get("pattern") == MONTH_PATTERN else "names"
        choices = typing.get_args(key) if typing.get_origin(key) is typing.Literal else ()
        keys = ", ".join(map(str, choices)) if choices else keys
        values = "mappings" if section_of(value) is not None else allowed(value, unit)
        return f"a mapping of {_length(limits)}{keys} to {values}{nonzero}"
    if (section := section_of(kind)) is not None:
        return f"a mapping ({', '.join(section.model_fields)})"
    return "a value"
