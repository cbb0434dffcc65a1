"""``bygd check``: plain words for a good file, clear ones for a bad one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sim
from bygd.cli import main
from sim.scenario.inheritance import whole_scenarios

REPOSITORY = Path(sim.__file__).resolve().parent.parent
SMALL = "places: {town: {population: 300}}\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str | Path) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        reported = capsys.readouterr()
        return code, reported.out, reported.err

    return command


def bomb() -> str:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    return "\n".join(lines)


BAD = {
    "empty": ("", "is empty"),
    "broken": ("places: {town: [", "not readable as YAML"),
    "tabs": ("places:\n\ttown: 3\n", "not readable as YAML"),
    "not-a-mapping": ("- a\n- b\n", "holds a list"),
    "alias-bomb": (bomb(), "aliases"),
    "deep": ("a: " + "[" * 200 + "]" * 200, "nested more than"),
    "duplicate": (SMALL + SMALL, "given twice"),
    "wrong-type": ("places: {town: {population: yes}}", "found text 'yes'; allowed: a whole number"),
    "out-of-range": ("places: {town: {population: -3}}", "found -3; allowed: a whole number from 1"),
    "not-finite": ("places: {town: {population: 3, car: .inf}}", "found inf; allowed: a number from 0 to 1"),
    "unknown": (SMALL + "lanugage: {}", "did you mean language?"),
    "circular": ("extends: circular.yaml", "itself"),
    "missing-base": ("extends: nothing.yaml", "there is no file 'nothing.yaml'"),
    "outside": ("extends: ../../etc/passwd", "leads out of the scenario's folder"),
    "no-such-place": (SMALL + "origins: {x: {}}\narrivals: {q: {place: twon, origin: x}}", "mean town?"),
    "no-such-origin-of-newcomers": (
        SMALL.replace("population:", "newcomer_origins: {x: 1}, population:"),
        "there is no origin 'x'",
    ),
    "no-such-origin": (SMALL + "arrivals: {q: {place: town, origin: x}}", "there is no origin 'x'"),
    "no-travel": ("places: {a: {population: 30}, b: {population: 30}}", "minutes are missing between a–b"),
    "few-homes": ("places: {town: {population: 300, homes: 5}}", "homes"),
    "all-children": ("places: {town: {population: 300, ages: [5, 5, 0, 0.1, 0.1, 0, 0, 0]}}", "too few adults"),
    "lever-late": (SMALL + "levers: {meeting.free_hours: {2090-01: 4}}", "lies outside the scenario"),
    "lever-structural": (SMALL + "levers: {places.town.population: {2011-01: 4}}", "shapes the region"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_clear_message_and_exit_code_2(tmp_path: Path, run: Run, name: str) -> None:
    text, words = BAD[name]
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("check", path)
    assert (code, out) == (2, "")
    assert words in err
    assert str(path) in err
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 3, err


def test_files_that_are_none(tmp_path: Path, run: Run) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with (tmp_path / "large.yaml").open("wb") as handle:
        handle.truncate(50_000_000)
    for path, words in (
        (tmp_path / "missing.yaml", "there is no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / "binary.yaml", "is not UTF-8 text"),
        (tmp_path / "large.yaml", "50.0 MB"),
        (tmp_path / "binary.yaml" / "under.yaml", "there is no such file"),
    ):
        code, _, err = run("check", path)
        assert code == 2
        assert words in err


def test_the_real_command_exits_with_2_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("places: {town: {population: many}}\nties: {slot: 3}\n")
    done = subprocess.run(
        [sys.executable, "-m", "bygd", "check", str(path)],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ},
        check=False,
    )
    assert done.returncode == 2
    found = f"{path}:1: places.town.population: found text 'many'; allowed: a whole number from 1 to 2000000"
    assert done.stderr.splitlines() == [
        "bygd: the scenario cannot be used",
        f"{found} [person]",
        f"{path}:2: ties.slot: there is no field 'slot'; did you mean slots?",
    ]


def test_a_good_file_is_reported_in_plain_words(tmp_path: Path, run: Run) -> None:
    (tmp_path / "base.yaml").write_text(
        "title: Base\nstart: 2010-01\nmonths: 30\nplaces: {town: {population: 1300, name: Granby}}\n"
        "origins: {syria: {name: Syria}}\n"
        "arrivals:\n"
        "  quota: {place: town, origin: syria, pathway: quota, per_year: 12, months: {2010-05: 7}}\n",
        encoding="utf-8",
    )
    (tmp_path / "policy.yaml").write_text(
        "extends: base.yaml\ntitle: Policy\nties: {half_life_months: 8}\nlevers: {meeting.free_hours: {2011-01: 55}}\n"
    )
    code, out, err = run("check", tmp_path / "policy.yaml")
    assert (code, err) == (0, "")
    for words in (
        "Policy",
        "From 2010-01 to 2012-06: 2 years and 6 months",
        "1 place with 1,300 inhabitants",
        "quota, from Syria to Granby, about 12 people a year, 7 in given months (2010-05)",
        "What differs from its base",
        "ties.half_life_months: 4.44 → 8 [month]",
        "from 2011-01: meeting.free_hours = 55 [",
    ):
        assert words in out


def test_words_that_a_file_did_not_write_are_said_to_be_its_base_s(tmp_path: Path, run: Run) -> None:
    """ "No programme of any kind" stood above the programmes of a file that extends such a town."""
    (tmp_path / "town.yaml").write_text("title: A town\ndescription: Nobody does anything.\n" + SMALL)
    (tmp_path / "more.yaml").write_text("extends: town.yaml\nmonths: 24\n")
    (tmp_path / "own.yaml").write_text("extends: town.yaml\ndescription: Somebody does something.\n")
    said = {name: run("check", tmp_path / f"{name}.yaml")[1].splitlines() for name in ("town", "more", "own")}
    assert "Nobody does anything." in said["town"] and "Somebody does something." in said["own"]
    assert "Its base says of itself: Nobody does anything." in said["more"]


def test_newcomers_who_will_find_no_home_are_told_of(tmp_path: Path, run: Run) -> None:
    (tmp_path / "full.yaml").write_text(
        "months: 24\nplaces: {vik: {population: 300, vacant_homes: 0}}\norigins: {east: {}}\n"
        "arrivals: {quota: {place: vik, origin: east, per_year: 30}}\n",
        encoding="utf-8",
    )
    _, out, _ = run("check", tmp_path / "full.yaml")
    told = " ".join(out.split())
    assert "Homes in vik: none stand empty at the start; about 60 newcomers are to come" in told
    assert "the rest wait for one (measure without_home)" in told


ONES = """\
title: Ones
start: 2010-01
months: 13
places:
  one: {population: 1}
  two: {population: 60, vacant_homes: 0.1}
