"""How much of what helps people into clubs, and clubs along, there is in a month under given rules."""

from __future__ import annotations

import numpy as np

from sim.codes import NOBODY, FocusSlot
from sim.measures.amounts import Amount, lasting, number, with_small_child
from sim.measures.look import Look
from sim.measures.tally import tally_clubs, tally_members
from sim.measures.who import Array, here
from sim.scenario.schema.clubs import ClubSettings, kinds_of
from sim.scenario.schema.own import own_of
from sim.scenario.schema.root import Scenario
from sim.town import Town, Used

CLUBS = ClubSettings()
"""What a club costs its members where nobody pays for them: the defaults."""


def traits(rules: Scenario, field: str) -> Array:
    """A number of each kind of club (types,)."""
    return np.array([getattr(kind, field) for kind in kinds_of(rules).values()], np.float64)


def memberships(look: Look) -> tuple[Array, Array]:
    """(person, club) of every membership of somebody who is here; asked once a look."""
    return look.kept("memberships", _memberships)


def _memberships(look: Look) -> tuple[Array, Array]:
    town = look.town
    count = int(town.used[Used.PEOPLE])
    focus = town.state.memberships.focus[:count, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    person, column = np.nonzero((focus != NOBODY) & here(town)[:, None])
    return person, town.state.foci.owner[focus[person, column]]


def unpaid_fees(look: Look, rules: Scenario) -> Array:
    """What members pay less of fees and equipment [SEK] than a club costs, and what supports newcomers' fees."""
    town = look.town
    people, clubs = town.state.people, rules.clubs
    person, club = memberships(look)
    kind = town.state.clubs.type[club]
    groups = max(1, int(people.origin[person].max(initial=0)) + 1)
    kinds = kinds_of(rules)
    asked, cost = np.zeros((len(kinds), groups)), np.zeros(len(kinds))
    for row, (name, now) in enumerate(kinds.items()):
        usual = getattr(CLUBS, name, now)  # no lever moves a kind that the scenario adds
        extra = np.zeros(groups)
        extra[: len(now.fee_extra)] = now.fee_extra[:groups]
        asked[row] = np.maximum(0.0, now.fee + extra) + now.equipment / clubs.equipment_months
        cost[row] = usual.fee + usual.equipment / CLUBS.equipment_months
    paid = asked[kind, people.origin[person]]
    share = own_of(rules, "clubs.fee_support_newcomers")[people.place[person]]
    supported = paid * share * (people.newcomer[person] == 1)
    return number(town, town.state.clubs.place[club], np.maximum(0.0, cost[kind] - paid) + supported)


def lifts(look: Look, rules: Scenario) -> Array:
    """Members without a car who would get to their club under ``rules``, by kind of club (types, P)."""
    share = look.town.kept_under(rules, share_of_those_able)
    return np.asarray(look.kept("without_car", without_car) * share[:, None])


def share_of_those_able(town: Town, rules: Scenario) -> Array:
    """:func:`lasting` of those without a car who get to a club of each kind (types,)."""

    def able(given: Scenario) -> Array:
        return 1.0 - traits(given, "transport") * (1.0 - given.clubs.transport_support)

    return lasting(able(rules), able(town.scenario))


def without_car(look: Look) -> Array:
    """Members who neither drive nor are driven (types, P); asked once a look."""
    counted: Array = tally_members(look.town.state, len(kinds_of(look.town.scenario)))
    return counted


def of_clubs(field: str) -> Amount:
    """``field`` of every open club, by kind (types, P)."""

    def amount(look: Look, rules: Scenario) -> Array:
        town = look.town
        return np.asarray(tally_clubs(town.state, len(kinds_of(rules))) * traits(rules, field)[:, None])

    return amount


def evening_hours(look: Look, rules: Scenario) -> Array:
    """Evening hours of households with small children of whom somebody is a club member."""
    town = look.town
    person, _ = memberships(look)
    parents = person[with_small_child(town, person, 12 * town.scenario.clubs.small_child_age)]
    people = town.state.people
    _, first = np.unique(people.household[parents], return_index=True)
    return number(town, people.place[parents[first]]) * rules.clubs.evenings_small_children


def supported_boards(look: Look, rules: Scenario) -> Array:
    """Clubs that need a board, each with the part of its work that staff do."""
    town = look.town
    if not rules.boards.boards:
        return np.zeros(len(rules.places))
    support = np.array([place.board_support for place in rules.places.values()], np.float64)
    boards = traits(town.scenario, "board") > 0
    return np.asarray(boards @ tally_clubs(town.state, len(boards)) * support, np.float64)
