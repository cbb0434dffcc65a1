"""What may be bought: read from a file, strictly."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bygd.advise.mixes import Choice
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.naming import packaged_names
from sim.scenario.paths import near
from sim.scenario.source import Entry, read
from sim.words import written

FILE = Path(__file__).with_name("candidates.yaml")
FIELDS = ("name", "piece", "adds", "levers", "amount", "start", "months", "takeover")
AMOUNT = ("unit", "values", "scales")
MOST_VALUES, MOST_CANDIDATES, LONGEST = 6, 40, 480
PATHS = ("programmes", "coordinators")


@dataclass(frozen=True)
class Candidate:
    """One measure that may be bought."""

    key: str
    name: str
    content: Mapping[str, Any]
    """What it puts into a scenario, as plain data; empty where it only moves levers."""
    levers: Mapping[str, Any] = field(default_factory=dict)
    """By dotted path, the value while it is paid; None: the amount itself."""
    unit: str = ""
    """Of the amount; empty where there is only one."""
    amounts: tuple[float, ...] = (1.0,)
    scales: tuple[str, ...] = ()
    """Paths of the content that grow with the amount; the first is the amount."""
    starts: tuple[int, ...] = (0,)
    months: tuple[int, ...] = ()
    """Lengths; empty: as long as the plan."""
    takeovers: tuple[float, ...] = (0.0,)

    def choices(self, plan: int) -> tuple[Choice, ...]:
        """Every way to buy it within a plan of ``plan`` months, the usual one first: the first of each list."""
        lengths = tuple(dict.fromkeys(min(one, plan) for one in self.months or (plan,)))
        ways = itertools.product(self.amounts, self.starts, lengths, self.takeovers)
        found = [Choice(self.key, a, s, min(m, plan - s), t) for a, s, m, t in ways if s < plan]
        return tuple(dict.fromkeys(found))


class _Refused(ScenarioError):
    """A file of candidates that cannot be used."""

    what = "the candidates"


def read_candidates(file: str | Path = FILE) -> tuple[Candidate, ...]:
    """The candidates in a file. Raises ``ScenarioError`` with everything that is wrong: line, field, what was found,
    what is allowed, the nearest known name."""
    whole = read(Path(file), str(file))
    problems: list[Problem] = []
    for key, entry in whole.value.items():
        if key != "candidates":
            problems.append(_problem(f"unknown field; {near(key, ['candidates'])}", key, entry))
    held = whole.value.get("candidates")
    if held is None or not isinstance(held.value, dict) or not held.value:
        problems.append(
            Problem("there are no candidates", "candidates", str(file), held.line if held is not None else 0)
        )
        raise _Refused(*problems)
    if len(held.value) > MOST_CANDIDATES:
        problems.append(_problem(f"has {len(held.value)}; at most {MOST_CANDIDATES} are allowed", "candidates", held))
    found = [_candidate(key, entry, problems) for key, entry in held.value.items()]
    if problems:
        raise _Refused(*problems)
    return tuple(one for one in found if one is not None)


def _candidate(key: str, entry: Entry, problems: list[Problem]) -> Candidate | None:
    path, before = f"candidates.{key}", len(problems)
    if not isinstance(entry.value, dict):
        problems.append(_problem(f"takes a mapping of {', '.join(FIELDS)}", path, entry))
        return None
    row = entry.value
    for name, inner in row.items():
        if name not in FIELDS:
            problems.append(_problem(f"unknown field; {near(name, FIELDS)}", f"{path}.{name}", inner))
    if not {"piece", "adds", "levers"} & set(row):
        problems.append(_problem("says nothing that is bought: give piece, adds or levers", path, entry))
    content = _content(row, path, problems)
    levers = row["levers"].plain() if "levers" in row else {}
    if "levers" in row and not isinstance(levers, dict):
        problems.append(_problem("takes a mapping of paths to values", f"{path}.levers", row["levers"]))
        levers = {}
    unit, amounts, scales = _amount(row.get("amount"), path, content, levers, problems)
    starts = _numbers(row, "start", path, problems, 0, LONGEST, whole=True) or (0,)
    months = _numbers(row, "months", path, problems, 1, LONGEST, whole=True)
    takeovers = _numbers(row, "takeover", path, problems, 0, 1) or (0.0,)
    name = row["name"].value if "name" in row else _own_name(key, content)
    if not isinstance(name, str):
        problems.append(_problem("takes text", f"{path}.name", row["name"]))
    if any(takeovers) and not content.get("funding"):
        problems.append(_problem("has no stream of money that could be taken over", f"{path}.takeover", entry))
    if len(problems) > before:
        return None
    lengths = tuple(int(one) for one in months)
    return Candidate(
        key, name, content, levers, unit, amounts, scales, tuple(int(one) for one in starts), lengths, takeovers
    )


def _own_name(key: str, content: Mapping[str, Any]) -> str:
    each = [held for part in PATHS for held in content.get(part, {}).values() if isinstance(held, Mapping)]
    return str(each[0].get("name", key)) if each else key


def _content(row: Mapping[str, Entry], path: str, problems: list[Problem]) -> dict[str, Any]:
    """Of ``piece`` and ``adds``, its money emptied of amounts: it pays what it costs, for as long as it is bought."""
    made: dict[str, Any] = {}
    if "piece" in row:
        said, names = row["piece"].value, packaged_names()
        known = str(said).removesuffix(".yaml")
        if known not in names:
            problems.append(
                _problem(f"{said!r} is no ready piece; {near(known, names)}", f"{path}.piece", row["piece"])
            )
        else:
            made = read(packaged_scenarios() / f"{known}.yaml", known).plain()
    if "adds" in row:
        added = row["adds"].plain()
        if not isinstance(added, dict):
            problems.append(_problem("takes a piece as it stands in a scenario file", f"{path}.adds", row["adds"]))
        else:
            made |= added
    for name in set(made) - {*PATHS, "funding"}:
        words = "holds more than programmes, coordinators and their money"
        problems.append(_problem(f"{words}: {name}", path, row.get("piece", row.get("adds", Entry(None)))))
    return made


def _amount(
    entry: Entry | None, path: str, content: Mapping[str, Any], levers: Mapping[str, Any], problems: list[Problem]
) -> tuple[str, tuple[float, ...], tuple[str, ...]]:
    if entry is None:
        return "", (1.0,), ()
    path += ".amount"
    if not isinstance(entry.value, dict):
        problems.append(_problem(f"takes a mapping of {', '.join(AMOUNT)}", path, entry))
        return "", (1.0,), ()
    row = entry.value
    for name, inner in row.items():
        if name not in AMOUNT:
            problems.append(_problem(f"unknown field; {near(name, AMOUNT)}", f"{path}.{name}", inner))
    values = _numbers(row, "values", path, problems, 0, 1e9)
    if not values or 0.0 in values:
        problems.append(_problem("takes the amounts to try, each above 0", f"{path}.values", row.get("values", entry)))
    scales = row["scales"].plain() if "scales" in row else []
    for one in scales if isinstance(scales, list) else [scales]:
        held = at(content, str(one))
        if isinstance(held, bool) or not isinstance(held, (int, float)) or held <= 0:
            known = near(str(one), _numeric(content))
            problems.append(_problem(f"{one!r} is no number above 0 in it; {known}", f"{path}.scales", row["scales"]))
    if not scales and None not in levers.values():
        problems.append(
            _problem("says nothing that grows with it: give scales, or a lever without a value", path, entry)
        )
    unit = str(row["unit"].value) if "unit" in row else ""
    return unit, values or (1.0,), tuple(map(str, scales)) if isinstance(scales, list) else (str(scales),)


def _numbers(
    row: Mapping[str, Entry],
    name: str,
    path: str,
    problems: list[Problem],
    low: float,
    high: float,
    *,
    whole: bool = False,
) -> tuple[Any, ...]:
    """A number or a list of them; empty where the field is not there."""
    if name not in row:
        return ()
    plain = row[name].plain()
    values = plain if isinstance(plain, list) else [plain]
    kind = "whole numbers" if whole else "numbers"
    wanted = f"{kind} from {written(low)} to {written(high)}, at most {MOST_VALUES}, none twice"
    good = 0 < len(values) <= MOST_VALUES and all(
        not isinstance(one, bool) and isinstance(one, int if whole else (int, float)) and low <= one <= high
        for one in values
    )
    if not good or len(set(values)) < len(values):
        problems.append(_problem(f"{plain!r} is not allowed; it takes {wanted}", f"{path}.{name}", row[name]))
        return ()
    return tuple(values if whole else map(float, values))


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path of plain data; None where it does not lead."""
    for step in path.split("."):
        if isinstance(data, (list, tuple)):
            data = data[int(step)] if step.isdecimal() and int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _numeric(data: Any, before: str = "") -> list[str]:
    if isinstance(data, Mapping):
        return [
            path for key, held in data.items() for path in _numeric(held, f"{before}.{key}" if before else str(key))
        ]
    return [before] if isinstance(data, (int, float)) and not isinstance(data, bool) else []


def _problem(message: str, path: str, entry: Entry) -> Problem:
    return Problem(message, path, entry.file, entry.line)


__all__ = ["FILE", "Candidate", "at", "read_candidates"]
