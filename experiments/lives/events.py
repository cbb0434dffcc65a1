"""What has changed between two looks at one person, as events with their causes.

Each ``..._events`` function compares one side of life and yields (text, cause); nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.lives.civic import NOTHING
from experiments.lives.doings import band, club_events, language_events, schooling_events, work_events
from experiments.lives.friends import tie_events
from experiments.lives.helping import programme_events
from experiments.lives.homes import home_events
from experiments.lives.life import Followed
from experiments.lives.snapshot import Snapshot
from experiments.lives.standing import care_events, driving_events, permit_events
from experiments.lives.words import (
    CAME,
    LEFT,
    MET,
    OF_THE_HOUSEHOLD,
    PARTED,
    WHY_LEFT,
    company_among,
    noun,
    place_name,
    somebody,
)
from sim.codes import LONG_AGO, NOBODY, Destination, Exit, InformationSource, Pathway, Permit, Service, Status, TieKind
from sim.languages import N_
from sim.told import Told, tell, tell_clauses, tell_duration, tell_many, tell_number
from sim.watching import Event

if TYPE_CHECKING:
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
CLOSED = {
    Service.SCHOOL: N_("The school in {place} closed"),
    Service.SHOP: N_("The shop in {place} closed"),
    Service.HEALTH: N_("The health centre in {place} closed"),
}
SCHOOL_START = 9
"""Youngest age [year] at which a new pupil has moved here rather than started school."""


def compare(town: Town, followed: Followed, now: Snapshot) -> list[Event]:
    """Everything that happened to somebody between their last snapshot and ``now``, in telling order."""
    before = followed.seen
    if not now.here:
        return [Event(now.month, *leaving_event(town, followed.row, before, now))]
    sides = (
        household_events(town, followed, before, now),
        home_events(town, followed, before, now),
        permit_events(before, now),
        driving_events(before, now),
        care_events(before, now),
        language_events(followed, before, now),
        schooling_events(before, now),
        work_events(town, before, now),
        programme_events(town, followed, before, now),
        club_events(town, before, now),
        tie_events(town, followed, before, now),
        service_events(town, before, now),
        introduction_events(followed, now),
    )
    return [Event(now.month, text, cause) for side in sides for text, cause in side]


def arrival_events(town: Town, followed: Followed, now: Snapshot) -> list[Event]:
    """The coming of somebody new, with those they came with and first company."""
    people = town.state.people
    row = followed.row
    arrival, pathway = int(people.arrival[row]), int(people.pathway[row])
    followed.told_of.update(("pupil", child) for child in now.pupils)
    followed.told_of.update(("band", level) for level in range(band(now.language) + 1))
    if arrival == people.birth[row] or pathway == Pathway.RESIDENT:
        return [Event(now.month, tell("Born in {place}", place=place_name(town, now.place)), "")]
    home = [other for other in (now.partner, *now.children, *now.others) if other != NOBODY]
    came = {other for other in home if people.arrival[other] == arrival}
    with_whom, place = company_among(now.home_company, came), place_name(town, now.place)
    alone = tell("Came to {place}", place=place)
    text = tell("Came to {place} with {company}", place=place, company=with_whom) if with_whom else alone
    if len(came) < len(home):
        text = tell_clauses(text, tell("to family already here"))
    if now.pupils:
        pupils = len(now.pupils)
        school = tell_many("{number} at school from the start", "{number} at school from the start", pupils)
        text = tell_clauses(text, school, between="; ")
    events = [Event(now.month, text, tell(CAME[Pathway(pathway)]))]
    if now.home == NOBODY:
        events.append(Event(now.month, tell("Lives with others and waits for a home"), tell("no home was vacant")))
    if now.permit == Permit.WAITING:
        events.append(Event(now.month, tell("Waits for a decision on the permit"), ""))
    if now.in_course:
        events.append(Event(now.month, tell("Began a language course"), ""))
    nothing = now._replace(ties={}, local_friends=0, work=None, told_by=InformationSource.NOBODY, civic=NOTHING)
    programmes = programme_events(town, followed, nothing, now)
    for changes in (work_events(town, nothing, now), programmes, tie_events(town, followed, nothing, now)):
        events += [Event(now.month, *told) for told in changes]
    return events


def leaving_event(town: Town, row: int, before: Snapshot, now: Snapshot) -> tuple[str, str]:
    people = town.state.people
    if now.status == Status.DEAD:
        years = int(now.years)
        return tell_many("Died, {years} year old", "Died, {years} years old", years, years=years), ""
    gone = {
        other
        for other in (before.partner, *before.children, *before.others)
        if other != NOBODY and people.status[other] == Status.LEFT and people.exit_month[other] == now.month
    }
    with_whom, arrival = company_among(before.home_company, gone), int(people.arrival[row])
    text = tell_clauses(
        tell(LEFT[Destination(int(people.destination[row]))], place=place_name(town, before.place)),
        tell("with {company}", company=with_whom) if with_whom else "",
        "" if arrival <= LONG_AGO else tell("after {duration}", duration=tell_duration(now.month - arrival)),
        tell_many("with {number} local friend", "with {number} local friends", before.local_friends),
        tell("in work") if before.work else tell("out of work"),
    )
    return text, why_left(people.exit_cause[row])


def why_left(cause: int) -> str:
    """Empty where it says nothing."""
    words = WHY_LEFT[Exit(int(cause))]
    return tell(words) if words else ""


def household_events(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """Births, reunification, new and lost company at home, children starting school."""
    people = town.state.people
    earlier = {before.partner, *before.children, *before.others}
    present = {now.partner, *now.children, *now.others}
    new = sorted(present - earlier - {NOBODY})
    born = [other for other in new if people.birth[other] == now.month and other in now.children]
    if born:
        number = tell_number(len(born), first=True)
        yield tell_many("A child was born", "{number} children were born", len(born), number=number), ""
    came = [other for other in new if other not in born and people.arrival[other] == now.month]
    if came:
        whom = company_among(now.home_company, came)
        reunited = any(people.pathway[other] == Pathway.FAMILY for other in came)
        why = tell("family reunification") if reunited else tell("moved in from elsewhere")
        yield tell("Family followed: {company}", company=whom), why
    joined = [other for other in new if other not in born and other not in came]
    if now.partner in joined:
        who = somebody(town, now.partner, now.month)
        yield tell("Moved together with {who}", who=who), met_how(before, now.partner)
    elif joined and now.household != before.household:
        yield tell("Moved to another household"), ""
    for other in sorted(earlier - present - {NOBODY}):
        yield from parting(town, before, now, other)
    for child in sorted(set(now.pupils)):
        if ("pupil", child) not in followed.told_of:
            followed.told_of.add(("pupil", child))
            years = (now.month - int(people.birth[child])) // 12
            if years < SCHOOL_START and child in before.children:
                yield tell("A child, {years}, started school", years=years), ""


def parting(town: Town, before: Snapshot, now: Snapshot, other: int) -> Changes:
    """Somebody is no longer at home: died, left the region, or lives elsewhere now."""
    people = town.state.people
    who, status = role_of(town, before, now, other), int(people.status[other])
    if status == Status.DEAD:
        yield tell("{who} died", who=who), ""
    elif status == Status.LEFT:
        yield tell(PARTED[Destination(int(people.destination[other]))], who=who), why_left(people.exit_cause[other])
    elif other == before.partner:
        yield tell("Parted from the partner"), ""
    elif other in before.children and now.household == before.household:
        yield tell("{who} moved to a home of their own", who=who), ""
    elif now.household != before.household and other == max((*before.others, NOBODY)):
        yield tell("Moved to a home of one's own"), ""


def role_of(town: Town, before: Snapshot, now: Snapshot, other: int) -> Told:
    """What somebody was at home, at the head of a sentence."""
    people = town.state.people
    years = (now.month - int(people.birth[other])) // 12
    if other == before.partner:
        return tell("The partner")
    if other in before.children:
        return tell("A child, {years},", years=years)
    return tell(OF_THE_HOUSEHOLD[noun(int(people.sex[other]), years)])


def met_how(before: Snapshot, other: int) -> str:
    tie = before.ties.get(other)
    return tell(MET[TieKind(tie.kind)]) if tie else ""


def service_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    if now.place != before.place:
        return
    for service, closed in CLOSED.items():
        if before.services[service] and not now.services[service]:
            if service != Service.SCHOOL or now.children:
                yield tell(closed, place=place_name(town, now.place)), tell("too few people")


def introduction_events(followed: Followed, now: Snapshot) -> Changes:
    if now.introduction_end == now.month and ("introduction", 0) not in followed.told_of:
        followed.told_of.add(("introduction", 0))
        where = tell("in work") if now.work else tell("in studies") if now.studying else tell("out of work")
        yield tell_clauses(tell("The introduction programme ended"), where), ""
