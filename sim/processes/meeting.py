"""Meeting: hours with those one knows, encounters at the foci, introductions by friends.

Everyone has limited social hours. Hours at a focus belong to that focus: a share goes to those already
known there (:mod:`sim.processes.ties`), the rest to whoever comes (:mod:`sim.processes.encounters`). Free hours that
no friend had time for can be spent with a friend's friend.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.codes import FOCUS_KINDS, HERE, NOBODY, TIE_KINDS, TieKind
from sim.jit import kernel
from sim.network import find_slot
from sim.processes import ties as known
from sim.processes.encounters import Terms, encounters, get_to_know, keys_of_pairs
from sim.quality import quality_table
from sim.reach import share_of_friends
from sim.rng import SCALE, SHIFT, Process, words
from sim.threads import over_rows
from sim.town import Town, Used

MENTOR = TieKind.MENTOR.value
INTRODUCTIONS = Process.INTRODUCTIONS.value


def hours_by_kind(rules: Any) -> np.ndarray[Any, Any]:
    """Hours a month at each focus kind in total (float64, 8); ``rules`` are the MeetingRules."""
    hours = np.zeros(FOCUS_KINDS)
    hours[TieKind.HOUSEHOLD] = rules.household_hours
    hours[TieKind.NEIGHBOUR] = rules.neighbour_hours
    hours[TieKind.WORK] = rules.work_hours
    hours[TieKind.SCHOOL_GATE] = rules.gate_hours
    hours[TieKind.COMPATRIOT] = rules.compatriot_hours
    hours[TieKind.MEETING_PLACE] = rules.place_hours
    hours[TieKind.CLUB] = rules.club_hours
    return hours


def encounters_by_kind(rules: Any) -> np.ndarray[Any, Any]:
    """Encounters a month at each focus kind (int64, 8); programmes' groups have their own."""
    rounds = np.zeros(FOCUS_KINDS, np.int64)
    rounds[TieKind.NEIGHBOUR] = rules.neighbour_encounters
    rounds[TieKind.WORK] = rules.work_encounters
    rounds[TieKind.SCHOOL_GATE] = rules.gate_encounters
    rounds[TieKind.COMPATRIOT] = rules.compatriot_encounters
    rounds[TieKind.MEETING_PLACE] = rules.place_encounters
    rounds[TieKind.CLUB] = rules.club_encounters
    return rounds


def hours_with_known(rules: Any) -> np.ndarray[Any, Any]:
    """Hours for those already known, by focus kind: all of them at home and with a mentor, and where no
    encounters are held; elsewhere the ``known_share``."""
    hours = hours_by_kind(rules)
    rounds = encounters_by_kind(rules)
    return np.where(rounds > 0, hours * rules.known_share, hours)


def hours_per_encounter(rules: Any) -> np.ndarray[Any, Any]:
    """Hours one encounter lasts, by focus kind (float64, 8)."""
    rounds = encounters_by_kind(rules)
    left = hours_by_kind(rules) - hours_with_known(rules)
    return np.where(rounds > 0, left / np.maximum(rounds, 1), 0.0)


def group_hours(town: Town) -> np.ndarray[Any, Any]:
    """Hours one encounter in a programme's group lasts (float64, programmes; at least one)."""
    share = (1.0 - town.rules.meeting.known_share) / town.rules.mentoring.group_meetings
    programmes = town.scenario.programmes.values()
    return np.array([share * each.hours if each.form == "group" else 0.0 for each in programmes] or [0.0])


def count_by_kind(rules: Any) -> np.ndarray[Any, Any]:
    """What an hour at each kind of tie counts towards friendship (float64, 10)."""
    count = np.ones(TIE_KINDS)
    count[TieKind.WORK] = rules.work_count
    return count


