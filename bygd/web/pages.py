"""The pages beside the town: key, what the navigation calls them, and what draws them from a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bygd.web.frame import Frame


def compare(frame: Frame) -> Any:
    """Two settings with the same luck."""
    from bygd.web.compare_page import ComparePage

    return ComparePage(frame.scenario, frame.seed)


def lives(frame: Frame) -> Any:
    """What happened to single people."""
    from bygd.web.lives_page import LivesPage

    return LivesPage(frame.scenario, frame.seed, frame.month)


def money(frame: Frame) -> Any:
    """Who pays what, and until when."""
    from bygd.web.money_page import MoneyPage

    return MoneyPage(frame.scenario, frame.seed, frame.month)


PAGES: dict[str, tuple[str, Callable[[Frame], Any]]] = {
    "town": ("Town", lambda frame: None),
    "compare": ("Compare", compare),
    "lives": ("Lives", lives),
    "money": ("Money", money),
}
"""What draws with Matplotlib is imported when its page is first opened: the first page is there sooner."""
