"""Programmes and volunteering as events: what somebody asked for, waited for, was given, and gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.lives.civic import PathSeen
from experiments.lives.snapshot import Snapshot
from experiments.lives.words import club_words, somebody
from sim.codes import NOBODY, Enrolment, FocusSlot, InformationSource, Status, TieKind
from sim.languages import N_
from sim.processes.activities import programme_activity
from sim.told import Told, tell, tell_clauses, tell_duration, tell_list, tell_many

if TYPE_CHECKING:
    from experiments.lives.life import Followed
    from sim.scenario.schema.programmes import ProgrammeSettings
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
TELLERS = (InformationSource.MENTOR, InformationSource.COORDINATOR)
TEAM = FocusSlot.WORK
ASKED = N_("Asked to take part in {programme} and began to wait")
HOUSEHOLD_ASKED = N_("The household asked to take part in {programme} and began to wait")
MENTOR, MENTORS = N_("Ended with the mentor of {programme}"), N_("Ended with the mentors of {programme}")
GROUP, OTHER = N_("Left the group of {programme}"), N_("Stopped taking part in {programme}")


def programme_events(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """All that programmes did with somebody this month, and what they did as a volunteer."""
    for row, path in now.civic.paths.items():
        yield from path_events(town, followed, row, before.civic.paths.get(row), path, before, now)
    yield from introductions(town, followed, before, now)
    yield from clubs_heard_of(town, followed, before, now)
    followed.mentees.update(person for person, __ in now.civic.mentees.values())
    yield from volunteer_events(town, before, now)


def settings_of(town: Town, programme: int) -> tuple[Told, ProgrammeSettings]:
    """The name as it stands in a sentence, and the settings."""
    key, settings = list(town.scenario.programmes.items())[programme]
    return tell("“{name}”", name=settings.name or key), settings


def path_events(
    town: Town, followed: Followed, row: int, was: PathSeen | None, path: PathSeen, before: Snapshot, now: Snapshot
) -> Changes:
    """One way through a programme."""
    name, __ = settings_of(town, path.programme)
    if was is None and town.state.enrolments.asked[row] < now.month:
        was = path  # the household's, from before the person lived there
    if was is None:
        followed.waits_since[row] = now.month
        own = int(town.state.enrolments.person[row]) == followed.row
        if path.state == Enrolment.WAITING:
            yield tell(ASKED if own else HOUSEHOLD_ASKED, programme=name), ""
            return
    state = Enrolment.WAITING if was is None else was.state
    if path.state == Enrolment.ACTIVE and state == Enrolment.WAITING:
        yield beginning(town, followed, row, path, now)
    elif path.state == Enrolment.WAITING and state == Enrolment.ACTIVE and was is not None:
        followed.waits_since[row] = now.month
        waits = tell("Waits for a mentor once more in {programme}", programme=name)
        yield waits, why_stopped(town, followed, was, was.mentors, now)
    elif path.state == Enrolment.DONE and state == Enrolment.WAITING and was is not None:
        yield tell("Waited in vain for {programme}", programme=name), why_over(town, path, before, now)
    elif path.state == Enrolment.DONE and state == Enrolment.ACTIVE and was is not None:
        yield ending(town, was, path, before, now)
    elif path.state == Enrolment.ACTIVE and was is not None and was.mentors != path.mentors:
        lost = tuple(mentor for mentor in was.mentors if mentor not in path.mentors)
        if lost:
            who = tell_list([somebody(town, mentor, now.month) for mentor in lost])
            yield tell("One of the mentors stopped: {who}", who=who), why_stopped(town, followed, was, lost, now)


def beginning(town: Town, followed: Followed, row: int, path: PathSeen, now: Snapshot) -> tuple[str, str]:
    """Matched, or let in."""
    name, settings = settings_of(town, path.programme)
    since = followed.waits_since.pop(row, int(town.state.enrolments.asked[row]))
    waited = tell("without waiting")
    if now.month > since:
        waited = tell("after {duration} in the queue", duration=tell_duration(now.month - since))
    if path.mentors:
        followed.mentors.update(path.mentors)
        who = tell_list([somebody(town, mentor, now.month) for mentor in path.mentors])
        kept = settings.hours
        if settings.mentors == "workplace" and not settings.tasks_redistributed:
            kept *= float(town.rules.mentoring.kept_without_time)
        text = tell_many(
            "Met a mentor: {who}; {hours} a month",
            "Met {number} mentors: {who}; {hours} a month with each",
            len(path.mentors),
            who=who,
            hours=spoken_hours(kept),
        )
        return text, tell_clauses(name, waited)
    if settings.form == "group":
        hours = spoken_hours(settings.hours)
        return tell("Joined a group of {programme}; {hours} a month", programme=name, hours=hours), waited
    return tell("Began to take part in {programme}", programme=name), waited


def spoken_hours(hours: float) -> Told:
    """ "nine hours" (whole ones; a small dose keeps its half)."""
    if hours < 2 and hours != round(hours):
        return tell_many("{number} hour", "{number} hours", 2, number=round(hours, 1))
    return tell_many("{number} hour", "{number} hours", round(hours))


def ending(town: Town, was: PathSeen, path: PathSeen, before: Snapshot, now: Snapshot) -> tuple[str, str]:
    """The end of taking part, and what ended it."""
    name, settings = settings_of(town, path.programme)
    mentors = MENTORS if len(was.mentors) > 1 else MENTOR
    form = {"mentor": mentors, "group": GROUP}.get(settings.form, OTHER)
    what = tell(form, programme=name)
    if was.ends <= now.month:
        months = now.month - was.begun
        several = tell("the {duration} were over", duration=tell_duration(months))
        return what, tell("the month was over") if months == 1 else several
    return what, why_over(town, path, before, now, tell("it ended before its time"))


def why_over(town: Town, path: PathSeen, before: Snapshot, now: Snapshot, otherwise: str = "") -> str:
    """What put an end to a place in a programme or in its queue."""
    row = path.programme
    if now.place != before.place:
        return tell("moved away")
    if town.state.programmes.stream[row] == NOBODY:
        key, settings = list(town.scenario.programmes.items())[row]
        wanted = programme_activity(town, row, key, settings).wanted
        return tell("the programme’s money had ended") if wanted else tell("the programme was closed")
    return otherwise


def why_stopped(town: Town, followed: Followed, was: PathSeen, mentors: tuple[int, ...], now: Snapshot) -> str:
    """Why the first of ``mentors`` is no longer one."""
    people, memberships = town.state.people, town.state.memberships
    mentor = mentors[0]
    many = len(mentors)
    if people.status[mentor] == Status.DEAD:
        return tell_many("the mentor died", "the mentors died", many)
    if people.status[mentor] != Status.HERE or people.place[mentor] != now.place:
        return tell_many("the mentor moved away", "the mentors moved away", many)
    if settings_of(town, was.programme)[1].mentors == "workplace":
        same = memberships.focus[mentor, TEAM] == memberships.focus[followed.row, TEAM]
        return "" if same else tell("no longer colleagues")
    stopped = tell_many("the mentor stopped volunteering", "the mentors stopped volunteering", many)
    return "" if town.state.civic.ready[mentor] else stopped


def introductions(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """New acquaintances whom nobody but a mentor can have brought along."""
    mentors = {mentor for path in now.civic.paths.values() if path.state == Enrolment.ACTIVE for mentor in path.mentors}
    if not mentors:
        return
    known = set(before.ties)
    for other, tie in now.ties.items():
        if tie.kind != TieKind.FRIEND or other in known or other in mentors:
            continue
        common = known & set(town.state.ties.partner[other].tolist())
        if common and common <= mentors:
            followed.introduced.add(other)
            who = somebody(town, other, now.month)
            yield tell("Met {who}", who=who), tell("introduced by the mentor")


def clubs_heard_of(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """A club that a mentor or the coordinator spoke of; joining it at once is told by itself."""
    club, told = now.civic.candidate, now.told_by
    if told not in TELLERS or set(now.clubs) - set(before.clubs):
        return
    by = tell("by a mentor") if told == InformationSource.MENTOR else tell("by the coordinator")
    if club != NOBODY and club != before.civic.candidate and ("club", club) not in followed.told_of:
        followed.told_of.add(("club", club))
        yield tell("Heard of {club}", club=club_words(town, club)), by
    elif club == NOBODY and before.told_by != told and told == InformationSource.MENTOR:
        yield tell("Heard of a club and did not join it"), by


def volunteer_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    """Beginning and ceasing to volunteer, and for whom."""
    was, is_now = before.civic, now.civic
    if is_now.ready and not was.ready:
        yield tell("Became a volunteer, ready to be a mentor"), ""
    for row in sorted(set(is_now.mentees) - set(was.mentees)):
        person, programme = is_now.mentees[row]
        who = somebody(town, person, now.month)
        yield tell("Became the mentor of {who}", who=who), settings_of(town, programme)[0]
    for row in sorted(set(was.mentees) - set(is_now.mentees)):
        person, programme = was.mentees[row]
        who = somebody(town, person, now.month)
        yield tell("Is no longer the mentor of {who}", who=who), why_mentoring_ended(town, row)
    if is_now.helps != was.helps:
        if was.helps != NOBODY:
            yield tell("No longer helps a group of {programme}", programme=settings_of(town, was.helps)[0]), ""
        if is_now.helps != NOBODY:
            yield tell("Began to help a group of {programme}", programme=settings_of(town, is_now.helps)[0]), ""
    if was.ready and not is_now.ready:
        yield (
            tell("Stopped volunteering"),
            tell("after {duration}", duration=tell_duration(now.month - was.ready_since)),
        )


def why_mentoring_ended(town: Town, row: int) -> str:
    """What the participant's side of an enrolment says."""
    enrolments, people = town.state.enrolments, town.state.people
    status = int(people.status[int(enrolments.person[row])])
    if status == Status.LEFT:
        return tell("the participant moved away")
    if enrolments.state[row] == Enrolment.DONE:
        stopped = town.state.programmes.stream[int(enrolments.programme[row])] == NOBODY
        return tell("the programme stopped") if stopped else ""
    return ""
