"""Programmes for people: asking, waiting, being matched, taking part (step 5).

Demand above supply waits, first come first served. Mentors' hours come out of their own free hours, and their
tie lives on after the programme only by the hours it has gathered.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.codes import HERE, NOBODY, Enrolment, TieKind
from sim.foci import quit_focus
from sim.processes.clubs import directory
from sim.processes.enrolling import ask
from sim.processes.matching import Matched, Volunteers, match
from sim.processes.offers import GROUP_FORM, Offers, offers_of
from sim.processes.open_houses import welcome
from sim.processes.placements import hosts_of
from sim.processes.taking_part import carry_through_the_month, forget_month, run_groups, take_part
from sim.processes.venues import at_work
from sim.quality import quality_table
from sim.rng import Process, named_uid
from sim.town import Town, Used
from sim.vectorised_draws import words_many

Array = np.ndarray[Any, Any]
WAITING, MENTOR = Enrolment.WAITING.value, TieKind.MENTOR.value
WAIT_ORDER = 254
"""Block of draws that orders those who asked in the same month."""


def queue_up(town: Town, offers: Offers) -> None:
    """Those who begin to ask this month take a row each."""
    state, people_used = town.state, int(town.used[Used.PEOPLE])
    chosen = np.full(people_used, NOBODY, np.int16)
    ask(state, town.rules, offers, chosen)
    people = np.flatnonzero(chosen != NOBODY)
    if not people.size:
        return
    town.ensure_room(Used.ENROLMENTS, people.size)
    first = int(town.used[Used.ENROLMENTS])
    rows = slice(first, first + people.size)
    enrolments = town.state.enrolments
    enrolments.person[rows] = people
    enrolments.programme[rows] = chosen[people]
    enrolments.state[rows] = Enrolment.WAITING
    enrolments.asked[rows] = town.month
    town.used[Used.ENROLMENTS] += people.size


def waiting_rows(town: Town) -> Array:
    """Rows of those who wait, longest first; those of one month in an order of their own draws."""
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    rows = np.flatnonzero(enrolments.state[:count] == WAITING)
    uids = town.state.people.uid[enrolments.person[rows]]
    drawn = words_many(town.seed, Process.MATCHING, uids, 0, WAIT_ORDER)[0]
    return rows[np.lexsort((uids, drawn, enrolments.asked[rows]))]


def volunteers_by_place(town: Town) -> Volunteers:
    """Those who are ready to volunteer this month."""
    people, count = town.state.people, int(town.used[Used.PEOPLE])
    rows = np.flatnonzero((town.state.civic.ready[:count] == 1) & (people.status[:count] == HERE))
    place = people.place[rows]
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(town.state.places.uid.shape[0] + 1))
    return Volunteers(rows[order], starts)


def group_foci(town: Town) -> Array:
    """Foci of each programme's groups (p, g), NOBODY after the last."""
    foci, count = town.state.foci, int(town.used[Used.FOCI])
    rows = np.flatnonzero(foci.kind[:count] == MENTOR)
    order = np.argsort(foci.owner[rows], kind="stable")
    owners, many = foci.owner[rows][order], np.bincount(foci.owner[rows], minlength=len(town.scenario.programmes))
    found = np.full((many.size, max(1, int(many.max(initial=0)))), NOBODY, np.int64)
    found[owners, np.arange(rows.size) - (np.cumsum(many) - many)[owners]] = rows[order]
    return found


def open_groups(town: Town, offers: Offers) -> None:
    """A group for every place where somebody waits for one and no seat is left."""
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    foci, waits = town.state.foci, np.flatnonzero(enrolments.state[:count] == WAITING)
    waits = waits[((offers.form == GROUP_FORM) & (offers.running == 1))[enrolments.programme[waits]]]
    places = town.state.people.place[enrolments.person[waits]]
    wanted = set(zip(enrolments.programme[waits].tolist(), places.tolist(), strict=True))
    capacity = 1 << (int(town.scenario.mentoring.group_size) - 1).bit_length()
    groups = np.flatnonzero(foci.kind[: int(town.used[Used.FOCI])] == MENTOR)
    owner, there = foci.owner[groups], foci.place[groups]
    for programme, place in sorted(wanted):
        own = groups[(owner == programme) & (there == place)]
        if not (foci.count[own] + 2 <= foci.capacity[own]).any():
            open_group(town, programme, place, capacity, own.size)


