"""Runs that share a past: the same bytes as each by itself, whoever simulates them and whatever happens on the way."""

from __future__ import annotations

import os
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from experiments.commands.kept import Kept, outcomes_of
from experiments.workers import pasts
from experiments.workers.forks import dealt, months_to_do, parted, planned
from experiments.workers.limits import Limits
from experiments.workers.order import Branch, Order, Recipe
from experiments.workers.pasts import Pasts
from experiments.workers.run import Outcome, Run
from experiments.workers.runner import stream
from experiments.workers.shared import counted, foreseen
from experiments.workers.worker import carry_out
from sim.scenario import scenario_from

MONTHS = 8
DATA: dict[str, Any] = {
    "months": MONTHS,
    "places": {"hamlet": {"population": 120, "newcomers": 0.2, "newcomer_origins": {"one": 1}}},
    "origins": {"one": {}},
    "arrivals": {"labour": {"pathway": "labour", "place": "hamlet", "origin": "one", "per_year": 12}},
    "ties": {"settle_months": 3},
}
MENTORS = {"programmes": {"mentors": {"funding": ["pot"], "capacity": 5}}}


def pot(start: str, months: int = 30) -> dict[str, Any]:
    return {"funding": {"pot": {"start": start, "months": months}}, **MENTORS}


ARMS: dict[str, dict[str, Any]] = {
    "base": {},
    "march": pot("2010-03"),
    "june": pot("2010-06"),
    "longer": pot("2010-06", 60),
    "leaving": {"leaving": {"friends": 0.9}},
    "busy": {"meeting": {"free_hours": 20}},
    "lever": {"levers": {"language.courses": {"2010-05": False}}},
}
SCENARIOS = {name: scenario_from({**DATA, **changes}) for name, changes in ARMS.items()}


def seen(history: Any) -> bytes:
    """What is taken from a history: all of its measures."""
    return repr((history.digest, history.log, history.measures.value.tobytes(), history.measures.group)).encode()


def orders(seeds: int = 1, read: Any = seen, **more: Any) -> list[Order]:
    return [
        Order(Run(name, (), seed, MONTHS, seed), scenario, read=read, **more)
        for seed in range(seeds)
        for name, scenario in SCENARIOS.items()
    ]


def results(done: Any) -> list[tuple[str, bytes]]:
    found = sorted(done, key=lambda item: item[0].position)
    return [(outcome.stage + outcome.error, outcome.read) for _, outcome in found]


@pytest.fixture(scope="module")
def alone() -> list[tuple[str, bytes]]:
    """Two seeds, each run by itself."""
    made = [(replace(order, position=place), carry_out(order, print)) for place, order in enumerate(orders(2))]
    assert all(stage == "done" for stage, _ in results(made))
    return results(made)


def test_plan_is_a_tree_of_pasts() -> None:
    found = [order for each in planned(numbered(orders())) for order in each]
    start = {order.run.scenario: order.branch.start if order.branch else -1 for order in found}
    assert start == {"base": -1, "march": 2, "june": 5, "longer": 8, "leaving": 0, "busy": -1, "lever": 4}
    assert foreseen(numbered(orders(2))).regions == 4


def numbered(given: list[Order]) -> list[Order]:
    return [replace(order, position=place) for place, order in enumerate(given)]


def test_no_more_towns_are_kept_than_the_tree_is_deep(
    monkeypatch: pytest.MonkeyPatch, alone: list[tuple[str, bytes]]
) -> None:
    kept: list[int] = []

    class Counted(Pasts):
        def _keep(self, order: Order, town: Any) -> None:
            super()._keep(order, town)
            kept.append(len(self.kept))

    monkeypatch.setattr("experiments.workers.runner.Pasts", Counted)
    made = list(stream(orders(2)[: len(ARMS)], jobs=0))
    assert results(made) == alone[: len(ARMS)]
    assert max(kept) <= 5  # the region, and the months 2, 4, 5 and 8
    work = counted(outcome for _, outcome in made)
    assert (work.asked, work.simulated) == (7 * MONTHS, 7 * MONTHS - 2 - 5 - 8 - 4)


