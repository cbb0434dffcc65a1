"""What a finished validation says, in the page and in what reports read."""

from __future__ import annotations

import csv
import json

import pytest

from calibration.patterns import PATTERNS, Finding, above, below
from calibration.targets import load_targets
from calibration.validation import __main__ as command
from calibration.validation import cells_of, csv_of, load_patterns
from calibration.validation.page import table_words
from calibration.validation.table import table_of
from calibration.validation.targets_now import topics_of
from experiments.report.card import FILE
from sim.version import MODEL


@pytest.fixture
def folder(tmp_path):
    evidence = load_patterns()
    found = {
        "lone_men_take_part_less": Finding("lone_men_take_part_less", (below("fewer", [-0.2, -0.21, -0.22]),)),
        "parents_meet_locals": Finding("parents_meet_locals", (above("more | less", [0.1, -0.3, 0.1]),)),
        "what_works_is_copied": Finding("what_works_is_copied", (above("copies", [-1.0, -1.1, -1.2]),)),
    }
    rows = [row.cells() for row in table_of(evidence, found)]
    (tmp_path / "validation.csv").write_text(csv_of(rows), encoding="utf-8")
    targets = load_targets()
    values = {target.key: target.value for target in targets}
    values[targets[0].key] += 3 * targets[0].tolerance
    (tmp_path / "targets.csv").write_text(csv_of(cells_of(targets, values)), encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps({"model_number": MODEL}), encoding="utf-8")
    return tmp_path


def test_the_page_counts_verdicts_and_escapes_cells(folder):
    rows = list(csv.DictReader((folder / "validation.csv").open(encoding="utf-8")))
    words = table_words(rows, MODEL)
    assert words.startswith(f"Model {MODEL}, 3 patterns, 3 pairs each: 1 holds, 1 contradicted and 1 cannot be told. ")
    assert words.splitlines()[0].endswith(f"Not finished: the runs of {len(PATTERNS) - 3} patterns.")
    untested = sum(bool(row.not_tested) for row in load_patterns().patterns.values())
    assert f"{untested} rows of evidence have no pattern." in words
    assert words.count("\n|") == 2 + 3 and "more \\| less" in words and "**contradicted**" in words
    assert "cannot be told (it would take " in words


def test_the_command_writes_the_page_and_what_reports_read(folder, tmp_path, monkeypatch, capsys):
    page, shipped = tmp_path / "page.md", tmp_path / "tested.csv"
    page.write_text(f"before\n<!-- {command.COMMAND} -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    monkeypatch.setattr(command, "PAGE", page)
    monkeypatch.setattr(command, "write_tested", lambda *words: write(*words, file=shipped))
    assert command.main(["--results", str(folder), "--write"]) == 0
    text = page.read_text(encoding="utf-8")
    assert "\nold\n" not in text and text.startswith("before") and text.endswith("after\n")
    rows = list(csv.DictReader(shipped.open(encoding="utf-8")))
    assert list(rows[0]) == list(csv.DictReader(FILE.open(encoding="utf-8")).fieldnames)
    by_key = {row["key"]: row for row in rows}
    copied = by_key["what_works_is_copied"]
    assert (copied["verdict"], copied["levers"], copied["largest"]) == ("contradicted", "copying", "3000")
    first = load_targets()[0]
    assert by_key[first.key]["verdict"] == "contradicted" and by_key[first.key]["outcomes"] == "staying"
    assert sum(row["verdict"] == "contradicted" for row in rows) == 2


def write(*words, file):
    from calibration.validation.tested import write_tested

    write_tested(*words, file)


def test_a_folder_without_a_finished_validation_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit) as refusal:
        command.main(["--results", str(tmp_path)])
    assert refusal.value.code == 2 and "holds no finished validation" in capsys.readouterr().err


def test_every_target_speaks_of_something_reports_know():
    known = {"staying", "work", "friends", "clubs", "people"}
    assert {topic for target in load_targets() for topic in topics_of(target.definition)} <= known
