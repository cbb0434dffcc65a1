"""Promises of getting there: licences and cars come with years, language, work, lessons; posts elsewhere follow."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Pathway, Schooling, Sex, Status, TieKind
from sim.measures.getting import record_getting
from sim.measures.look import Look
from sim.measures.recorder import Recorder
from sim.network import tie
from sim.processes import driving
from sim.region import build_region
from sim.scenario import scenario_from
from sim.town import Town, Used
from tests.processes.labour_markets import STILL
from tests.processes.labour_markets import live as look_for_work
from tests.processes.towns import add_employer, add_person, employ, employed, posts_of, town_of

MIX = (*[Schooling.COMPULSORY] * 4, *[Schooling.SECONDARY] * 3, *[Schooling.HIGHER] * 3)


def licensed(
    sex: Sex = Sex.MAN, months: int = 24, people: int = 300, working: bool = False, lessons: float = 0.0, **more: Any
) -> np.ndarray[Any, Any]:
    """Who has a licence (n,) after some months, of newcomers who come grown up in month 0."""
    rules = more.pop("rules", {})
    town = town_of(month=0, driving=rules)
    posts = posts_of(town, add_employer(town, posts=people)) if working else []
    for number in range(people):
        person = add_person(
            town, **{"newcomer": True, "car": False, "sex": sex, "schooling": MIX[number % 10], "language": 0.3} | more
        )
        if working:
            employ(town, person, posts[number])
    live(town, months, lessons)
    return np.asarray(town.state.people.licence[:people] == 1)


def live(town: Town, months: int, lessons: float = 0.0) -> None:
    for _ in range(months):
        town.month += 1
        town.state.civic.driving[: int(town.used[Used.PEOPLE])] = lessons
        driving.step(town)


@cache
def two_years(sex: Sex) -> np.ndarray[Any, Any]:
    return licensed(sex)


def test_after_two_years_nearly_half_of_the_men_and_a_fifth_of_the_women_may_drive() -> None:
    assert two_years(Sex.MAN).mean() == pytest.approx(0.40, abs=0.09)  # 0.45 with those in work
    assert two_years(Sex.WOMAN).mean() == pytest.approx(0.20, abs=0.08)


@pytest.mark.parametrize(
    "better", [{"language": 0.6}, {"working": True}, {"lessons": 0.02}, {"schooling": Schooling.HIGHER}]
)
def test_language_work_lessons_and_schooling_lead_to_a_licence_sooner_and_for_the_same_people(better: Any) -> None:
    base, more = two_years(Sex.MAN), licensed(**better)
    assert more.sum() > base.sum() + 15
    assert not (base & ~more).any(), "somebody lost what they had without it"


def test_some_never_drive_by_themselves_but_lessons_reach_them() -> None:
    assert 0.15 < 1.0 - licensed(Sex.WOMAN, 480, schooling=Schooling.HIGHER, language=1.0).mean() < 0.5
    assert licensed(Sex.WOMAN, 480, 60, lessons=0.2).all()


def test_those_who_grew_up_here_get_one_young_and_the_old_give_it_up() -> None:
    young = licensed(months=120, newcomer=False, age=17)
    assert 0.75 < young.mean() < 0.95
    town = town_of(driving={"give_up": 0.1})
    for _ in range(40):
        add_person(town, age=85, licence=1, owner=1)
    live(town, 60)
    assert not town.state.people.licence[:40].any()
    assert not town.state.people.car[:40].any()


def household(town: Town, **first: Any) -> list[int]:
    """Two of age and a child, of whom the first has a licence."""
    one = add_person(town, licence=1, car=False, **first)
    home = int(town.state.people.household[one])
    return [one, add_person(town, car=False, household=home), add_person(town, age=8, car=False, household=home)]


def test_a_car_needs_a_licence_and_serves_drivers_and_children_of_the_household() -> None:
    town = town_of(driving={"car_given_up": 0.0, "young": [0.0, 0.0]})
    one, other, child = household(town, owner=1)
    live(town, 1)
    assert town.state.people.car[[one, other, child]].tolist() == [1, 0, 1]
    town.state.people.licence[other] = 1
    live(town, 1)
    assert town.state.people.car[[one, other, child]].tolist() == [1, 1, 1]
    town.state.people.status[one] = Status.LEFT  # and takes the car along
    live(town, 1)
    assert not town.state.people.car[[other, child]].any()


def test_cars_come_with_income_and_where_cars_are_usual() -> None:
    def cars(working: bool, **rules: Any) -> int:
        town = town_of(driving={"young": [0.0, 0.0], **rules})
        posts = posts_of(town, add_employer(town, posts=60))
        for number in range(60):
            one, *_ = household(town)
            if working:
                employ(town, one, posts[number])
        live(town, 36)
        owners = town.state.people.owner[: int(town.used[Used.PEOPLE])].reshape(-1, 3)
        assert (owners.sum(axis=1) <= 1).all(), "two cars of one household"
        return int(owners.sum())

    assert cars(True) > cars(False) + 20
    assert cars(True, car_given_up=0.0) == 0


def test_with_licences_off_cars_stay_as_they_are() -> None:
    town = town_of(driving={"licences": False})
    one = add_person(town, car=True)
    other = add_person(town, car=False, licence=1, owner=1)
    live(town, 24)
    assert town.state.people.car[[one, other]].tolist() == [1, 0]


def test_who_comes_brings_a_car_only_as_a_local_and_a_licence_only_for_work() -> None:
    town = town_of(driving={"licence_labour": 1.0}, month=9)
    local = add_person(town, arrival=10, newcomer=False, car=True)
    refugee = add_person(town, arrival=10, newcomer=True, car=False)
    worker = add_person(town, arrival=10, newcomer=True, car=False)
    town.state.people.arrival[local] = 10
    town.state.people.pathway[worker] = Pathway.LABOUR
    live(town, 1)
    assert town.state.people.licence[[local, refugee, worker]].tolist() == [1, 0, 1]
    assert town.state.people.car[[local, refugee, worker]].tolist() == [1, 0, 0]


@cache
def first_month() -> Town:
    data = {
        "places": {"a": {"population": 900, "newcomers": 0.25}, "b": {"population": 100}},
        "travel": {"a": {"b": 30}},
        "origins": {"one": {}},
        "ties": {"settle_months": 2},
    }
    return build_region(scenario_from(data), 1)


def test_in_the_first_month_everybody_with_a_car_can_drive_it() -> None:
    town = first_month()
    people, used = town.state.people, int(town.used[Used.PEOPLE])
    grown = town.month - people.birth[:used] >= 18 * 12
    drives = people.car[:used] == 1
    assert (people.licence[:used][drives & grown] == 1).all()
    owners = people.household[:used][people.owner[:used] == 1]
    assert len(np.unique(owners)) == len(owners)
    assert set(people.household[:used][drives].tolist()) == set(owners.tolist())
    local = people.newcomer[:used] == 0
    shares = [float(people.licence[:used][grown & these].mean()) for these in (local, ~local)]
    assert 0.8 < shares[0] < 0.95
    assert 0.3 < shares[1] < shares[0] - 0.1


def test_measures_of_getting_there_against_a_count_by_hand() -> None:
    town = town_of(places=2)
    posts = posts_of(town, add_employer(town, posts=4, place=1))
    there, here, idle = (add_person(town, place=place, licence=1) for place in (0, 1, 0))
    newcomer = add_person(town, newcomer=True, car=False)
    for person, post in ((there, 0), (here, 1), (newcomer, 2)):
        employ(town, person, posts[post])
    recorder = Recorder(["a", "b"])
    record_getting(Look(town), recorder)
    found = {(place, measure, group): value for _, place, measure, group, value in recorder.rows()}
    assert found["all", "licensed", "locals"] == found["all", "with_car", "locals"] == 1.0
    assert found["all", "licensed", "newcomers"] == found["all", "with_car", "newcomer_men"] == 0.0
    assert found["a", "commuting", "locals"] == 1.0
    assert found["b", "commuting", "locals"] == 0.0
    assert found["all", "commuting", "locals"] == 0.5
    assert found["a", "commuting", "newcomers"] == 1.0
    assert idle != newcomer


def working_from_afar(car: bool, transit: float = np.inf, **rules: Any) -> float:
    """Share in work, after four months, of newcomers in a place with few posts, 40 minutes from one with many."""
    town = town_of(places=2, minutes=40.0, work=STILL | {"contacts": False, "posts": False}, driving=rules)
    town.state.places.transit[:] = transit
    for _ in range(80):
        add_person(town, newcomer=True, language=0.5, car=car, place=0)
    add_employer(town, posts=100, place=0, willingness=0.9)
    add_employer(town, posts=900, place=1, willingness=0.9)
    return employed(look_for_work(town, 4), range(80))


def test_in_a_remote_place_who_has_no_car_works_less_and_a_bus_line_changes_it() -> None:
    without, with_car, by_bus = working_from_afar(False), working_from_afar(True), working_from_afar(False, 45.0)
    assert with_car > without + 0.15
    assert without + 0.1 < by_bus <= with_car + 0.02
    assert with_car > working_from_afar(False, missed=0.0) > without


def test_a_friend_who_drives_there_takes_one_along_to_work() -> None:
    def hired(**rules: Any) -> int:
        town = town_of(
            places=2, minutes=40.0, work=STILL | {"tries": 0, "contact_tries": 20, "posts": False}, driving=rules
        )
        posts = posts_of(town, add_employer(town, posts=400, place=1, willingness=1.0))
        for number in range(40):
            friend = add_person(town)
            employ(town, friend, posts[number])
            seeker = add_person(town, car=False)
            tie(friend, seeker, 40.0, TieKind.FRIEND, 128, 0, town.state.ties)
        look_for_work(town, 12)
        return int((town.state.work.job[1 : 2 * 40 : 2] != NOBODY).sum())

    assert hired() > 10
    assert hired(carpools=False) == 0


def test_a_friend_without_a_car_takes_nobody_along() -> None:
    town = town_of(places=2, minutes=40.0, work=STILL | {"tries": 0, "contact_tries": 20, "posts": False})
    posts = posts_of(town, add_employer(town, posts=40, place=1, willingness=1.0))
    friend, seeker = add_person(town, car=False), add_person(town, car=False)
    employ(town, friend, posts[0])
    tie(friend, seeker, 40.0, TieKind.FRIEND, 128, 0, town.state.ties)
    look_for_work(town, 12)
    assert town.state.work.job[seeker] == NOBODY
