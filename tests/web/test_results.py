"""Answers of a session: kept while it lasts, ended and removed with it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from bygd.web.background import Teller
from bygd.web.results import Entry, Question, Results


def question(key: object = 1, kind: str = "compare") -> Question:
    return Question(kind, f"question {key}", ("A", "B"), key)  # type: ignore[arg-type]


def writes(teller: Teller, folder: Path) -> str:
    (folder / "report.html").write_text("x", encoding="utf-8")
    return "answer"


def done(entry: Entry) -> Entry:
    end = time.monotonic() + 10
    while entry.standing.running:
        assert time.monotonic() < end
        time.sleep(0.01)
    return entry


def test_answers_are_listed_latest_first_by_kind_and_their_files_stay() -> None:
    results = Results()
    first, other = done(results.begin(question(1), writes)), done(results.begin(question(2, "advise"), writes))
    last = done(results.begin(question(3), writes))
    assert results.of("compare") == [last, first] and results.of("advise") == [other]
    assert last.standing.value == "answer" and last.seconds >= 0 and (first.path / "report.html").is_file()
    results.forget(first.number)
    assert results.of("compare") == [last] and not first.path.exists()
    results.close()
    assert not last.path.exists() and not other.path.exists()


def test_only_so_many_are_kept_and_none_that_runs_is_lost() -> None:
    results, go = Results(kept=2), threading.Event()
    running = results.begin(question(0), lambda teller, folder: go.wait(10))
    entries = [done(results.begin(question(key), writes)) for key in range(1, 4)]
    assert running in results.of("compare") and entries[-1] in results.of("compare")
    assert not entries[0].path.exists()
    go.set()
    done(running)
    results.close()


def test_work_is_cancelled_on_its_own_and_when_the_session_ends() -> None:
    def on(teller: Teller, folder: Path) -> None:
        while True:
            teller(0.5, "at it")
            time.sleep(0.01)

    results = Results()
    one, other = results.begin(question(1), on), results.begin(question(2), on)
    assert results.running("compare") is other
    results.cancel(one.number)
    assert done(one).standing.state == "cancelled" and other.standing.running
    results.close()
    assert other.job is not None
    other.job.join(10)
    end = time.monotonic() + 10
    while other.path.exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_whoever_listens_is_told_of_every_change_until_they_stop() -> None:
    results, told = Results(), []
    stop = results.listen(lambda: told.append(1))
    done(results.begin(question(), writes))
    assert len(told) >= 2
    stop()
    before = len(told)
    done(results.begin(question(2), writes))
    assert len(told) == before
    results.close()


@pytest.mark.parametrize("wrong", [ValueError("no"), MemoryError()])
def test_work_that_fails_says_so(wrong: Exception) -> None:
    def fails(teller: Teller, folder: Path) -> None:
        raise wrong

    results = Results()
    entry = done(results.begin(question(), fails))
    assert entry.standing.state == "failed" and entry.standing.error
    results.close()
