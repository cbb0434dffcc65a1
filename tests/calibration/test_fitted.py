"""The tables of a fit in the documents, made of its own files."""

from __future__ import annotations

import csv

import pytest
import yaml

from calibration.fitted import COMMAND, PAGE, page, predicted_table, ship
from calibration.pages import begin, write_between
from calibration.summary import draws_csv, summary_yaml, tables_csv


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory):
    """What a calibration writes, without its figures."""
    into = tmp_path_factory.mktemp("fitted")
    (into / "posterior.yaml").write_text(summary_yaml(made.fit), encoding="utf-8")
    (into / "posterior.csv").write_text(draws_csv(made.fit), encoding="utf-8")
    for name, text in tables_csv(made.fit).items():
        (into / name).write_text(text, encoding="utf-8")
    return into


def test_every_target_stands_with_its_interval_over_fresh_seeds(folder, made):
    words = page(folder)
    with (folder / "targets.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4 and all(float(row["half_95"]) > 0 for row in rows)
    inside = sum(one.verdict == "inside" for one in made.fit.targets)
    assert f"{inside} of 4 targets are inside" in words
    assert "6 sets drawn from the prior" in words and f"{made.fit.posterior.widened:g}-fold" in words
    assert "4 points that no wave was trained on" in words


def test_what_is_shipped_names_model_rules_and_budget(folder, tmp_path):
    ship(folder, tmp_path)
    summary = yaml.safe_load((tmp_path / "posterior.yaml").read_text(encoding="utf-8"))
    assert summary["rules"].startswith("rules-") and summary["budget"] == "full" and summary["model"] >= 1
    head, first = (tmp_path / "posterior.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert head.startswith("model,rules,meeting.free_hours") and first.split(",")[1] == summary["rules"]


def test_the_best_prediction_is_bold(tmp_path):
    (tmp_path / "predicted.csv").write_text(
        "fitted_to,key,kind,value,sd,model,low,high,constant,logistic\n"
        "norway,a,stays,0.5,0.1,0.6,0,1,0.9,0.7\nnorway,b,work,0.5,0.1,0.8,0,1,0.5,0.6\nnorway,c,,5,1,4,0,9,,\n"
    )
    lines = predicted_table(tmp_path).splitlines()
    assert lines[2].startswith("| norway: stays | 1 | **1** |") and "| **0** |" in lines[3]
    assert lines[4].startswith("| norway: all | 2 |") and len(lines) == 5


def test_the_page_has_a_place_for_them(tmp_path):
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(begin(COMMAND)) == 1
    copy = tmp_path / "page.md"
    copy.write_text(text, encoding="utf-8")
    write_between(copy, COMMAND, "| new |")
    assert "| new |" in copy.read_text(encoding="utf-8")
