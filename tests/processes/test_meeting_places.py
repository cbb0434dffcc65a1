"""Meeting places: who takes one up, who stops going, and what hours of opening do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Flow, FocusSlot, MeetingPlaceType, TieKind
from sim.digest import digest
from sim.foci import enter, new_foci
from sim.history import simulate
from sim.network import find_slot, tie
from sim.processes import meeting_places
from sim.scenario import scenario_from
from sim.town import Town, Used
from tests.processes.towns import add_person, town_of

COLUMN = FocusSlot.MEETING_PLACE
CAFE = MeetingPlaceType.CAFE
WAY = {"place0": {"place1": 30.0}}


def people_town(count: int = 800, *, newcomers: bool = False, language: float = 1.0, rules: Any = None) -> Town:
    """Two places of grown people, nobody a regular; each has a café and no other meeting place."""
    town = town_of(places=2, people=3000, travel=WAY, meeting_places={"loss": 3.0, **(rules or {})})
    for number in range(count):
        add_person(town, place=number % 2, newcomer=newcomers, language=language, age=20.0 + number % 50)
    return town


def live(town: Town, months: int = 1) -> Town:
    for _ in range(months):
        meeting_places.step(town)
        town.month += 1
    return town


def regulars(town: Town) -> set[int]:
    focus = town.state.memberships.focus[: int(town.used[Used.PEOPLE]), COLUMN]
    return set(np.flatnonzero(focus != NOBODY).tolist())


def in_two_places(hours: float) -> set[int]:
    town = people_town()
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["places"]["place0"]["opening_hours"] = {"cafe": hours}
    town.goes_by(scenario_from(data))
    return regulars(live(town, 3))


def group_of(town: Town, *people: int) -> int:
    """A group of regulars of the first place's café."""
    (focus,) = new_foci(town, TieKind.MEETING_PLACE, 0, np.full(1, 128), int(CAFE), np.array([7], np.uint64))
    for person in people:
        assert enter(town.state, person, COLUMN, int(focus))
    return int(focus)


def test_regulars_and_rosters_agree_and_flows_are_counted() -> None:
    town = live(people_town(), 12)
    foci, focus = town.state.foci, town.state.memberships.focus
    rows = np.flatnonzero(foci.kind[: int(town.used[Used.FOCI])] == TieKind.MEETING_PLACE)
    seated = {
        int(person): int(row)
        for row in rows
        for person in foci.roster[foci.start[row] : foci.start[row] + foci.capacity[row]]
        if person != NOBODY
    }
    assert seated == {person: int(focus[person, COLUMN]) for person in regulars(town)}
    assert all(foci.place[row] == town.state.people.place[person] for person, row in seated.items())
    flows = town.state.places.flows.sum(axis=0)
    assert flows[Flow.PLACES_TAKEN_UP] - flows[Flow.PLACES_QUIT] == len(seated) > 0
    assert flows[Flow.PLACES_QUIT] > 0


def test_the_switch_leaves_everything_as_it_is() -> None:
    town = people_town(rules={"living": False})
    before = digest(town)
    meeting_places.step(town)
    assert digest(town) == before


def test_those_in_no_club_take_one_up_oftener() -> None:
    town = people_town(1600, rules={"clubless": 2.0, "friends": 0.0})
    (club,) = new_foci(town, TieKind.CLUB, 0, np.full(1, 64), 0, np.array([3], np.uint64))
    town.state.memberships.focus[:800, FocusSlot.CLUB_1] = club
    found = regulars(live(town))
    members = len([person for person in found if person < 800])
    assert 2.0 < (len(found) - members) / members < 4.5


@pytest.mark.parametrize(("language", "least", "most"), [(0.0, 0.15, 0.55), (1.0, 1.0, 1.0)])
def test_without_the_language_fewer_do(language: float, least: float, most: float) -> None:
    rules = {"without_language": 0.3}
    found = regulars(live(people_town(newcomers=True, language=language, rules=rules)))
    everybody = regulars(live(people_town(rules=rules)))
    assert found <= everybody, "the same draws"
    assert least <= len(found) / len(everybody) <= most


