"""What must hold in any town in any month: every two books that tell the same thing agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, NOBODY, Enrolment, Flow, FocusSlot, HomeUse, Permit, Status, StreamState, TieKind
from sim.measures.tally import HomeCount, tally_homes
from sim.processes.childcare import of_care_age, wants_care
from sim.scenario.months import parse_month
from sim.town import Town, Used

COLUMN_KIND = {
    FocusSlot.NEIGHBOURS: TieKind.NEIGHBOUR,
    FocusSlot.WORK: TieKind.WORK,
    FocusSlot.SCHOOL_GATE: TieKind.SCHOOL_GATE,
    FocusSlot.COMPATRIOTS: TieKind.COMPATRIOT,
    FocusSlot.MEETING_PLACE: TieKind.MEETING_PLACE,
    FocusSlot.CLUB_1: TieKind.CLUB,
    FocusSlot.CLUB_2: TieKind.CLUB,
    FocusSlot.CLUB_3: TieKind.CLUB,
    FocusSlot.PROGRAMME: TieKind.MENTOR,
}
INFLOWS = (Flow.BIRTHS, Flow.ARRIVALS, Flow.INFLOW, Flow.MOVES_IN)
OUTFLOWS = (Flow.DEATHS, Flow.DEPARTURES_NEWCOMERS, Flow.DEPARTURES_LOCALS, Flow.MOVES_OUT)


def assert_all_books_agree(town: Town) -> None:
    assert_rosters_and_memberships_agree(town)
    assert_boards_sit_in_their_clubs(town)
    assert_homes_hold_their_households(town)
    assert_jobs_have_one_holder(town)
    assert_ties_are_symmetric_and_among_those_here(town)
    assert_ties_say_where_the_two_meet(town)
    assert_nobody_spends_more_hours_than_there_are(town)
    assert_quantities_stay_in_range(town)
    assert_money_is_an_identity(town)
    assert_what_nobody_pays_for_does_nothing(town)
    assert_enrolments_are_in_order(town)
    assert_hosts_have_whom_they_host(town)
    assert_children_in_care_have_a_place_each(town)
    assert_courses_have_a_place_each(town)
    assert_only_newcomers_are_ill(town)


def here(town: Town) -> np.ndarray:
    return town.state.people.status[: int(town.used[Used.PEOPLE])] == Status.HERE


def assert_population_is_an_identity(town: Town, before: np.ndarray) -> None:
    """start + births + arrivals + moves in - deaths - departures - moves out, in every place."""
    flows = town.state.places.flows
    expected = before + sum(flows[:, f] for f in INFLOWS) - sum(flows[:, f] for f in OUTFLOWS)
    assert town.state.places.population.tolist() == expected.tolist()
    counted = np.bincount(town.state.people.place[: here(town).size][here(town)], minlength=before.size)
    assert counted.tolist() == expected.tolist()


def open_posts(town: Town) -> np.ndarray:
    """By place of work (P,)."""
    jobs, used = town.state.jobs, int(town.used[Used.JOBS])
    place = town.state.employers.place[jobs.employer[:used]]
    return np.bincount(place[jobs.open[:used] == 1], minlength=len(town.state.places.uid))


def assert_posts_are_an_identity(town: Town, before: np.ndarray) -> None:
    """before + opened - closed - given up, in every place; a site has the posts that the scenario says."""
    flows = town.state.places.flows
    gone = flows[:, Flow.POSTS_CLOSED] + flows[:, Flow.POSTS_GIVEN_UP]
    assert open_posts(town).tolist() == (before + flows[:, Flow.POSTS_OPENED] - gone).tolist()
    if not town.rules.work.posts:
        return
    jobs, used = town.state.jobs, int(town.used[Used.JOBS])
    site, own = town.state.employers.site[jobs.employer[:used]], (jobs.open[:used] == 1) & (jobs.subsidised[:used] == 0)
    for row, wanted in enumerate(town.scenario.sites.values()):
        assert int(((site == row) & own).sum()) == wanted.posts


PERMITS = (Permit.WAITING, Permit.TEMPORARY, Permit.PERMANENT, Permit.WORK)


def people_by_permit(town: Town) -> list[int]:
    """People here by kind of permit, in the order of PERMITS."""
    permits = town.state.people.permit[: here(town).size][here(town)]
    return [int((permits == kind).sum()) for kind in PERMITS]


def assert_permits_are_an_identity(town: Town, before: list[int]) -> None:
    """Of each kind of permit: people before + given one - ended, changed, gone; all newcomers have one."""
    places = town.state.places
    given, ended = places.permits_given.sum(axis=0), places.permits_ended.sum(axis=0)
    expected = [old + given[kind] - ended[kind] for old, kind in zip(before, PERMITS, strict=True)]
    assert people_by_permit(town) == expected
    people = town.state.people
    newcomers = here(town) & (people.newcomer[: here(town).size] == 1)
    assert np.isin(people.permit[: here(town).size][newcomers], PERMITS).all(), "a newcomer without a permit"


def assert_rosters_and_memberships_agree(town: Town) -> None:
    foci, memberships, n = town.state.foci, town.state.memberships, here(town).size
    seen = np.full_like(foci.roster, NOBODY)
    for column, kind in COLUMN_KIND.items():
        rows = np.flatnonzero(memberships.focus[:n, column] != NOBODY)
        focus, seat = memberships.focus[rows, column], memberships.seat[rows, column]
        assert here(town)[rows].all(), "somebody gone is still a member"
        assert (foci.kind[focus] == kind).all()
        assert ((seat >= 0) & (seat < foci.capacity[focus])).all()
        where = foci.start[focus] + seat
        assert len(np.unique(where)) == len(where)
        assert (seen[where] == NOBODY).all()
        seen[where] = rows
    assert (seen == foci.roster).all()
    for focus in range(int(town.used[Used.FOCI])):
        first = foci.start[focus]
        assert (foci.roster[first : first + foci.capacity[focus]] != NOBODY).sum() == foci.count[focus]
    clubs = int(town.used[Used.CLUBS])
    closed = town.state.clubs.focus[:clubs][town.state.clubs.open[:clubs] == 0]
    assert (foci.count[closed[closed != NOBODY]] == 0).all(), "a closed club has members"


def assert_boards_sit_in_their_clubs(town: Town) -> None:
    """Only members are on a board, of age and here, once in each club; everybody belongs to a club once."""
    memberships, people, n = town.state.memberships, town.state.people, here(town).size
    foci = memberships.focus[:n, FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    on_board = memberships.board_until[:n] != LONG_AGO
    assert (foci[on_board] != NOBODY).all(), "somebody is on the board of no club"
    person, column = np.nonzero(on_board)
    assert here(town)[person].all()
    assert (memberships.joined[:n][foci == NOBODY] == LONG_AGO).all()
    assert (town.month - people.birth[person] >= 12 * 13).all(), "a child is on a board"
    row, at = np.nonzero(foci != NOBODY)
    assert len(set(zip(row.tolist(), foci[row, at].tolist(), strict=True))) == len(row), "a member twice"
    clubs = int(town.used[Used.CLUBS])
    is_open = town.state.clubs.open[town.state.foci.owner[foci[person, column]]]
    assert (is_open == 1).all(), "a closed club has a board"
    assert (town.state.clubs.closed_for[:clubs][town.state.clubs.open[:clubs] == 1] == 0).all()


def assert_homes_hold_their_households(town: Town) -> None:
    people, households, homes = town.state.people, town.state.households, town.state.homes
    members = households.members[: int(town.used[Used.HOUSEHOLDS])]
    row, _ = np.nonzero(members != NOBODY)
    who = members[members != NOBODY]
    assert sorted(who.tolist()) == np.flatnonzero(here(town)).tolist(), "not everybody lives in one household"
    assert (people.household[who] == row).all()
    assert (people.place[who] == households.place[row]).all()
    size = (members != NOBODY).sum(axis=1)
    assert (size == households.size[: size.size]).all()
    lived_in = np.flatnonzero(size > 0)
    without = households.home[lived_in] == NOBODY
    assert (households.moved_in[lived_in[without]] <= town.month).all(), "without a home from a month to come"
    lived_in = lived_in[~without]
    home = households.home[lived_in]
    assert len(np.unique(home)) == len(home)
    assert (homes.household[home] == lived_in).all()
    assert (homes.place[home] == households.place[lived_in]).all()
    assert (size[lived_in] <= homes.beds[home]).all(), "more people than beds"
    taken = np.flatnonzero(homes.household[: int(town.used[Used.HOMES])] != NOBODY)
    if town.month < 0:  # homes wait for the households that are still to come
        taken = taken[households.size[homes.household[taken]] > 0]
    assert sorted(taken.tolist()) == sorted(home.tolist())


def standing(town: Town) -> Any:
    """Homes that stand, by place (int64 (P,))."""
    return tally_homes(town.state).sum(axis=(0, 1))


def assert_homes_are_an_identity(town: Town, before: Any) -> None:
    """``before`` (:func:`standing`, a month ago), and what was built less what was pulled down, stand; each is lived
    in, vacant or a holiday home."""
    flows, homes, used = town.state.places.flows, town.state.homes, int(town.used[Used.HOMES])
    expected = before + flows[:, Flow.HOMES_BUILT] - flows[:, Flow.HOMES_PULLED_DOWN]
    assert (standing(town) == expected).all()
    lived_in = homes.household[:used] != NOBODY
    assert (homes.use[:used][lived_in] == HomeUse.DWELLING).all(), "somebody lives in a holiday home or in none"
    tally = tally_homes(town.state)
    assert tally[HomeCount.LIVED_IN].sum() == lived_in.sum()
    assert tally[HomeCount.VACANT].sum() == (~lived_in & (homes.use[:used] == HomeUse.DWELLING)).sum()
    assert (homes.vacant_since[:used][~lived_in] <= town.month).all()
    assert len(set(homes.uid[:used].tolist())) == used, "two homes of one identity"


def assert_jobs_have_one_holder(town: Town) -> None:
    state, jobs = town.state, int(town.used[Used.JOBS])
    holder = state.jobs.holder[:jobs]
    held = np.flatnonzero(holder != NOBODY)
    assert len(np.unique(holder[held])) == len(held)
    assert (state.work.job[holder[held]] == held).all()
    assert (state.work.job[: here(town).size] != NOBODY).sum() == len(held)
    assert here(town)[holder[held]].all()
    assert (state.jobs.open[held] == 1).all()
    origins = np.zeros_like(state.employers.origins)
    np.add.at(origins, (state.jobs.employer[held], state.people.origin[holder[held]]), 1)
    assert (origins == state.employers.origins).all()


def tie_ends(town: Town) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    a, slot = np.nonzero(town.state.ties.partner != NOBODY)
    return a, slot, town.state.ties.partner[a, slot]


def assert_ties_are_symmetric_and_among_those_here(town: Town) -> None:
    ties = town.state.ties
    a, slot, b = tie_ends(town)
    assert (a != b).all()
    assert here(town)[a].all(), "somebody gone has a tie"
    assert here(town)[b].all(), "a tie to somebody gone"
    forward = {(int(x), int(y)): k for k, (x, y) in enumerate(zip(a, b, strict=True))}
    assert len(forward) == len(a), "two ties between the same two"
    assert all((y, x) in forward for x, y in forward), "a tie without its other end"
    back = np.array([forward[int(y), int(x)] for x, y in zip(a, b, strict=True)], np.int64)
    for column in ("hours", "kind", "quality", "since"):
        values = getattr(ties, column)[a, slot]
        assert (values == values[back]).all(), column


def assert_ties_say_where_the_two_meet(town: Town) -> None:
    """A tie of a focus kind joins two who belong to one focus of that kind; of a household, two of it."""
    a, slot, b = tie_ends(town)
    kind = town.state.ties.kind[a, slot]
    household = town.state.people.household
    assert ((kind == TieKind.HOUSEHOLD) == (household[a] == household[b])).all()
    size = town.state.households.size[: int(town.used[Used.HOUSEHOLDS])].astype(np.int64)
    ends = int((kind == TieKind.HOUSEHOLD).sum())
    assert ends == int((size * (size - 1)).sum()), "two of a household without a tie"
    focus = town.state.memberships.focus
    for column in (
        FocusSlot.NEIGHBOURS,
        FocusSlot.WORK,
        FocusSlot.SCHOOL_GATE,
        FocusSlot.COMPATRIOTS,
        FocusSlot.MEETING_PLACE,
    ):
        these = kind == COLUMN_KIND[column]
        shared = focus[a[these], column]
        assert (shared == focus[b[these], column]).all(), column.name
        assert (shared != NOBODY).all(), column.name
    clubs = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)
    these = kind == TieKind.CLUB
    ours, theirs = focus[a[these], clubs], focus[b[these], clubs]
    same = (ours[:, :, None] == theirs[:, None, :]) & (ours[:, :, None] != NOBODY)
    assert same.any(axis=(1, 2)).all(), "a club tie without a common club"


def assert_nobody_spends_more_hours_than_there_are(town: Town) -> None:
    """All hours of the month against all budgets: free, household and one of each focus belonged to."""
    rules, contacts = town.rules.meeting, town.state.contacts
    member = town.state.memberships.focus != NOBODY
    most = rules.free_hours + rules.household_hours
    most = most + rules.neighbour_hours + rules.work_hours + rules.gate_hours + rules.compatriot_hours
    most = most + rules.place_hours + 3 * rules.club_hours
    n = here(town).size
    civic = town.state.civic
    group = max([each.hours for each in town.scenario.programmes.values()] or [0.0])
    most = most + civic.company[:n][here(town)] + group
    assert (contacts.spent[:n][here(town)] <= most + 1e-2).all()
    assert (contacts.spare[:n][here(town)] >= -1e-3).all(), "more free hours spent than there were"
    assert member.shape[0] >= n


def assert_quantities_stay_in_range(town: Town) -> None:
    n, minds = here(town).size, town.state.minds
    for column, least, most in (
        ("language", 0, 1),
        ("trust", 0, 1),
        ("attitude", -1, 1),
        ("openness", 0, 1),
        ("belonging", 0, 1),
        ("course_hours", 0, np.inf),
    ):
        values = getattr(minds, column)[:n][here(town)]
        assert np.isfinite(values).all(), column
        assert ((values >= least) & (values <= most)).all(), column
    hours = town.state.ties.hours
    assert np.isfinite(hours).all()
    assert (hours >= 0).all()


def assert_money_is_an_identity(town: Town) -> None:
    """What streams paid is what everything cost; granted less spent less returned is what they have left."""
    streams, posts, programmes = town.state.streams, town.state.posts, town.state.programmes
    costs = posts.cost.sum() + programmes.cost.sum()
    assert streams.month_spent.sum() == pytest.approx(costs, abs=0.01)
    left = streams.granted - streams.spent - streams.returned
    assert (left >= -0.01).all(), "more spent than granted"
    ended = np.isin(streams.state, (StreamState.ENDED, StreamState.GAP, StreamState.NOT_BEGUN))
    assert np.abs(left[ended]).max(initial=0.0) < 0.01, "money left with a stream that is over"
    assert (streams.month_spent[ended] == 0.0).all(), "a stream that does not run paid"


def assert_what_nobody_pays_for_does_nothing(town: Town) -> None:
    posts, programmes = town.state.posts, town.state.programmes
    # Each copy is paid for by its place, and goes on without the first.
    copies = (town.state.copies.since != NOBODY).sum(axis=1)
    idle = (programmes.stream == NOBODY) & (copies[: programmes.stream.size] == 0)
    for column in ("cost", "taking_part", "waiting", "helping", "met"):
        assert (getattr(programmes, column)[idle] == 0).all(), column
    assert (posts.filled[posts.stream == NOBODY] == 0).all()
    for row, programme in enumerate(town.scenario.programmes.values()):
        assert programmes.taking_part[row] <= programme.capacity * (1 + copies[row])
    count = int(town.used[Used.ENROLMENTS])
    enrolments = town.state.enrolments
    active = enrolments.state[:count] == Enrolment.ACTIVE
    assert not idle[enrolments.programme[:count][active]].any(), "a match in a programme that does not run"
    if idle.all():
        assert (town.state.civic.company == 0.0).all(), "hours for mentors whom nobody pays for"


def assert_enrolments_are_in_order(town: Town) -> None:
    """Nobody waits for or takes part in one thing twice; nobody mentors more than the limit."""
    enrolments, count = town.state.enrolments, int(town.used[Used.ENROLMENTS])
    going_on = enrolments.state[:count] != Enrolment.DONE
    people, programme = enrolments.person[:count][going_on], enrolments.programme[:count][going_on]
    assert len(set(zip(people.tolist(), programme.tolist(), strict=True))) == len(people), "enrolled twice"
    remembered = town.state.civic.joined[people] >> programme.astype(np.uint32) & 1
    assert (remembered == 1).all(), "enrolled, but not remembered"
    assert int(town.state.civic.matched.max(initial=0)) <= town.scenario.mentoring.mentor_limit
    assert (enrolments.begun[:count] <= town.month).all()
    had_mentor = enrolments.mentors[:count, 0] >= 0
    assert (enrolments.begun[:count][had_mentor & (enrolments.state[:count] == Enrolment.ACTIVE)] >= 0).all()


def assert_hosts_have_whom_they_host(town: Town) -> None:
    """Who is placed without pay has no job; a subsidised post that is open has a holder, who is placed there."""
    state, jobs, count = town.state, town.state.jobs, int(town.used[Used.ENROLMENTS])
    placed = np.flatnonzero(state.work.placed[: here(town).size] == 1)
    active = (state.enrolments.state[:count] == Enrolment.ACTIVE) & (state.enrolments.host[:count] != NOBODY)
    hosts = dict(
        zip(state.enrolments.person[:count][active].tolist(), state.enrolments.host[:count][active], strict=True)
    )
    assert set(placed.tolist()) <= set(hosts), "placed, but in no placement"
    paid = np.flatnonzero((jobs.subsidised == 1) & (jobs.open == 1))
    for holder, employer in zip(jobs.holder[paid].tolist(), jobs.employer[paid].tolist(), strict=True):
        assert hosts[holder] == employer, "a subsidised post of somebody else"


def assert_courses_have_a_place_each(town: Town) -> None:
    """Nobody who is gone and no local holds a place in a language course, and none is held that was not taken."""
    minds, people, n = town.state.minds, town.state.people, here(town).size
    held = np.flatnonzero(minds.in_course[:n] == 1)
    assert here(town)[held].all(), "somebody gone holds a course place"
    assert (people.newcomer[held] == 1).all(), "a local holds a course place"
    assert len(held) <= int(town.state.places.course_places.sum()), "more at courses than places taken"


def assert_only_newcomers_are_ill(town: Town) -> None:
    people, n = town.state.people, here(town).size
    ill = np.flatnonzero((people.ill[:n] == 1) & here(town))
    assert (people.newcomer[ill] == 1).all(), "a local is ill"
    health = people.health[:n][here(town)]
    assert ((health >= 0) & (health <= 1)).all()


def assert_children_in_care_have_a_place_each(town: Town) -> None:
    """No more children at preschool than places, each in the place where it lives, none who is not small and here."""
    people, places = town.state.people, town.state.places
    care, n = people.care, here(town).size
    held = np.flatnonzero(care != NOBODY)
    assert (held < n).all()
    assert here(town)[held].all(), "somebody gone has a place at preschool"
    assert (care[held] == people.place[held]).all(), "a child has a place where it does not live"
    age = town.month - people.birth[held]
    rules = town.scenario.childcare
    assert (age <= 12 * 7).all(), "a schoolchild has a place at preschool"
    assert (age >= 12 * rules.age_from).all(), "somebody too young has a place at preschool"
    assert (np.bincount(care[held], minlength=places.uid.size) <= places.care_places).all(), "more children than places"
    assert (people.care_asked[held] == LONG_AGO).all(), "somebody who has a place waits for one"


def children_in_care(town: Town) -> dict[int, tuple[int, int]]:
    """Row and place of the preschool of each child who has a place, by identity."""
    people = town.state.people
    held = np.flatnonzero(people.care[: here(town).size] != NOBODY)
    return {int(people.uid[row]): (int(row), int(people.care[row])) for row in held}


def assert_children_in_care_are_an_identity(town: Town, before: dict[int, tuple[int, int]]) -> None:
    """``before`` (:func:`children_in_care`, a month ago) less those who went to school, moved, left or are no longer
    meant to come are still there: none is sent home for want of places."""
    after, people, rules = children_in_care(town), town.state.people, town.rules
    offset = parse_month(town.scenario.start) % 12
    for uid, (row, place) in before.items():
        if uid in after and after[uid][1] == place:
            continue
        gone = people.status[row] != Status.HERE or people.place[row] != place
        grown = not of_care_age(town.state, rules, offset, row)
        assert gone or grown or not rules.childcare.care or not wants_care(town.state, rules, row), "sent home"
