"""What levers of policy cost in a month: what they add to what is there by default, at its unit cost.

One rule: amount beyond the default x unit cost (section ``prices``). The amount is what is offered where a
place costs the same used or not (course places, screening, services), else what is used. Less than the
default is a saving where something offered is given up, and nothing where it is merely not used. What
programmes and posts cost is paid by streams of money and stands in :mod:`sim.processes.funding`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from sim.ages import ADULT, PUPIL_FROM, PUPIL_TO
from sim.codes import LONG_AGO, NOBODY, Flow, FocusSlot, Permit, Schooling, Service, Sex
from sim.measures.care_costs import allowances, care_fees, care_hours, care_places, interpreted, places_added
from sim.measures.levers_at_work import (
    ARRIVING,
    AT_WORK,
    CLUBS,
    LANGUAGE,
    PLACES,
    SCHOOLING,
    SERVICES,
    grown_students_added,
    recognitions_added,
    share_added,
    ways_kept,
)
from sim.measures.tally import count_introduced, count_waiting, tally_clubs
from sim.measures.who import ages, here
from sim.processes.club_boards import support_of
from sim.processes.meeting_places import opening_hours, there
from sim.processes.service_areas import areas
from sim.processes.services import kept_services, users_at
from sim.scenario.schema.clubs import TYPES
from sim.scenario.schema.language import LanguageSettings
from sim.scenario.schema.prices import payer_of, price_of
from sim.scenario.schema.services import ServiceSettings
from sim.town import Town, Used

Array = np.ndarray[Any, Any]
WEEKS_PER_MONTH = 52.0 / 12.0


class Item(NamedTuple):
    """Something a lever can buy."""

    price: str
    """Field of ``prices`` with its unit cost; empty where the amount is money already."""
    payer: str
    """Field of ``prices`` that says who pays."""
    amount: Callable[[Town], float]
    """How much of it this month is more than by default."""


def memberships(town: Town) -> tuple[Array, Array]:
    """(person, club) of every membership of somebody who is here."""
    count = int(town.used[Used.PEOPLE])
    focus = town.state.memberships.focus[:count, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    person, column = np.nonzero((focus != NOBODY) & here(town)[:, None])
    return person, town.state.foci.owner[focus[person, column]]


def with_small_child(town: Town, below: int) -> Array:
    """Whether a child younger than ``below`` months lives in one's household (n,)."""
    people = town.state.people
    household = people.household[: int(town.used[Used.PEOPLE])]
    small = np.zeros(max(1, int(town.used[Used.HOUSEHOLDS])), bool)
    child = here(town) & (ages(town) < below) & (household != NOBODY)
    small[household[child]] = True
    return np.asarray((household != NOBODY) & small[household])


def unpaid_fees(town: Town) -> float:
    """Fees and equipment [SEK] below the default prices, and what supports newcomers' fees pay."""
    rules, people = town.scenario.clubs, town.state.people
    person, club = memberships(town)
    kind = town.state.clubs.type[club]
    groups = max(1, int(people.origin[person].max(initial=0)) + 1)
    asked, usual = np.zeros((len(TYPES), groups)), np.zeros((len(TYPES), 1))
    for row, name in enumerate(TYPES):
        now, default = getattr(rules, name), getattr(CLUBS, name)
        extra = np.zeros(groups)
        extra[: len(now.fee_extra)] = now.fee_extra[:groups]
        asked[row] = np.maximum(0.0, now.fee + extra) + now.equipment / rules.equipment_months
        usual[row] = default.fee + default.equipment / CLUBS.equipment_months
    paid = asked[kind, people.origin[person]]
    supported = paid * rules.fee_support_newcomers * (people.newcomer[person] == 1)
    return float((np.maximum(0.0, usual[kind, 0] - paid) + supported).sum())


def lifts(town: Town) -> float:
    """Members without a car who get to their club only because more can than by default."""
    people = town.state.people
    eased = [(row, kept, usual) for row, (kept, usual) in enumerate(ways_kept(town.scenario.clubs)) if kept < usual]
    person, club = memberships(town)
    kind = town.state.clubs.type[club][(people.car[person] == 0) & (town.state.civic.lift[person] == 0)]
    return sum(float((kind == row).sum()) * (usual - kept) / (1.0 - kept) for row, kept, usual in eased)


def in_open_clubs(town: Town, added: list[float]) -> float:
    """The sum over open clubs of what is ``added`` to one of each kind."""
    of_kind = tally_clubs(town.state).sum(1).tolist()
    return float(sum(count * more for count, more in zip(of_kind, added, strict=True)))


def neutral_venues(town: Town) -> float:
    rules = town.scenario.clubs
    return in_open_clubs(town, [getattr(rules, name).neutral - getattr(CLUBS, name).neutral for name in TYPES])


