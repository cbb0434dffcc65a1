"""Kernels get the arrays as one pointer.

numba hands a named tuple over by value: a state of some hundred and fifty arrays becomes more than a
thousand arguments at every call, from Python and from one kernel to another, and compiling such a call
takes seconds. Here a state, and each of its groups, is to numba the address of a record of machine words: for
each array what numba itself keeps of an array (owner, owner, elements, bytes an element, address, shape,
strides), group after group. A kernel reads from it what it needs; that the record never changes is told to
the compiler, so loops are as fast as with arrays by value. Compiling is many times faster.

The record is written by Python once a state and lives in the state's own ``__dict__``. Kernels are written as
ever (``state.people.uid[row]``), and with ``BYGD_JIT=0`` nothing of this is used.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Hashable
from operator import attrgetter
from typing import Any

import numba
import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.extending import NativeValue, register_model, typeof_impl, unbox
from numba.core.imputils import impl_ret_borrowed, lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr

from sim import state as arrays
from sim.jit import FIRST_KEYS, KEYS, key_of
from sim.state import State

WORD = 8
ADDRESS = "_address"
"""Where a group keeps the address of its record, for :func:`_unbox`."""
CODE = "_code"
"""Where it keeps its key, the number numba gave its type, once the record is written."""
RECORD = "_record"
"""Where it keeps its type and the record itself."""
GROUPS = (State, *arrays.GROUPS.values())
"""The classes of :mod:`sim.state` that go by address."""


def array_words(values: np.ndarray[Any, Any]) -> list[int]:
    """What numba keeps of an array, as words; the arrays belong to Python, so there is no owner to count."""
    return [0, 0, values.size, values.itemsize, address_of(values), *values.shape, *values.strides]


def address_of(values: Any) -> int:
    """Where an array's first element is. numpy's own ``ctypes`` takes ten times as long, and records of a month ask
    for some sixty arrays."""
    try:
        return ctypes.addressof(ctypes.c_char.from_buffer(values))
    except (TypeError, ValueError):  # empty, not in one piece, or not to be written to
        return int(values.ctypes.data)


def words(group: Any) -> list[int]:
    """The record of a state, of rules, or of a group of either: an array's words, a number's own bits."""
    found: list[int] = []
    for column in group:
        if isinstance(column, np.ndarray):
            found += array_words(column)
        elif isinstance(column, tuple):
            noted = column.__dict__.get(RECORD)  # a state that grew has most groups of the one before
            found += words(column) if noted is None else noted[1].tolist()
        else:
            found.append(number_word(column))
    return found


def number_word(value: Any) -> int:
    """A float64's bits, or an integer or truth value as 64 bits."""
    if isinstance(value, float):
        return int(np.float64(value).view(np.uint64))
    return int(value) & 0xFFFF_FFFF_FFFF_FFFF


def key_of_group(group: Any) -> Hashable:
    """The key of a state or group. Notes where the group's record is, at the first call; the record lives as long
    as the group."""
    if CODE not in group.__dict__:
        _noted(group)
    code: Hashable = group.__dict__[CODE]
    return code


def _noted(group: Any) -> tuple[RecordType, np.ndarray[Any, Any]]:
    """The type of a group, and its record, whose address is noted.

    Threads that are handed a new group at once may each write a record: all are alike, and all are kept, for another
    thread's kernel may be reading one.
    """
    kind: Any = _type_of(group)
    record = np.array(words(group), np.uint64)
    group.__dict__.setdefault("_kept", []).append(record)
    group.__dict__[ADDRESS] = address_of(record)
    noted = group.__dict__[RECORD] = (kind, record)
    group.__dict__[CODE] = kind._code
    return noted


KINDS: dict[Hashable, RecordType] = {}
"""Types of groups by what kernels must know of their columns; they live on, for a type that is forgotten comes back
with another number."""


def _type_of(group: Any) -> RecordType:
    """The type of a state or group, put together once for all that are alike."""
    key = (type(group), *map(key_of, group))
    if key not in KINDS:
        columns = []
        first = 0
        for name, column in zip(group._fields, group, strict=True):
            kind = numba.typeof(column)
            columns.append((name, kind, first))
            first += words_of(kind)
        return KINDS.setdefault(key, RecordType(type(group).__name__, tuple(columns), first))
    return KINDS[key]


class RecordType(types.Type):
    """A state or group, to numba: its name, and its columns' (name, type, first word)."""

    def __init__(self, name: str, columns: tuple[tuple[str, Any, int], ...], size: int) -> None:
        self.group = name
        self.columns = {column: (kind, first) for column, kind, first in columns}
        self.size = size
        exact = hashlib.sha256(repr(columns).encode()).hexdigest()[:16]
        super().__init__(name=f"Record({name}, {exact})")  # short: it stands in the name of every function


