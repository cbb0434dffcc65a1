"""Runs of which only some measures will be read count only those, and what is read is the same to the byte."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bygd.advise import reading
from experiments import lives
from experiments.commands import kept_result
from experiments.outcomes.outcome import asked_of_results, read_outcomes
from experiments.workers.order import Branch, Order
from experiments.workers.pasts import Pasts
from experiments.workers.run import Run
from experiments.workers.worker import carry_out
from sim.history import History, simulate
from sim.measures import counting
from sim.measures.catalogue import CATALOGUE
from sim.scenario import Scenario, scenario_from
from tests.levers.rich import rich_data

MONTHS, SEED = 25, 7


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    data = rich_data()
    data["months"] = MONTHS
    return scenario_from(data)


@pytest.fixture(scope="module")
def whole(scenario: Scenario) -> History:
    return simulate(scenario, SEED)


def measured(history: Any) -> set[str]:
    return set(history.measures.measure)


READERS = {
    "results": (kept_result.packed, asked_of_results()),
    "advice": (reading.packed, reading.asked()),
    "outcomes": (lambda history: repr(read_outcomes(history)).encode(), asked_of_results()),
}


@pytest.mark.parametrize("name", READERS)
def test_what_is_read_is_the_same_to_the_byte(name: str, scenario: Scenario, whole: History) -> None:
    read, asked = READERS[name]
    found = simulate(scenario, SEED, asked=asked)
    assert read(found) == read(whole)
    assert found.digest == whole.digest
    assert measured(found) < measured(whole)


def test_what_nobody_asks_for_is_not_counted(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    usual = counting.counters

    def heard(rows: Any) -> Any:
        def listener(counter: Any) -> Any:
            return lambda look, recorder: (called.append(counter.__name__), counter(look, recorder))

        return [listener(counter) for counter in usual(rows)]

    monkeypatch.setattr(counting, "counters", heard)
    counting._taken_down.cache_clear()
    try:
        simulate(scenario, SEED, months=12, asked=frozenset({"population", "local_friends"}))
    finally:
        counting._taken_down.cache_clear()
    rows = [CATALOGUE["population"], CATALOGUE["local_friends"]]
    assert set(called) == {counter.__name__ for counter in usual(rows)}


def test_every_reader_asks_for_measures_that_there_are() -> None:
    for _, asked in READERS.values():
        assert asked <= set(CATALOGUE)


def test_a_measure_that_there_is_not_is_named_with_the_nearest(scenario: Scenario) -> None:
    with pytest.raises(ValueError, match=r"no measure 'local_frends'; did you mean local_friends\?"):
        lives.simulate(scenario, SEED, asked=["population", "local_frends"])
    one, many = (lives.simulate(scenario, SEED, months=1, asked=names) for names in ("population", ["population"]))
    assert measured(one) == measured(many) >= {"population"}


def order_of(scenario: Scenario, read: Any, **more: Any) -> Order:
    return Order(Run(scenario.digest(), (), SEED, MONTHS), scenario, read=read, **more)


def test_an_order_says_what_is_counted_alone_and_with_a_past_in_common(scenario: Scenario, whole: History) -> None:
    asked = asked_of_results()
    branch = Branch(-1, (0, 6), ((0, "region"), (6, "past")))
    pasts = Pasts()
    first = carry_out(order_of(scenario, measured, asked=asked, branch=branch), lambda _: None, pasts)
    assert first.read < measured(whole)
    assert [kept.asked for kept in pasts.kept] == [asked, asked]
    again = Branch(6, (), branch.names)
    same = carry_out(order_of(scenario, kept_result.packed, asked=asked, branch=again), lambda _: None, pasts)
    assert (same.taken_over, same.built) == (6, False)
    assert same.read == kept_result.packed(whole)
    alone = carry_out(order_of(scenario, measured, asked=asked), lambda _: None)
    assert alone.read == first.read


def test_a_town_that_was_asked_for_less_is_not_gone_on_from(scenario: Scenario, whole: History) -> None:
    branch = Branch(-1, (6,), ((6, "past"),))
    pasts = Pasts()
    order = order_of(scenario, measured, asked=asked_of_results(), branch=branch)
    carry_out(order, lambda _: None, pasts)
    found = carry_out(replace(order, asked=None, branch=Branch(6, (), branch.names)), lambda _: None, pasts)
    assert found.taken_over == 0
    assert found.read == measured(whole)
