"""Tables for spreadsheets: no cell runs, numbers stay numbers, each program opens its own form."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile

import pytest

from experiments import spreadsheets
from experiments.spreadsheets import (
    FORMULA,
    NORDIC,
    Sheet,
    as_meant,
    csv_text,
    harmless,
    read_csv,
    write_csv,
    write_workbook,
)

RISKY = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1", "''=1", "＝1+1"]
PLAIN_TEXTS = ["Norrby", "a = b", "'tis", "x-y", "", "2030-01-01"]


@pytest.mark.parametrize("text", RISKY)
def test_what_begins_like_a_formula_is_kept_from_running(text):
    rows = list(csv.reader(io.StringIO(csv_text([text], [[text]]), newline="")))
    kept = text.replace("\r", "\n")
    assert rows == [[f"'{kept}"], [f"'{kept}"]]
    assert as_meant(harmless(text)) == kept


def test_a_carriage_return_begins_no_row_of_its_own():
    assert csv_text(["a"], [["x\r=1+1"]]) == 'a\n"x\n=1+1"\n'


@pytest.mark.parametrize("text", PLAIN_TEXTS)
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text == as_meant(text)


def test_numbers_stay_numbers_even_where_they_are_text():
    assert csv_text(["a", "b", "c", "d"], [[-5, -0.25, "-1e-05", math.nan]]) == "a,b,c,d\n-5,-0.25,-1e-05,\n"


def test_a_nordic_table_has_decimal_commas_semicolons_and_a_mark(tmp_path):
    file = tmp_path / "a.csv"
    with file.open("w", encoding=NORDIC.encoding, newline="") as stream:
        assert write_csv(stream, ["place", "share"], [["Vännäs; by", 0.5], ["=1", None]], NORDIC) == 2
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.read_text("utf-8-sig") == 'place;share\n"Vännäs; by";0,5\n\'=1;\n'


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(tmp_path):
    file = tmp_path / "a.xlsx"
    rows = [["=1+1", 1.5, True, None], ["http://a.b", math.nan, 3, "2"]]
    assert write_workbook(file, [Sheet("a/b", ["=x", "n", "t", "u"], rows), Sheet("A B", ["n"], [])]) == {
        "a/b": 2,
        "A B": 0,
    }
    with zipfile.ZipFile(file) as parts:
        page, style = (parts.read(f"xl/{name}").decode() for name in ("worksheets/sheet1.xml", "styles.xml"))
        book = parts.read("xl/workbook.xml").decode()
    assert "<f>" not in page and "hyperlink" not in page
    assert "=1+1" in page and 'quotePrefix="1"' in style
    assert re.search(r'<c r="B2"><v>1\.5</v>', page) and 'r="B3"' not in page
    assert re.search(r'<c r="D3" t="inlineStr">', page)
    assert 'name="a b"' in book and 'name="A B 2"' in book


def test_a_long_table_goes_on_in_another_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.spreadsheets.SHEET_ROWS", 3)
    assert write_workbook(tmp_path / "a.xlsx", [Sheet("a", ["n"], [[n] for n in range(5)])]) == {"a": 5}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert sum("worksheets/sheet" in name for name in parts.namelist()) == 3


def test_a_table_reads_back(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(csv_text(["=x", "n"], [["=1", -0.5], ["Norrby", 3], [None, 1e-7]]), encoding="utf-8")
    found = read_csv(file)
    assert (found.name, found.head, list(found.rows)) == ("a", ["=x", "n"], [["=1", -0.5], ["Norrby", 3], [None, 1e-7]])


def test_every_letter_that_may_begin_a_formula_is_looked_at() -> None:
    letters = [chr(code) for code in range(0x11000)]
    begin = {letter for letter in letters if FORMULA.match(letter) or FORMULA.match(f"{letter}=")}
    assert begin <= set(spreadsheets.RISKY)
