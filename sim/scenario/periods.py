"""When a stream of money pays: the rules that the model and ``bygd check`` share, and what follows from
them before anything is simulated.

A stream goes through periods: not begun, running, in a gap before the next, taken over, ended. What happens
at the end of a period is drawn in the model; here it is followed for all that may happen at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from sim.codes import STILL, StreamState
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.own import own_of
from sim.scenario.schema.programmes import ProgrammeSettings
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


def first_month(scenario: Scenario, stream: FundingSettings) -> int:
    """The month in which a stream begins; negative where it began before the scenario does."""
    return scenario.month_of(stream.start) if stream.start else 0


def end_of(stream: FundingSettings, since: int) -> int:
    """First month after a period that began in ``since``."""
    return STILL if stream.months is None else since + stream.months


def opening(stream: FundingSettings, first: int, month: int) -> int | None:
    """First month of a first period that opens in ``month``; None where it was over before the scenario
    began. What began before the scenario is under way, and not as long any more."""
    since = first if month == 0 and first < 0 else month
    return since if end_of(stream, since) > month else None


def served_by(scenario: Scenario, key: str) -> tuple[str, ...]:
    """Keys of the places that what the stream ``key`` pays is for; all places where any of it is for all."""
    each = [one.places for one in scenario.programmes.values() if key in one.funding]
    each += [one.places for one in scenario.coordinators.values() if key in one.funding]
    named = tuple(dict.fromkeys(chain(*each))) if all(each) else ()
    return named or tuple(scenario.places)


def takeover_chance(scenario: Scenario, key: str, results: float, finances: Any = None) -> float:
    """Chance that the municipalities take over the stream ``key``, with ``results`` from 0 to 1: the mean of the
    places it serves. ``finances`` by place, where they are not as the scenario says."""
    stream, served = scenario.funding[key], served_by(scenario, key)
    will = own_of(scenario, "money.will")
    finances = own_of(scenario, "money.finances") if finances is None else finances
    able = [float(finances[row] * will[row]) for row, place in enumerate(scenario.places) if place in served]
    weight = stream.takeover_results
    return stream.takeover * (sum(able) / len(able)) * (1.0 - weight + weight * results)


def can_be_renewed(stream: FundingSettings, periods: int) -> bool:
    return periods <= stream.renewals


def pays_from(stream: FundingSettings, since: int) -> int:
    """First month of a period in which it can pay for anything."""
    return since + (stream.procurement_months if stream.arrangement == "procurement" else 0)


def post_wanted(post: CoordinatorSettings) -> bool:
    """Whether a coordinator's post is to run where there is money for it."""
    return post.active and post.fte > 0.0


def programme_wanted(programme: ProgrammeSettings) -> bool:
    """Whether a programme is to run where there is money for it."""
    if programme.form == "open":
        return programme.active and programme.opening_hours > 0.0
    if programme.form != "support" and (programme.per_participant == 0 or programme.hours == 0.0):
        return False
    return programme.active and programme.capacity > 0


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


__all__ = [
    "Paid",
    "Payments",
    "can_be_renewed",
    "end_of",
    "first_month",
    "opening",
    "paid_by",
    "payments",
    "pays_from",
    "post_wanted",
    "programme_wanted",
    "served_by",
    "takeover_chance",
]
