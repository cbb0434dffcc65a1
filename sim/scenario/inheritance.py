"""``extends:`` — a scenario as a small readable difference to another."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import sim
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.source import Entry, read

LONGEST_CHAIN = 10


def packaged_scenarios() -> Path:
    """The folder of scenarios that comes with the program, beside the ``sim`` package."""
    return Path(sim.__file__).resolve().parent.parent / "scenarios"


def merged(base: Entry, over: Entry) -> Entry:
    """``over`` on top of ``base``: mappings merge key by key, anything else replaces, and a key set to
    null in ``over`` removes it from ``base``."""
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    held = dict(base.value)
    for key, entry in over.value.items():
        if key not in held:
            held[key] = entry
        elif entry.value is None:
            del held[key]
        else:
            held[key] = merged(held[key], entry)
    return Entry(held, over.file, over.line)


def read_chain(path: Path, shown: str) -> list[Entry]:
    """The scenario's own entries, its base's, the base's base's … (without their ``extends``)."""
    home = path.resolve().parent
    chain: list[Entry] = []
    seen: list[Path] = []
    while True:
        seen.append(path.resolve())
        entry = read(path, shown)
        held = dict(entry.value)
        extends = held.pop("extends", None)
        chain.append(Entry(held, entry.file, entry.line))
        if extends is None or extends.value is None:
            return chain
        path, shown = _base(extends, path, home)
        if path.resolve() in seen:
            raise _refuse(extends, f"{extends.value} extends, in the end, itself")
        if len(seen) >= LONGEST_CHAIN:
            raise _refuse(extends, f"more than {LONGEST_CHAIN} files extend one another")


def _refuse(extends: Entry, message: str) -> ScenarioError:
    return ScenarioError(Problem(message, path="extends", file=extends.file, line=extends.line))


def _base(extends: Entry, path: Path, home: Path) -> tuple[Path, str]:
    """The file named by ``extends`` in the file ``path``, and how to show it."""
    name = extends.value
    if not isinstance(name, str) or not name or "\0" in name:
        raise _refuse(extends, "takes the name of one scenario file, as text")
    packaged = packaged_scenarios()
    folder = path.resolve().parent
    for candidate, shown in (
        (folder / name, os.path.normpath(os.path.join(os.path.dirname(extends.file), name))),
        (packaged / name, str(packaged / name)),
    ):
        real = Path(os.path.realpath(candidate))
        if not (real.is_relative_to(home) or real.is_relative_to(packaged)):
            raise _refuse(
                extends,
                f"{name!r} leads out of the scenario's folder; a base stands in the folder of the "
                f"scenario file, or comes with the program",
            )
        try:
            if candidate.is_file():
                return candidate, shown
        except OSError:
            break
    there = sorted({p.name for place in (folder, packaged) if place.is_dir() for p in place.glob("*.y*ml")})
    near = difflib.get_close_matches(name, there, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise _refuse(extends, f"there is no file {name!r}{hint}")


__all__ = ["merged", "packaged_scenarios", "read_chain"]
