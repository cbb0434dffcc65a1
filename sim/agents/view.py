"""What all views have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import mesa

if TYPE_CHECKING:
    from sim.model import IntegrationModel
    from sim.state import State

Value = TypeVar("Value")


class Column(Generic[Value]):
    """A column of the state, read at the row of a view: ``trust = Column("minds.trust", float)``."""

    def __init__(self, path: str, kind: type[Value]) -> None:
        self.group, self.column = path.split(".")
        self.kind: Any = kind

    @overload
    def __get__(self, view: None, owner: type) -> Column[Value]: ...

    @overload
    def __get__(self, view: View, owner: type) -> Value: ...

    def __get__(self, view: View | None, owner: type) -> Column[Value] | Value:
        if view is None:
            return self
        column = getattr(getattr(view.state, self.group), self.column)
        value: Value = self.kind(column[view.row].item())
        return value

    def __set__(self, view: View, value: Any) -> None:
        raise AttributeError(f"{type(view).__name__} is a view; what it shows changes by the model's rules alone")


class View(mesa.Agent):
    """A row of the state."""

    model: IntegrationModel
    pos = None

    def __init__(self, model: IntegrationModel, row: int, unique_id: int) -> None:
        # Mesa's own constructor would count ids in a table of the class, which keeps every model alive.
        self.model = model
        self.row = row
        self.unique_id = unique_id

    def remove(self) -> None:
        """Views cannot be removed: who leaves, leaves by the model's rules."""
        raise TypeError(f"{type(self).__name__} is a view; nobody is removed but by the model's rules")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.unique_id})"

    @property
    def state(self) -> State:
        return self.model.town.state

    def _place(self, row: int) -> str:
        return self.model.place_names[row]
