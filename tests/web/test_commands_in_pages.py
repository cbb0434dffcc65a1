"""Advise and Assess asked from a page: the words of the command, its refusals, and its answer as parts of a page."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from bygd.advise.candidates import FILE, read_candidates
from bygd.web import advising, assessing
from bygd.web.background import Refused
from bygd.web.commands import TOWN
from bygd.web.own_process import News
from experiments.workers import early, limits
from sim.scenario import load_scenario
from tests.web.small import hamlet


class Pipe:
    """What a process would have told."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def send(self, news: Any) -> None:
        self.sent.append(news)


def test_what_stands_in_the_fields_is_the_command() -> None:
    asked = advising.Asked(
        budget="900 000", in_all=True, years="2", weights=(("stayers", "2"), ("belonging", "0")), fixed="coordinator"
    )
    words = advising.words_of(asked, hamlet(), 7)
    said = shlex.join(words.words)
    assert said == (
        "town.yaml --budget 900000 --years 2 --after 2 --in-all --pairs 20 --seed 7 --outcome stayers=2 "
        "--fix coordinator"
    )
    question = advising.question_of(asked, words, "A hamlet")
    assert question.title == "900 000 SEK in all for A hamlet" and "newcomers who stay 2" in question.lines[1]
    assert question.key != advising.question_of(asked, advising.words_of(asked, hamlet(), 8), "A hamlet").key


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"budget": "much"}, "'much' is not an amount in SEK"),
        ({"budget": "-5"}, "--budget must be more than zero"),
        ({"years": "0"}, "--years"),
        ({"pairs": "x"}, "--pairs"),
        ({"fixed": "--candidates=/etc/passwd"}, "expected one argument"),
    ],
)
def test_fields_that_cannot_be_are_refused_in_the_words_of_the_command(changes: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        advising.words_of(advising.Asked(**changes), hamlet(), 1)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one job does, it does here (see tests/cli)."""
    monkeypatch.setattr(early, "ALLOWED", False)
    monkeypatch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
    monkeypatch.setattr("os.cpu_count", lambda: 1)


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_advice_is_found_and_shown(tmp_path: Path) -> None:
    others = ",".join(one.key for one in read_candidates(FILE) if one.key != "club_fees")
    asked = advising.Asked(
        budget="50000", years="1", after="0", pairs="4", weights=(("local_friends", "1"),), forbidden=others
    )
    pipe = Pipe()
    words = advising.words_of(asked, hamlet(), 1)
    told = advising._advised((words, "A hamlet"), tmp_path, News(pipe, 13))  # type: ignore[arg-type]
    assert "How sure that is" in told.html and "Side by side" in told.html and "<svg" in told.html
    assert told.command.startswith("bygd advise town.yaml --budget 50000") and str(tmp_path) not in told.command
    assert all((tmp_path / path).is_file() for path, _, _ in told.files)
    assert load_scenario(tmp_path / TOWN).digest() == hamlet().digest()
    assert {kind for kind, _ in pipe.sent} == {"runs", "words"}


@pytest.mark.usefixtures("in_this_process")
def test_what_raising_benchmarks_buys_is_simulated_and_shown(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Answer a benchmark below 4 first"):
        assessing.words_of({}, "2", "1", hamlet(), 1)
    with pytest.raises(Refused, match="--pairs"):
        assessing.words_of({"G2": 1}, "0", "1", hamlet(), 1)
    words = assessing.words_of({"G2": 1}, "2", "1", hamlet(), 1)
    assert assessing.question_of(words, {"G2": 1}, "A hamlet").lines == (
        "1 benchmark answered, in A hamlet; 2 pairs of runs, 1 year ahead.",
    )
    pipe = Pipe()
    told = assessing._assessed((words, "A hamlet"), tmp_path, News(pipe, 12))  # type: ignore[arg-type]
    assert "What raising each would buy" in told.html and "G2" in told.html
    assert told.command == "bygd assess town.yaml answers.yaml --years 1 --pairs 2 --seed 1"
    assert all((tmp_path / path).is_file() for path, _, _ in told.files)
