"""The pages by key, as the navigation calls them."""

from __future__ import annotations

PAGES = {
    "town": "Town",
    "compare": "Compare",
    "lives": "Lives",
    "money": "Money",
    "checklist": "Checklist",
    "advise": "Advise",
    "gallery": "Gallery",
}
"""In the order of the navigation."""

__all__ = ["PAGES"]
