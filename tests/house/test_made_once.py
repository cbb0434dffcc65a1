"""What follows from the rules is made once for as long as they hold; whom a rule concerns is found on any threads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.homes import ranges_of
from sim.processes import demography
from sim.processes.clubs import who_may_hear
from sim.rules import rules_of
from sim.scenario import scenario_from
from sim.threads import marked_rows
from sim.town import Town, Used
from tests.processes.homes import add_homes
from tests.processes.societies import settle
from tests.processes.towns import town_of


def test_what_follows_from_the_rules_is_made_anew_when_they_change() -> None:
    town, made = town_of(people=4), []

    def make(town: Town, *of: int) -> int:
        made.append(of)
        return len(made)

    assert [town.kept(make), town.kept(make), town.kept(make, 7), town.kept(make, 7)] == [1, 1, 2, 2]
    town.rules = rules_of(town.scenario)
    assert town.kept(make) == 3
    town.scenario = scenario_from({"places": {"a": {"population": 4}}})
    assert town.kept(make) == 4
    assert town.copied().kept(make) == 5, "a twin goes on by rules of its own"


def test_homes_added_are_looked_at() -> None:
    town = town_of(people=4)
    add_homes(town, 3, beds=2)
    before = ranges_of(town)
    assert ranges_of(town) is before
    add_homes(town, 2, beds=2)
    assert ranges_of(town)[1] == before[1] + 2


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_whom_a_rule_concerns_is_the_same_on_any_threads(threads: int) -> None:
    town = town_of()
    settle(town, 401)
    used, state = int(town.used[Used.PEOPLE]), town.state
    state.people.birth[:used] = -12 * (np.arange(used) % 110)
    chances = demography.death_chances(town.rules) * 20.0
    coordinated = np.zeros(len(state.places.uid))
    rules: list[tuple[Any, ...]] = [
        (demography.who_dies, state, chances),
        (who_may_hear, state, town.rules, coordinated),
    ]
    for kernel, *arguments in rules:
        alone = marked_rows(kernel, used, 1, *arguments)
        assert 0 < len(alone) < used and (np.diff(alone) > 0).all()
        assert marked_rows(kernel, used, threads, *arguments).tolist() == alone.tolist()
