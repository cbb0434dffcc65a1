"""``bygd compare`` through the command."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

FILES = {
    "hamlet": "title: A hamlet\nmonths: 13\norigins: {east: {}}\n"
    "places:\n  hamlet: {population: 300, newcomers: 0.2}\n",
    "fees": "extends: hamlet.yaml\ntitle: Fees paid\nclubs: {fee_support_newcomers: 1.0}\n",
    "hours": "extends: hamlet.yaml\ntitle: More hours\nmeeting: {free_hours: 90}\n",
    "later": "extends: hamlet.yaml\nstart: 2011-01\n",
    "longer": "extends: hamlet.yaml\nmonths: 24\n",
    "elsewhere": "title: Elsewhere\nmonths: 13\nplaces: {by: {population: 300}}\n",
    "broken": "extends: hamlet.yaml\nmeeting: {free_hourz: 90}\n",
}


@pytest.fixture
def desk(tmp_path):
    for name, text in FILES.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_comparison_ends_with_a_report_and_says_what_differs(bygd, desk):
    done = bygd("compare", "hamlet.yaml", "fees.yaml", "hours.yaml", "--replicates", 3, cwd=desk)
    assert done.returncode == 0, done.stderr
    folder = desk / "outputs" / "hamlet-against-fees-and-hours"
    assert f"Report: {folder.relative_to(desk) / 'report.html'}" in done.stdout
    assert "clubs.fee_support_newcomers: 0 → 1" in done.stderr and "3 arms of 3 runs" in done.stderr
    assert "of 9 runs" in done.stderr
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    digests = [[run["digest"] for run in arm["runs"]] for arm in manifest["arms"]]
    assert len({digest for arm in digests for digest in arm}) >= 6  # hours change every run
    rows = list(csv.DictReader((folder / "comparison.csv").open(encoding="utf-8")))
    friends = next(row for row in rows if row["policy"] == "hours" and row["outcome"] == "local_friends")
    assert float(friends["estimate"]) > 0 and friends["pairs"] == "3"


def test_jobs_change_no_number_and_quiet_says_the_path_alone(bygd, desk):
    tables = []
    for jobs in (1, 2):
        done = bygd(
            "compare",
            "hamlet.yaml",
            "hours.yaml",
            "--replicates",
            2,
            "--quiet",
            "--jobs",
            jobs,
            "--out",
            f"out{jobs}",
            cwd=desk,
        )
        report = str(Path(f"out{jobs}") / "report.html") + "\n"
        assert (done.returncode, done.stdout, done.stderr) == (0, report, "")
        tables.append([(desk / f"out{jobs}" / name).read_bytes() for name in ("comparison.csv", "differences.parquet")])
    assert tables[0] == tables[1]


def test_the_same_scenario_twice_is_allowed_and_reported(bygd, desk):
    (desk / "copy.yaml").write_text(FILES["hamlet"], encoding="utf-8")
    done = bygd("compare", "hamlet.yaml", "copy.yaml", "--replicates", 2, "--months", 12, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "copy: no difference between the files" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hamlet.yaml"], "required: POLICY"),
        (["hamlet.yaml", "nowhere.yaml"], "no such file"),
        (["hamlet.yaml", "broken.yaml"], "free_hours"),
        (["hamlet.yaml", "fees.yaml", "later.yaml"], "later.yaml begins 2011-01, hamlet.yaml 2010-01"),
        (["hamlet.yaml", "longer.yaml"], "longer.yaml lasts 24 months, hamlet.yaml 13"),
        (["hamlet.yaml", "elsewhere.yaml"], "elsewhere.yaml has the places by; hamlet.yaml has hamlet"),
        (["hamlet.yaml", "fees.yaml", "--replicates", "0"], "between 1 and"),
        (["hamlet.yaml", "fees.yaml", "--set", "meeting.free_hourz=1"], "free_hours"),
        (["hamlet.yaml", "fees.yaml", "--equal-budget", "much"], "not an amount in SEK"),
        (["hamlet.yaml", "fees.yaml", "--equal-budget", "-5"], "more than zero"),
        (["hamlet.yaml", "fees.yaml", "--out", "hamlet.yaml"], "is a file"),
        (["hamlet.yaml", "fees.yaml", "--place", "hamlt"], "no place 'hamlt'; did you mean hamlet?"),
    ],
)
def test_bad_words_are_reported_and_leave_nothing(bygd, desk, words, said):
    done = bygd("compare", *words, cwd=desk)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (desk / "outputs").exists()


def test_ctrl_c_ends_cleanly_and_leaves_nothing_half_written(interrupted, desk):
    words = ("--months", 480, "--replicates", 50, "--jobs", 2, "--out", "out")
    done = interrupted("compare", "hamlet.yaml", "hours.yaml", *words, cwd=desk)
    assert done.returncode == 130
    assert "Stopped." in done.stderr and "Traceback" not in done.stderr
    left = [path for path in (desk / "out").rglob("*") if path.is_file()]
    if left:  # runs that were finished by then, whole, and a manifest that says that more are wanted
        assert json.loads((desk / "out" / "manifest.json").read_text())["state"] == "unfinished"
        assert {path.relative_to(desk / "out").parts[0] for path in left} == {"manifest.json", "runs"}
        for path in (desk / "out" / "runs").iterdir():
            json.loads(gzip.decompress(path.read_bytes()))
