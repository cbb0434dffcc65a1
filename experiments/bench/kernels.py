"""The month kernel by kernel: what each costs beside the time in which its columns could be streamed.

Which columns a kernel reads or writes is found in its source and in that of the kernels it calls, so the bytes are the
most that it must move, each column once, whole: a kernel that costs about as much as its limit waits for the
memory's speed, and one that costs several times as much for something else.
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sim.jit import Kernel
from sim.state import GROUPS, PER_PERSON
from sim.town import GROUP_OF, Town, Used
from sim.words import counted, figure

LARGEST = 10
NEAR, GROWS = 2.0, 1.5
"""Up to how many times its limit a kernel is bound by it, and from what growth a person on it waits for memory."""
STATE = "state"
Names = dict[str, str]
"""What a variable stands for: ``state``, a group, or a column as "group.column"."""


class KernelCost(NamedTuple):
    """A kernel at one size."""

    calls: float  # a month
    measured_ns: float  # per person and month, the call from Python included
    bytes_person: float  # of the columns that it names, over all calls of the month
    limit_ns: float  # in which they can be streamed
    on_ranges: bool  # whether threads share its rows


def meant(node: ast.expr, names: Names) -> str:
    """What an expression stands for, empty where it is none of ours."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        of = meant(node.value, names)
        if of == STATE and node.attr in GROUPS:
            return node.attr
        if of in GROUPS and node.attr in GROUPS[of]._fields:
            return f"{of}.{node.attr}"
    return ""


@functools.cache
def columns_of(kernel: Kernel) -> frozenset[str]:
    """Columns ("group.column") that a kernel, or one that it calls, names. A parameter that has the name of a group is
    taken for it."""
    function = kernel.py_func
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names: Names = {name: name for name in inspect.signature(function).parameters if name == STATE or name in GROUPS}
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for variable, value in pairs:
                    if isinstance(variable, ast.Name) and (what := meant(value, names)):
                        names[variable.id] = what
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and "." in (what := meant(node, names)):
            found.add(what)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = function.__globals__.get(node.func.id)
            if isinstance(called, Kernel) and called is not kernel:
                found |= columns_of(called)
    return frozenset(found)


def bytes_in_use(town: Town, column: str) -> int:
    """Bytes of a column in rows that are in use."""
    group, _, name = column.partition(".")
    values = getattr(getattr(town.state, group), name)
    rows = {GROUP_OF[used]: int(town.used[used]) for used in GROUP_OF}
    rows.update(dict.fromkeys(PER_PERSON, int(town.used[Used.PEOPLE])))
    used = int(town.used[Used.SEATS]) if column == "foci.roster" else rows.get(group, len(values))
    return int(values[:used].nbytes)


@contextmanager
def timed_calls(taken: dict[Kernel, list[float]], shared: set[Kernel]) -> Iterator[None]:
    """Add up in ``taken`` the seconds of processor time and the calls of each kernel that Python calls, and put into
    ``shared`` those that are called on other threads than the first."""
    plain: Callable[..., Any] = Kernel.__call__

    def timed(kernel: Kernel, *arguments: Any) -> Any:
        begun = time.thread_time()
        result = plain(kernel, *arguments)
        entry = taken.setdefault(kernel, [0.0, 0.0])
        entry[0] += time.thread_time() - begun
        entry[1] += 1.0
        if threading.current_thread() is not threading.main_thread():
            shared.add(kernel)
        return result

    Kernel.__call__ = timed  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Kernel.__call__ = plain  # type: ignore[method-assign]


def name_of(kernel: Kernel) -> str:
    return f"{kernel.__module__.rpartition('.')[2]}.{kernel.__name__}"


def kernel_costs(
    town: Town, live: Callable[[Town], object], months: int, people: int, byte_ns: float
) -> dict[str, KernelCost]:
    """Each kernel's cost in ``months`` of ``live`` on one thread, by name, and on which kernels threads work together,
    which a month more on two of them shows; ``byte_ns``: of a streaming pass, for a byte."""
    taken: dict[Kernel, list[float]] = {}
    shared: set[Kernel] = set()
    threads, town.threads = town.threads, 1
    with timed_calls(taken, shared):
        for _ in range(months):
            live(town)
    town.threads = 2
    with timed_calls({}, shared):
        live(town)
    town.threads = threads
    costs = {}
    for kernel, (seconds, calls) in taken.items():
        each = sum(bytes_in_use(town, column) for column in columns_of(kernel)) / people
        passes = calls / months
        costs[name_of(kernel)] = KernelCost(
            passes, 1e9 * seconds / months / people, each * passes, each * passes * byte_ns, kernel in shared
        )
    return costs


def bound_by(small: KernelCost | None, cost: KernelCost) -> str:
    """What bounds a kernel, by its limit and its growth from the smallest size on."""
    if cost.measured_ns <= NEAR * cost.limit_ns:
        return "speed of memory"
    if small is not None and cost.measured_ns >= GROWS * small.measured_ns:
        return "waiting for memory"
    return "arithmetic, branches"


def limit_table(sizes: dict[int, dict[str, KernelCost]]) -> str:
    """Markdown: the largest kernels of each size, beside the time in which their columns can be streamed; ``sizes``:
    by number of people."""
    rows: dict[str, None] = {}
    for costs in sizes.values():
        largest = sorted(costs, key=lambda name: -costs[name].measured_ns)[:LARGEST]
        rows.update(dict.fromkeys(largest))
    head, small = "| kernel, ns a person-month |", sizes[min(sizes)]
    for people in sizes:
        head += f" bytes, {people:,} | limit | measured |"
    lines = [head + " on threads | bound by, at the largest |"]
    lines.append("|:--|" + "--:|" * 3 * len(sizes) + ":--|:--|")
    for name in rows:
        line, found = f"| `{name}` |", [size.get(name) for size in sizes.values()]
        for cost in found:
            if cost is None:
                line += " – | – | – |"
            else:
                line += f" {cost.bytes_person:,.0f} | {cost.limit_ns:.0f} | {cost.measured_ns:.0f} |"
        last = next(cost for cost in reversed(found) if cost is not None)
        first = small.get(name) if len(sizes) > 1 else None
        lines.append(f"{line} {'yes' if last.on_ranges else 'no'} | {bound_by(first, last)} |")
    for people, costs_of in sizes.items():
        every = sum(cost.measured_ns for cost in costs_of.values())
        shared = sum(cost.measured_ns for cost in costs_of.values() if cost.on_ranges)
        faster = every / (every - shared / 2.0)
        lines.append(
            f"\n{counted(people, 'person', 'people')}: all {len(costs_of)} kernels {every:,.0f} ns, {shared:,.0f} of "
            f"it shared among threads; two can make them at most {figure(round(faster, 2))} times as fast."
        )
    return "\n".join(lines)


__all__ = ["KernelCost", "bound_by", "columns_of", "kernel_costs", "limit_table"]
