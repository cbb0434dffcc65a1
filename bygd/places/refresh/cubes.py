"""Statistics as offices hold them: what a table's variables are, and a block of its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bygd.places.refresh.errors import OfficeFailed

Key = tuple[str, ...]
Query = dict[str, tuple[str, ...]]
"""Which values of which variables are asked for; a variable that is not named is summed by the office."""


@dataclass(frozen=True)
class Variable:
    """One dimension of a table."""

    code: str
    text: str
    values: Mapping[str, str]
    """Text by code, in the office's order."""
    may_be_left_out: bool = False
    """Whether the office sums over it when it is not named."""


@dataclass(frozen=True)
class TableInfo:
    """What an office says of a table before any figure is asked for."""

    title: str
    variables: Mapping[str, Variable]


@dataclass
class Cube:
    """Figures by the codes of their dimensions; None where the office has none."""

    dimensions: Key
    cells: dict[Key, float | None] = field(default_factory=dict)
    symbols: dict[Key, str] = field(default_factory=dict)
    """Why a figure is missing, in the office's sign: ``..`` not available, ``.`` cannot be, ``:`` confidential."""

    def add(self, other: Cube) -> None:
        """Put the figures of another block of the same table in. Raises :class:`OfficeFailed` where the two clash."""
        order = [other.dimensions.index(name) for name in self.dimensions if name in other.dimensions]
        if len(order) != len(self.dimensions) or len(other.dimensions) != len(self.dimensions):
            raise OfficeFailed(f"two answers have other variables: {self.dimensions} and {other.dimensions}")
        for key, value in other.cells.items():
            own = tuple(key[index] for index in order)
            if self.cells.setdefault(own, value) != value:
                raise OfficeFailed(f"two answers differ for {', '.join(own)}: {self.cells[own]} and {value}")
            if key in other.symbols:
                self.symbols[own] = other.symbols[key]

    def expect(self, query: Query) -> None:
        """Raise :class:`OfficeFailed` unless the answer holds exactly the values that were asked for."""
        for index, name in enumerate(self.dimensions):
            found = {key[index] for key in self.cells}
            asked = set(query.get(name, found))
            if missing := asked - found:
                raise OfficeFailed(
                    f"the answer lacks {len(missing):,} of the values asked for of {name}: {example(missing)}"
                )
            if extra := found - asked:
                raise OfficeFailed(f"the answer holds values of {name} nobody asked for: {example(extra)}")
        size = 1
        for name in self.dimensions:
            size *= len(query.get(name, ("",)))
        if len(self.cells) != size:
            raise OfficeFailed(f"the answer holds {len(self.cells):,} figures, {size:,} were asked for")


def example(codes: set[str]) -> str:
    """A few of many codes."""
    first = sorted(codes)[:3]
    return ", ".join(first) + (" …" if len(codes) > len(first) else "")


__all__ = ["Cube", "Key", "Query", "TableInfo", "Variable", "example"]
