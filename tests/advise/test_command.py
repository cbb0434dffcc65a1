"""The command, on a hamlet with two measures: what it leaves, what it says, that it goes on, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bygd.advise.reading import unpacked
from bygd.cli import main
from experiments.outcomes.panel import EVERYWHERE
from sim.history import simulate
from sim.scenario import load_scenario
from tests.advise.hamlet import MEASURES
from tests.desk import HAMLET, here, manifest, table

SHORT = (
    "--years",
    "1",
    "--after",
    "1",
    "--pairs",
    "4",
    "--jobs",
    "1",
    "--outcome",
    "language",
    "--outcome",
    "members=2",
)
FEW = ("--candidates", "measures.yaml", "--forbid", "practice", "--forbid", "guides", "--forbid", "talks")


in_this_process = pytest.fixture(scope="module", autouse=True)(here)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a hamlet and its measures, to type commands in; asked once."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    (folder / "measures.yaml").write_text(MEASURES, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["advise", "hamlet.yaml", "--budget", "200000", *SHORT, *FEW, "--out", "out", "--quiet"]) == 0
        yield folder


def test_it_leaves_the_advice_and_a_scenario_that_runs(desk: Path) -> None:
    text = (desk / "out" / "report.md").read_text(encoding="utf-8")
    assert "Buy Seats in the choir (12 months from 2010-02)." in text
    assert "It costs 120,000 SEK a year on average, at most 120,000 SEK a year in any simulated run" in text
    assert "Changes nothing here: A desk that does nothing." in text
    assert "Refugee guides was left out: it is forbidden." in text
    assert "Of 100 newcomers" in text and "After the plan it costs nothing more." in text
    advised, town = (load_scenario(desk / "out" / f"{name}.yaml") for name in ("advised", "town"))
    assert "choir" in advised.programmes and not town.programmes and advised.months == town.months == 25
    html = (desk / "out" / "report.html").read_text(encoding="utf-8")
    assert "What not to buy" in html and "<script" not in html
    rows = table(desk / "out" / "mixes.csv")
    assert {row["stage"] for row in rows} == {"search", "confirmed"}
    assert all(float(row["sek_most"]) <= 200_000 for row in rows if row["stage"] == "confirmed")
    assert manifest(desk / "out")["state"] == "finished" and manifest(desk / "out")["run_now"] > 0


def test_asked_again_it_simulates_nothing_and_says_the_same(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    before = (desk / "out" / "report.md").read_bytes()
    assert main(["advise", "hamlet.yaml", "--budget", "200000", *SHORT, *FEW, "--out", "out", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["candidate"] for one in said["advised"]["mix"]] == ["choir"] and said["pairs"] == 4
    assert (desk / "out" / "report.md").read_bytes() == before
    assert manifest(desk / "out")["run_now"] == 0


def test_the_command_in_the_report_is_the_one_that_was_given(desk: Path) -> None:
    text = (desk / "out" / "report.md").read_text(encoding="utf-8")
    words = text.rstrip().splitlines()[-1].split()
    assert words[:5] == ["bygd", "advise", "hamlet.yaml", "--budget", "200000"]
    assert words[words.index("--pairs") + 1] == "4" and words.count("--forbid") == 3 and words.count("--outcome") == 2


@pytest.mark.slow
def test_another_budget_is_not_written_over_the_first_and_uses_its_runs(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    words = ["advise", "hamlet.yaml", "--budget", "100000", *SHORT, *FEW, "--out", "out", "--quiet"]
    assert main(words) == 2 and "budget" in capsys.readouterr().err
    first = len(list((desk / "out" / "runs").iterdir()))
    assert main([*words, "--force"]) == 0
    text = (desk / "out" / "report.md").read_text(encoding="utf-8")
    assert "Nothing is advised: no mix within the budget (100,000 SEK a year) is shown to help." in text
    assert "Seats in the choir (over the budget: 120,000 SEK in a year)" in text
    new = manifest(desk / "out")["run_now"]
    assert len(list((desk / "out" / "runs").iterdir())) == first + new, "none was simulated twice"
    assert (
        main(["advise", "hamlet.yaml", "--budget", "200000", *SHORT, *FEW, "--out", "out", "--quiet", "--force"]) == 0
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hamlet.yaml"], "give a town and a budget"),
        (["hamlet.yaml", "--budget", "0"], "--budget must be more than zero"),
        (["hamlet.yaml", "--budget", "much"], "'much' is not an amount in SEK"),
        (["hamlet.yaml", "--budget", "1", "--fix", "coordinato"], "did you mean coordinator?"),
        (["hamlet.yaml", "--budget", "1", "--fix", "screening", "--forbid", "screening"], "is fixed and forbidden"),
        (["hamlet.yaml", "--budget", "1", "--outcome", "stayer"], "did you mean stayers?"),
        (["hamlet.yaml", "--budget", "1", "--outcome", "stayers=0"], "give a weight above 0"),
        (["hamlet.yaml", "--budget", "1", "--payer", "goverment"], "there is no 'goverment'"),
        (["hamlet.yaml", "--budget", "1", "--second", "coordinatr"], "did you mean coordinator?"),
        (["hamlet.yaml", "--budget", "1", "--from", "2009-01"], "2009-01 is not within"),
        (["hamlet.yaml", "--budget", "1", "--pairs", "2"], "at least 4 pairs of runs, not 2"),
        (["hamlet.yaml", "--budget", "1", "--candidates", "hamlet.yaml"], "unknown field"),
        (["hamle.yaml", "--budget", "1"], "there is no such file"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    monkeypatch.chdir(desk)
    assert main(["advise", *words, "--out", "none"]) == 2
    assert said in capsys.readouterr().err
    assert not (desk / "none").exists()


def test_no_year_of_a_run_of_what_is_advised_is_over_the_budget_in_its_own_books(desk: Path) -> None:
    """Simulated by itself with a seed of its own, and read from its measures."""
    spent = []
    for name in ("advised", "town"):
        books = np.zeros(2)
        held = simulate(load_scenario(desk / "out" / f"{name}.yaml"), 11).measures
        for month, place, what, value in zip(held.month, held.place, held.measure, held.value, strict=True):
            if (place, what) == (EVERYWHERE, "spent_by_payer") and month >= 1:
                books[(month - 1) // 12] += value
        spent.append(books)
    assert 0 < (spent[0] - spent[1])[0] <= 200_000 and (spent[0] - spent[1])[1] == 0


@pytest.mark.slow
def test_intervals_may_include_what_is_not_known_of_the_parameters(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    words = ["--posterior", "2", "--pairs", "2", "--fix", "choir", "--forbid", "idle", "--out", "draws"]
    assert main(["advise", "hamlet.yaml", "--budget", "200000", *SHORT, *FEW, *words]) == 0
    assert len(manifest(desk / "draws")["posterior"]["draws"]) == 2
    text = (desk / "draws" / "report.md").read_text(encoding="utf-8")
    assert "--posterior 2" in text.rstrip().splitlines()[-1]
    runs = [unpacked(file) for file in sorted((desk / "draws" / "runs").iterdir())]
    assert len({one.values["language"] for one in runs}) > 2


def test_candidates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 39 and any(
        line.startswith("coordinator ") and "(1, 0.5, 2, 3 posts)" in line for line in lines
    )
