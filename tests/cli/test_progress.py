"""What the progress bar says, and to whom."""

from __future__ import annotations

import io

import pytest

from bygd.cli import progress
from bygd.cli.progress import ProgressBar, spoken
from experiments.workers.pool import Tally


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that is moved by hand."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_time_left_follows_the_pace_after_the_first_month(clock):
    """The first month may include compiling, which says nothing of the months to come."""
    stream = Terminal()
    bar = ProgressBar(2, 12, stream=stream)
    bar.show(Tally(0, (0, -1)))
    clock[0] = 60.0
    bar.show(Tally(0, (1, -1)))
    clock[0] = 62.0
    bar.show(Tally(0, (3, -1)))
    assert stream.getvalue().endswith("0 of 2 runs,  12 %, 21 s left")


def test_a_file_gets_a_line_for_every_tenth(clock):
    stream = io.StringIO()
    bar = ProgressBar(1, 120, stream=stream)
    for month in range(121):
        clock[0] += 1.0
        bar.show(Tally(month // 120, (month % 120,)))
    assert len(stream.getvalue().splitlines()) == 9
    assert "\r" not in stream.getvalue()


def test_quiet_says_nothing(clock):
    stream = Terminal()
    bar = ProgressBar(1, 12, quiet=True, stream=stream)
    bar.say("hello")
    bar.show(Tally(0, (6,)))
    bar.close()
    assert stream.getvalue() == ""


def test_words_stand_on_a_line_of_their_own(clock):
    stream = Terminal()
    bar = ProgressBar(1, 12, stream=stream)
    clock[0] = 1.0
    bar.show(Tally(0, (6,)))
    bar.say("drawing")
    assert stream.getvalue().endswith("\ndrawing\n")


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 s"), (200, "3 min"), (7800, "2 h 10 min")])
def test_times_are_spoken(seconds, words):
    assert spoken(seconds) == words
