"""A region with a third of its people fares as the whole does; docs/places.md shows a larger one at two scales."""

from __future__ import annotations

import numpy as np
import pytest
from at_scale import (
    EQUAL,
    FIRST,
    LAST,
    NOT_EQUAL,
    OUTCOMES,
    PAGE,
    SCALES,
    Outcome,
    held_against,
    outcomes,
    region,
    verdict,
)

from sim.history import simulate
from sim.scenario import Scenario

SEEDS, MONTHS = (1, 2, 3), 18
BOUNDS = {
    "inhabitants, against the start": 0.025,
    "newcomers among the inhabitants": 0.015,
    "locals in work, share": 0.02,
    "friends of locals": 0.45,
    "local friends of newcomers": 0.5,
    "language of newcomers": 0.06,
}
"""How far means of three runs may lie apart: about twice what chance alone makes of 1,500 people."""


def small(scale: float) -> Scenario:
    return region(scale, "Åsele", 60.0, months=MONTHS, ties={"settle_months": 24})


@pytest.fixture(scope="module")
def means() -> dict[float, dict[str, float]]:
    found = {}
    for scale in (1.0, 0.3):
        runs = [outcomes(simulate(small(scale), seed)) for seed in SEEDS]
        found[scale] = dict(zip((row.label for row in OUTCOMES), np.mean(runs, axis=0).tolist(), strict=True))
    return found


@pytest.mark.parametrize("label", BOUNDS)
def test_a_third_of_a_region_fares_as_the_whole(means: dict[float, dict[str, float]], label: str) -> None:
    assert means[0.3][label] == pytest.approx(means[1.0][label], abs=BOUNDS[label])


def test_as_many_come_for_each_inhabitant_and_every_place_is_there() -> None:
    whole, part = small(1.0), small(0.3)
    assert list(whole.places) == list(part.places)
    people = [sum(place.population for place in one.places.values()) for one in (whole, part)]
    for key, stream in whole.arrivals.items():
        assert part.arrivals[key].per_year / people[1] == pytest.approx(stream.per_year / people[0], rel=0.05)
    assert part.services.school_pupils / whole.services.school_pupils == pytest.approx(0.3, rel=0.05)


def test_only_what_lies_beyond_chance_and_slack_is_a_difference() -> None:
    whole = np.array([1.0, 1.1, 0.9, 1.05, 0.95])
    near, far = held_against(whole, whole + 0.02), held_against(whole, whole + 0.5)
    assert near.half == pytest.approx(0.1153, abs=1e-3)  # t 2.306 times the root of 2 x 0.00625 / 5
    row = Outcome("", EQUAL, lambda end, start: 0.0)
    assert verdict(row, [near]) == "yes" and verdict(row, [near, far]) == "**no**"
    assert verdict(row._replace(slack=0.4), [far]) == "yes"
    assert verdict(row._replace(expected=NOT_EQUAL), [near]) == "no difference shown"


def test_the_page_has_a_row_for_every_outcome_and_place() -> None:
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(FIRST)
    lines = [line for line in rest.partition(LAST)[0].splitlines() if line.startswith("| ")]
    labels = [line.split(" | ")[0].removeprefix("| ") for line in lines]
    assert labels[: len(OUTCOMES)] == [row.label for row in OUTCOMES]
    assert labels[len(OUTCOMES) :] == [f"inhabitants of {place.name}" for place in region(1.0).places.values()]
    assert all(len(line.split(" | ")) == 3 + 2 * (len(SCALES) - 1) + 1 for line in lines)
