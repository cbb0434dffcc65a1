"""Whatever an office answers, the table that stands is a whole one: the old, or the new after another try."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from office_server import Fault, Offices
from refresh_desk import Desk, Done

from bygd.places.refresh import web as web_module
from bygd.places.table import load_table

Refresh = Callable[..., Done]

PASSING = [
    Fault("POST dst/data", "status:429", 2, {"Retry-After": "0"}),
    Fault("POST dst/data", "status:429", 1),
    Fault("dst/tableinfo", "status:503", 2),
    Fault("POST dst/data", "html", 2),
    Fault("POST dst/data", "cut", 2),
    Fault("POST dst/data", "half", 1),
    Fault("dst/tableinfo/FOLK1A", "half", 1),
    Fault("dst/tableinfo/FOLK1A", "empty", 1),
]
LASTING = {
    "status:429": "refused, for too many calls; tried 5 times",
    "status:503": "answered 503: Too many",
    "status:401": "answered 401: Too many",
    "status:404": "a table or a code may have been renamed",
    "html": "a web page came in place of figures (Underhåll pågår)",
    "cut": "the connection broke off",
    "half": "the answer breaks off",
    "empty": "the answer is empty",
}


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault.where.split()[-1]} {fault.kind}")
def test_a_fault_that_passes_is_waited_for(fault: Fault, desk: Desk, refresh: Refresh, offices: Offices) -> None:
    offices.faults.append(Fault(**vars(fault)))
    done = refresh("--country", "DK")
    assert done.code == 0, done.err
    assert load_table(desk.figures).by_id["DK-860"].year == 2026
    assert offices.faults[0].times == 0


@pytest.mark.parametrize("kind", LASTING)
def test_a_fault_that_lasts_leaves_the_table_and_says_what_came(
    kind: str, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    before = desk.bytes()
    offices.faults.append(Fault("GET hagstofa/Ibuar", kind, 99))
    done = refresh("--country", "IS", "--country", "NO")
    assert done.code == 1 and done.out == ""
    assert LASTING[kind] in done.err and "IS people, Statistics Iceland MAN02005" in done.err
    assert "nothing was written, the table there was stays as it is" in done.err
    assert desk.bytes() == before
    assert offices.data_calls("ssb/tables/07459")  # the others were asked all the same


def test_what_was_fetched_before_a_failure_is_not_asked_for_again(
    desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    offices.faults.append(Fault("POST dst/data", "html", 99, after=2))
    assert refresh("--country", "DK").code == 1
    offices.faults.clear()
    offices.calls.clear()
    assert refresh("--country", "DK").code == 0
    assert len(offices.data_calls("dst/data")) == 2  # two of the four tables


def test_ctrl_c_goes_on_where_it_was(
    desk: Desk, refresh: Refresh, offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, real = desk.bytes(), web_module.Web._call

    def stopped(self: web_module.Web, method: str, url: str, *rest: Any) -> Any:
        if "BOL101" in url:
            raise KeyboardInterrupt
        return real(self, method, url, *rest)

    monkeypatch.setattr(web_module.Web, "_call", stopped)
    done = refresh("--country", "DK")
    assert done.code == 130 and "the same command goes on from here" in done.err
    assert desk.bytes() == before
    monkeypatch.setattr(web_module.Web, "_call", real)
    offices.calls.clear()
    assert refresh("--country", "DK").code == 0
    assert [path for _, path, _ in offices.calls] == ["dst/tableinfo/BOL101", "dst/data"]


def test_no_network_is_said_in_words(desk: Desk, refresh: Refresh) -> None:
    before = desk.bytes()

    def nowhere(text: dict[str, Any]) -> None:
        for office in text["offices"].values():
            office["base"] = "http://127.0.0.1:9"  # the port of nobody

    desk.edit_tables(nowhere)
    done = refresh("--country", "SE", "--country", "DK")
    assert done.code == 2
    assert "no office could be reached: is there a network?" in done.err and "cannot be reached" in done.err
    assert done.err.count("Statistics Denmark") == 1  # once away, an office is not asked for its other tables
    assert desk.bytes() == before


@pytest.mark.parametrize("file", ["sources.csv", "municipalities.csv", "table.yaml", "answer"])
def test_a_full_disk_leaves_the_table(file: str, desk: Desk, refresh: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    import experiments.files

    before, real = desk.bytes(), Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == file or target.suffix == f".{file}":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    assert experiments.files.Path is Path
    done = refresh("--country", "DK")
    assert done.code == 2 and "the disk is full; nothing was written" in done.err
    assert desk.bytes() == before
    monkeypatch.setattr(Path, "replace", real)
    assert refresh("--country", "DK").code == 0


def test_a_new_folder_that_could_not_be_written_is_not_left(
    desk: Desk, refresh: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bygd.places.refresh import present, writing

    monkeypatch.setattr(present, "PACKAGED", desk.figures)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_read_back", full)
    assert refresh("--country", "DK", "--into", "elsewhere").code == 2
    assert not (desk.folder / "elsewhere").exists()


def test_without_its_library_the_command_says_so(desk: Desk, refresh: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.delitem(sys.modules, "bygd.places.refresh.web")
    monkeypatch.setitem(sys.modules, "httpx", None)
    done = refresh()
    assert done.code == 2 and "pip install 'bygd[refresh]'" in done.err


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda desk: (desk.figures / "municipalities.csv").unlink(), "municipalities.csv is missing"),
        (lambda desk: (desk.figures / "table.yaml").unlink(), "without a table.yaml"),
        (lambda desk: cut_short(desk.figures / "municipalities.csv"), "has "),
        (lambda desk: (desk.figures / "table.yaml").write_text("format: 99\n", encoding="utf-8"), "format"),
        (lambda desk: desk.tables.write_text("offices: {", encoding="utf-8"), "tables.yaml cannot be read"),
        (lambda desk: desk.edit_tables(lambda text: text["tables"][0].update(offise="scb")), "tables.0.offise"),
        (
            lambda desk: desk.edit_tables(lambda text: text["tables"][0].update(office="scc")),
            "there is no office 'scc'",
        ),
        (lambda desk: desk.edit_tables(lambda text: text["offices"]["dst"].update(base="dst.dk")), "offices.dst.base"),
        (
            lambda desk: desk.edit_tables(lambda text: text["tables"][1].update(meaning="immigrants")),
            "meaning is one of foreign-born, foreign citizens",
        ),
    ],
)
def test_a_folder_or_a_file_that_is_not_whole_is_refused_before_any_call(
    prepare: Callable[[Desk], Any], words: str, desk: Desk, refresh: Refresh, offices: Offices
) -> None:
    prepare(desk)
    done = refresh()
    assert done.code == 2 and words in done.err and "Traceback" not in done.err
    assert not offices.calls


def cut_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("64.20", len(text) // 2)], encoding="utf-8")


@pytest.mark.parametrize("words", [("--country", "XX"), ("--into",), ("--tables", "nowhere.yaml")])
def test_wrong_words_are_refused(words: tuple[str, ...], refresh: Refresh) -> None:
    assert refresh(*words).code == 2
