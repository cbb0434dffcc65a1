"""Whom a programme is for, and who asks."""

from __future__ import annotations

from typing import Any

import pytest

from sim.codes import Enrolment, FocusSlot, Pathway, Schooling, Sex
from sim.town import Town, Used
from tests.processes.civil import civil_town, enrolled, live, mentored, with_children
from tests.processes.societies import settle

ACTIVE, WAITING, DONE = Enrolment.ACTIVE, Enrolment.WAITING, Enrolment.DONE
GROUP = FocusSlot.PROGRAMME


def taken(target: dict[str, Any], prepare: Any) -> set[int]:
    """Of 20 newcomers, changed by ``prepare(town, rows)``, those a programme of support is for."""
    town = civil_town(programmes={"help": {"form": "support", "target": target}})
    rows = list(settle(town, 20, newcomer=True, arrival=0))
    town.month = 10
    prepare(town, rows)
    return enrolled(live(town), ACTIVE)


def set_half(group: str, column: str, value: Any) -> Any:
    """Give the first ten ``value``."""

    def prepare(town: Town, rows: list[int]) -> None:
        getattr(getattr(town.state, group), column)[rows[:10]] = value

    return prepare


def awaiting(town: Town, rows: list[int]) -> None:
    town.state.households.awaiting[town.state.people.household[rows[:10]]] = 2


FIRST, LAST = set(range(10)), set(range(10, 20))


@pytest.mark.parametrize(
    ("target", "prepare", "found"),
    [
        ({"origins": ["two"]}, set_half("people", "origin", 2), FIRST),
        ({"origins": ["one"]}, set_half("people", "origin", 2), LAST),
        ({"pathways": ["asylum", "labour"]}, set_half("people", "pathway", Pathway.LABOUR), FIRST),
        ({"sex": "women"}, set_half("people", "sex", Sex.WOMAN), FIRST | set(range(10, 20, 2))),
        ({"sex": "men"}, set_half("people", "sex", Sex.WOMAN), set(range(11, 20, 2))),
        ({"youngest": 50}, set_half("people", "birth", -60 * 12), FIRST),
        ({"oldest": 50}, set_half("people", "birth", -60 * 12), LAST),
        ({"from_month": 11}, set_half("people", "arrival", -5), FIRST),
        ({"to_month": 12}, set_half("people", "arrival", -5), LAST),
        ({"work": "in"}, set_half("work", "job", 3), FIRST),
        ({"work": "without"}, set_half("work", "job", 3), LAST),
        ({"schooling": ["higher"]}, set_half("people", "schooling", Schooling.HIGHER), FIRST),
        ({"recognised": "no"}, set_half("people", "recognised", 0), FIRST),
        ({"health": "poor"}, set_half("people", "health", 0.5), FIRST),
        ({"children": "with"}, with_children, FIRST),
        ({"awaiting": "yes"}, awaiting, FIRST),
        ({"share": 0.0}, set_half("people", "origin", 2), set()),
        ({}, set_half("people", "origin", 2), FIRST | LAST),
    ],
    ids=lambda value: getattr(value, "__qualname__", str(value)),
)
def test_each_field_of_a_target_selects(target: Any, prepare: Any, found: set[int]) -> None:
    assert taken(target, prepare) == found


@pytest.mark.parametrize(("who", "found"), [("newcomers", {2, 3}), ("locals", {0, 1}), ("everyone", {0, 1, 2, 3})])
def test_a_programme_is_for_newcomers_or_locals_or_everyone(who: str, found: set[int]) -> None:
    town = civil_town(programmes={"help": {"form": "support", "target": {"who": who}}})
    settle(town, 2)
    settle(town, 2, newcomer=True)
    assert enrolled(live(town), ACTIVE) == found


def test_months_since_arrival_do_not_hold_for_locals() -> None:
    town = civil_town(programmes={"help": {"form": "support", "target": {"who": "everyone", "to_month": 6}}})
    settle(town, 2)
    settle(town, 2, newcomer=True, arrival=-20)
    assert enrolled(live(town), ACTIVE) == {0, 1}


def test_a_share_wants_it_and_wants_it_for_good() -> None:
    def want(share: float) -> set[int]:
        town = mentored({"form": "support", "target": {"share": share}, "capacity": 500}, newcomers=300, months=12)
        return enrolled(town)

    assert want(0.3) < want(0.6) < want(1.0)
    assert len(want(0.3)) / 300 == pytest.approx(0.3, abs=0.08)


def test_a_programme_is_in_its_places_alone() -> None:
    town = civil_town(places=2, programmes={"help": {"form": "support", "places": ["place1"]}})
    settle(town, 5, newcomer=True)
    there = settle(town, 5, newcomer=True, place=1)
    assert enrolled(live(town), ACTIVE) == set(there)


def test_outreach_sets_how_soon_people_hear_of_it_and_hangs_on_coordination() -> None:
    def asked(outreach: float, level: float, alone: float = 0.3) -> set[int]:
        town = civil_town(
            programmes={"help": {"form": "support", "outreach": outreach}}, mentoring={"outreach_alone": alone}
        )
        settle(town, 100, newcomer=True)
        town.state.places.coordination[:] = level
        return enrolled(live(town))

    assert asked(0.0, 1.0) == set()
    assert asked(0.4, 0.0) < asked(0.4, 0.5) < asked(0.4, 1.0) < asked(1.0, 1.0)
    assert asked(0.4, 0.0, alone=1.0) == asked(0.4, 1.0)
    assert asked(0.4, 0.0, alone=0.0) == set()


def test_nobody_asks_twice_nor_for_two_in_one_month() -> None:
    short = {"form": "support", "months": 2}
    town = civil_town(programmes={"one": short, "other": short})
    rows = set(settle(town, 10, newcomer=True))
    assert enrolled(live(town), ACTIVE) == rows
    assert enrolled(town, programme=1) == set()
    assert enrolled(live(town), ACTIVE, programme=1) == rows
    live(town, 20)
    assert town.used[Used.ENROLMENTS] == 20
