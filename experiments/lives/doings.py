"""What somebody learns, works at and takes part in: languages, studies, jobs, clubs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.lives.snapshot import JobSeen, Snapshot
from experiments.lives.words import CHANNEL, LANGUAGE_BANDS, MET, SCHOOLING, SECTOR, SOURCE, club_words, somebody
from sim.codes import NOBODY, STILL, Channel, ClosedFor, InformationSource, Schooling, Sector, TieKind
from sim.languages import N_
from sim.told import Told, tell, tell_clauses, tell_list, tell_many

if TYPE_CHECKING:
    from experiments.lives.life import Followed
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
RETIREMENT = 65
FOUND, CHANGED = N_("Found work in {sector}"), N_("Changed to a job in {sector}")
HAD = N_("Had work from the first day in {sector}")


def band(language: float) -> int:
    """How many of the bands A1 to C1 a language level has reached."""
    return sum(language >= level for level, __ in LANGUAGE_BANDS)


def language_events(followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """Courses begun, passed or not, and ended; each band the first time it is reached."""
    if now.courses_passed > before.courses_passed:
        yield tell("Passed a language course"), ""
    if now.in_course and not before.in_course:
        first = before.course_hours == 0
        yield tell("Began a language course") if first else tell("Went back to a language course"), ""
    elif before.in_course and not now.in_course:
        yield course_ended(before, now)
    elif now.in_course and now.course_offered < before.course_offered and now.courses_passed == before.courses_passed:
        yield tell("Did not pass the language course and takes it again"), ""
    for level in range(band(before.language) + 1, band(now.language) + 1):
        if ("band", level) not in followed.told_of:
            followed.told_of.add(("band", level))
            causes = [tell("the course")] if now.in_course or before.in_course else []
            if now.local_hours >= 1:
                hours = spoken_hours(now.local_hours)
                causes.append(tell("{hours} a month with locals", hours=hours))
            yield tell("Reached {band} in the local language", band=LANGUAGE_BANDS[level - 1][1]), tell_list(causes)


def course_ended(before: Snapshot, now: Snapshot) -> tuple[str, str]:
    """A course left: broken off, for a while or for good, or over."""
    hours = spoken_hours(now.course_hours)
    if now.course_back == STILL and now.course_offered == 0:
        return tell("Did not pass the language course and gets no place any more, after {hours}", hours=hours), ""
    if now.course_back > now.month:
        why = tell("work") if now.work and not before.work else ""
        if not why and len(now.children) > len(before.children):
            why = tell("a new child")
        for_good = tell("for good") if now.course_back == STILL else ""
        return tell_clauses(tell("Broke off the language course after {hours}", hours=hours), for_good), why
    return tell("Ended the language course after {hours}", hours=hours), ""


def spoken_hours(hours: float) -> Told:
    """ "1,200 hours"."""
    count = round(hours)
    return tell_many("{number} hour", "{number} hours", count, number=count)


def schooling_events(before: Snapshot, now: Snapshot) -> Changes:
    if now.studying and not before.studying:
        yield tell("Began studies"), ""
    if now.schooling > before.schooling:
        yield tell("Finished studies: {schooling}", schooling=schooled(now)), ""
    elif before.studying and not now.studying:
        yield tell("Ended studies without a certificate"), ""
    if now.recognised and not before.recognised and now.schooling == before.schooling:
        yield tell("Qualification recognised: {schooling}", schooling=schooled(now)), ""


def schooled(now: Snapshot) -> Told:
    return tell(SCHOOLING[Schooling(now.schooling)])


def fit(now: Snapshot, job: JobSeen) -> str:
    """Whether the job asks for what the person has learned."""
    if job.skill < now.schooling:
        return tell("below own schooling ({schooling})", schooling=schooled(now))
    return tell("matching own schooling") if now.schooling > Schooling.COMPULSORY else ""


def work_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    if now.work and (before.work is None or now.work.job != before.work.job):
        job = now.work
        channel = CHANNEL[Channel(job.channel)]
        cause = tell(channel) if channel else ""
        if job.channel == Channel.CONTACT and job.contact != NOBODY:
            tie = before.ties.get(job.contact) or now.ties.get(job.contact)
            through = tell("through {who}", who=somebody(town, job.contact, now.month))
            cause = tell_clauses(through, tell(MET[TieKind(tie.kind)]) if tie else "")
        how = FOUND if before.work is None else CHANGED
        if job.channel == Channel.FIRST:
            how = HAD
        yield tell_clauses(tell(how, sector=tell(SECTOR[Sector(job.sector)])), fit(now, job)), cause
    elif before.work and now.work is None:
        if now.years >= RETIREMENT:
            yield tell("Retired"), ""
            return
        sector = tell(SECTOR[Sector(before.work.sector)])
        if now.studying and not before.studying:
            yield tell("Left the job in {sector}", sector=sector), tell("studies")
        else:
            cause = tell("moved out of reach") if now.place != before.place else ""
            yield tell("Lost the job in {sector}", sector=sector), cause


def club_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    clubs = town.state.clubs
    for club in sorted(set(now.clubs) - set(before.clubs)):
        teller = SOURCE[InformationSource(now.told_by)]
        yield tell("Joined {club}", club=club_words(town, club)), tell(teller) if teller else ""
    for club in sorted(set(before.clubs) - set(now.clubs)):
        name = club_words(town, club)
        if not clubs.open[club]:
            nobody = clubs.closed_for[club] == ClosedFor.BOARD
            why = tell("nobody was left to run it") if nobody else tell("it had too few members and closed")
            yield tell("Lost {club}", club=name), why
        else:
            yield tell("Left {club}", club=name), tell("moved away") if now.place != before.place else ""
    for club in sorted(now.boards - before.boards):
        yield tell("Elected to the board of {club}", club=club_words(town, club)), ""
    if now.volunteer and not now.boards and not before.volunteer and now.clubs:
        yield tell("Began to help run a club"), ""
