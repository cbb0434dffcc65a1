"""Damage done to a text, one seed one damage: what hands, editors and disks do, and what attackers try."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

VALUES = [
    "",
    "~",
    "null",
    "true",
    "no",
    "0",
    "-1",
    "1",
    "1e308",
    "-1e308",
    "5e-324",
    "1e400",
    ".inf",
    ".nan",
    "9" * 39,
    "9" * 60,
    "0x10",
    "0180",
    "0,05",
    "5,500",
    "5 %",
    "1 200",
    "24.0",
    "2010-13",
    "2010-01",
    "2090-01",
    "[]",
    "{}",
    "[[]]",
    "[1, 2]",
    "{a: 1}",
    "[0, 0, 0, 0, 0, 0, 0, 0]",
    "'",
    '"',
    '"\\x1b[31m"',
    '"a\\0b"',
    '"\\ud800"',
    "å",
    "🏔",
    "x" * 300,
    "x/" * 90,
    "../../etc/passwd",
    "/dev/null",
    ".",
    "*a",
    "&a 1",
    "!!python/object:os.system x",
    "!x",
    "<<",
    "|",
    ">",
    "@",
    "`",
    "%",
    "a: b: c",
    "- a",
    "# c",
    "=1+1",
    "$x$",
    "<b>",
    "places",
    "meeting.free_hours",
    "levers.levers",
    "town",
    "all",
]
BYTES = [
    b"\0",
    b"\xff",
    b"\xc3",
    b"\t",
    b"\r",
    b"\x1b",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\n",
    b":",
    b"{",
    b"]",
    b"*a",
    b"&a ",
]
_SCALAR = re.compile(r"(?<=[:\[{,] )[^\s,\[\]{}:#]+|(?<=- )[^\s,\[\]{}:#]+|(?<=[,;])[^,;\n]+")
_WORD = re.compile(r"[a-z_]{3,}")
Damage = Callable[[bytes, random.Random], bytes]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def value(content: bytes, chance: random.Random) -> bytes:
    """Another value in the place of one."""
    text = _text(content)
    found = list(_SCALAR.finditer(text))
    if not found:
        return content
    one = chance.choice(found)
    return _bytes(text[: one.start()] + chance.choice(VALUES) + text[one.end() :])


def moved_value(content: bytes, chance: random.Random) -> bytes:
    """A value of the file in the place of another."""
    text = _text(content)
    found = list(_SCALAR.finditer(text))
    if not found:
        return content
    one, other = chance.choice(found), chance.choice(found)
    return _bytes(text[: one.start()] + other[0] + text[one.end() :])


def word(content: bytes, chance: random.Random) -> bytes:
    """A word misspelt."""
    text = _text(content)
    found = list(_WORD.finditer(text))
    if not found:
        return content
    one = chance.choice(found)
    place = chance.randrange(one.start(), one.end())
    return _bytes(text[:place] + chance.choice(["", "x", "_", ".", text[place] * 2]) + text[place + 1 :])


def line(content: bytes, chance: random.Random) -> bytes:
    """A line left out, given twice, moved or indented otherwise."""
    lines = _text(content).split("\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[place]
        case 1:
            lines.insert(other, lines[place])
        case 2:
            lines[place], lines[other] = lines[other], lines[place]
        case 3:
            lines[place] = chance.choice(["  ", "\t", " ", "    "]) + lines[place]
        case 4:
            lines[place] = lines[place].lstrip()
    return _bytes("\n".join(lines))


def raw(content: bytes, chance: random.Random) -> bytes:
    """Bytes put in, or one bit turned over."""
    place = chance.randrange(len(content) + 1)
    if chance.random() < 0.5 or place == len(content):
        return content[:place] + chance.choice(BYTES) + content[place:]
    return content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]


def cut(content: bytes, chance: random.Random) -> bytes:
    """The end, or a piece of the middle, is missing."""
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:first] if chance.random() < 0.5 else content[:first] + content[last:]


def nested(content: bytes, chance: random.Random) -> bytes:
    """A value wrapped in many lists, or a chain of aliases."""
    text = _text(content)
    found = list(_SCALAR.finditer(text))
    depth = chance.choice([1, 30, 39, 41, 500])
    if not found or chance.random() < 0.3:
        chain = [f"a{number}: &a{number} [{'[' * 9}*a{number - 1}{']' * 9}]" for number in range(1, depth)]
        return _bytes("\n".join([text.rstrip("\n"), "a0: &a0 [1]", *chain]) + "\n")
    one = chance.choice(found)
    return _bytes(text[: one.start()] + "[" * depth + one[0] + "]" * depth + text[one.end() :])


DAMAGES: tuple[Damage, ...] = (value, value, value, moved_value, word, line, raw, cut, nested)


def mutant(content: bytes, seed: int) -> bytes:
    """``content`` with one to four damages that follow from ``seed``."""
    chance = random.Random(seed)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 4])):
        content = chance.choice(DAMAGES)(content, chance)
    return content


__all__ = ["DAMAGES", "mutant"]
