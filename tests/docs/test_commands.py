"""What README, tutorial and the other pages tell people to type works."""

from __future__ import annotations

import argparse
import ast
import functools
import importlib
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bygd.cli
import bygd.cli.compare
import bygd.cli.sweep
import experiments.commands.sweep
import experiments.figures.picture
from bygd.cli.naming import file_of
from experiments.commands.shelf_breakdown import breakdown_schema
from experiments.designs import is_design
from experiments.workers.runner import stream
from sim.scenario import load_scenario, parse_setting, with_overrides

ROOT = Path(__file__).parents[2]
ROOMS = ("sim", "experiments", "calibration", "bygd")
PAGES = ("README.md", "docs/tutorial.md", "docs/cookbook.md")
"""Pages that are read from top to bottom: their commands are typed in order."""
OTHERS = tuple(sorted({f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} - set(PAGES)))
OWN = ("docs/assessment.md", "docs/advise.md", "docs/languages.md", "docs/settlement.md")
"""Pages whose commands have a test of their own."""
SIMULATING = ("run", "compare", "sweep")
READING = ("query", "export", "report", "sensitivity", "replicates")
"""Commands that need the results of those before them."""
SEARCHING = ("advise",)
"""Commands that run for long; those of all pages stand on their own page too, whose test runs them."""
LASTING = ("serve", "validate")
"""Commands that end when told, or after minutes; they have tests of their own."""
QUICKLY = ["--replicates", "2", "--months", "13", "--jobs", "1", "--quiet"]
"""Put after a documented simulation: the last word counts."""
FILES = {
    "dearer.yaml": "levers:\n  clubs.sport.fee",
    "half.yaml": "Half a post",
    "mentors.yaml": "# mentors.yaml",
    "fees-and-hours.yaml": "What paid fees",
    "what-decides.yaml": "Which assumptions decide",
    "two-posts.yaml": "# two-posts.yaml",
    "together.yaml": "# together.yaml",
    "assumed.yaml": "# assumed.yaml",
    "fees-paid.yaml": "# fees-paid.yaml",
}
"""Files that the pages tell people to write, and what only they say."""
POLICY = "dearer.yaml"


class Block(NamedTuple):
    """One fenced block of a page."""

    page: str
    language: str
    text: str


def blocks(*languages: str) -> Iterator[Block]:
    for page in PAGES:
        for language, text in re.findall(
            r"^```(\w+)\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            if language in languages:
                yield Block(page, language, text)


def takes_long(words: list[str]) -> bool:
    """Whether a command ends when told, or after minutes; a test of its own types it."""
    return words[1] in LASTING or (words[1] in SEARCHING and "--list" not in words)


def commands(page: str) -> list[list[str]]:
    """The ``bygd`` commands of a page, each as its words, in order: in fenced blocks, or indented."""
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = re.findall(r"^(?: {4})?(bygd (?!is ).*)$", text, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder far from the project with the files that the pages have people write, to type commands in."""
    for name, sign in FILES.items():
        (text,) = {block.text for block in blocks("yaml") if sign in block.text}
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small_desk(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk on which the default town and the large design are a tenth, with nobody to help: a file that is
    there wins over the name. Figures are small too."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(
        experiments.commands.sweep, "stream", lambda orders, *, jobs, **more: stream(orders, jobs=0, **more)
    )
    for name in ("rural-town", "three-levers-town"):
        (desk / name).write_text(f"extends: {name}.yaml\nplaces: {{granby: {{population: 300}}}}\n")
    (desk / "experiments").mkdir()
    (desk / "experiments" / "small.yaml").write_text(
        "extends: three-levers-town.yaml\nplaces: {granby: {population: 300}}\n"
    )
    design = (ROOT / "experiments" / "three-levers.yaml").read_text(encoding="utf-8")
    design = re.sub(r"base: .*", "base: small.yaml", design).replace("retention_5", "retention_1")
    (desk / "experiments" / "three-levers").write_text(design, encoding="utf-8")
    monkeypatch.setattr(experiments.figures.picture, "DPI", 30)
    return desk


def shrink(file: Path) -> None:
    """A tenth of a town that was just written."""
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"population: (\d+)0\b", r"population: \1", text), encoding="utf-8")


def obey(words: list[str]) -> None:
    assert words[0] == "bygd"
    assert bygd.cli.main(words[1:]) == bygd.cli.OK, shlex.join(words)


@pytest.mark.parametrize("page", PAGES)
def test_commands_but_runs_work_as_written(page: str, desk: Path) -> None:
    assert commands(page)
    for words in commands(page):
        understood(words)
        if words[1] in SIMULATING:
            check_simulation(words)
        elif words[1] not in READING and not takes_long(words):
            obey(words)


@pytest.mark.parametrize("page", [page for page in OTHERS if commands(page) and page not in OWN])
def test_commands_of_other_pages_are_understood(page: str, desk: Path) -> None:
    for words in commands(page):
        args = understood(words)
        if words[1] in SIMULATING and "my-" not in (args.base if words[1] == "compare" else args.file):
            check_simulation(words)


@functools.cache
def parser_of(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(exit_on_error=False)
    importlib.import_module(bygd.cli.COMMANDS[name][0]).arguments(parser)
    return parser


def understood(words: list[str]) -> argparse.Namespace:
    """The words as their command takes them."""
    assert words[0] == "bygd"
    return parser_of(words[1]).parse_args(words[2:])


def check_simulation(words: list[str]) -> None:
    """The files load and go together, and every ``--set`` is a field."""
    args = understood(words)
    if words[1] == "compare":
        bygd.cli.compare.plan_of(args)
    elif is_design(file_of(args.file)):
        bygd.cli.sweep.read_design(args, file_of(args.file))
    else:
        with_overrides(load_scenario(args.file), dict(parse_setting(text) for text in args.settings))


@pytest.mark.parametrize("page", [page for page in OTHERS if commands(page) and page not in OWN])
def test_commands_of_other_pages_that_read_or_estimate_work(
    page: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a small sweep under the name that the page has, and with the project's own files."""
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "experiments"))
    (desk / "calibration").symlink_to(ROOT / "calibration")
    for words in commands(page):
        if words[1] in READING:
            folder = desk / words[2]
            if not folder.exists():
                import swept_folders

                swept_folders.finished(folder)
                rows = pa.Table.from_pylist([], breakdown_schema())
                pq.write_table(rows, folder / "breakdown.parquet")
            obey(words)
        elif "--estimate" in words:
            obey(words)


