"""Several lines of text as a Solara component."""

from __future__ import annotations

from collections.abc import Callable

import solara


@solara.component_vue("lines.vue")
def Lines(name: str, label: str, help: str, value: str, event_given: Callable[[str], None]) -> None:  # noqa: A002
    """Text of several lines; ``given`` is told it when the field is left."""


__all__ = ["Lines"]
