"""What the progress bar says, and to whom."""

from __future__ import annotations

import io
import re
import sys
from types import SimpleNamespace

import pytest

from bygd.cli import progress
from bygd.cli.bars import Bars
from bygd.cli.progress import ProgressBar, spoken
from experiments.workers.pool import Tally


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that is moved by hand, and a terminal of 80 columns."""
    now = [0.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return now


def drawn(stream):
    """What each drawing of the bar shows, without escape codes."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())
    return [line for line in re.split(r"[\r\n]+", plain) if line.strip()]


@pytest.mark.parametrize("columns", [24, 40, 60, 80, 200])
def test_the_bar_fits_the_terminal(clock, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = Terminal()
    bar = ProgressBar(1200, 120, stream=stream)
    for month in range(0, 120, 10):
        clock[0] += 60
        bar.show(Tally(300, (month,)))
    bar.close()
    assert len(drawn(stream)) >= 10 and all(len(line) <= columns for line in drawn(stream))
    assert "179 h 49 m" in drawn(stream)[-1]  # the time left stays


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_dumb_terminal_gets_lines_without_escape_codes(clock, monkeypatch, kind):
    monkeypatch.setenv("TERM", kind)
    stream = Terminal()
    bar = ProgressBar(1, 120, stream=stream)
    for month in range(121):
        clock[0] += 1.0
        bar.show(Tally(month // 120, (month % 120,)))
    bar.close()
    assert len(stream.getvalue().splitlines()) == 9
    assert "\x1b" not in stream.getvalue() and "\r" not in stream.getvalue()
    assert "left" in stream.getvalue().splitlines()[-1]


def test_a_notebook_shows_the_bar_itself(clock, monkeypatch):
    shell = type("ZMQInteractiveShell", (), {})()
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    assert progress.can_draw(stream) and progress._console(stream).is_jupyter


def test_time_left_follows_the_pace_after_the_first_month(clock):
    """The first month may include compiling, which says nothing of the months to come."""
    stream = Terminal()
    bar = ProgressBar(2, 12, stream=stream)
    bar.show(Tally(0, (0, -1)))
    clock[0] = 60.0
    bar.show(Tally(0, (1, -1)))
    clock[0] = 62.0
    bar.show(Tally(0, (3, -1)))
    assert " 12 % 21 s left 0 of 2 runs" in stream.getvalue()


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
    assert stream.getvalue().endswith("drawing\n") and drawn(stream)[-1] == "drawing"


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 s"), (200, "3 min"), (7800, "2 h 10 min")])
def test_times_are_spoken(seconds, words):
    assert spoken(seconds) == words


def test_the_bar_says_how_far_the_region_is_built(clock):
    stream = Terminal()
    bar = ProgressBar(1, 120, stream=stream)
    clock[0] += 1
    bar.show(Tally(0, (-60,)))
    assert "building the region: 40 %" in drawn(stream)[-1]
    clock[0] += 1
    bar.show(Tally(0, (1,)))
    assert "building" not in drawn(stream)[-1]
    bar.close()


def test_without_a_terminal_long_building_is_reported_in_tenths(clock):
    stream = io.StringIO()
    bar = ProgressBar(2, 120, stream=stream)
    for left in range(100, 0, -1):
        clock[0] += 0.5
        bar.show(Tally(0, (-left, -1000)))
    said = stream.getvalue().splitlines()
    assert said[0] == "building the regions: 10 %" and 8 <= len(said) <= 10


def test_a_small_region_is_built_without_a_line(clock):
    stream = io.StringIO()
    bar = ProgressBar(1, 120, stream=stream)
    for left in range(100, 0, -1):
        clock[0] += 0.01
        bar.show(Tally(0, (-left,)))
    assert stream.getvalue() == ""


def test_bars_come_one_after_the_other_and_say_what_is_kept(clock, capsys, monkeypatch):
    compiled = []
    monkeypatch.setattr("bygd.cli.bars.compile_first", lambda **how: compiled.append(how))

    def ended() -> None:
        with Bars(12) as bars:
            bars.say("what comes")
            bars.begin(2, 1, "the first stage")
            bars.begin(0, 3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ended()
    assert capsys.readouterr().err.splitlines() == [
        "what comes",
        "the first stage",
        "1 of 3 runs were done before and are not repeated",
        "all 3 runs were finished already; the report is written again",
        "finished runs are kept: the same command goes on from here",
    ]
    assert compiled == [{"quiet": False}], "before the first run, not where none is left"
    with Bars(12) as bars:
        bars.begin(1, 0)
    assert capsys.readouterr().err == ""
