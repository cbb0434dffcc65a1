"""Runs that share a past: the same bytes as each by itself, whoever simulates them and whatever happens on the way."""

from __future__ import annotations

import os
import pickle
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.commands.kept import Kept, outcomes_of
from experiments.workers import forks, pasts
from experiments.workers.forks import Looks, _Seen, _tree, dealt, months_to_do, parted, planned
from experiments.workers.limits import Limits
from experiments.workers.order import Branch, Order, Recipe
from experiments.workers.pasts import Pasts
from experiments.workers.run import Outcome, Run
from experiments.workers.runner import stream
from experiments.workers.shared import counted, extrapolated, foreseen
from experiments.workers.worker import carry_out
from sim.scenario import scenario_from
from sim.shared_past import Past

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


def numbered(these: list[Order]) -> list[Order]:
    return [replace(order, position=place) for place, order in enumerate(these)]


def points(count: int, path: str = "leaving.programme_hold", **changes: Any) -> list[Order]:
    base = pickle.dumps(scenario_from({**DATA, **changes}))
    return [
        Order(Run("", (), 1, MONTHS, 0), Recipe(base, ((path, 0.1 + 0.5 * at / count),)), read=seen)
        for at in range(count)
    ]


@pytest.mark.parametrize("path", ["leaving.programme_hold", "arriving.job_first_share"])
def test_points_that_touch_only_the_way_share_the_region(path: str) -> None:
    assert foreseen(numbered(points(4, path))).regions == 1


@pytest.mark.parametrize("path", ["clubs.readiness", "clubs.sport.leaving", "schooling.completion", "work.accept"])
def test_points_that_touch_the_past_share_the_region_only_where_none_is_lived(path: str) -> None:
    assert foreseen(numbered(points(4, path))).regions == 4
    assert foreseen(numbered(points(4, path, past={"lived": False}))).regions == 1


def test_thousands_of_orders_share_more_in_wider_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeds interleaved: what a narrow window does not see together is built again."""
    monkeypatch.setattr(forks, "WINDOW", 4)
    these = numbered([replace(one, run=replace(one.run, seed=seed)) for one in points(21) for seed in range(4)])
    monkeypatch.setattr(forks, "WINDOW_MOST", 4)
    assert foreseen(these).regions == 84
    monkeypatch.setattr(forks, "WINDOW_MOST", 64)
    assert foreseen(these).regions == 4 * 5  # windows of 4, 8, 16, 32 and the last 24
    assert foreseen(these, look := Looks()).runs == 84 and look.made == 20  # each scenario once
    first = foreseen(these[:28:4]), foreseen(these[:12:4])
    assert extrapolated(*first, 700).runs == 700


def test_looking_lets_others_have_a_turn(monkeypatch: pytest.MonkeyPatch, alone: list[tuple[str, bytes]]) -> None:
    monkeypatch.setattr(forks, "LOOKS", 2)
    lists = list(planned(numbered(orders(2))))
    assert lists.count([]) >= 3 and sum(map(len, lists)) == 2 * len(ARMS)
    assert results(stream(orders(2), jobs=2)) == alone


@given(st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), min_size=1, max_size=12))
def test_orders_go_depth_first_along_the_tree(lives: list[list[int]]) -> None:
    """What can act by month: each shares most with the one before it, and keeps what those after it part at."""
    months = len(lives[0])

    def past(acts: list[int]) -> Past:
        steps = [at for at in range(months) if at == 0 or acts[at] != acts[at - 1]]
        return Past("region", tuple((at, repr(acts[: at + 1])) for at in steps), months)

    def common(one: list[int], other: list[int]) -> int:
        return next((at for at in range(months) if one[at] != other[at]), months)

    order = Order(Run("", (), 1, months), SCENARIOS["base"])
    seen_all = [_Seen(replace(order, position=at), past(acts)) for at, acts in enumerate(lives)]
    for one, acts in zip(seen_all, lives, strict=True):
        assert [one.past.shared_with(past(other)) for other in lives] == [common(acts, other) for other in lives]
    tree = _tree(seen_all)
    along = [lives[one.position] for one in tree]
    assert sorted(one.position for one in tree) == list(range(len(lives)))
    for at, one in enumerate(tree):
        assert one.branch is not None
        assert one.branch.start == (common(along[at - 1], along[at]) if at else -1)
        assert one.branch.start == max((common(before, along[at]) for before in along[:at]), default=-1)
        assert set(one.branch.keep) == {
            min(common(along[k], along[k + 1]) for k in range(at, after)) for after in range(at + 1, len(along))
        }


def test_few_towns_are_kept_where_many_futures_part(
    monkeypatch: pytest.MonkeyPatch, alone: list[tuple[str, bytes]]
) -> None:
    monkeypatch.setattr(pasts, "TOWNS", 2)
    made = list(stream(orders(2)[: len(ARMS)], jobs=0))
    assert results(made) == alone[: len(ARMS)]
    assert 0 < max(outcome.towns for _, outcome in made) <= 2
    assert counted(outcome for _, outcome in made).towns <= 2
    assert pasts.spread([1, 2, 3, 4, 5, 6], 3) == [2, 4, 6] and pasts.spread([1, 2], 3) == [1, 2]
    assert pasts.spread([1, 2], 0) == []


class Chains(ThreadPoolExecutor):
    """An executor that runs orders of a chain one after the other, as a Dask client's does."""

    def __init__(self, fails: int = -1) -> None:
        super().__init__(4)
        self.fails, self.chains = fails, 0

    def submit_chain(self, fn: Any, items: Any) -> list[Future[Any]]:
        self.chains += 1
        name, found = f"{id(self)} {self.chains}", []
        before: Future[Any] | None = None

        def one(item: Order, before: Future[Any] | None) -> Any:
            if before is not None:
                before.result()
            if item.position == self.fails:
                raise RuntimeError("its worker was lost")
            return fn(item, name)

        for item in items:
            before = self.submit(one, item, before)
            found.append(before)
        return found


def test_runs_of_a_chain_come_as_they_end(alone: list[tuple[str, bytes]]) -> None:
    with Chains() as lent:
        made = list(stream(orders(2), executor=lent, jobs=2))
    assert results(made) == alone
    assert counted(outcome for _, outcome in made).simulated < 12 * MONTHS
    assert lent.chains < len(made)


def test_one_that_is_lost_takes_no_other_with_it(alone: list[tuple[str, bytes]]) -> None:
    with Chains(fails=0) as lent:
        made = results(stream(orders(2), executor=lent, jobs=1))
    assert made[0] == ("workerRuntimeError: its worker was lost", None)
    assert made[1:] == alone[1:]


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
    these = orders(2, partial(killed_once, str(tmp_path / "mark")))
    assert results(stream(these, jobs=2)) == alone
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

        these = orders()
        return outcomes_of(these, [f"{at:04d}" for at in range(len(these))], kept, read, made)

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
    these = orders()
    made = results(stream([*these, replace(these[0], scenario=impossible)], jobs=0))
    assert made[:-1] == alone[: len(ARMS)]
    assert made[-1][0].startswith("scenario") and "more mentors than there are adults" in made[-1][0]


def test_where_memory_is_short_no_town_is_kept(monkeypatch: pytest.MonkeyPatch, alone: list[tuple[str, bytes]]) -> None:
    """Far above what the process of the tests itself has by now: runs in it must not be ended for that."""
    monkeypatch.setattr(pasts, "resident", lambda: 90_000_000_000)
    made = list(stream(orders(1, limits=Limits(memory=100_000)), jobs=0))
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