travel: {one: {two: 1}}
origins: {east: {name: East}}
region: {road_minutes: 1}
buses: {coast: {between: [one, two], minutes: [1], waiting: 1}}
arrivals:
  quota: {pathway: quota, place: two, origin: east, per_year: 1}
funding: {pot: {payer: municipality, permanent: true}}
coordinators: {post: {fte: 1, tenure: 1, funding: [pot]}}
coordination: {first_years: 1, least_need: 0.01}
programmes:
  cafe: {form: group, hours: 1, months: 1, capacity: 1, per_participant: 1, funding: [pot], target: {to_month: 1}}
"""


def test_one_is_singular_wherever_it_stands(tmp_path: Path, run: Run) -> None:
    (tmp_path / "ones.yaml").write_text(ONES, encoding="utf-8")
    code, out, err = run("check", tmp_path / "ones.yaml")
    assert (code, err) == (0, "")
    reported = " ".join(out.split())
    assert re.findall(r"\b1 (?!is\b)[a-z-]*s\b|\b1 [a-z-]+ (?:are|stand|need)\b", reported) == [], reported
    for words in (
        "one: 1 inhabitant, ",
        "about 1 person a year",
        "1 minute from end to end, and 1 minute of waiting",
        "1 minute from one",
        "1 month in the post at the start",
        "1 month after they came",
        "1 full-time post, held",
        "1 newcomer is to come",
    ):
        assert words in reported


def test_a_design_of_one_point_is_reported_in_the_singular(tmp_path: Path, run: Run) -> None:
    (tmp_path / "ones.yaml").write_text("months: 12\nplaces: {one: {population: 1}}\n", encoding="utf-8")
    (tmp_path / "points.csv").write_text("meeting.free_hours\n30\n", encoding="utf-8")
    design = "design: {base: ones.yaml, method: table, table: points.csv, replicates: 1, outcomes: [population]}\n"
    (tmp_path / "design.yaml").write_text(design, encoding="utf-8")
    code, out, err = run("check", tmp_path / "design.yaml")
    assert (code, err) == (0, "")
    assert "1 row of points.csv" in out and "1 point × 1 replicate, 1 person, 12 months\n1 run, about" in out


def test_settings_are_applied_before_the_check(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(SMALL)
    assert "From 2010-01 to 2010-06: 6 months" in run("check", path, "--set", "months=6")[1]
    code, _, err = run("check", path, "--set", "months=0")
    assert code == 2
    assert "--set months: months: found 0" in err
    assert run("check", path, "--set", "month=6")[0] == 2


def test_the_resolved_scenario_checks_again(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(SMALL)
    resolved = tmp_path / "resolved.yaml"
    resolved.write_text(run("check", "--yaml", path)[1], encoding="utf-8")
    code, out, _ = run("check", resolved)
    assert code == 0
    assert out == run("check", path)[1]


@pytest.mark.parametrize("path", whole_scenarios(), ids=lambda path: path.name)
def test_every_packaged_scenario_passes(path: Path, run: Run) -> None:
    code, out, err = run("check", path)
    assert (code, err) == (0, "")
    assert "inhabitants" in out
