"""The town as assessed: its file, with what the answers say in place of what the file says.

Ready pieces that an answered benchmark stands for are all put into the town's data, in the order of the benchmarks,
and switched on or off: so every arm of an assessment has the same programmes in the same order, and two arms
differ by single values.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

from bygd.assess.catalogue import EVERY, MET, Benchmark, benchmarks, by_id
from experiments.posterior import at
from sim.scenario import Scenario, load_scenario, scenario_from
from sim.scenario.inheritance import merged, packaged_scenarios, read_chain
from sim.scenario.months import parse_month
from sim.scenario.schema.contents import PROSE
from sim.scenario.source import read
from sim.scenario.writing import yaml_text

Values = dict[str, Any]
"""By dotted path."""
SCALED = ("capacity", "outreach", "staff")
"""Of a programme, what grows with the answer."""


class Town:
    """The data of a town's file, made ready for the benchmarks that are answered."""

    def __init__(
        self, file: str | Path, answered: Mapping[str, int], months: int, second: Collection[str] = ()
    ) -> None:
        """``answered``: by id, 0 to 4; ``second``: ids of benchmarks whose post comes although the town has one. Raises
        ``ScenarioError`` where the file cannot be used."""
        path = Path(file)
        load_scenario(path)  # what is wrong with it is said with its lines
        raw = reduce(merged, reversed(read_chain(path, str(file)))).plain()
        self.streams = tuple(raw.get("funding") or {})
        """Streams of money that the town's own file has."""
        self.own = tuple(
            one.get("name") or key
            for field in ("coordinators", "programmes")
            for key, one in (raw.get(field) or {}).items()
        )
        """Posts and programmes that the town's own file has: they stay, and pieces come beside them."""
        posts = raw.get("coordinators") or {}
        self.coordinator = next(
            (str(one.get("name") or key) for key, one in posts.items() if one.get("active", True)), ""
        )
        """The coordinator that the town's own file has."""
        self.second = frozenset(second)
        self.answered = dict(answered)
        raw["months"] = months
        raw["levers"] = _in_time(raw, months)
        for row in benchmarks():
            if row.id in answered:
                for piece in self.pieces(row):
                    _overlay(raw, piece)
        self.raw = raw
        self.ready = scenario_from(raw)
        self.whole = self.ready.canonical()
        self.data = self._assessed()
        """What the file of the town as assessed says."""
        self.assessed = scenario_from(self.data)

    def values(self, row: Benchmark, answer: int) -> Values:
        """What the scenario says where ``row`` is answered with ``answer``; empty where there is nothing in this town
        that it could act on."""
        found: Values = {}
        for path, (unmet, met) in row.acts.items():
            each = list(self._paths(path))
            if not each:
                return {}
            found |= {one: _between(at(self.whole, one.split(".")), unmet, met, answer) for one in each}
        for piece in self.pieces(row):
            found |= scaled(piece, answer)
        return found

    def pieces(self, row: Benchmark) -> tuple[Mapping[str, Any], ...]:
        """The pieces of a benchmark; none where it brings a coordinator and the town has one."""
        return () if self.has_like(row) else contents(row)

    def has_like(self, row: Benchmark) -> bool:
        """Whether the town's own file has the post that a benchmark brings, and no second is asked for."""
        if not self.coordinator or row.id in self.second:
            return False
        return any(piece.get("coordinators") for piece in contents(row))

    def raising(self, row: Benchmark, answer: int = MET) -> Values:
        """What becomes of the town as assessed where ``row`` is answered with ``answer`` instead."""
        before = self.values(row, self.answered[row.id])
        return {path: value for path, value in self.values(row, answer).items() if value != before[path]}

    def _assessed(self) -> dict[str, Any]:
        made: dict[str, Any] = copy.deepcopy(self.raw)
        for row in benchmarks():
            if row.id in self.answered:
                for path, value in self.values(row, self.answered[row.id]).items():
                    _put(made, self.whole, path.split("."), value)
        return made

    def _paths(self, path: str) -> Iterator[str]:
        """A path with * once for each place, or each stream of the town's own."""
        section, star, field = path.partition(f".{EVERY}.")
        if not star:
            yield path
            return
        names = self.streams if section == "funding" else tuple(self.raw[section])
        yield from (f"{section}.{name}.{field}" for name in names)


