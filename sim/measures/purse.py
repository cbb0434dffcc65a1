"""The purse: what every service costs in a month and who pays it, what people bring, and what is left, by place.

Whole costs, while the ledger (:mod:`sim.measures.ledger`) has what levers add to the default. Measured, not lived.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from sim.codes import NOBODY, Tenure
from sim.measures.amounts import ByHead
from sim.measures.civil import TAKEN_OVER, grants, group_of, payers_of, taxes
from sim.measures.ledger import LEDGER, amount_now, booked_by_place
from sim.measures.look import Look
from sim.measures.recorder import ALL, Recorder
from sim.measures.tally import AGE_BANDS, Counted, HomeCount
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
    weights, all_of_them = look.kept(("inhabitants", *keys), lambda look: weighed(look, tuple(keys)))
    return np.asarray(amount * weights / all_of_them)


def weighed(look: Look, keys: tuple[str, ...]) -> tuple[Array, float]:
    """Inhabitants of each of the places with these keys (P,), and of all of them."""
    weights = look.kept("inhabitants", inhabitants)
    if keys:
        weights = weights * look.town.kept(among, keys)
    return weights, weights.sum()


def inhabitants(look: Look) -> Array:
    """Of each place (float64, P), above 0."""
    return np.maximum(look.town.state.places.population.astype(np.float64), 1e-9)


def among(town: Town, keys: tuple[str, ...]) -> Array:
    """Places that have one of these keys (bool, P)."""
    return np.isin(list(town.scenario.places), keys)


class Heads(NamedTuple):
    """Amounts by the head."""

    names: tuple[Any, ...]
    """Of each: (service, payer, organisation), or a yield."""
    rows: list[int]
    """For whom: rows of :class:`~sim.measures.tally.Counted`."""
    sek: Array
    """For each of them, by place (k, P)."""


def heads_of(town: Town) -> Heads:
    """Under the rules in force: people by age, newcomers and others without work, what the ledger counts by people."""
    rules, prices, money = town.scenario, town.scenario.prices, town.scenario.money
    found: list[tuple[str, str, int, Any]] = [
        *((name, prices.services_payer, Counted.AGED + band, getattr(prices, name)) for name, band in OF_AGE.items()),
        ("support", "municipality", Counted.SUPPORTED, money.support_without_work),
        ("assistance", "municipality", Counted.WITHOUT_MEANS, money.assistance),
    ]
    for name in WHOLE:
        item = LEDGER[name]
        if isinstance(amount := item.bought.amount, ByHead):
            each = amount.each(rules, rules) * getattr(prices, item.price)
            found.append((name, getattr(prices, item.payer), amount.row, each))
    sek = [np.broadcast_to(each, len(rules.places)) for *_, each in found]
    return Heads(
        tuple((*one[:2], NO_ORGANISATION) for one in found), [row for _, _, row, _ in found], np.array(sek, np.float64)
    )


def of_items(look: Look) -> Iterator[Cost]:
    """Homes that nobody rents, and items of the ledger that are not paid by the head, whole or as far as levers add to
    them. Fees stand among the yields."""
    prices = look.town.scenario.prices
    yield Cost("vacant_flat", "municipality", look.homes[HomeCount.VACANT, Tenure.PUBLIC_RENT] * prices.vacant_flat)
    for name in WHOLE:
        item = LEDGER[name]
        if not isinstance(amount := item.bought.amount, ByHead):
            yield Cost(name, getattr(prices, item.payer), amount_now(look, amount) * getattr(prices, item.price))
    for name, payer, sek in look.kept("booked", booked_by_place):
        if name not in WHOLE and name != "childcare_fee":
            yield Cost(name, payer, sek)


def of_streams(look: Look) -> Iterator[Cost]:
    """Programmes and posts, by who pays their stream of money this month and by whose they are, each over the places it
    is for."""
    town, state = look.town, look.town.state
    payers, served, whose = town.kept(payers_of), town.kept(places_served), town.kept(groups_of)
    programmes, posts = len(town.scenario.programmes), len(town.scenario.coordinators)
    streams = np.concatenate([state.programmes.stream[:programmes], state.posts.stream[:posts]])
    costs = np.concatenate([state.programmes.cost[:programmes], state.posts.cost[:posts]])
    states = state.streams.state.tolist()
    for row, (stream, cost) in enumerate(zip(streams.tolist(), costs.tolist(), strict=True)):
        if stream != NOBODY and cost != 0.0:
            payer = "municipality" if states[stream] == TAKEN_OVER else payers[stream]
            yield Cost("programmes", payer, shared(look, cost, served[row]), whose[row])


def places_served(town: Town) -> list[tuple[str, ...]]:
    """By programme, then by post, keys of the places that it is for; empty for all."""
    scenario = town.scenario
    programmes = [tuple(each.places) for each in scenario.programmes.values()]
    return programmes + [tuple(each.places) for each in scenario.coordinators.values()]


def groups_of(town: Town) -> list[str]:
    """By programme, then by post, the group of the organisation whose it is."""
    groups = [*(group_of("organisations", key) for key in town.scenario.organisations), NO_ORGANISATION]
    return [groups[owner] for owner in (*town.kept(owners), *[NOBODY] * len(town.scenario.coordinators))]


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


def paid_in_month(look: Look) -> tuple[tuple[tuple[str, str, str], ...], Array]:
    """Everything that is paid for in the month: (service, payer, organisation) of each, and SEK by place (k, P)."""
    heads = look.town.kept(heads_of)
    others = [cost for part in (of_items, of_streams, of_orders) for cost in part(look)]
    names = heads.names + tuple((cost.service, cost.payer, cost.organisation) for cost in others)
    return names, np.concatenate([look.tally[heads.rows] * heads.sek, [cost.sek for cost in others]])


def costs(look: Look) -> list[Cost]:
    """The same, one by one."""
    return [Cost(*of[:2], sek, of[2]) for of, sek in zip(*paid_in_month(look), strict=True)]


def yields_of(town: Town) -> Heads:
    """What people bring the municipality in a month under the rules in force, those of one yield side by side."""
    rules, money, prices = town.scenario, town.scenario.money, town.scenario.prices
    found = [
        *(("tax", Counted.EMPLOYED + level, tax) for level, tax in enumerate(taxes(money))),
        *(("equalisation", Counted.AGED + band, getattr(prices, name) / 12.0) for band, name in enumerate(BRINGS)),
        *(("state_grants", Counted.GRANTED + year, sek) for year, sek in enumerate(grants(money))),
        ("childcare_fees", Counted.IN_CARE, rules.childcare.fee),
    ]
    names, rows, sek = zip(*found, strict=True)
    return Heads(names, list(rows), np.array(sek)[:, None])


def brought_in_month(look: Look) -> tuple[list[str], Array]:
    """What people bring the municipality in the month: yields, and SEK by place (k, P)."""
    heads = look.town.kept(yields_of)
    names = list(dict.fromkeys(heads.names))
    first = [heads.names.index(name) for name in names]
    return names, np.add.reduceat(look.tally[heads.rows] * heads.sek, first, axis=0)


def yields(look: Look) -> dict[str, Array]:
    """The same by yield."""
    return dict(zip(*brought_in_month(look), strict=True))


def by_group(town: Town, groups: tuple[str, ...]) -> tuple[list[str], Array]:
    """Each of ``groups`` once, and the matrix (1 or 0) that adds up what stands in them."""
    each = list(dict.fromkeys(groups))
    return each, np.array([[float(group == one) for group in groups] for one in each])


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
    town, (names, sek) = look.town, paid_in_month(look)
    kinds = ["service_cost", "service_cost_by_payer"]
    if town.scenario.organisations:
        kinds.append("service_cost_by_organisation")
    sums: dict[tuple[str, str], Array] = {}
    for measure, of in zip(kinds, zip(*names, strict=True), strict=False):
        groups, add = town.kept(by_group, of)
        sums |= zip([(measure, group) for group in groups], add @ sek, strict=True)
    yields, brought = brought_in_month(look)
    net = brought.sum(axis=0) - sums["service_cost_by_payer", "municipality"]
    columns = [*sums, *(("municipal_yield", group) for group in yields)]
    columns += [("service_cost", ALL), ("municipal_yield", ALL), ("net_balance", ALL)]
    values = [*sums.values(), brought, sek.sum(axis=0), brought.sum(axis=0), net]
    if (rate := town.scenario.money.discount) > 0.0:
        columns.append(("net_balance", "discounted"))
        values.append(values[-1] * (1.0 + rate) ** (-(town.month - 1) / 12.0))
    recorder.table(columns, np.vstack(values))