def open_group(town: Town, programme: int, place: int, capacity: int, number: int) -> None:
    town.ensure_room(Used.FOCI, 1)
    town.ensure_room(Used.SEATS, capacity)
    row, first, foci = int(town.used[Used.FOCI]), int(town.used[Used.SEATS]), town.state.foci
    foci.kind[row], foci.place[row], foci.owner[row] = TieKind.MENTOR, place, programme
    foci.start[row], foci.capacity[row], foci.count[row] = first, capacity, 0
    foci.uid[row] = named_uid(
        "group", int(town.state.programmes.uid[programme]), int(town.state.places.uid[place]), number
    )
    town.used[Used.FOCI] += 1
    town.used[Used.SEATS] += capacity


def step(town: Town) -> None:
    """Forgetting what newcomers said, asking, matching, and a month of taking part in every programme."""
    programmes = town.state.programmes
    town.state.places.fit[:] *= 2.0 ** (-1.0 / town.rules.mentoring.fit_half_life)
    people_used = int(town.used[Used.PEOPLE])
    runs = at_work(town)
    if not runs.any():
        if programmes.uid.any():
            forget_month(people_used, town.state.civic)
            leave_empty_groups(town)
        return
    offers = offers_of(town)
    queue_up(town, offers)
    open_groups(town, offers)
    groups = group_foci(town)
    hosts = hosts_of(town, offers)
    state, rules, quality = town.state, town.rules, quality_table()
    count = len(programmes.uid)
    matched = Matched(programmes.taking_part.astype(np.int64), np.zeros(count), np.zeros(count, np.int64))
    match(state, rules, offers, waiting_rows(town), volunteers_by_place(town), groups, hosts, matched, quality)
    forget_month(people_used, state.civic)
    counted, helping = np.zeros(count, np.int64), np.zeros(count, np.int64)
    enrolments_used = int(town.used[Used.ENROLMENTS])
    clubs_at = directory(state)
    reached = take_part(state, rules, offers, counted, helping, clubs_at, quality)
    guests, houses = welcome(town, offers, counted, clubs_at)
    who = np.append(state.enrolments.person[reached], guests)
    carry_through_the_month(who, np.append(state.enrolments.programme[reached], houses), offers, state)
    run_groups(state, rules, offers, groups, helping)
    help_employers(town, offers)
    waits = state.enrolments.state[:enrolments_used] == WAITING
    waiting = state.enrolments.programme[:enrolments_used][waits]
    programmes.waiting[:] = np.bincount(waiting, minlength=count)
    programmes.taking_part[:], programmes.helping[:] = counted, helping
    programmes.waited[:], programmes.met[:] = matched.waited, matched.met
    programmes.months_run[runs] += 1


def leave_empty_groups(town: Town) -> None:
    """When nothing runs any more, volunteers go home from the last groups."""
    foci, state = town.state.foci, town.state
    used = int(town.used[Used.FOCI])
    column = state.memberships.focus.shape[1] - 1
    for focus in np.flatnonzero((foci.kind[:used] == MENTOR) & (foci.count[:used] > 0)).tolist():
        start = int(foci.start[focus])
        for person in foci.roster[start : start + int(foci.capacity[focus])].tolist():
            if person != NOBODY:
                quit_focus(state, person, column)


def help_employers(town: Town, offers: Offers) -> None:
    """Programmes that see employers make them readier to hire newcomers."""
    state, count = town.state, int(town.used[Used.EMPLOYERS])
    for row in np.flatnonzero((offers.carries.willingness > 0.0) & (offers.running == 1)).tolist():
        rate, there = float(offers.carries.willingness[row]), offers.at[row, state.employers.place[:count]]
        willing = state.employers.willingness[:count].astype(np.float64)
        willing[there] += rate * (1.0 - willing[there])
        state.employers.willingness[:count] = willing