def _in_time(raw: Mapping[str, Any], months: int) -> dict[str, Any]:
    """The town's own levers, those after the last month left out."""
    end = parse_month(raw.get("start") or Scenario.model_fields["start"].default) + months
    levers = raw.get("levers") or {}
    return {path: {on: value for on, value in held.items() if parse_month(on) < end} for path, held in levers.items()}


def contents(row: Benchmark) -> tuple[Mapping[str, Any], ...]:
    """The pieces of a benchmark as plain data, with money that lasts and pays what they cost, switched off."""
    return _contents(row.id)


@functools.cache
def _contents(name: str) -> tuple[Mapping[str, Any], ...]:
    row = by_id()[name]
    found = [read(packaged_scenarios() / f"{piece}.yaml", piece).plain() for piece in row.pieces]
    if row.adds:
        found.append(copy.deepcopy(dict(row.adds)))
    return tuple(_lasting(piece) for piece in found)


def _lasting(piece: dict[str, Any]) -> dict[str, Any]:
    made = {name: held for name, held in piece.items() if name not in PROSE}
    for stream in made["funding"].values():
        payer = {name: stream[name] for name in ("name", "payer") if name in stream}
        stream.clear()
        stream.update(payer, permanent=True)
    for field in ("programmes", "coordinators"):
        for each in made.get(field, {}).values():
            each["active"] = False
    return made


def scaled(piece: Mapping[str, Any], answer: int) -> Values:
    """What of a piece stands where it is answered with ``answer``: nothing at 0, all at 4."""
    share, found = answer / MET, {}
    for key, programme in piece.get("programmes", {}).items():
        found[f"programmes.{key}.active"] = answer > 0
        for name in SCALED:
            if name in programme:
                value = programme[name] * (share if answer else 1.0)
                found[f"programmes.{key}.{name}"] = max(1, round(value)) if name == "capacity" else round(value, 6)
    for key, post in piece.get("coordinators", {}).items():
        found[f"coordinators.{key}.active"] = answer > 0
        found[f"coordinators.{key}.fte"] = post["fte"] * (share if answer else 1.0)
    return found


def _between(now: Any, unmet: float, met: float, answer: int) -> float | int:
    """The value for an answer, as whole as the field is."""
    value = unmet + (met - unmet) * answer / MET
    return round(value) if isinstance(now, int) and not isinstance(now, bool) else round(value, 9)


def _overlay(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    """``over`` on top, key by key; a programme of the town's own of the same name gives way to the piece."""
    for key, value in over.items():
        if (
            isinstance(value, Mapping)
            and isinstance(under.get(key), dict)
            and key in ("programmes", "coordinators", "funding")
        ):
            under[key].update(copy.deepcopy(dict(value)))
        elif isinstance(value, Mapping) and isinstance(under.get(key), dict):
            _overlay(under[key], value)
        else:
            under[key] = copy.deepcopy(dict(value)) if isinstance(value, Mapping) else value


def _put(data: dict[str, Any], whole: Mapping[str, Any], steps: list[str], value: Any) -> None:
    """Set a value, filling in a list of which one value is set from the whole scenario."""
    if steps[-1].isdecimal():
        held = _nested(data, steps[:-1])
        name = steps[-2]
        if not isinstance(held.get(name), list):
            held[name] = list(at(whole, steps[:-1]))
        held[name][int(steps[-1])] = value
    else:
        _nested(data, steps)[steps[-1]] = value


def _nested(data: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    """The mapping that holds the last of ``steps``, made where it is not there."""
    for step in steps[:-1]:
        if not isinstance(data.get(step), dict):
            data[step] = {}
        data = data[step]
    return data


def file_text(data: Mapping[str, Any], head: str) -> str:
    """Data as a scenario file, under a comment."""
    return "".join(f"# {line}\n" for line in head.splitlines()) + "\n" + yaml_text(dict(data))


__all__ = ["Town", "Values", "contents", "file_text", "scaled"]
