"""What may be asked of a run: months, seeds and threads beyond what kernels are laid out for are refused."""

from __future__ import annotations

from typing import Any

import pytest

from sim.history import begin, simulate
from sim.model import IntegrationModel
from sim.scenario import Scenario, ScenarioError, scenario_from
from sim.schedule import month

SMALL: dict[str, Any] = {"months": 6, "places": {"a": {"population": 3}}, "ties": {"settle_months": 0}}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return scenario_from(SMALL)


@pytest.mark.parametrize("months", [600, 481, 0, -3, 2.5, True, "12"])
def test_a_run_lasts_1_to_480_months(scenario: Scenario, months: Any) -> None:
    with pytest.raises(ValueError, match=r"months: found .*; allowed: a whole number from 1 to 480"):
        simulate(scenario, months=months)


@pytest.mark.parametrize("months", [600, 0, -3, 2.5])
def test_so_does_a_mesa_model(months: Any) -> None:
    with pytest.raises(ScenarioError, match="from 1 to 480"):
        IntegrationModel(SMALL, months=months)


@pytest.mark.parametrize("seed", [-1, 2**64, 1.5, True, "-1", "one"])
def test_a_seed_is_a_whole_number_of_64_bits(scenario: Scenario, seed: Any) -> None:
    with pytest.raises(ValueError, match="seed: found"):
        begin(scenario, seed)


@pytest.mark.parametrize("threads", [0, -1, 5000])
def test_a_run_has_one_thread_at_least(scenario: Scenario, threads: int) -> None:
    with pytest.raises(ValueError, match=r"threads: found .*; allowed: a whole number from 1 to 1024"):
        begin(scenario, threads=threads)


def test_a_town_does_not_live_on_after_the_longest_run(scenario: Scenario) -> None:
    town = begin(scenario, "7")
    town.month = 479
    month(town)
    with pytest.raises(ValueError, match="480 months at most"):
        month(town)
    assert town.month == 480
