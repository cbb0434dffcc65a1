"""A region that cannot be is refused in words that name the field."""

from __future__ import annotations

from typing import Any

import pytest

from sim.codes import NOBODY
from sim.region import build_region, problems, town_summary
from sim.town import Used


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"homes": 100}, "places.alby.homes"),
        ({"ages": [5, 5, 5, 0, 0, 0.1, 0, 0]}, "places.alby.ages"),
        ({"newcomer_origins": {"three": 1.0}}, "no origin 'three'"),
        ({"jobs": 0}, "no place has any jobs"),
    ],
)
def test_a_contradiction_is_named(describe: Any, place: dict[str, Any], words: str) -> None:
    scenario = describe({"alby": {"population": 1000, **place}})
    assert any(words in problem for problem in problems(scenario))
    with pytest.raises(ValueError, match=r"alby|no place"):
        build_region(scenario)


def test_too_few_homes_for_the_households_drawn_say_how_many_are_needed(describe: Any) -> None:
    scenario = describe({"alby": {"population": 1000, "homes": 450}})
    assert problems(scenario) == []
    with pytest.raises(
        ValueError, match=r"places\.alby\.homes: 450 homes are too few for the \d+ households"
    ):
        build_region(scenario)


@pytest.mark.parametrize("population", [1, 2, 7, 40])
def test_a_hamlet_can_be_built(make: Any, population: int) -> None:
    town = make({"alby": {"population": population, "newcomers": 0.2}})
    assert int(town.used[Used.PEOPLE]) == population
    assert town_summary(town)["people"] == population


@pytest.mark.parametrize(
    "ages", ["rural", "town", "city", [1, 1, 1, 3, 1, 1, 1, 1], [0, 0, 0, 1, 0, 0, 0, 0]]
)
def test_every_age_structure_can_be_housed(make: Any, ages: Any) -> None:
    town = make({"alby": {"population": 800, "ages": ages}})
    assert (town.state.people.household[:800] != NOBODY).all()


def test_a_region_without_origins_has_no_newcomers(describe: Any) -> None:
    town = build_region(describe({"alby": {"population": 400}}, origins={}))
    assert (town.state.people.newcomer == 0).all()