def welcomes(town: Town) -> float:
    rules = town.scenario.clubs
    return in_open_clubs(
        town, [max(0.0, getattr(rules, name).welcome - getattr(CLUBS, name).welcome) for name in TYPES]
    )


def childcare_hours(town: Town) -> float:
    """Evening hours freed for households with small children of whom somebody is a club member."""
    rules = town.scenario.clubs
    hours = max(0.0, rules.evenings_small_children - CLUBS.evenings_small_children)
    person, _ = memberships(town)
    parents = person[with_small_child(town, 12 * rules.small_child_age)[person]]
    return hours * len(np.unique(town.state.people.household[parents]))


def course_hours(town: Town) -> float:
    """Hours taught a month on course places, less those by default."""
    rules, newcomers = town.scenario.language, town.state.places.newcomers.astype(np.float64)

    def offered(rules: LanguageSettings) -> Array:
        places = np.floor(rules.course_places + rules.course_places_per_100 * newcomers / 100.0)
        return np.where((newcomers > 0) & rules.courses, places, 0.0)

    usual = offered(LANGUAGE)
    added = float(places_added(offered(rules), usual, town.state.places.course_places).sum())
    longer = float(usual.sum()) * (rules.hours_week - LANGUAGE.hours_week) if rules.courses else 0.0
    hours = rules.hours_week if rules.courses else LANGUAGE.hours_week
    return (added * hours + longer) * WEEKS_PER_MONTH


def in_course(town: Town) -> Array:
    return np.asarray(here(town) & (town.state.minds.in_course[: int(town.used[Used.PEOPLE])] == 1))


def course_childcare(town: Town) -> float:
    rules, people = town.scenario.language, town.state.people
    added = share_added(rules.childcare, LANGUAGE.childcare)
    mothers = in_course(town) & (people.sex[: int(town.used[Used.PEOPLE])] == Sex.WOMAN)
    mothers &= with_small_child(town, 12 * rules.small_child_age)
    return float(mothers.sum()) * added


def evening_course(town: Town) -> float:
    """Participant hours of those in work."""
    rules = town.scenario.language
    added = share_added(rules.evening, LANGUAGE.evening)
    working = in_course(town) & (town.state.work.job[: int(town.used[Used.PEOPLE])] != NOBODY)
    hours = rules.hours_week * WEEKS_PER_MONTH
    return float(working.sum()) * hours * added


def screening_room(town: Town) -> float:
    """Newcomers who can be seen in the month, less those by default."""
    places = town.state.places
    centre = places.service_open[:, Service.HEALTH] == 1

    def room(rules: ServiceSettings) -> float:
        seen = rules.screening_per_thousand * places.population / 1000.0
        return float(np.where(centre, seen, seen * rules.screening_away).sum()) if rules.screening else 0.0

    return room(town.scenario.services) - room(SERVICES)


def kept_open(town: Town, service: Service, field: str) -> float:
    """Services open with fewer users than the default threshold, where that in force is lower or the place keeps
    them."""
    rules, keeps = town.scenario.services, kept_services(town)[:, service]
    users = users_at(town, town.month - 1)[:, service]
    threshold = getattr(rules, field) if rules.closures else 0
    is_open = town.state.places.service_open[:, service] == 1
    return float((is_open & (keeps | (users >= threshold)) & (users < getattr(SERVICES, field))).sum())


def carried_pupils(town: Town) -> float:
    """Pupils who go to school in another place because their own school closed during the run."""
    return float(carried_by_place(town).sum())


def with_school(town: Town) -> Array:
    """Places that have a school when the run begins (P,)."""
    return np.array(["school" in place.services for place in town.scenario.places.values()], bool)


def carried_by_place(town: Town) -> Array:
    """As :func:`carried_pupils`, by place lived in (P,)."""
    had = town.kept(with_school)
    closed = town.state.places.service_open[:, Service.SCHOOL] == 0
    if not (had & closed).any():
        return np.zeros(len(had))
    away = areas(town.state, town.rules)[:, Service.SCHOOL] != NOBODY
    return np.asarray(np.where(had & closed & away, pupils(town), 0), np.float64)


def supported_boards(town: Town) -> float:
    """Clubs that need a board, each with the part of its work that staff do."""
    support = support_of(town)
    needs = np.array([getattr(town.scenario.clubs, name).board > 0 for name in TYPES], np.float64)
    return float(needs @ tally_clubs(town.state) @ support)


def opened_hours(town: Town) -> float:
    """Hours that meeting places are open a month, less those by default."""
    usual = there(town) * np.asarray(PLACES.hours)
    return float((np.maximum(1, there(town)) * opening_hours(town) - usual).sum()) * WEEKS_PER_MONTH


def pupils(town: Town) -> Array:
    """Children of school age by place (P,)."""
    people, count = town.state.people, int(town.used[Used.PEOPLE])
    young = here(town) & (ages(town) >= PUPIL_FROM) & (ages(town) < PUPIL_TO)
    return np.bincount(people.place[:count][young], minlength=len(town.scenario.places))


