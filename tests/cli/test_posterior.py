"""``--posterior`` through the commands: parameters drawn from a file."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from bygd.cli import main
from sim.version import MODEL

HAMLET = """\
title: A hamlet
months: 12
places: {hamlet: {population: 200, newcomers: 0.2}}
origins: {east: {}}
"""
DESIGN = """\
design:
  base: hamlet.yaml
  replicates: 1
  outcomes: [local_friends]
  factors:
    fees: {levels: {none: null, all: {clubs.fee_support_newcomers: 1.0}}}
"""
DRAWS = "model,meeting.free_hours,ties.half_life_months\n{0},40,5\n{0},50,6\n{0},60,7\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    (tmp_path / "hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    (tmp_path / "paid.yaml").write_text("extends: hamlet.yaml\nclubs: {fee_support_newcomers: 1.0}\n", encoding="utf-8")
    (tmp_path / "design.yaml").write_text(DESIGN, encoding="utf-8")
    (tmp_path / "draws.csv").write_text(DRAWS.format(MODEL), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


DRAWN = [
    "--posterior",
    "3",
    "--posterior-from",
    "draws.csv",
    "--replicates",
    "2",
    "--jobs",
    "1",
    "--quiet",
    "--out",
    "out",
]


@pytest.mark.parametrize(
    "words", [["run", "hamlet.yaml"], ["compare", "hamlet.yaml", "paid.yaml"], ["sweep", "design.yaml"]]
)
def test_every_draw_is_lived_through_as_often_as_said(desk, words):
    assert main([*words, *DRAWN]) == 0
    manifest = json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))
    drawn = manifest["posterior"]
    assert (drawn["source"], drawn["each"], len(drawn["draws"])) == ("draws.csv", 2, 3)
    assert sorted(one["meeting.free_hours"] for one in drawn["draws"]) == [40, 50, 60]
    if words[0] == "sweep":
        runs = pq.read_table(desk / "out" / "runs.parquet").to_pandas()
        assert runs.groupby("point").size().tolist() == [6, 6]
        assert runs[runs["point"] == 0]["digest"].nunique() == 6
    else:
        page = " ".join((desk / "out" / "report.html").read_text(encoding="utf-8").split())
        assert "3 sets of parameters from draws.csv, 2 runs each" in page


@pytest.mark.parametrize("words", [["run", "hamlet.yaml"], ["sweep", "design.yaml"]])
def test_the_command_shown_draws_the_same_again(desk, words):
    """The scenario's own seed chooses the draws where the command gives none."""
    (desk / "hamlet.yaml").write_text(HAMLET + "seed: 7\n", encoding="utf-8")
    (desk / "draws.csv").write_text(
        "model,meeting.free_hours\n" + "".join(f"{MODEL},{hours}\n" for hours in range(40, 60)), encoding="utf-8"
    )
    said = []
    for _ in range(2):
        assert main([*words, *DRAWN]) == 0
        manifest = json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))
        said.append(manifest["posterior"]["draws"])
        page = (desk / "out" / "report.html").read_text(encoding="utf-8")
        assert "--posterior 3 --posterior-from draws.csv" in page
        words = [*words, "--seed", "7"]
    assert said[0] == said[1]


def test_what_the_scenario_states_otherwise_than_the_defaults_stays(desk):
    (desk / "hamlet.yaml").write_text(HAMLET + "ties: {half_life_months: 9}\n", encoding="utf-8")
    assert main(["run", "hamlet.yaml", *DRAWN]) == 0
    manifest = json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["posterior"]["kept"] == ["ties.half_life_months"]
    assert all(list(one) == ["meeting.free_hours"] for one in manifest["posterior"]["draws"])
    page = " ".join((desk / "out" / "report.html").read_text(encoding="utf-8").split())
    assert "as the scenario states them: ties.half_life_months" in page


def test_what_is_asked_about_is_not_drawn(desk, capsys):
    words = ["run", "hamlet.yaml", "--set", "meeting.free_hours=45", *DRAWN]
    assert main(words) == 2
    assert "meeting.free_hours is changed here, and drawn from the posterior too" in capsys.readouterr().err
    assert not (desk / "out").exists()


def test_a_file_without_a_number_of_draws_is_refused(desk, capsys):
    assert main(["run", "hamlet.yaml", "--posterior-from", "draws.csv", "--out", "out"]) == 2
    assert "say how many sets with --posterior" in capsys.readouterr().err


OLD = {
    "an earlier model": DRAWS.format(MODEL - 1),
    "nobody knows which": DRAWS.replace("model,", "").replace("{0},", ""),
}
COMMANDS = {
    "run": ["run", "hamlet.yaml"],
    "compare": ["compare", "hamlet.yaml", "paid.yaml"],
    "sweep": ["sweep", "design.yaml"],
}


@pytest.mark.parametrize("text", OLD.values(), ids=list(OLD))
@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
def test_a_posterior_of_another_model_is_refused_with_what_to_do(desk, capsys, words, text):
    (desk / "draws.csv").write_text(text, encoding="utf-8")
    assert main([*words, *DRAWN]) == 2
    said = capsys.readouterr().err
    assert said.startswith("bygd: the posterior cannot be used\n")
    assert "draws.csv:1" in said and f"this is model {MODEL}" in said
    assert "bygd calibrate" in said and "--posterior-from" in said and "--accept-old-posterior" in said
    assert not (desk / "out").exists()


@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
def test_accepted_all_the_same_it_is_used_and_every_report_says_so(desk, words):
    (desk / "draws.csv").write_text(OLD["an earlier model"], encoding="utf-8")
    assert main([*words, *DRAWN, "--accept-old-posterior"]) == 0
    manifest = json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["posterior"]["fitted_to"] == f"model {MODEL - 1}"
    page = " ".join((desk / "out" / "report.html").read_text(encoding="utf-8").split())
    assert f"<strong>fitted to model {MODEL - 1}</strong>, not to the model that was simulated" in page
    assert "--posterior 3 --posterior-from draws.csv --accept-old-posterior" in page


def test_the_report_of_a_posterior_of_this_model_says_nothing_of_another(desk):
    assert main(["run", "hamlet.yaml", *DRAWN, "--accept-old-posterior"]) == 0
    manifest = json.loads((desk / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert "fitted_to" not in manifest["posterior"]
    page = (desk / "out" / "report.html").read_text(encoding="utf-8")
    assert "not to the model that was simulated" not in page and "--accept-old-posterior" not in page


def test_accepting_without_a_number_of_draws_is_refused(desk, capsys):
    assert main(["run", "hamlet.yaml", "--accept-old-posterior", "--out", "out"]) == 2
    assert "say how many sets with --posterior" in capsys.readouterr().err
