"""Reading YAML: plain values that remember the file and line they stand in.

Built from the parser's events, not from its objects: nothing in a file can name a class, an alias can
be counted before it is expanded, nesting is bounded, and a key given twice is seen. Values follow
YAML 1.2: ``yes``, ``no`` and ``off`` are text, ``2006-01`` is text, keys are always text.
"""

from __future__ import annotations

import enum
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.hints import yaml_words
from sim.text import unwritable

LARGEST = 1_000_000  # bytes
DEEPEST = 40
MOST_ENTRIES = 100_000
MOST_ALIASES = 2000
LONGEST_NUMBER = 40  # digits
LARGEST_WHOLE = 2**63

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_TEXT_TAGS = (None, "!", "tag:yaml.org,2002:str")


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and where it stands. Mappings and lists hold further entries."""

    value: Any
    file: str = ""
    line: int = 0

    def plain(self) -> Any:
        """The value without its whereabouts."""
        return _plain(self)

    def find(self, path: tuple[str | int, ...]) -> Entry:
        """The entry at ``path``, or the last one on the way there."""
        here = self
        for step in path:
            held = here.value
            if isinstance(held, dict) and str(step) in held:
                here = held[str(step)]
            elif isinstance(held, list) and str(step).isdecimal() and int(step) < len(held):
                here = held[int(step)]
            else:
                break
        return here

    def problem(self, path: tuple[str, ...], message: str) -> Problem:
        """What is wrong with the field at ``path`` of this entry, at the line it stands in."""
        here = self.find(path)
        return Problem(message, ".".join(path), here.file, here.line)


def _plain(entry: Entry) -> Any:
    value = entry.value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def entry_of(value: Any, file: str = "", line: int = 0, depth: int = 0) -> Entry:
    """Plain data as entries that all stand in one place. Raises :class:`ScenarioError` for anything else."""
    if depth > DEEPEST:
        raise ScenarioError(Problem(f"nested more than {DEEPEST} levels deep", file=file, line=line))
    if type(value) is not dict:  # what most of a scenario is made of first
        if isinstance(value, enum.Enum):
            value = value.value
        if type(value) not in PLAIN and hasattr(value, "tolist"):
            value = value.tolist()  # numpy's scalars and arrays
    if isinstance(value, dict):
        held = {str(key): entry_of(item, file, line, depth + 1) for key, item in value.items()}
        wrong = next(filter(None, map(unwritable, held)), "")
    elif isinstance(value, (list, tuple)):
        return Entry([entry_of(item, file, line, depth + 1) for item in value], file, line)
    else:
        held, wrong = _scalar(value)
    if wrong:
        raise ScenarioError(Problem(wrong, file=file, line=line))
    return Entry(held, file, line)


PLAIN = frozenset({type(None), bool, int, float, str, list, tuple})


def _scalar(value: Any) -> tuple[Any, str]:
    """A single value as it stands in an entry, and why it cannot (empty where it can)."""
    if isinstance(value, str):
        return value, unwritable(value)
    if isinstance(value, float):
        return whole(value), ""
    if isinstance(value, int):
        return value, f"a number of more than {LONGEST_NUMBER} digits" if abs(value) >= 10**LONGEST_NUMBER else ""
    return value, "" if value is None else f"a {type(value).__name__} cannot stand in a scenario"


def whole(number: float) -> int | float:
    """A whole number as an int, however it was written (24.0, 1e1); any other as it is."""
    return int(number) if number.is_integer() and abs(number) < LARGEST_WHOLE else number


def scalar_of(text: str) -> Any:
    """What a plain (unquoted) scalar means."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if len(text) <= LONGEST_NUMBER:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _NUMBER.fullmatch(text):
            return whole(float(text))
    return text


