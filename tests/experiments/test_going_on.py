"""Runs and comparisons that go on where they were, folders that hold something else, damaged files."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import damage
import fakes
import paying
import pyarrow.parquet as pq
import pytest

from experiments.commands import compare, run
from experiments.commands.compare_plan import SMALLEST, Plan
from experiments.commands.figure_workers import Studio
from experiments.commands.identity import AnotherResult
from experiments.commands.kept import Kept
from experiments.commands.locking import LOCK, Busy, locked
from experiments.commands.run import Experiment
from experiments.commands.store import FolderRefused, Store
from experiments.comparison.result import Arm
from experiments.posterior import Draws
from sim.scenario import with_overrides

MONTHS = 24
TABLES = ("measures.parquet", "retention.parquet", "summary.csv", "lives.json")


class Counted:
    """A stand-in model that counts its runs, and is stopped at one of them."""

    def __init__(self, simulate=fakes.simulate, stop_at=None):
        self.simulate, self.runs, self.stop_at = simulate, 0, stop_at

    def __call__(self, scenario, seed, **rest):
        self.runs += 1
        if self.runs == self.stop_at:
            raise KeyboardInterrupt
        return self.simulate(scenario, seed, **rest)


def ran(folder, simulate=None, replicates=3, changes=None, months=MONTHS, **more):
    """The number of runs that ``bygd run`` simulates."""
    scenario = with_overrides(fakes.scenario(months=MONTHS), changes or {})
    store, counted = Store(folder), simulate or Counted()
    store.claim()
    experiment = Experiment(scenario, "made-up", 5, replicates, months, **{"lives": 1, **more})
    run.carry_through(experiment, store, simulate=counted)
    return counted.runs


def compared(folder, simulate=None, replicates=3, fees=1.0, **more):
    base = fakes.scenario(months=MONTHS)
    policy = Arm("fees", "fees.yaml", paying.with_support(base, fees))
    plan = Plan(Arm("base", "base.yaml", base), (policy,), 1, replicates, MONTHS, **more)
    store, counted = Store(folder), simulate or Counted(paying.paying)
    store.claim()
    compare.carry_through(plan, store, simulate=counted, cap=paying.pour)
    return counted.runs


class NoStudio(Studio):
    """Draws nothing: figures have tests of their own."""

    def __init__(self):
        super().__init__(0)

    def finish(self, begun, findings):
        assert findings.retention.names()
        return [], []


@pytest.fixture(scope="module", autouse=True)
def no_pictures():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "Studio", NoStudio)
        patch.setattr("experiments.figures.comparison.draw_all", lambda comparison, failed: [])
        patch.setattr("experiments.report.comparison.comparison_html", lambda *rest: "")
        patch.setattr(run, "now", lambda: "2026-01-01T00:00:00Z")
        patch.setattr("experiments.manifest.commit", lambda: "")
        yield


@pytest.fixture(scope="module")
def at_once(tmp_path_factory):
    """A run and a comparison of three replicates, from beginning to end."""
    folder = tmp_path_factory.mktemp("at-once")
    assert ran(folder / "run") == 3
    assert compared(folder / "compare") == 6
    return folder


def copied(folder, tmp_path):
    return shutil.copytree(folder, tmp_path / "out")


def same(folder, other, names):
    return all((folder / name).read_bytes() == (other / name).read_bytes() for name in names)


def state(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"]


def test_a_stopped_run_goes_on_to_the_same_bytes(at_once, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        ran(tmp_path, Counted(stop_at=3))
    assert state(tmp_path) == "unfinished"
    assert ran(tmp_path) == 1
    assert state(tmp_path) == "finished"
    assert same(tmp_path, at_once / "run", TABLES)


def test_a_stopped_comparison_goes_on_to_the_same_bytes(at_once, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        compared(tmp_path, Counted(paying.paying, stop_at=4))
    assert compared(tmp_path) == 3
    assert same(tmp_path, at_once / "compare", ["comparison.csv", "differences.parquet", "trajectories.parquet"])


def test_one_more_replicate_costs_one_more_run_and_none_costs_nothing(at_once, tmp_path):
    folder = copied(at_once / "run", tmp_path)
    assert ran(folder) == 0 and state(folder) == "finished"
    assert ran(folder, replicates=4) == 1
    assert set(pq.read_table(folder / "measures.parquet")["replicate"].to_pylist()) == {0, 1, 2, 3}
    assert ran(folder, replicates=2) == 0
    assert ran(folder, replicates=4) == 0, "what fewer replicates did not need is kept"
    assert ran(folder, lives=2) == 1, "lives are followed in the first replicate only"


def test_one_more_pair_costs_one_more_run_of_each_arm(at_once, tmp_path):
    assert compared(copied(at_once / "compare", tmp_path), replicates=4) == 2


def test_equal_budgets_and_draws_go_on_too(tmp_path):
    assert compared(tmp_path / "pot", pot=SMALLEST) == 9, "the base spends nothing: it is not run again"
    assert compared(tmp_path / "pot", pot=SMALLEST) == 0
    draws = Draws(({"meeting.free_hours": 40.0}, {"meeting.free_hours": 50.0}), 2, "made-up.csv")
    assert compared(tmp_path / "draws", replicates=4, draws=draws) == 8
    assert compared(tmp_path / "draws", replicates=4, draws=draws) == 0
    other = Draws(({"meeting.free_hours": 40.0}, {"meeting.free_hours": 51.0}), 2, "made-up.csv")
    assert compared(tmp_path / "draws", replicates=4, draws=other) == 4, "the other draw alone"


def test_another_scenario_is_refused_with_what_differs_and_replaced_when_asked_to(at_once, tmp_path):
    folder = copied(at_once / "run", tmp_path)
    before = damage.contents(folder)
    with pytest.raises(AnotherResult, match=r"(?s)a finished run \(made-up; 2.*free_hours: 41.*--force"):
        ran(folder, changes={"meeting.free_hours": 41})
    with pytest.raises(AnotherResult, match="months of a run: 24 there, 12 now"):
        ran(folder, months=12)
    assert damage.contents(folder) == before
    assert ran(folder, changes={"meeting.free_hours": 41}, force=True) == 3
    assert len(list((folder / "runs").iterdir())) == 3, "the other scenario's runs are gone"
    assert ran(folder, changes={"meeting.free_hours": 41}) == 0


def test_results_of_another_command_are_refused(at_once, tmp_path):
    folder = copied(at_once / "compare", tmp_path)
    before = damage.contents(folder)
    with pytest.raises(AnotherResult, match=r"a finished comparison \(base, fees; "):
        ran(folder)
    assert damage.contents(folder) == before
    ran(folder, force=True)
    assert not (folder / "comparison.csv").exists() and (folder / "measures.parquet").exists()


def test_another_version_of_the_model_is_another_result(at_once, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.commands.identity.VERSION", "99")
    with pytest.raises(AnotherResult, match="the model's version"):
        ran(copied(at_once / "run", tmp_path))


@pytest.mark.parametrize("command", [ran, compared])
def test_one_writer_at_a_time(command, tmp_path):
    store = Store(tmp_path)
    store.claim()
    with locked(tmp_path), pytest.raises(FolderRefused, match="another bygd is writing there"):
        command(tmp_path)
    store.claim = lambda: None
    with locked(tmp_path), pytest.raises(Busy):
        run.carry_through(Experiment(fakes.scenario(), "made-up", 5, 1, 12), store, simulate=fakes.simulate)
    assert not (tmp_path / LOCK).exists()


def test_what_a_killed_command_left_half_written_is_cleared(at_once, tmp_path):
    folder = copied(at_once / "run", tmp_path)
    for left in (folder, folder / "runs", folder / "figures"):
        (left / ".bygd-0123abcd.parquet").write_bytes(b"half")
    (folder / ".lock").touch()
    (folder / ".bygd-working").mkdir()
    assert ran(folder) == 0
    assert not list(folder.rglob(".*"))
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    (fresh / ".bygd-0123abcd.json").write_bytes(b"half")
    (fresh / ".lock").touch()
    Store(fresh).claim()  # killed before it had said what it was


def test_a_linked_folder_is_not_followed(at_once, tmp_path):
    folder, outside = copied(at_once / "run", tmp_path), tmp_path / "outside"
    shutil.move(folder / "figures", outside)
    (folder / "figures").symlink_to(outside)
    before = damage.contents(outside)
    with pytest.raises(FolderRefused, match="link to another folder"):
        ran(folder)
    with Store(folder).opened("run", {}, force=True):  # whoever did not claim it
        pass
    assert damage.contents(outside) == before


def test_a_damaged_run_is_simulated_again(at_once, tmp_path):
    folder = copied(at_once / "run", tmp_path)
    draws = random.Random(3)
    for _ in range(12):
        path = draws.choice(sorted((folder / "runs").iterdir()))
        damage.flip(path, draws)
        assert ran(folder) == 1
    assert same(folder, at_once / "run", TABLES)


def test_a_whole_file_that_is_no_run_is_simulated_again(at_once, tmp_path):
    folder = copied(at_once / "run", tmp_path)
    kept = Kept(folder, ".zip")
    for key in list(kept._files):
        kept.drop(key)
        kept.keep(key, b"PK of another version")
    assert ran(folder) == 3
    assert same(folder, at_once / "run", TABLES)


def test_flipped_bits_and_lost_parts_never_change_a_sweep(tmp_path):
    assert damage.sweeps(tmp_path, random.Random(11), 40) == 40


def test_rows_beyond_memory_wait_in_a_file_and_give_the_same_results(at_once, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.outcomes.tables.ROWS", 500)
    monkeypatch.setattr("experiments.outcomes.summary.AT_ONCE", 3)
    folder = copied(at_once / "run", tmp_path)
    assert ran(folder) == 0
    assert same(folder, at_once / "run", ["summary.csv", "lives.json"])
    assert pq.read_table(folder / "measures.parquet").equals(
        pq.read_table(at_once / "run" / "measures.parquet").unify_dictionaries()
    )
    assert not (folder / ".bygd-working").exists()


def test_a_summary_too_long_for_a_spreadsheet_leaves_out_groups_then_places(monkeypatch):
    from experiments.outcomes import summary

    names = [(place, "employed", group) for place in ("all", "a", "b") for group in ("all", "women", "men")]
    assert summary.shown(names, 10) == (names, "")
    monkeypatch.setattr(summary, "MOST_ROWS", 60)
    kept, words = summary.shown(names, 10)
    assert len(kept) == 5 and "groups within places" in words
    monkeypatch.setattr(summary, "MOST_ROWS", 49)
    kept, words = summary.shown(names, 10)
    assert {place for place, _, _ in kept} == {"all"} and "whole region only" in words


UNGUARDED = """
import sys
sys.path[:0] = {path!r}
import fakes
from experiments.workers.run import replicates_of
from experiments.workers.runner import run_all
scenario = fakes.scenario(months=12)
run_all(scenario, replicates_of(scenario.digest(), 1, 2, 12), jobs=2, simulate=fakes.simulate)
"""


def test_a_script_that_workers_cannot_import_is_refused_with_how_to_write_it(tmp_path):
    root = Path(__file__).resolve().parents[2]
    script = tmp_path / "my-script.py"
    script.write_text(UNGUARDED.format(path=[str(root), str(Path(__file__).parent)]), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "__main__" in done.stderr
    assert done.stderr.startswith("bygd: the worker processes cannot import my-script.py"), "the words come first"
    assert len(done.stderr.splitlines()) == 1, "and alone: neither workers nor this process show a traceback"
