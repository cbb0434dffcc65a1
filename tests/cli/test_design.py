"""``bygd run`` and ``bygd check`` of an experiment design, through the command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HAMLET = """\
title: A hamlet
months: 24
places: {hamlet: {population: 200, newcomers: 0.2}}
origins: {east: {}}
"""
DESIGN = """\
design:
  title: Fees and hours in a hamlet
  base: hamlet.yaml
  replicates: 2
  months: 12
  outcomes: [local_friends, employed]
  factors:
    fees: {levels: {none: null, all: {clubs.fee_support_newcomers: 1.0}}}
    hours: {levels: {"40": {meeting.free_hours: 40}, "80": {meeting.free_hours: 80}}}
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    (tmp_path / "levers.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path


def test_a_design_ends_with_a_report_and_is_not_run_twice(bygd, desk):
    done = bygd("run", "levers.yaml", "--jobs", 2, cwd=desk)
    assert done.returncode == 0, done.stderr
    folder = desk / "outputs" / "levers"
    assert f"Report: {folder.relative_to(desk) / 'report.html'}" in done.stdout
    assert "4 combinations × 2 replicates" in done.stderr and "of 8 runs" in done.stderr
    assert "Fees and hours in a hamlet" in (folder / "report.html").read_text(encoding="utf-8")
    before = (folder / "effects.csv").read_bytes()
    again = bygd("run", "levers.yaml", "--jobs", 1, cwd=desk)
    assert again.returncode == 0, again.stderr
    assert (folder / "effects.csv").read_bytes() == before
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["run_now"] == 0


@pytest.mark.parametrize(
    ("old", "new", "words", "said"),
    [
        ("replicates", "replicats", [], "levers.yaml:4: design.replicats"),
        ("free_hours: 40", "free_hours: lots", [], "found text 'lots'"),
        ("hamlet.yaml", "nowhere.yaml", [], "there is no file 'nowhere.yaml'"),
        ("", "", ["--lives", "2"], "follows nobody"),
        ("", "", ["--months", "6"], "12 months or more"),
        ("", "", ["--set", "places.hamlet.homes=1"], "homes"),
    ],
)
def test_a_bad_design_is_reported_and_leaves_nothing(bygd, desk, old, new, words, said):
    (desk / "levers.yaml").write_text(DESIGN.replace(old, new, 1), encoding="utf-8")
    done = bygd("run", "levers.yaml", *words, cwd=desk)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (desk / "outputs").exists()


def test_check_says_what_a_design_varies(bygd, desk):
    done = bygd("check", "levers.yaml", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "4 combinations × 2 replicates" in done.stdout
    assert "  all: clubs.fee_support_newcomers = 1\n" in done.stdout and "none: as in the base" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_ctrl_c_keeps_the_finished_runs_and_nothing_half_written(desk):
    words = ["run", "levers.yaml", "--months", "480", "--replicates", "200", "--jobs", "2", "--out", "out"]
    process = subprocess.Popen(
        [sys.executable, "-m", "bygd", *words],
        cwd=desk,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    until = time.monotonic() + 300
    while not list((desk / "out").glob("parts/[!.]*.parquet")):
        assert time.monotonic() < until and process.poll() is None
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped." in said and "goes on from here" in said and "Traceback" not in said
    assert [path.name for path in (desk / "out").rglob(".*") if path.is_file()] == []
    assert json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))["state"] == "unfinished"


@pytest.mark.parametrize(
    ("words", "written", "most"),
    [
        (["--memory", "700"], "", 700),
        (["--memory", "700"], "  limits: {memory: 500}\n", 700),  # the command goes before the design
        ([], "  limits: {memory: 500}\n", 500),
    ],
)
def test_memory_of_a_sweep_s_runs_is_what_was_asked(bygd, desk, monkeypatch, words, written, most):
    from experiments.commands import sweep

    (desk / "levers.yaml").write_text(DESIGN + written, encoding="utf-8")
    seen, stream = [], sweep.stream

    def watched(orders, **more):
        orders = list(orders)
        seen.extend(order.limits.memory for order in orders)
        return stream(orders[:0], **more)

    monkeypatch.setattr(sweep, "stream", watched)
    bygd("sweep", "levers.yaml", "--jobs", 2, *words, cwd=desk)
    assert seen == [most] * 8
