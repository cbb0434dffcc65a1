"""What LLVM does with a kernel that only other kernels call: it gets no machine code of its own.

numba optimises every function to the end and makes machine code of it, and then takes its optimised form into each
kernel that calls it, where both is done again. Nobody jumps into the first machine code: Python calls entries alone
(:class:`sim.jit.Kernel`). Here nothing of such a function is handed to the part of LLVM that makes machine code.
It is optimised by itself all the same: taken in only simplified it saves more, but months seemed some percent slower.
"""

from __future__ import annotations

import weakref
from typing import Any

from numba.core.codegen import JITCodeLibrary, JITCPUCodegen
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import AnalysisPass, register_pass
from numba.core.untyped_passes import TranslateByteCode


class InnerLibrary(JITCodeLibrary):
    """LLVM's form of a function and of those it calls."""

    def _finalize_specific(self) -> None:
        """No machine code."""

    def serialize_using_object_code(self) -> Any:
        return self.name, "bitcode", self._get_module_for_linking().as_bitcode()


class InnerCodegen(JITCPUCodegen):
    """numba's generator of code, without an engine that runs it."""

    _library_class = InnerLibrary

    def __init__(self, usual: JITCPUCodegen) -> None:
        vars(self).update(vars(usual))

    def _add_module(self, module: Any) -> None:
        """It stays the library's."""

    def set_env(self, env_name: Any, env: Any) -> None:
        """There is no code that would look for its constants: entries have them in theirs."""


_codegens: weakref.WeakKeyDictionary[Any, InnerCodegen] = weakref.WeakKeyDictionary()


def inner_codegen(context: Any) -> InnerCodegen:
    """The generator of code for functions that only kernels call."""
    usual = context.codegen()
    if usual not in _codegens:
        _codegens[usual] = InnerCodegen(usual)
    return _codegens[usual]


@register_pass(mutates_CFG=False, analysis_only=True)
class WithoutMachineCode(AnalysisPass):
    """Gives the function that is compiled a library of this kind."""

    _name = "without_machine_code"

    def __init__(self) -> None:
        AnalysisPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        state.library = inner_codegen(state.targetctx).create_library(state.func_id.func_qualname)
        state.library.enable_object_caching()
        return False


class InnerCompiler(CompilerBase):
    """numba's steps, and the one above."""

    def define_pipelines(self) -> list[Any]:
        steps: Any = DefaultPassBuilder.define_nopython_pipeline(self.state)
        steps.add_pass_after(WithoutMachineCode, TranslateByteCode)
        steps.finalize()
        return [steps]
