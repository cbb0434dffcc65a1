"""Files that carry the checksum of their content in their name: ``<key>-<checksum><ending>``.

What a disk, a copy or a cable has damaged is found by reading it once. Such a file is removed and what it
held is made again; it is never taken for something else.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path

from experiments.files import write_bytes

NAME = re.compile(r"(?P<key>[0-9a-z]+)-(?P<checksum>[0-9a-f]{16})(?P<ending>\..+)")


def checksum(content: bytes) -> str:
    """16 hex digits of BLAKE2b."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def checksum_of(path: Path) -> str:
    """As :func:`checksum`, of a file of any size. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=8)).hexdigest()


def seal(folder: Path, key: str, content: bytes, ending: str) -> Path:
    """Write ``content``, all of it or nothing, and say where. Raises ``OSError``."""
    path = folder / f"{key}-{checksum(content)}{ending}"
    write_bytes(path, content)
    return path


def key_of(path: Path) -> str:
    """The key in a sealed file's name; empty for any other name."""
    found = NAME.fullmatch(path.name)
    return found["key"] if found else ""


def content_of(path: Path) -> bytes | None:
    """What stands in a sealed file; None where that is not what was written. Raises ``PermissionError``."""
    found = NAME.fullmatch(path.name)
    try:
        content = path.read_bytes()
    except PermissionError:
        raise
    except OSError:  # gone, or a disk that cannot read it
        return None
    return content if found and checksum(content) == found["checksum"] else None


def discard(path: Path) -> None:
    """Remove a damaged file, so that what it held is made again."""
    with contextlib.suppress(OSError):
        path.unlink()


__all__ = ["checksum", "checksum_of", "content_of", "discard", "key_of", "seal"]
