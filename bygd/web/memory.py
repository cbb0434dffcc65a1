"""Giving memory back to the system when a town goes.

The C library keeps freed blocks of up to 32 MB for itself, which are most columns of a large region: after a few
sessions the server would hold several regions that nobody watches.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys


def give_memory_back() -> None:
    """Hand freed memory to the system, where the C library is one that has to be asked (glibc)."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


__all__ = ["give_memory_back"]
