"""Which kernels Python calls, and with what: compiling them before they are needed, in any order, in any process.

``kernel_calls.json`` lists them: kernel, kinds of arguments, and the seconds it took to compile, so that long ones
can go first. A state and rules stand there by name, so a new column changes nothing in the file. The list saves
time and decides nothing: a call that is not in it is compiled when it is made, one that is no longer made is
passed over. ``python -m experiments.workers.kernel_list`` writes it anew.
"""

from __future__ import annotations

import functools
import importlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sim import kernel_folder

LIST = Path(kernel_folder.__file__).with_name("kernel_calls.json")
DONE = "complete"
"""File in the folder of compiled kernels: all of the list are there."""


class Call(NamedTuple):
    """One kernel and the kinds of its arguments."""

    kernel: str
    """module:function."""
    kinds: list[Any]
    """As :func:`as_data` writes them."""
    seconds: float
    """To compile it, on the machine where the list was made [s]."""


def listed() -> list[Call]:
    """All calls, those first that take longest."""
    calls = [Call(**entry) for entry in json.loads(LIST.read_text(encoding="utf-8"))]
    return sorted(calls, key=lambda call: (-call.seconds, call.kernel))


def is_complete() -> bool:
    """Whether all of the list was compiled for this version, or nothing ever is."""
    return kernel_folder.CACHE is None or (kernel_folder.CACHE / DONE).exists()


def note_complete() -> None:
    """Say so to later commands; where that cannot be written they look again."""
    if kernel_folder.CACHE is not None:
        try:
            (kernel_folder.CACHE / DONE).touch()
        except OSError:
            return


def compile_call(call: Call) -> bool:
    """Compile a call, or find it compiled; whether there is such a kernel with such arguments.

    It only ever makes later calls quicker: whatever goes wrong shows when the kernel is called.
    """
    module, _, name = call.kernel.partition(":")
    try:
        kernel = getattr(importlib.import_module(module), name)
        kinds = tuple(as_type(kind) for kind in call.kinds)
        kernel.prepare(kinds)
    except Exception:  # no such kernel, or other arguments: an older list
        return False
    return True


@functools.cache
def big_types() -> dict[str, Any]:
    """The types of a state and of rules, by name."""
    import numba

    from sim.allocation import allocate_state
    from sim.rules import rules_of
    from sim.scenario import scenario_from

    rows = dict.fromkeys(("people", "households", "homes", "foci", "seats", "clubs", "jobs", "employers"), 1)
    state = allocate_state(**rows, places=1, slots=1)
    rules = rules_of(scenario_from({"places": {"town": {"population": 100}}}))
    typeof: Any = numba.typeof
    return {"State": typeof(state), "Rules": typeof(rules)}


def as_data(kind: Any) -> Any:
    """A numba type as plain data. Raises ``LookupError`` for one that the list cannot hold."""
    from numba import types

    from sim.state_abi import RecordType

    for name, big in big_types().items():
        if kind == big:
            return name
    if isinstance(kind, RecordType):
        return {"record": kind.group, "columns": {name: as_data(column) for name, (column, _) in kind.columns.items()}}
    if isinstance(kind, types.Array):
        return {"array": as_data(kind.dtype), "ndim": kind.ndim, "layout": kind.layout, "readonly": not kind.mutable}
    if isinstance(kind, types.BaseTuple) and not isinstance(kind, types.BaseNamedTuple):
        held: Any = kind
        return {"tuple": [as_data(one) for one in held]}
    if isinstance(kind, (types.Number, types.Boolean)):
        return kind.name
    raise LookupError(f"the list has no form for {kind}")


def as_type(kind: Any) -> Any:
    """The numba type that :func:`as_data` wrote."""
    from numba import types

    from sim.state_abi import RecordType, words_of

    if isinstance(kind, str):
        return big_types().get(kind) or {"bool": types.boolean}.get(kind) or getattr(types, kind)
    if "array" in kind:
        return types.Array(as_type(kind["array"]), kind["ndim"], kind["layout"], readonly=kind["readonly"])
    if "tuple" in kind:
        together: Any = types.BaseTuple.from_types
        return together(tuple(as_type(one) for one in kind["tuple"]))
    columns, first = [], 0
    for name, column in kind["columns"].items():
        columns.append((name, as_type(column), first))
        first += words_of(columns[-1][1])
    return RecordType(kind["record"], tuple(columns), first)


def called() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every kernel that Python has called in this process: (module:function, numba types)."""
    from sim.jit import Kernel

    for name in sorted(sys.modules):
        if name.partition(".")[0] == "sim":
            for attribute, found in sorted(vars(sys.modules[name]).items()):
                if isinstance(found, Kernel) and (found.__module__, found.__name__) == (name, attribute):
                    for kinds in found.called_with():
                        yield f"{name}:{attribute}", kinds


def write_list(scenarios: list[Any]) -> int:
    """Simulate a year and a month of each scenario, and list what was called; how much that was."""
    from numba.core import dispatcher as dispatching

    from sim.history import simulate

    seconds: dict[int, float] = {}
    compiler: Any = dispatching.Dispatcher
    usual = compiler.compile

    def timed(dispatcher: Any, signature: Any) -> Any:
        before = time.process_time()
        try:
            return usual(dispatcher, signature)
        finally:
            seconds[id(dispatcher.py_func)] = time.process_time() - before

    compiler.compile = timed
    try:
        for scenario in scenarios:
            simulate(scenario, 1, months=13)
    finally:
        compiler.compile = usual
    entries = []
    before = {call.kernel: call.seconds for call in listed()} if LIST.exists() else {}
    for name, kinds in called():
        module, _, attribute = name.partition(":")
        found = getattr(sys.modules[module], attribute)
        taken = 0.0 if found.read else seconds.get(id(found.entry.py_func), 0.0)
        if found.read:  # found compiled
            taken = before.get(name, 0.5)
        try:
            entries.append({"kernel": name, "kinds": [as_data(kind) for kind in kinds], "seconds": round(taken, 1)})
        except LookupError as error:
            print(f"{name} left out: {error}", file=sys.stderr)
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    LIST.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return len(entries)


def main() -> int:
    from sim.scenario import load_scenario
    from sim.scenario.inheritance import packaged_scenarios

    names = ("rural-town.yaml", "three-levers-region.yaml", "lasting-both.yaml")
    count = write_list([load_scenario(packaged_scenarios() / name) for name in names])
    print(f"{count} calls written to {LIST}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
