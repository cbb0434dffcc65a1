"""The packages beside this one are ours, not somebody's file that happens to have the same name.

``sim`` and ``experiments`` are names a user may well give to a file of their own, and Python looks for
modules in the folder of the script first.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

NEIGHBOURS = ("sim", "experiments", "calibration")
HOME = Path(__file__).resolve().parent.parent
"""The folder that ``bygd`` and its neighbours are installed in."""


def check_neighbours() -> None:
    """Raise ``ImportError``, naming the file in the way and what to do, where Python would import another
    module than ours under the name of a package of bygd."""
    for name in NEIGHBOURS:
        found = file_of(name)
        if found is not None and not found.resolve().is_relative_to(HOME / name):
            raise ImportError(in_the_way(name, found), name=name, path=str(found))


def file_of(name: str) -> Path | None:
    """The file that ``import name`` would take, or has taken; None where there is none to tell."""
    loaded = sys.modules.get(name)
    if loaded is not None:
        file = getattr(loaded, "__file__", None)
        return Path(file) if file else None
    spec: ModuleSpec | None = importlib.util.find_spec(name)
    if spec is None:
        return None
    if spec.origin is not None and spec.has_location:
        return Path(spec.origin)
    return next(map(Path, spec.submodule_search_locations or ()), None)


def in_the_way(name: str, file: Path) -> str:
    """What is wrong and what to do, for the one whose file it is."""
    package = file.name == "__init__.py"
    shown, kind = (file.parent, "folder") if package or file.is_dir() else (file, "file")
    return (
        f"{shown} is in the way: bygd has a package named {name!r}, and Python finds your {kind} of that "
        f"name first. Rename it (for example to my_{shown.name}), or start the program from another folder."
    )


__all__ = ["NEIGHBOURS", "check_neighbours", "file_of", "in_the_way"]
