"""Programmes and volunteering as events: what somebody asked for, waited for, was given, and gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.lives.civic import PathSeen
from experiments.lives.snapshot import Snapshot
from experiments.lives.words import SOURCE, club_words, somebody
from sim.codes import NOBODY, Enrolment, FocusSlot, InformationSource, Status, TieKind
from sim.processes.activities import programme_activity
from sim.words import duration, in_words, listed, measured, plural

if TYPE_CHECKING:
    from experiments.lives.life import Followed
    from sim.scenario.schema.programmes import ProgrammeSettings
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
TELLERS = (InformationSource.MENTOR, InformationSource.COORDINATOR)
TEAM = FocusSlot.WORK


def programme_events(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """All that programmes did with somebody this month, and what they did as a volunteer."""
    for row, path in now.civic.paths.items():
        yield from path_events(town, followed, row, before.civic.paths.get(row), path, before, now)
    yield from introductions(town, followed, before, now)
    yield from clubs_heard_of(town, followed, before, now)
    followed.mentees.update(person for person, _ in now.civic.mentees.values())
    yield from volunteer_events(town, before, now)


def settings_of(town: Town, programme: int) -> tuple[str, ProgrammeSettings]:
    """The name as it stands in a sentence, and the settings."""
    key, settings = list(town.scenario.programmes.items())[programme]
    return f"“{settings.name or key}”", settings


def path_events(
    town: Town, followed: Followed, row: int, was: PathSeen | None, path: PathSeen, before: Snapshot, now: Snapshot
) -> Changes:
    """One way through a programme."""
    name, _ = settings_of(town, path.programme)
    if was is None and town.state.enrolments.asked[row] < now.month:
        was = path  # the household's, from before the person lived there
    if was is None:
        followed.waits_since[row] = now.month
        own = int(town.state.enrolments.person[row]) == followed.row
        who = "Asked" if own else "The household asked"
        if path.state == Enrolment.WAITING:
            yield f"{who} to take part in {name} and began to wait", ""
            return
    state = Enrolment.WAITING if was is None else was.state
    if path.state == Enrolment.ACTIVE and state == Enrolment.WAITING:
        yield beginning(town, followed, row, path, now)
    elif path.state == Enrolment.WAITING and state == Enrolment.ACTIVE and was is not None:
        followed.waits_since[row] = now.month
        yield f"Waits for a mentor once more in {name}", why_stopped(town, followed, was, was.mentors, now)
    elif path.state == Enrolment.DONE and state == Enrolment.WAITING and was is not None:
        yield f"Waited in vain for {name}", why_over(town, path, before, now)
    elif path.state == Enrolment.DONE and state == Enrolment.ACTIVE and was is not None:
        yield ending(town, was, path, before, now)
    elif path.state == Enrolment.ACTIVE and was is not None and was.mentors != path.mentors:
        lost = tuple(mentor for mentor in was.mentors if mentor not in path.mentors)
        if lost:
            who = listed([somebody(town, mentor, now.month) for mentor in lost])
            yield f"One of the mentors stopped: {who}", why_stopped(town, followed, was, lost, now)


def beginning(town: Town, followed: Followed, row: int, path: PathSeen, now: Snapshot) -> tuple[str, str]:
    """Matched, or let in."""
    name, settings = settings_of(town, path.programme)
    since = followed.waits_since.pop(row, int(town.state.enrolments.asked[row]))
    waited = f"after {duration(now.month - since)} in the queue" if now.month > since else "without waiting"
    if path.mentors:
        followed.mentors.update(path.mentors)
        who = listed([somebody(town, mentor, now.month) for mentor in path.mentors])
        many = "a mentor" if len(path.mentors) == 1 else f"{in_words(len(path.mentors))} mentors"
        kept = settings.hours
        if settings.mentors == "workplace" and not settings.tasks_redistributed:
            kept *= float(town.rules.mentoring.kept_without_time)
        each = "" if len(path.mentors) == 1 else " with each"
        text = f"Met {many}: {who}; {spoken_hours(kept)} a month{each}"
    elif settings.form == "group":
        text = f"Joined a group of {name}; {spoken_hours(settings.hours)} a month"
        return text, waited
    else:
        return f"Began to take part in {name}", waited
    return text, f"{name}, {waited}"


def spoken_hours(hours: float) -> str:
    """ "nine hours" (whole ones; a small dose keeps its half)."""
    if hours < 2 and hours != round(hours):
        return measured(round(hours, 1), "hour", "hours")
    count = round(hours)
    return f"{in_words(count)} {plural(count, 'hour', 'hours')}"


def ending(town: Town, was: PathSeen, path: PathSeen, before: Snapshot, now: Snapshot) -> tuple[str, str]:
    """The end of taking part, and what ended it."""
    name, settings = settings_of(town, path.programme)
    what = {
        "mentor": f"Ended with the mentor{'s' if len(was.mentors) > 1 else ''} of {name}",
        "group": f"Left the group of {name}",
    }.get(settings.form, f"Stopped taking part in {name}")
    if was.ends <= now.month:
        months = now.month - was.begun
        return what, "the month was over" if months == 1 else f"the {duration(months)} were over"
    return what, why_over(town, path, before, now, "it ended before its time")


def why_over(town: Town, path: PathSeen, before: Snapshot, now: Snapshot, otherwise: str = "") -> str:
    """What put an end to a place in a programme or in its queue."""
    row = path.programme
    if now.place != before.place:
        return "moved away"
    if town.state.programmes.stream[row] == NOBODY:
        key, settings = list(town.scenario.programmes.items())[row]
        wanted = programme_activity(town, row, key, settings).wanted
        return "the programme’s money had ended" if wanted else "the programme was closed"
    return otherwise


def why_stopped(town: Town, followed: Followed, was: PathSeen, mentors: tuple[int, ...], now: Snapshot) -> str:
    """Why the first of ``mentors`` is no longer one."""
    people, memberships = town.state.people, town.state.memberships
    mentor = mentors[0]
    who = "the mentor" if len(mentors) == 1 else "the mentors"
    if people.status[mentor] == Status.DEAD:
        return f"{who} died"
    if people.status[mentor] != Status.HERE or people.place[mentor] != now.place:
        return f"{who} moved away"
    if settings_of(town, was.programme)[1].mentors == "workplace":
        same = memberships.focus[mentor, TEAM] == memberships.focus[followed.row, TEAM]
        return "" if same else "no longer colleagues"
    return "" if town.state.civic.ready[mentor] else f"{who} stopped volunteering"


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
            yield f"Met {somebody(town, other, now.month)}", "introduced by the mentor"


def clubs_heard_of(town: Town, followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """A club that a mentor or the coordinator spoke of; joining it at once is told by itself."""
    club, told = now.civic.candidate, now.told_by
    if told not in TELLERS or set(now.clubs) - set(before.clubs):
        return
    by = SOURCE[InformationSource(told)].removeprefix("told ")
    if club != NOBODY and club != before.civic.candidate and ("club", club) not in followed.told_of:
        followed.told_of.add(("club", club))
        yield f"Heard of {club_words(town, club)}", by
    elif club == NOBODY and before.told_by != told and told == InformationSource.MENTOR:
        yield "Heard of a club and did not join it", by


def volunteer_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    """Beginning and ceasing to volunteer, and for whom."""
    was, is_now = before.civic, now.civic
    if is_now.ready and not was.ready:
        yield "Became a volunteer, ready to be a mentor", ""
    for row in sorted(set(is_now.mentees) - set(was.mentees)):
        person, programme = is_now.mentees[row]
        yield f"Became the mentor of {somebody(town, person, now.month)}", settings_of(town, programme)[0]
    for row in sorted(set(was.mentees) - set(is_now.mentees)):
        person, programme = was.mentees[row]
        who = somebody(town, person, now.month)
        yield f"Is no longer the mentor of {who}", why_mentoring_ended(town, row)
    if is_now.helps != was.helps:
        if was.helps != NOBODY:
            yield f"No longer helps a group of {settings_of(town, was.helps)[0]}", ""
        if is_now.helps != NOBODY:
            yield f"Began to help a group of {settings_of(town, is_now.helps)[0]}", ""
    if was.ready and not is_now.ready:
        yield "Stopped volunteering", f"after {duration(now.month - was.ready_since)}"


def why_mentoring_ended(town: Town, row: int) -> str:
    """What the participant's side of an enrolment says."""
    enrolments, people = town.state.enrolments, town.state.people
    status = int(people.status[int(enrolments.person[row])])
    if status == Status.LEFT:
        return "the participant moved away"
    if enrolments.state[row] == Enrolment.DONE:
        stopped = town.state.programmes.stream[int(enrolments.programme[row])] == NOBODY
        return "the programme stopped" if stopped else ""
    return ""
