"""Promises of guidelines shared by the places of one post: the links of all grow alike."""

from __future__ import annotations

from typing import Any

import pytest

from sim.processes import coordination
from sim.rules import rules_of
from tests.processes.civil import civil_town, live


def links(guidelines: float, served: list[list[str]], months: int = 60, **post: Any) -> list[float]:
    """The link of three places, of which the second is as closed as can be and the others are wholly open."""
    town = civil_town(
        places=3,
        coordinators={f"post{k}": {"places": places, **post} for k, places in enumerate(served)},
        coordination={"turnover": 0.0, "guidelines": guidelines, "openness": 1.0, "own_ties": 0.0},
        minutes=0.0,
    )
    closed = town.scenario.places["place1"].own.coordination.model_copy(update={"openness": 0.0})
    own = town.scenario.places["place1"].own.model_copy(update={"coordination": closed})
    places = {**town.scenario.places, "place1": town.scenario.places["place1"].model_copy(update={"own": own})}
    town.scenario = town.scenario.model_copy(update={"places": places})
    town.rules = rules_of(town.scenario)
    return [float(link) for link in live(town, months, coordination.step).state.places.link]


TWO = [["place0", "place1"], ["place2"]]


def test_shared_guidelines_close_the_gap_between_places_of_one_post_alone() -> None:
    own, half, shared = (links(guidelines, TWO) for guidelines in (0.0, 0.5, 1.0))
    assert own[0] == own[2] == half[2] == shared[2] > 0.9 and own[1] == pytest.approx(0.1, abs=2e-3)
    gap, less, none = (abs(found[0] - found[1]) for found in (own, half, shared))
    assert gap > less > none and none < 0.1 * gap
    alone = links(1.0, [["place0"], ["place1"], ["place2"]])
    assert alone == links(0.0, [["place0"], ["place1"], ["place2"]])


def test_guidelines_come_with_staff_who_are_at_home_there_and_go_with_them() -> None:
    gaps = [found[0] - found[1] for found in (links(1.0, TWO, 12, tenure=months) for months in (0, 120))]
    assert gaps[0] > gaps[1] > 0.0
    assert len(set(links(1.0, TWO, 12, active=False))) == 1