def school_classes(town: Town) -> float:
    rules = town.scenario.schooling
    return float(pupils(town).sum()) * (1.0 / rules.class_size - 1.0 / SCHOOLING.class_size)


def adult_students(town: Town) -> float:
    """Grown students with compulsory schooling, by the share there would not be by default."""
    people, count, added = town.state.people, int(town.used[Used.PEOPLE]), grown_students_added(town)
    studying = here(town) & (town.state.work.studying[:count] == 1) & (ages(town) >= 20 * 12)
    studying &= people.schooling[:count] == Schooling.COMPULSORY
    return float(studying.sum()) * added


def introduced(town: Town) -> float:
    """Adults in the introduction programme, less those who would be by its default length."""
    now, usual = count_introduced(town.state, ARRIVING.introduction_months)
    return float(now) - float(usual)


def waiting_families(town: Town) -> float:
    rules, households = town.scenario.arriving, town.state.households
    count = int(town.used[Used.HOUSEHOLDS])
    waiting = (households.awaiting[:count] > 0) & (households.awaiting_since[:count] > LONG_AGO)
    waiting &= households.size[:count] > 0
    return float(waiting.sum()) * max(0.0, rules.reunification_help - ARRIVING.reunification_help)


def reception_places(town: Town) -> float:
    """People who wait for a decision on their permit."""
    return float(count_waiting(town.state))


def movement_grants(town: Town) -> float:
    """Households paid to move in the month."""
    return float(town.state.places.flows[:, Flow.MOVEMENT_GRANTS].sum())


def residence_incentives(town: Town) -> float:
    """What households of grown newcomers are paid for staying in the month [SEK]."""
    rules, people, count = town.scenario.settlement, town.state.people, int(town.used[Used.PEOPLE])
    paid = here(town) & (people.newcomer[:count] == 1) & (ages(town) >= ADULT)
    paid &= people.permit[:count] != Permit.WAITING
    paid &= town.month - 1 - people.arrival[:count] < rules.incentive_months
    return len(np.unique(people.household[:count][paid])) * rules.incentive


def assessments(town: Town) -> float:
    """Qualifications assessed in the month, more than by default (expected number)."""
    rules, people, count = town.scenario.work, town.state.people, int(town.used[Used.PEOPLE])
    added = recognitions_added(town)
    waiting = here(town) & (people.recognised[:count] == 0) & (people.schooling[:count] > Schooling.COMPULSORY)
    waiting &= town.state.minds.language[:count] >= rules.recognition_language
    return float(waiting.sum()) * added


def _service(service: Service, field: str) -> Callable[[Town], float]:
    def amount(town: Town) -> float:
        return kept_open(town, service, field)

    return amount


AMOUNTS: dict[str, Callable[[Town], float]] = {
    "fees": unpaid_fees,
    "lift": lifts,
    "neutral_venue": neutral_venues,
    "club_welcome": welcomes,
    "board_support": supported_boards,
    "meeting_place_hour": opened_hours,
    "evening_childcare": childcare_hours,
    "course_hour": course_hours,
    "course_childcare": course_childcare,
    "evening_course": evening_course,
    "screening": screening_room,
    "school": _service(Service.SCHOOL, "school_pupils"),
    "shop": _service(Service.SHOP, "shop_inhabitants"),
    "health_centre": _service(Service.HEALTH, "health_inhabitants"),
    "school_transport": carried_pupils,
    "school_class": school_classes,
    "adult_education": adult_students,
    "introduction": introduced,
    "reunification": waiting_families,
    "recognition": assessments,
    "reception_place": reception_places,
    "movement_grant": movement_grants,
    "residence_incentive": residence_incentives,
    "childcare_place": care_places,
    "childcare_hour": care_hours,
    "childcare_fee": care_fees,
    "home_care_allowance": allowances,
    "interpreter_hour": interpreted,
}
LEDGER = {name: Item(price_of(name), payer_of(name), amount) for name, amount in AMOUNTS.items()}
"""By the name that a parameter's ``paid`` gives; the group in the table of measures is ``prices.<name>``."""


def items_at_work(town: Town) -> list[tuple[str, Item]]:
    """Items that can come to something under the rules in force."""
    return [(name, item) for name, item in LEDGER.items() if name not in AT_WORK or AT_WORK[name](town)]


def booked(town: Town) -> list[tuple[str, str, float]]:
    """(name, payer, SEK) of everything that levers add this month; what comes to nothing is left out."""
    prices, found = town.scenario.prices, []
    for name, item in town.kept(items_at_work):
        cost = item.amount(town) * (getattr(prices, item.price) if item.price else 1.0)
        if cost != 0.0:
            found.append((name, str(getattr(prices, item.payer)), cost))
    return found


__all__ = ["LEDGER", "Item", "booked"]
