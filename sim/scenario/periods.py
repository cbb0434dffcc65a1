"""When a stream of money pays: rules that the model and ``bygd check`` (:mod:`experiments.portrait.payments`) share."""

from __future__ import annotations

from itertools import chain
from typing import Any

from sim.codes import STILL
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.own import own_of
from sim.scenario.schema.programmes import ProgrammeSettings
from sim.scenario.schema.root import Scenario


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
