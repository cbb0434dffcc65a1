"""The pages beside the town: key, what the navigation calls them, and what draws them from a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bygd.web.frame import Frame

PAGES: dict[str, tuple[str, Callable[[Frame], Any]]] = {
    "town": ("Town", lambda frame: None),
}