def spans(page: str) -> set[tuple[str, ...]]:
    """Commands that stand in a sentence, as code, each as its words."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return {tuple(shlex.split(found)) for found in re.findall(r"`(bygd [a-z][^`]*)`", text.replace("\n", " "))}


@pytest.mark.parametrize("page", [page for page in (*PAGES, *OTHERS, "CONTRIBUTING.md") if spans(page)])
def test_commands_in_sentences_are_ones_there_are(page: str) -> None:
    for _, name, *words in spans(page):
        assert name in bygd.cli.COMMANDS, name
        told = parser_of(name).format_help()
        for word in words:
            if word.startswith("--"):
                assert re.search(rf"{word}\b(?!-)", told), f"bygd {name} knows no {word}"
            elif "/" in word and word.endswith(".yaml"):
                assert (ROOT / word).is_file(), word


@pytest.mark.parametrize("page", OTHERS)
def test_python_of_other_pages_names_what_there_is(page: str) -> None:
    for text in re.findall(
        r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    ):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in ROOMS:
                module = importlib.import_module(str(node.module))
                assert all(hasattr(module, each.name) for each in node.names), f"{page}: {ast.unparse(node)}"


def test_the_policy_file_differs_only_by_its_levers(desk: Path) -> None:
    obey(["bygd", "new", "my-town.yaml"])
    base, policy = load_scenario("my-town.yaml"), load_scenario(POLICY)
    assert set(policy.levers) - set(base.levers) == {"clubs.sport.fee", "clubs.fee_support_newcomers"}
    assert base.clubs == policy.clubs and base.places == policy.places


def test_the_programme_of_the_readme_loads_and_is_paid_for(desk: Path) -> None:
    scenario = load_scenario("mentors.yaml")
    assert scenario.programmes["friends"].funding == ("project",)
    assert scenario.coordinators["coordinator"].funding == ("project",)


def test_the_policy_in_the_default_scenario_s_comment_loads(desk: Path) -> None:
    text = (ROOT / "scenarios" / "rural-town.yaml").read_text(encoding="utf-8")
    (desk / "scenarios").mkdir()
    lines = [line[4:] for line in text[text.index("#   extends:") :].splitlines() if line.startswith("#   ")]
    (desk / "scenarios" / "policy.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert load_scenario(desk / "scenarios" / "policy.yaml").at(60).clubs.sport.fee == 300


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=f"{block.page}-{k}") for k, block in enumerate(blocks("python"))]
)
def test_python_works_as_written(block: Block, desk: Path) -> None:
    if "outputs/" in block.text:
        pytest.skip("needs the results of the tutorial's runs: see the slow test")
    exec(compile(block.text, block.page, "exec"), {"__name__": "__main__"})


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_the_whole_page_works_in_order(page: str, small_desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands(page):
        if takes_long(words):
            continue
        if words[1] not in SIMULATING or "--estimate" in words:
            obey(words)
        else:
            capsys.readouterr()
            fewer = ["--posterior", "2"] if "--posterior" in words else []
            if "--until" in words:  # says how long, and leaves a town and no report
                obey([*words, "--until", "2010-03", *QUICKLY[:2], *QUICKLY[4:]])
                assert Path(capsys.readouterr().out.strip()).is_file()
                continue
            obey([*words, *QUICKLY, *fewer, *(["--replicates", "1"] if words[1] == "sweep" else [])])
            report = Path(capsys.readouterr().out.strip())  # what a quiet command says
            assert report.is_file() and list(report.parent.glob("*.csv")), shlex.join(words)
        if words[1] == "new":
            shrink(Path(next(word for word in words[2:] if word.endswith(".yaml"))))
    capsys.readouterr()
    for block in blocks("python"):
        if block.page == page and "outputs/" in block.text:
            exec(compile(block.text, page, "exec"), {"__name__": "__main__"})
            assert "give or take" in capsys.readouterr().out


def test_what_searches_stands_on_its_own_page() -> None:
    assert [words for page in PAGES for words in commands(page) if words[1] in SEARCHING]
    for page in PAGES:
        for words in commands(page):
            if words[1] in SEARCHING:
                assert words in commands(f"docs/{words[1]}.md"), shlex.join(words)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).is_file(), target
