"""Sets of parameters drawn from what is believed of them: runs that differ by them as well as by luck.

Every draw is lived through a few times with other luck, the same draws and the same luck in every arm and at
every point. What differs between draws is then what not knowing the parameters leaves open; what differs
within a draw is luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Draws:
    """Draws from a posterior."""

    changes: tuple[Mapping[str, Any], ...]
    """What each draw changes, ``{dotted path: value}``; the same paths in all."""
    each: int
    """Replicates lived through with every draw."""
    source: str
    """Name of the file they come from."""
    file: str = ""
    """The file as the command named it; empty: the posterior that comes with bygd."""

    @property
    def replicates(self) -> int:
        return len(self.changes) * self.each

    def of(self, replicate: int) -> Mapping[str, Any]:
        """The draw that ``replicate`` (from 0) is lived through with."""
        return self.changes[replicate // self.each]

    def groups(self, replicates: Iterable[int]) -> Array:
        """Number of the draw of each of ``replicates``."""
        return np.array([replicate // self.each for replicate in replicates], np.int64)

    def clashes(self, paths: Iterable[str]) -> list[str]:
        """Those of ``paths`` that the draws set too."""
        drawn = set(self.changes[0]) if self.changes else set()
        return sorted(path for path in set(paths) if any(
            path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in drawn))

    def entry(self) -> dict[str, Any]:
        """As it stands in a manifest."""
        return {"source": self.source, "each": self.each, "draws": [dict(one) for one in self.changes]}

    def command(self) -> list[str]:
        """The words of a command that asks for them again."""
        again = ["--posterior", str(len(self.changes))]
        return [*again, "--posterior-from", self.file] if self.file else again

    def words(self) -> str:
        return f"{len(self.changes):,} sets of parameters from {self.source}, {self.each} runs each"


class Spread(NamedTuple):
    """Where the variance of a number over runs comes from."""

    parameters: float
    """Variance between draws that luck does not explain."""
    luck: float
    """Variance within draws; NaN with one run a draw."""

    @property
    def luck_share(self) -> float:
        """Luck's part in the variance of single runs, 0 to 1."""
        total = self.parameters + self.luck
        return self.luck / total if total > 0 else float("nan")

    def luck_share_of_means(self, each: float) -> float:
        """Luck's part in the variance of means over ``each`` runs of a draw, 0 to 1."""
        total = self.parameters + self.luck / each
        return self.luck / each / total if total > 0 else float("nan")


def means(values: Array, groups: Array) -> Array:
    """Mean of ``values`` (n,) within each group, in the order of the groups."""
    return np.array([values[groups == group].mean() for group in np.unique(groups)])


def spread(values: Array, groups: Array) -> Spread:
    """One-way analysis of variance of ``values`` (n,) by ``groups`` (n,), components not below nought.

    Sizes of groups may differ a little (failed runs); their harmonic mean stands for them.
    """
    found, sizes = np.unique(groups, return_counts=True)
    if len(found) < 2:
        return Spread(float("nan"), float("nan"))
    middle = means(values, groups)
    total = float(middle.var(ddof=1))
    if values.size <= len(found):
        return Spread(total, float("nan"))
    rest = values - middle[np.searchsorted(found, groups)]
    luck = float((rest**2).sum() / (values.size - len(found)))
    return Spread(max(0.0, total - luck * float((1.0 / sizes).mean())), luck)


__all__ = ["Draws", "Spread", "means", "spread"]
