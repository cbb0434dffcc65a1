"""Promises of spreading: what has results is copied by those near who want to, and lives on without the first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, ClubType, Enrolment, FocusSlot, Status
from sim.measures.amounts import copied as costs
from sim.measures.look import Look
from sim.processes.activities import programme_activity
from sim.processes.offers import fits_of
from sim.town import Town
from tests.processes.civil import civil_town, enrolled, live, said
from tests.processes.societies import open_club, settle, with_rules

COSTS = {"per_month": 300.0, "per_participant": 10.0}
SURE = {"copying": 1.0, "copied_after": 3, "adapted": 1.0}


def example(programme: dict[str, Any] | None = None, stream: dict[str, Any] | None = None, **sections: Any) -> Town:
    """A programme in the first of three places with ten newcomers each, of which everybody stays."""
    each = {"form": "support", "places": ["place0"], "spreads": True, "months": 48, "cost": COSTS, **(programme or {})}
    town = civil_town(
        places=3,
        minutes=0.0,
        programmes={"help": {"target": {"to_month": 400}, **each}},
        funding={"pot": {"permanent": True, **(stream or {})}},
        **{"organising": SURE, "money": {"will": 1.0}, **sections},
    )
    for place in range(3):
        settle(town, 10, newcomer=True, place=place)
    return town


def copied(town: Town) -> list[int]:
    return np.flatnonzero(town.state.copies.since[0] != NOBODY).tolist()


def test_it_is_copied_once_it_is_known_and_then_there_for_people_of_the_place() -> None:
    town = live(example(), 3)
    assert copied(town) == [] and len(enrolled(town, Enrolment.ACTIVE)) == 10
    live(town, 2)
    assert copied(town) == [1, 2] and said(town, "copied by place1") == [3]
    assert len(enrolled(town, Enrolment.ACTIVE)) == 30


@pytest.mark.parametrize(
    "but",
    [
        {"programme": {"spreads": False}},
        {"money": {"will": 0.0}},
        {"organising": {**SURE, "spreading": False}},
        {"organising": {**SURE, "copied_after": 200}},
        {"organising": {**SURE, "copying": 0.0}},
        {"organising": {**SURE, "copy_minutes": 1.0}, "far": True},
        {"programme": {"places": []}},
    ],
    ids=str,
)
def test_it_is_not_copied_where_nobody_may_wants_to_or_is_near(but: dict[str, Any]) -> None:
    far = but.get("far", False)
    town = example(**{key: value for key, value in but.items() if key != "far"})
    if far:
        town.state.places.travel[:] = 60.0
    assert copied(live(town, 12)) == []


def test_it_is_copied_by_its_results() -> None:
    """Of forty pairs of a programme and a place most copy where all stay within a year, few where one of ten does."""
    found = {}
    for stay in (1, 10):
        seen = 0
        for seed in range(20):
            town = example(organising={**SURE, "copying": 0.15})
            town.state.clock.seed[0] = seed
            live(town, 3)
            people = town.state.people
            people.status[:10] = [Status.HERE if row < stay else Status.LEFT for row in range(10)]
            seen += len(copied(live(town, 10)))
        found[stay] = seen
    assert found[10] > 2 * found[1] > 0


def test_a_copy_is_paid_by_its_place_and_the_first_costs_what_it_did() -> None:
    town = live(example(), 3)
    before = float(town.state.streams.month_spent[0])
    live(town, 3)
    assert before == 300.0 + 10 * 10.0 == town.state.streams.month_spent[0]
    assert costs(Look(town), town.scenario).tolist() == [0.0, 400.0, 400.0]


def test_room_grows_with_copies() -> None:
    town = live(example({"capacity": 7}), 3)
    assert len(enrolled(town, Enrolment.ACTIVE)) == 7
    assert len(enrolled(live(town, 3), Enrolment.ACTIVE)) == 21


def test_copies_go_on_when_the_first_has_stopped() -> None:
    town = live(example(stream={"permanent": False, "months": 8}), 12)
    assert town.state.programmes.stream[0] == NOBODY and town.state.programmes.cost[0] == 0.0
    active = enrolled(town, Enrolment.ACTIVE)
    assert set(town.state.people.place[sorted(active)].tolist()) == {1, 2} and len(active) == 20
    assert town.state.programmes.months_run[0] == 12, "what was learnt lives on where it was copied"
    with_rules(town, programmes={"help": {"active": False}})
    live(town, 1)
    assert copied(town) == [] and enrolled(town, Enrolment.ACTIVE) == set()
    assert not programme_activity(town, 0, "help", town.scenario.programmes["help"]).wanted


def test_who_copies_does_not_hang_on_who_else_is_there() -> None:
    """Two places copy in their own months, whichever of them comes first in the file."""
    since = []
    for order in ([0, 1, 2], [0, 2, 1]):
        town = example(organising={**SURE, "copying": 0.1})
        names = [f"place{number}" for number in order]
        town.scenario = town.scenario.model_copy(update={"places": {n: town.scenario.places[n] for n in names}})
        live(town, 24)
        since.append({name: int(month) for name, month in zip(names, town.state.copies.since[0], strict=True)})
    assert since[0] == since[1]


def carried(adapted: float, unadapted: float = 0.5, form: str = "support") -> list[list[float]]:
    """What participants have of practice, attitude and childcare, by place, in a month after all have copied it."""
    carries = {"language": 4.0, "attitude": 0.2, "childcare": True, "schooling": 0.0}
    town = example({"carries": carries, "form": form}, organising={**SURE, "adapted": adapted, "unadapted": unadapted})
    live(town, 5)
    state = town.state
    state.minds.attitude[:30] = -1.0
    live(town, 1)
    of = [state.civic.practice[:30], 1.0 + state.minds.attitude[:30], state.civic.childcare[:30]]
    return [[float(values[10 * place : 10 * place + 10].mean()) for place in range(3)] for values in of]


def test_a_copy_that_is_not_adapted_carries_less_of_what_takes_skill() -> None:
    assert carried(1.0) == [pytest.approx(values) for values in ([4.0] * 3, [0.2] * 3, [1.0] * 3)]
    found = carried(0.0, 0.6)
    assert found == [pytest.approx(values) for values in ([4.0, 2.4, 2.4], [0.2, 0.12, 0.12], [1.0] * 3)]


def test_the_share_that_is_adapted_lasts_and_is_as_said() -> None:
    def fits(adapted: float, seed: int) -> list[float]:
        town = example(organising={**SURE, "adapted": adapted})
        town.state.clock.seed[0] = seed
        town.state.copies.since[0, 1:] = 3
        now = fits_of(town)[0].tolist()
        town.month += 30
        assert fits_of(town)[0].tolist() == now and now[0] == 1.0
        return now[1:]

    found = np.array([fits(0.3, seed) for seed in range(100)])
    assert set(found.ravel()) == {1.0, 0.6} and 0.22 < (found == 1.0).mean() < 0.38
    more = np.array([fits(0.6, seed) for seed in range(100)])
    assert (more >= found).all(), "who is adapted stays so where more are"


@pytest.mark.parametrize("adapted", [0.0, 1.0])
def test_word_of_clubs_and_a_seat_come_with_what_fits(adapted: float) -> None:
    carries = {"information": 1.0, "club_seat": 1.0, "experience": 1.0, "rights": 1.0}
    town = example({"carries": carries}, organising={**SURE, "adapted": adapted, "unadapted": 0.0})
    for place in range(3):
        open_club(town, ClubType.SPORT, (), place=place)
    live(town, 6)
    state = town.state
    told = (state.memberships.focus[:30, FocusSlot.CLUB_1] != NOBODY) | (state.memberships.candidate[:30] != NOBODY)
    reached = [told, state.work.months_worked[:30] > 0, state.minds.known[:30] > 0]
    for values in reached:
        assert values[:10].all() and values[10:].any() == (adapted == 1.0)
