"""How much of each service there is in a month under given rules, by place: what the ledger and the purse count.

``amount(look, rules)``: the people are those who are here, the rules may be others than those they live by. Of what is
used, those who would use it under other rules are a share of those who do (:func:`lasting`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.ages import ADULT, PUPIL_FROM
from sim.codes import HERE, LONG_AGO, NOBODY, Enrolment, Flow, Permit, Schooling, Service, Sex
from sim.measures.look import Look
from sim.measures.tally import AGE_BANDS, Counted
from sim.measures.who import Array, ages, here
from sim.processes.activities import at_copies
from sim.processes.childcare import offered_places
from sim.processes.service_areas import areas
from sim.processes.services import users_at
from sim.processes.venues import opening_hours, there
from sim.scenario.schema.childcare import ChildcareSettings
from sim.scenario.schema.language import LanguageSettings
from sim.scenario.schema.own import own_of
from sim.scenario.schema.root import Scenario
from sim.town import Town, Used

Amount = Callable[[Look, Scenario], Array]
WEEKS_PER_MONTH = 52.0 / 12.0
WORKING_DAYS = 21
"""Of a month."""
ACTIVE, WOMAN = Enrolment.ACTIVE.value, Sex.WOMAN.value
PUPIL_BAND = AGE_BANDS.index(PUPIL_FROM // 12)
CHILDCARE, LANGUAGE = ChildcareSettings(), LanguageSettings()
"""Where places are cut, those still taken are paid for: up to the number there is by default."""


@dataclass(frozen=True)
class ByHead:
    """An amount that is as much for each of the people that a row of the tally counts."""

    row: int
    """One of :class:`~sim.measures.tally.Counted`."""
    each: Callable[[Scenario, Scenario], Any] = lambda rules, now: 1.0
    """How much for one of them under ``rules``, where those in force are ``now``: for all, or by place (P,)."""
    otherwise: int | None = None
    """The row that counts them by default, where that is not a share of those there are."""

    def __call__(self, look: Look, rules: Scenario) -> Array:
        town = look.town
        row = self.row if rules is town.scenario or self.otherwise is None else self.otherwise
        return np.asarray(look.tally[row] * town.kept_under(rules, each_of, self.each), np.float64)


def each_of(town: Town, rules: Scenario, each: Callable[[Scenario, Scenario], Any]) -> Any:
    """Of :class:`ByHead`, how much for one under ``rules``."""
    return each(rules, town.scenario)


def number(town: Town, place: Array, weights: Array | None = None) -> Array:
    """How many, or the sum of ``weights`` (k,), by ``place`` (k,): float64 (P,)."""
    return np.bincount(place, weights, len(town.scenario.places)).astype(np.float64)


def people_in(town: Town, these: Array) -> Array:
    """The people marked in ``these`` (n,), by place."""
    return number(town, town.state.people.place[: these.size][these])


def lasting(under: Array | float, now: Array | float) -> Array:
    """Share of the users of something that would be left were it ``under`` and not ``now``."""
    left = np.divide(under, now, out=np.ones(np.shape(now)), where=np.asarray(now) > 0.0)
    return np.minimum(1.0, left)


def own_under(_: Town, rules: Scenario, path: str) -> Array:
    """What holds in each place at ``path`` under ``rules`` (P,)."""
    return own_of(rules, path)


def of_those_now(town: Town, rules: Scenario, path: str) -> Array:
    """:func:`lasting` of a share at ``path`` that places may have of their own (P,)."""
    return lasting(own_of(rules, path), own_of(town.scenario, path))


def paid_for(offered: Array, usual: Array, taken: Array) -> Array:
    """Places (of any kind) that are paid for. Where fewer are offered than by default nobody is sent away: those still
    ``taken`` are paid for, and what is saved comes as they are given up."""
    return np.asarray(np.where(offered >= usual, offered, np.minimum(usual, np.maximum(offered, taken))))


def with_small_child(town: Town, rows: Array, below: int) -> Array:
    """Whether a child younger than ``below`` months lives in the household of each of the people in ``rows`` (k,)."""
    people = town.state.people
    small = np.zeros(max(1, int(town.used[Used.HOUSEHOLDS])), bool)
    children = np.flatnonzero(here(town) & (ages(town) < below))
    theirs = people.household[children]
    small[theirs[theirs != NOBODY]] = True
    household = people.household[rows]
    return np.asarray((household != NOBODY) & small[household])


def opened_hours(look: Look, rules: Scenario) -> Array:
    """Hours that meeting places are open a month."""
    return look.town.kept_under(rules, hours_open)


def hours_open(town: Town, rules: Scenario) -> Array:
    hours = np.maximum(1, there(town)) * opening_hours(town, rules)
    return np.asarray(hours.sum(axis=1) * WEEKS_PER_MONTH, np.float64)


def in_course(look: Look) -> Array:
    """Rows of those who are in a course."""
    town = look.town
    rows = np.flatnonzero(town.state.minds.in_course[: int(town.used[Used.PEOPLE])] == 1)
    return np.asarray(rows[town.state.people.status[rows] == HERE])


def course_hours(look: Look, rules: Scenario) -> Array:
    """Hours taught a month on course places, taken or not."""
    town = look.town
    newcomers = town.state.places.newcomers.astype(np.float64)

    def offered(places: Array | float, per_100: Array | float, courses: bool) -> Array:
        return np.where((newcomers > 0) & courses, np.floor(places + per_100 * newcomers / 100.0), 0.0)

    places, per_100 = (town.kept_under(rules, own_under, f"language.course_places{per}") for per in ("", "_per_100"))
    usual = offered(LANGUAGE.course_places, LANGUAGE.course_places_per_100, LANGUAGE.courses)
    paid = paid_for(offered(places, per_100, rules.language.courses), usual, town.state.places.course_places)
    return paid * (rules.language.hours_week * WEEKS_PER_MONTH)


def course_childcare(look: Look, rules: Scenario) -> Array:
    """Mothers of small children in a course."""
    return look.kept("mothers_in_course", mothers_in_course) * look.town.kept_under(
        rules, of_those_now, "language.childcare"
    )


def mothers_in_course(look: Look) -> Array:
    """Women in a course with a small child in their household, by place."""
    town, people = look.town, look.town.state.people
    learners = look.kept("learners", in_course)
    women = learners[people.sex[learners] == WOMAN]
    mothers = women[with_small_child(town, women, 12 * town.scenario.language.small_child_age)]
    return number(town, people.place[mothers])


def evening_course(look: Look, rules: Scenario) -> Array:
    """Participant hours of those in work."""
    town = look.town
    hours = town.scenario.language.hours_week * WEEKS_PER_MONTH
    share = town.kept_under(rules, of_those_now, "language.evening")
    return look.kept("working_in_course", working_in_course) * hours * share


def working_in_course(look: Look) -> Array:
    """Those in a course who are in work, by place."""
    town, learners = look.town, look.kept("learners", in_course)
    return number(town, town.state.people.place[learners[town.state.work.job[learners] != NOBODY]])


def screening_room(look: Look, rules: Scenario) -> Array:
    """Newcomers who can be seen in the month."""
    town = look.town
    places, services = town.state.places, rules.services
    seen = (
        town.kept_under(rules, own_under, "services.screening_per_thousand")
        * places.population
        / 1000.0
        * services.screening
    )
    return np.where(places.service_open[:, Service.HEALTH] == 1, seen, seen * services.screening_away)


def open_service(name: str, field: str) -> Amount:
    """Whether the service is open in a place and would be under ``rules``: it has users enough, or is kept."""
    service = Service[name.upper()]

    def kept_open(_: Town, rules: Scenario) -> Array:
        return np.array([name in place.keep for place in rules.places.values()])

    def amount(look: Look, rules: Scenario) -> Array:
        town = look.town
        keeps = town.kept_under(rules, kept_open)
        threshold = getattr(rules.services, field) if rules.services.closures else 0
        stays = keeps | (look.kept("users", users)[:, service] >= threshold)
        return np.asarray((town.state.places.service_open[:, service] == 1) & stays, np.float64)

    return amount


def users(look: Look) -> Array:
    """Of each service in the month, by place (P, services)."""
    return np.asarray(users_at(look.town, look.town.month - 1))


def with_school(town: Town) -> Array:
    """Places that have a school when the run begins (P,)."""
    return np.array(["school" in place.services for place in town.scenario.places.values()], bool)


def carried_pupils(look: Look, _: Scenario) -> Array:
    """Pupils who go to school in another place because their own school closed during the run."""
    town = look.town
    had = town.kept(with_school)
    closed = town.state.places.service_open[:, Service.SCHOOL] == 0
    if not (had & closed).any():
        return np.zeros(len(had))
    away = areas(town.state, town.rules)[:, Service.SCHOOL] != NOBODY
    return np.where(had & closed & away, pupils(look), 0.0)


def pupils(look: Look) -> Array:
    """Children of school age."""
    return np.asarray(look.tally[Counted.AGED + PUPIL_BAND], np.float64)


def school_classes(look: Look, rules: Scenario) -> Array:
    return pupils(look) / rules.schooling.class_size


def begun(rules: Scenario) -> float:
    """What studies of adults are in proportion to."""
    return rules.schooling.adult_education * rules.schooling.adult_education_months


adult_students = ByHead(Counted.STUDENTS, lambda rules, now: lasting(begun(rules), begun(now)))
introduced = ByHead(Counted.INTRODUCED, otherwise=Counted.INTRODUCED_BY_DEFAULT)
waiting_people = ByHead(Counted.PERMITS + Permit.WAITING)


def helped_families(look: Look, rules: Scenario) -> Array:
    """Households that wait for a family member, each with the help it has."""
    town = look.town
    households, count = town.state.households, int(town.used[Used.HOUSEHOLDS])
    waiting = (households.awaiting[:count] > 0) & (households.awaiting_since[:count] > LONG_AGO)
    waiting &= households.size[:count] > 0
    return number(town, households.place[:count][waiting]) * rules.arriving.reunification_help


def subsidised_wages(look: Look, _: Scenario) -> Array:
    """Wages of subsidised posts that are paid by the subsidy this month: each post by its share."""
    town, enrolments = look.town, look.town.state.enrolments
    shares, lasts = town.kept(subsidies)
    if not shares.any():
        return np.zeros(len(town.scenario.places))
    used = int(town.used[Used.ENROLMENTS])
    active = np.flatnonzero((enrolments.state[:used] == ACTIVE) & (enrolments.host[:used] != NOBODY))
    programme, person = enrolments.programme[active], enrolments.person[active]
    paid = (town.month - 1 - enrolments.begun[active] < lasts[programme]) & in_subsidised_post(town, person)
    return number(town, town.state.people.place[person], np.where(paid, shares[programme], 0.0))


def subsidies(town: Town) -> tuple[Array, Array]:
    """By programme, the share of wages that is paid where its posts are subsidised, and for how many months."""
    hosts = [each.host for each in town.scenario.programmes.values()]
    shares = np.array([host.subsidy if host.pay == "subsidised" else 0.0 for host in hosts])
    return shares, np.array([host.subsidy_months for host in hosts])


def in_subsidised_post(town: Town, rows: Array) -> Array:
    """Which of the people in ``rows`` hold a subsidised post."""
    job = town.state.work.job[rows]
    return np.asarray((job != NOBODY) & (town.state.jobs.subsidised[job] == 1))


def movement_grants(look: Look, _: Scenario) -> Array:
    """Households paid to move in the month, by the place they left."""
    return look.town.state.places.flows[:, Flow.MOVEMENT_GRANTS].astype(np.float64)


def residence_incentives(look: Look, rules: Scenario) -> Array:
    """What households of grown newcomers are paid for staying in the month [SEK]."""
    town = look.town
    people, count = town.state.people, int(town.used[Used.PEOPLE])
    paid = here(town) & (people.newcomer[:count] == 1) & (ages(town) >= ADULT)
    paid &= people.permit[:count] != Permit.WAITING
    paid &= town.month - 1 - people.arrival[:count] < rules.settlement.incentive_months
    rows = np.flatnonzero(paid)
    _, first = np.unique(people.household[rows], return_index=True)
    return number(town, people.place[rows[first]]) * rules.settlement.incentive


def assessments(look: Look, rules: Scenario) -> Array:
    """Qualifications assessed in the month (expected number)."""
    town = look.town
    people, count = town.state.people, int(town.used[Used.PEOPLE])
    waiting = here(town) & (people.recognised[:count] == 0) & (people.schooling[:count] > Schooling.COMPULSORY)
    waiting &= town.state.minds.language[:count] >= town.scenario.work.recognition_language
    return people_in(town, waiting) * (rules.work.recognition / rules.work.recognition_months)


def held_places(look: Look) -> Array:
    """Children who have a place at preschool, by the place it is in."""
    return np.asarray(look.tally[Counted.IN_CARE], np.float64)


def care_places(look: Look, rules: Scenario) -> Array:
    """Places at preschool, taken or not."""
    town = look.town
    children = town.state.places.care_children
    usual = offered_places(np.full(len(children), CHILDCARE.places), children)
    offered = offered_places(town.kept_under(rules, care_offered), children)
    return paid_for(offered, usual, held_places(look)).astype(np.float64)


def care_offered(_: Town, rules: Scenario) -> Array:
    """Places at preschool for a hundred children (P,)."""
    own = [rules.childcare.places if place.childcare is None else place.childcare for place in rules.places.values()]
    return np.array(own, np.float64) * rules.childcare.care


care_hours = ByHead(Counted.IN_CARE, lambda rules, _: rules.childcare.opening_hours * WORKING_DAYS)
"""Hours that preschools are open, child by child."""


def care_fees(look: Look, rules: Scenario) -> Array:
    """What parents pay, as a cost below nothing [SEK]: of places there would not be under ``rules`` nothing, and for
    those there would be besides who waits now."""
    held, there, town = held_places(look), care_places(look, rules), look.town
    beyond = care_places(look, town.scenario) - there
    more = np.clip(held - there, 0.0, np.maximum(0.0, beyond))
    fewer = np.minimum(town.state.places.care_queue, np.maximum(0.0, -beyond))
    return -(held - more + fewer) * rules.childcare.fee


def allowances(look: Look, rules: Scenario) -> Array:
    """Money for small children without a place [SEK]."""
    town = look.town
    care, age = rules.childcare, ages(town)
    paid = here(town) & (age >= 12 * care.age_from) & (age < 12 * care.allowance_until)
    paid &= town.state.people.care[: int(town.used[Used.PEOPLE])] == NOBODY
    return people_in(town, paid) * care.home_care_allowance


def interpreter_hours(rules: Scenario, _: Scenario) -> Array:
    """Hours of interpreters for somebody who needs one, by place (P,)."""
    usual = rules.services.interpreters
    own = [usual if place.interpreters is None else place.interpreters for place in rules.places.values()]
    return np.array(own, np.float64) * rules.services.interpreter_hours


interpreted = ByHead(Counted.NOT_UNDERSTOOD, interpreter_hours)


def copied(look: Look, rules: Scenario) -> Array:
    """What programmes cost the places that have copied them [SEK]: what they cost in each of their own places, and for
    their participants."""
    found, programmes = np.zeros(len(rules.places)), list(rules.programmes.values())
    copies = look.town.state.copies.since[: len(programmes)] != NOBODY
    for row in np.flatnonzero(copies.any(axis=1)).tolist():
        each, there = programmes[row], copies[row]
        fixed = each.cost.per_month + each.staff * rules.money.staff_month
        found += there * fixed / (len(set(each.places)) or there.size)
        found += at_copies(look.town, row) * each.cost.per_participant
    return found
