"""How compiled kernels are kept in files, and found again quickly.

numba keeps two forms of a function: machine code, and LLVM's own form for functions that take it in. Nothing
takes in an entry from Python (:class:`sim.jit.Kernel`), and reading the second form takes longer than the first;
an entry's file has only the names in it that numba looks up, and not the annotated source either. What it takes to call
an entry stands first in its file (:mod:`sim.kernel_code`), so that a warm start does not set up numba's compiler.

numba also keeps an index of files for each function, and two processes that compile it at once, each for other
arguments, can leave one's code under the other's name. Here the name of a file follows from what is in it. numba
looks for a folder for each function, by where its source stands and when it was written; the folder of compiled
kernels is named after all sources of the model, so that one is enough, and two copies of a version share it.
"""

from __future__ import annotations

import glob
import hashlib
import importlib
import importlib.util
import os
import pickle
import sys
from pathlib import Path
from typing import Any

from llvmlite import binding
from numba.core import config, serialize
from numba.core.caching import CompileResultCacheImpl, FunctionCache, IndexDataCacheFile
from numba.core.registry import cpu_target

from sim.kernel_code import MachineCode


class _Files(IndexDataCacheFile):
    """The files of one function, one for each signature; whole or not there, whoever is stopped when."""

    def __init__(self, cache_path: str, filename_base: str, source_stamp: Any) -> None:
        super().__init__(cache_path, filename_base, source_stamp)  # type: ignore[no-untyped-call]
        self.base = filename_base

    def _name(self, key: Any) -> str:
        exact = hashlib.sha256(repr((self._version, self._source_stamp, key)).encode()).hexdigest()[:24]
        return f"{self.base}.{exact}.nbc"

    def save(self, key: Any, data: Any) -> None:
        self._save_data(self._name(key), data)  # type: ignore[no-untyped-call]

    def load(self, key: Any) -> Any:
        try:
            return self._load_data(self._name(key))  # type: ignore[no-untyped-call]
        except (OSError, EOFError, pickle.UnpicklingError):  # not there, or cut off by a full disk
            return None

    def flush(self) -> None:
        for file in Path(self._cache_path).glob(f"{glob.escape(self.base)}.*.nbc"):
            file.unlink(missing_ok=True)


class _Folder:
    """The one folder of compiled kernels, in the place of numba's locators."""

    def __init__(self, function: Any) -> None:
        self.path = str(config.CACHE_DIR)  # type: ignore[attr-defined]
        self.stamp: Any = ""
        if function.__module__.partition(".")[0] != "sim":  # the name of the folder knows nothing of it
            self.stamp = _stamp(function.__code__.co_filename)

    def ensure_cache_path(self) -> None:
        os.makedirs(self.path, mode=0o700, exist_ok=True)


def _stamp(source: str) -> tuple[Any, ...]:
    """Changes with a source file; a name alone where there is no such file, as in a notebook."""
    try:
        found = os.stat(source)
    except OSError:
        return (source,)
    return source, found.st_mtime, found.st_size


class _KernelFiles(CompileResultCacheImpl):
    """What is kept of a compiled function."""

    def __init__(self, py_func: Any) -> None:  # without numba's, which looks for a folder
        self._locator = _Folder(py_func)
        base = f"{py_func.__module__}.{py_func.__qualname__}-{py_func.__code__.co_firstlineno}"
        self._filename_base = base.replace("<", "").replace(">", "")


class KernelCache(FunctionCache):
    """The cache of one function."""

    _impl_class: Any

    def __init__(self, py_func: Any) -> None:
        self._name = repr(py_func)
        self._py_func = py_func
        self._impl = self._impl_class(py_func)
        folder = self._impl.locator
        self._cache_path = folder.path
        self._cache_file: Any = _Files(folder.path, self._impl.filename_base, folder.stamp)
        self.enable()  # type: ignore[no-untyped-call]