def test_two_processes_make_the_same(alone: list[tuple[str, bytes]]) -> None:
    assert results(stream(orders(2), jobs=2)) == alone


def test_a_lent_executor_makes_the_same(alone: list[tuple[str, bytes]]) -> None:
    with ThreadPoolExecutor(3) as lent:
        assert results(stream(orders(2), executor=lent, jobs=3)) == alone


def test_draws_of_parameters_share_their_pasts_too(alone: list[tuple[str, bytes]]) -> None:
    made = [
        replace(order, scenario=Recipe(pickle.dumps(order.scenario), (("arriving.inflow_per_thousand", 150.0),)))
        for order in orders()[:4]
    ]
    together = results(stream(made, jobs=0))
    assert together == results((replace(order, position=at), carry_out(order, print)) for at, order in enumerate(made))
    assert {stage for stage, _ in together} == {"done"} and together != alone[:4]
    assert foreseen(numbered(made)).simulated < 4 * MONTHS


def killed_once(mark: str, history: Any) -> bytes:
    """Kill the worker in the middle of the tree, once."""
    if history.scenario.funding and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return seen(history)


def test_a_worker_that_dies_in_the_tree_changes_nothing(tmp_path: Path, alone: list[tuple[str, bytes]]) -> None:
    given = orders(2, partial(killed_once, str(tmp_path / "mark")))
    assert results(stream(given, jobs=2)) == alone
    assert (tmp_path / "mark").exists()


def test_what_was_stopped_goes_on_with_the_leaves_that_are_missing(
    tmp_path: Path, alone: list[tuple[str, bytes]]
) -> None:
    class Stop(Exception):
        pass

    def made(run: Run, result: Any, seconds: float) -> Outcome:
        return Outcome(run, None, seconds=seconds, read=result)

    def carried(most: int) -> tuple[list[Outcome], int]:
        kept, count = Kept(tmp_path, ".bin"), [0]

        def read(path: Path) -> bytes:
            count[0] += 1
            if count[0] > most:
                raise Stop
            return path.read_bytes()

        given = orders()
        return outcomes_of(given, [f"{at:04d}" for at in range(len(given))], kept, read, made)

    with pytest.raises(Stop):
        carried(3)
    outcomes, ran = carried(100)
    assert ran == len(ARMS) - 4  # kept before it was read again
    assert [("done", outcome.read) for outcome in outcomes] == alone[: len(ARMS)]


def test_an_arm_that_cannot_be_costs_only_itself(alone: list[tuple[str, bytes]]) -> None:
    impossible = scenario_from({**DATA, **pot("2010-06"), "mentoring": {"mentor_limit": 1}})
    impossible = impossible.model_copy(
        update={"programmes": {"mentors": impossible.programmes["mentors"].model_copy(update={"capacity": 5000})}}
    )
    given = orders()
    made = results(stream([*given, replace(given[0], scenario=impossible)], jobs=0))
    assert made[:-1] == alone[: len(ARMS)]
    assert made[-1][0].startswith("scenario") and "more mentors than there are adults" in made[-1][0]


def test_where_memory_is_short_no_town_is_kept(monkeypatch: pytest.MonkeyPatch, alone: list[tuple[str, bytes]]) -> None:
    monkeypatch.setattr(pasts, "resident", lambda: 900_000_000)
    made = list(stream(orders(1, limits=Limits(memory=1_000)), jobs=0))
    assert not any(outcome.taken_over for _, outcome in made)
    assert [read for _, read in results(made)] == [read for _, read in alone[: len(ARMS)]]


def test_work_is_parted_where_the_second_is_done_soonest() -> None:
    def order(start: int) -> Order:
        return Order(Run("", (), 1, 100), SCENARIOS["base"], branch=Branch(start, (), ()))

    assert parted([order(-1), order(90)]) is None  # ten months, or all of them again
    assert parted([order(-1), order(10), order(10)]) == 1
    assert parted([order(30)], before=300) == 0
    lists = list(dealt([[order(-1), order(0), order(0), order(0)]], 2, 16))
    assert [len(one) for one in lists] == [2, 2]
    assert [len(one) for one in dealt([[order(0)] * 5], 1, 2)] == [2, 2, 1]
    assert months_to_do(order(30)) == 70
