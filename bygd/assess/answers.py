"""A municipality's answers: a file with a number, a word or nothing for each benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bygd.assess.catalogue import MET, by_id
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.paths import near
from sim.scenario.source import Entry, read

WORDS = {"not": 0, "partly": 2, "met": MET}
ALLOWED = f"a whole number from 0 (not) to {MET} (met), or one of {', '.join(WORDS)}; empty where it is not known"
FIELDS = ("title", "date", "note", "answers")
ROW = ("value", "note")
LONGEST = 500
"""Letters of a title, a date or a note."""


class Answer(NamedTuple):
    """To one benchmark."""

    value: int
    """0 (not met) to 4 (met)."""
    note: str = ""


@dataclass(frozen=True)
class Answers:
    """What one file says. A benchmark that is not in ``given`` is not known."""

    title: str
    """Whose they are."""
    date: str
    note: str
    """What is said of all of them, such as that they are an example."""
    given: Mapping[str, Answer]
    """By id, in the order of the benchmarks."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Notes on benchmarks that are not known."""

    def value(self, name: str) -> int | None:
        """None where it is not known."""
        found = self.given.get(name)
        return None if found is None else found.value


def read_answers(file: str | Path) -> Answers:
    """The answers in a file. Raises ``ScenarioError`` with everything that is wrong: line, benchmark, what was found,
    what is allowed, the nearest known name."""
    whole = read(Path(file), str(file))
    problems: list[Problem] = []
    for key, entry in whole.value.items():
        if key not in FIELDS:
            problems.append(_problem(f"unknown field; {near(key, FIELDS)}", key, entry))
    texts = {key: _text(whole, key, problems) for key in FIELDS[:3]}
    given: dict[str, Answer] = {}
    remarks: dict[str, str] = {}
    held = whole.value.get("answers", Entry({}, str(file)))
    if "answers" not in whole.value:
        problems.append(Problem("there are no answers; 'bygd assess --new FILE' writes a form", "answers", str(file)))
    elif held.value is not None and not isinstance(held.value, dict):
        problems.append(_problem("takes a mapping of benchmarks to answers, such as G2: 3", "answers", held))
        held = Entry({}, str(file))
    for name, entry in (held.value or {}).items():
        if name not in by_id():
            problems.append(_problem(f"unknown benchmark; {_nearest(name)}", f"answers.{name}", entry))
            continue
        value, note = _answer(name, entry, problems)
        if value is not None:
            given[name] = Answer(value, note)
        elif note:
            remarks[name] = note
    if problems:
        raise _Refused(*problems)
    ordered = {name: given[name] for name in by_id() if name in given}
    return Answers(texts["title"] or Path(file).stem, texts["date"], texts["note"], ordered, remarks)


class _Refused(ScenarioError):
    """Answers that cannot be used."""

    what = "the answers"


def _answer(name: str, entry: Entry, problems: list[Problem]) -> tuple[int | None, str]:
    if not isinstance(entry.value, dict):
        return _value(f"answers.{name}", entry, problems), ""
    for key, inner in entry.value.items():
        if key not in ROW:
            comma = "note" in entry.value and inner.value is None  # {note: this, and that}
            words = 'a note with a comma stands in quotes: note: "this, and that"' if comma else near(key, ROW)
            problems.append(_problem(f"unknown field; {words}", f"answers.{name}.{key}", inner))
    value, note = (entry.value.get(key, Entry(None, entry.file, entry.line)) for key in ROW)
    said = _words(f"answers.{name}.note", note, problems)
    return _value(f"answers.{name}.value", value, problems), said


def _value(path: str, entry: Entry, problems: list[Problem]) -> int | None:
    value = entry.value
    if value is None:
        return None
    if isinstance(value, str) and value.strip().lower() in WORDS:
        return WORDS[value.strip().lower()]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MET:
        hint = f" ({near(value, WORDS)})" if isinstance(value, str) else ""
        problems.append(_problem(f"{_shown(value)} is no answer{hint}; allowed is {ALLOWED}", path, entry))
        return None
    return value


def _text(whole: Entry, key: str, problems: list[Problem]) -> str:
    return _words(key, whole.value.get(key, Entry(None)), problems)


def _words(path: str, entry: Entry, problems: list[Problem]) -> str:
    """Text, or a plain number or date as its text; empty for nothing."""
    value = entry.value
    if value is None:
        return ""
    if isinstance(value, (dict, list, bool)):
        problems.append(_problem("takes text", path, entry))
        return ""
    text = " ".join(str(value).split())
    if len(text) > LONGEST:
        problems.append(_problem(f"has {len(text)} letters; at most {LONGEST} are allowed", path, entry))
    return text


def _nearest(name: str) -> str:
    """The nearest id, also of one written in small letters or of a title."""
    titles = {row.title.casefold(): row.id for row in by_id().values()}
    if name.upper() in by_id():
        return f"did you mean {name.upper()}?"
    if name.casefold() in titles:
        return f"did you mean {titles[name.casefold()]}?"
    letter = name[:1].upper()
    ids = [key for key in by_id() if key.startswith(letter)]
    return f"there are {ids[0]} to {ids[-1]}" if ids else near(name, by_id())


def _shown(value: Any) -> str:
    return repr(value) if not isinstance(value, (dict, list)) else "a mapping or list"


def _problem(message: str, path: str, entry: Entry) -> Problem:
    return Problem(message, path, entry.file, entry.line)


__all__ = ["ALLOWED", "WORDS", "Answer", "Answers", "read_answers"]
