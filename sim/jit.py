"""Compiling kernels: one decorator, one cache (:mod:`sim.kernel_folder`).

``BYGD_JIT=0`` runs every kernel as ordinary Python: slow, readable in a debugger, and the same bytes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from operator import attrgetter
from types import FunctionType
from typing import Any

import numba
import numpy as np
from numba.core.compiler_lock import global_compiler_lock
from numba.core.datamodel.models import OpaqueModel
from numba.core.typing.typeof import Purpose, typeof
from numba.extending import register_model, typeof_impl

from sim.kernel_code import function_of
from sim.kernel_files import EntryCache, InnerCache, import_without_blas
from sim.kernel_folder import CACHE, jit_enabled

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

if CACHE is not None:
    numba.config.CACHE_DIR = str(CACHE)  # type: ignore[attr-defined]
else:
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
    call. Here it is kept by a few words an argument (:data:`KEYS`), and the version is called directly. A version that
    an earlier process compiled is read from its file without numba's compiler (:mod:`sim.kernel_code`); both dresses
    are put on only where something is compiled.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.__module__ = function.__module__
        self.makes_arrays = makes_arrays(function)
        self.versions: dict[Hashable, Callable[..., Any]] = {}
        self.read: dict[tuple[Any, ...], Callable[..., Any]] = {}
        """By the types of the arguments, the versions that were found in files."""

    @functools.cached_property
    def inner(self) -> Any:
        """For other kernels."""
        from sim.kernel_library import InnerCompiler

        njit: Any = numba.njit
        made = njit(no_cpython_wrapper=True, pipeline_class=InnerCompiler, **self._options())(self.py_func)
        made._cache = InnerCache(self.py_func)
        return made

    @functools.cached_property
    def entry(self) -> Any:
        """For Python."""
        njit: Any = numba.njit
        made = njit(**self._options())(self.files._py_func)
        made._cache = self.files
        return made

    @functools.cached_property
    def files(self) -> EntryCache:
        """The files of the entry."""
        function = self.py_func
        entry = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
        entry.__module__ = function.__module__
        entry.__qualname__ = f"{function.__qualname__}_entry"  # a cache file of its own
        return EntryCache(entry)

    def _options(self) -> dict[str, Any]:
        # Files of our own take the place of numba's cache, which would look for its folder at every start.
        return {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": self.makes_arrays}

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
        """Find the version in its file, or have numba compile it, and keep it."""
        if len(arguments) == self.py_func.__code__.co_argcount:
            version = self._found(arguments)
            if version is not None:
                self.versions[key] = version
                return version(*arguments)
        get_ready_to_compile()
        result = self.entry(*arguments)
        compiled = self.entry.overloads.get(tuple(map(self.entry.typeof_pyval, arguments)))
        if compiled is not None:
            self.versions[key] = compiled.entry_point
        return result

    def _found(self, arguments: tuple[Any, ...]) -> Callable[..., Any] | None:
        """The version for these arguments from its file; None where there is none, or numba knows no type for one."""
        try:
            kinds = tuple([typeof(value, Purpose.argument) for value in arguments])  # type: ignore[no-untyped-call]
        except ValueError:
            return None
        with global_compiler_lock:  # twice in memory, its code would stand against itself
            if "entry" in vars(self) and kinds in self.entry.overloads:
                compiled: Callable[..., Any] = self.entry.overloads[kinds].entry_point
                return compiled
            if kinds not in self.read:
                code = self.files.code(kinds)
                if code is None:
                    return None
                self.read[kinds] = function_of(code)
            return self.read[kinds]

    def prepare(self, kinds: tuple[Any, ...]) -> None:
        """Compile the version for arguments of these types where its file is missing."""
        if not self.files.file(kinds).exists():
            get_ready_to_compile()
            self.entry.compile(kinds)

    def called_with(self) -> list[tuple[Any, ...]]:
        """The types of arguments that Python has called it with."""
        compiled = self.entry.overloads if "entry" in vars(self) else ()
        return [*self.read, *(kinds for kinds in compiled if kinds not in self.read)]


def get_ready_to_compile() -> None:
    """What only those need who compile."""
    from sim.compiler_shortcuts import take_shortcuts

    import_without_blas()
    take_shortcuts()


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
