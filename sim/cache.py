"""A folder of the user's own for what is kept between commands: compiled kernels, settings of libraries.

numba unpickles what it finds in its cache, so whoever can write there runs code as the user. A folder is
only used when it belongs to the user, is closed to everybody else and is no link; otherwise a fresh private
folder serves for this command alone, and the command says why it compiles anew.
"""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "BYGD_CACHE_DIR"
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Unsafe(OSError):
    """A folder that cannot be used for a cache. The message names it and says why."""


def cache_folder(name: str) -> tuple[Path, str]:
    """A folder ``name`` to keep things in, and why it is for this command alone (empty: it is kept)."""
    refused = []
    for root, own in _roots():
        try:
            return private_folder(root, own, name), ""
        except OSError as error:
            refused.append(str(error) if isinstance(error, Unsafe) else f"{root}: {error.strerror or error}")
    made = Path(tempfile.mkdtemp(prefix="bygd-"))  # 0700, under a name that nobody could foresee
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    os.environ[VARIABLE] = str(made)  # workers share it
    return private_folder(made, "bygd", name), "; ".join(refused)


def _roots() -> Iterator[tuple[Path, str]]:
    """Folders to try, and the name of ours in each."""
    for variable in (VARIABLE, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        if found := os.environ.get(variable):
            yield Path(found), "bygd"
    if os.environ.get("HOME") or os.name == "nt":
        yield Path.home() / ".cache", "bygd"
    yield Path(tempfile.gettempdir()), f"bygd-{getattr(os, 'getuid', lambda: 'user')()}"


def private_folder(root: Path, *steps: str) -> Path:
    """The folder ``root/steps…``, made where it is missing, closed to all but the user.

    Raises :class:`Unsafe` where somebody else owns it, could have put something there or could put another in
    its place, and ``OSError`` where it cannot be made or written.
    """
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    _trusted(root, root.stat())
    folder = root
    for step in steps:
        folder = folder / step
        folder.mkdir(exist_ok=True, mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise Unsafe(f"{folder} is a link or no folder")
        if hasattr(os, "getuid"):
            if found.st_uid != os.getuid():
                raise Unsafe(f"{folder} belongs to somebody else")
            if found.st_mode & OTHERS_WRITE:
                raise Unsafe(f"{folder} can be written by others")
            if found.st_mode & 0o077:
                folder.chmod(0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unsafe(f"{folder} cannot be written")
    return folder


def _trusted(root: Path, found: os.stat_result) -> None:
    """See that nobody but the user and the system's administrator can replace what lies in ``root``."""
    if not hasattr(os, "getuid"):
        return
    if found.st_uid not in (os.getuid(), 0):
        raise Unsafe(f"{root} belongs to somebody else")
    if found.st_mode & OTHERS_WRITE and not found.st_mode & stat.S_ISVTX:
        raise Unsafe(f"{root} can be written by others")
