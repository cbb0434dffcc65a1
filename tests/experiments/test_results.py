"""Reading a sweep: finished or not, without touching it, and nothing but it."""

from __future__ import annotations

import os
import subprocess
import sys

import duckdb
import pytest
import swept_folders as made

import experiments
from experiments.outcomes.catalogue import outcomes

KEYS = [headline.key for headline in outcomes()]
COLUMNS = ["point", "policy", "free_hours", "replicate", "seed", "stage", "error", "digest", *KEYS]


@pytest.fixture(params=["finished", "unfinished"])
def folder(request, tmp_path):
    return getattr(made, request.param)(tmp_path / request.param)


def test_runs_come_with_their_factors_in_order_finished_or_not(folder):
    found = experiments.open(folder)
    runs = found.runs()
    expected = made.all_runs() if found.finished else made.all_runs()[:8]
    assert list(runs.columns) == COLUMNS
    assert list(zip(runs["point"], runs["replicate"], strict=True)) == expected
    assert list(runs["policy"]) == [made.POLICIES[point % 2] for point, _ in expected]
    assert list(runs["free_hours"]) == [35.0 if point < 2 else 62.5 for point, _ in expected]
    assert list(runs["seed"]) == [1000 + replicate for _, replicate in expected]
    wanted = made.part(expected).to_pandas()
    assert runs["employed"].equals(wanted["employed"]) and runs["employed"].isna().sum() == 1


def test_points_and_manifest_are_there_before_any_run_is(tmp_path):
    made.unfinished(tmp_path)
    for part in (tmp_path / "parts").glob("[!.]*"):
        part.unlink()
    for empty in (tmp_path / "parts", None):
        found = experiments.open(tmp_path)
        assert len(found.points()) == made.POINTS and found.manifest["kind"] == "sweep"
        assert list(found.runs().columns) == COLUMNS and len(found.runs()) == len(found.failures()) == 0
        if empty:
            (empty / ".bygd-0123abcd.parquet").unlink()
            empty.rmdir()


def test_a_run_repeated_after_a_failure_counts_once_and_as_done(tmp_path):
    made.unfinished(tmp_path)
    made.put(tmp_path, 0, made.part([made.FAILED], failed=False))
    made.put(tmp_path, 9, made.part([made.FAILED], failed=False))
    runs = experiments.open(tmp_path).runs()
    assert len(runs) == 8 and set(runs["stage"]) == {"done"}


def test_failures_tell_point_factors_stage_and_error(folder):
    failures = experiments.open(folder).failures()
    assert list(failures.columns) == ["point", "policy", "free_hours", "replicate", "seed", "stage", "error"]
    assert [tuple(row[:4]) for row in failures.to_numpy()] == [(2, "none", 62.5, 1)]
    assert failures["stage"][0] == "months" and failures["error"][0].startswith("ValueError")


def test_parts_written_while_reading_are_seen_when_opened_again(tmp_path):
    found = experiments.open(made.unfinished(tmp_path))
    made.put(tmp_path, 3, made.part(made.all_runs()[8:]))
    assert len(found.runs()) == 8 and len(experiments.open(tmp_path).runs()) == 12


def test_reading_leaves_the_folder_as_it_was(folder):
    def state():
        return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    before = state()
    found = experiments.open(folder)
    found.runs()
    found.connect().execute("SELECT * FROM runs ORDER BY employed").fetchall()
    assert state() == before


def test_the_database_has_three_tables_and_answers(folder):
    base = experiments.open(folder).connect()
    assert {row[0] for row in base.execute("SHOW TABLES").fetchall()} >= {"runs", "points", "failures"}
    found = base.execute("SELECT policy, count(*) FROM runs WHERE stage = 'done' GROUP BY policy ORDER BY 1")
    assert found.fetchall() == [
        ("mentors", 6 if folder.name == "finished" else 3),
        ("none", 5 if folder.name == "finished" else 4),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY runs TO '{folder}/out.csv'",
        "COPY runs TO 'out.parquet'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_parquet('{folder}/points.parquet')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '{folder}/new.db'",
        "EXPORT DATABASE '{folder}/all'",
        "SET enable_external_access = true",
        "SET temp_directory = '{folder}'",
        "SELECT * FROM sys.modules",
        "SELECT * FROM folder",
    ],
)
def test_the_database_reads_and_writes_nothing_else(folder, sql, monkeypatch):
    monkeypatch.chdir(folder)
    before = sorted(os.listdir(folder))
    with pytest.raises(duckdb.Error):
        experiments.open(folder).connect().execute(sql.format(folder=folder)).fetchall()
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize(
    ("spoil", "reported"),
    [
        (lambda folder: folder.rename(folder.with_name("moved")), "there is no such folder"),
        (lambda folder: (folder / "manifest.json").unlink(), "there is no manifest.json in it"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "damaged, or not of bygd"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"), "damaged, or not of bygd"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "is not of bygd"),
        (lambda folder: made.manifest(folder, "finished", kind="design"), "another command (a design)"),
        (lambda folder: (folder / "points.parquet").unlink(), "not of bygd sweep"),
        (lambda folder: (folder / "points.parquet").write_bytes(b"nothing"), "its files cannot be read"),
        (
            lambda folder: (
                made.manifest(folder, "unfinished"),
                (folder / "parts" / "00000002.parquet").write_bytes(b"half"),
            ),
            "files cannot be read",
        ),
        (lambda folder: (folder / "runs.parquet").write_bytes(b"nothing"), "its files cannot be read"),
    ],
)
def test_a_folder_that_is_no_sweep_is_refused_in_words(tmp_path, spoil, reported):
    folder = made.finished(tmp_path / "sweep")
    spoil(folder)
    with pytest.raises(experiments.NotASweep) as refusal:
        experiments.open(folder).runs()
    assert reported in str(refusal.value) and str(folder) in str(refusal.value)


def test_importing_experiments_costs_nothing():
    code = "import experiments, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"numpy", "pandas", "duckdb", "pyarrow", "pydantic", "sim"}
