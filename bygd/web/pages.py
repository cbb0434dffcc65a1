"""The pages: what the navigation calls them, and what draws them; imported when first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bygd.web.frame import Frame
    from bygd.web.worker import Worker

PAGES = {"town": "Town"}
"""By key, in the order of the navigation."""


def drawn_page(page: str, frame: Frame, worker: Worker, refused: int) -> Any:
    """The page ``page`` of a session as it stands."""
    from bygd.web.town_page import TownPage

    return TownPage(frame, worker, refused)


__all__ = ["PAGES", "drawn_page"]