class _Builder:
    """Entries from parser events."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.events = events
        self.anchors: dict[str, tuple[Entry, int, int]] = {}
        self.entries = 0
        self.aliases = 0

    def refuse(self, message: str, line: int) -> ScenarioError:
        return ScenarioError(Problem(message, file=self.file, line=line))

    def count(self, more: int, line: int) -> None:
        self.entries += more
        if self.entries > MOST_ENTRIES:
            raise self.refuse(
                f"too much in one file: more than {MOST_ENTRIES:,} entries once aliases are expanded", line
            )

    def document(self) -> Entry | None:
        found: Entry | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    raise self.refuse("a scenario file holds one document, here a second begins", _line(event))
                found = self.entry(next(self.events), 1)
        return found

    def entry(self, event: yaml.Event, depth: int) -> Entry:
        line = _line(event)
        if depth > DEEPEST:
            raise self.refuse(f"nested more than {DEEPEST} levels deep", line)
        if isinstance(event, yaml.AliasEvent):
            return self.aliased(event, line, depth)
        before = self.entries
        self.count(1, line)
        if isinstance(event, yaml.ScalarEvent):
            entry = Entry(self.scalar(event, line), self.file, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self.untagged(event, line)
            items = []
            while not isinstance(after := next(self.events), yaml.SequenceEndEvent):
                items.append(self.entry(after, depth + 1))
            entry = Entry(items, self.file, line)
        else:
            self.untagged(event, line)
            entry = Entry(self.mapping(depth), self.file, line)
        if event.anchor:  # type: ignore[attr-defined]
            size = self.entries - before
            self.anchors[event.anchor] = (entry, size, _height(entry))  # type: ignore[attr-defined]
        return entry

    def aliased(self, event: yaml.AliasEvent, line: int, depth: int) -> Entry:
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            raise self.refuse(f"more than {MOST_ALIASES} aliases (*name)", line)
        if event.anchor not in self.anchors:
            raise self.refuse(f"alias *{event.anchor} has no anchor &{event.anchor} before it", line)
        entry, size, height = self.anchors[event.anchor]
        self.count(size, line)
        if depth + height > DEEPEST:
            raise self.refuse(f"nested more than {DEEPEST} levels deep once aliases are expanded", line)
        return Entry(entry.value, self.file, line)

    def mapping(self, depth: int) -> dict[str, Entry]:
        held: dict[str, Entry] = {}
        merged: list[Entry] = []
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refuse("a key must be plain text", line)
            key = event.value
            self.scalar(event, line)
            value = self.entry(next(self.events), depth + 1)
            if key == "<<" and event.implicit[0]:
                merged += value.value if isinstance(value.value, list) else [value]
            elif key in held:
                raise self.refuse(f"{key!r} is given twice, first in line {held[key].line}", line)
            else:
                held[key] = Entry(value.value, value.file, line)
        for other in merged:
            if not isinstance(other.value, dict):
                raise self.refuse("<< takes a mapping", other.line)
            for key, value in other.value.items():
                held.setdefault(key, value)
        return held

    def scalar(self, event: yaml.ScalarEvent, line: int) -> Any:
        if event.tag not in _TEXT_TAGS:
            raise self.refuse(f"tags such as {event.tag} are not used here", line)
        if wrong := unwritable(event.value):
            raise self.refuse(wrong, line)
        return scalar_of(event.value) if event.implicit[0] else event.value

    def untagged(self, event: Any, line: int) -> None:
        if event.tag is not None and event.tag != "!":
            raise self.refuse(f"tags such as {event.tag} are not used here", line)


def _height(entry: Entry) -> int:
    """Levels beneath an entry: 0 for a single value."""
    inside = entry.value.values() if isinstance(entry.value, dict) else entry.value
    if not isinstance(entry.value, (dict, list)):
        return 0
    return 1 + max(map(_height, inside), default=0)


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark is not None else 0


def parse(text: str, file: str = "") -> Entry | None:
    """The one document in ``text``, None when there is nothing in it. Raises :class:`ScenarioError`."""
    try:
        return _Builder(file, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        lines = text.splitlines()
        there = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
        words = yaml_words(" ".join(part for part in (error.context, error.problem) if part), there)
        raise ScenarioError(
            Problem(f"not readable as YAML: {words}", file=file, line=mark.line + 1 if mark else 0)
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:  # UnicodeError: a lone surrogate, from a command's words
        words = " ".join(str(error).split())
        raise ScenarioError(Problem(f"not readable as YAML: {words}", file=file)) from None


def plain_of(text: str) -> Any:
    """The plain data of a text of our own, by the same rules as a file's. Raises :class:`ScenarioError`."""
    found = parse(text)
    return None if found is None else found.plain()


def read_text(path: Path, shown: str, *, what: str = "a scenario file", largest: int = LARGEST) -> str:
    """The text of a file, refused in words when it cannot be ``what`` ("a scenario file", "a posterior") or
    has more than ``largest`` bytes."""

    def refuse(message: str) -> ScenarioError:
        return ScenarioError(Problem(message, file=shown))

    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise refuse(f"is a folder, not {what}")
        if not stat.S_ISREG(kind.st_mode):
            raise refuse("is not an ordinary file")
        if kind.st_size > largest:
            raise refuse(f"is {kind.st_size / 1e6:.1f} MB large; {what} has at most {largest / 1e6:.0f} MB")
        with path.open("rb") as handle:
            raw = handle.read(largest + 1)
    except ScenarioError:
        raise
    except FileNotFoundError:
        raise refuse("there is no such file") from None
    except PermissionError:
        raise refuse("may not be read (permission denied)") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refuse(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(raw) > largest:
        raise refuse(f"has more than {largest / 1e6:.0f} MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ScenarioError(Problem("is not UTF-8 text", file=shown, line=line)) from None
    if "\0" in text:
        raise refuse(f"is a binary file, not {what}")
    return text


def read(path: Path, shown: str) -> Entry:
    """The mapping a scenario file holds. Raises :class:`ScenarioError`."""
    found = parse(read_text(path, shown), shown)
    if found is None or found.value is None:
        raise ScenarioError(Problem("is empty: a scenario needs at least its places", file=shown))
    if not isinstance(found.value, dict):
        what = "a list" if isinstance(found.value, list) else "a single value"
        raise ScenarioError(
            Problem(f"holds {what}; a scenario is a mapping of names to values", file=shown, line=found.line)
        )
    return found
