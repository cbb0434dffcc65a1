"""A sweep from its runs to its folder: failures, crashes, full disks, and what is found there afterwards."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import fakes
import pyarrow.parquet as pq
import pytest

import experiments
from experiments.commands import estimate
from experiments.commands import sweep as sweeping
from experiments.commands.identity import AnotherResult
from experiments.commands.locking import locked
from experiments.commands.run import AllFailed
from experiments.commands.shelf import Shelf
from experiments.commands.store import FolderRefused, Store
from experiments.commands.sweep import sweep
from experiments.designs import load_design

ROOT = Path(__file__).resolve().parents[2]
BASE = "title: A hamlet\nmonths: 24\nplaces: {storby: {population: 3000}}\n"
DESIGN = """\
design:
  title: What fees & hours do
  base: hamlet.yaml
  replicates: 4
  outcomes: [local_friends, stayers]
  factors:
    fees:
      levels: {none: null, half: {clubs.fee_support_newcomers: 0.5}, all: {clubs.fee_support_newcomers: 1.0}}
    hours: {levels: {"40": {meeting.free_hours: 40}, "50": null}}
"""


@pytest.fixture
def design(tmp_path):
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return lambda **more: load_design(tmp_path / "design.yaml", **more)


@pytest.fixture(autouse=True)
def no_report(monkeypatch, request):
    """What is made of the runs has tests of its own."""
    if "report" not in request.keywords:
        monkeypatch.setattr(sweeping, "write_report", lambda *rest: None)


def swept(design, folder, simulate=fakes.brief, **more):
    store = Store(folder)
    store.claim()
    return sweep(design, store, file=DESIGN, command="bygd sweep design.yaml", simulate=simulate, **more)


def rows(folder):
    return pq.read_table(folder / "runs.parquet").to_pylist()


def found(folder):
    """The bytes of what a sweep comes to: its runs, and their outcomes by place and group."""
    return (folder / "runs.parquet").read_bytes(), (folder / "breakdown.parquet").read_bytes()


class Counted:
    """The stand-in model, counting its runs; stops or fails at one of them."""

    def __init__(self, stop_at=None, fail_at=None):
        self.runs, self.stop_at, self.fail_at = 0, stop_at, fail_at

    def __call__(self, scenario, seed, **rest):
        self.runs += 1
        if self.runs == self.stop_at:
            raise KeyboardInterrupt
        if self.runs == self.fail_at:
            raise ValueError("no room for more people")
        return fakes.brief(scenario, seed, **rest)


def test_every_point_is_run_with_the_same_seeds(design, tmp_path):
    made = swept(design(), tmp_path / "out", jobs=0)
    assert (made.runs, made.run_now, made.failures) == (24, 24, ())
    there = rows(tmp_path / "out")
    assert [(row["point"], row["replicate"]) for row in there] == [(p, r) for p in range(6) for r in range(4)]
    assert [row["fees"] for row in there[::4]] == ["none", "none", "half", "half", "all", "all"]
    assert len({row["seed"] for row in there}) == 4
    for replicate in range(4):
        assert len({row["seed"] for row in there if row["replicate"] == replicate}) == 1
    assert all(row["stage"] == "done" and row["digest"] and row["stayers"] > 0 for row in there)


def test_outcomes_of_every_run_are_kept_by_place_and_group(design, tmp_path):
    swept(design(), tmp_path / "out", jobs=0)
    table = pq.read_table(tmp_path / "out" / "breakdown.parquet")
    assert table.column_names == ["point", "replicate", "measure", "place", "group", "value"]
    kept = table.to_pandas()
    assert len(kept) == 24 * 12 and set(kept.place) == {"all", "storby"}
    assert kept[["replicate", "point"]].apply(tuple, axis=1).is_monotonic_increasing
    by_run = kept[kept.measure == "stayers"].pivot(index=["point", "replicate"], columns="place", values="value")
    for row in rows(tmp_path / "out"):
        whole, place = by_run.loc[row["point"], row["replicate"]][["all", "storby"]]
        assert (whole, place) == (row["stayers"], row["stayers"] + 1)
    read = experiments.open(tmp_path / "out")
    assert read.breakdown().value.sum() == pytest.approx(kept.value.sum())
    asked = (
        read.connect()
        .execute("SELECT fees, count(*) FROM breakdown JOIN points USING (point) WHERE place = 'storby' GROUP BY 1")
        .fetchall()
    )
    assert sorted(asked) == [("all", 48), ("half", 48), ("none", 48)]


def test_places_of_an_unfinished_sweep_can_be_asked_for(design, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        swept(design(), tmp_path / "out", Counted(stop_at=11), jobs=0)
    kept = experiments.open(tmp_path / "out").breakdown()
    assert len(kept) == 10 * 12 and set(kept.place) == {"all", "storby"}


@pytest.mark.parametrize("spoil", [lambda part: part.write_bytes(part.read_bytes()[:200]), lambda part: part.unlink()])
def test_a_run_whose_places_are_damaged_is_run_again(design, tmp_path, monkeypatch, spoil):
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 5)
    monkeypatch.setattr("experiments.commands.shelf_breakdown.ROWS", 50)  # pieces of the final table
    folder = tmp_path / "out"
    swept(design(), folder, jobs=0)
    before, parts = found(folder), sorted((folder / "breakdown").glob("*.parquet"))
    assert [part.name[:6] for part in parts] == [part.name[:6] for part in sorted((folder / "parts").iterdir())]
    spoil(parts[1])
    assert swept(design(), folder, jobs=0).run_now == 5
    assert found(folder) == before


def test_a_sweep_killed_between_a_runs_two_parts_goes_on(design, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 5)
    swept(design(), folder, jobs=0)
    before = found(folder)
    last = sorted((folder / "parts").iterdir())[-1]
    last.unlink()
    assert swept(design(), folder, jobs=0).run_now == 4
    assert found(folder) == before


def test_many_rows_by_place_make_a_part_before_many_runs_do(design, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.shelf.BREAKDOWN_ROWS", 60)
    swept(design(), tmp_path / "out", jobs=0)
    assert len(list((tmp_path / "out" / "breakdown").iterdir())) == 5


def test_any_number_of_workers_gives_the_same_bytes(design, tmp_path):
    for jobs in (0, 1, 2):
        swept(design(), tmp_path / str(jobs), jobs=jobs)
    assert found(tmp_path / "0") == found(tmp_path / "1") == found(tmp_path / "2")


def test_a_stopped_sweep_goes_on_where_it_was(design, tmp_path):
    folder = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        swept(design(), folder, Counted(stop_at=11), jobs=0)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"] == "unfinished"
    assert not (folder / "runs.parquet").exists()
    rest = Counted()
    assert swept(design(), folder, rest, jobs=0).run_now == 14 == rest.runs
    swept(design(), tmp_path / "at-once", jobs=0)
    assert found(folder) == found(tmp_path / "at-once")
    nothing = Counted()
    assert swept(design(), folder, nothing, jobs=0).run_now == 0 == nothing.runs
    assert found(folder) == found(tmp_path / "at-once")


def test_more_replicates_run_only_the_new_and_fewer_use_what_there_is(design, tmp_path):
    swept(design(replicates=2), tmp_path / "out", jobs=0)
    more = Counted()
    assert swept(design(replicates=3), tmp_path / "out", more, jobs=0).run_now == 6
    assert len(rows(tmp_path / "out")) == 18
    assert swept(design(replicates=1), tmp_path / "out", more, jobs=0).run_now == 0
    assert {row["replicate"] for row in rows(tmp_path / "out")} == {0}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seed": 9}, "seed: 1 there, 9 now"),
        ({"months": 36}, "months of a run: 24 there, 36 now"),
        ({"settings": {"meeting.free_hours": 61}}, "free_hours: 61"),
    ],
)
def test_rows_of_another_sweep_are_refused_with_what_differs(design, tmp_path, change, words):
    swept(design(), tmp_path / "out", jobs=0)
    before = found(tmp_path / "out")
    with pytest.raises(AnotherResult, match=words):
        swept(design(**change), tmp_path / "out", jobs=0)
    assert found(tmp_path / "out") == before


def test_another_version_of_the_model_is_refused(design, tmp_path, monkeypatch):
    swept(design(), tmp_path / "out", jobs=0)
    monkeypatch.setattr("experiments.commands.identity.VERSION", "99")
    with pytest.raises(AnotherResult, match=r"the model's version: .* now"):
        swept(design(), tmp_path / "out", jobs=0)


def test_other_points_are_refused_and_another_title_is_not(design, tmp_path):
    swept(design(), tmp_path / "out", jobs=0)
    path = tmp_path / "design.yaml"
    path.write_text(DESIGN.replace("What fees", "Whatever fees"), encoding="utf-8")
    assert swept(design(), tmp_path / "out", jobs=0).run_now == 0
    path.write_text(DESIGN.replace("free_hours: 40", "free_hours: 41"), encoding="utf-8")
    with pytest.raises(AnotherResult, match="as many, but other values"):
        swept(design(), tmp_path / "out", jobs=0)


def test_a_part_that_is_not_whole_is_run_again(design, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 5)
    folder = tmp_path / "out"
    swept(design(), folder, jobs=0)
    before = found(folder)
    parts = sorted((folder / "parts").glob("*.parquet"))
    assert len(parts) == 5
    parts[1].write_bytes(parts[1].read_bytes()[:200])
    assert swept(design(), folder, jobs=0).run_now == 5
    assert found(folder) == before


def test_a_failed_run_is_a_row_and_tried_again_when_asked_to(design, tmp_path):
    folder = tmp_path / "out"
    made = swept(design(), folder, Counted(fail_at=9), jobs=0)
    assert made.failures == (
        {"point": 2, "replicate": 1, "stage": "region", "error": "ValueError: no room for more people"},
    )
    assert swept(design(), folder, jobs=0).run_now == 0
    again = swept(design(), folder, jobs=0, retry=True)
    assert (again.run_now, again.failures) == (1, ())
    swept(design(), tmp_path / "at-once", jobs=0)
    assert found(folder) == found(tmp_path / "at-once")


def test_a_sweep_in_which_every_run_fails_says_why(design, tmp_path):
    with pytest.raises(AllFailed, match="no room for more people"):
        swept(design(), tmp_path / "out", fakes.hopeless, jobs=0)


@pytest.mark.slow
def test_poisoned_endless_and_greedy_points_are_rows_with_reasons(tmp_path):
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    path = tmp_path / "design.yaml"
    path.write_text(
        textwrap.dedent("""\
        design:
          base: hamlet.yaml
          replicates: 2
          limits: {seconds: 12, memory: 500}
          outcomes: [stayers]
          factors:
            what:
              levels:
                nothing: null
                raises: {title: raises}
                never ends: {title: never ends}
                eats memory: {title: eats memory}
                fees: {clubs.fee_support_newcomers: 1.0}
    """),
        encoding="utf-8",
    )
    made = swept(load_design(path), tmp_path / "out", fakes.poisoned, jobs=2)
    told = {(row["point"], row["stage"], row["error"]) for row in made.failures}
    assert told == {
        (1, "region", "ValueError: poisoned"),
        (2, "time limit", "took longer than 12 s"),
        (3, "memory limit", "needed more than 500 MB of memory"),
    }
    fine = [row["stage"] for row in rows(tmp_path / "out") if row["what"] in ("nothing", "fees")]
    assert fine == ["done"] * 4


def test_one_sweep_at_a_time_in_a_folder(design, tmp_path):
    (tmp_path / "out").mkdir()
    with locked(tmp_path / "out"), pytest.raises(FolderRefused, match="another bygd is writing there"):
        swept(design(), tmp_path / "out", jobs=0)
    assert swept(design(), tmp_path / "out", jobs=0).run_now == 24


def test_a_full_disk_stops_the_sweep_and_it_goes_on_when_there_is_room(design, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 4)
    write, folder = Shelf.write, tmp_path / "out"

    def full(shelf):
        if shelf._next >= 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(shelf)

    monkeypatch.setattr(Shelf, "write", full)
    with pytest.raises(OSError, match="No space left"):
        swept(design(), folder, jobs=2)
    monkeypatch.setattr(Shelf, "write", write)
    assert len(list((folder / "parts").iterdir())) == 2
    assert swept(design(), folder, jobs=2).run_now == 16
    swept(design(), tmp_path / "at-once", jobs=0)
    assert found(folder) == found(tmp_path / "at-once")


SCRIPT = """
import sys
sys.path[:0] = sys.argv[1:3]
if __name__ == "__main__":
    import resource
    from pathlib import Path
    import fakes
    from experiments.designs import load_design
    from experiments.commands.store import Store
    from experiments.commands import shelf, sweep as sweeping
    from experiments.commands.sweep import sweep
    sweeping.write_report = lambda *rest: None
    shelf.SECONDS = 0.2
    store = Store(sys.argv[4])
    store.claim()
    design = load_design(sys.argv[3], replicates=int(sys.argv[5]))
    sweep(design, store, file="", command="", jobs=2, simulate=getattr(fakes, sys.argv[6]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def started(tmp_path, folder, replicates, simulate):
    script = tmp_path / "sweeping.py"
    script.write_text(SCRIPT, encoding="utf-8")
    return subprocess.Popen(
        [
            sys.executable,
            str(script),
            str(ROOT),
            str(Path(fakes.__file__).parent),
            str(tmp_path / "design.yaml"),
            str(folder),
            str(replicates),
            simulate,
        ],
        env={**os.environ, "BYGD_TEST_MARK": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_killed_workers_and_a_killed_sweep_leave_no_trace_in_the_result(design, tmp_path):
    """A worker is killed, then three times all of it, at random moments."""
    design()
    folder, luck = tmp_path / "out", random.Random(7)
    for attempt in range(4):
        process = started(tmp_path, folder, 40, "unhurried")
        try:
            until = time.monotonic() + 90
            parts = len(list(folder.glob("parts/*.parquet")))
            while len(list(folder.glob("parts/*.parquet"))) == parts:
                assert process.poll() is None and time.monotonic() < until, "no part was written"
                time.sleep(0.05)
            if attempt == 0:
                marks = sorted(tmp_path.glob("*.pid"), key=lambda mark: mark.stat().st_mtime)
                os.kill(int(marks[-1].stem), signal.SIGKILL)
            time.sleep(luck.uniform(0.0, 1.0))
            process.kill()
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
    assert not (folder / "runs.parquet").exists()
    assert swept(design(replicates=40), folder, jobs=0).run_now < 240
    swept(design(replicates=40), tmp_path / "at-once", jobs=0)
    assert found(folder) == found(tmp_path / "at-once")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="resource limits as on Unix")
def test_memory_does_not_grow_with_the_number_of_runs(design, tmp_path):
    design()
    peak = []
    for replicates in (20, 200):
        process = started(tmp_path, tmp_path / str(replicates), replicates, "brief")
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        peak.append(int(out))
    assert peak[1] < 1.1 * peak[0], "1,200 runs take as much memory as 120"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="a file system of its own, small enough to fill, takes root and mount",
)
def test_a_disk_that_is_really_full(design, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.shelf.ROWS", 3)
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        (folder / "ballast").write_bytes(bytes(2_900_000))
        store = Store(folder / "out")
        store.claim()
        with pytest.raises(OSError, match="space") as told:
            sweep(design(replicates=40), store, file=DESIGN, command="", simulate=fakes.brief, jobs=0)
        assert told.value.errno == errno.ENOSPC
        assert list((folder / "out" / "parts").glob("*.parquet")), "it came some way"
        (folder / "ballast").unlink()
        assert 0 < swept(design(replicates=40), folder / "out", jobs=0).run_now < 240
        swept(design(replicates=40), tmp_path / "at-once", jobs=0)
        assert found(folder / "out") == found(tmp_path / "at-once")
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_the_estimate_grows_with_runs_people_and_months_and_shrinks_with_workers(design):
    found = design(replicates=10)
    alone = estimate.seconds(found, 60, 1)
    assert alone > 0
    assert estimate.seconds(found, 120, 1) == pytest.approx(2 * alone)
    assert estimate.seconds(found, 60, 4) == pytest.approx(alone / 4)
    assert estimate.seconds(found, 3, 8) == estimate.seconds(found, 3, 3), "no more workers than runs"
    assert estimate.seconds(design(months=48), 60, 1) > alone
