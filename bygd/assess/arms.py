"""Which towns an assessment compares: as assessed, with one benchmark raised, with all, with all but one, with two.

Every arm is the town as assessed with levers from one month on, so all of them share the region and the past.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bygd.assess.catalogue import MET, Benchmark, benchmarks
from bygd.assess.town import Town, Values
from experiments.comparison.result import Arm
from sim.scenario import with_levers
from sim.scenario.writing import yaml_text

BASE, ALL = "as-assessed", "all-met"


@dataclass(frozen=True)
class Arms:
    """The arms of one assessment."""

    town: Town
    date: str
    """Month from which benchmarks are raised, such as 2025-02."""

    def open(self) -> list[Benchmark]:
        """Simulable benchmarks below full, with something in this town that they can act on."""
        return [row for row in self._answered() if self.town.answered[row.id] < MET and self.town.values(row, MET)]

    def idle(self) -> list[Benchmark]:
        """Simulable benchmarks below full that nothing in this town stands for."""
        left = [row for row in self._answered() if self.town.answered[row.id] < MET and not self.town.values(row, MET)]
        return [row for row in left if not self.town.has_like(row)]

    def alike(self) -> list[Benchmark]:
        """Those below full whose coordinator the town has already."""
        return [row for row in self._answered() if self.town.answered[row.id] < MET and self.town.has_like(row)]

    def base(self) -> Arm:
        return Arm(BASE, "town.yaml", self.town.assessed)

    def raised(self, row: Benchmark) -> Arm:
        return self._arm(f"raised-{row.id}", [row])

    def all_met(self) -> Arm:
        return self._arm(ALL, self.open())

    def without(self, row: Benchmark) -> Arm:
        """All met but one, which stays as it is."""
        return self._arm(f"all-but-{row.id}", [one for one in self.open() if one is not row])

    def both(self, one: Benchmark, other: Benchmark) -> Arm:
        return self._arm(f"raised-{one.id}-{other.id}", [one, other])

    def levers(self, rows: Iterable[Benchmark]) -> dict[str, dict[str, Any]]:
        """What raising ``rows`` says in a file."""
        values: Values = {}
        for row in rows:
            values |= self.town.raising(row)
        return {path: {self.date: value} for path, value in values.items()}

    def file_text(self, row: Benchmark) -> str:
        """The arm that raises ``row`` as a file that lies on top of town.yaml."""
        head = f"# {row.id}, {row.title}: met from {self.date} on. Against the town as assessed:\n"
        head += f"#   bygd compare town.yaml arms/{row.id}.yaml\n\n"
        return head + yaml_text({"levers": self.levers([row])})

    def _answered(self) -> list[Benchmark]:
        return [row for row in benchmarks() if row.id in self.town.answered]

    def _arm(self, name: str, rows: Sequence[Benchmark]) -> Arm:
        values = {path: held[self.date] for path, held in self.levers(rows).items()}
        return Arm(name, "", with_levers(self.town.assessed, self.date, values))


def pairs_among(rows: Sequence[Benchmark]) -> list[tuple[Benchmark, Benchmark]]:
    return list(itertools.combinations(rows, 2))


__all__ = ["ALL", "BASE", "Arms", "pairs_among"]
