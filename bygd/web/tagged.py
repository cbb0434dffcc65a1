"""HTML elements, each tag a component of its own.

Reacton alters an element where the next drawing has the same component in its place, and in the browser an element
keeps the tag it was made with, whatever its widget says later. So what differs in its tag is of another component, and
is made anew.
"""

from __future__ import annotations

import functools
from typing import Any

import ipyvuetify
import reacton.core


@functools.cache
def _component(tag: str) -> Any:
    return reacton.core.ComponentWidget(type(f"Html{tag.capitalize()}", (ipyvuetify.Html,), {}))


def tagged(tag: str, **given: Any) -> Any:
    """An element ``<tag>``; ``given`` as for ``solara.v.Html``."""
    return _component(tag)(tag=tag, **given)


__all__ = ["tagged"]