def test_hours_of_opening_act_in_their_place_alone_and_0_closes() -> None:
    few, usual, many = (in_two_places(hours) for hours in (5.0, 50.0, 168.0))
    here = [{person for person in found if person % 2 == 0} for found in (few, usual, many)]
    assert 0 < len(here[0]) < len(here[1]) < len(here[2]) < 1.3 * len(here[1]), "longer hours do little"
    assert few - here[0] == usual - here[1] == many - here[2]
    assert {person for person in in_two_places(0.0) if person % 2 == 0} == set()


def test_a_place_that_closes_frees_its_regulars_and_their_ties_live_on() -> None:
    town = people_town(4, rules={"hours": [40, 0, 30, 20, 40, 20], "leaving": 0.0})
    group_of(town, 0, 2)
    tie(0, 2, 20.0, int(TieKind.MEETING_PLACE), 100, 0, town.state.ties)
    assert regulars(town) == {0, 2}
    assert regulars(live(town)) == set()
    assert town.state.ties.kind[0, find_slot(0, 2, town.state.ties)] == TieKind.FRIEND


def test_hours_of_a_kind_that_is_not_there_open_one() -> None:
    town = people_town()
    data = town.scenario.model_dump(mode="json", exclude_unset=True)
    data["places"]["place1"]["opening_hours"] = {"neighbourhood_house": 30}
    town.goes_by(scenario_from(data))
    live(town, 6)
    foci = town.state.foci
    house = np.flatnonzero(
        (foci.kind[: int(town.used[Used.FOCI])] == TieKind.MEETING_PLACE)
        & (foci.owner[: int(town.used[Used.FOCI])] == MeetingPlaceType.NEIGHBOURHOOD_HOUSE)
    )
    assert {int(foci.place[row]) for row in house} == {1}
    assert foci.count[house].sum() > 5


def test_who_knows_nobody_there_stops_sooner() -> None:
    town = people_town(220, rules={"leaving": 0.7, "friendless_leaving": 3.0, "loss": 0.01})
    group_of(town, *range(0, 200, 2))
    for person in range(0, 100, 4):
        tie(person, person + 2, 20.0, int(TieKind.MEETING_PLACE), 100, 0, town.state.ties)
    left = regulars(live(town, 2))
    tied = len([person for person in left if person < 100])
    assert tied > (len(left) - tied) + 5


def test_an_acquaintance_who_is_a_regular_takes_them_along() -> None:
    def found(friends: float) -> tuple[int, int]:
        town = people_town(700, rules={"friends": friends, "leaving": 0.0})
        focus = group_of(town, 600, 602)
        for person in range(0, 600, 2):
            for slot in range(town.state.ties.partner.shape[1]):
                town.state.ties.partner[person, slot] = 600
        live(town)
        return int((town.state.memberships.focus[:600:2, COLUMN] == focus).sum()), len(regulars(town))

    alone, together = found(0.0), found(20.0)
    assert together[0] > 2 * alone[0] and together[1] > alone[1]


@pytest.fixture(scope="module")
def ten_years() -> Any:
    """A small town with newcomers coming, simulated for ten years."""
    data = {
        "start": "2010-01",
        "places": {"alby": {"population": 1600, "newcomers": 0.08}},
        "origins": {"one": {}},
        "arrivals": {"quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 12}},
        "ties": {"settle_months": 30},
    }
    return simulate(scenario_from(data), 2, months=120).to_pandas()


def test_after_ten_years_regulars_are_about_as_many(ten_years: Any) -> None:
    rows = ten_years[(ten_years.measure == "regulars") & (ten_years.place == "all")]
    by_group = rows.pivot_table(index="month", columns="group", values="value")
    first, last = by_group.iloc[0], by_group.iloc[-3:].mean()
    assert abs(last["locals"] - first["locals"]) < 0.03
    assert abs(last["locals"] - 0.30) < 0.03
    assert 0.5 * last["locals"] < last["newcomers"] < 1.5 * last["locals"]
