"""Promises of coordination: posts held and left, what a place gets, and what it does there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, ClubType, Enrolment, InformationSource, Status, Task
from sim.history import begin
from sim.processes import clubs, coordination, volunteers
from sim.scenario import scenario_from
from sim.schedule import month
from sim.town import Town, Used
from tests.processes.civil import civil_town, enrolled, live, said, volunteer
from tests.processes.societies import open_club, settle
from tests.processes.towns import add_employer, add_person

STAYS = {"turnover": 0.0}
POST = {"post": {}}


def office(post: dict[str, Any] | None = None, *, newcomers: int = 0, locals_: int = 40, **sections: Any) -> Town:
    """A place of locals and newcomers of the month with one coordinator who stays."""
    sections["coordination"] = {**STAYS, **sections.get("coordination", {})}
    town = civil_town(coordinators={"post": post or {}}, **sections)
    settle(town, locals_)
    settle(town, newcomers, newcomer=True, arrival=0)
    return town


def work(town: Town, months: int = 1) -> Town:
    return live(town, months, coordination.step)


def levels(town: Town, place: int = 0) -> list[float]:
    return [float(level) for level in town.state.places.coordination[place]]


def given(post: dict[str, Any] | None = None, months: int = 1, **sections: Any) -> float:
    """What employers get of what they need: the task on which no link weighs."""
    return levels(work(office(post, newcomers=300, **sections), months))[Task.EMPLOYERS]


def test_embeddedness_grows_with_tenure_towards_one() -> None:
    town = office(coordination={"own_ties": 0.0, "embedded_local": 0.4, "embedding_months": 18.0})
    found = [float(work(town).state.posts.embedded[0]) for _ in range(120)]
    assert found[0] == 0.4
    assert found[18] == pytest.approx(1.0 - 0.6 / math.e)
    assert np.all(np.diff(found) > 0)
    assert 0.99 < found[-1] < 1.0


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_a_stranger_begins_with_a_share_and_has_no_ties_to_build_on(share: float) -> None:
    rules = {"own_ties": 0.5, "embedded_local": 0.4, "embedded_stranger": share}
    stranger = work(office({"local": False}, coordination=rules))
    assert stranger.state.posts.holder[0] == NOBODY
    assert stranger.state.posts.embedded[0] == pytest.approx(0.5 * 0.4 * share)


def test_own_friends_embed_a_local_coordinator() -> None:
    town = office(coordination={"own_ties": 0.4, "own_ties_enough": 20.0})
    without = float(work(town).state.posts.embedded[0])
    town.state.contacts.friends[town.state.posts.holder[0]] = 20
    town.state.posts.tenure[0] = -1  # the same month of tenure once more
    assert float(work(town).state.posts.embedded[0]) == pytest.approx(without + 0.2)


def test_tenure_given_holds_for_the_first_holder_alone() -> None:
    town = work(office({"tenure": 60}, coordination={"vacancy_months": 0}))
    assert town.state.posts.tenure[0] == 60
    town.state.people.status[town.state.posts.holder[0]] = Status.LEFT
    assert work(town).state.posts.tenure[0] == 0


def test_an_hour_of_somebody_embedded_achieves_more() -> None:
    assert given({"tenure": 0}) < given({"tenure": 60})
    assert given({"local": False}) < given({"local": True})
    assert given({"tenure": 0}, coordination={"least_worth": 1.0}) == given(
        {"tenure": 60}, coordination={"least_worth": 1.0}
    )


def test_coordinators_leave_and_a_successor_comes_after_the_vacancy() -> None:
    town = office(coordination={"turnover": 0.5, "vacancy_months": 3})
    filled = [int(work(town).state.posts.filled[0]) for _ in range(60)]
    left = said(town, "post: the coordinator leaves")
    assert left
    for at in left:
        assert filled[at : at + 4] == [0, 0, 0, 1][: len(filled) - at]
    assert town.state.posts.holders[0] == len(left) + 1 - (filled[-1] == 0)


def test_nobody_leaves_without_turnover() -> None:
    assert not said(work(office(), 60), "leaves")


def test_a_vacant_post_achieves_nothing() -> None:
    town = work(office(newcomers=20, coordination={"vacancy_months": 3}))
    assert min(levels(town)) > 0.0
    town.state.people.status[town.state.posts.holder[0]] = Status.LEFT
    assert levels(work(town)) == [0.0] * 5
    assert town.state.posts.embedded[0] == 0.0


def test_a_local_coordinator_who_moves_away_gives_up_the_post() -> None:
    town = civil_town(places=2, coordinators={"post": {"places": ["place0"]}}, coordination=STAYS)
    settle(town, 40)
    work(town, 2)
    town.state.people.place[town.state.posts.holder[0]] = 1
    work(town)
    assert said(town, "the coordinator leaves")


@pytest.mark.parametrize("drift", [0.0, 1.0])
def test_coordinators_leave_before_the_end_of_the_money(drift: float) -> None:
    town = office(funding={"pot": {"months": 20}}, money={"drift": drift, "drift_months": 6})
    work(town, 20)
    assert bool(said(town, "the coordinator leaves")) == bool(drift)
    assert all(at >= 14 for at in said(town, "the coordinator leaves"))


def test_a_caseload_above_what_a_post_can_bear_thins_out_what_each_gets() -> None:
    found = [levels(work(office(newcomers=count)))[Task.EMPLOYERS] for count in (10, 60, 120, 240)]
    assert found[0] == 1.0 > found[1] > found[2] > found[3]
    assert found[2] == pytest.approx(2 * found[3])
    doubled = given(coordination={"caseload": 120.0})
    assert doubled == pytest.approx(2 * given(coordination={"caseload": 60.0}))


def test_only_newcomers_of_the_first_years_count() -> None:
    town = office(newcomers=240, coordination={"first_years": 3})
    town.month = 35
    few = levels(work(town))[Task.EMPLOYERS]
    assert levels(work(town))[Task.EMPLOYERS] == 1.0 > few


def test_full_time_posts_add_up() -> None:
    assert given({"fte": 2.0}) == pytest.approx(2 * given({"fte": 1.0}))
    two = civil_town(coordinators={"one": {"local": False}, "other": {"local": False}}, coordination=STAYS)
    settle(two, 300, newcomer=True, arrival=0)
    assert levels(work(two))[Task.EMPLOYERS] == pytest.approx(2 * given({"local": False}))


def test_hours_go_where_the_split_says() -> None:
    town = work(office(newcomers=300, coordination={"split": (3, 0, 0, 1, 0), "link_weight": 0.0}))
    found = levels(town)
    assert found[Task.KEEPING] == found[Task.CLUBS] == found[Task.LINK] == 0.0
    assert found[Task.EMPLOYERS] > 0.0
    assert found[Task.MATCHING] == pytest.approx(3 * found[Task.EMPLOYERS])


def shared(minutes: float, **rules: Any) -> list[float]:
    """What employers get in two places of 150 newcomers each, of one post with its office in the first."""
    town = civil_town(places=2, people=700, minutes=minutes, coordinators=POST, coordination={**STAYS, **rules})
    settle(town, 40)
    for place in (0, 1):
        settle(town, 150, newcomer=True, arrival=0, place=place)
    work(town)
    return [levels(town, place)[Task.EMPLOYERS] for place in (0, 1)]


def test_a_post_shared_over_places_pays_with_travel() -> None:
    near, far = shared(1e-9), shared(60.0)
    assert near == pytest.approx([given(), given()])
    assert far == pytest.approx([near[0] * (140 - 16) / 140] * 2)


def test_journeys_leave_some_of_the_hours() -> None:
    near = shared(1e-9)
    assert shared(1440.0) == pytest.approx([0.2 * one for one in near])
    assert shared(1440.0, least_on_site=0.5) == pytest.approx([0.5 * one for one in near])


def test_a_place_with_very_few_newcomers_still_needs_somebody() -> None:
    few, more = (
        levels(work(office({"fte": 0.05}, newcomers=1, coordination={"least_need": least}))) for least in (0.1, 0.2)
    )
    assert 0.0 < more[Task.EMPLOYERS] < 1.0
    assert few[Task.EMPLOYERS] == pytest.approx(2 * more[Task.EMPLOYERS])


def test_a_post_serves_its_places_alone() -> None:
    town = civil_town(places=2, coordinators={"post": {"places": ["place1"]}}, coordination=STAYS)
    settle(town, 20)
    settle(town, 20, place=1)
    work(town)
    assert levels(town, 0) == [0.0] * 5
    assert min(levels(town, 1)) > 0.0
    assert town.state.people.place[town.state.posts.holder[0]] == 1


def linked(months: int = 60, **rules: Any) -> float:
    town = office(coordination={"link_half_life": 6.0, "link_alone": 0.1, **rules})
    town.state.places.link[:] = 0.1
    return float(work(town, months).state.places.link[0])


def test_the_link_grows_where_somebody_tends_it_as_far_as_the_municipality_is_open() -> None:
    assert linked(openness=1.0) == pytest.approx(1.0, abs=0.01)
    assert linked(openness=0.5) == pytest.approx(0.55, abs=0.01)
    assert linked(openness=0.0) == pytest.approx(0.1)
    assert linked(link=False) == pytest.approx(0.1)
    assert linked(6, openness=1.0) == pytest.approx(0.55, abs=0.001), "half way in its half-life"


def test_the_link_decays_where_nobody_is_responsible() -> None:
    town = office({"active": False}, coordination={"link_half_life": 6.0, "link_alone": 0.1})
    town.state.places.link[:] = 0.9
    assert work(town, 6).state.places.link[0] == pytest.approx(0.5)
    assert work(town, 200).state.places.link[0] == pytest.approx(0.1)


def test_volunteers_and_clubs_hang_on_the_link_and_employers_do_not() -> None:
    def found(openness: float, weight: float = 0.4) -> list[float]:
        town = office(newcomers=300, coordination={"openness": openness, "link_weight": weight})
        town.state.places.link[:] = 0.1
        return levels(work(town, 48))

    closed, open_ = found(0.0), found(1.0)
    for task in (Task.MATCHING, Task.KEEPING, Task.CLUBS):
        assert closed[task] < open_[task]
        assert found(0.0, weight=0.0)[task] == found(1.0, weight=0.0)[task]
    assert closed[Task.EMPLOYERS] == open_[Task.EMPLOYERS]
    without = found(0.0, weight=0.0)
    assert closed[Task.MATCHING] == pytest.approx((1 - 0.4 + 0.4 * 0.1) * without[Task.MATCHING])


@pytest.mark.parametrize(
    ("switch", "task"),
    [
        ("matching", Task.MATCHING),
        ("keeping", Task.KEEPING),
        ("clubs", Task.CLUBS),
        ("outreach_to_employers", Task.EMPLOYERS),
        ("link", Task.LINK),
    ],
)
def test_each_task_can_be_switched_off(switch: str, task: Task) -> None:
    without = levels(work(office(newcomers=20, coordination={switch: False})))
    assert without[task] == 0.0
    assert min(level for at, level in enumerate(without) if at != task) > 0.0


def matched(post: dict[str, Any] | None, **rules: Any) -> int:
    """Newcomers matched within four months, with mentors enough."""
    town = civil_town(
        people=300,
        coordinators={"post": post} if post is not None else {},
        programmes={"mentors": {"outreach": 0.3, "months": 24}},
        mentoring={"outreach_alone": 0.3, "matching_alone": 0.15, "matching": 0.8},
        coordination={**STAYS, **rules},
    )
    volunteer(town, settle(town, 100))
    settle(town, 60, newcomer=True, arrival=0)
    return len(enrolled(work(town, 4), Enrolment.ACTIVE))


def test_matching_is_slower_without_a_coordinator() -> None:
    assert matched(None) < matched({"fte": 3.0})
    assert matched({"fte": 3.0}, matching=False) == matched(None)
    assert matched({"active": False}) == matched({"fte": 0.0}) == matched(None)


def ready_after(post: dict[str, Any] | None, **rules: Any) -> int:
    town = civil_town(
        coordinators={"post": post} if post is not None else {},
        coordination={**STAYS, **rules},
        volunteering={"recruiting": False},
    )
    volunteer(town, settle(town, 300))
    live(town, 24, coordination.step, volunteers.step)
    return int(town.state.civic.ready.sum())


def test_volunteers_leave_sooner_without_a_coordinator() -> None:
    assert ready_after(None) < ready_after({})
    assert ready_after({}, keeping=False) == ready_after(None)


def informed(post: dict[str, Any] | None, **rules: Any) -> int:
    """Newcomers who hear of a club in a year; nobody else tells them."""
    town = civil_town(
        coordinators={"post": post} if post is not None else {},
        coordination={**STAYS, **rules},
        clubs={
            "own_search": 0.0,
            "hear_from_friends": 0.0,
            "hear_at_school": 0.0,
            "foundings": False,
            "closing": False,
        },
    )
    open_club(town, ClubType.CULTURE, settle(town, 30))
    rows = list(settle(town, 60, newcomer=True, arrival=0))
    heard: set[int] = set()
    for _ in range(12):
        live(town, 1, coordination.step, clubs.step)
        heard |= set(np.flatnonzero(town.state.memberships.told_by == InformationSource.COORDINATOR).tolist())
    assert heard <= set(rows), "locals need nobody to tell them"
    return len(heard)


def test_clubs_stay_unknown_without_a_coordinator() -> None:
    assert informed(None) == 0
    assert informed({}, clubs=False) == 0
    assert informed({}) > 20
    assert informed({}, hear_of_clubs=0.02) < informed({}, hear_of_clubs=0.3)


def willing(post: dict[str, Any] | None, **rules: Any) -> float:
    town = civil_town(coordinators={"post": post} if post is not None else {}, coordination={**STAYS, **rules})
    settle(town, 40)
    add_employer(town, posts=2, willingness=0.5)
    return float(work(town, 12).state.employers.willingness[0])


def test_employers_grow_readier_where_a_coordinator_sees_them() -> None:
    assert willing(None) == 0.5
    assert willing({}, outreach_to_employers=False) == 0.5
    assert willing({}, employers=0.0) == 0.5
    assert willing({}) == pytest.approx(1.0 - 0.5 * 0.99**12, abs=1e-4)


def test_employers_of_other_places_are_left_alone() -> None:
    town = civil_town(places=2, coordinators={"post": {"places": ["place0"]}}, coordination=STAYS)
    settle(town, 40)
    here, there = (add_employer(town, posts=2, place=place) for place in (0, 1))
    willingness = work(town, 12).state.employers.willingness
    assert willingness[here] > willingness[there] == 0.5


def test_a_local_post_in_a_place_without_grown_locals_is_held_by_somebody_from_elsewhere() -> None:
    town = civil_town(coordinators=POST, coordination=STAYS)
    add_person(town, age=10.0)
    settle(town, 5, newcomer=True)
    work(town)
    assert (town.state.posts.filled[0], town.state.posts.holder[0]) == (1, NOBODY)


@pytest.mark.parametrize(("ages", "held"), [((25.0, 63.0), True), ((36.0, 63.0), False), ((25.0, 34.0), False)])
def test_a_post_is_held_by_somebody_of_the_age_for_it(ages: tuple[float, float], held: bool) -> None:
    rules = {**STAYS, "holder_from": ages[0], "holder_to": ages[1]}
    town = civil_town(coordinators=POST, coordination=rules)
    add_person(town, age=35.0)
    work(town)
    assert (town.state.posts.holder[0] != NOBODY) == held


def test_the_holder_is_the_same_whoever_else_comes_or_goes() -> None:
    def holder(others: int) -> int:
        town = office(locals_=60)
        settle(town, others, newcomer=True)
        return int(work(town).state.posts.holder[0])

    assert holder(0) == holder(100)


def test_a_coordinator_is_at_work_in_a_whole_region_month_by_month() -> None:
    """Through the file and the month as it is lived: the post embeds, links grow, mentors are matched."""

    def after(post: bool) -> Town:
        town = begin(
            scenario_from(
                {
                    "months": 24,
                    "seed": 3,
                    "places": {"alby": {"population": 500, "newcomers": 0.1}},
                    "origins": {"one": {}},
                    "arrivals": {"quota": {"pathway": "quota", "place": "alby", "origin": "one", "per_year": 15}},
                    "funding": {"pot": {"permanent": True}},
                    "coordinators": {"post": {"funding": ["pot"], "active": post}},
                    "programmes": {"mentors": {"funding": ["pot"]}},
                    "ties": {"settle_months": 3},
                }
            )
        )
        for _ in range(24):
            month(town)
        return town

    without, with_ = after(False), after(True)
    assert with_.state.places.link[0] > without.state.places.link[0] == pytest.approx(0.1)
    begun = [int((town.state.enrolments.begun[: town.used[Used.ENROLMENTS]] >= 0).sum()) for town in (without, with_)]
    assert begun[0] < begun[1]
