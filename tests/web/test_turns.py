"""Heavy work is done one at a time, in the order asked, and whoever waits is told their place."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from bygd.web.background import Background, Standing, Teller
from bygd.web.turns import Turns, waiting_words


class Work:
    """A piece of work that goes on until it is let go."""

    def __init__(self, turns: Turns) -> None:
        self.began, self.may_end = threading.Event(), threading.Event()
        self.said: list[str] = []
        self._turns = turns
        self.background: Background[str] = Background(self._do, self._heard)
        self.background.start()

    def _do(self, teller: Teller) -> str:
        with self._turns.turn(teller):
            self.began.set()
            assert self.may_end.wait(10)
        return "done"

    def _heard(self, standing: Standing[Any]) -> None:
        self.said.append(standing.words or standing.state)


def until(condition: Any) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bygd.web.turns.LOOK", 0.02)
    monkeypatch.setattr("bygd.web.background.EVERY", 0.0)


def test_one_at_a_time_in_the_order_asked_and_each_is_told_its_place() -> None:
    turns, works = Turns(), []
    for _ in range(3):
        works.append(Work(turns))
        until(lambda: works[0].began.is_set())
        until(lambda: len(turns._queue) == len(works))
    first, second, third = works
    until(lambda: waiting_words(1, 2) in second.said and waiting_words(2, 2) in third.said)
    assert not second.began.is_set() and not third.began.is_set()
    first.may_end.set()
    assert second.began.wait(10)
    until(lambda: waiting_words(1, 1) in third.said)
    assert not third.began.is_set()
    second.may_end.set()
    third.may_end.set()
    until(lambda: third.said[-1] == "done")


def test_whoever_gives_up_makes_room_for_those_behind() -> None:
    turns = Turns()
    first = Work(turns)
    until(first.began.is_set)
    second, third = Work(turns), Work(turns)
    until(lambda: len(turns._queue) == 3)
    second.background.cancel()
    until(lambda: waiting_words(1, 1) in third.said)
    first.may_end.set()
    assert third.began.wait(10) and not second.began.is_set()
    third.may_end.set()


def test_work_that_fails_gives_its_turn_back() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(Teller(lambda share, words: None)):
        raise ZeroDivisionError
    with turns.turn(Teller(lambda share, words: None)):
        pass
