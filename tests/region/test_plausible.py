"""A rural municipality of 3,000 looks like one; ranges are wide enough for any seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO, NOBODY, ClubType, FocusSlot, Pathway, Sector, Service, TieKind
from sim.town import Town, Used
from tests.region.summary import town_summary


@pytest.fixture(scope="session")
def figures(town: Town) -> dict[str, Any]:
    return town_summary(town)


@pytest.mark.parametrize(
    ("figure", "least", "most"),
    [
        ("over_65", 0.28, 0.32),
        ("under_20", 0.18, 0.23),
        ("women", 0.46, 0.52),
        ("household_size", 1.9, 2.3),
        ("homes_empty", 0.035, 0.045),
        ("employed_locals", 0.80, 0.87),
        ("employed_newcomers", 0.25, 0.60),
        ("vacancies", 0.02, 0.04),
        ("matched", 0.70, 0.95),
        ("members_locals", 0.74, 0.82),
        ("members_newcomers", 0.38, 0.66),
        ("clubs_per_member", 1.3, 1.8),
        ("volunteers", 0.30, 0.42),
        ("newcomers", 0.055, 0.085),
    ],
)
def test_shares_lie_where_they_should(figures: dict[str, Any], figure: str, least: float, most: float) -> None:
    assert least <= figures[figure] <= most


def test_households_are_of_every_size_and_none_too_large(figures: dict[str, Any]) -> None:
    sizes = figures["household_sizes"]
    assert 0.36 <= sizes[1] <= 0.47
    assert 0.30 <= sizes[2] <= 0.42
    assert sizes[4] > sizes[3]  # two-child families dominate
    assert max(sizes) <= 10


def test_children_live_with_somebody_old_enough_to_be_their_parent(town: Town) -> None:
    people, n = town.state.people, int(town.used[Used.PEOPLE])
    head = town.state.households.members[people.household[:n], 0]
    child = np.flatnonzero(people.birth[:n] > -18 * 12)
    gap = (people.birth[child] - people.birth[head[child]]) / 12.0
    assert gap.min() >= 16
    assert gap.max() <= 50
    assert np.mean((gap >= 20) & (gap <= 42)) > 0.95
    assert 27 <= gap.mean() <= 33


def test_couples_are_of_like_age(town: Town) -> None:
    people, members = town.state.people, town.state.households.members
    first, second = members[:, 0], members[:, 1]
    two = np.flatnonzero((first != NOBODY) & (second != NOBODY))
    gap = np.abs(people.birth[first[two]] - people.birth[second[two]]) / 12.0
    couples = gap < 16
    assert couples.mean() > 0.8
    assert np.median(gap[couples]) < 4
    assert np.percentile(gap[couples], 95) < 11


def test_locals_have_kin_and_not_too_many(town: Town) -> None:
    n = int(town.used[Used.PEOPLE])
    ties, people = town.state.ties, town.state.people
    kin = ((ties.partner[:n] != NOBODY) & (ties.kind[:n] == TieKind.KIN)).sum(axis=1)
    local = people.origin[:n] == 0
    assert 3.5 <= kin[local].mean() <= 8
    assert kin.max() <= 35
    assert kin[~local].sum() == 0
    hours = ties.hours[:n][(ties.kind[:n] == TieKind.KIN) & (ties.partner[:n] != NOBODY)]
    assert hours.min() >= 10
    assert hours.max() <= 400


def test_the_municipality_is_the_largest_employer_and_most_are_small(town: Town) -> None:
    state, used = town.state, int(town.used[Used.EMPLOYERS])
    staff = np.bincount(state.jobs.employer[: int(town.used[Used.JOBS])], minlength=used)
    largest = np.argsort(-staff)[:2]
    assert {int(state.employers.sector[row]) for row in largest} == {Sector.CARE, Sector.PUBLIC}
    assert np.median(staff) <= 3
    assert staff.max() > 150
    teams = np.bincount(state.jobs.focus[: int(town.used[Used.JOBS])])
    assert teams.max() <= town.scenario.region.team


def test_clubs_of_all_kinds_have_members_but_not_too_many(town: Town) -> None:
    clubs, used = town.state.clubs, int(town.used[Used.CLUBS])
    members = town.state.foci.count[clubs.focus[:used]]
    assert members.min() >= 5
    assert members.max() <= 115
    assert set(clubs.type[:used].tolist()) == set(range(len(ClubType)))
    assert 12 <= used / 3.0 <= 25  # per thousand inhabitants
    own = clubs.type[:used] == ClubType.IMMIGRANT
    assert (clubs.origin[:used][own] > 0).all()
    assert (clubs.origin[:used][~own] == 0).all()
    for club in np.flatnonzero(own):
        member = np.flatnonzero((town.state.memberships.focus == clubs.focus[club]).any(axis=1))
        assert (town.state.people.origin[member] == clubs.origin[club]).all()


def test_newcomers_came_before_the_start_and_know_more_language_the_longer_they_are_here(town: Town) -> None:
    people, n = town.state.people, int(town.used[Used.PEOPLE])
    newcomer = people.newcomer[:n] == 1
    assert newcomer.sum() > 100
    assert (people.arrival[:n][newcomer] < 0).all()
    assert (people.arrival[:n][newcomer] > people.birth[:n][newcomer]).all()
    assert (people.origin[:n][newcomer] > 0).all()
    assert set(people.pathway[:n][newcomer].tolist()) <= {Pathway.QUOTA, Pathway.ASYLUM, Pathway.FAMILY, Pathway.LABOUR}
    local = people.origin[:n] == 0
    assert (people.arrival[:n][local] == LONG_AGO).all()
    assert (town.state.minds.language[:n][local] == 1.0).all()
    years = -people.arrival[:n][newcomer] / 12.0
    assert np.corrcoef(years, town.state.minds.language[:n][newcomer])[0, 1] > 0.5
    born_here = ~newcomer & ~local
    assert (people.arrival[:n][born_here] == people.birth[:n][born_here]).all()


def test_compatriots_and_regulars_meet(town: Town) -> None:
    state, n = town.state, int(town.used[Used.PEOPLE])
    newcomer = state.people.newcomer[:n] == 1
    group = state.memberships.focus[:n, FocusSlot.COMPATRIOTS]
    assert (group[newcomer] != NOBODY).all()
    assert (group[~newcomer] == NOBODY).all()
    assert (state.foci.owner[group[newcomer]] == state.people.origin[:n][newcomer]).all()
    adult = state.people.birth[:n] <= -16 * 12
    regular = state.memberships.focus[:n, FocusSlot.MEETING_PLACE] != NOBODY
    assert 0.26 <= regular[adult].mean() <= 0.34
    assert not regular[~adult].any()


def test_people_commute_from_where_jobs_are_few_to_where_they_are_many(three: Town) -> None:
    state, n = three.state, int(three.used[Used.PEOPLE])
    working = np.flatnonzero(state.work.job[:n] != NOBODY)
    lives = state.people.place[working]
    works = state.employers.place[state.jobs.employer[state.work.job[working]]]
    assert np.mean(works[lives == 1] == 0) > 0.2
    assert np.mean(works[lives == 0] != 0) < 0.05
    minutes = state.places.travel[lives, works]
    assert minutes.max() == 30.0
    without_car = state.people.car[working] == 0
    assert minutes[without_car].max() <= three.scenario.work.reach_no_car


def test_services_are_open_as_the_scenario_says(three: Town) -> None:
    assert three.state.places.service_open[2].tolist() == [int(service == Service.SHOP) for service in Service]
