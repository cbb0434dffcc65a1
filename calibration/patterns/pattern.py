"""A pattern: arms and a judgement of them, under a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from calibration.patterns.arms import Arm, Lived, live
from calibration.patterns.findings import Claim, Finding, Quantity


@dataclass(frozen=True)
class Pattern:
    """Claims of some arms. Called ``key`` everywhere."""

    key: str
    arms: Mapping[str, Arm]
    judge: Callable[..., Sequence[Claim]]
    """Takes what was lived in each arm, by the arms' names."""
    slow: bool = False
    """Its runs take minutes: few pairs are enough, and rivals and ablations pass it over."""
    words: str = ""
    """What it says, from the judgement's docstring."""
    of: Quantity = "exact"
    """What its claims are of that do not say otherwise."""

    def finding(self, lived: Mapping[Arm, Lived]) -> Finding:
        """Judge what was lived."""
        claims = self.judge(**{name: lived[arm] for name, arm in self.arms.items()})
        return Finding(self.key, tuple(replace(claim, of=claim.of or self.of) for claim in claims))

    def tried(self, seeds: Sequence[int], *, over: Mapping[str, Any] | None = None, jobs: int = 1) -> Finding:
        """Simulate its arms and judge them."""
        return self.finding(live(self.arms.values(), seeds, over=over, jobs=jobs))


def pattern(*, of: Quantity, slow: bool = False, **arms: Arm) -> Callable[[Callable[..., Sequence[Claim]]], Pattern]:
    """Make a judgement a pattern; its key is the function's name."""

    def make(judge: Callable[..., Sequence[Claim]]) -> Pattern:
        first = (judge.__doc__ or "").strip().split("\n\n")[0]
        return Pattern(judge.__name__, arms, judge, slow, " ".join(first.split()), of)

    return make


def registered(*modules: ModuleType) -> dict[str, Pattern]:
    """The patterns of some modules, by key."""
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Pattern)]
    return {one.key: one for one in found}


__all__ = ["Pattern", "pattern", "registered"]
