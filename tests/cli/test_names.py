"""Every command that takes a file takes the name of one that comes with the program, from any folder."""

from __future__ import annotations

import argparse
import html
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

import bygd.cli.compare
from bygd.cli import main
from bygd.cli.scenarios import listed
from experiments.commands.repeating import number, setting_words
from sim.scenario import parse_setting

HAMLET = "title: Hamlet\nmonths: 3\nplaces: {hamlet: {population: 300}}\n"
QUICK = ["--replicates", "1", "--months", "1", "--jobs", "1", "--quiet"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["check", "seeds/hudiksvall"],
        ["check", "experiments/three-levers"],
        ["sweep", "experiments/three-levers", "--estimate"],
        ["sweep", "sensitivity", "--estimate"],
        ["run", "experiments/futures", "--estimate"][:2] + ["--replicates", "0"],
        ["calibrate", "calibration/nordic", "--estimate"],
    ],
)
def test_commands_take_names(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code = main(words)
    reported = capsys.readouterr()
    assert "no such file" not in reported.err
    assert code == (2 if "0" in words else 0), reported.err


def test_compare_takes_names_and_pieces() -> None:
    parser = argparse.ArgumentParser()
    bygd.cli.compare.arguments(parser)
    plan = bygd.cli.compare.plan_of(parser.parse_args(["rural-town", "friend-mentor", "lasting-both"]))
    assert [arm.name for arm in (plan.base, *plan.policies)] == ["rural-town", "friend-mentor", "lasting-both"]
    assert "friend_mentor" in plan.policies[0].scenario.programmes
    assert plan.command().startswith("bygd compare rural-town friend-mentor lasting-both --replicates")


@pytest.mark.parametrize(
    "words", [["check"], ["run"], ["compare", "rural-town"], ["sweep"], ["calibrate"], ["serve"], ["sensitivity"]]
)
def test_a_mistyped_name_is_answered_with_the_nearest(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"sweep": "three-lever", "calibrate": "nordik", "sensitivity": "sensitivty"}.get(words[0], "hudikswall")
    assert main([*words, wrong]) == 2
    err = capsys.readouterr().err
    assert "did you mean" in err and "Traceback" not in err


def test_scenarios_lists_everything_with_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenarios"]) == 0
    out = capsys.readouterr().out
    for one in listed():
        assert one.title and len(one.title) < 140, one.name
        assert re.search(rf"^  {re.escape(one.name)} +{re.escape(one.title)}$", out, re.MULTILINE), one.name
    assert {one.kind for one in listed()} == {
        *("scenario", "programmes", "posts", "clubs", "countries", "design", "calibration")
    }


def test_new_begins_with_pieces_a_copy_or_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "with.yaml", "--with", "friend-mentor", "--with", "countries/norway"]) == 0
    assert main(["check", "with.yaml"]) == 0
    assert "A volunteer" not in capsys.readouterr().err
    assert main(["new", "copy.yaml", "--from", "seeds/hudiksvall"]) == 0
    assert Path("copy.yaml").read_text(encoding="utf-8").startswith("# After Ung Kraft")
    assert main(["new", "vindeln.yaml", "--from", "umea-region", "--place", "vindeln"]) == 0
    assert main(["check", "vindeln.yaml"]) == 0
    assert "1 place with 5,700 inhabitants" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--place", "NO:vindeln"], "Vindeln (SE-2404) is"),
        (["--from", "umea-region", "--place", "vindel"], "did you mean vindeln"),
        (["--with", "friend-mentors"], "did you mean friend-mentor"),
        (["--from", "umea-region", "--all"], "--all"),
    ],
)
def test_new_refuses_what_it_cannot_write(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bygd.places.lookup.settlements", lambda table: ())
    assert main(["new", "mine.yaml", *words]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_copy_whose_bases_would_not_be_found_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("towns").mkdir()
    Path("towns/base.yaml").write_text(HAMLET, encoding="utf-8")
    Path("towns/child.yaml").write_text("extends: base.yaml\n", encoding="utf-8")
    assert main(["new", "copy.yaml", "--from", "towns/child.yaml"]) == 2
    assert "write the copy there too" in capsys.readouterr().err
    assert main(["new", "towns/copy.yaml", "--from", "towns/child.yaml"]) == 0


def repeated(page: Path) -> list[str]:
    """The words of the command that a report says makes its results again."""
    found = re.findall(r"<pre><code>(bygd .*?)</code></pre>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert len(found) == 1
    return shlex.split(html.unescape(found[0]))[1:]


SETTINGS = [
    "--set",
    "rivals.belonging=informal",
    "--set",
    "places.hamlet.homes=null",
    "--set",
    'title="It\'s \\"here\\": $5 #1"',
    "--set",
    "meeting.free_hours=41.25",
    "--set",
    "levers.clubs.sport.fee={2010-02: 300}",
]


def answered(words: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    """The document that a command with ``--json`` answers with, which is all of its standard output."""
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_report_s_command_repeats_a_run_of_a_file_elsewhere_with_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("my towns").mkdir()
    Path("my towns/it's.yaml").write_text(HAMLET, encoding="utf-8")
    file = str(tmp_path / "my towns" / "it's.yaml")
    found = answered(["run", file, *SETTINGS, "--out", "first", *QUICK, "--seed", "7", "--lives", "1"], capsys)
    assert (found["report"], found["runs"], found["failed"]) == ("first/report.html", 1, [])
    assert found["outcomes"]["population"]["mean"] > 250
    words = repeated(Path("first/report.html"))
    assert words == shlex.split(found["command"])[1:] and str(tmp_path) not in found["command"]
    assert main([*words, "--out", "again", "--jobs", "1"]) == 0
    for name in ("measures.parquet", "summary.csv", "lives.json"):
        assert (Path("first") / name).read_bytes() == (Path("again") / name).read_bytes()


def test_the_report_s_command_repeats_a_comparison_by_names(capsys: pytest.CaptureFixture[str]) -> None:
    Path("base.yaml").write_text(HAMLET, encoding="utf-8")
    compared = ["compare", "base.yaml", "friend-mentor", "--equal-budget", "1234567.5", "--out", "first"]
    found = answered([*compared, *QUICK], capsys)
    assert found["folder"] == "first" and [arm["name"] for arm in found["arms"]] == ["base", "friend-mentor"]
    population = next(row for row in found["results"] if row["outcome"] == "population")
    assert isinstance(population["base_mean"], float) and population["policy"] == "friend-mentor"
    words = repeated(Path("first/report.html"))
    assert main([*words, "--out", "again", "--jobs", "1"]) == 0
    name = "differences.parquet"
    assert (Path("first") / name).read_bytes() == (Path("again") / name).read_bytes()


@pytest.mark.parametrize(
    "value",
    [
        "informal",
        "it's # not",
        "2012-01",
        "1e3",
        "0180",
        "yes",
        "null",
        "",
        "å: b",
        None,
        True,
        3,
        0.1,
        [0.1, 0.9],
        {"2012-01": None, "2012-02": "a, b"},
    ],
)
def test_settings_are_read_back_as_they_were(value: object) -> None:
    (_, text) = setting_words({"a.b": value})
    assert parse_setting(text) == ("a.b", value)


@pytest.mark.parametrize(("value", "text"), [(3e6, "3000000"), (1234567.5, "1234567.5"), (1e15, "1" + "0" * 15)])
def test_amounts_keep_their_digits(value: float, text: str) -> None:
    assert number(value) == text
