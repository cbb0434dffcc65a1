"""When streams of money pay, as far as it can be known before anything is simulated.

A stream goes through periods: not begun, running, in a gap before the next, taken over, ended. What happens
at the end of a period is drawn in the model; here it is followed for all that may happen at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from sim.codes import STILL, StreamState
from sim.scenario.periods import can_be_renewed, end_of, first_month, opening, pays_from, takeover_chance
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.root import Scenario

NEARLY = 1e-9


class Standing(NamedTuple):
    """Where a stream stands."""

    state: StreamState
    since: int
    """First month of the present period."""
    until: int
    """First month after it, or of the next period while in a gap."""
    periods: int


BEFORE = Standing(StreamState.NOT_BEGUN, 0, STILL, 0)


class Payments(NamedTuple):
    """Months in which a stream can pay, whatever else wants its money."""

    surely: tuple[bool, ...]
    perhaps: tuple[bool, ...]

    def last(self) -> int | None:
        """The last month in which it surely pays."""
        return max((month for month, pays in enumerate(self.surely) if pays), default=None)


def payments(scenario: Scenario, key: str) -> Payments:
    """When the stream ``key`` pays; the budget of the whole run apart."""
    follows = np.ones(len(scenario.places)) if scenario.money.follows else None
    worst, best = (_chances(scenario, key, end, follows if follows is None else end * follows) for end in (0.0, 1.0))
    low = [min(pair) for pair in zip(worst, best, strict=True)]
    high = [max(pair) for pair in zip(worst, best, strict=True)]
    return Payments(tuple(x > 1.0 - NEARLY for x in low), tuple(x > NEARLY for x in high))


def _chances(scenario: Scenario, key: str, results: float, finances: Any) -> list[float]:
    """Chance by month that the stream can pay, with ``results`` for the municipality to see, and its ``finances``."""
    stands: dict[Standing, float] = {BEFORE: 1.0}
    found = []
    for month in range(scenario.months):
        now = scenario.at(month)
        after: dict[Standing, float] = {}
        for standing, chance in stands.items():
            for moved, share in _turned(now, key, standing, month, results, finances):
                after[moved] = after.get(moved, 0.0) + chance * share
        stands = {standing: chance for standing, chance in after.items() if chance > 0.0}
        found.append(
            sum(
                chance
                for (state, since, *_), chance in stands.items()
                if state == StreamState.TAKEN_OVER
                or (state == StreamState.RUNNING and month >= pays_from(now.funding[key], since))
            )
        )
    return found


def _turned(
    scenario: Scenario, key: str, standing: Standing, month: int, results: float, finances: Any
) -> Iterable[tuple[Standing, float]]:
    """(standing, chance) after a stream's turn in ``month``."""
    stream, (state, since, until, periods) = scenario.funding[key], standing
    if state in (StreamState.RUNNING, StreamState.TAKEN_OVER) and not stream.active:
        yield Standing(StreamState.ENDED, since, until, periods), 1.0
        return
    if state == StreamState.RUNNING and month >= end_of(stream, since):
        taken = takeover_chance(scenario, key, results, finances)
        yield Standing(StreamState.TAKEN_OVER, since, STILL, periods), taken
        again = (1.0 - taken) * (stream.renewal_chance if can_be_renewed(stream, periods) else 0.0)
        gap = Standing(StreamState.GAP, since, month + stream.renewal_gap, periods)
        if again > 0.0:
            yield from ((moved, again * share) for moved, share in _begun(scenario, stream, gap, month))
        yield Standing(StreamState.ENDED, since, until, periods), 1.0 - taken - again
        return
    yield from _begun(scenario, stream, standing, month)


def _begun(
    scenario: Scenario, stream: FundingSettings, standing: Standing, month: int
) -> Iterable[tuple[Standing, float]]:
    state, since, until, periods = standing
    first = first_month(scenario, stream)
    if stream.active and state == StreamState.NOT_BEGUN and month >= first:
        begins = opening(stream, first, month)
        if begins is None:
            yield Standing(StreamState.ENDED, since, until, periods), 1.0
            return
        yield Standing(StreamState.RUNNING, begins, end_of(stream, begins), periods + 1), 1.0
        return
    if stream.active and state == StreamState.GAP and month >= until:
        yield Standing(StreamState.RUNNING, month, end_of(stream, month), periods + 1), 1.0
        return
    yield standing, 1.0


class Paid(NamedTuple):
    """A stream among those that pay for one thing."""

    key: str
    last: int | None
    """The last month in which it surely pays for it; None where it perhaps or never does."""
    perhaps: bool
    """Whether it may pay for it in other months too."""


def paid_by(scenario: Scenario, names: Iterable[str]) -> list[Paid]:
    """What each of the streams ``names`` pays of something: the first that can pays it, month by month."""
    found, covered = [], [False] * scenario.months
    for key in names:
        of = payments(scenario, key)
        free = [not taken for taken in covered]
        sure = [m for m in range(scenario.months) if free[m] and of.surely[m]]
        perhaps = any(free[m] and of.perhaps[m] and not of.surely[m] for m in range(scenario.months))
        found.append(Paid(key, sure[-1] if sure else None, perhaps))
        covered = [taken or pays for taken, pays in zip(covered, of.surely, strict=True)]
    return found


__all__ = ["Paid", "Payments", "paid_by", "payments"]
