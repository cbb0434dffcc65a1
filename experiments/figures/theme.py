"""Colours by role, said once: for figures on white paper, and for the report's light and dark themes.

Hues are those of Okabe and Ito (2008), told apart by people with any colour vision; "-text" is the same hue
dark (or, on a dark page, light) enough for small letters.
"""

from __future__ import annotations

THEME: dict[str, tuple[str, str]] = {
    "ink": ("#1f2430", "#e8eaee"),
    "muted": ("#5f6776", "#a3abb8"),
    "grid": ("#e3e6ea", "#343a46"),
    "paper": ("#ffffff", "#171a21"),
    "shade": ("#b4bac4", "#5d6674"),
    "grey": ("#7d8694", "#8a93a1"),
    "blue": ("#0072b2", "#3d9ad6"),
    "orange": ("#e69f00", "#e69f00"),
    "green": ("#009e73", "#1fb88c"),
    "purple": ("#cc79a7", "#d68fb8"),
    "sky": ("#56b4e9", "#56b4e9"),
    "vermilion": ("#d55e00", "#ec7a28"),
    "blue-text": ("#00598b", "#7cc0ea"),
    "orange-text": ("#9c6c00", "#f0b73a"),
    "green-text": ("#00775a", "#4bd0a8"),
    "purple-text": ("#a0527f", "#e3add0"),
    "sky-text": ("#2d7fb0", "#86caf0"),
    "vermilion-text": ("#ad4c00", "#f59a5c"),
    "grey-text": ("#5f6775", "#a4acb9"),
}
"""Role: (on white and in the light theme, in the dark theme). No two roles share a light colour."""


def light(role: str) -> str:
    return THEME[role][0]


def text_color(color: str) -> str:
    """The colour for letters that name a line of ``color``."""
    for role, (value, _) in THEME.items():
        if value == color and f"{role}-text" in THEME:
            return light(f"{role}-text")
    return color


def css_variables(dark: bool) -> str:
    return "".join(f"--{role}:{pair[dark]};" for role, pair in THEME.items())


__all__ = ["THEME", "css_variables", "light", "text_color"]
