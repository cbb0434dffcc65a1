"""Tables as spreadsheets write them: commas, semicolons or tabs, decimal points or commas."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from calibration.posterior_file import read_posterior
from experiments.designs import load_design
from experiments.designs.cells import BadTable, rows_of
from sim.scenario.errors import ScenarioError

DESIGN = """\
design:
  base: base.yaml
  replicates: 1
  months: 12
  outcomes: [population]
  method: table
  table: points.csv
"""


def rows(text: str) -> list[list[str]]:
    return [cells for _, cells in rows_of(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n30,0.2\n",
        "a;b\n30;0,2\n",
        "a\tb\n30\t0,2\n",
        "sep=;\na;b\n30;0,2\n",
        '"a";"b"\r\n"30";"0,2"\r\n',
        " a ; b \n\n30 ; 0,2\n",
    ],
)
def test_every_spreadsheet_s_habit_reads_alike(text: str) -> None:
    assert rows(text) == [["a", "b"], ["30", "0.2"]]


def test_a_comma_stays_one_where_commas_separate_or_text_holds_it() -> None:
    assert rows('a,b\n"0,2",3\n') == [["a", "b"], ["0,2", "3"]]
    assert rows("a;b\n1,2,3;x, y\n") == [["a", "b"], ["1,2,3", "x, y"]]


@pytest.mark.parametrize(("text", "line"), [("sep=;\na;b\n1;\x1b\n", 3), ('a,b\n1,"2\n', 2), ("a\n1\n\u202e\n", 3)])
def test_what_is_no_table_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(BadTable) as refused:
        rows(text)
    assert refused.value.line == line


def design(folder: Path, table: str) -> Path:
    (folder / "base.yaml").write_text("months: 12\nplaces: {vik: {population: 60}}\n", encoding="utf-8")
    (folder / "points.csv").write_bytes(table.encode())
    (folder / "design.yaml").write_text(DESIGN, encoding="utf-8")
    return folder / "design.yaml"


def test_a_design_reads_a_nordic_table(tmp_path: Path) -> None:
    found = load_design(design(tmp_path, "\ufeffmeeting.free_hours;places.vik.welcome\n30;0,2\n50;0,9\n"))
    assert [point.values for point in found.points] == [(30.0, 0.2), (50.0, 0.9)]


def test_a_quoted_decimal_comma_between_commas_gets_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"points\.csv:2: .*did you mean 0\.2\?"):
        load_design(design(tmp_path, 'meeting.free_hours,places.vik.welcome\n30,"0,2"\n'))


@pytest.mark.parametrize("name", ['"a\\0b"', "a" * 300, "'" + "x/" * 200 + "y.csv'", "base.yaml/points.csv"])
@pytest.mark.parametrize("field", ["table", "base"])
def test_names_that_no_file_can_have_are_refused_in_words(tmp_path: Path, field: str, name: str) -> None:
    path = design(tmp_path, "places.vik.welcome\n0.3\n")
    old = {"table": "points.csv", "base": "base.yaml"}[field]
    path.write_text(DESIGN.replace(f"{field}: {old}", f"{field}: {name}"), encoding="utf-8")
    with pytest.raises(ScenarioError):
        load_design(path)


def test_a_large_posterior_is_read_and_a_huge_one_refused_by_its_own_name(tmp_path: Path) -> None:
    file = tmp_path / "posterior.csv"
    file.write_text("work.accept,ties.half_life_months\n" + "0.4444444444,4.4444444444\n" * 50_000)
    assert file.stat().st_size > 1_000_000
    assert len(read_posterior(file).draws) == 50_000
    with file.open("ab") as handle:
        handle.truncate(60_000_000)
    with pytest.raises(ScenarioError, match=r"60\.0 MB large; a posterior has at most 50 MB"):
        read_posterior(file)


def test_a_nordic_posterior_is_read(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("model;work.accept;ties.half_life_months\n3;0,4;4\n", encoding="utf-8")
    assert read_posterior(tmp_path / "p.csv") == ([{"work.accept": 0.4, "ties.half_life_months": 4}], 3, "")
