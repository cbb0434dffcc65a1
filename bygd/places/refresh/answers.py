"""The bytes of an answer as JSON or text, or words for what came in their place."""

from __future__ import annotations

import json
import re
from typing import Any

from bygd.places.refresh.errors import OfficeFailed

TITLE = re.compile(r"<title[^>]*>\s*(.*?)\s*</title>", re.IGNORECASE | re.DOTALL)
LONGEST_QUOTE = 200
"""How much of an office's own words is repeated [letters]."""


def text_of(body: bytes) -> str:
    """The text of an answer, without the mark that some offices put at its front."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut = error.end == len(body) and error.reason.startswith("unexpected end")  # in the middle of a letter
        raise OfficeFailed("the answer breaks off" if cut else "the answer is not in UTF-8") from None
    if text.lstrip()[:1] == "<":
        title = TITLE.search(text)
        named = f" ({quoted(title[1])})" if title else ""
        raise OfficeFailed(f"a web page came in place of figures{named}")
    return text


def json_of(body: bytes) -> Any:
    """The document of an answer. Raises :class:`OfficeFailed` for one that is none, or breaks off."""
    text = text_of(body)
    try:
        return json.loads(text)
    except ValueError:
        words = "breaks off" if text.lstrip()[:1] in ("{", "[") else f"is no JSON: {quoted(text)}"
        raise OfficeFailed(f"the answer {words}" if text.strip() else "the answer is empty") from None


def reason_of(body: bytes) -> str:
    """What the office says of its refusal; empty where it says nothing."""
    try:
        found = json_of(body)
    except OfficeFailed:
        text = body.decode("utf-8", errors="replace")
        title = TITLE.search(text)
        return quoted(title[1] if title else re.sub(r"<[^>]*>", " ", text))
    if isinstance(found, dict):
        for name in ("title", "message", "error", "detail"):
            if isinstance(found.get(name), str):
                return quoted(found[name])
    return quoted(str(found))


def quoted(text: str) -> str:
    """Words of others on one line, cut to what a reader needs."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"


__all__ = ["json_of", "quoted", "reason_of", "text_of"]