def _type_of_group(group: Any, _: Any) -> RecordType:
    """Asked by numba, which may come before :func:`key_of_group` where another argument has no key."""
    kind: Any = (group.__dict__.get(RECORD) or _noted(group))[0]
    return kind


def words_of(kind: Any) -> int:
    """Words a column of this type takes in a record."""
    if isinstance(kind, RecordType):
        return kind.size
    return 5 + 2 * int(kind.ndim) if isinstance(kind, types.Array) else 1


def goes_by_address(group: type) -> None:
    """Have kernels take named tuples of the class ``group`` as one pointer."""
    typeof_impl.register(group)(_type_of_group)
    KEYS[group] = attrgetter(CODE)
    FIRST_KEYS[group] = key_of_group


for _group in GROUPS:
    goes_by_address(_group)
register_model(RecordType)(models.OpaqueModel)


@infer_getattr
class _Columns(AttributeTemplate):
    key = RecordType

    def generic_resolve(self, record: Any, name: Any) -> Any:  # type: ignore[override]
        found = record.columns.get(name)
        return None if found is None else found[0]


def _load(builder: Any, address: Any, word: int, kind: Any) -> Any:
    """The word of a record, as the LLVM type ``kind``, known never to change."""
    there = builder.gep(address, [ir.Constant(ir.IntType(64), word * WORD)])
    value = builder.load(builder.bitcast(there, kind.as_pointer()), align=WORD)
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value


def words_in(kind: Any) -> int:
    if isinstance(kind, ir.LiteralStructType):
        return sum(words_in(part) for part in kind.elements)
    if isinstance(kind, ir.ArrayType):
        return int(kind.count) * words_in(kind.element)
    return 1


@lower_getattr_generic(RecordType)
def _column(context: Any, builder: Any, record: RecordType, address: Any, name: str) -> Any:
    """A group of a state is an address further on; a column of a group is an array, read from the record."""
    kind, first = record.columns[name]
    if isinstance(kind, RecordType):
        return builder.gep(address, [ir.Constant(ir.IntType(64), first * WORD)])
    if isinstance(kind, types.Array):
        return impl_ret_borrowed(context, builder, kind, _array(context, builder, kind, address, first))
    word = _load(builder, address, first, ir.IntType(64) if kind == types.boolean else context.get_value_type(kind))
    return builder.trunc(word, ir.IntType(1)) if kind == types.boolean else word


def _array(context: Any, builder: Any, kind: types.Array, address: Any, first: int) -> Any:
    """An array from its words. What its type tells is not read: a column is most often one row of elements side by
    side, of which the compiler then has two words to look after instead of seven."""
    array = context.get_value_type(kind)
    if words_in(array) != 5 + 2 * kind.ndim:
        raise NotImplementedError("this version of numba keeps arrays in another form")
    number, beside = ir.IntType(64), kind.layout == "C"
    itemsize = ir.Constant(number, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    shape = [_load(builder, address, first + 5 + axis, number) for axis in range(kind.ndim)]
    value = ir.Constant(array, ir.Undefined)
    for owner in (0, 1):  # said to the compiler too, so that it counts no references
        value = builder.insert_value(value, ir.Constant(array.elements[owner], None), owner)
    items = shape[0] if kind.ndim == 1 else _load(builder, address, first + 2, number)
    value = builder.insert_value(value, items, 2)
    value = builder.insert_value(value, itemsize, 3)
    value = builder.insert_value(value, _load(builder, address, first + 4, array.elements[4]), 4)
    for axis in range(kind.ndim):
        value = builder.insert_value(value, shape[axis], [5, axis])
        if beside and axis == kind.ndim - 1:
            stride = itemsize
        else:
            stride = _load(builder, address, first + 5 + kind.ndim + axis, number)
        value = builder.insert_value(value, stride, [6, axis])
    return value


@unbox(RecordType)
def _unbox(kind: RecordType, group: Any, c: Any) -> Any:
    """From Python to compiled code: the address noted by :func:`key_of_group`, which every call begins with."""
    found = c.pyapi.object_getattr_string(group, ADDRESS)
    failed = cgutils.is_null(c.builder, found)
    address = cgutils.alloca_once_value(c.builder, ir.Constant(ir.IntType(64), 0))
    with c.builder.if_then(cgutils.is_not_null(c.builder, found)):
        c.builder.store(c.pyapi.long_as_ulonglong(found), address)
        c.pyapi.decref(found)
    pointer = c.builder.inttoptr(c.builder.load(address), c.context.get_value_type(kind))
    return NativeValue(pointer, is_error=failed)
