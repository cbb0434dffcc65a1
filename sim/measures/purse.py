"""The purse: what every service costs in a month and who pays it, what people bring, and what is left, by place.

Whole costs, while the ledger (:mod:`sim.measures.ledger`) has what levers add to the default. Measured, not lived.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sim.codes import NOBODY, Schooling, StreamState, Tenure
from sim.measures.civil import granted, group_of, taxes
from sim.measures.ledger import LEDGER, booked_by_place
from sim.measures.look import Look
from sim.measures.recorder import ALL, Recorder
from sim.measures.tally import AGE_BANDS, Counted, HomeCount, tally_homes
from sim.measures.who import Array
from sim.processes.organisations import owners
from sim.reach import running
from sim.rules import own
from sim.town import Town

WHOLE = (
    "childcare_place",
    "course_hour",
    "interpreter_hour",
    "introduction",
    "adult_education",
    "screening",
    "reception_place",
)
"""Items of the ledger that are counted whole; of the others only what levers add."""
OF_AGE = {"pupil": 1, "upper_secondary": 2, "care_65": 4, "care_80": 5}
"""Services by the band of :data:`sim.measures.tally.AGE_BANDS` that uses them, each at its field of ``prices``."""
OTHERS = ("programmes", "buses", "building")
BRINGS = tuple(f"brings_{years}" for years in AGE_BANDS)
SERVICES = (
    *OF_AGE,
    "support",
    "assistance",
    "vacant_flat",
    *(one for one in LEDGER if one != "childcare_fee"),
    *OTHERS,
)


NO_ORGANISATION = "no_organisation"


class Cost(NamedTuple):
    """What a payer pays for a service in the month."""

    service: str
    """One of :data:`SERVICES`."""
    payer: str
    sek: Array
    """By place (P,)."""
    organisation: str = NO_ORGANISATION
    """Group of the organisation whose it is."""


def shared(look: Look, amount: float, keys: tuple[str, ...]) -> Array:
    """An amount shared over the places with these keys (all, where there are none) by inhabitants (P,)."""
    places = list(look.town.scenario.places)
    weights = np.maximum(look.town.state.places.population.astype(np.float64), 1e-9)
    if keys:
        weights = weights * np.isin(places, keys)
    return np.asarray(amount * weights / weights.sum())


def of_inhabitants(look: Look) -> Iterator[Cost]:
    """What is paid for people by age, for newcomers without work, and for homes that nobody rents."""
    prices, tally, town = look.town.scenario.prices, look.tally, look.town
    for name, band in OF_AGE.items():
        yield Cost(name, prices.services_payer, tally[Counted.AGED + band] * getattr(prices, name))
    money = town.scenario.money
    yield Cost("support", "municipality", tally[Counted.SUPPORTED] * money.support_without_work)
    yield Cost("assistance", "municipality", tally[Counted.WITHOUT_MEANS] * money.assistance)
    vacant = tally_homes(town.state)[HomeCount.VACANT, Tenure.PUBLIC_RENT]
    yield Cost("vacant_flat", "municipality", vacant * prices.vacant_flat)


def of_items(look: Look) -> Iterator[Cost]:
    """Items of the ledger, whole or as far as levers add to them. Fees stand among the yields."""
    town, prices = look.town, look.town.scenario.prices
    for name in WHOLE:
        item = LEDGER[name]
        amount = item.bought.amount(look, town.scenario)
        yield Cost(name, getattr(prices, item.payer), amount * getattr(prices, item.price))
    for name, payer, sek in look.kept("booked", booked_by_place):
        if name not in WHOLE and name != "childcare_fee":
            yield Cost(name, payer, sek)


def of_streams(look: Look) -> Iterator[Cost]:
    """Programmes and posts, by who pays their stream of money this month and by whose they are, each over the places it
    is for."""
    scenario, state = look.town.scenario, look.town.state
    payers = [stream.payer for stream in scenario.funding.values()]
    programmes, posts = scenario.programmes.values(), scenario.coordinators.values()
    served = [*(each.places for each in programmes), *(each.places for each in posts)]
    groups = [*(group_of("organisations", key) for key in scenario.organisations), NO_ORGANISATION]
    whose = [groups[owner] for owner in (*look.town.kept(owners), *[NOBODY] * len(posts))]
    stream_of = [*state.programmes.stream[: len(programmes)], *state.posts.stream[: len(posts)]]
    cost_of = [*state.programmes.cost[: len(programmes)], *state.posts.cost[: len(posts)]]
    for places, stream, cost, group in zip(served, stream_of, cost_of, whose, strict=True):
        if stream != NOBODY and cost != 0.0:
            taken_over = state.streams.state[stream] == StreamState.TAKEN_OVER
            payer = "municipality" if taken_over else payers[stream]
            yield Cost("programmes", payer, shared(look, float(cost), places), group)


def of_orders(look: Look) -> Iterator[Cost]:
    """Lines of public transport over their stops, and homes built on order."""
    scenario = look.town.scenario
    for _, line in running(scenario):
        yield Cost("buses", line.payer, shared(look, line.cost_per_month, line.between))
    date = scenario.date_of(look.town.month - 1)
    for order in scenario.building.values():
        if order.active and order.months.get(date, 0):
            amount = order.months[date] * order.cost_per_home
            yield Cost("building", order.payer, shared(look, amount, (order.place,)))


def costs(look: Look) -> list[Cost]:
    """Everything that is paid for in the month."""
    return [cost for part in (of_inhabitants, of_items, of_streams, of_orders) for cost in part(look)]


def yields(look: Look) -> dict[str, Array]:
    """What people bring the municipality in the month [SEK], by place."""
    town, tally = look.town, look.tally
    prices, money = town.scenario.prices, town.scenario.money
    brings = np.array([getattr(prices, name) for name in BRINGS]) / 12.0
    aged = tally[Counted.AGED : Counted.AGED + len(BRINGS)]
    return {
        "tax": taxes(money) @ tally[Counted.EMPLOYED : Counted.EMPLOYED + len(Schooling)],
        "equalisation": brings @ aged,
        "state_grants": granted(look),
        "childcare_fees": tally[Counted.IN_CARE] * town.scenario.childcare.fee,
    }


def follow(town: Town) -> None:
    """Where ``money.follows``: a municipality's finances go towards its level, with what was left in the month for each
    inhabitant on top, in terms of ``follows_scale``; half of the way in ``follows_half_life``."""
    money, places, look = town.scenario.money, town.state.places, Look(town)
    paid = sum(
        (sek for _, payer, sek, _ in costs(look) if payer == "municipality"), np.zeros(len(town.scenario.places))
    )
    left = (sum(yields(look).values()) - paid) / np.maximum(1, places.population)
    level = own(town, "money.finances")
    before = np.where(places.finances < 0.0, level, places.finances)
    target = np.clip(level + left / money.follows_scale, 0.0, 1.0)
    places.finances[:] = before + (1.0 - 2.0 ** (-1.0 / money.follows_half_life)) * (target - before)


def record_purse(look: Look, recorder: Recorder) -> None:
    """By place [SEK in the month]: ``service_cost`` by service, ``service_cost_by_payer`` and, where the scenario has
    organisations, ``service_cost_by_organisation``; ``municipal_yield`` by yield, and ``net_balance``: yields less what
    the municipality pays, also at its value in the first month where ``money.discount`` says so. Services, payers and
    organisations each add up to the same."""
    nothing = np.zeros(len(recorder.places))
    by: dict[str, dict[str, Array]] = {"service_cost": {}, "service_cost_by_payer": {"municipality": nothing}}
    if look.town.scenario.organisations:
        by["service_cost_by_organisation"] = {NO_ORGANISATION: nothing}
    for service, payer, sek, organisation in costs(look):
        for sums, group in zip(by.values(), (service, payer, organisation), strict=False):
            sums[group] = sums.get(group, nothing) + sek
    by["municipal_yield"] = brought = yields(look)
    columns = {(measure, group): sek for measure, sums in by.items() for group, sek in sums.items()}
    columns["service_cost", ALL] = sum(by["service_cost"].values(), nothing)
    columns["municipal_yield", ALL] = total = sum(brought.values(), nothing)
    columns["net_balance", ALL] = net = total - by["service_cost_by_payer"]["municipality"]
    if (rate := look.town.scenario.money.discount) > 0.0:
        columns["net_balance", "discounted"] = net * (1.0 + rate) ** (-(look.town.month - 1) / 12.0)
    recorder.table(list(columns), np.array(list(columns.values())))
