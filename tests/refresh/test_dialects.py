"""Answers as offices write them, by hand after their documentation: read to the figure, refused where not whole."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from bygd.places.refresh import jsonstat
from bygd.places.refresh.answers import json_of, reason_of, text_of
from bygd.places.refresh.dialects.pxweb1 import _newest_folder, _table_info
from bygd.places.refresh.dialects.statbank import _figures, _info
from bygd.places.refresh.errors import OfficeFailed

DATASET: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "label": "Folkmängd efter region, ålder, tabellinnehåll och år",
    "source": "SCB",
    "updated": "2026-02-21T06:00:00Z",
    "id": ["Region", "Alder", "Tid"],
    "size": [2, 3, 1],
    "role": {"time": ["Tid"]},
    "dimension": {
        "Region": {
            "label": "region",
            "category": {"index": {"2480": 1, "2404": 0}, "label": {"2404": "Vindeln", "2480": "Umeå"}},
        },
        "Alder": {"label": "ålder", "category": {"index": ["0", "1", "2"], "label": {"0": "0 år"}}},
        "Tid": {"label": "år", "category": {"label": {"2025": "2025"}}},
    },
    "value": [51, None, 49, 1301, None, 1299],
    "status": {"1": "..", "4": "-"},
}  # fmt: skip


def test_json_stat_is_read_row_by_row_with_its_signs() -> None:
    found = jsonstat.cube(DATASET)
    assert found.dimensions == ("Region", "Alder", "Tid")
    assert found.cells == {
        ("2404", "0", "2025"): 51.0,
        ("2404", "1", "2025"): None,
        ("2404", "2", "2025"): 49.0,
        ("2480", "0", "2025"): 1301.0,
        ("2480", "1", "2025"): 0.0,
        ("2480", "2", "2025"): 1299.0,
    }
    assert found.symbols == {("2404", "1", "2025"): "..", ("2480", "1", "2025"): "-"}


def test_json_stat_may_name_figures_by_position() -> None:
    sparse = {**DATASET, "value": {"0": 51, "5": 1299.5}, "status": "a"}
    found = jsonstat.cube(sparse)
    assert found.cells["2404", "0", "2025"] == 51.0 and found.cells["2480", "2", "2025"] == 1299.5
    assert found.cells["2480", "0", "2025"] is None and not found.symbols


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one.update(value=one["value"][:4]), "the answer holds 4 of 6 figures"),
        (lambda one: one.pop("value"), "holds no figures"),
        (lambda one: one.update(size=[2, 2, 1]), "its categories are \\[2, 3, 1\\]"),
        (lambda one: one.pop("id"), "is no JSON-stat dataset"),
        (lambda one: one["dimension"].pop("Tid"), "does not describe its dimension Tid"),
        (lambda one: one["dimension"]["Tid"].pop("category"), "a dimension without categories"),
        (lambda one: one["value"].__setitem__(0, "51"), "holds '51' in place of a figure for 2404, 0, 2025"),
        (lambda one: one["value"].__setitem__(0, True), "holds True in place of a figure"),
    ],
)
def test_json_stat_that_is_not_whole_is_refused(change: Callable[[Any], Any], words: str) -> None:
    broken = copy.deepcopy(DATASET)
    change(broken)
    with pytest.raises(OfficeFailed, match=words):
        jsonstat.cube(broken)


def test_an_answer_must_hold_what_was_asked_for() -> None:
    found = jsonstat.cube(DATASET)
    found.expect({"Region": ("2404", "2480"), "Alder": ("0", "1", "2"), "Tid": ("2025",)})
    with pytest.raises(OfficeFailed, match="lacks 1 of the values asked for of Region: 2401"):
        found.expect({"Region": ("2401", "2404", "2480")})
    with pytest.raises(OfficeFailed, match="values of Region nobody asked for: 2480"):
        found.expect({"Region": ("2404",)})


PX_TABLE = {
    "title": "Mannfjöldi eftir sveitarfélagi",
    "variables": [
        {"code": "Sveitarfélag", "text": "x", "values": ["-1", "0000"], "valueTexts": ["Alls", "Reykjavíkurborg"]},
        {"code": "Kyn", "text": "Kyn", "values": ["0"], "valueTexts": ["Alls"], "elimination": True},
        {"code": "Ár", "text": "Ár", "values": ["0", "1"], "valueTexts": ["2025", "2026"], "time": True},
    ],
}  # fmt: skip


def test_version_1_describes_variables() -> None:
    info = _table_info(PX_TABLE)
    assert info.title == "Mannfjöldi eftir sveitarfélagi"
    assert info.variables["Sveitarfélag"].values == {"-1": "Alls", "0000": "Reykjavíkurborg"}
    assert info.variables["Kyn"].may_be_left_out and not info.variables["Ár"].may_be_left_out


@pytest.mark.parametrize(
    "broken", [[], {"variables": None}, {"variables": [{"code": "a", "values": ["1"], "valueTexts": []}]}]
)
def test_version_1_that_describes_no_table_is_refused(broken: Any) -> None:
    with pytest.raises(OfficeFailed, match="describes"):
        _table_info(broken)


def test_the_newest_folder_is_the_latest_year() -> None:
    listing = [{"id": name, "type": "l", "text": name} for name in ("2023", "uusin", "2025", "2024", "t.px")]
    assert _newest_folder(json.dumps(listing).encode()) == "2025"


STATBANK = "\ufeffOMRÅDE;TID;INDHOLD\r\n860;2024;76,4\r\n000;2024;..\r\n411;2024;-\r\n".encode()
ASKED = {"OMRÅDE": ("860", "000", "411"), "Tid": ("2024",)}


def test_statbank_csv_has_a_mark_decimal_commas_and_signs() -> None:
    found = _figures(STATBANK, ASKED)
    assert found.cells == {("860", "2024"): 76.4, ("000", "2024"): None, ("411", "2024"): 0.0}
    assert found.symbols == {("000", "2024"): ".."}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (STATBANK[:-8], "breaks off in line 4"),
        (b"OMR\xc3\x85DE;TID;INDHOLD\r\n860;2024;76,4\r\n", "lacks 2 of the values"),
        (b"OMR\xc3\x85DE;INDHOLD\r\n860;1\r\n", "no column Tid"),
        (b"REGION;TID\r\n", "no column INDHOLD"),
        (STATBANK.replace(b"76,4", b"76,4 pct"), "holds '76,4 pct' in place of a figure"),
        (STATBANK.replace("Å".encode(), b"\xc5"), "not in UTF-8"),
    ],
)
def test_statbank_csv_that_is_not_whole_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(OfficeFailed, match=words):
        _figures(body, ASKED)


def test_statbank_describes_variables() -> None:
    values = [{"id": "TOT", "text": "I alt"}]
    info = _info(
        {"id": "FOLK1E", "text": "Folketal", "variables": [{"id": "KØN", "elimination": True, "values": values}]}
    )
    assert info.variables["KØN"].may_be_left_out and info.variables["KØN"].values == {"TOT": "I alt"}
    with pytest.raises(OfficeFailed, match="describes a variable without"):
        _info({"variables": [{"id": "KØN", "values": [{"id": "1"}]}]})


def test_marks_pages_and_refusals_are_told_in_words() -> None:
    assert json_of(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}
    assert text_of("Å".encode()) == "Å"
    with pytest.raises(OfficeFailed, match=r"a web page came in place of figures \(Sidan finns inte\)"):
        text_of(b"\r\n <html><TITLE>Sidan finns\n inte</TITLE>")
    with pytest.raises(OfficeFailed, match="the answer breaks off"):
        json_of(b'{"a": [1, 2')
    with pytest.raises(OfficeFailed, match="the answer is no JSON: Service"):
        json_of(b"Service unavailable")
    with pytest.raises(OfficeFailed, match="the answer breaks off"):
        json_of('{"a": "Å'.encode()[:-1])
    assert reason_of(b'{"type": "x", "title": "Too many cells"}') == "Too many cells"
    assert reason_of(b'{"errorTypeCode": "EXTRACT", "message": "No table"}') == "No table"
    assert reason_of(b"<html><body>Not\n <b>here</b></body></html>") == "Not here"
    assert len(reason_of(b"x" * 5000)) == 201