class _InnerFiles(_KernelFiles):
    """Of a function that only kernels call, all that numba keeps but machine code."""

    def rebuild(self, target_context: Any, payload: Any) -> Any:
        from numba.core.compiler import compile_result

        from sim.kernel_library import inner_codegen

        content, described, environment, signature, object_mode, lifted, annotation, again, environments = payload
        for start in again:
            start()
        library = inner_codegen(target_context).unserialize_library(content)  # type: ignore[no-untyped-call]
        made: Any = compile_result
        return made(
            target_context=target_context,
            typing_context=target_context.typing_context,
            library=library,
            environment=environment,
            entry_point=target_context.get_executable(library, described, environment),
            fndesc=described,
            type_annotation=annotation,
            signature=signature,
            objectmode=object_mode,
            lifted=lifted,
            reload_init=again,
            referenced_envs=environments,
        )


class InnerCache(KernelCache):
    """The cache of one function that only kernels call."""

    _impl_class = _InnerFiles


class _EntryFiles(_KernelFiles):
    """Of a compiled function, what it takes to call it from Python: its machine code where that is enough, and what
    else numba keeps of it."""

    def reduce(self, cres: Any) -> Any:
        kept = list(cres._reduce())
        name, kind, content = kept[0]
        code = None
        if kind == "object" and isinstance(kept[6], str):  # else another version of numba: as it likes it
            described, environment, again = kept[1], kept[2], kept[7]
            names = described.llvm_func_name, described.llvm_cpython_wrapper_name
            if not (kept[4] or again):  # an object of Python's inside, or something to set up first
                code = MachineCode(
                    content[0],
                    names[1],
                    described.modname,
                    described.qualname,
                    _dumped((environment, *(one for one in kept[8] if one.consts))),
                )
            kept[0] = (name, kind, (b"" if code else content[0], only_names(*names)))
            kept[6] = ""
        return code, _dumped(tuple(kept))

    def rebuild(self, target_context: Any, payload: Any) -> Any:
        code, rest = payload
        kept = list(pickle.loads(rest))
        if code is not None:
            name, kind, (_, names) = kept[0]
            kept[0] = (name, kind, (code.code, names))
        return super().rebuild(target_context, tuple(kept))  # type: ignore[no-untyped-call]


def _dumped(what: Any) -> bytes:
    written: bytes = serialize.dumps(what)  # type: ignore[no-untyped-call]
    return written


class EntryCache(KernelCache):
    """The cache of one entry."""

    _impl_class = _EntryFiles

    def save_overload(self, sig: Any, data: Any) -> None:
        """Called by numba when it has compiled a version: the functions in it have their constants here alone."""
        for environment in data._find_referenced_environments():
            data.codegen.set_env(environment.env_name, environment)
        super().save_overload(sig, data)  # type: ignore[no-untyped-call]

    def key(self, kinds: tuple[Any, ...]) -> Any:
        """What a file is named after: the types of the arguments, the processor, the function's bytecode."""
        return self._index_key(kinds, cpu_target.target_context.codegen())  # type: ignore[no-untyped-call]

    def file(self, kinds: tuple[Any, ...]) -> Path:
        """Where the version for arguments of these types is kept."""
        return Path(self._cache_path, self._cache_file._name(self.key(kinds)))

    def code(self, kinds: tuple[Any, ...]) -> MachineCode | None:
        """The machine code of that version; None where it is not kept, or takes more than its code."""
        found = self._cache_file.load(self.key(kinds))
        return None if found is None else found[0]


def only_names(*names: str) -> bytes:
    """LLVM's form of a module in which ``names`` are functions that do nothing."""
    text = "\n".join(f'define void @"{name}"() {{\n  ret void\n}}' for name in dict.fromkeys(names))
    content: bytes = binding.parse_assembly(text).as_bitcode()
    return content


def import_without_blas() -> None:
    """Have numba import what it looks at before the first call, without SciPy's linear algebra.

    It imports ``scipy.linalg``, which takes as long as loading all kernels, only to see whether it is there; a
    function that multiplies matrices imports it itself when it is compiled.
    """
    from numba.np import linalg

    usual = getattr(linalg, "ensure_blas", None)
    if usual is None or "numba.np.arraymath" in sys.modules or importlib.util.find_spec("scipy") is None:
        return
    linalg.ensure_blas = lambda: None
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        linalg.ensure_blas = usual
