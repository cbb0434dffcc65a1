"""A region that cannot be is refused in words that name the field."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sim.codes import NOBODY
from sim.region import build_region, problems
from sim.region.places import make_draft
from sim.rng import seed_word
from sim.town import Used
from tests.region.summary import town_summary


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"homes": 100}, "places.alby.homes"),
        ({"ages": [5, 5, 5, 0, 0, 0.1, 0, 0]}, "places.alby.ages"),
        ({"jobs": 0}, "no place has any jobs"),
    ],
)
def test_a_contradiction_is_named(describe: Any, place: dict[str, Any], words: str) -> None:
    scenario = describe({"alby": {"population": 1000, **place}})
    assert any(words in problem for problem in problems(scenario))
    with pytest.raises(ValueError, match=r"alby|no place"):
        build_region(scenario)


def test_too_few_homes_say_how_many_are_needed(describe: Any) -> None:
    scenario = describe({"alby": {"population": 1000, "homes": 450}})
    words = r"places\.alby\.homes: 450 homes are too few for 1,000 people, who form about (\d+) households"
    with pytest.raises(ValueError, match=words) as refused:
        build_region(scenario)
    least = int(re.search(words, str(refused.value))[1])  # type: ignore[index]
    assert problems(describe({"alby": {"population": 1000, "homes": least - 1}})) != []
    assert problems(describe({"alby": {"population": 1000, "homes": least}})) == []


@pytest.mark.parametrize(
    "place",
    [
        {"population": 3, "homes": 2},
        {"population": 1, "homes": 1},
        {"population": 40, "homes": 26},
        {"population": 12, "ages": [1, 1, 1, 0, 1, 0, 0, 0]},
        {"population": 30, "ages": [4, 4, 0, 1, 1, 0, 0, 0]},
    ],
)
def test_what_passes_the_check_can_be_built_with_any_seed(describe: Any, place: dict[str, Any]) -> None:
    scenario = describe({"alby": place})
    assert problems(scenario) == []
    for seed in range(60):
        draft = make_draft(scenario, "alby", seed_word(seed))
        assert draft.homes >= draft.households
        if "homes" in place:
            assert draft.homes == max(place["homes"], draft.households)


@pytest.mark.parametrize(
    ("place", "sections", "words"),
    [
        ({"population": 3, "homes": 1}, {}, "places.alby.homes: 1 home is too few for 3 people"),
        ({"population": 100_000, "homes": 30_000}, {}, "places.alby.homes: 30,000 homes are too few"),
        (
            {"population": 40, "ages": [0, 0, 0, 1, 0, 0, 0, 0]},
            {"region": {"living_with_parents": [1, 1, 1]}},
            "places.alby.ages: more children than there are adults",
        ),
    ],
)
def test_what_cannot_be_built_is_found_before(
    describe: Any, place: dict[str, Any], sections: dict[str, Any], words: str
) -> None:
    found = problems(describe({"alby": place}, **sections))
    assert len(found) == 1
    assert words in found[0]


def test_the_verdict_does_not_depend_on_the_seed(describe: Any) -> None:
    verdicts = {
        bool(problems(describe({"alby": {"population": 30, "homes": homes}}, seed=seed)))
        for seed in range(5)
        for homes in (18,)
    }
    assert len(verdicts) == 1


@pytest.mark.parametrize("population", [1, 2, 7, 40])
def test_a_hamlet_can_be_built(make: Any, population: int) -> None:
    town = make({"alby": {"population": population, "newcomers": 0.2}})
    assert int(town.used[Used.PEOPLE]) == population
    assert town_summary(town)["people"] == population


@pytest.mark.parametrize("ages", ["rural", "town", "city", [1, 1, 1, 3, 1, 1, 1, 1], [0, 0, 0, 1, 0, 0, 0, 0]])
def test_every_age_structure_can_be_housed(make: Any, ages: Any) -> None:
    town = make({"alby": {"population": 800, "ages": ages}})
    assert (town.state.people.household[:800] != NOBODY).all()


def test_a_region_without_origins_has_no_newcomers(describe: Any) -> None:
    town = build_region(describe({"alby": {"population": 400}}, origins={}))
    assert (town.state.people.newcomer == 0).all()
