"""Scenarios to choose from, and reading one that somebody brings along.

A file brought along is text and nothing else: it is read by the same safe loader with the same limits as on
the command line, alone in a folder of its own, so that ``extends`` reaches only what comes with bygd.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bygd.cli.reading import region_checked
from sim.languages import _, localised
from sim.scenario import Problem, Scenario, ScenarioError, load_scenario
from sim.scenario.inheritance import packaged_scenarios, whole_scenarios
from sim.scenario.source import LARGEST
from sim.words import counted

DEFAULT = "rural-town.yaml"
MOST_PEOPLE = 300_000
"""Inhabitants of a scenario to choose or brought along; more would take a shared machine too long."""
POPULATION = re.compile(r"^ +population: (\d+)", re.MULTILINE)


@dataclass(frozen=True)
class Choice:
    """A scenario that comes with bygd."""

    name: str
    """Its path among the packaged files."""
    title: str

    @property
    def path(self) -> Path:
        return packaged_scenarios() / self.name


@cache
def choices() -> tuple[Choice, ...]:
    """What comes with bygd and is not too large to look on, the default first."""
    found = []
    for path in whole_scenarios():
        name = path.relative_to(packaged_scenarios()).as_posix()
        if sum(map(int, POPULATION.findall(path.read_text(encoding="utf-8")))) > MOST_PEOPLE:
            continue  # a country is for the command line
        found.append(Choice(name, title_in(path) or name))
    return tuple(sorted(found, key=lambda choice: (choice.name != DEFAULT, "/" in choice.name, choice.name)))


def title_in(path: Path) -> str:
    """The title a packaged file gives itself, without resolving what it extends."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("title:"):
            return line.removeprefix("title:").strip().strip("'\"")
    return ""


def packaged(name: str) -> Scenario:
    """A scenario that comes with bygd, by its name among them. Raises :class:`ScenarioError`."""
    choice = next((choice for choice in choices() if choice.name == name), None)
    if choice is None:
        raise ScenarioError(f"no scenario called {name!r} comes with bygd")
    return from_file(str(choice.path))


def from_file(file: str) -> Scenario:
    """The scenario in a file of this machine. Raises :class:`ScenarioError`."""
    return region_checked(file, load_scenario(file))


def brought(name: str, text: str | None) -> Scenario:
    """A scenario somebody brings along, from the text of a file called ``name``.

    Raises :class:`ScenarioError` in the words of the command line, with ``name`` as the file.
    """
    shown = shown_name(name)
    if not isinstance(text, str):  # not even sent, for its size
        raise ScenarioError(
            Problem(_("a scenario file has at most {most} MB", most=f"{LARGEST / 1e6:.0f}"), file=shown)
        )
    raw = bytes_of(text)
    if len(raw) > LARGEST:
        words = _(
            "is {size} MB large; a scenario file has at most {most} MB",
            size=localised(f"{len(raw) / 1e6:.1f}"),
            most=f"{LARGEST / 1e6:.0f}",
        )
        raise ScenarioError(Problem(words, file=shown))
    with tempfile.TemporaryDirectory(prefix="bygd-") as folder:
        path = Path(folder).resolve() / "scenario.yaml"
        path.write_bytes(raw)
        try:
            scenario = load_scenario(path)
            people = sum(place.population for place in scenario.places.values())
            if people > MOST_PEOPLE:
                words = _(
                    "{inhabitants} are too many to watch live (at most {most}); `bygd run` takes them",
                    inhabitants=counted(people, "inhabitant", "inhabitants"),
                    most=localised(f"{MOST_PEOPLE:,}"),
                )
                raise ScenarioError(Problem(words, path="places", file=shown))
            return region_checked(str(path), scenario)
        except ScenarioError as error:
            raise ScenarioError(
                *(
                    replace(
                        problem,
                        file=problem.file.replace(str(path), shown).replace(f"{path.parent}/", ""),
                        message=problem.message.replace(f"{path.parent}/", ""),
                    )
                    for problem in error.problems
                )
            ) from None


def bytes_of(text: str) -> bytes:
    """The file's own bytes: what was no UTF-8 in it comes as single surrogates (see ``upload.vue``)."""
    try:
        return text.encode("utf-8", errors="surrogateescape")
    except UnicodeEncodeError:  # surrogates of another kind
        return text.encode("utf-8", errors="surrogatepass")


def shown_name(name: str) -> str:
    """The last part of a file's name, without what could not stand in a line of text."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:80] or "the file"


__all__ = ["DEFAULT", "Choice", "brought", "choices", "from_file", "packaged", "shown_name"]
