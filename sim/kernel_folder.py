"""Which kernels these are, and the folder where they are kept compiled. Asked by commands that run none: no numba here.

The folder is named after the sources of all of ``sim`` and the versions of numba, numpy and Python. numba's own check
only looks at the file a function stands in, so a change in a function it calls would go unseen; a new name for the
folder cannot be wrong.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
import sys
from pathlib import Path

from sim.cache import cache_folder

PACKAGE = Path(__file__).resolve().parent


def jit_enabled() -> bool:
    """Whether kernels are compiled: not with ``BYGD_JIT=0``."""
    return os.environ.get("BYGD_JIT", "1") != "0"


@functools.cache
def kernels_digest() -> str:
    """A name for this exact set of kernel sources and compiler versions (16 hex digits)."""
    versions = "|".join(importlib.metadata.version(name) for name in ("numba", "numpy"))
    digest = hashlib.sha256(f"{sys.version}|{versions}".encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


CACHE: Path | None = None
"""The folder; None where nothing is compiled."""
CACHE_REFUSED = ""
"""Why compiled kernels are kept for this command alone; empty where they are kept for the next one too."""
if jit_enabled():
    CACHE, CACHE_REFUSED = cache_folder(f"kernels-{kernels_digest()}")

__all__ = ["CACHE", "CACHE_REFUSED", "PACKAGE", "jit_enabled", "kernels_digest"]
