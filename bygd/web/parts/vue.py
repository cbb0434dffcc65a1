"""The pieces as Solara components: which names and events each ``.vue`` file has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from sim.languages import N_, _


@solara.component_vue("lever.vue")
def LeverInput(
    name: str,
    label: str,
    help: str,  # noqa: A002
    about: list[str],
    unit: str,
    stops: list[float],
    scale: float,
    value: float,
    own: float | None,
    endless: float,
    echo: int,
    disabled: bool,
    words: dict[str, str],
    event_moved: Callable[[dict[str, Any]], None],
) -> None:
    """A lever that stands at one of its ``stops``, with its value, unit and help; ``about``: further lines, as what
    it costs; ``own``: where the scenario has it. From ``endless`` on "or more" is said.
    ``words``: with places for values, and the mark before decimals. ``moved`` is told the value and
    the number of the press; ``echo`` is the number of the last press that ``value`` answers."""


@solara.component_vue("upload.vue")
def Upload(
    name: str, label: str, note: str, largest: int, event_brought: Callable[[dict[str, Any]], None], keep: bool = False
) -> None:
    """A file to bring along: ``brought`` is told its name, size and text (None where it is too large). ``keep``: the
    browser's tab keeps it, for when the page is loaded again."""


@solara.component_vue("address.vue")
def AddressBar(query: str, group: str, turn: int, event_went: Callable[[dict[str, Any]], None]) -> None:
    """The browser's address: its query follows ``query``, and Back stops where ``group`` changed. ``went`` is told the
    ``query`` that Back, Forward or loading anew brought, with the file this tab ``own``s and the ``turn``; until that
    turn comes back, what is shown is not written into the address."""


@solara.component_vue("share.vue")
def ShareLink(query: str, note: str, words: dict[str, str]) -> None:
    """The link to a session, to copy."""


@solara.component_vue("choose.vue")
def Choose(
    name: str, label: str, options: list[tuple[str, str]], value: str, event_chosen: Callable[[str], None]
) -> None:
    """One of some (value, text); the browser's own list, which works on a phone and by keyboard."""


@solara.component_vue("find.vue")
def Find(
    name: str,
    label: str,
    hint: str,
    options: list[tuple[str, str]],
    said: str,
    answered: str,
    event_typed: Callable[[str], None],
    event_picked: Callable[[str], None],
) -> None:
    """One of very many, by typing: ``typed`` is told each text, ``options`` (value, text) and ``said`` are the answer
    to the text ``answered``; ``picked`` is told the value chosen, or the text where Enter was pressed on none."""


def WholeNumber(name: str, label: str, value: int, low: int, event_given: Callable[[str], None]) -> Any:
    """See :func:`WholeNumberInput`, with its words."""
    wrong = {
        "written": N_("{text} cannot be used: give a whole number from {low} on."),
        "empty": N_("This cannot be used: give a whole number from {low} on."),
    }
    words = {key: _(text).replace("{low}", str(low)) for key, text in wrong.items()}
    return WholeNumberInput(name=name, label=label, value=value, low=low, words=words, event_given=event_given)


@solara.component_vue("whole.vue")
def WholeNumberInput(
    name: str, label: str, value: int, low: int, words: dict[str, str], event_given: Callable[[str], None]
) -> None:
    """A whole number from ``low`` on; ``given`` is told what was written, as text. Anything else is refused in the
    page, in words."""


@solara.component_vue("network.vue")
def NetworkPicture(
    picture: str,
    legend: str,
    groups: list[Any],
    names: list[str],
    words: dict[str, str],
    event_followed: Callable[[int], None],
) -> None:
    """The network, with what of it is shown. ``groups``: (heading, [(class, words)]) of what can be left out;
    ``names``: of groups of people by number; ``followed`` is told the number of the person who was clicked."""


@solara.component_vue("region.vue")
def RegionPicture(
    picture: str, places: list[tuple[str, str]], place: str, words: dict[str, str], event_picked: Callable[[str], None]
) -> None:
    """A map with figures. ``places``: (key, name) of what can be picked on it, in its list or by a click;
    ``place``: the one that is; ``picked`` is told the key of another, or nothing where that is taken back."""


@solara.component_vue("text.vue")
def TextField(name: str, label: str, value: str, event_given: Callable[[str], None]) -> None:
    """A line of text; ``given`` is told it when the field is left."""


@solara.component_vue("shown.vue")
def Shown(frame: int, event_seen: Callable[[int], None]) -> None:
    """Tells when the browser shows frame number ``frame``."""


@solara.component_vue("projector.vue")
def ProjectorSwitch(words: dict[str, str]) -> None:
    """One of the Town page's charts at a time, in large type; kept by the browser's tab."""


@solara.component_vue("language.vue")
def LanguageChoice(label: str, options: list[tuple[str, str]], value: str, event_chosen: Callable[[str], None]) -> None:
    """The language of the page, by each one's own name; the document is marked with it."""


@solara.component_vue("theme.vue")
def ThemeSwitch(words: dict[str, str]) -> None:
    """Light, dark, or as the system has it; kept by the browser."""


__all__ = [
    "AddressBar",
    "Choose",
    "Find",
    "LanguageChoice",
    "LeverInput",
    "NetworkPicture",
    "ProjectorSwitch",
    "RegionPicture",
    "ShareLink",
    "Shown",
    "TextField",
    "ThemeSwitch",
    "Upload",
    "WholeNumber",
]
