"""A month of taking part: hours with mentors and groups, and what programmes carry."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.carries import LASTING
from sim.codes import FIRST_CLUB, HERE, NOBODY, Enrolment, FocusSlot, InformationSource
from sim.foci import club_column, free_club_column, quit_focus
from sim.jit import kernel
from sim.network import find_slot
from sim.processes.clubs import drawn_club, let_in, think_of
from sim.processes.encounters import get_to_know, keys_of_pairs
from sim.processes.health import care_for
from sim.processes.matching import bind, end, loosen_all
from sim.processes.offers import GROUP_FORM, MENTOR_FORM, PLACEMENT_FORM, WORKPLACE
from sim.processes.placements import is_with_host, keep
from sim.processes.studies import learn_beside_it
from sim.quality import affinity_key
from sim.rng import SCALE, SHIFT, Process, uniforms, words
from sim.state import Array, State
from sim.state.clock import ENROLMENTS

WAITING, ACTIVE = Enrolment.WAITING.value, Enrolment.ACTIVE.value
GROUP = FocusSlot.PROGRAMME.value
CLUB_COLUMNS = 3
TAKING_PART = Process.TAKING_PART.value
TOLD_MENTOR, TOLD_PROGRAMME = InformationSource.MENTOR.value, InformationSource.PROGRAMME.value
ADULT = 18 * 12
MOST_MONTHS = 30_000
ONE = np.uint32(1)


def forget_month(people_used: int, civic: Any) -> None:
    """Clear what is rewritten every month."""
    for name in ("matched", "load", "taking", "company", *(carry.column for carry in LASTING)):
        getattr(civic, name)[:people_used] = 0


@kernel
def add_up(who: Any, amounts: Any, at_most: float, column: Any) -> None:
    """Add to the column of the month what is carried (``amounts`` (k,)) to each of ``who`` (k,)."""
    for number in range(who.shape[0]):
        person = int(who[number])
        column[person] = min(at_most, np.float64(column[person]) + amounts[number])


def carry_through_the_month(who: Array, programmes: Array, offers: Any, state: State) -> None:
    """What lasts a month of that which is carried by the ``programmes`` to ``who`` (rows of people)."""
    fits = offers.fits[programmes, state.people.place[who]]
    for carry in LASTING:
        amounts = getattr(offers.carries, carry.name)
        if amounts.any():
            amounts = amounts[programmes] * fits if carry.skilled else amounts[programmes]
            add_up(who, amounts, carry.at_most, getattr(state.civic, carry.column))


@kernel
def carry_at_once(person: int, programme: int, offers: Any, u: float, state: Any, rules: Any) -> None:
    """What acts at once: health, months that count as work here (``u`` decides over a part of one), attitude (less the
    friendlier it is), rights and services known, schooling, and a say in what is offered; each as far as it fits the
    place.

    A say takes the place's ``fit`` its share of the way to 1 for each of the newcomers counted there, and the person's
    trust ``attitudes.trust_voice`` of it.
    """
    carries, minds, place = offers.carries, state.minds, int(state.people.place[person])
    fits = offers.fits[programme, place]
    attitude, trust, known = minds.attitude[person], minds.trust[person], minds.known[person]
    minds.attitude[person] = attitude + carries.attitude[programme] * fits * (1.0 - np.float64(attitude)) / 2.0
    minds.known[person] = known + carries.rights[programme] * fits * (1.0 - np.float64(known))
    voice, places = carries.voice[programme] * fits, state.places
    if voice > 0.0:
        minds.trust[person] = trust + voice * rules.attitudes.trust_voice * (1.0 - np.float64(trust))
        places.fit[place] += voice * (1.0 - places.fit[place]) / max(1, int(places.newcomers[place]))
    learn_beside_it(state, rules, person, carries.schooling[programme] * fits)
    health, experience = carries.health[programme] * fits, carries.experience[programme] * fits
    if health > 0.0:
        care_for(state, rules, person, offers.uid[programme], health)
    if experience > 0.0 and state.work.months_worked[person] < MOST_MONTHS:
        months = int(experience)
        if u < experience - months:
            months += 1
        state.work.months_worked[person] += months


@kernel
def keep_company(state: Any, rules: Any, row: int, which: int, affinity: Any, hours: float, whole: bool) -> None:
    """A mentor's month: hours with the participant, or with each grown member of the household, out of the
    free hours of both."""
    people, households, civic, enrolments = state.people, state.households, state.civic, state.enrolments
    month = int(state.clock.month[0])
    person, mentor = int(enrolments.person[row]), int(enrolments.mentors[row, which])
    household = int(people.household[person])
    pairs = 0
    for seat in range(households.members.shape[1]):
        member = person if household == NOBODY else int(households.members[household, seat])
        if member == NOBODY or (member != person and not whole):
            continue
        if member != person and month - int(people.birth[member]) < ADULT:
            continue
        if bind(state, rules, member, mentor, affinity):
            civic.company[member] = np.float64(civic.company[member]) + hours
            civic.taking[member] = np.float64(civic.taking[member]) + hours
            pairs += 1
        if household == NOBODY:
            break
    civic.company[mentor] = np.float64(civic.company[mentor]) + hours * pairs
    civic.load[mentor] = np.float64(civic.load[mentor]) + hours * pairs
    civic.matched[mentor] += 1


@kernel
def tell_of_club(state: Any, person: int, mentor: int, about: int, u: float, uid: Any, clubs_at: Any) -> None:
    """Think of one of the mentor's clubs (draw ``u``), unless somebody told of another already; without a
    mentor of one in the place, of the kind ``about`` (draw of ``uid``, :func:`clubs.drawn_club`)."""
    memberships = state.memberships
    if memberships.candidate[person] != NOBODY:
        return
    if mentor == NOBODY:
        high, low, _, _ = words(state.clock.seed[0], TAKING_PART, uid, int(state.clock.month[0]), 1)
        place, word = int(state.people.place[person]), (high << SHIFT) | low
        club = int(drawn_club(state, place, about, word, clubs_at))
        told = TOLD_PROGRAMME
    else:
        focus = int(memberships.focus[mentor, FIRST_CLUB + int(u * CLUB_COLUMNS)])
        club = int(state.foci.owner[focus]) if focus != NOBODY else NOBODY
        told = TOLD_MENTOR
    think_of(state, person, club, told)


@kernel
def be_given_a_seat(state: Any, rules: Any, offers: Any, programme: int, person: int, uid: Any, clubs_at: Any) -> None:
    """By the chance carried, a seat at once in a club of the kind told of (:func:`clubs.let_in`); draws of ``uid``."""
    chance, memberships = offers.carries.club_seat[programme], state.memberships
    chance *= offers.fits[programme, int(state.people.place[person])]
    column = int(free_club_column(person, memberships))
    if chance <= 0.0 or column == NOBODY:
        return
    high, low, seat, _ = words(state.clock.seed[0], TAKING_PART, uid, int(state.clock.month[0]), 2)
    if (np.float64(seat) + 0.5) * SCALE < chance:
        place, word = int(state.people.place[person]), (high << SHIFT) | low
        club = int(drawn_club(state, place, int(offers.about[programme]), word, clubs_at))
        if club != NOBODY and club_column(person, int(state.clubs.focus[club]), memberships) == NOBODY:
            let_in(state, rules, person, column, club)


@kernel
def keeps_mentor(state: Any, row: int, which: int, kind: int) -> bool:
    """Whether a mentor goes on: still here, in the same place, and still a volunteer (or a colleague)."""
    people, memberships, enrolments = state.people, state.memberships, state.enrolments
    person, mentor = int(enrolments.person[row]), int(enrolments.mentors[row, which])
    if mentor == NOBODY or people.status[mentor] != HERE or people.place[mentor] != people.place[person]:
        return False
    if kind == WORKPLACE:
        team = memberships.focus[person, FocusSlot.WORK.value]
        return team != NOBODY and team == memberships.focus[mentor, FocusSlot.WORK.value]
    return bool(state.civic.ready[mentor] == 1)


@kernel
def take_part(state: Any, rules: Any, offers: Any, counted: Any, helping: Any, clubs_at: Any, quality: Any) -> Any:
    """Everybody's month in a programme; ``counted`` and ``helping`` (p,): participants, and mentors at work.
    Returns the rows of the enrolments that were carried on (int64), in their order.

    A match ends when its months are over, at times early, and when the participant leaves; who loses all
    mentors goes back to the end of the queue, with the months that are left. A friend of the mentor's is met
    for ``meeting.introduction_hours``.
    """
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    enrolments_used = int(state.clock.used[0, ENROLMENTS])
    reached, count = np.zeros(enrolments_used, np.int64), 0
    people, enrolments, ties = state.people, state.enrolments, state.ties
    affinity, keys = affinity_key(seed), keys_of_pairs(state)
    for row in range(enrolments_used):
        if enrolments.state[row] != ACTIVE:
            continue
        person, programme = int(enrolments.person[row]), int(enrolments.programme[row])
        uid = people.uid[person] ^ offers.uid[programme]
        u_early, u_tells, u_which, u_months = uniforms(seed, TAKING_PART, uid, month, 0)
        gone = people.status[person] != HERE or not offers.at[programme, int(people.place[person])]
        placed = offers.form[programme] == PLACEMENT_FORM
        if placed and not gone:
            gone = not is_with_host(state, row)
        if gone or month >= enrolments.ends[row] or u_early < rules.mentoring.ending_early:
            if placed and not gone and month >= enrolments.ends[row]:
                keep(state, rules, offers, row)
            end(state, row)
            continue
        first_mentor = NOBODY
        if placed or offers.form[programme] == MENTOR_FORM:
            kind = WORKPLACE if placed else int(offers.mentors[programme])
            for which in range(enrolments.mentors.shape[1]):
                if enrolments.mentors[row, which] == NOBODY:
                    continue
                if keeps_mentor(state, row, which, kind):
                    first_mentor = int(enrolments.mentors[row, which])
                    helping[programme] += 1
                    keep_company(
                        state, rules, row, which, affinity, offers.hours[programme], offers.whole[programme] == 1
                    )
                else:
                    loosen_all(state, row, which)
                    enrolments.mentors[row, which] = NOBODY
            if first_mentor == NOBODY and not placed:
                enrolments.state[row] = WAITING
                enrolments.asked[row] = month
                enrolments.months_left[row] = enrolments.ends[row] - month
                continue
        elif offers.form[programme] == GROUP_FORM:
            focus = int(state.memberships.focus[person, GROUP])
            if focus == NOBODY or state.foci.owner[focus] != programme:  # they moved away and came back
                end(state, row)
                continue
        counted[programme] += 1
        reached[count] = row
        count += 1
        carry_at_once(person, programme, offers, u_months, state, rules)
        fits = offers.fits[programme, int(people.place[person])]
        if u_tells < offers.carries.information[programme] * fits:
            tell_of_club(state, person, first_mentor, int(offers.about[programme]), u_which, uid, clubs_at)
        be_given_a_seat(state, rules, offers, programme, person, uid, clubs_at)
        if first_mentor != NOBODY and u_tells >= 1.0 - offers.carries.friends[programme] * fits:
            other = int(ties.partner[first_mentor, int(u_which * ties.partner.shape[1])])
            if other != NOBODY and other != person and people.place[other] == people.place[person]:
                if month - int(people.birth[other]) >= ADULT and find_slot(person, other, ties) == NOBODY:
                    get_to_know(state, rules, keys, person, other, quality)
    return reached[:count]


@kernel
def run_groups(state: Any, rules: Any, offers: Any, groups: Any, helping: Any) -> None:
    """Hours at the groups' meetings, out of everybody's free hours, and those of them for people already
    known there; volunteers who are no longer ready, or have nobody left to help, go. ``groups``: (p, g) foci."""
    foci, civic = state.foci, state.civic
    for programme in range(groups.shape[0]):
        bit = ONE << np.uint32(programme)
        hours = offers.hours[programme] * rules.meeting.known_share
        for focus in groups[programme]:
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
                        quit_focus(state, member, GROUP)
                        continue
                    helping[programme] += 1
                    civic.matched[member] += 1
                    civic.load[member] = np.float64(civic.load[member]) + offers.hours[programme]
                else:
                    civic.taking[member] = np.float64(civic.taking[member]) + offers.hours[programme]
                civic.company[member] = np.float64(civic.company[member]) + hours
