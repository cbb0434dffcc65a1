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
from experiments.lives.words import CAME, MET, WHERE_TO, WHY_LEFT, company_among, noun, place_name, somebody
from sim.codes import LONG_AGO, NOBODY, Destination, Exit, InformationSource, Pathway, Permit, Service, Status, TieKind
from sim.watching import Event
from sim.words import counted, duration, in_words, plural

if TYPE_CHECKING:
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
SERVICES = {Service.SCHOOL: "school", Service.SHOP: "shop", Service.HEALTH: "health centre"}
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
        return [Event(now.month, f"Born in {place_name(town, now.place)}", "")]
    home = [other for other in (now.partner, *now.children, *now.others) if other != NOBODY]
    came = {other for other in home if people.arrival[other] == arrival}
    with_whom = company_among(now.home_company, came)
    text = f"Came to {place_name(town, now.place)}" + (f" with {with_whom}" if with_whom else "")
    if len(came) < len(home):
        text += ", to family already here"
    if now.pupils:
        text += f"; {in_words(len(now.pupils))} at school from the start"
    events = [Event(now.month, text, CAME[Pathway(pathway)])]
    if now.home == NOBODY:
        events.append(Event(now.month, "Lives with others and waits for a home", "no home was vacant"))
    if now.permit == Permit.WAITING:
        events.append(Event(now.month, "Waits for a decision on the permit", ""))
    if now.in_course:
        events.append(Event(now.month, "Began a language course", ""))
    nothing = now._replace(ties={}, local_friends=0, work=None, told_by=InformationSource.NOBODY, civic=NOTHING)
    programmes = programme_events(town, followed, nothing, now)
    for changes in (work_events(town, nothing, now), programmes, tie_events(town, followed, nothing, now)):
        events += [Event(now.month, *told) for told in changes]
    return events


def leaving_event(town: Town, row: int, before: Snapshot, now: Snapshot) -> tuple[str, str]:
    people = town.state.people
    if now.status == Status.DEAD:
        return f"Died, {counted(int(now.years), 'year', 'years')} old", ""
    gone = {
        other
        for other in (before.partner, *before.children, *before.others)
        if other != NOBODY and people.status[other] == Status.LEFT and people.exit_month[other] == now.month
    }
    with_whom = company_among(before.home_company, gone)
    text = f"Left {place_name(town, before.place)}{WHERE_TO[Destination(int(people.destination[row]))]}"
    text += f" with {with_whom}" if with_whom else ""
    friends = f"{in_words(before.local_friends)} local {plural(before.local_friends, 'friend', 'friends')}"
    arrival = int(people.arrival[row])
    stay = "" if arrival <= LONG_AGO else f"after {duration(now.month - arrival)}, "
    working = "in work" if before.work else "out of work"
    return f"{text}, {stay}with {friends}, {working}", WHY_LEFT[Exit(int(people.exit_cause[row]))]


def household_events(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """Births, reunification, new and lost company at home, children starting school."""
    people = town.state.people
    earlier = {before.partner, *before.children, *before.others}
    present = {now.partner, *now.children, *now.others}
    new = sorted(present - earlier - {NOBODY})
    born = [other for other in new if people.birth[other] == now.month and other in now.children]
    if born:
        several = f"{in_words(len(born)).capitalize()} children were born"
        yield ("A child was born" if len(born) == 1 else several), ""
    came = [other for other in new if other not in born and people.arrival[other] == now.month]
    if came:
        whom = company_among(now.home_company, came)
        reunited = any(people.pathway[other] == Pathway.FAMILY for other in came)
        yield f"Family followed: {whom}", "family reunification" if reunited else "moved in from elsewhere"
    joined = [other for other in new if other not in born and other not in came]
    if now.partner in joined:
        yield f"Moved together with {somebody(town, now.partner, now.month)}", met_how(before, now.partner)
    elif joined and now.household != before.household:
        yield "Moved to another household", ""
    for other in sorted(earlier - present - {NOBODY}):
        yield from parting(town, before, now, other)
    for child in sorted(set(now.pupils)):
        if ("pupil", child) not in followed.told_of:
            followed.told_of.add(("pupil", child))
            years = (now.month - int(people.birth[child])) // 12
            if years < SCHOOL_START and child in before.children:
                yield f"A child, {years}, started school", ""


def parting(town: Town, before: Snapshot, now: Snapshot, other: int) -> Changes:
    """Somebody is no longer at home: died, left the region, or lives elsewhere now."""
    people = town.state.people
    who = noun(int(people.sex[other]), (now.month - int(people.birth[other])) // 12)
    role = (
        "The partner"
        if other == before.partner
        else (
            f"A child, {(now.month - int(people.birth[other])) // 12},"
            if other in before.children
            else f"A {who} of the household"
        )
    )
    status = int(people.status[other])
    if status == Status.DEAD:
        yield f"{role} died", ""
    elif status == Status.LEFT:
        where = WHERE_TO[Destination(int(people.destination[other]))]
        yield f"{role} left{where}", WHY_LEFT[Exit(int(people.exit_cause[other]))]
    elif other == before.partner:
        yield "Parted from the partner", ""
    elif other in before.children and now.household == before.household:
        yield f"{role} moved to a home of their own", ""
    elif now.household != before.household and other == max((*before.others, NOBODY)):
        yield "Moved to a home of one's own", ""


def met_how(before: Snapshot, other: int) -> str:
    tie = before.ties.get(other)
    return MET[TieKind(tie.kind)] if tie else ""


def service_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    if now.place != before.place:
        return
    for service, name in SERVICES.items():
        if before.services[service] and not now.services[service]:
            if service != Service.SCHOOL or now.children:
                yield f"The {name} in {place_name(town, now.place)} closed", "too few people"


def introduction_events(followed: Followed, now: Snapshot) -> Changes:
    if now.introduction_end == now.month and ("introduction", 0) not in followed.told_of:
        followed.told_of.add(("introduction", 0))
        where = "in work" if now.work else "in studies" if now.studying else "out of work"
        yield f"The introduction programme ended, {where}", ""
