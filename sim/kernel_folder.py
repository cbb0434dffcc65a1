"""Which kernels these are, and the folder where they are kept compiled. Asked by commands that run none: no numba here.

The folder is named after the sources of all of ``sim`` (but the one that says the versions: no kernel reads it) and the
versions of numba, numpy and Python. numba's own check only looks at the file a function stands in, so a change in a
function it calls would go unseen; a new name for the folder cannot be wrong.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import re
import shutil
import sys
import time
from pathlib import Path

from sim.cache import cache_folder

PACKAGE = Path(__file__).resolve().parent
NAME = re.compile(r"kernels-[0-9a-f]{16}")
"""Of a folder of compiled kernels, of this version or another."""
UNUSED_DAYS = 30
"""After so many days without a command of its version a folder goes, when another version is compiled."""
DAY = 86_400.0


def jit_enabled() -> bool:
    """Whether kernels are compiled: not with ``BYGD_JIT=0``."""
    return os.environ.get("BYGD_JIT", "1") != "0"


@functools.cache
def kernels_digest() -> str:
    """A name for this exact set of kernel sources and compiler versions (16 hex digits)."""
    versions = "|".join(importlib.metadata.version(name) for name in ("numba", "numpy"))
    digest = hashlib.sha256(f"{sys.version}|{versions}".encode())
    for path in sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "version.py"}):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def last_used(folder: Path) -> float:
    """When a process of its version began last, or compiled something (seconds since 1970)."""
    return folder.stat().st_mtime


def unused(root: Path, current: Path) -> list[Path]:
    """Folders of other versions in ``root`` that no process has used for :data:`UNUSED_DAYS`."""
    before, found = time.time() - UNUSED_DAYS * DAY, []
    for folder in sorted(root.iterdir()) if root.is_dir() else []:
        if folder != current and NAME.fullmatch(folder.name) and not folder.is_symlink():
            try:
                if folder.is_dir() and last_used(folder) < before:
                    found.append(folder)
            except FileNotFoundError:  # removed in the meantime
                continue
    return found


def remove_unused() -> None:
    """Remove them. A process of such a version that has run all the while compiles anew what it has not loaded yet."""
    if CACHE is not None:
        for folder in unused(CACHE.parent, CACHE):
            shutil.rmtree(folder, ignore_errors=True)


def note_use() -> None:
    """Have the folder's time say that this version is in use."""
    if CACHE is not None:
        with contextlib.suppress(OSError):
            os.utime(CACHE)


CACHE: Path | None = None
"""The folder; None where nothing is compiled."""
CACHE_REFUSED = ""
"""Why compiled kernels are kept for this command alone; empty where they are kept for the next one too."""
if jit_enabled():
    CACHE, CACHE_REFUSED = cache_folder(f"kernels-{kernels_digest()}")
    note_use()
