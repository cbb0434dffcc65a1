"""What stands in the fields of a page: kept for the session, so that whoever comes back to a page finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


def use_kept(kept: dict[str, Any], name: str, first: Any) -> tuple[Any, Callable[[Any], None]]:
    """(what the session has under ``name``, ``first`` where it has nothing; a function that changes it and draws the
    component again)."""
    _, set_turn = solara.use_state(0)

    def put(value: Any) -> None:
        kept[name] = value
        set_turn(lambda turn: turn + 1)

    return kept.get(name, first), put


__all__ = ["use_kept"]
