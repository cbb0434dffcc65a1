"""What commands print, made safe: a name from a file or a folder must not speak to the terminal."""

from __future__ import annotations

import sys
from typing import TextIO

from sim.text import escaped


def say(text: object, stream: TextIO | None = None) -> None:
    """Print ``text`` as lines, with control characters as escapes (``\\x1b``)."""
    print(escaped(str(text)), file=stream if stream is not None else sys.stdout)


__all__ = ["say"]
