"""Text that comes from outside: what may stand in it, and how to show what may not."""

from __future__ import annotations

import re

UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters but tab and line feed, invisible marks that turn the direction of what follows, and
what XML cannot hold: a terminal obeys them, a figure breaks on them."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def unwritable(text: str) -> str:
    """What stands in ``text`` that no file, figure or terminal should be given, in words; empty when nothing
    does."""
    if _SURROGATE.search(text):
        return "half a character (a lone surrogate) in the text"
    found = UNWRITABLE.search(text)
    return f"a control character (U+{ord(found[0]):04X}) in the text" if found else ""


def escaped(text: str) -> str:
    """``text`` with such characters as escapes (``\\x1b``): safe to print, whatever file or name it is
    from."""
    return UNWRITABLE.sub(_escape, _SURROGATE.sub("\ufffd", text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
