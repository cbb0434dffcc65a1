"""Questions that numba asks itself over and over while it compiles, answered once.

Half of compiling is Python: numba finds for every ``a + b`` which of thirty templates takes two integers, and before
each it compares all options of the compiler one by one. Answers are the same ones, so the code that is made is, too.
Where a version of numba has nothing of that name, it works as it does by itself.
"""

from __future__ import annotations

import functools
import operator
from typing import Any

from numba import types
from numba.core.targetconfig import TargetConfig

OPERATORS = frozenset(value for value in vars(operator).values() if callable(value))
"""What ``+``, ``<``, ``x[i]`` and their like are to numba."""
PLAIN = (types.Number, types.Boolean, types.Array)
"""Types for which the meaning of an operator follows from the types alone: literals are numbers too."""


def take_shortcuts() -> None:
    """From now on, in this process. Asked twice it does nothing."""
    if not hasattr(types.Function.get_call_type, "__wrapped__"):
        types.Function.get_call_type = _remembering(types.Function.get_call_type)  # type: ignore[method-assign]
        TargetConfig.__eq__ = _by_what_was_set(TargetConfig.__eq__)  # type: ignore[method-assign]
        TargetConfig.__hash__ = _by_names  # type: ignore[method-assign]


def _remembering(usual: Any) -> Any:
    """The signature of an operator on numbers and arrays, found once."""
    found: dict[Any, tuple[Any, Any]] = {}

    @functools.wraps(usual)
    def get_call_type(function: Any, context: Any, args: Any, kws: Any) -> Any:
        if kws or function.typing_key not in OPERATORS or not all(isinstance(kind, PLAIN) for kind in args):
            return usual(function, context, args, kws)
        key = id(function), id(context), tuple(args)
        if key not in found:
            found[key] = usual(function, context, args, kws), (function, context)  # which keep their numbers
        return found[key][0]

    return get_call_type


def _by_what_was_set(usual: Any) -> Any:
    """Options that were set alike are alike; numba looks up each of two dozen, set or not."""

    @functools.wraps(usual)
    def equal(options: Any, other: Any) -> Any:
        return (type(options) is type(other) and options._values == other._values) or usual(options, other)

    return equal


def _by_names(options: Any) -> int:
    """As numba has it, the number follows from the names of options, not from their values."""
    return hash(type(options))
