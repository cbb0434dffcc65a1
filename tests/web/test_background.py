"""Work behind a page: told of, stopped, and never telling somebody who has gone."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from bygd.web.background import Background, Refused, Standing, Teller
from bygd.web.resimulation import Shelf
from sim.scenario import ScenarioError


def lived(work: Any) -> list[Standing[Any]]:
    reported: list[Standing[Any]] = []
    job = Background(work, reported.append)
    job.start()
    job.join(10)
    return reported


def test_what_comes_of_work_is_reported_last() -> None:
    def work(teller: Teller) -> int:
        teller(0.5, "half-way")
        return 42

    reported = lived(work)
    assert [one.state for one in reported] == ["running", "running", "done"]
    assert (reported[1].share, reported[1].words) == (0.5, "half-way")
    assert reported[-1].value == 42


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ScenarioError("places.vik: too few homes"), "The scenario cannot be used.\nplaces.vik: too few homes"),
        (Refused("There is no person 9."), "There is no person 9."),
        (ValueError("odd"), "ValueError: odd"),
        (MemoryError(), "Not enough memory; a smaller region needs less."),
    ],
)
def test_a_failure_is_reported_in_words(error: BaseException, words: str) -> None:
    def work(teller: Teller) -> None:
        raise error

    assert lived(work)[-1] == Standing("failed", error=words)


def test_cancelling_stops_work_at_its_next_telling() -> None:
    begun, go_on, after = threading.Event(), threading.Event(), []

    def work(teller: Teller) -> None:
        begun.set()
        go_on.wait(10)
        teller(0.5)
        after.append("went on")

    reported: list[Standing[Any]] = []
    job = Background(work, reported.append)
    job.start()
    assert begun.wait(10)
    job.cancel()
    go_on.set()
    job.join(10)
    assert [one.state for one in reported] == ["running", "cancelled"]
    assert not after


def test_nothing_is_reported_after_the_page_has_gone() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(teller: Teller) -> int:
        begun.set()
        go_on.wait(10)
        return 1

    reported: list[Standing[Any]] = []
    job = Background(work, reported.append)
    job.start()
    assert begun.wait(10)
    job.cancel(quietly=True)
    go_on.set()
    job.join(10)
    assert [one.state for one in reported] == ["running"]


def test_the_shelf_keeps_the_latest_few_and_makes_nothing_twice() -> None:
    shelf: Shelf[str] = Shelf(kept=2)
    made: list[str] = []

    def ask(key: str) -> str:
        return shelf.get(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    assert [ask(key) for key in "aabacaa"] == list("aabacaa")
    assert made == ["a", "b", "c"] and len(shelf) == 2
