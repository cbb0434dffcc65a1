"""The people and things of a starting point, as agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.mesa_twin.labour import Employer, Job
from benchmarks.mesa_twin.person import Person
from benchmarks.mesa_twin.things import NO_COHORT, Club, Focus, Home, Household, Tie
from sim.codes import FocusSlot, TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel

TRAITS = (
    "uid",
    "pathway",
    "arrival",
    "schooling",
    "health",
    "introduction_end",
    "language",
    "course_hours",
    "trust",
    "attitude",
    "openness",
    "belonging",
    "since",
    "months_worked",
    "lasting",
)
SWITCHES = ("newcomer", "recognised", "car", "in_course", "studying", "volunteer")
CLASSES = (TieKind.WORK, TieKind.SCHOOL_GATE)
COHORTS_FROM = -1000
"""Earlier cohorts mean none: the focus is no class and no gate."""


def settle(model: TownModel, data: dict[str, Any]) -> list[Home]:
    """Make everybody and everything of ``data``; returns the homes."""
    foci = [focus_of(model, each) for each in data["foci"]]
    homes = [
        Home(number, each["tenure"], each["beds"], foci[each["focus"]] if each["focus"] >= 0 else None)
        for number, each in enumerate(data["homes"])
    ]
    model.vacant.update(dict.fromkeys(homes))
    households = [Household(model) for _ in data["households"]]
    clubs = {each["focus"]: Club(model, each, foci[each["focus"]]) for each in data["clubs"] if each["open"]}
    people = [person_of(model, each) for each in data["people"]]
    for person, each in zip(people, data["people"], strict=True):
        person.household = households[each["household"]]
        person.household.members.append(person)
        belong(person, each["foci"], foci, clubs)
    move_in(model, households, homes, data["households"])
    employ(model, people, foci, data)
    for a, b, hours, kind, quality, _ in data["ties"]:
        one, other = people[a], people[b]
        one.ties[other] = other.ties[one] = Tie(one, other, hours, TieKind(kind), quality)
        lower, higher = sorted((one, other), key=lambda person: person.uid)
        lower.qualities[higher.uid] = quality
    return homes


def focus_of(model: TownModel, data: dict[str, Any]) -> Focus:
    kind = TieKind(data["kind"])
    cohort = data["cohort"] if data["cohort"] > COHORTS_FROM else NO_COHORT
    focus = Focus(model, kind, data["capacity"], cohort, data["owner"] if kind == TieKind.COMPATRIOT else 0)
    if kind in CLASSES and cohort != NO_COHORT:
        model.school.keep(focus)
    return focus


def person_of(model: TownModel, data: dict[str, Any]) -> Person:
    person = model.new_person(birth=data["birth"], sex=data["sex"], origin=data["origin"])
    for name in TRAITS:
        setattr(person, name, data[name])
    for name in SWITCHES:
        setattr(person, name, bool(data[name]))
    return person


def belong(person: Person, memberships: list[int], foci: list[Focus], clubs: dict[int, Club]) -> None:
    """``memberships``: a focus by column, codes.FocusSlot; columns of foci stand one below their kind."""
    for column, focus in enumerate(memberships):
        if focus < 0:
            continue
        if column >= FocusSlot.CLUB_1:
            person.join_club(clubs[focus])
        else:
            person.enter(TieKind(column + 1), foci[focus])


def move_in(model: TownModel, households: list[Household], homes: list[Home], data: list[dict[str, Any]]) -> None:
    """Households into their homes; those nobody belongs to are not made."""
    for household, each in zip(households, data, strict=True):
        if not household.members:
            household.remove()
            continue
        household.awaiting, household.awaiting_since = each["awaiting"], each["awaiting_since"]
        if each["home"] >= 0:
            home = homes[each["home"]]
            home.household, household.home = household, home
            del model.vacant[home]


def employ(model: TownModel, people: list[Person], foci: list[Focus], data: dict[str, Any]) -> None:
    """Employers, their posts, and who holds them."""
    employers = [Employer(model, each["sector"], each["willingness"]) for each in data["employers"]]
    for each in data["jobs"]:
        team = foci[each["focus"]] if each["focus"] >= 0 else None
        job = Job(employers[each["employer"]], each["skill"], team, each["vacant_since"])
        job.is_open = bool(each["open"])
        job.employer.jobs.append(job)
        if each["holder"] >= 0:
            job.holder = people[each["holder"]]
            job.holder.job = job
