"""The language that a session speaks: each its own, for as long as its page is open.

Components are made with :func:`component` in place of Solara's own, so that whatever they say is said in it, whichever
thread draws them; what is said outside of drawing stands within :func:`spoken`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import solara
from solara.lab import headers

from sim.languages import in_language, language

SPEAKING = solara.reactive("")
"""Of this session; empty before it is known."""


def spoken() -> AbstractContextManager[None]:
    """Speak the session's language for as long as the block lasts."""
    return in_language(SPEAKING.value or language())


def component(draw: Callable[..., Any]) -> Callable[..., Any]:
    """A Solara component that speaks the session's language, and is drawn again when that changes."""

    @functools.wraps(draw)
    def drawn(*given: Any, **named: Any) -> Any:
        with spoken():
            return draw(*given, **named)

    made: Callable[..., Any] = solara.component(drawn)
    return made


def accepted_here() -> str | None:
    """What the browser of this session accepts; None where nobody has said."""
    said = headers.value or {}
    return next((", ".join(values) for name, values in said.items() if name.lower() == "accept-language"), None)


__all__ = ["SPEAKING", "accepted_here", "component", "spoken"]
