"""Answers for scripts: one JSON document, exit codes, paths, completion, the cache, the documentation."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import swept_folders as made

from bygd import cli
from bygd.cli import COMMANDS, EXIT_CODES, main, whole_parser
from bygd.cli.answering import plain
from bygd.cli.completion import SHELLS
from bygd.cli.docs import pages
from sim.version import VERSION

Ask = Callable[..., tuple[int, Any]]
HAMLET = "title: Hamlet\nmonths: 3\nplaces: {hamlet: {population: 300}}\n"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("hamlet.yaml").write_text(HAMLET, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """A command's exit code, and the one document that is all of its standard output."""

    def asked(*words: str | Path) -> tuple[int, Any]:
        code = main([*(str(word) for word in words), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return asked


def test_check_answers_with_facts_or_with_each_problem(ask: Ask) -> None:
    code, found = ask("check", "hamlet.yaml")
    assert (code, found["valid"], found["places"]) == (0, True, {"hamlet": {"name": "hamlet", "population": 300}})
    Path("wrong.yaml").write_text("places: {a: {population: -3}}\nmonths: never\n", encoding="utf-8")
    code, found = ask("check", "wrong.yaml")
    assert (code, found["valid"]) == (2, False)
    assert {(one["path"], one["line"]) for one in found["problems"]} == {("places.a.population", 1), ("months", 2)}
    code, found = ask("check", "experiments/three-levers")
    assert code == 0 and found["runs"] == found["points"] * found["replicates"] and found["levels"]


def test_a_sweep_s_commands_answer_with_documents(ask: Ask, tmp_path: Path) -> None:
    folder = made.finished(tmp_path / "sweep")
    code, found = ask("query", folder, "SELECT point, 0.5 AS half, 'x' AS text, NULL AS gone FROM points")
    assert code == 0 and found["columns"] == ["point", "half", "text", "gone"]
    assert found["rows"][0] == {"point": 0, "half": 0.5, "text": "x", "gone": None} and len(found["rows"]) == 4
    code, found = ask("export", folder)
    assert code == 0 and [(one["table"], one["rows"]) for one in found["files"]] == [("runs", 12), ("points", 4)]


def test_estimates_names_pages_and_versions_are_documents_too(ask: Ask) -> None:
    assert ask("sweep", "experiments/three-levers", "--estimate")[1]["seconds"] > 0
    assert {"rural-town", "programmes/friend-mentor"} <= {one["name"] for one in ask("scenarios")[1]}
    assert {one["name"] for one in ask("docs")[1]} == set(pages())
    assert ask("version")[1]["bygd"] == VERSION


def test_a_file_written_and_the_schema_are_documents_too(ask: Ask) -> None:
    code, found = ask("new", "my.yaml", "--with", "friend-mentor")
    assert code == 0 and found["file"] == "my.yaml" and Path("my.yaml").is_file()
    assert ask("check", "my.yaml")[1]["digest"] == found["digest"]
    code, found = ask("schema")
    assert code == 0 and found["$schema"].startswith("https://json-schema.org/")
    assert main(["schema", "--json", "--markdown"]) == 2


def test_every_command_that_answers_has_json() -> None:
    choices = next(one.choices for one in whole_parser()._actions if isinstance(one.choices, dict))
    without = {name for name in COMMANDS if "--json" not in choices[name].format_help()}
    assert without == {"serve", "completion"}  # a page in the browser, a script for the shell


@pytest.mark.parametrize(
    "words",
    [
        ["run", "nowhere.yaml"],
        ["compare", "hamlet.yaml", "nowhere.yaml"],
        ["query", ".", "SELECT 1"],
        ["replicates", "."],
        ["new", "hamlet.yaml"],
        ["calibrate", "nowhere.yaml"],
        ["validate", "--only", "nothing-of-this-name"],
    ],
)
def test_wrong_input_leaves_standard_output_empty(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--json"]) == 2
    reported = capsys.readouterr()
    assert reported.out == "" and reported.err


def test_plain_knows_what_json_does_not() -> None:
    import numpy as np

    assert plain({"a": float("nan"), "b": np.float32(0.5), "c": np.arange(2), "d": (Path("x/y"), float("inf"))}) == {
        "a": None,
        "b": 0.5,
        "c": [0, 1],
        "d": ["x/y", None],
    }


def test_export_needs_no_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(made.finished(tmp_path / "sweep"))]) == 0
    assert "12 runs" in capsys.readouterr().out


def test_every_exit_code_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for code, meaning in EXIT_CODES.items():
        assert f"  {code:<11} {meaning}" in out
    named = {value for name, value in vars(cli).items() if name.isupper() and isinstance(value, int)}
    assert named == set(EXIT_CODES)


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for name in COMMANDS:
        assert name in script
    assert "posterior-from" in script
    if shutil.which(shell) and shell != "tcsh":
        assert subprocess.run([shell, "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("typed", "offered"), [(["comp"], {"compare", "completion"}), (["export", "--f"], {"--force"})]
)
def test_bash_completes(typed: list[str], offered: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out
    words = " ".join(["bygd", *typed])
    script += f'\nCOMP_WORDS=({words}); COMP_CWORD={len(typed)}; _shtab_bygd; echo "${{COMPREPLY[@]}}"\n'
    done = subprocess.run(["bash"], input=script, text=True, capture_output=True, check=True)
    assert set(done.stdout.split()) == offered


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of two versions, with a file of somebody else's beside them."""
    from sim import kernel_folder

    root = tmp_path / "cache" / "bygd"
    for name in ("kernels-" + "0" * 16, "kernels-" + "f" * 16):
        (root / name).mkdir(parents=True)
        (root / name / "a.nbi").write_bytes(b"x" * 1_500_000)
    (root / "note.txt").write_text("mine")
    (tmp_path / "precious").mkdir()
    (root / "link").symlink_to(tmp_path / "precious")
    monkeypatch.setattr(kernel_folder, "CACHE", root / ("kernels-" + "f" * 16))
    return root


def test_cache_tells_what_is_kept_and_clears_it(cache: Path, ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = ask("cache")
    assert code == 0 and found["path"] == cache.as_posix() and found["size"] == 3_000_000
    assert [one["current"] for one in found["folders"]] == [False, True] and "numba" in found["versions"]
    assert main(["cache"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 other version, 1.5 MB: of no use to this one" in said and "last used 20" in said
    assert main(["cache", "--clear"]) == 0
    assert f"Deleted from {cache}: 3.0 MB" in capsys.readouterr().out
    assert {path.name for path in cache.iterdir()} == {"note.txt", "link"}
    assert (cache.parents[1] / "precious").is_dir()
    assert main(["cache"]) == 0
    assert "Nothing is kept" in capsys.readouterr().out


def test_docs_prints_a_page_or_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "docs/tutorial.md"]) == 0
    assert capsys.readouterr().out.startswith("# Tutorial")
    assert main(["docs", "tutorial", "--path"]) == 0
    assert Path(capsys.readouterr().out.strip()) == pages()["tutorial"]
    assert main(["docs", "tutorail"]) == 2
    assert "did you mean tutorial" in capsys.readouterr().err
