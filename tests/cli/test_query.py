"""``bygd query`` and ``bygd export``: answers, and clear words for questions that have none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import swept_folders as made

from bygd.cli import main
from experiments.commands.shelf_breakdown import breakdown_schema

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str | Path) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        reported = capsys.readouterr()
        return code, reported.out, reported.err

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.finished(tmp_path / "sweep")


def test_a_query_prints_an_aligned_table(run: Run, folder: Path) -> None:
    sql = "SELECT point, policy, free_hours AS hours FROM points ORDER BY point"
    code, out, err = run("query", folder, sql)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "point  policy   hours",
        "-----  -------  -----",
        "    0  none        35",
        "    1  mentors     35",
        "    2  none      62.5",
        "    3  mentors   62.5",
    ]


def test_rows_left_out_are_counted(run: Run, folder: Path) -> None:
    out = run("query", folder, "SELECT * FROM range(100) AS numbers(n)")[1].splitlines()
    assert len(out) == 2 + 40 + 1 and out[-1].startswith("… and 60 more rows: --limit 100 prints all")
    out = run("query", folder, "SELECT * FROM range(100) AS numbers(n)", "--limit", "100")[1].splitlines()
    assert len(out) == 102
    assert "no rows" in run("query", folder, "SELECT * FROM runs WHERE point > 99")[1]


def test_csv_has_every_row_and_digit(run: Run, folder: Path) -> None:
    code, out, _ = run("query", folder, "SELECT point, employed FROM runs ORDER BY point, replicate", "--csv")
    rows = list(csv.reader(io.StringIO(out)))
    wanted = made.part(made.all_runs()).to_pylist()
    assert code == 0 and rows[0] == ["point", "employed"] and len(rows) == 13
    assert [row[1] for row in rows[1:]] == ["" if one["employed"] is None else repr(one["employed"]) for one in wanted]
    assert len(run("query", folder, "FROM runs", "--csv", "--limit", "2")[1].splitlines()) == 3


def test_what_a_run_wrote_cannot_speak_to_the_terminal(run: Run, folder: Path) -> None:
    out = run("query", folder, "SELECT error FROM failures")[1]
    assert "ValueError: no room for" in out and "\x1b" not in out and len(out.splitlines()) == 3


@pytest.mark.parametrize(
    ("sql", "reported"),
    [
        ("SELECT employd FROM runs", 'Binder Error: Referenced column "employd" not found'),
        ("SELECT employd FROM runs", "the columns of runs are point, policy, free_hours, replicate"),
        ("SELEC", "Parser Error"),
        ("", "no query"),
        ("SELECT * FROM run", "the tables are runs, points, failures and breakdown"),
        ("COPY runs TO 'out.csv'", "a query reads this sweep only"),
        ("SELECT * FROM read_csv('/etc/passwd')", "a query reads this sweep only"),
        ("INSTALL httpfs", "a query reads this sweep only"),
        ("LOAD httpfs", "a query reads this sweep only"),
        ("SET enable_external_access = true", "a query reads this sweep only"),
        ("SELECT 1/'a'", "Conversion Error"),
    ],
)
def test_a_question_without_an_answer_is_reported_in_words(run: Run, folder: Path, sql: str, reported: str) -> None:
    code, out, err = run("query", folder, sql)
    assert (code, out) == (2, "") and reported in err and "Traceback" not in err and len(err.splitlines()) <= 2


@pytest.mark.parametrize("command", [("query", "SELECT 1"), ("export", "--csv")])
def test_a_folder_without_a_sweep_is_refused(run: Run, tmp_path: Path, command: tuple[str, str]) -> None:
    code, _, err = run(command[0], tmp_path, command[1])
    assert code == 2 and "holds no results of bygd" in err


def test_export_writes_runs_and_points_beside_the_sweep(run: Run, folder: Path) -> None:
    for _ in range(2):  # its own files are replaced
        code, out, _ = run("export", folder, "--csv")
        assert code == 0 and f"{folder / 'runs.csv'}: 12 runs" in out and "4 points" in out
    rows = list(csv.DictReader((folder / "runs.csv").open(encoding="utf-8", newline="")))
    assert len(rows) == 12 and rows[7]["stage"] == "months" and rows[7]["employed"] == ""
    assert [row["policy"] for row in rows[::3]] == ["none", "mentors"] * 2
    assert (folder / "points.csv").read_text().splitlines()[1] == "0,none,35.0"
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_outcomes_by_place_are_a_table_to_query_and_to_export(run: Run, folder: Path) -> None:
    assert "no rows" in run("query", folder, "FROM breakdown")[1]  # of a sweep that kept none
    rows = [(0, 0, "stayers", "all", "all", 40.0), (0, 0, "stayers", "vik", "women", 12.5)]
    columns = zip(*rows, strict=True)
    names = breakdown_schema().names
    pq.write_table(pa.table(dict(zip(names, map(list, columns), strict=True))), folder / "breakdown.parquet")
    code, out, _ = run("query", folder, "SELECT value FROM breakdown WHERE \"group\" = 'women'", "--csv")
    assert (code, out) == (0, "value\n12.5\n")
    assert "2 rows by place and group" in run("export", folder)[1]
    assert (folder / "breakdown.csv").read_text(encoding="utf-8").splitlines() == [
        ",".join(names),
        "0,0,stayers,all,all,40.0",
        "0,0,stayers,vik,women,12.5",
    ]


def test_export_of_a_running_sweep_says_so(run: Run, tmp_path: Path) -> None:
    out = run("export", made.unfinished(tmp_path / "sweep"), "--csv")[1]
    assert "8 runs so far" in out


def test_export_replaces_a_file_of_another_only_when_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("mine", encoding="utf-8")
    code, _, err = run("export", folder, "--csv", "--out", file)
    assert code == 2 and "--force replaces it" in err and file.read_text() == "mine"
    assert run("export", folder, "--csv", "--out", file, "--force")[0] == 0
    assert len(list(csv.reader(file.open(newline="")))) == 13 and not (folder / "runs.csv").exists()
    assert run("export", folder, "--csv", "--out", tmp_path)[0] == 2
    assert run("export", folder, "--csv", "--out", tmp_path / "no" / "such.csv")[0] == 1


def test_export_writes_for_a_nordic_excel_and_as_a_workbook(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("export", folder, "--nordic", "--out", tmp_path / "n.csv")[0] == 0
    head, first = (tmp_path / "n.csv").read_text("utf-8-sig").splitlines()[:2]
    assert head.startswith("point;") and "35,0" in first and "35.0" not in first
    assert (tmp_path / "n.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    code, out, _ = run("export", folder, "--xlsx", "--out", tmp_path / "t.xlsx")
    assert code == 0 and "12 runs" in out and "4 points" in out and (tmp_path / "t.xlsx").read_bytes()[:2] == b"PK"


def test_export_converts_the_tables_of_any_results(run: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"kind": "run"}', encoding="utf-8")
    (tmp_path / "summary.csv").write_text("place,value\n'=1+1,0.5\n", encoding="utf-8")
    code, out, _ = run("export", tmp_path, "--nordic")
    assert code == 0 and "summary-nordic.csv: 1 rows of summary" in out
    assert (tmp_path / "summary-nordic.csv").read_text("utf-8-sig") == "place;value\n'=1+1;0,5\n"
    assert run("export", tmp_path, "--xlsx")[0] == 0 and (tmp_path / "tables.xlsx").is_file()


@pytest.mark.parametrize(
    ("sql", "reported"),
    [
        ("DROP VIEW runs; SELECT nothing FROM runs", "ask one thing at a time: there are 2 queries"),
        ("DROP VIEW runs", "begins with SELECT or FROM, not as a DROP does"),
        ("SELECT '\udcff'", "half a character"),
        ("SELECT '\x1b[31m'", "a control character (U+001B)"),
    ],
)
def test_a_text_that_is_not_one_question_is_refused(run: Run, folder: Path, sql: str, reported: str) -> None:
    code, out, err = run("query", folder, sql)
    assert (code, out) == (2, "") and reported in err


@pytest.mark.parametrize(
    "text",
    [
        "[1]",
        '{"made_by": "bygd", "kind": "sweep"}',
        '{"made_by": "bygd", "kind": "sweep", "design": [1]}',
        '{"made_by": "bygd", "kind": "sweep", "design": {"text": "a: [", "name": "x"}, "base": "b: 1"}',
        "\udcff",
    ],
)
@pytest.mark.parametrize("command", [("report",), ("sensitivity",)])
def test_a_manifest_that_something_wrote_over_is_refused_in_words(
    run: Run, folder: Path, text: str, command: tuple[str, ...]
) -> None:
    (folder / "manifest.json").write_bytes(text.encode(errors="surrogateescape"))
    code, _, err = run(*command, folder)
    assert code == 2 and (str(folder) in err or "cannot be used" in err)
