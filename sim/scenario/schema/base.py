"""What a parameter is: one typed field with unit, range, default, source and a docstring beneath it.

Everything that documents parameters (``docs/parameters.md``, ``bygd schema``, error messages, the
browser's help lines) is read from the fields declared with :func:`parameter`, so a number is
described in exactly one place.
"""

from __future__ import annotations

import ast
import enum
import inspect
import itertools
import sys
import threading
import typing
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from sim.state.columns import addressable

_DESCRIBING = threading.Lock()


class Section(BaseModel):
    """A group of parameters: frozen, unknown keys refused. What stands beneath a field describes it, once
    :func:`described` has been asked."""

    # Built when the first scenario is read, all sections at once: a worker, which is sent one, builds none.
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)

    @classmethod
    def kernel_record(cls) -> Any:
        """The named tuple class in which kernels take the section."""
        return record(cls)

    def packed(self) -> Any:
        """The section for kernels, as an instance of :meth:`kernel_record`."""
        return pack(record(type(self)), self)


def described(section: type[Section]) -> type[Section]:
    """``section`` with ``description`` set at its fields and at those of the sections within it, from the
    docstrings beneath them.

    Reading the sources takes as long as all other imports of a scenario, and simulating needs no words: pydantic's
    own ``use_attribute_docstrings`` would do it at every start. One thread at a time: sessions of the browser that
    begin together ask together, and neither Python's parser nor pydantic's rebuilding of a class bears that.
    """
    with _DESCRIBING:
        for each in _worded(section):
            _rebuilt(each)
    return section


def worded(section: type[Section]) -> type[Section]:
    """As :func:`described`, where only the fields are asked and not the JSON Schema, which takes as long again."""
    with _DESCRIBING:
        _worded(section)
    return section


@cache
def _worded(section: type[Section]) -> tuple[type[Section], ...]:
    """The section and those within it, the innermost first."""
    inside: dict[type[Section], None] = {}
    for info in section.model_fields.values():
        for inner in _sections_in(info.annotation):
            inside |= dict.fromkeys(_worded(inner))
    words: dict[str, str] = {}
    for kind in reversed(section.__mro__):
        if issubclass(kind, Section) and kind is not Section:
            words |= _docstrings(kind.__module__).get(kind.__name__, {})
    for name, info in section.model_fields.items():
        info.description = info.description or words.get(name)
    return (*inside, section)


@cache
def _rebuilt(section: type[Section]) -> None:
    section.model_rebuild(force=True)  # its JSON Schema tells them


def _sections_in(annotation: Any) -> Iterator[type[Section]]:
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _sections_in(part)


@cache
def _docstrings(module: str) -> dict[str, dict[str, str]]:
    """By class of a module and by field, the string beneath it in the source; nothing for a class made by a function.
    The module is read once for all: to look for the source of each class Python reads it whole."""
    try:
        found = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, ValueError, SyntaxError):
        return {}
    return {one.name: _beneath(one) for one in found.body if isinstance(one, ast.ClassDef)}


def _beneath(kind: ast.ClassDef) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(beneath.value.value)
        for field, beneath in itertools.pairwise(kind.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(beneath, ast.Expr)
        and isinstance(beneath.value, ast.Constant)
        and isinstance(beneath.value.value, str)
    }


FITTED = "fitted: docs/validation.md"
"""Source of a parameter whose default is the centre of the posterior (``calibration/posterior.yaml``)."""


def parameter(
    default: Any = ...,
    *,
    unit: str,
    source: str,
    structural: bool = False,
    paid: str = "",
    used_where: Mapping[str, tuple[str, ...]] | None = None,
    refers: str = "",
    **limits: Any,
) -> Any:
    """Declare a parameter.

    ``unit`` is a word ("month", "share", "hours/month", "1" for a pure number); ``source`` is a row of
    ``docs/evidence.md``, a publication, ``FITTED``, or "assumed". ``structural`` parameters shape the region
    before month 0, so no lever may change them in time. ``paid`` marks a lever of policy: the name of what it
    buys (an item of :data:`sim.measures.ledger.LEDGER`, booked at its price in the section ``prices``), or
    ``"in"`` and where its cost stands, or ``"nothing"`` and why it costs nothing. ``used_where`` names choices of
    the same entry (``{"form": ("group",)}``; with a dot, those of a section within it) without which nothing reads
    the field (:mod:`sim.scenario.unused`). ``refers`` is the field of the scenario ("places") among whose keys its
    names must be. ``limits`` are pydantic's ``ge``, ``le``, ``gt``, ``lt``, ``min_length``, ``max_length``;
    ``default_factory`` for mutable defaults.
    """
    extra: Any = {"unit": unit, "source": source, "structural": structural}
    if paid:
        extra["paid"] = paid
    if used_where:
        extra["used_where"] = {name: list(values) for name, values in used_where.items()}
    if refers:
        extra["refers"] = refers
    if "default_factory" in limits:
        return Field(json_schema_extra=extra, **limits)
    return Field(default, json_schema_extra=extra, **limits)


def _is_scalar(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, (bool, int, float, enum.Enum)):
        return True
    return typing.get_origin(annotation) is typing.Literal


def _plain(annotation: Any) -> Any:
    """An annotation without the limits that stand around it."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    return annotation


def _is_vector(annotation: Any) -> bool:
    kind = _plain(annotation)
    args = typing.get_args(kind)
    return typing.get_origin(kind) in (tuple, list) and bool(args) and _plain(args[0]) in (int, float)


def kernel_fields(section: type[Section]) -> dict[str, FieldInfo]:
    """The fields of ``section`` a kernel can take: scalars, choices, and vectors of numbers."""
    return {
        name: info
        for name, info in section.model_fields.items()
        if _is_scalar(info.annotation) or _is_vector(info.annotation)
    }


@cache
def record(section: type[Section]) -> Any:
    """The named tuple class with the kernel fields of ``section``, for numba: ``TiesRules`` of ``TiesSettings``."""
    name = section.__name__.replace("Settings", "Rules")
    return addressable(namedtuple(name, list(kernel_fields(section)), module=section.__module__))


def _vector(value: Any) -> np.ndarray[Any, Any]:
    return np.asarray(value, dtype=np.float64)


def _enumerated(value: enum.Enum) -> int:
    return int(value.value)


def _as_it_is(value: Any) -> Any:
    return value


def _packing(annotation: Any) -> Callable[[Any], Any]:
    """How kernels take a value that is declared so."""
    if _is_vector(annotation):
        return _vector
    if typing.get_origin(annotation) is typing.Literal:
        return typing.get_args(annotation).index
    if issubclass(annotation, enum.Enum):
        return _enumerated
    if annotation is bool:
        return _as_it_is
    return np.float64 if annotation is float else int


@cache
def packings(section: type[Section]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The kernel fields of ``section``, and how kernels take each: asked once, for declarations never change and
    every town that is built packs them all."""
    return tuple((name, _packing(info.annotation)) for name, info in kernel_fields(section).items())


def pack(record_class: Any, section: Section) -> Any:
    """The values of ``section`` as an instance of ``record_class``.

    Floats become float64 (next to a float32 a Python float would let numpy compute in float32, compiled
    code in float64), integers ``int``, choices their position in the list of choices, vectors float64
    arrays.
    """
    return record_class(*[packed(getattr(section, name)) for name, packed in packings(type(section))])