@kernel
def find_introductions(start: int, stop: int, state: Any, rules: Any, whom: Any, lots: Any) -> None:
    """Whom friends would introduce people ``start`` to ``stop`` to: those with hours to spare, to a random friend of
    a random friend.

    Two slots are drawn; an empty one means nobody was there to introduce. Writes to ``whom`` (int32, people) the row
    of the other or NOBODY, and to ``lots`` (uint64, people) a lot of the pair's by which their turns go.
    """
    people, contacts, ties = state.people, state.contacts, state.ties
    month, seed = int(state.clock.month[0]), state.clock.seed[0]
    hours = np.float64(rules.meeting.introduction_hours)
    slots = ties.partner.shape[1]
    for i in range(start, stop):
        whom[i] = NOBODY
        if people.status[i] != HERE or contacts.spare[i] < hours:
            continue
        chance, first, second, lot = words(seed, INTRODUCTIONS, people.uid[i], month, 0)
        if (np.float64(chance) + 0.5) * SCALE >= rules.meeting.introductions:
            continue
        friend = int(ties.partner[i, int((np.float64(first) + 0.5) * SCALE * slots)])
        if friend == NOBODY:
            continue
        other = int(ties.partner[friend, int((np.float64(second) + 0.5) * SCALE * slots)])
        if other == NOBODY or other == i or people.place[other] != people.place[i]:
            continue
        if contacts.spare[other] < hours or find_slot(i, other, ties) != NOBODY:
            continue
        whom[i] = other
        lots[i] = (lot << SHIFT) | first


@kernel
def introduce(state: Any, rules: Any, who: Any, whom: Any, quality: Any) -> None:
    """The introductions of :func:`find_introductions`, in the order given, while both have hours to spare."""
    contacts, ties = state.contacts, state.ties
    keys, hours = keys_of_pairs(state), np.float64(rules.meeting.introduction_hours)
    for number in range(who.shape[0]):
        a, b = int(who[number]), int(whom[number])
        if contacts.spare[a] < hours or contacts.spare[b] < hours or find_slot(a, b, ties) != NOBODY:
            continue
        if get_to_know(state, rules, keys, a, b, quality):
            contacts.spare[a] -= hours
            contacts.spare[b] -= hours


class Tables(NamedTuple):
    """What a month of company reads of the rules in force and the way between places."""

    terms: Terms
    """Of encounters; with what an hour counts and the table of quality, which hours with those known go by too."""
    root_quality: np.ndarray[Any, Any]
    with_known: np.ndarray[Any, Any]
    """Of :func:`hours_with_known`."""
    fade: np.ndarray[Any, Any]
    """Of :func:`sim.processes.ties.fade_table`."""
    reach: np.ndarray[Any, Any]
    """Of :func:`sim.reach.share_of_friends`."""


def tables_of(town: Town) -> Tables:
    """The tables under the rules in force."""
    rules, meeting, quality = town.rules, town.rules.meeting, quality_table()
    rounds = encounters_by_kind(meeting)
    rounds[MENTOR] = town.rules.mentoring.group_meetings
    return Tables(
        Terms(rounds, hours_per_encounter(meeting), group_hours(town), count_by_kind(meeting), quality),
        np.sqrt(quality),
        hours_with_known(meeting),
        known.fade_table(rules.ties.half_life_months, rules.ties.half_life_hours),
        share_of_friends(town.state.places, float(meeting.travel_half_minutes)),
    )


def known_people(town: Town, tables: Tables) -> None:
    """Hours with those one knows, and fading."""
    state, rules, used, threads = town.state, town.rules, int(town.used[Used.PEOPLE]), town.threads
    counts, quality, root = tables.terms.counts, tables.terms.quality, tables.root_quality
    over_rows(known.offer_hours, used, threads, state, rules, tables.with_known, root)
    over_rows(known.spend_and_fade, used, threads, state, rules, counts, quality, root, tables.fade, tables.reach)


def introductions(town: Town, quality: np.ndarray[Any, Any]) -> None:
    """Friends' friends who have hours to spare."""
    used = int(town.used[Used.PEOPLE])
    whom, lots = np.empty(used, np.int32), np.empty(used, np.uint64)
    over_rows(find_introductions, used, town.threads, town.state, town.rules, whom, lots)
    who = np.flatnonzero(whom != NOBODY)
    who = who[np.argsort(lots[who], kind="stable")]  # by lot, so that nobody's row gives them the first or last turn
    introduce(town.state, town.rules, who, whom[who], quality)


def step(town: Town) -> None:
    """A month of company: known people, encounters, introductions."""
    tables = town.kept(tables_of)
    known_people(town, tables)
    encounters(town, tables.terms)
    introductions(town, tables.terms.quality)
