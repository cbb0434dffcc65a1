"""What README and tutorial tell people to type works."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import bygd.cli
import bygd.cli.compare
import bygd.cli.run
import bygd.cli.sweep
from experiments.designs import is_design
from sim.scenario import load_scenario, parse_setting, with_overrides

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tutorial.md")
SIMULATING = {"run": bygd.cli.run, "compare": bygd.cli.compare, "sweep": bygd.cli.sweep}
READING = ("query", "export", "report", "sensitivity", "replicates")
"""Commands that need the results of those before them."""
QUICKLY = ["--replicates", "2", "--months", "13", "--jobs", "1", "--quiet"]
"""Put after a documented simulation: the last word counts."""
POLICY, DESIGNS = "dearer.yaml", ("fees-and-hours.yaml", "what-decides.yaml")


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


def commands(page: str) -> list[list[str]]:
    """The ``bygd`` commands of a page, each as its words, in order."""
    lines = "".join(block.text for block in blocks("sh") if block.page == page).splitlines()
    return [shlex.split(line, comments=True) for line in lines if line.strip()]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the scenarios and the tutorial's policy and designs, to type commands in."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    policy = next(block.text for block in blocks("yaml") if block.text.startswith("extends:"))
    (tmp_path / POLICY).write_text(policy, encoding="utf-8")
    designs = [block.text for block in blocks("yaml") if block.text.startswith("design:")]
    for name, text in zip(DESIGNS, designs, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def obey(words: list[str]) -> None:
    assert words[0] == "bygd"
    assert bygd.cli.main(words[1:]) == bygd.cli.OK, shlex.join(words)


@pytest.mark.parametrize("page", PAGES)
def test_commands_but_runs_work_as_written(page: str, desk: Path) -> None:
    for words in commands(page):
        if words[1] in SIMULATING:
            check_simulation(words)
        elif words[1] not in READING:
            obey(words)


def check_simulation(words: list[str]) -> None:
    """The words are understood, the files load and go together, and every ``--set`` is a field."""
    parser = argparse.ArgumentParser()
    SIMULATING[words[1]].arguments(parser)
    args = parser.parse_args(words[2:])
    if words[1] == "compare":
        bygd.cli.compare.plan_of(args)
    elif is_design(args.file):
        bygd.cli.sweep.read_design(args, args.file)
    else:
        with_overrides(load_scenario(args.file), dict(parse_setting(text) for text in args.settings))


def test_the_policy_file_differs_only_by_its_levers(desk: Path) -> None:
    obey(["bygd", "new", "my-town.yaml"])
    base, policy = load_scenario("my-town.yaml"), load_scenario(POLICY)
    assert set(policy.levers) - set(base.levers) == {"clubs.sport.fee", "clubs.fee_support_newcomers"}
    assert base.clubs == policy.clubs and base.places == policy.places


def test_the_programme_of_the_readme_loads_and_is_paid_for(desk: Path) -> None:
    text = next(block.text for block in blocks("yaml") if "programmes:" in block.text)
    (desk / "mentors.yaml").write_text(text, encoding="utf-8")
    scenario = load_scenario("mentors.yaml")
    assert scenario.programmes["friends"].funding == ("project",)
    assert scenario.coordinators["coordinator"].funding == ("project",)
    obey(["bygd", "check", "mentors.yaml"])


def test_the_policy_in_the_default_scenario_s_comment_loads(desk: Path) -> None:
    text = (ROOT / "scenarios" / "rural-town.yaml").read_text(encoding="utf-8")
    lines = [line[4:] for line in text[text.index("#   extends:"):].splitlines() if line.startswith("#   ")]
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
def test_the_whole_page_works_in_order(page: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in commands(page):
        obey(words + QUICKLY if words[1] in SIMULATING else words)
        if words[1] in SIMULATING and "--estimate" not in words:
            out = Path(words[words.index("--out") + 1])
            assert (out / "report.html").is_file() and list(out.glob("*.csv"))
    capsys.readouterr()
    for block in blocks("python"):
        if block.page == page and "outputs/" in block.text:
            exec(compile(block.text, page, "exec"), {"__name__": "__main__"})
            assert "give or take" in capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).is_file(), target
