"""What makes compiling quicker changes nothing of what is compiled."""

from __future__ import annotations

import operator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import kernel_folder
from sim.jit import kernel

pytestmark = pytest.mark.skipif(not kernel_folder.jit_enabled(), reason="as plain Python nothing is compiled")
KINDS = ("int8", "int64", "uint64", "float32", "float64", "boolean")


def test_operators_mean_what_numba_says() -> None:
    from numba import types
    from numba.core.registry import cpu_target

    from sim.jit import get_ready_to_compile

    get_ready_to_compile()
    context = cpu_target.typing_context
    context.refresh()
    usual = types.Function.get_call_type.__wrapped__
    kinds = [getattr(types, name) for name in KINDS]
    for one in (operator.add, operator.truediv, operator.lt, operator.and_):
        function: Any = context.resolve_value_type(one)
        for _ in range(2):  # found, then remembered
            for pair in product(kinds, kinds):
                try:
                    expected = usual(function, context, pair, {})
                except Exception as refused:
                    with pytest.raises(type(refused)):
                        function.get_call_type(context, pair, {})
                else:
                    assert function.get_call_type(context, pair, {}) == expected
    item: Any = context.resolve_value_type(operator.getitem)
    for kind in kinds:
        rows = types.Array(kind, 1, "C")
        assert item.get_call_type(context, (rows, types.int64), {}).return_type == kind


def test_options_are_alike_that_say_the_same() -> None:
    from numba.core.compiler import Flags

    from sim.jit import get_ready_to_compile

    get_ready_to_compile()
    unset, said, other = Flags(), Flags(), Flags()
    said.release_gil = unset.release_gil
    other.release_gil = not unset.release_gil
    assert unset == said and hash(unset) == hash(said)
    assert unset != other and unset != 1


@kernel
def refuse(value: int) -> int:
    found = np.zeros(1, np.int64)  # as functions have that count references: their errors may hold values
    found[0] = value
    if value < 0:
        raise ValueError("below zero", value)
    return found[0]  # type: ignore[no-any-return]


@kernel
def doubled(value: int) -> int:
    return 2 * refuse(value)  # type: ignore[no-any-return]


@kernel
def halved(value: int) -> float:
    return refuse(value) / 2  # type: ignore[no-any-return]


def test_a_function_for_kernels_has_no_machine_code_and_its_errors_have_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from numba.core import config

    from sim.kernel_library import InnerLibrary

    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    assert doubled(4) == 8
    (made,) = refuse.inner.overloads.values()
    assert isinstance(made.library, InnerLibrary)
    names = [one.name for one in made.library.get_defined_functions() if "refuse" in one.name]
    assert names and not any(made.library.get_pointer_to_function(name) for name in names)
    with pytest.raises(ValueError, match=r"below zero.*-4"):
        doubled(-4)
    del vars(refuse)["inner"]  # now from its file
    assert halved(5) == 2.5
    assert sum(refuse.inner._cache_hits.values()) == 1
    with pytest.raises(ValueError, match=r"below zero.*-5"):
        halved(-5)
