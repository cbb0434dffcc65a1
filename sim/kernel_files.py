"""How compiled kernels that Python calls are kept in files, and found again quickly.

numba keeps two forms of a function: machine code, and LLVM's own form for functions that take it in. Nothing
takes in an entry from Python (:class:`sim.jit.Kernel`), and reading the second form takes longer than the first;
an entry's file has only the names in it that numba looks up, and not the annotated source either.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import Any

from llvmlite import binding
from numba.core.caching import CompileResultCacheImpl, FunctionCache


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


class EntryCache(FunctionCache):
    """The cache of one entry."""

    _impl_class = _EntryFiles


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


__all__ = ["EntryCache", "import_without_blas", "only_names"]
