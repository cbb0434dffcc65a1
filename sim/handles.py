"""Kernels get the whole state as one pointer.

numba hands a named tuple over by value: a state of some hundred and fifty arrays becomes more than a
thousand arguments at every call, from Python and from one kernel to another, and compiling such a call takes
seconds. Here a :class:`~sim.state.State` becomes a small reference-counted record of its groups, made once
a state and passed as its address; compiling a kernel that takes a state is then ten to twenty times
faster. Kernels are written as before (``state.people.uid``), and with ``BYGD_JIT=0`` nothing of this is used.

Groups (``people``, ``ties``, …) still go by value, which the loops over everybody need to be fast: take them
out of the state once, before a loop.
"""

from __future__ import annotations

from typing import Any

import numba
from numba.core import cgutils, types
from numba.core.extending import NativeValue, box, typeof_impl, unbox
from numba.experimental import structref

from sim.jit import kernel
from sim.state import State

KEPT = 2
"""States whose handle is kept: the one in use, and the one it grew from."""

_handles: dict[int, tuple[State, Any]] = {}


@structref.register
class StateType(types.StructRef):
    """A state, to numba."""


class Handle(structref.StructRefProxy):
    """Owns the record of one state."""


structref.define_constructor(Handle, StateType, list(State._fields))


@kernel
def _make(people: Any, minds: Any, contacts: Any, work: Any, memberships: Any, ties: Any, households: Any,
          homes: Any, foci: Any, clubs: Any, jobs: Any, employers: Any, places: Any) -> Any:
    return Handle(people, minds, contacts, work, memberships, ties, households, homes, foci, clubs, jobs,
                  employers, places)


def handle_of(state: State) -> Any:
    """The record of ``state``, made at the first call."""
    found = _handles.get(id(state))
    if found is None:
        found = (state, _make(*state))
        while len(_handles) >= KEPT:
            _handles.pop(next(iter(_handles)), None)
        _handles[id(state)] = found
    return found[1]


@typeof_impl.register(State)
def _type_of_state(state: State, context: Any) -> StateType:
    return StateType([(name, numba.typeof(group)) for name, group in zip(state._fields, state, strict=True)])


@box(StateType)
def _box_state(kind: Any, value: Any, c: Any) -> Any:
    """From compiled code to Python: the record's owner."""
    record = cgutils.create_struct_proxy(kind)(c.context, c.builder, value=value)
    memory = c.box(types.MemInfoPointer(types.voidptr), record.meminfo)
    make = c.pyapi.unserialize(c.pyapi.serialize_object(Handle._numba_box_))
    numba_type = c.pyapi.unserialize(c.pyapi.serialize_object(kind))
    result = c.pyapi.call_function_objargs(make, (numba_type, memory))
    for used in (make, numba_type, memory):
        c.pyapi.decref(used)
    return result


@unbox(StateType)
def _unbox_state(kind: Any, state: Any, c: Any) -> Any:
    """From Python to compiled code: the address of the state's record."""
    module = c.pyapi.import_module(c.context.insert_const_string(c.builder.module, __name__))
    find = c.pyapi.object_getattr_string(module, handle_of.__name__)
    handle = c.pyapi.call_function_objargs(find, (state,))
    c.pyapi.decref(find)
    c.pyapi.decref(module)
    record = cgutils.create_struct_proxy(kind)(c.context, c.builder)
    failed = cgutils.is_null(c.builder, handle)
    with c.builder.if_then(cgutils.is_not_null(c.builder, handle)):
        memory = c.pyapi.object_getattr_string(handle, "_meminfo")
        record.meminfo = c.unbox(types.MemInfoPointer(types.voidptr), memory).value
        c.pyapi.decref(memory)
        c.pyapi.decref(handle)
    return NativeValue(record._getvalue(), is_error=failed)
