"""Writing files so that nothing half-written is ever left under its final name."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

UNFINISHED = re.compile(r"\.bygd-[0-9a-f]{8}(\.\w+)?")
"""Names of files that are being written; one that nobody is writing any more was left by a killed command."""


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` last through a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network file systems cannot sync a folder; the rename itself stands
    finally:
        os.close(handle)


@contextlib.contextmanager
def atomic_path(path: str | Path) -> Iterator[Path]:
    """A temporary path beside ``path`` to write to; renamed to ``path`` when the block ends well.

    The file is synced before it is renamed. When the block raises (a full disk, Ctrl-C) the temporary
    file is removed and whatever stood under ``path`` is untouched. The suffix is kept, for writers that
    choose a format by it. Raises ``OSError`` as the system does.
    """
    final = Path(path)
    temporary = final.with_name(f".bygd-{secrets.token_hex(4)}{final.suffix}")
    try:
        yield temporary
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(final)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(final.parent)


def write_text(path: str | Path, text: str) -> None:
    """Write ``text`` as UTF-8 with plain newlines, all of it or nothing."""
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_bytes(path: str | Path, content: bytes) -> None:
    """Write ``content``, all of it or nothing."""
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)


def clear_unfinished(folder: Path) -> None:
    """Remove what killed commands left half-written in ``folder``; only for its one writer."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if UNFINISHED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            with contextlib.suppress(OSError):
                os.unlink(entry.path)


__all__ = ["UNFINISHED", "atomic_path", "clear_unfinished", "sync_folder", "write_bytes", "write_text"]
