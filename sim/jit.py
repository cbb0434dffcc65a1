"""Compiling kernels: one decorator, one cache.

The compiled code is kept in a per-user cache folder named after the sources of all of ``sim`` and the
versions of numba, numpy and Python. numba's own check only looks at the file a function stands in,
so a change in a function it calls would go unseen; a new name for the folder cannot be wrong.

``BYGD_JIT=0`` runs every kernel as ordinary Python: slow, readable in a debugger, and the same bytes.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Callable, Hashable
from operator import attrgetter
from pathlib import Path
from types import FunctionType
from typing import Any

import numba
import numpy as np
from numba.core.datamodel.models import OpaqueModel
from numba.extending import register_model, typeof_impl

from sim.cache import cache_folder
from sim.kernel_files import EntryCache, KernelCache, import_without_blas

MAKES_ARRAYS = {
    "arange",
    "argsort",
    "array",
    "asarray",
    "bincount",
    "concatenate",
    "copy",
    "cumsum",
    "empty",
    "empty_like",
    "flatnonzero",
    "full",
    "full_like",
    "nonzero",
    "ones",
    "sort",
    "unique",
    "where",
    "zeros",
    "zeros_like",
}
"""numpy names that allocate: a kernel using one keeps reference counts."""

PACKAGE = Path(__file__).resolve().parent


def jit_enabled() -> bool:
    return os.environ.get("BYGD_JIT", "1") != "0"


@functools.cache
def kernels_digest() -> str:
    """A name for this exact set of kernel sources and compiler versions (16 hex digits)."""
    digest = hashlib.sha256(f"{sys.version}|{numba.__version__}|{np.__version__}".encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


CACHE: Path | None
CACHE_REFUSED = ""
"""Why compiled kernels are kept for this command alone; empty where they are kept for the next one too."""
if jit_enabled():
    CACHE, CACHE_REFUSED = cache_folder(f"kernels-{kernels_digest()}")
    numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]
else:
    CACHE = None
    # A kernel run as Python warns where compiled code wraps or divides silently; the rules guard
    # every division, and 64-bit mixing wraps by intent.
    np.seterr(over="ignore")


NUMBERS: tuple[type, ...] = (bool, int, float, np.bool_, *(np.dtype(code).type for code in "bhilqBHILQfd"))
KEYS: dict[type, Callable[[Any], Hashable]] = {
    np.ndarray: attrgetter("dtype", "ndim", "flags.num"),
    **dict.fromkeys(NUMBERS, type),
}
"""By the type of an argument, what of it decides which compiled version takes it; groups of the state and of
the rules enter themselves (:mod:`sim.state_abi`). They are asked at every call, so they are no Python functions where
that can be."""

FIRST_KEYS: dict[type, Callable[[Any], Hashable]] = {}
"""The same for types whose values must be made ready first: theirs in ``KEYS`` raises ``AttributeError`` until then."""


def key_of_tuple(values: Any) -> Hashable:
    """The class of a tuple, and the keys of what is in it."""
    return type(values), *map(key_of, values)


def key_of(value: Any) -> Hashable:
    """The key of an argument, whatever that takes. Raises ``KeyError`` for what only numba knows."""
    kind = type(value)
    if kind not in KEYS and isinstance(value, tuple):
        KEYS[kind] = key_of_tuple
    return FIRST_KEYS.get(kind, KEYS[kind])(value)


class Kernel:
    """A compiled function in two dresses, so that compiling stays short.

    *inner*, called by other kernels, has no entry from Python; *entry* has one, and is only compiled for
    functions that Python calls. Neither counts references (arrays are the caller's) unless the function
    makes arrays of its own. Unboxing dozens of columns and counting references to them is what most of the
    compile time would go to.

    Which compiled version takes some arguments, numba finds by looking at every array of a state: 60 us a
    call. Here it is kept by a few words an argument (:data:`KEYS`), and the version is called directly.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.__module__ = function.__module__
        self.makes_arrays = makes_arrays(function)
        options: dict[str, Any] = {
            "cache": True,
            "nogil": True,
            "error_model": "numpy",
            "no_cfunc_wrapper": True,
            "_nrt": self.makes_arrays,
        }
        njit: Any = numba.njit
        self.inner = njit(no_cpython_wrapper=True, **options)(function)
        self.inner._cache = KernelCache(function)
        entry = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
        entry.__module__ = function.__module__
        entry.__qualname__ = f"{function.__qualname__}_entry"  # a cache file of its own
        self.entry = njit(**options)(entry)
        self.entry._cache = EntryCache(entry)
        self.versions: dict[Hashable, Callable[..., Any]] = {}

    def __call__(self, *arguments: Any) -> Any:
        try:
            version = self.versions[tuple([KEYS[type(value)](value) for value in arguments])]
        except (AttributeError, KeyError):
            return self._other_call(arguments)
        return version(*arguments)

    def _other_call(self, arguments: tuple[Any, ...]) -> Any:
        """With arguments of a kind that has not come before, or a group whose record is not written yet."""
        try:
            key = tuple(map(key_of, arguments))
        except KeyError:
            return self.entry(*arguments)
        version = self.versions.get(key)
        return self._first_call(key, arguments) if version is None else version(*arguments)

    def _first_call(self, key: Hashable, arguments: tuple[Any, ...]) -> Any:
        """Have numba find or compile the version, and keep its entry."""
        import_without_blas()
        result = self.entry(*arguments)
        compiled = self.entry.overloads.get(tuple(map(self.entry.typeof_pyval, arguments)))
        if compiled is not None:
            self.versions[key] = compiled.entry_point
        return result


def makes_arrays(function: Callable[..., Any]) -> bool:
    """Whether a function, or a kernel it calls, allocates arrays."""
    names = function.__code__.co_names
    called = (function.__globals__.get(name) for name in names)
    return bool(MAKES_ARRAYS.intersection(names)) or any(
        isinstance(each, Kernel) and each.makes_arrays for each in called
    )


class KernelType(numba.types.Dispatcher):
    """A kernel named inside another one: its inner dress, compiled once for all integers.

    numba would compile it anew for every constant and every width of integer it is called with.
    """

    def get_call_type(self, context: Any, args: Any, kws: Any) -> Any:
        return super().get_call_type(
            context, tuple(map(_widened, args)), {name: _widened(kind) for name, kind in kws.items()}
        )


register_model(KernelType)(OpaqueModel)


def _widened(kind: Any) -> Any:
    """A constant's type without its value; int64 for every signed integer."""
    types: Any = numba.types
    kind = types.unliteral(kind)
    return types.int64 if isinstance(kind, types.Integer) and kind.signed else kind


@typeof_impl.register(Kernel)
def _as_inner(kernel: Kernel, _: Any) -> Any:
    return KernelType(kernel.inner)


def kernel(function: Callable[..., Any]) -> Any:
    """Compile ``function`` without the interpreter lock; with ``BYGD_JIT=0`` leave it as it is."""
    return Kernel(function) if jit_enabled() else function
