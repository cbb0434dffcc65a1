"""A report in another language: the same numbers, the page's language declared, no English left in it; and commands."""

from __future__ import annotations

import argparse
import html
import importlib
import importlib.util
import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import experiments.figures
from bygd.assess.form import form
from bygd.cli import COMMANDS, main
from bygd.languages.glossary import table
from experiments.commands import figure_workers
from experiments.commands.rewriting import CannotRewrite, manifest_in, rewrite
from experiments.commands.run import Experiment, carry_through
from experiments.commands.store import Store
from sim.languages import OTHERS, in_language
from sim.scenario.source import plain_of

ROOT = Path(__file__).resolve().parents[2]
FAKES = ROOT / "tests" / "experiments" / "fakes.py"
PAGE = ROOT / "docs" / "languages.md"


def fakes() -> Any:
    """Histories that nothing was simulated for."""
    if "fakes" not in sys.modules:
        spec = importlib.util.spec_from_file_location("fakes", FAKES)
        assert spec is not None and spec.loader is not None
        sys.modules["fakes"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["fakes"])
    return sys.modules["fakes"]


@pytest.fixture(scope="module", autouse=True)
def one_figure() -> Iterator[None]:
    """One figure is enough, and is drawn here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiments.figures, "FIGURES", ("population",))
        patch.setattr(figure_workers, "HELPERS", 0)
        yield


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one run of a year and a half, in English."""
    folder = tmp_path_factory.mktemp("report")
    store = Store(folder)
    store.claim()
    made = fakes()
    carry_through(Experiment(made.scenario(1), "made-up", 5, 1, 18), store, simulate=made.simulate)
    return folder


def test_a_report_is_written_again_in_another_language_from_its_folder(written: Path) -> None:
    before = {path.name: path.read_bytes() for path in written.glob("*.csv")}
    english = (written / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in english
    rewrite(written, manifest_in(written), "fi")
    finnish = (written / "report.html").read_text(encoding="utf-8")
    assert '<html lang="fi">' in finnish and "Lyhyesti" in finnish and "--language fi" in finnish
    assert "Kaikki asukkaat" in (written / "figures" / "population.svg").read_text(encoding="utf-8")
    assert {path.name: path.read_bytes() for path in written.glob("*.csv")} == before
    rewrite(written, manifest_in(written), "en")
    assert said(written / "report.html") == said_of(english)


def said(page: Path) -> str:
    return said_of(page.read_text(encoding="utf-8"))


def said_of(page: str) -> str:
    """What a page says, without the seconds and the time of its run."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main>") :]))
    return re.sub(r"\S+, \d+ seconds of simulation for \d+ runs?", "", text)


def test_a_run_that_is_missing_is_not_simulated(written: Path) -> None:
    manifest = manifest_in(written)
    with pytest.raises(CannotRewrite, match=r"1 run of 1 in .* --language sv"):
        rewrite(written, {**manifest, "seed": 6}, "sv")
    with pytest.raises(CannotRewrite, match="not finished"):
        rewrite(written, {**manifest, "state": "unfinished"}, "sv")
    with pytest.raises(CannotRewrite, match="sets of parameters"):
        rewrite(written, {**manifest, "posterior": {"source": "nordic"}}, "sv")


def test_the_command_says_what_cannot_be_done(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(written), "--language", "svenska"]) == 2
    assert "did you mean sv?" in capsys.readouterr().err
    assert main(["report", str(written / "figures"), "--language", "sv"]) == 2


def test_the_environment_says_the_language(
    written: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BYGD_LANGUAGE", "da")
    assert main(["report", str(written), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "da"
    assert '<html lang="da">' in (written / "report.html").read_text(encoding="utf-8")
    monkeypatch.setenv("BYGD_LANGUAGE", "klingon")
    assert main(["report", str(written)]) == 2
    assert "there is no language 'klingon'" in capsys.readouterr().err


def test_the_commands_of_the_page_work(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that simulate are read; their results are those of the fixture."""
    page = PAGE.read_text(encoding="utf-8")
    commands = [shlex.split(line) for line in re.findall(r"^(bygd .*)$", page, re.MULTILINE)]
    assert {words[1] for words in commands} == {
        "run",
        "compare",
        "sweep",
        "assess",
        "report",
        "map",
        "advise",
        "practices",
        "places",
        "place-households",
    }
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "rural-town").symlink_to(written)
    monkeypatch.chdir(tmp_path)
    for words in commands:
        parser = argparse.ArgumentParser()
        importlib.import_module(COMMANDS[words[1]][0]).arguments(parser)
        assert parser.parse_args(words[2:]).language in OTHERS
        if words[1] in ("assess", "report"):
            assert main(words[1:]) == 0, capsys.readouterr().err
    assert "Kunnan itsearviointi" in (tmp_path / "answers.yaml").read_text(encoding="utf-8")
    assert '<html lang="is">' in (written / "report.html").read_text(encoding="utf-8")


def test_the_page_has_the_glossary() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", OTHERS)
def test_a_form_has_every_statement_in_its_language_and_the_same_keys(code: str) -> None:
    english = form("a.yaml")
    with in_language(code):
        other = form("a.yaml")
    assert plain_of(other)["answers"] == plain_of(english)["answers"]
    statements = {line for line in english.splitlines() if line.startswith("  # ")}
    assert not statements & set(other.splitlines())
    assert all(len(line) <= 200 for line in other.splitlines())
