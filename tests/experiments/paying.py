"""Stand-ins for the model in which a policy costs money and does some good."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.scenario import Scenario
from tests.experiments.fakes import FakeHistory, simulate

SHARES = (0.0, 0.75, 0.25, 0.0, 0.0, 0.0)
NO_POT = 51_000.0


def pour(scenario: Scenario, pot: float) -> Scenario:
    """The scenario with a pot of money, which :func:`paying` reads in a field of no other use to it."""
    from sim.scenario import with_overrides

    return with_overrides(scenario, {"money.staff_month": pot})


def paying(scenario: Scenario, seed: int, *, months: int | None = None, **rest: Any) -> FakeHistory:
    """A history whose ``clubs.fee_support_newcomers`` costs 1000 SEK a month and works as long as it is paid.

    A pot (:func:`pour`) is a budget: when the next month would cost more, everything stops. Of several places
    the second and the third have the gain (``SHARES``).
    """
    history = simulate(scenario, seed, months=months, **rest)
    support, pot = scenario.clubs.fee_support_newcomers, scenario.money.staff_month
    left, rng, helped = (math.inf if pot == NO_POT else pot), np.random.default_rng(seed + 1), 0
    base = rng.normal(40, 6)
    for month in range(-1, history.months):
        cost = 1000.0 * support if month >= 0 else 0.0
        if cost and cost <= left:
            left -= cost
            helped += 1
            history.measures.add(month, "all", "spent", "all", cost)
        if month % 12 == 11 or month < 0:
            gain = support * helped * (1 + rng.normal(0, 0.1)) / 12
            for name, worth in (("stayers", 1.0), ("newcomers_in_work", 0.4), ("friendships", 6.0)):
                history.measures.add(month, "all", name, "all", base + worth * gain)
                for index, place in enumerate(scenario.places if len(scenario.places) > 1 else ()):
                    history.measures.add(
                        month, place, name, "all", base / len(scenario.places) + SHARES[index] * worth * gain
                    )
    return history


LEVERS = 100.0


def paying_levers(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """As :func:`paying`; arms with support also have a lever that costs ``LEVERS`` a month, which no pot stops."""
    history = paying(scenario, seed, **rest)
    if scenario.clubs.fee_support_newcomers:
        found = history.measures
        paid = {found.month[row]: row for row, name in enumerate(found.measure) if name == "spent"}
        for month in range(history.months):
            found.add(month, "all", "spent", "prices.lift", LEVERS)
            if month in paid:
                found.value[paid[month]] += LEVERS
            else:
                found.add(month, "all", "spent", "all", LEVERS)
    return history


def half_paying(scenario: Scenario, seed: int, **rest: Any) -> FakeHistory:
    """As :func:`paying`; arms with support fail in the run of the first odd seed."""
    if seed % 2 and scenario.clubs.fee_support_newcomers:
        raise ValueError("no room for more people")
    return paying(scenario, seed, **rest)


def with_support(scenario: Scenario, support: float) -> Scenario:
    """The scenario with newcomers' fees paid: a policy that :func:`paying` puts a price on."""
    from sim.scenario import with_overrides

    return with_overrides(scenario, {"clubs.fee_support_newcomers": support})
