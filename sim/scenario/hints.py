"""What was probably meant: numbers, switches and months in other habits than YAML's.

A Nordic spreadsheet writes ``0,05``, ``5,500`` or ``1 200`` and ``5 %``; a file has a decimal point and
nothing between thousands.
"""

from __future__ import annotations

import re
from typing import Any

from sim.words import written as plain_number

_PERCENT = re.compile(r"\s*(?:%|percent|procent|prosent)$", re.IGNORECASE)
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")
_MONTH = re.compile(r"([12]\d{3})(?:[-/. ](0?[1-9]|1[0-2])(?:[-/. ]\d{1,2})?)?")
SWITCHES = {
    **dict.fromkeys(("yes", "on", "y", "ja", "sant", "1"), "true"),
    **dict.fromkeys(("no", "off", "n", "nej", "nei", "usant", "falskt", "0"), "false"),
}


def numbers_meant(text: str) -> list[str]:
    """How a number written some other way is written here, the likelier first; nothing when it is none.

    ``0,05`` is 0.05; ``5,500`` may be 5500 or 5.5; ``1 200 000`` is 1200000; ``5 %`` is 0.05.
    """
    written = text.strip().replace("−", "-").replace("–", "-")
    percent = _PERCENT.search(written) is not None
    written = _SPACES.sub("", _PERCENT.sub("", written))
    found: list[str] = []
    if written.count(",") == 1 and "." not in written:
        before, after = written.split(",")
        if len(after) == 3 and before.lstrip("+-") not in ("", "0"):
            found.append(before + after)
        found.append(f"{before or '0'}.{after}")
    elif "," in written and re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", written):
        found.append(written.replace(",", ""))
    elif "," in written and re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+", written):
        found.append(written.replace(".", "").replace(",", "."))
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3}){2,}", written):
        found.append(written.replace(".", ""))
    elif written != text or percent:
        found.append(written)
    found = [one for one in found if _PLAIN.fullmatch(one)]
    return [plain_number(float(one) / 100, 12) for one in found] if percent else found


def number_hint(found: Any) -> str:
    """``; did you mean 0.05?`` for text that stands where a number belongs; empty when there is no guess."""
    if not isinstance(found, str) or len(found) > 40 or not (meant := numbers_meant(found)):
        return ""
    point = " (a number has a decimal point and nothing between thousands)" if "," in found else ""
    return f"; did you mean {' or '.join(meant)}?{point}"


def switch_hint(found: Any) -> str:
    """A hint for a switch written in other words than true and false."""
    meant = SWITCHES.get(str(found).strip().lower()) if isinstance(found, (str, int)) else None
    return f"; did you mean {meant}?" if meant is not None and not isinstance(found, bool) else ""


def month_hint(found: Any) -> str:
    """A hint for a month written another way: ``2015``, ``2015-1``, ``2015/01/01``."""
    written = _MONTH.fullmatch(str(found).strip()) if isinstance(found, (str, int)) else None
    return f"; did you mean {written[1]}-{int(written[2] or 1):02d}?" if written else ""


def hint(allowed: str, found: Any) -> str:
    """A hint for a value found where a field takes what ``allowed`` says
    (:func:`sim.scenario.words.allowed`)."""
    if isinstance(found, bool) or found is None:
        return ""
    if "number" in allowed and (words := number_hint(found)):
        return words
    if "true or false" in allowed:
        return switch_hint(found)
    return month_hint(found) if allowed.startswith("a month written") else ""


def key_hint(name: str, neighbour: Any) -> str:
    """A hint for an unknown field ``name`` beside a field with the value ``neighbour``: in ``{population:
    5,500}`` the comma ends the entry, and 500 becomes a field of its own."""
    number = isinstance(neighbour, (int, float)) and not isinstance(neighbour, bool)
    if number and re.fullmatch(r"\d+%?", name):
        meant = numbers_meant(f"{neighbour},{name}")
        if meant:
            return f"; within {{ }} a comma ends an entry: did you mean {' or '.join(meant)}?"
    return ""


YAML_HINTS = (
    ("mapping values are not allowed", 'text with a colon in it stands in quotes: title: "Åre: a town"'),
    ("'\\t' that cannot start any token", ""),
    ("found character '@'", "text that begins with @ stands in quotes"),
    ("found character '`'", "text that begins with ` stands in quotes"),
    ("found character '%'", "text that begins with % stands in quotes"),
    ("found unexpected end of stream", "a quotation mark is opened and not closed"),
    ("while scanning a quoted scalar", "a quotation mark is opened and not closed"),
    ("while parsing a flow mapping", "a { is opened and not closed, or a comma is missing"),
    ("while parsing a flow sequence", "a [ is opened and not closed, or a comma is missing"),
)
"""Part of what the parser says, and what usually stands behind it."""


def yaml_words(said: str, line: str) -> str:
    """Why a file cannot be read, from what the parser said and the line it said it of."""
    if "\t" in line[: len(line) - len(line.lstrip())] and ("token" in said or "tab" in said.lower()):
        return "the line begins with a tab; YAML is indented by spaces, so put two spaces for each tab"
    for part, meant in YAML_HINTS:
        if part in said and meant:
            return f"{said}; {meant}"
    return said
