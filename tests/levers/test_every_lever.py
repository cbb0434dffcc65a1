"""Every field a lever can stand at makes a difference when it is moved in the middle of a run, or is refused.

The fields are those of the schema; the towns in which each is tried stand in :mod:`tests.levers.setups`. Of
programmes, posts and streams one is enough. An element of a list is read wherever its list is.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from sim.scenario import ScenarioError, scenario_from
from tests.levers.rich import Stopped, lever_paths, other_values
from tests.levers.setups import MOVES, REFUSED, SETUPS, Setup, lively_data, setup_of

PATHS = tuple(lever_paths(scenario_from(lively_data())))
SECTIONS = tuple(dict.fromkeys(path.split(".")[0] for path in PATHS))
ACTS, NOTHING = "acts", "does nothing"


@cache
def stopped_at(number: int) -> tuple[Stopped, dict[str, list[tuple[str, Any]]]]:
    setup = SETUPS[number]
    stopped = Stopped(setup.data(), setup.stop)
    return stopped, lever_paths(stopped.scenario)


def outcome(path: str, setup: Setup) -> str:
    """``ACTS``, ``NOTHING``, or the words in which every lever at ``path`` is refused."""
    stopped, here = stopped_at(SETUPS.index(setup))
    tries = MOVES.get(path) or [
        {one: other} for one, value in here[path] for other in other_values(stopped.scenario, one, value)
    ]
    accepted, words = 0, ""
    for levers in tries:
        try:
            if stopped.acts(levers, setup.months):
                return ACTS
            accepted += 1
        except ScenarioError as error:
            words = str(error)
    return NOTHING if accepted or not words else words


@pytest.mark.parametrize("section", SECTIONS)
def test_every_lever_acts_or_is_refused(section: str) -> None:
    wrong = []
    for path in PATHS:
        if path.split(".")[0] != section:
            continue
        setup = setup_of(path)
        found, expected = outcome(path, setup), REFUSED.get(path, ACTS)
        if expected not in found:
            wrong.append(f"{path} (where there is: {setup.why}): {found}; expected: {expected}")
    assert not wrong, "\n".join(wrong)


def test_a_lever_that_says_what_is_in_force_is_seen_to_do_nothing() -> None:
    stopped, _ = stopped_at(len(SETUPS) - 1)
    same = stopped.scenario.meeting.free_hours
    assert not stopped.acts({"meeting.free_hours": same}, 3)
    assert stopped.acts({"meeting.free_hours": same * 0.9}, 1)


def test_no_setup_and_no_exception_is_left_over() -> None:
    used = {setup_of(path).why for path in PATHS}
    assert used == {setup.why for setup in SETUPS}
    assert set(MOVES) <= set(PATHS) and set(REFUSED) <= set(PATHS)
    assert len(PATHS) > 590
