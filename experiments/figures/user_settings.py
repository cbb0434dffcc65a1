"""A user's matplotlibrc that is no UTF-8 ends no command: figures take nothing from it anyway."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def unreadable() -> bool:
    """Whether the matplotlibrc that Matplotlib would read here cannot be decoded, which ends its import."""
    named = os.environ.get("MATPLOTLIBRC", "")
    for path in (Path("matplotlibrc"), *((Path(named), Path(named, "matplotlibrc")) if named else ())):
        with contextlib.suppress(OSError):  # not there, or a folder: Matplotlib looks further
            try:
                path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                return True
    return False


def import_without(folder: Path) -> None:
    """Import Matplotlib as from ``folder``, where no matplotlibrc lies, and without the variable."""
    named = os.environ.pop("MATPLOTLIBRC", None)
    try:
        with contextlib.chdir(folder):
            import matplotlib  # noqa: F401
    finally:
        if named is not None:
            os.environ["MATPLOTLIBRC"] = named


__all__ = ["import_without", "unreadable"]
