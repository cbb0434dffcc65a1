"""Answers kept on disk, so that a refresh that was stopped goes on where it was and a second try asks little."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from pathlib import Path
from typing import Any

FOLDER = "places-refresh"
"""The folder's name in the program's cache."""
HOURS = 24
"""How long an answer is good for [h]: longer than a refresh takes, shorter than the time between two publications."""


class Kept:
    """Whole answers by what was asked; an answer that broke off is never kept."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        limit = time.time() - HOURS * 3600
        for file in folder.glob("*.answer"):
            if fresh or file.stat().st_mtime < limit:
                file.unlink(missing_ok=True)

    def key(self, *asked: Any) -> Path:
        """The file for an answer to this question."""
        text = json.dumps(asked, sort_keys=True, ensure_ascii=False)
        return self.folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.answer"

    def find(self, key: Path) -> bytes | None:
        with contextlib.suppress(OSError):
            return key.read_bytes()
        return None

    def put(self, key: Path, answer: bytes) -> None:
        """Keep an answer, all of it or nothing. Raises ``OSError`` as the system does."""
        from experiments.files import write_bytes

        write_bytes(key, answer)


__all__ = ["FOLDER", "HOURS", "Kept"]
