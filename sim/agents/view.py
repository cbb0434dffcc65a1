"""What all views have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

if TYPE_CHECKING:
    from sim.model import IntegrationModel
    from sim.state import State


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
