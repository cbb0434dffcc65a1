"""What levers of policy cost in a month: what they add to what is there by default, at its unit cost.

One rule: amount under the rules in force, less the amount under the default ones, times unit cost (section ``prices``).
Less than by default is a saving where something offered is given up, and nothing where it is merely not used. What
programmes and posts cost is paid by streams of money and stands in :mod:`sim.processes.funding`.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np

from sim.measures import amounts, club_amounts
from sim.measures.amounts import Amount
from sim.measures.look import Look
from sim.scenario.paths import levers_of_policy
from sim.scenario.schema.prices import payer_of, price_of
from sim.scenario.schema.root import Scenario
from sim.town import Town

Array = np.ndarray[Any, Any]


class Bought(NamedTuple):
    """Something a lever can buy, apart from its price."""

    amount: Amount
    """How much there is of it in the month under given rules, by place (..., P)."""
    offered: bool = False
    """Whether less of it than by default is a saving."""
    never_by_default: bool = False
    """Whether there is none by default, whatever the rules; it is always looked at."""
    only_with: str = ""
    """The field of the scenario without whose entries there is none."""


class Item(NamedTuple):
    """A row of the ledger."""

    price: str
    """Field of ``prices`` with its unit cost; empty where the amount is money already."""
    payer: str
    """Field of ``prices`` that says who pays."""
    bought: Bought


BOUGHT = {
    "fees": Bought(club_amounts.unpaid_fees),
    "lift": Bought(club_amounts.lifts),
    "neutral_venue": Bought(club_amounts.of_clubs("neutral"), offered=True),
    "club_welcome": Bought(club_amounts.of_clubs("welcome")),
    "board_support": Bought(club_amounts.supported_boards),
    "meeting_place_hour": Bought(amounts.opened_hours, offered=True),
    "evening_childcare": Bought(club_amounts.evening_hours),
    "course_hour": Bought(amounts.course_hours, offered=True),
    "course_childcare": Bought(amounts.course_childcare),
    "evening_course": Bought(amounts.evening_course),
    "screening": Bought(amounts.screening_room, offered=True),
    "school": Bought(amounts.open_service("school", "school_pupils")),
    "shop": Bought(amounts.open_service("shop", "shop_inhabitants")),
    "health_centre": Bought(amounts.open_service("health", "health_inhabitants")),
    "school_transport": Bought(amounts.carried_pupils, never_by_default=True),
    "school_class": Bought(amounts.school_classes, offered=True),
    "adult_education": Bought(amounts.adult_students),
    "introduction": Bought(amounts.introduced, offered=True),
    "reunification": Bought(amounts.helped_families),
    "recognition": Bought(amounts.assessments),
    "reception_place": Bought(amounts.waiting_people, never_by_default=True),
    "wage_subsidy": Bought(amounts.subsidised_wages, never_by_default=True, only_with="programmes"),
    "movement_grant": Bought(amounts.movement_grants, never_by_default=True),
    "residence_incentive": Bought(amounts.residence_incentives),
    "childcare_place": Bought(amounts.care_places, offered=True),
    "childcare_hour": Bought(amounts.care_hours, offered=True),
    "childcare_fee": Bought(amounts.care_fees, offered=True),
    "home_care_allowance": Bought(amounts.allowances),
    "interpreter_hour": Bought(amounts.interpreted, offered=True),
    "copies": Bought(amounts.copied, never_by_default=True, only_with="programmes"),
}
LEDGER = {name: Item(price_of(name), payer_of(name), bought) for name, bought in BOUGHT.items()}
"""By the name that a parameter's ``paid`` gives; the group in the table of measures is ``prices.<name>``."""
MOVED_BY: dict[str, list[tuple[str, ...]]] = {name: [] for name in LEDGER}
"""Paths of the levers that buy each item."""
for _path, _paid in levers_of_policy(Scenario):
    for _name in () if ": " in _paid else _paid.split(", "):
        MOVED_BY[_name].append(tuple(_path.split(".")))
MOVED_BY["childcare_fee"] += MOVED_BY["childcare_place"]  # fees come with places too
ALWAYS = {"introduction"} | {name for name, bought in BOUGHT.items() if bought.never_by_default}
"""Items that hang on what happened before too."""
NAMED = {"places", "arrivals", "programmes"}
"""Fields of the scenario that hold entries by name."""
OF_PLACES = sorted({path[2] for paths in MOVED_BY.values() for path in paths if path[0] == "places"})
SECTIONS = sorted({path[0] for paths in MOVED_BY.values() for path in paths} - NAMED)


def by_default(town: Town) -> Scenario:
    """The scenario in force with every lever that the ledger knows at its default."""
    rules = town.scenario
    changed: dict[str, Any] = {name: type(getattr(rules, name))() for name in SECTIONS}
    changed["places"] = {
        key: place.model_copy(
            update={name: type(place).model_fields[name].get_default(call_default_factory=True) for name in OF_PLACES}
        )
        for key, place in rules.places.items()
    }
    return rules.model_copy(update=changed)


def values_at(rules: Scenario, path: tuple[str, ...]) -> list[Any]:
    """What stands at the path; for ``places.<key>.…`` of each place."""
    if path[0] == "places":
        return [attrgetter(".".join(path[2:]))(place) for place in rules.places.values()]
    return [attrgetter(".".join(path))(rules)]


def items_at_work(town: Town) -> list[tuple[str, Item]]:
    """Items that can come to something under the rules in force: one whose levers all rest adds nothing. That follows
    from the rules alone, so it is asked once for as long as they hold, and not every month."""
    now, usual = town.scenario, town.kept(by_default)
    return [
        (name, item)
        for name, item in LEDGER.items()
        if not item.bought.only_with or getattr(now, item.bought.only_with)
        if name in ALWAYS or any(values_at(now, path) != values_at(usual, path) for path in MOVED_BY[name])
    ]


def amount_now(look: Look, amount: Amount) -> Array:
    """An amount under the rules in force, asked once a look."""
    return look.kept(amount, lambda look: amount(look, look.town.scenario))


def added(look: Look, item: Item) -> Array:
    """How much of an item there is this month more than by default, by place (P,)."""
    bought, town = item.bought, look.town
    more = amount_now(look, bought.amount)
    if not bought.never_by_default:
        more = more - bought.amount(look, town.kept(by_default))
    if not bought.offered:
        more = np.maximum(0.0, more)
    if more.ndim > 1:
        more = more.reshape(-1, more.shape[-1]).sum(axis=0)
    return np.asarray(more, np.float64)


def booked_by_place(look: Look) -> list[tuple[str, str, Array]]:
    """(name, payer, SEK by place (P,)) of everything that levers add this month; what comes to nothing is left out."""
    prices, found = look.town.scenario.prices, []
    for name, item in look.town.kept(items_at_work):
        more = added(look, item)
        if more.any():
            cost = more * (getattr(prices, item.price) if item.price else 1.0)
            found.append((name, str(getattr(prices, item.payer)), cost))
    return found


def booked(look: Look) -> list[tuple[str, str, float]]:
    """As :func:`booked_by_place`, of the whole region."""
    found = [(name, payer, float(cost.sum())) for name, payer, cost in look.kept("booked", booked_by_place)]
    return [one for one in found if one[2] != 0.0]
