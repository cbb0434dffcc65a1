"""How compiled kernels are kept in files, and found again quickly.

numba keeps two forms of a function: machine code, and LLVM's own form for functions that take it in. Nothing
takes in an entry from Python (:class:`sim.jit.Kernel`), and reading the second form takes longer than the first;
an entry's file has only the names in it that numba looks up, and not the annotated source either.

numba also keeps an index of files for each function, and two processes that compile it at once, each for other
arguments, can leave one's code under the other's name. Here the name of a file follows from what is in it.
"""

from __future__ import annotations

import glob
import hashlib
import importlib
import importlib.util
import pickle
import sys
from pathlib import Path
from typing import Any

from llvmlite import binding
from numba.core.caching import CompileResultCacheImpl, FunctionCache, IndexDataCacheFile


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


class KernelCache(FunctionCache):
    """The cache of one function."""

    def __init__(self, py_func: Any) -> None:
        super().__init__(py_func)  # type: ignore[no-untyped-call]
        self._cache_file = _Files(self._cache_path, self._impl.filename_base, self._impl.locator.get_source_stamp())


class _EntryFiles(CompileResultCacheImpl):
    """Of a compiled function, what it takes to call it from Python."""

    def reduce(self, cres: Any) -> Any:
        kept = list(cres._reduce())
        name, kind, content = kept[0]
        if kind == "object" and isinstance(kept[6], str):  # else another version of numba: as it likes it
            described = kept[1]
            kept[0] = (
                name,
                kind,
                (content[0], only_names(described.llvm_func_name, described.llvm_cpython_wrapper_name)),
            )
            kept[6] = ""
        return tuple(kept)


class EntryCache(KernelCache):
    """The cache of one entry."""

    _impl_class = _EntryFiles  # type: ignore[assignment]


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


__all__ = ["EntryCache", "KernelCache", "import_without_blas", "only_names"]
