"""Nothing in a file, a name or a folder can speak to the terminal."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from bygd.cli import main
from bygd.cli.options import whole
from sim.text import escaped, unwritable

ESCAPE = "\x1b[31mred\x1b[0m"


@pytest.mark.parametrize(
    "text",
    [
        'title: "{}"\nplaces: {{a: {{population: 3}}}}\n',
        'places: {{a: {{population: 3, name: "{}"}}}}\n',
        'places: {{"{}": {{population: 3}}}}\n',
        'design: {{title: "{}", base: rural-town.yaml}}\n',
        'title: "{}\n',
    ],
)
def test_escape_sequences_in_a_file_are_refused_and_not_printed(tmp_path: Path, capsys, text: str) -> None:
    path = tmp_path / "s.yaml"
    for written in (ESCAPE, "\\x1b[31m", "\\u202e", "\\x9b31m"):
        path.write_text(text.format(written), encoding="utf-8")
        assert main(["check", str(path)]) == 2
        reported = capsys.readouterr()
        assert unwritable(reported.out + reported.err) == ""


@pytest.mark.parametrize("command", ["check", "run", "sweep", "calibrate", "new", "query"])
def test_escape_sequences_in_a_name_are_shown_as_such(tmp_path: Path, capsys, command: str) -> None:
    words = [command, str(tmp_path / ESCAPE / "x.yaml")]
    assert main([*words, "SELECT 1"] if command == "query" else words) == 2
    reported = capsys.readouterr()
    assert "\\x1b[31mred" in reported.err
    assert unwritable(reported.out + reported.err) == ""


def test_a_title_has_one_line(tmp_path: Path, capsys) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("title: |\n  Two\n  lines\nplaces: {a: {population: 3}}\n")
    assert main(["check", str(path)]) == 2
    assert "one line of text" in capsys.readouterr().err
    path.write_text("title: >\n  Two\n  halves\nplaces: {a: {population: 3}}\n")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Two halves\n")


def test_letters_of_every_script_stay() -> None:
    text = "Åre, Ǆ, مرحبا, שלום, 你好, 🏔️, e\u0301, a\u200db\ttab\nline"
    assert escaped(text) == text


@pytest.mark.parametrize("written", ["12", "12.0", "1.2e1", " 12 ", "+12"])
def test_numbers_of_options_are_whole_however_written(written: str) -> None:
    assert whole("--months", 1, 480)(written) == 12


@pytest.mark.parametrize("written", ["12.5", "twelve", "", "true", "1e400", "١٢", "0,5"])
def test_what_is_no_whole_number_is_refused(written: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        whole("--months", 1, 480)(written)
