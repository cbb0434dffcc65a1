"""The cards for the page in the browser: a list of those that have some words, and one of them in full, all in the
language in force."""

from __future__ import annotations

from dataclasses import dataclass

from bygd.practices import speaking
from bygd.practices.cards import card, cards, search
from bygd.practices.pages import parts
from bygd.practices.results import shipped
from experiments.report.tables import Table
from sim.languages import _


@dataclass(frozen=True)
class Listed:
    """A card in the list."""

    name: str
    title: str
    group: str
    """Programmes, Posts or Cases."""
    simulated: bool


@dataclass(frozen=True)
class Full:
    """A card with all that is said of it."""

    name: str
    title: str
    group: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    """(what it is, words): what, where, for whom, since, money, its end, what the source says, evidence, sources."""
    table: Table | None
    """What the model says; None where nothing was simulated."""
    notes: tuple[str, ...]
    """What one more costs, how it was made, how to read it; or that it is not yet simulated."""
    doubt: str
    """Why the figures may not be those of the model as it is now; empty where they are."""
    how: str
    snippet: str
    """Lines of a scenario file."""


def gallery(words: str = "") -> tuple[Listed, ...]:
    """The cards that have every one of ``words`` in them, in any letters; all where there are none."""
    found = search(words.split()) if words.strip() else cards()
    return tuple(Listed(one.name, _(one.title), speaking.group(one), bool(shipped().get(one.name))) for one in found)


def full(name: str) -> Full:
    """One card. Raises ``ScenarioError``, with the nearest names, where there is none."""
    one = card(name)
    said = parts(one, shipped().get(one.name, ()), speaking.in_words)
    notes = (said["prices"], said["made_with"], said["read"]) if said["table"] else (said["not_yet"],)
    return Full(
        one.name,
        said["title"],
        said["group"],
        said["summary"],
        tuple(said["facts"]),
        said["table"],
        notes,
        said["doubt"],
        said["how"],
        said["snippet"],
    )


__all__ = ["Full", "Listed", "full", "gallery"]
