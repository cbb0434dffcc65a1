"""What stands in the result folder, and that it is whole or not there."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import fakes
import misbehaving
import pytest

from experiments.commands.run import AllFailed, Experiment, carry_through
from experiments.commands.store import FolderRefused, Store

EXPECTED = {
    "manifest.json",
    "measures.parquet",
    "retention.parquet",
    "summary.csv",
    "lives.json",
    "report.html",
    *(
        f"figures/{name}.{ending}"
        for ending in ("png", "svg")
        for name in ("population", "ties", "retention", "employment", "clubs", "region", "network")
    ),
}


def experiment(replicates=2, months=36, **more):
    scenario = fakes.scenario(months=months)
    return Experiment(scenario, "made-up", 5, replicates, months, lives=1, **more)


def files(folder: Path) -> set[str]:
    """What stands there besides finished runs."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith("runs/")}


def carried(folder: Path, **more) -> Store:
    store = Store(folder)
    store.claim()
    carry_through(experiment(**more), store, simulate=fakes.simulate)
    return store


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results") / "deep" / "down"
    carried(folder)
    return folder


def test_everything_promised_is_there_and_nothing_else(result):
    assert files(result) == EXPECTED


def test_tables_are_tidy(result):
    import pyarrow.parquet as pq

    measures = pq.read_table(result / "measures.parquet")
    assert measures.column_names == ["replicate", "month", "place", "measure", "group", "value"]
    assert set(measures["replicate"].to_pylist()) == {0, 1}
    retention = pq.read_table(result / "retention.parquet")
    assert retention.column_names == ["replicate", "months_since", "place", "group", "value", "at_risk"]


def test_manifest_is_enough_to_run_it_again(result):
    manifest = json.loads((result / "manifest.json").read_text(encoding="utf-8"))
    scenario = fakes.scenario(months=36)
    assert manifest["state"] == "finished"
    assert manifest["scenario"]["digest"] == scenario.digest()
    import yaml

    from sim.scenario import scenario_from

    again = scenario_from(yaml.safe_load(manifest["scenario"]["text"]))
    assert again.digest() == scenario.digest()
    for run in manifest["runs"]:
        assert run["digest"] == fakes.simulate(again, run["seed"], months=manifest["months"]).digest
    runs = {name for name in manifest["files"] if name.startswith("runs/")}
    assert len(runs) == 2 and set(manifest["files"]) - runs | {"manifest.json"} == EXPECTED


def test_manifest_tells_nothing_of_the_machine(result):
    for name in ("manifest.json", "report.html", "lives.json"):
        text = (result / name).read_text(encoding="utf-8")
        assert str(result) not in text and str(Path.home()) + "/" not in text
        assert str(Path.cwd()) not in text


def test_the_same_experiment_gives_the_same_bytes(result, tmp_path):
    carried(tmp_path / "again")
    for name in EXPECTED - {"manifest.json", "report.html"}:  # these carry the time it took
        assert (tmp_path / "again" / name).read_bytes() == (result / name).read_bytes(), name


def test_an_earlier_result_is_replaced(tmp_path):
    carried(tmp_path)
    stale = tmp_path / "figures" / "old.png"
    stale.write_bytes(b"")
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] += ["figures/old.png", "../not-ours.txt"]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path.parent / "not-ours.txt").write_text("keep", encoding="utf-8")
    carried(tmp_path, replicates=1)
    assert files(tmp_path) == EXPECTED
    assert (tmp_path.parent / "not-ours.txt").exists()
    assert len(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["runs"]) == 1


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderRefused, match="not empty"):
        Store(tmp_path).claim()
    assert files(tmp_path) == {"thesis.tex"}


@pytest.mark.parametrize("where", ["a-file", "a-file/below"])
def test_a_file_in_the_way_is_refused(tmp_path, where):
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    with pytest.raises(FolderRefused, match="is a file"):
        Store(tmp_path / where).claim()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(FolderRefused, match=r"cannot write|not allowed"):
        Store(tmp_path).claim()


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    """The disk fills up while summary.csv is being written."""

    def full(stream, *rest):
        stream.write("place,meas")
        raise OSError(errno.ENOSPC, "No space left on device", stream.name)

    monkeypatch.setattr("experiments.outcomes.summary.write_summary", full)
    with pytest.raises(OSError, match="No space left"):
        carried(tmp_path)
    assert files(tmp_path) == {"manifest.json", "measures.parquet", "retention.parquet"}
    monkeypatch.undo()
    assert json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["state"] == "unfinished"
    carried(tmp_path)  # what is left is recognised as ours, and replaced
    assert files(tmp_path) == EXPECTED


def test_when_every_run_fails_nothing_is_written(tmp_path):
    store = Store(tmp_path / "out")
    store.claim()
    with pytest.raises(AllFailed, match="no room for more people"):
        carry_through(experiment(), store, simulate=all_failing)
    assert files(tmp_path) == set()


def all_failing(scenario, seed, *, progress=None, **rest):
    raise ValueError("no room for more people")


def test_some_failures_are_reported_in_the_report(tmp_path):
    store = Store(tmp_path)
    store.claim()
    outcomes = carry_through(experiment(replicates=6), store, simulate=misbehaving.failing)
    failed = sum(outcome.failed for outcome in outcomes)
    assert 0 < failed < 6
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"{failed} of 6 runs failed" in page and "no room for more people" in page
