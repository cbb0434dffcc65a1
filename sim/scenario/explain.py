"""Pydantic's errors, written as file, line, path, what was found and what is allowed."""

from __future__ import annotations

import typing
from typing import Any

from pydantic import ValidationError

from sim.scenario.errors import Problem
from sim.scenario.hints import hint, key_hint
from sim.scenario.paths import Target, bare, lookup, near, section_of
from sim.scenario.schema.base import Section
from sim.scenario.source import Entry
from sim.scenario.words import allowed, shown

_SPAN = (
    "how long it is paid stands in its stream of money, funding.<key>.start and months "
    "(or permanent: true); the stream is named in `funding`"
)
_PAYER = "who pays stands in its stream of money, funding.<key>.payer; the stream is named in `funding`"
_SALARY = "a full-time post costs money.staff_month"
ELSEWHERE = {
    "CoordinatorSettings": {
        **dict.fromkeys(("months", "years", "duration", "start", "end", "until", "permanent"), _SPAN),
        **dict.fromkeys(("payer", "paid_by", "per_year", "budget", "amount"), _PAYER),
        **dict.fromkeys(
            ("salary", "wage", "pay", "cost", "staff_month", "per_month", "cost_per_year"),
            f"{_SALARY}, and its office coordinators.<key>.cost_per_month",
        ),
    },
    "ProgrammeSettings": {
        **dict.fromkeys(("start", "end", "until", "years", "duration", "permanent"), _SPAN),
        **dict.fromkeys(("payer", "paid_by", "per_year", "budget", "amount"), _PAYER),
        **dict.fromkeys(("salary", "wage", "staff_month"), f"{_SALARY}; how many stands in `staff`"),
        **dict.fromkeys(
            ("per_month", "per_participant_cost", "cost_per_month"),
            "what it costs stands in `cost`: start, per_month, per_participant, per_volunteer",
        ),
    },
}
"""Names that people give to what stands elsewhere, by section."""


def words_of(target: Target) -> str:
    """What the field at a target allows, with its unit."""
    return allowed(target.annotation, target.unit)


def problems_of(error: ValidationError, root: type[Section], entry: Entry) -> list[Problem]:
    """One problem for each field complained of, at the line it stands in."""
    data = entry.plain()
    found: dict[tuple[str, ...], Problem] = {}
    complaints = error.errors(include_url=False)
    for complaint in complaints:
        steps = [str(step) for step in complaint["loc"]]
        is_key = steps[-1:] == ["[key]"]
        path, beyond = _split(data, steps[:-1] if is_key else steps)
        if complaint["type"] == "too_short" and any(other["loc"][:-1] == complaint["loc"] for other in complaints):
            continue  # too short once those elements are left out that are complained of themselves
        if complaint["type"] == "missing" and _holds_fields(root, data, path):
            path += tuple(beyond)
        if path in found:
            continue
        message = _key_words(root, data, path) if is_key else _message(complaint, root, data, path)
        found[path] = entry.problem(path, message)
    return list(found.values())


def _split(data: Any, steps: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The steps that lead somewhere in ``data``; the rest names a missing field or a way of reading it."""
    path: list[str] = []
    for number, step in enumerate(steps):
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return tuple(path), steps[number:]
        path.append(step)
    return tuple(path), []


def _holds_fields(root: type[Section], data: Any, path: tuple[str, ...]) -> bool:
    target = lookup(root, data, path) if path else None
    return not path or (isinstance(target, Target) and section_of(target.annotation) is not None)


def _key_words(root: type[Section], data: Any, path: tuple[str, ...]) -> str:
    """What is wrong with the last step of ``path``, a key of a mapping."""
    target = lookup(root, data, path[:-1])
    key = typing.get_args(bare(target.annotation))[0] if isinstance(target, Target) else str
    words = f"{path[-1]!r} cannot be a name here; allowed: {allowed(key)}"
    if typing.get_origin(key) is typing.Literal:
        close = near(path[-1], map(str, typing.get_args(key)))
        return f"{words}; {close}" if close.startswith("did") else words
    return words + ("; a title with å, ä or ö goes into name" if not path[-1].isascii() else "")


def _message(complaint: Any, root: type[Section], data: Any, path: tuple[str, ...]) -> str:
    kind = complaint["type"]
    if kind == "extra_forbidden":
        target = lookup(root, data, path[:-1]) if path[:-1] else None
        section = section_of(target.annotation) if isinstance(target, Target) else root
        if words := key_hint(path[-1], _before(data, path)):
            return f"there is no field {path[-1]!r}{words}"
        elsewhere = ELSEWHERE.get(section.__name__ if section else "", {}).get(path[-1])
        return f"there is no field {path[-1]!r}; " + (
            elsewhere or near(path[-1], section.model_fields if section else ())
        )
    if kind in ("value_error", "assertion_error"):
        return str(complaint.get("ctx", {}).get("error", complaint["msg"]))
    target = lookup(root, data, path) if path else None
    if kind == "missing" and _absent(data, path):
        what = f"; allowed: {words_of(target)}" if isinstance(target, Target) else ""
        return f"is missing{what}"
    found = data
    for step in path:
        found = found[int(step)] if isinstance(found, list) else found[step]
    if isinstance(target, Target):
        message = f"found {shown(found)}; allowed: {words_of(target)}"
        choices = words_of(target)
        if kind in ("literal_error", "enum") and isinstance(found, str):
            names = choices.removeprefix("one of ").split(", ")
            close = near(found, names)
            message += f"; {close}" if close.startswith("did") else ""
        return message + hint(choices, found)
    return f"found {shown(found)}: {complaint['msg']}"


def _before(data: Any, path: tuple[str, ...]) -> Any:
    """The value of the field before the one at ``path``; None where it is the first."""
    for step in path[:-1]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    keys = list(data) if isinstance(data, dict) else []
    place = keys.index(path[-1]) if path[-1] in keys else 0
    return data[keys[place - 1]] if place > 0 else None


def _absent(data: Any, path: tuple[str, ...]) -> bool:
    return len(_split(data, list(path))[0]) < len(path)
