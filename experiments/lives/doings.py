"""What somebody learns, works at and takes part in: languages, studies, jobs, clubs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.lives.snapshot import JobSeen, Snapshot
from experiments.lives.words import CHANNEL, LANGUAGE_BANDS, MET, SCHOOLING, SECTOR, SOURCE, club_words, somebody
from sim.codes import NOBODY, STILL, Channel, ClosedFor, InformationSource, Schooling, Sector, TieKind
from sim.words import counted, listed

if TYPE_CHECKING:
    from experiments.lives.life import Followed
    from sim.town import Town

Changes = Iterator[tuple[str, str]]
RETIREMENT = 65


def band(language: float) -> int:
    """How many of the bands A1 to C1 a language level has reached."""
    return sum(language >= level for level, _ in LANGUAGE_BANDS)


def language_events(followed: Followed, before: Snapshot, now: Snapshot) -> Changes:
    """Courses begun, passed or not, and ended; each band the first time it is reached."""
    if now.courses_passed > before.courses_passed:
        yield "Passed a language course", ""
    if now.in_course and not before.in_course:
        yield "Began a language course" if before.course_hours == 0 else "Went back to a language course", ""
    elif before.in_course and not now.in_course:
        yield course_ended(before, now)
    elif now.in_course and now.course_offered < before.course_offered and now.courses_passed == before.courses_passed:
        yield "Did not pass the language course and takes it again", ""
    for level in range(band(before.language) + 1, band(now.language) + 1):
        if ("band", level) not in followed.told_of:
            followed.told_of.add(("band", level))
            causes = ["the course"] if now.in_course or before.in_course else []
            if now.local_hours >= 1:
                causes.append(f"{duration_hours(now.local_hours)} a month with locals")
            cause = listed(causes)
            yield f"Reached {LANGUAGE_BANDS[level - 1][1]} in the local language", cause


def course_ended(before: Snapshot, now: Snapshot) -> tuple[str, str]:
    """A course left: broken off, for a while or for good, or over."""
    hours = duration_hours(now.course_hours)
    if now.course_back == STILL and now.course_offered == 0:
        return f"Did not pass the language course and gets no place any more, after {hours}", ""
    if now.course_back > now.month:
        why = "work" if now.work and not before.work else ""
        if not why and len(now.children) > len(before.children):
            why = "a child"
        for_good = ", for good" if now.course_back == STILL else ""
        return f"Broke off the language course after {hours}{for_good}", why
    return f"Ended the language course after {hours}", ""


def duration_hours(hours: float) -> str:
    return counted(round(hours), "hour", "hours")


def schooling_events(before: Snapshot, now: Snapshot) -> Changes:
    if now.studying and not before.studying:
        yield "Began studies", ""
    if now.schooling > before.schooling:
        yield f"Finished studies: {SCHOOLING[Schooling(now.schooling)]}", ""
    elif before.studying and not now.studying:
        yield "Ended studies without a certificate", ""
    if now.recognised and not before.recognised and now.schooling == before.schooling:
        yield f"Qualification recognised: {SCHOOLING[Schooling(now.schooling)]}", ""


def fit(now: Snapshot, job: JobSeen) -> str:
    """Whether the job asks for what the person has learned."""
    if job.skill < now.schooling:
        return f", below own schooling ({SCHOOLING[Schooling(now.schooling)]})"
    return ", matching own schooling" if now.schooling > Schooling.COMPULSORY else ""


def work_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    if now.work and (before.work is None or now.work.job != before.work.job):
        job = now.work
        cause = CHANNEL[Channel(job.channel)]
        if job.channel == Channel.CONTACT and job.contact != NOBODY:
            tie = before.ties.get(job.contact) or now.ties.get(job.contact)
            met = f", {MET[TieKind(tie.kind)]}" if tie else ""
            cause = f"through {somebody(town, job.contact, now.month)}{met}"
        verb = "Found work" if before.work is None else "Changed to a job"
        if job.channel == Channel.FIRST:
            verb = "Had work from the first day"
        yield f"{verb} in {SECTOR[Sector(job.sector)]}{fit(now, job)}", cause
    elif before.work and now.work is None:
        if now.years >= RETIREMENT:
            yield "Retired", ""
        elif now.studying and not before.studying:
            yield f"Left the job in {SECTOR[Sector(before.work.sector)]}", "studies"
        else:
            cause = "moved out of reach" if now.place != before.place else ""
            yield f"Lost the job in {SECTOR[Sector(before.work.sector)]}", cause


def club_events(town: Town, before: Snapshot, now: Snapshot) -> Changes:
    clubs = town.state.clubs
    for club in sorted(set(now.clubs) - set(before.clubs)):
        yield f"Joined {club_words(town, club)}", SOURCE[InformationSource(now.told_by)]
    for club in sorted(set(before.clubs) - set(now.clubs)):
        name = club_words(town, club)
        if not clubs.open[club]:
            nobody = clubs.closed_for[club] == ClosedFor.BOARD
            yield f"Lost {name}", "nobody was left to run it" if nobody else "it had too few members and closed"
        else:
            yield f"Left {name}", "moved away" if now.place != before.place else ""
    for club in sorted(now.boards - before.boards):
        yield f"Elected to the board of {club_words(town, club)}", ""
    if now.volunteer and not now.boards and not before.volunteer and now.clubs:
        yield "Began to help run a club", ""
