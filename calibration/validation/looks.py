"""How many pairs of runs: looks at the runs there are, and what each may spend of the error allowed.

Looking again and again at 95 % intervals errs more often than in one of twenty cases. The error allowed, 1 − level, is
therefore spent over the planned looks in proportion to the pairs that each adds (the linear spending of Lan and DeMets
1983), each look's interval being of one less its own share. By Bonferroni's inequality all of them hold together with
the level asked for, however the looks depend on each other: repeated confidence intervals in the sense of Jennison and
Turnbull (1989), which stay honest whatever is decided on at a look, stopping where nothing will be told included. The
last interval of three looks at 12, 30 and 60 pairs is a seventh wider than that of one look at 60.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from calibration.patterns.findings import Finding
from calibration.patterns.pattern import Pattern

HOPELESS = 4.0
"""Times its most pairs, beyond which a pattern is not looked at again."""


@dataclass(frozen=True)
class Looks:
    """Numbers of pairs at which a pattern is looked at, rising, and the level of all of its intervals together."""

    pairs: tuple[int, ...]
    level: float

    @staticmethod
    def up_to(most: int, ladder: Sequence[int], level: float) -> Looks:
        """The looks of a pattern that may have ``most`` pairs."""
        return Looks((*(pairs for pairs in ladder if pairs < most), most), level)

    @property
    def most(self) -> int:
        return self.pairs[-1]

    def level_at(self, pairs: int) -> float:
        """The level of the interval at the look with so many pairs."""
        index = self.pairs.index(pairs)
        added = pairs - (self.pairs[index - 1] if index else 0)
        return 1.0 - (1.0 - self.level) * added / self.most


def open_at(pairs: int, looks: Looks, finding: Finding | None) -> bool:
    """Whether a pattern with what was ``finding`` at the look before (None: none yet) is looked at with so many."""
    if pairs not in looks.pairs:
        return False
    return finding is None or not (finding.decided or finding.needed() > HOPELESS * looks.most)


Found = Callable[[Sequence[Pattern], int], dict[str, Finding]]
"""Findings of some patterns, by key, in so many pairs of runs."""


def looked_at(
    patterns: Iterable[Pattern],
    looks: Callable[[str], Looks],
    find: Found,
    hold: Callable[[Finding, float], Finding],
    told: Callable[[dict[str, Finding]], None] = lambda _: None,
) -> dict[str, Finding]:
    """Look at patterns until each is decided or has its most pairs; slow ones come last at each look.

    ``hold``: gives a finding its intervals of some level. ``told``: hears all there is after each look.
    """
    patterns = sorted(patterns, key=lambda one: one.slow)
    planned = {one.key: looks(one.key) for one in patterns}
    found: dict[str, Finding] = {}
    for pairs in sorted({pairs for one in planned.values() for pairs in one.pairs}):
        here = [one for one in patterns if open_at(pairs, planned[one.key], found.get(one.key))]
        for some in ([one for one in here if one.slow is slow] for slow in (False, True)):
            if some:  # what lacks runs may not be found
                for key, finding in find(some, pairs).items():
                    found[key] = hold(finding, planned[key].level_at(pairs))
                told(found)
    return {one.key: found[one.key] for one in patterns if one.key in found}


__all__ = ["HOPELESS", "Looks", "looked_at", "open_at"]
