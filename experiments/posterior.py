"""Sets of parameters from a posterior: runs that differ by them as well as by their random draws.

Every set is simulated a few times with other random draws; the same sets and the same random draws are used
in every arm and at every point. What differs between sets is then parameter uncertainty; what differs within
a set is chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.languages import _
from sim.scenario.paths import split
from sim.scenario.schema.base import Section
from sim.words import counted

if TYPE_CHECKING:
    from sim.scenario import Scenario

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Draws:
    """Draws from a posterior."""

    changes: tuple[Mapping[str, Any], ...]
    """What each draw changes, ``{dotted path: value}``; the same paths in all."""
    each: int
    """Replicates simulated with every set."""
    source: str
    """Name of the file they come from."""
    file: str = ""
    """The file as the command named it; empty: the posterior that comes with bygd."""
    kept: tuple[str, ...] = ()
    """Paths that the posterior speaks of and that stay as the scenario states them."""
    fitted_to: str = ""
    """In words, the model it was fitted to, where that is another than this."""

    @property
    def replicates(self) -> int:
        return len(self.changes) * self.each

    def of(self, replicate: int) -> Mapping[str, Any]:
        """The draw that ``replicate`` (from 0) is simulated with."""
        return self.changes[replicate // self.each]

    def groups(self, replicates: Iterable[int]) -> Array:
        """Number of the draw of each of ``replicates``."""
        return np.array([replicate // self.each for replicate in replicates], np.int64)

    def clashes(self, paths: Iterable[str]) -> list[str]:
        """Those of ``paths`` that the draws set too."""
        drawn = set(self.changes[0]) if self.changes else set()
        return sorted(
            path
            for path in set(paths)
            if any(path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in drawn)
        )

    def keeping(self, paths: Iterable[str]) -> Draws:
        """The draws without ``paths``, which stay as they are stated."""
        stay = set(paths)
        changes = tuple({path: one[path] for path in one if path not in stay} for one in self.changes)
        return replace(self, changes=changes, kept=(*self.kept, *sorted(stay & set(self.changes[0]))))

    def entry(self) -> dict[str, Any]:
        """As it stands in a manifest."""
        return {
            "source": self.source,
            "each": self.each,
            **({"kept": list(self.kept)} if self.kept else {}),
            **({"fitted_to": self.fitted_to} if self.fitted_to else {}),
            "draws": [dict(one) for one in self.changes],
        }

    def command(self) -> list[str]:
        """The words of a command that asks for them again."""
        again = ["--posterior", str(len(self.changes))]
        again += ["--posterior-from", self.file] if self.file else []
        return [*again, "--accept-old-posterior"] if self.fitted_to else again

    def words(self) -> str:
        sets = counted(len(self.changes), "set of parameters", "sets of parameters")
        words = _(
            "{sets} from {source}, {runs} each", sets=sets, source=self.source, runs=counted(self.each, "run", "runs")
        )
        if not self.kept:
            return words
        return _("{sets}; as the scenario states them: {paths}", sets=words, paths=", ".join(self.kept))


def stated(scenario: Scenario, paths: Iterable[str]) -> list[str]:
    """Those of ``paths`` at which a scenario says something else than the defaults do.

    What a file states of its country or town is known there: a posterior that speaks of towns in general does
    not overrule it. Paths outside the sections that have defaults (places, streams, programmes) are left out.
    """
    found = []
    for path in paths:
        name, *steps = split(path)
        section = getattr(scenario, name, None)
        if not isinstance(section, Section):
            continue
        here, usual = section.model_dump(mode="json"), type(section)().model_dump(mode="json")
        if at(here, steps) != at(usual, steps):
            found.append(path)
    return found


def at(data: Any, steps: Iterable[str]) -> Any:
    """What stands at the end of a path in plain data; None where it does not lead."""
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


class Spread(NamedTuple):
    """Where the variance of a number over runs comes from."""

    parameters: float
    """Variance between sets beyond what chance explains."""
    chance: float
    """Variance within draws; NaN with one run a draw."""

    @property
    def chance_share(self) -> float:
        """Chance's part in the variance of single runs, 0 to 1."""
        total = self.parameters + self.chance
        return self.chance / total if total > 0 else float("nan")

    def chance_share_of_means(self, each: float) -> float:
        """Chance's part in the variance of means over ``each`` runs of a set, 0 to 1."""
        total = self.parameters + self.chance / each
        return self.chance / each / total if total > 0 else float("nan")


def means(values: Array, groups: Array) -> Array:
    """Mean of ``values`` (n,) within each group, in the order of the groups."""
    return np.array([values[groups == group].mean() for group in np.unique(groups)])


def spread(values: Array, groups: Array) -> Spread:
    """One-way analysis of variance of ``values`` (n,) by ``groups`` (n,), components not below zero.

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
    chance = float((rest**2).sum() / (values.size - len(found)))
    return Spread(max(0.0, total - chance * float((1.0 / sizes).mean())), chance)


__all__ = ["Draws", "Spread", "at", "means", "spread", "stated"]
