"""The tutorial on self-assessment: its commands work, its numbers are the catalogue's, its forms are examples."""

from __future__ import annotations

import argparse
import re
import shlex
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import bygd.cli.advise
import bygd.cli.place_households
from bygd.assess.answers import read_answers
from bygd.assess.catalogue import benchmarks
from bygd.cli import main
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "assessment.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^(bygd .*)$", PAGE, re.MULTILINE)]
ASKED = {"advise": bygd.cli.advise, "place-households": bygd.cli.place_households}
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.yaml"))


def asked(words: list[str]) -> Any:
    parser = argparse.ArgumentParser()
    ASKED[words[1]].arguments(parser)
    return ASKED[words[1]].asked_of(parser.parse_args(words[2:]))


def test_its_commands_work_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that simulate are asked for the standing alone: what they simulate is tested on a hamlet."""
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) >= 8
    for words in COMMANDS:
        if words[1] == "compare":
            assert {load_scenario(words[2]).months} == {60} and (tmp_path / words[3]).is_file()
            continue
        if words[1] in ASKED:
            assert asked(words) is not None
            continue
        more = ["--standing"] if words[1] == "assess" and "--new" not in words else []
        assert main([*words[1:], *more]) == 0, shlex.join(words)
        if more:
            assert load_scenario(tmp_path / words[words.index("--out") + 1] / "town.yaml").months == 60


@pytest.mark.slow
def test_its_commands_work_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On towns of a tenth, one pair and a year."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rural-town").write_text("extends: rural-town.yaml\nplaces: {granby: {population: 300}}\n")
    for words in COMMANDS:
        short = []
        if words[1] == "assess" and "--new" not in words and "--standing" not in words:
            short = ["--pairs", "1", "--years", "1", "--jobs", "1", "--quiet"]
        if words[1] == "compare":
            short = ["--replicates", "1", "--jobs", "1", "--quiet"]
        if words[1] in ASKED:
            assert asked(words) is not None  # simulated in tests of their own pages
            continue
        assert main([*words[1:], *short]) == 0, shlex.join(words)
        if words[1] == "new":
            file = tmp_path / words[2]
            file.write_text(re.sub(r"population: (\d+)\d\b", r"population: \1", file.read_text(encoding="utf-8")))


def test_it_counts_what_there_is() -> None:
    kinds = Counter(row.kind for row in benchmarks())
    said = re.search(r"Of the (\d+), (\d+) are levers.*?(\d+) are proxies.*?(\d+) are outside", PAGE, re.DOTALL)
    assert said is not None
    assert [int(number) for number in said.groups()] == [
        len(benchmarks()),
        *(kinds[k] for k in ("lever", "proxy", "checklist")),
    ]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_filled_in_forms_are_said_to_be_examples(file: Path) -> None:
    found = read_answers(file)
    assert found.note.startswith("An example") and len(found.given) >= 60


def test_the_snippet_of_a_form_is_one(tmp_path: Path) -> None:
    text = re.search(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert text is not None
    (tmp_path / "a.yaml").write_text(text.group(1), encoding="utf-8")
    assert {name: answer.value for name, answer in read_answers(tmp_path / "a.yaml").given.items()} == {
        "E8": 1,
        "H3": 2,
        "G1": 3,
    }
