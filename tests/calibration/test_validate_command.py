"""The command of validation: table and page, what is finished, wrong words."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import numpy as np
import pytest

from bygd.cli import main
from calibration.patterns import HOLDS, kept_runs
from calibration.patterns.arms import Lived, Table
from calibration.targets import load_targets
from calibration.validation import load_patterns, rival_settings


def fake_live(monkeypatch, tables) -> None:
    """Runs that are looked up instead of lived; the first change of an arm or setting names the table."""

    def run(arms, seeds, *, over=None, jobs=1, progress=None, kept=None):
        name = next(iter(over or {}), "")
        return {arm: Lived(arm.scenario(), [tables(arm, name, seed) for seed in seeds]) for arm in arms}

    monkeypatch.setattr("calibration.validation.table.live", run)


def test_the_command_writes_table_and_page(tmp_path, monkeypatch, capsys) -> None:
    fake_live(
        monkeypatch,
        lambda arm, name, seed: Table(
            {}, {}, {"lone_men": np.array([10, 1 + seed % 2, 3, 4]), "others": np.array([10, 9 - 7 * bool(name), 3, 4])}
        ),
    )
    out = tmp_path / "out"
    words = ["validate", "--only", "lone_men_take_part_less", "--replicates", "3", "--out", str(out)]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "HOLDS" in printed and "lone_men_take_part_less: holds →" in printed
    rows = list(csv.DictReader((out / "validation.csv").open(encoding="utf-8")))
    assert [(row["row"], row["verdict"], row["pairs"]) for row in rows] == [("taking_part", HOLDS, "3")]
    assert float(rows[0]["low"]) <= float(rows[0]["mean"]) <= float(rows[0]["high"]) < 0
    turned = list(csv.DictReader((out / "rivals.csv").open(encoding="utf-8")))
    assert {row["setting"].partition("=")[0] for row in turned} == set(rival_settings(load_patterns()))
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["kind"] == "validation"
    before = (out / "validation.csv").read_bytes()
    assert main([*words, "--seed", "9"]) == 2
    assert "there, 9 now" in capsys.readouterr().err and (out / "validation.csv").read_bytes() == before


def test_what_is_finished_is_told_and_nothing_is_simulated(tmp_path, monkeypatch, capsys) -> None:
    from experiments.workers.run import Outcome

    made = []

    def stream(orders, **_):
        for position, order in enumerate(orders):
            made.append(order)
            counts = {"lone_men": [10, 1 + position, 3, 4], "others": [10, 9, 3, 4]}
            yield replace(order, position=position), Outcome(order.run, None, read=Table({}, {}, counts))

    monkeypatch.setattr(kept_runs, "stream", stream)
    out = tmp_path / "out"
    words = ["validate", "--no-rivals", "--out", str(out), "--replicates"]
    assert main([*words, "2", "--only", "lone_men_take_part_less"]) == 0
    assert len(made) == 2
    both = ["--finished", "--only", "lone_men_take_part_less", "--only", "village_boards"]
    assert main([*words, "2", *both]) == 0
    rows = list(csv.DictReader((out / "validation.csv").open(encoding="utf-8")))
    assert [(row["pattern"], row["pairs"]) for row in rows] == [("lone_men_take_part_less", "2")]
    assert main([*words, "3", *both]) == 0
    assert not (out / "validation.csv").exists() and len(made) == 2, "the third pair was never simulated"
    capsys.readouterr()


def test_quiet_prints_the_path_alone_and_json_one_document(tmp_path, monkeypatch, capsys) -> None:
    fake_live(
        monkeypatch,
        lambda arm, name, seed: Table({}, {}, {"lone_men": np.array([10, 1, 3, 4]), "others": np.array([10, 9, 3, 4])}),
    )
    out = tmp_path / "out"
    words = ["validate", "--only", "lone_men_take_part_less", "--replicates", "2", "--no-rivals", "--out", str(out)]
    assert main([*words, "--quiet"]) == 0
    reported = capsys.readouterr()
    assert reported.out == f"{out / 'validation.md'}\n" and reported.err == ""
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["report"] == (out / "validation.md").as_posix() and found["pairs"] == 2
    rows = list(csv.DictReader((out / "validation.csv").open(encoding="utf-8")))
    assert [(one["row"], one["verdict"]) for one in found["results"]] == [(row["row"], row["verdict"]) for row in rows]
    assert found["rivals"] == [] and found["ablations"] == []


@pytest.mark.parametrize("words", [["--only", "no_such"], ["--ablate", "work.contact"], ["--replicates", "0"]])
def test_wrong_words_end_with_exit_code_2_and_leave_nothing(tmp_path, words, capsys) -> None:
    out = tmp_path / "out"
    assert main(["validate", *words, "--out", str(out)]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not out.exists()


def test_figures_to_be_fitted_to_are_told_where_everything_or_they_are_asked_for(tmp_path, monkeypatch, capsys) -> None:
    asked = []
    monkeypatch.setattr(
        "calibration.validation.target_values",
        lambda targets, seeds, **_: asked.append(len(seeds)) or {one.key: one.value for one in targets},
    )
    out = tmp_path / "out"
    assert main(["validate", "--only", "targets", "--no-rivals", "--replicates", "2", "--out", str(out)]) == 0
    rows = list(csv.DictReader((out / "targets.csv").open(encoding="utf-8")))
    assert asked == [2] and len(rows) == len(load_targets()) and {row["verdict"] for row in rows} == {HOLDS}
    assert not (out / "validation.csv").exists()
    capsys.readouterr()
