"""The benchmarks as values: what each is about, and what in a scenario it stands for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.languages import N_, _, pgettext
from sim.scenario.source import read

FILE = Path(__file__).with_name("benchmarks.yaml")
DIMENSIONS = {"G": N_("Governance"), "E": N_("Employment"), "S": N_("Education"), "H": N_("Health"), "U": N_("Housing")}
"""By the letter that an id begins with."""
MET = 4
"""The highest answer; 0 is not met."""
LEVER, PROXY, CHECKLIST = "lever", "proxy", "checklist"
EVERY = "*"
"""In a path: every place, or every stream of money, that the town's own file has."""


@dataclass(frozen=True)
class Benchmark:
    """One row of benchmarks.yaml."""

    id: str
    title: str
    ask: str
    """The statement that an answer is about."""
    kind: str
    """lever, proxy or checklist."""
    by: str = ""
    """Of a proxy, which part of it the model has; of a checklist item, why it has none."""
    acts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """By dotted path, the values of not met and met."""
    pieces: tuple[str, ...] = ()
    """Ready pieces that it switches on."""
    adds: Mapping[str, Any] = field(default_factory=dict)
    """A piece that is stated here, as it would stand in a scenario file."""
    cost: str = "none"
    """ledger, part or none: whether the model books what it costs."""
    grade: str = ""
    """Of the evidence: measured, direction or assumed; empty for a checklist item."""
    core: bool = False
    cards: tuple[str, ...] = ()
    """Scenarios whose card speaks of it."""

    @property
    def said_title(self) -> str:
        """The title in the language in force."""
        return _(self.title)

    @property
    def said_by(self) -> str:
        """:attr:`by` in the language in force."""
        return pgettext("by", self.by) if self.by else ""

    @property
    def dimension(self) -> str:
        return DIMENSIONS[self.id[0]]

    @property
    def simulable(self) -> bool:
        """Whether something in a scenario stands for it."""
        return self.kind != CHECKLIST

    @property
    def costed(self) -> bool:
        """Whether what is spent can be held against what it brings."""
        return self.cost == "ledger"


@functools.cache
def benchmarks() -> tuple[Benchmark, ...]:
    """All of them, in the order of the file. Raises ``ScenarioError`` where the file cannot be read."""
    return tuple(_benchmark(name, row) for name, row in read(FILE, FILE.name).plain().items())


@functools.cache
def by_id() -> Mapping[str, Benchmark]:
    return {one.id: one for one in benchmarks()}


def _benchmark(name: str, row: Mapping[str, Any]) -> Benchmark:
    held = dict(row)
    pieces = held.pop("piece", ())
    return Benchmark(
        id=name,
        acts={path: (ends[0], ends[1]) for path, ends in held.pop("acts", {}).items()},
        pieces=(pieces,) if isinstance(pieces, str) else tuple(pieces),
        cards=tuple(held.pop("cards", ())),
        **held,
    )


__all__ = ["CHECKLIST", "DIMENSIONS", "EVERY", "FILE", "LEVER", "MET", "PROXY", "Benchmark", "benchmarks", "by_id"]
