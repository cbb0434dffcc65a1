"""Standard streams that are closed, and folders whose names a library would read as something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import swept_folders as made

import experiments
from bygd.cli import main

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["~/res", "run:1", "s3://bucket"]


@pytest.mark.skipif(os.name == "nt", reason="closed as by a Unix shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_as_the_null_device(tmp_path, closed):
    (tmp_path / "hamlet.yaml").write_text("title: A hamlet\nplaces: {hamlet: {population: 300}}\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m bygd check hamlet.yaml {closed}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    bad = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m bygd check nowhere.yaml {closed}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert bad.returncode == 2 and "Traceback" not in bad.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["hamlet.yaml"]


@pytest.mark.parametrize("name", NAMES)
def test_a_path_means_one_thing_to_every_writer_and_reader(tmp_path, monkeypatch, capsys, name):
    from experiments.commands.store import Store

    (tmp_path / "home" / "res").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    store = Store(name)
    store.claim()
    store.table("points.parquet", made.points())
    assert (tmp_path / name / "points.parquet").is_file()
    assert not list((tmp_path / "home" / "res").iterdir())
    made.finished(tmp_path / name / "sweep")
    made.unfinished(tmp_path / name / "running")
    for folder in (f"{name}/sweep", f"{name}/running"):
        assert len(experiments.open(folder).runs()) in (12, 8)
        assert main(["query", folder, "SELECT count(*) FROM points"]) == 0
        assert main(["export", folder, "--csv"]) == 0
        assert (tmp_path / folder / "runs.csv").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_runs_and_comparisons_are_written_where_it_says(tmp_path, monkeypatch, name):
    """Every table of a run and a comparison, into a folder whose name a library would read otherwise."""
    import test_going_on as going

    monkeypatch.setattr(going.run, "Studio", going.NoStudio)
    monkeypatch.setattr("experiments.figures.comparison.draw_all", lambda comparison, failed: [])
    monkeypatch.setattr("experiments.report.comparison.comparison_html", lambda *rest: "")
    (tmp_path / "home" / "res").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for kind, command in (("run", going.ran), ("compare", going.compared)):
        assert command(Path(name) / kind, replicates=1) > 0
        folder = tmp_path / name / kind
        listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        assert any(one.endswith(".parquet") for one in listed) and all((folder / one).is_file() for one in listed)
        assert command(Path(name) / kind, replicates=1) == 0, "they are read back from there"
    assert {path.name for path in tmp_path.iterdir()} == {"home", Path(name).parts[0]}
    assert not list((tmp_path / "home" / "res").iterdir())
