"""Real municipalities to choose by typing, and their scenarios, as ``bygd new --place`` writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sim.languages import N_, _, localised, ngettext
from sim.words import counted, listed

if TYPE_CHECKING:
    from bygd.places.table import Municipality
    from sim.scenario import Scenario

GRADES = {"measured": N_("{number} measured"), "converted": N_("{number} converted"), "assumed": N_("{number} assumed")}
MOST = 12
"""Places shown of those that fit."""
TYPED = N_("a real municipality")
"""Where the words of a refusal say what is wrong: the field's label."""


@dataclass(frozen=True)
class Official:
    """The scenario of a real place, and how much of it is known."""

    id: str
    """What names it for good: SE-2404, or SE-2480/Holmsund for a settlement within a municipality."""
    name: str
    """Name, country and code, as in Vindeln (SE-2404)."""
    scenario: Scenario
    text: str
    """As a file, with how each figure is known behind it."""
    known: str
    """How many of its figures are measured, converted and assumed, in words."""
    warnings: tuple[str, ...]
    """What to look at before anything is read from it."""


def official(said: str) -> Official:
    """The place somebody typed or picked, by the same rules and words as ``bygd new --place``.

    Raises ``ScenarioError`` where there is none or several, or more people live there than can be watched.
    """
    from bygd.places.lookup import find
    from bygd.places.scenario import Asked, scenario_text
    from bygd.places.table import Municipality, load_table
    from bygd.web.choices import brought
    from sim.scenario import ScenarioError

    try:
        place = find(load_table(), said)
        made = scenario_text(load_table(), Asked(place=said))
    except ScenarioError as error:
        raise ScenarioError(*(replace(one, file=_(TYPED)) for one in error.problems)) from None
    scenario = brought(made.what, made.text)
    name = place.id if isinstance(place, Municipality) else f"{place.within.id}/{place.name}"
    return Official(name, made.what, scenario, made.text, known_words(made.text), tuple(made.warnings))


def known_words(text: str) -> str:
    """How the figures of a scenario's file are known."""
    from bygd.places.writing import counts

    known = counts(text)
    graded = [_(GRADES[grade], number=number) for grade, number in known.items()]
    return _(
        "Of {figures}, {each}. Measured: as an office published it; converted: computed from what is published; "
        "assumed: what is usual for places of its class or its country.",
        figures=counted(sum(known.values()), "figure", "figures"),
        each=listed(graded),
    )


def suggestions(typed: str, most: int = MOST) -> tuple[list[tuple[str, str]], str]:
    """Municipalities that fit what has been typed so far, as (SE-2404, what is shown), the best first, and what to say
    of the list. A name fits by its beginning, then by that of a later word, then anywhere; the larger place first."""
    from bygd.places.folding import folded

    wanted = folded(typed)
    if not wanted:
        return [], ""
    found = []
    for row, names, words in _names():
        if any(name.startswith(wanted) for name in names):
            found.append((0, row))
        elif any(word.startswith(wanted) for word in words):
            found.append((1, row))
        elif any(wanted in name for name in names):
            found.append((2, row))
    found.sort(key=lambda one: (one[0], -one[1].population))
    shown = [(row.id, _shown(row, wanted)) for __, row in found[:most]]
    if not shown:
        return [], _(
            "No municipality is called {name!r}; press Enter to look among settlements too.", name=typed.strip()
        )
    number = len(found)
    if number > most:
        return shown, ngettext(
            "{number} place fits, the first {shown} shown: type on.",
            "{number} places fit, the first {shown} shown: type on.",
            number,
            number=localised(f"{number:,}"),
            shown=len(shown),
        )
    return shown, ngettext("{number} place fits.", "{number} places fit.", number, number=number)


@cache
def _names() -> list[tuple[Municipality, tuple[str, ...], tuple[str, ...]]]:
    """Each municipality with its names and codes, folded, and with the later words of its names."""
    from bygd.places.folding import folded
    from bygd.places.lookup import names_of
    from bygd.places.table import load_table

    found = []
    for row in load_table().rows:
        said = [name for name in (*names_of(row), row.coord_place) if name]
        words = [word for name in said for word in name.replace("-", " ").split()[1:]]
        whole = (*map(folded, said), row.code, folded(row.id))
        found.append((row, whole, tuple(map(folded, words))))
    return found


def _shown(row: Municipality, wanted: str) -> str:
    """A municipality with its names; with its seat's where only that has what is wanted."""
    from bygd.places.columns import LANDS
    from bygd.places.folding import folded
    from bygd.places.lookup import names_of

    own, *others = names_of(row)
    also = "".join(f" · {name}" for name in others if name != own)
    seat = wanted in folded(row.coord_place) and not any(wanted in folded(name) for name in (own, *others))
    also += " " + _("(seat {place})", place=row.coord_place) if seat else ""
    return f"{own}{also}, {_(LANDS[row.land])}, {counted(row.population, 'inhabitant', 'inhabitants')}"


__all__ = ["MOST", "Official", "known_words", "official", "suggestions"]
