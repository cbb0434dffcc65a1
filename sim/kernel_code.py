"""Machine code from a file, made a function that Python calls, without setting up numba's compiler.

Before numba loads a compiled function it registers what it knows of typing and lowering all of Python and numpy, some
thousand functions, and reads the types of all arguments back. A run needs neither: the code itself, its names and its
environment (the constants that errors are made of) are enough. Loading the eighty kernels of a run takes a twentieth
of a second so, and half a second numba's way.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from llvmlite.binding.object_file import ObjectFileRef
from numba.core.compiler_lock import global_compiler_lock
from numba.core.registry import cpu_target
from numba.core.runtime.nrt import rtsys


class MachineCode(NamedTuple):
    """A compiled function as its file has it."""

    code: bytes
    """An object file (ELF, Mach-O, COFF), all the kernels it calls in it."""
    wrapper: str
    """The symbol that Python calls."""
    module: str
    name: str
    """Of the function, dotted."""
    environments: bytes
    """numba's, pickled: its own first, then those of kernels in it that have constants."""


def function_of(found: MachineCode) -> Callable[..., Any]:
    """The function, ready to be called with arguments of the types it was compiled for."""
    make_function: Any = sys.modules["numba._dynfunc"].make_function
    with global_compiler_lock:
        context: Any = cpu_target.target_context
        rtsys.initialize(context)
        codegen = context.codegen()
        engine = codegen._engine._ee
        environments = pickle.loads(found.environments)
        engine.add_object_file(ObjectFileRef.from_data(found.code))
        engine.finalize_object()
        address = engine.get_function_address(found.wrapper)
        for environment in environments:
            codegen.set_env(environment.env_name, environment)
        made: Callable[..., Any] = make_function(
            sys.modules[found.module],
            found.name.rpartition(".")[2],
            f"compiled wrapper for {found.name!r}",
            address,
            environments[0],
            (found, environments),  # live as long as the function
        )
        return made
