"""The region with its assigned streams told apart by kind of household and place: today's rule and the matched one.

A stream of its own for every kind and every place it is sent to; by today's rule they settle as the stream they are a
part of, by the matched rule each in its place. Streams, and so the households that come by them, are the same in both:
two runs of one seed differ by where households are settled and by nothing else. Where no home is free in its place, a
household goes to one of the next best; where none is free there either, it waits for one.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from bygd.settle.kinds import FAMILIES, LEVELS, YOUTH, one_hot, supplies
from sim.codes import STREAMS_MOST
from sim.rng import named_uid
from sim.scenario import Scenario, load_scenario, scenario_from
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.inheritance import merged, read_chain
from sim.scenario.months import parse_month
from sim.scenario.writing import yaml_text

OTHERS = 0.001
"""Weight of each place besides the one a kind is sent to: these come in question where no home is free there."""
MOST_OTHERS = 9
"""So many of them, the best for the kind first."""
LONGEST_KEY = 40


class Sent(NamedTuple):
    """A stream of the region told apart: households of one kind and, by the matched rule, one place."""

    key: str
    supply: int
    """Position among the supplies."""
    place: str
    """Key of the place; empty where it is told apart by kind alone."""
    households: float
    """A year."""
    others: tuple[str, ...] = ()
    """Places where no home is free in it, the best first."""

    @property
    def uid(self) -> int:
        return int(named_uid("arrivals", self.key))


class Region:
    """The data of a region's file."""

    def __init__(self, file: str | Path, months: int) -> None:
        """Raises ``ScenarioError`` where the file cannot be used, or there is nothing to settle."""
        path = Path(file)
        load_scenario(path)  # what is wrong with it is said with its lines
        self.raw: dict[str, Any] = reduce(merged, reversed(read_chain(path, str(file)))).plain()
        self.raw["months"] = months
        start = parse_month(self.raw.get("start") or Scenario.model_fields["start"].default)
        self.raw["levers"] = {
            lever: {month: value for month, value in held.items() if parse_month(month) < start + months}
            for lever, held in (self.raw.get("levers") or {}).items()
        }
        self.base = scenario_from(self.raw)
        self.supplies = supplies(self.base)
        self.streams = list(dict.fromkeys(one.stream for one in self.supplies))
        """Keys of the streams that are told apart."""
        if problems := list(self._problems(str(file))):
            raise ScenarioError(*problems)

    def _problems(self, file: str) -> Sequence[Problem]:
        if len(self.base.places) < 2:
            return [Problem("has one place: there is nothing to choose between", "places", file)]
        if not self.supplies:
            words = "no refugees come whose home a municipality finds (pathway quota, asylum or youth, homes: assigned)"
            return [Problem(words, "arrivals", file)]
        moved = [
            lever
            for lever in self.raw["levers"]
            if lever.split(".")[0] == "arrivals" and lever.split(".")[1] in self.streams
        ]
        words = "changes a stream that is told apart by kind of household, which cannot be followed; leave it out"
        return [Problem(words, f"levers.{lever}", file) for lever in moved if lever.split(".")[2:] != ["per_year"]]

    def by_kind(self) -> list[Sent]:
        """The streams told apart by kind of household, not by place."""
        return self.told_apart({(number, ""): one.households for number, one in enumerate(self.supplies)})

    def told_apart(
        self, households: Mapping[tuple[int, str], float], best: Mapping[int, Sequence[str]] | None = None
    ) -> list[Sent]:
        """Streams by supply and place, with so many ``households`` a year; ``best``: places by supply, the best first.

        Raises ``ScenarioError`` for more streams than a scenario can have.
        """
        if len(self.base.arrivals) + len(households) > STREAMS_MOST:
            raise ScenarioError(Problem(f"{len(households)} kinds and places are more than a scenario has room for"))
        found, taken = [], set(self.base.arrivals)
        for (number, place), count in households.items():
            supply = self.supplies[number]
            key = _free(f"{supply.stream}-{supply.kind.short}" + (f"-{place}" if place else ""), taken)
            taken.add(key)
            others = tuple(one for one in (best or {}).get(number, ()) if one != place)[:MOST_OTHERS]
            found.append(Sent(key, number, place, count, others))
        return found

    def data(self, sent: Sequence[Sent], *, matched: bool) -> dict[str, Any]:
        """What the file of the region says, with ``sent`` in place of the streams it was told apart from."""
        made = copy.deepcopy(self.raw)
        arrivals: dict[str, Any] = {}
        for key, stream in made["arrivals"].items():
            if key not in self.streams:
                arrivals[key] = stream
                continue
            if stream.get("months"):  # people of given months come on top, and settle as today
                arrivals[key] = {**stream, "per_year": 0}
            arrivals |= {one.key: self._stream(one, stream, matched) for one in sent if self._of(one) == key}
        made["arrivals"] = arrivals
        levers = made["levers"]
        for key in self.streams:
            if (held := levers.pop(f"arrivals.{key}.per_year", None)) is None:
                continue
            whole = self.base.arrivals[key].per_year
            for one in sent:
                if self._of(one) == key:
                    share = one.households * self.supplies[one.supply].size / whole
                    levers[f"arrivals.{one.key}.per_year"] = {on: float(value) * share for on, value in held.items()}
        return made

    def scenario(self, sent: Sequence[Sent], *, matched: bool) -> Scenario:
        return scenario_from(self.data(sent, matched=matched))

    def file_text(self, sent: Sequence[Sent], head: str, *, matched: bool) -> str:
        """A scenario file that stands by itself, under a comment."""
        return "".join(f"# {line}\n" for line in head.splitlines()) + "\n" + yaml_text(self.data(sent, matched=matched))

    def _of(self, one: Sent) -> str:
        return self.supplies[one.supply].stream

    def _stream(self, one: Sent, stream: Mapping[str, Any], matched: bool) -> dict[str, Any]:
        supply = self.supplies[one.supply]
        made: dict[str, Any] = copy.deepcopy(dict(stream))
        made.pop("months", None)
        made["per_year"] = round(one.households * supply.size, 6)
        if supply.kind.family != YOUTH:
            made["mix"] = list(one_hot(FAMILIES.index(supply.kind.family), len(FAMILIES)))
        if supply.kind.schooling:
            made["schooling"] = list(one_hot(LEVELS.index(supply.kind.schooling), len(LEVELS)))
        if matched:
            agreed = {one.place: 1.0} | dict.fromkeys(one.others, OTHERS)
            made["settlement"] = {"rule": "agreed", "agreed": agreed}
        return made


def _free(wanted: str, taken: set[str]) -> str:
    """A key like ``wanted`` that is not taken and not too long."""
    found, again = wanted[:LONGEST_KEY], 2
    while found in taken:
        end = f"-{again}"
        found, again = wanted[: LONGEST_KEY - len(end)] + end, again + 1
    return found


__all__ = ["Region", "Sent"]
