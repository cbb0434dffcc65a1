"""Sweeps in which runs hang or eat memory, workers are killed, disks are full."""

from __future__ import annotations

import errno
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
import misbehaving
import pytest
from hamlet import BASE, DESIGN, ROOT, found, rows, swept

from experiments.commands.locking import locked
from experiments.commands.shelf import Shelf
from experiments.commands.store import FolderRefused, Store
from experiments.commands.sweep import sweep
from experiments.designs import load_design

pytestmark = pytest.mark.usefixtures("no_report")


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
    made = swept(load_design(path), tmp_path / "out", misbehaving.poisoned, jobs=2)
    reported = {(row["point"], row["stage"], row["error"]) for row in made.failures}
    assert reported == {
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
    import misbehaving
    from experiments.designs import load_design
    from experiments.commands.store import Store
    from experiments.commands import shelf, sweep as sweeping
    from experiments.commands.sweep import sweep
    sweeping.write_report = lambda *rest: None
    shelf.SECONDS = 0.2
    store = Store(sys.argv[4])
    store.claim()
    design = load_design(sys.argv[3], replicates=int(sys.argv[5]))
    sweep(design, store, file="", command="", jobs=2, simulate=getattr(misbehaving, sys.argv[6]))
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
    folder, draws = tmp_path / "out", random.Random(7)
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
            time.sleep(draws.uniform(0.0, 1.0))
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
        with pytest.raises(OSError, match="space") as reported:
            sweep(design(replicates=40), store, file=DESIGN, command="", simulate=fakes.brief, jobs=0)
        assert reported.value.errno == errno.ENOSPC
        assert list((folder / "out" / "parts").glob("*.parquet")), "it came some way"
        (folder / "ballast").unlink()
        assert 0 < swept(design(replicates=40), folder / "out", jobs=0).run_now < 240
        swept(design(replicates=40), tmp_path / "at-once", jobs=0)
        assert found(folder / "out") == found(tmp_path / "at-once")
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
