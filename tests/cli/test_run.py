"""``bygd run`` through the command."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

SMALL = """
title: A hamlet
months: 6
places:
  hamlet: {population: 300}
"""


@pytest.fixture
def hamlet(tmp_path):
    path = tmp_path / "hamlet.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.mark.workers
@pytest.mark.usefixtures("with_helpers")
def test_a_run_ends_with_a_report(bygd, hamlet, tmp_path):
    done = bygd("run", hamlet, "--replicates", 2, "--lives", 1, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "outputs" / "hamlet"
    assert f"Report: {Path('outputs') / 'hamlet' / 'report.html'}" in done.stdout
    assert (folder / "report.html").stat().st_size > 10_000
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert len({run["digest"] for run in manifest["runs"]}) == 2
    assert manifest["months"] == 6


def test_jobs_and_threads_change_no_number(bygd, hamlet, tmp_path):
    tables = []
    for number, more in enumerate((("--jobs", 1), ("--jobs", 2), ("--jobs", 1, "--threads", 2))):
        done = bygd("run", hamlet, "--replicates", 2, "--quiet", "--out", tmp_path / str(number), *more, cwd=tmp_path)
        report = f"{tmp_path / str(number) / 'report.html'}\n"  # all that a quiet command says
        assert (done.returncode, done.stdout, done.stderr) == (0, report, "")
        folder = tmp_path / str(number)
        tables.append([(folder / name).read_bytes() for name in ("measures.parquet", "summary.csv")])
    assert tables[0] == tables[1] == tables[2]


def test_settings_reach_the_scenario(bygd, hamlet, tmp_path):
    done = bygd(
        "run",
        hamlet,
        "--replicates",
        1,
        "--months",
        1,
        "--set",
        "meeting.free_hours=41",
        "--out",
        "there",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "there" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"] == {"meeting.free_hours": 41}
    assert "free_hours: 41" in manifest["scenario"]["text"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--replicates", "0"], "between 1 and"),
        (["--replicates", "many"], "not a whole number"),
        (["--seed", "-1"], "between 0 and"),
        (["--jobs", "0"], "between 1 and"),
        (["--months", "481"], "between 1 and 480"),
        (["--threads", "0"], "between 1 and"),
        (["--lives", "-2"], "between 0 and"),
        (["--set", "meeting.free_hourz=40"], "free_hours"),
        (["--set", "meeting.free_hours"], "path=value"),
        (["--set", "meeting.free_hours=lots"], "free_hours"),
        (["--out", ""], "name of a folder"),
        (["--out", "hamlet.yaml"], "is a file"),
    ],
)
def test_bad_words_are_reported_in_one_message(bygd, hamlet, tmp_path, words, said):
    done = bygd("run", hamlet, *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "outputs").exists()


@pytest.mark.parametrize("file", ["nowhere.yaml", "."])
def test_a_file_that_is_none_is_reported(bygd, tmp_path, file):
    done = bygd("run", file, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and done.stderr.strip()


def test_a_region_found_impossible_in_building_it_is_refused(bygd, tmp_path):
    (tmp_path / "cramped.yaml").write_text("places: {alby: {population: 1000, homes: 450}}\n")
    done = bygd("run", "cramped.yaml", "--months", "1", "--replicates", "2", cwd=tmp_path)
    assert done.returncode == 2
    assert "places.alby.homes: 450 homes are too few" in done.stderr and "Traceback" not in done.stderr


def test_a_folder_of_other_things_is_left_alone(bygd, hamlet, tmp_path):
    other = tmp_path / "photos"
    other.mkdir()
    (other / "summer.jpg").write_bytes(b"mine")
    done = bygd("run", hamlet, "--out", other, cwd=tmp_path)
    assert done.returncode == 2 and "not empty" in done.stderr
    assert [path.name for path in other.iterdir()] == ["summer.jpg"]


def test_a_full_disk_is_reported_in_words(bygd, hamlet, tmp_path, monkeypatch):
    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "measures.parquet")

    monkeypatch.setattr(pq, "ParquetWriter", full)
    done = bygd("run", hamlet, "--replicates", 1, "--months", 1, "--jobs", 1, "--out", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "disk is full" in done.stderr and "Traceback" not in done.stderr
    assert not list((tmp_path / "out").glob("*.parquet"))


def test_ctrl_c_ends_cleanly_and_leaves_nothing_half_written(interrupted, hamlet, tmp_path):
    words = ("--months", 480, "--replicates", 50, "--jobs", 2, "--out", "out")
    done = interrupted("run", hamlet, *words, cwd=tmp_path)
    assert done.returncode == 130
    assert "Stopped." in done.stderr and "Traceback" not in done.stderr
    assert "goes on from here" in done.stderr
    assert not (tmp_path / "out" / "report.html").exists()
    assert not [path for path in (tmp_path / "out").rglob(".*") if path.is_file()], "nothing half-written"
