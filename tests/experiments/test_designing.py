"""A design from its runs to its folder, stopped and taken up again."""

from __future__ import annotations

import csv
import json
import re

import fakes
import pyarrow.parquet as pq
import pytest

from experiments.designing import carry_through
from experiments.designs import load_design
from experiments.experiment import AllFailed
from experiments.store import Store

BASE = "title: A hamlet\nmonths: 72\nplaces: {storby: {population: 3000}}\n"
DESIGN = """\
design:
  title: What fees & hours do
  base: hamlet.yaml
  replicates: 3
  outcomes: [local_friends, retention_5, stayers]
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
        return fakes.paying(scenario, seed, **rest)


def carried(design, folder, simulate=fakes.paying, **more):
    store = Store(folder)
    store.claim()
    words = {"file": DESIGN, "command": "bygd run design.yaml"}
    return carry_through(design, store, simulate=simulate, **words, **more)


def rows(folder, name):
    return list(csv.DictReader((folder / name).open(encoding="utf-8")))


def test_every_cell_is_run_with_the_same_seeds(design, tmp_path):
    carried(design(), tmp_path / "out")
    runs = rows(tmp_path / "out", "runs.csv")
    assert len(runs) == 18 and list(runs[0])[:5] == ["cell", "fees", "hours", "replicate", "seed"]
    assert len({(run["replicate"], run["seed"]) for run in runs}) == 3
    assert pq.read_table(tmp_path / "out" / "runs.parquet").num_rows == 18


def test_effects_are_paired_and_in_the_table(design, tmp_path):
    carried(design(), tmp_path / "out")
    effects = {(row["outcome"], row["kind"], row["level_1"], row["level_2"]): row
               for row in rows(tmp_path / "out", "effects.csv")}
    found = effects["stayers", "main", "all", ""]
    assert found["reference_1"] == "none" and found["told"] == "yes"
    assert float(found["low"]) < 6 < float(found["high"])
    assert ("stayers", "interaction", "all", "50") in effects
    assert len(rows(tmp_path / "out", "cells.csv")) == 18


def test_the_folder_holds_what_the_manifest_lists(design, tmp_path):
    folder = tmp_path / "out"
    carried(design(), folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {*manifest["files"], "manifest.json"} and "figures/effects.png" in found
    assert manifest["design"]["text"] == DESIGN and manifest["state"] == "finished"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "What fees &amp; hours do" in page and "bygd run design.yaml" in page


def test_a_stopped_design_goes_on_where_it_was(design, tmp_path):
    folder, stopped, again = tmp_path / "out", Counted(stop_at=8), Counted()
    with pytest.raises(KeyboardInterrupt):
        carried(design(), folder, stopped)
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"] == "unfinished"
    assert len(list((folder / "parts").iterdir())) == 7
    told = []

    def bar(todo, done):
        told.append((todo, done))
        return lambda months: None

    carried(design(), folder, again, bar=bar)
    assert (again.runs, told) == (11, [(11, 7)])
    carried(design(), tmp_path / "whole")
    for name in ("runs.csv", "effects.csv", "cells.csv", "figures/effects.svg"):
        assert (folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_finished_design_runs_nothing_again_and_more_replicates_run_only_the_new(design, tmp_path):
    carried(design(), tmp_path / "out")
    again, more = Counted(), Counted()
    carried(design(), tmp_path / "out", again)
    carried(design(replicates=4), tmp_path / "out", more)
    assert (again.runs, more.runs) == (0, 6)


def test_another_seed_length_or_base_is_run_anew(design, tmp_path):
    carried(design(), tmp_path / "out")
    for more in ({"seed": 8}, {"months": 60}, {"settings": {"meeting.free_hours": 33}}):
        changed = Counted()
        carried(design(**more), tmp_path / "out", changed)
        assert changed.runs == (9 if "settings" in more else 18), more  # hours 40 overrides the base's


def test_a_part_that_is_not_whole_is_run_again(design, tmp_path):
    folder, again = tmp_path / "out", Counted()
    carried(design(), folder)
    parts = sorted((folder / "parts").iterdir())
    parts[0].write_bytes(b"half")
    parts[1].write_bytes(parts[2].read_bytes())  # a part under the name of another
    carried(design(), folder, again)
    assert again.runs == 2


def test_a_failed_run_is_left_out_told_and_tried_again(design, tmp_path):
    folder, again = tmp_path / "out", Counted()
    outcomes = carried(design(), folder, Counted(fail_at=5))
    assert sum(outcome.failed for outcome in outcomes) == 1
    assert {row["replicates"] for row in rows(folder, "effects.csv")} == {"2"}
    assert "1 of 18 runs failed" in (folder / "report.html").read_text(encoding="utf-8")
    carried(design(), folder, again)
    assert again.runs == 1
    assert {row["replicates"] for row in rows(folder, "effects.csv")} == {"3"}


def test_a_design_without_a_complete_replicate_says_why(design, tmp_path):
    with pytest.raises(AllFailed, match="no room for more people"):
        carried(design(replicates=1), tmp_path / "out", Counted(fail_at=2))
    assert not (tmp_path / "out" / "report.html").exists()


@pytest.mark.parametrize("factors", [1, 2, 3, 4])
def test_any_number_of_factors_has_a_figure(factors, tmp_path):
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")
    chosen = ["meeting.free_hours", "clubs.fee_support_newcomers", "ties.half_life_months",
              "belonging.half_life"][:factors]
    lines = [f"    f{n}: {{levels: {{low: null, high: {{{path}: 1}}}}}}" for n, path in enumerate(chosen)]
    text = ("design:\n  base: hamlet.yaml\n  replicates: 2\n  outcomes: [stayers]\n  factors:\n"
            + "\n".join(lines) + "\n")
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    carried(load_design(tmp_path / "d.yaml"), tmp_path / "out")
    assert (tmp_path / "out" / "figures" / "effects.png").stat().st_size > 10_000
