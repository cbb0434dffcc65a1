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

    Raises :class:`Busy`. Where the system knows no such lock (Windows, some network file systems) nothing is
    held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(f"{folder}: another bygd is writing there; wait, or give another folder") from None
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)


__all__ = ["LOCK", "Busy", "locked"]
