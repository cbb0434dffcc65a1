"""Names of places as people type them, made comparable: Aabenraa, Åbenrå and AABENRÅ are one."""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans(
    {
        "å": "a", "ä": "a", "æ": "a", "ö": "o", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ŋ": "n", "ŧ": "t",
        "ß": "ss", "ł": "l",
    }
)  # fmt: skip
DOUBLES = (("aa", "a"), ("ae", "a"), ("oe", "o"))
"""How the letters beyond z are written without them."""
OFFICE = re.compile(r"(?:s?\s+(?:kommun|kommune|kommuna|stad|municipality)|\s+(?:kunta|kaupunki|sveitarfelag))$")


def folded(name: str) -> str:
    """``name`` in small letters a to z and digits: without case, accents, spaces and hyphens, and with the letters
    å ä æ ö ø ð þ as they are written without them."""
    text = unicodedata.normalize("NFC", name).lower().strip().translate(LETTERS)
    text = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    for pair, letter in DOUBLES:
        text = text.replace(pair, letter)
    return re.sub(r"[^a-z0-9]", "", text)


def without_office(name: str) -> str:
    """``name`` without a word for municipality: Vindelns kommun, Hjørring Kommune, Borgå stad."""
    return OFFICE.sub("", name.strip().lower())


def key_of(name: str) -> str:
    """``name`` as a scenario's key of a place: Ísafjarðarbær as isafjardarbaer."""
    text = unicodedata.normalize("NFC", name).lower().replace("æ", "ae").translate(LETTERS)
    text = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    text = re.sub(r"[^a-z0-9]+", "_", text).strip("_")[:30].strip("_")
    return text if text[:1].isalpha() else f"place_{text}"


__all__ = ["folded", "key_of", "without_office"]
