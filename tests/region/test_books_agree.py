"""What must hold in a region just built: every two books that tell the same thing agree."""

from __future__ import annotations

import numpy as np

from sim.codes import HOUSEHOLD_SEATS, NOBODY, FocusSlot, Status, TieKind
from sim.town import Town, Used

COLUMN_KIND = [
    TieKind.NEIGHBOUR,
    TieKind.WORK,
    TieKind.SCHOOL_GATE,
    TieKind.COMPATRIOT,
    TieKind.MEETING_PLACE,
    TieKind.CLUB,
    TieKind.CLUB,
    TieKind.CLUB,
    TieKind.MENTOR,
]


def test_rosters_and_memberships_agree(built: Town) -> None:
    foci, memberships, n = built.state.foci, built.state.memberships, int(built.used[Used.PEOPLE])
    seen = np.full_like(foci.roster, NOBODY)
    for column in FocusSlot:
        rows = np.flatnonzero(memberships.focus[:n, column] != NOBODY)
        focus, seat = memberships.focus[rows, column], memberships.seat[rows, column]
        assert (foci.kind[focus] == COLUMN_KIND[column]).all()
        assert ((seat >= 0) & (seat < foci.capacity[focus])).all()
        where = foci.start[focus] + seat
        assert (seen[where] == NOBODY).all()
        seen[where] = rows
    assert (seen == foci.roster).all()
    used = int(built.used[Used.FOCI])
    counted = [
        int((foci.roster[foci.start[f] : foci.start[f] + foci.capacity[f]] != NOBODY).sum()) for f in range(used)
    ]
    assert counted == foci.count[:used].tolist()


def test_rosters_do_not_overlap_and_have_a_power_of_two_of_seats(built: Town) -> None:
    foci, used = built.state.foci, int(built.used[Used.FOCI])
    order = np.argsort(foci.start[:used], kind="stable")
    ends = (foci.start[:used] + foci.capacity[:used])[order]
    assert (foci.start[:used][order][1:] >= ends[:-1]).all()
    assert int(ends[-1]) <= built.used[Used.SEATS] <= len(foci.roster)
    capacity = foci.capacity[:used]
    assert ((capacity & (capacity - 1)) == 0).all()
    assert capacity.max() <= 128


def test_everybody_lives_in_one_household_and_it_in_one_home_with_beds_enough(built: Town) -> None:
    people, households, homes = built.state.people, built.state.households, built.state.homes
    n, h = int(built.used[Used.PEOPLE]), int(built.used[Used.HOUSEHOLDS])
    members = households.members[:h]
    assert sorted(members[members != NOBODY].tolist()) == list(range(n))
    assert ((members != NOBODY).sum(axis=1) == households.size[:h]).all()
    row, _ = np.nonzero(members != NOBODY)
    assert (people.household[members[members != NOBODY]] == row).all()
    assert (people.place[members[members != NOBODY]] == households.place[row]).all()
    home = households.home[:h]
    assert (homes.household[home] == np.arange(h)).all()
    assert len(np.unique(home)) == h
    assert (homes.beds[home] >= households.size[:h]).all()
    assert (homes.place[home] == households.place[:h]).all()
    assert homes.beds[: int(built.used[Used.HOMES])].max() <= HOUSEHOLD_SEATS


def test_everybody_is_a_neighbour_where_the_home_is(built: Town) -> None:
    n, state = int(built.used[Used.PEOPLE]), built.state
    home = state.households.home[state.people.household[:n]]
    assert (state.memberships.focus[:n, FocusSlot.NEIGHBOURS] == state.homes.focus[home]).all()


def test_a_job_has_one_holder_and_the_employer_counts_them(built: Town) -> None:
    state, jobs = built.state, int(built.used[Used.JOBS])
    holder = state.jobs.holder[:jobs]
    held = np.flatnonzero(holder != NOBODY)
    assert len(np.unique(holder[held])) == len(held)
    assert (state.work.job[holder[held]] == held).all()
    n = int(built.used[Used.PEOPLE])
    assert (state.work.job[:n] != NOBODY).sum() == len(held)
    assert (state.memberships.focus[holder[held], FocusSlot.WORK] == state.jobs.focus[held]).all()
    origins = np.zeros_like(state.employers.origins)
    np.add.at(origins, (state.jobs.employer[held], state.people.origin[holder[held]]), 1)
    assert (origins == state.employers.origins).all()
    focus = state.jobs.focus[:jobs]
    assert (state.foci.owner[focus] == state.jobs.employer[:jobs]).all()


def test_ties_are_symmetric_and_only_among_those_here(built: Town) -> None:
    ties, n = built.state.ties, int(built.used[Used.PEOPLE])
    a, slot = np.nonzero(ties.partner != NOBODY)
    b = ties.partner[a, slot]
    assert (b < n).all()
    assert (a != b).all()
    assert (built.state.people.status[b] == Status.HERE).all()
    forward = {(int(x), int(y)): k for k, (x, y) in enumerate(zip(a, b, strict=True))}
    assert len(forward) == len(a)
    back = np.array([forward[int(y), int(x)] for x, y in zip(a, b, strict=True)])
    for column in (ties.hours, ties.kind, ties.quality, ties.since):
        values = column[a, slot]
        assert (values == values[back]).all()


def test_households_are_tied_and_kin_live_apart(built: Town) -> None:
    ties, people = built.state.ties, built.state.people
    a, slot = np.nonzero(ties.partner != NOBODY)
    b, kind = ties.partner[a, slot], ties.kind[a, slot]
    together = people.household[a] == people.household[b]
    assert ((kind == TieKind.HOUSEHOLD) == together).all()
    size = built.state.households.size.astype(np.int64)
    assert (kind == TieKind.HOUSEHOLD).sum() == (size * (size - 1)).sum()


def test_clubs_and_their_foci_name_each_other(built: Town) -> None:
    clubs, foci, used = built.state.clubs, built.state.foci, int(built.used[Used.CLUBS])
    rows = np.arange(used)
    assert (foci.owner[clubs.focus[:used]] == rows).all()
    assert (foci.kind[clubs.focus[:used]] == TieKind.CLUB).all()
    assert (foci.place[clubs.focus[:used]] == clubs.place[:used]).all()
    assert (clubs.open[:used] == 1).all()


def test_uids_are_all_different(built: Town) -> None:
    state = built.state
    for group, what in (
        (state.people, Used.PEOPLE),
        (state.households, Used.HOUSEHOLDS),
        (state.clubs, Used.CLUBS),
        (state.employers, Used.EMPLOYERS),
    ):
        uids = group.uid[: int(built.used[what])]
        assert len(np.unique(uids)) == len(uids)
    counts = np.bincount(state.people.place[: int(built.used[Used.PEOPLE])])
    assert counts.tolist() == [place.population for place in built.scenario.places.values()]
    assert state.places.population.tolist() == counts.tolist()


def test_there_is_room_for_those_yet_to_come(built: Town) -> None:
    for what in (Used.PEOPLE, Used.HOUSEHOLDS):
        used = int(built.used[what])
        assert built.capacity(what) >= used + max(512, used // 10)
