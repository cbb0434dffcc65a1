"""A run as a value: which scenario, what was changed in it, which seed; and what became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.history import History

SEED_BITS = 53
"""Seeds of replicates fit the integers that every reader of JSON keeps exactly."""


def replicate_seed(seed: int, index: int) -> int:
    """Seed of replicate ``index`` (from 0) of an experiment with ``seed``.

    The first 53 bits of BLAKE2b of "replicate <index>" keyed with the experiment's seed: neighbouring seeds
    share no replicate (which ``seed + index`` would), and replicate 3 is the same run whether 4 or
    400 were asked for.
    """
    key = (int(seed) & 0xFFFFFFFFFFFFFFFF).to_bytes(8, "little")
    word = hashlib.blake2b(f"replicate {index}".encode(), key=key, digest_size=8).digest()
    return int.from_bytes(word, "little") >> (64 - SEED_BITS)


@dataclass(frozen=True)
class Run:
    """One history to be made. Equal runs give equal histories."""

    scenario: str
    """Digest of the scenario, the patch applied."""
    patch: tuple[tuple[str, Any], ...]
    """What differs from the file, as (dotted path, value) in order of path."""
    seed: int
    months: int
    replicate: int = 0
    """Position in the experiment, from 0."""


def replicates_of(
    scenario: str, seed: int, replicates: int, months: int, patch: Mapping[str, Any] | None = None
) -> list[Run]:
    """The runs of an experiment with one arm."""
    ordered = tuple(sorted((patch or {}).items()))
    return [Run(scenario, ordered, replicate_seed(seed, index), months, index) for index in range(replicates)]


@dataclass(frozen=True)
class Outcome:
    """A run and its history; or, when it failed, how far it came and why."""

    run: Run
    history: History | None = None
    stage: str = "done"
    """"done"; or where it failed: "scenario" (it cannot be), "region", "month 17", "measures", "worker"."""
    error: str = ""
    seconds: float = 0.0
    taken_over: int = 0
    """Months of a past that it shares with other runs and that were not simulated for it."""
    built: bool = True
    """Whether a region was built for it."""
    towns: int = 0
    """Towns that its worker kept for others at most while it was at it."""
    read: Any = None
    """What ``Order.read`` took from the history, which is then let go (``history`` is None)."""

    @property
    def failed(self) -> bool:
        return self.stage != "done"


__all__ = ["Outcome", "Run", "replicate_seed", "replicates_of"]
