"""One writer at a time in a folder of results."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

LOCK = ".lock"


class Busy(RuntimeError):
    """Somebody else is writing there. The message says where."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for the block; the system lets go of it when the process dies, however it dies.

    Raises :class:`Busy`, and ``OSError`` where nothing can be written. Where the system knows no such lock
    (Windows, some network file systems) nothing is held.
    """
    path = folder / LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        while not _held(handle, path, folder):  # its last holder removed the file while we were waiting
            os.close(handle)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
    finally:
        os.close(handle)


def _held(handle: int, path: Path, folder: Path) -> bool:
    """Whether the lock of the file that stands at ``path`` is ours now. Raises :class:`Busy`."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(f"{folder}: another bygd is writing there; wait, or give another folder") from None
    except OSError:
        return True  # a file system without locks
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


__all__ = ["LOCK", "Busy", "locked"]
