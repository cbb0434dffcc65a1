"""A month of taking part: hours with mentors and groups, and what programmes carry."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import NOBODY, Enrolment, FocusSlot, Status, Told
from sim.foci import club_column, quit_focus
from sim.jit import kernel
from sim.network import find_slot
from sim.processes.clubs import drawn_club
from sim.processes.matching import bind, end, loosen_all
from sim.processes.meeting import meet
from sim.processes.offers import CARRIED, GROUP_FORM, MENTOR_FORM, WORKPLACE
from sim.quality import affinity_key
from sim.rng import SHIFT, Process, pair_key, uniforms, words

HERE = Status.HERE.value
WAITING, ACTIVE = Enrolment.WAITING.value, Enrolment.ACTIVE.value
GROUP = FocusSlot.PROGRAMME.value
FIRST_CLUB = FocusSlot.CLUB_1.value
CLUB_COLUMNS = 3
FRIEND_KIND = 9
TAKING_PART, MINGLING = Process.TAKING_PART.value, Process.MINGLING.value
TOLD_MENTOR, TOLD_PROGRAMME = Told.MENTOR.value, Told.PROGRAMME.value
ADULT = 18 * 12
MOST_MONTHS = 30_000
(LANGUAGE, INFORMATION, FRIENDS, JOB_LEADS, RECOGNITION, EXPERIENCE, FEE, CHILDCARE, TRANSPORT, HEALTH,
 REUNION) = range(len(CARRIED))
ONE = np.uint32(1)


@kernel
def forget_month(people_used: int, civic: Any) -> None:
    """Clear what is rewritten every month."""
    for i in range(people_used):
        civic.matched[i] = 0
        civic.load[i] = 0.0
        civic.taking[i] = 0.0
        civic.company[i] = 0.0
        civic.practice[i] = 0.0
        civic.job_help[i] = 0.0
        civic.recognition[i] = 0.0
        civic.reunification[i] = 0.0
        civic.fee_support[i] = 0.0
        civic.childcare[i] = 0
        civic.lift[i] = 0


@kernel
def carry(person: int, programme: int, offers: Any, u: float, people: Any, work: Any, civic: Any) -> None:
    """What a month of taking part carries to one person, added to what other programmes carry."""
    held = offers.carries[programme]
    civic.practice[person] = np.float64(civic.practice[person]) + held[LANGUAGE]
    civic.job_help[person] = np.float64(civic.job_help[person]) + held[JOB_LEADS]
    civic.recognition[person] = np.float64(civic.recognition[person]) + held[RECOGNITION]
    civic.reunification[person] = np.float64(civic.reunification[person]) + held[REUNION]
    civic.fee_support[person] = min(1.0, np.float64(civic.fee_support[person]) + held[FEE])
    if held[CHILDCARE] > 0.0:
        civic.childcare[person] = 1
    if held[TRANSPORT] > 0.0:
        civic.lift[person] = 1
    if held[HEALTH] > 0.0:
        health = np.float64(people.health[person])
        people.health[person] = health + held[HEALTH] * (1.0 - health)
    if held[EXPERIENCE] > 0.0 and work.months_worked[person] < MOST_MONTHS:
        months = int(held[EXPERIENCE])
        if u < held[EXPERIENCE] - months:
            months += 1
        work.months_worked[person] += months


@kernel
def keep_company(row: int, which: int, month: int, affinity: Any, hours: float, whole: bool, tie_rules: Any,
                 people: Any, households: Any, civic: Any, ties: Any, enrolments: Any) -> None:
    """A mentor's month: hours with the participant, or with each grown member of the household, out of the
    free hours of both."""
    person, mentor = int(enrolments.person[row]), int(enrolments.mentors[row, which])
    household = int(people.household[person])
    pairs = 0
    for seat in range(households.members.shape[1]):
        member = person if household == NOBODY else int(households.members[household, seat])
        if member == NOBODY or (member != person and not whole):
            continue
        if member != person and month - int(people.birth[member]) < ADULT:
            continue
        if bind(member, mentor, month, affinity, tie_rules, people, ties):
            civic.company[member] = np.float64(civic.company[member]) + hours
            civic.taking[member] = np.float64(civic.taking[member]) + hours
            pairs += 1
        if household == NOBODY:
            break
    civic.company[mentor] = np.float64(civic.company[mentor]) + hours * pairs
    civic.load[mentor] = np.float64(civic.load[mentor]) + hours * pairs
    civic.matched[mentor] += 1


@kernel
def tell_of_club(person: int, mentor: int, about: int, u: float, word: Any, clubs_at: Any, people: Any,
                 memberships: Any, foci: Any, clubs: Any) -> None:
    """Think of one of the mentor's clubs (draw ``u``), unless somebody told of another already; without a
    mentor of one in the place, of the kind ``about`` (draw ``word``, :func:`clubs.drawn_club`)."""
    if memberships.candidate[person] != NOBODY:
        return
    if mentor == NOBODY:
        club = int(drawn_club(int(people.place[person]), about, word, clubs_at, clubs))
        told = TOLD_PROGRAMME
    else:
        focus = int(memberships.focus[mentor, FIRST_CLUB + int(u * CLUB_COLUMNS)])
        club = int(foci.owner[focus]) if focus != NOBODY else NOBODY
        told = TOLD_MENTOR
    if club == NOBODY or clubs.open[club] == 0:
        return
    if club_column(person, int(clubs.focus[club]), memberships) == NOBODY:
        memberships.candidate[person] = club
        memberships.told_by[person] = told


@kernel
def keeps_mentor(row: int, which: int, kind: int, people: Any, memberships: Any, civic: Any,
                 enrolments: Any) -> bool:
    """Whether a mentor goes on: still here, in the same place, and still a volunteer (or a colleague)."""
    person, mentor = int(enrolments.person[row]), int(enrolments.mentors[row, which])
    if mentor == NOBODY or people.status[mentor] != HERE or people.place[mentor] != people.place[person]:
        return False
    if kind == WORKPLACE:
        team = memberships.focus[person, FocusSlot.WORK.value]
        return team != NOBODY and team == memberships.focus[mentor, FocusSlot.WORK.value]
    return bool(civic.ready[mentor] == 1)


@kernel
def take_part(enrolments_used: int, month: int, seed: Any, early: float, hours_each: float, offers: Any,
              counted: Any, helping: Any, clubs_at: Any, quality: Any, meeting: Any, tie_rules: Any,
              state: Any) -> None:
    """Everybody's month in a programme; ``counted`` and ``helping`` (p,): participants, and mentors at work.

    A match ends when its months are over, at times early, and when the participant leaves; who loses all
    mentors goes back to the end of the queue, with the months that are left. ``hours_each``: hours of
    meeting a friend of the mentor's.
    """
    people, enrolments, civic = state.people, state.enrolments, state.civic
    memberships, foci, ties, households = state.memberships, state.foci, state.ties, state.households
    affinity, mingling = affinity_key(seed), pair_key(seed, MINGLING, month)
    for row in range(enrolments_used):
        if enrolments.state[row] != ACTIVE:
            continue
        person, programme = int(enrolments.person[row]), int(enrolments.programme[row])
        uid = people.uid[person] ^ offers.uid[programme]
        u_early, u_tells, u_which, u_months = uniforms(seed, TAKING_PART, uid, month, 0)
        gone = people.status[person] != HERE or not offers.at[programme, int(people.place[person])]
        if gone or month >= enrolments.ends[row] or u_early < early:
            end(row, month, people, memberships, foci, ties, enrolments, households)
            continue
        first_mentor = NOBODY
        if offers.form[programme] == MENTOR_FORM:
            kind = int(offers.mentors[programme])
            for which in range(enrolments.mentors.shape[1]):
                if enrolments.mentors[row, which] == NOBODY:
                    continue
                if keeps_mentor(row, which, kind, people, memberships, civic, enrolments):
                    first_mentor = int(enrolments.mentors[row, which])
                    helping[programme] += 1
                    keep_company(row, which, month, affinity, offers.hours[programme],
                                 offers.whole[programme] == 1, tie_rules, people, households, civic, ties,
                                 enrolments)
                else:
                    loosen_all(row, which, people, ties, enrolments, households)
                    enrolments.mentors[row, which] = NOBODY
            if first_mentor == NOBODY:
                enrolments.state[row] = WAITING
                enrolments.asked[row] = month
                enrolments.months_left[row] = enrolments.ends[row] - month
                continue
        elif offers.form[programme] == GROUP_FORM:
            focus = int(memberships.focus[person, GROUP])
            if focus == NOBODY or foci.owner[focus] != programme:  # they moved away and came back
                end(row, month, people, memberships, foci, ties, enrolments, households)
                continue
        counted[programme] += 1
        carry(person, programme, offers, u_months, people, state.work, civic)
        held = offers.carries[programme]
        if u_tells < held[INFORMATION]:
            high, low, _, _ = words(seed, TAKING_PART, uid, month, 1)
            tell_of_club(person, first_mentor, int(offers.about[programme]), u_which, (high << SHIFT) | low,
                         clubs_at, people, memberships, foci, state.clubs)
        if first_mentor != NOBODY and u_tells >= 1.0 - held[FRIENDS]:
            other = int(ties.partner[first_mentor, int(u_which * ties.partner.shape[1])])
            if other != NOBODY and other != person and people.place[other] == people.place[person]:
                if month - int(people.birth[other]) >= ADULT and find_slot(person, other, ties) == NOBODY:
                    meet(mingling, affinity, person, other, FRIEND_KIND, hours_each, 1.0, month, quality,
                         meeting, tie_rules, people, state.minds, state.contacts, ties)


@kernel
def run_groups(groups: Any, known_share: float, offers: Any, helping: Any, state: Any) -> None:
    """Hours at the groups' meetings, out of everybody's free hours, and those of them for people already
    known there; volunteers who are no longer ready, or
    have nobody left to help, go. ``groups``: (p, g) foci."""
    foci, civic, memberships = state.foci, state.civic, state.memberships
    for programme in range(groups.shape[0]):
        bit = ONE << np.uint32(programme)
        hours = offers.hours[programme] * known_share
        for number in range(groups.shape[1]):
            focus = int(groups[programme, number])
            if focus == NOBODY:
                break
            start = int(foci.start[focus])
            participants = 0
            for seat in range(int(foci.capacity[focus])):
                member = int(foci.roster[start + seat])
                if member != NOBODY and (civic.joined[member] & bit) != 0:
                    participants += 1
            for seat in range(int(foci.capacity[focus])):
                member = int(foci.roster[start + seat])
                if member == NOBODY:
                    continue
                if (civic.joined[member] & bit) == 0:
                    if participants == 0 or civic.ready[member] == 0:
                        quit_focus(member, GROUP, memberships, foci, state.ties)
                        continue
                    helping[programme] += 1
                    civic.matched[member] += 1
                    civic.load[member] = np.float64(civic.load[member]) + offers.hours[programme]
                else:
                    civic.taking[member] = np.float64(civic.taking[member]) + offers.hours[programme]
                civic.company[member] = np.float64(civic.company[member]) + hours
