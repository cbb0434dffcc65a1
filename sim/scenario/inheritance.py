"""``extends:`` — a scenario as a small readable difference to another, or to several put together."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.source import Entry, read

LONGEST_CHAIN = 10
MOST_FILES = 60
PIECES = ("programmes", "posts", "clubs", "countries")
"""Folders of packaged files that are no scenarios by themselves: each is extended together with a town."""


def packaged_scenarios() -> Path:
    """The folder of scenarios that comes with the program, beside the ``sim`` package."""
    return Path(__file__).resolve().parents[2] / "scenarios"


def whole_scenarios() -> list[Path]:
    """The packaged files that can be run as they are."""
    folder = packaged_scenarios()
    return [path for path in sorted(folder.rglob("*.yaml")) if path.relative_to(folder).parts[0] not in PIECES]


def pieces() -> list[Path]:
    """The packaged files that are extended together with a town."""
    folder = packaged_scenarios()
    return [path for piece in PIECES for path in sorted((folder / piece).rglob("*.yaml"))]


def merged(base: Entry, over: Entry) -> Entry:
    """``over`` on top of ``base``: mappings merge key by key, anything else replaces, and a key set to
    null in ``over`` removes it from ``base``; an empty mapping empties it."""
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    held = dict(base.value)
    for key, entry in over.value.items():
        if key not in held:
            held[key] = entry
        elif entry.value is None:
            del held[key]
        elif entry.value == {}:  # an empty mapping says that there is nothing, and not that nothing changes
            held[key] = entry
        else:
            held[key] = merged(held[key], entry)
    return Entry(held, over.file, over.line)


def read_chain(path: Path, shown: str) -> list[Entry]:
    """The entries of a scenario and of all it extends (without their ``extends``), the scenario's own first:
    each lies on top of those after it.

    Of several bases the last lies uppermost. A file met again, as the common base of two, counts where it
    was met first, beneath all that extend it: what one of them changes, the other does not change back.
    """
    return [entry for _, entry in reversed(_Reader(_home(path, shown)).read(path, shown))]


def first_base(path: Path, shown: str) -> tuple[list[Entry], str]:
    """What the first file named in ``extends`` stands for by itself, as :func:`read_chain` gives it, and how
    it is called; nothing where the file extends none."""
    reader = _Reader(_home(path, shown))
    for extends in _names(read(path, shown).value.get("extends")):
        base, called = reader.base(extends, path)
        return [entry for _, entry in reversed(reader.read(base, called))], called
    return [], ""


def _home(path: Path, shown: str) -> Path:
    """The folder a file lies in, links followed. Raises :class:`ScenarioError` for a name that no file
    has."""
    try:
        return Path(os.path.realpath(path)).parent
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise ScenarioError(Problem(f"cannot be read: {error}", file=shown)) from None


class _Reader:
    """Reads a file and everything it extends, each file once."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.open: list[Path] = []
        self.done: set[Path] = set()

    def read(self, path: Path, shown: str) -> list[tuple[Path, Entry]]:
        """Files with their entries, from the lowest to ``path`` itself; without those read before."""
        here = Path(os.path.realpath(path))
        entry = read(path, shown)
        held = dict(entry.value)
        extends = held.pop("extends", None)
        self.open.append(here)
        found: list[tuple[Path, Entry]] = []
        for name in _names(extends):
            base, called = self.base(name, path)
            real = Path(os.path.realpath(base))
            if real in self.open:
                raise _refuse(name, f"{name.value} extends, in the end, itself")
            if real in self.done:
                continue
            if len(self.open) >= LONGEST_CHAIN:
                raise _refuse(name, f"more than {LONGEST_CHAIN} files extend one another")
            if len(self.done) + len(self.open) >= MOST_FILES:
                raise _refuse(name, f"more than {MOST_FILES} files in all")
            found += self.read(base, called)
        self.open.pop()
        self.done.add(here)
        return [*found, (here, Entry(held, entry.file, entry.line))]

    def allowed(self, candidate: Path) -> bool:
        """Whether a file, links followed, lies in the scenario's folder or among the packaged ones."""
        real = Path(os.path.realpath(candidate))
        return real.is_relative_to(self.home) or real.is_relative_to(packaged_scenarios())

    def base(self, extends: Entry, path: Path) -> tuple[Path, str]:
        """The file named by ``extends`` in the file ``path``, and how to show it."""
        name = extends.value
        packaged = packaged_scenarios()
        folder = Path(os.path.realpath(path)).parent
        if not self.allowed(folder / name):
            raise _refuse(
                extends,
                f"{name!r} leads out of the scenario's folder; a base stands in the folder of the "
                f"scenario file, or comes with the program",
            )
        for candidate, shown in (
            (folder / name, os.path.normpath(os.path.join(os.path.dirname(extends.file), name))),
            (packaged / name, str(packaged / name)),
        ):
            if not self.allowed(candidate):
                break
            if os.path.isfile(candidate):
                return candidate, shown
        raise _refuse(extends, f"there is no file {name!r}{_hint(name, folder, packaged)}")


def _names(extends: Entry | None) -> list[Entry]:
    """The names of files in an ``extends``: one, or a list of them."""
    if extends is None or extends.value is None:
        return []
    names = extends.value if isinstance(extends.value, list) else [extends]
    if not names:
        raise _refuse(extends, "is an empty list; name a scenario file, or leave the line out")
    for name in names:
        if not isinstance(name.value, str) or not name.value or "\0" in name.value:
            raise _refuse(name, "takes the name of one scenario file, as text, or a list of such names")
    return names


def _refuse(extends: Entry, message: str) -> ScenarioError:
    return ScenarioError(Problem(message, path="extends", file=extends.file, line=extends.line))


def _hint(name: str, folder: Path, packaged: Path) -> str:
    there = {path.name for path in folder.glob("*.y*ml")} if folder.is_dir() else set()
    there |= {path.relative_to(packaged).as_posix() for path in packaged.rglob("*.yaml")}
    near = difflib.get_close_matches(name, sorted(there), 1)
    return f"; did you mean {near[0]}?" if near else ""
