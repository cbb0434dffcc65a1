"""The pages by key, as the navigation calls them."""

from __future__ import annotations

from sim.languages import N_

PAGES = {
    "town": N_("Town"),
    "compare": N_("Compare"),
    "lives": N_("Lives"),
    "money": N_("Money"),
    "checklist": N_("Checklist"),
    "advise": N_("Advise"),
    "gallery": N_("Gallery"),
}
"""In the order of the navigation."""

__all__ = ["PAGES"]
