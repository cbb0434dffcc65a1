"""The page on settlement: what it tells people to type works."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

import bygd.cli.place_households
from bygd.cli import main
from bygd.settle.literature import REFERENCES
from experiments.workers import early, limits
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "settlement.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^(bygd .*)$", PAGE, re.MULTILINE)]
SHORT = ("--years", "1", "--horizon", "1", "--pairs", "2", "--jobs", "1", "--quiet")
SMALL = "extends: settlement-region.yaml\nplaces: {granby: {population: 300}, nearby: {population: 150}, "
SMALL += "millby: {population: 150}, farby: {population: 150}}\n"


def test_its_commands_can_be_asked_as_written() -> None:
    found = [words for words in COMMANDS if words[1] == "place-households"]
    assert len(found) >= 3
    for words in found:
        parser = argparse.ArgumentParser()
        bygd.cli.place_households.arguments(parser)
        asked = bygd.cli.place_households.asked_of(parser.parse_args(words[2:]))
        assert asked.region.streams == ["quota_east_africa", "asylum_middle_east"] or len(asked.region.streams) == 2
        assert (asked.region.base.months, asked.fair) == (96, "--fair" in words)


@pytest.mark.slow
def test_its_commands_work_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On places of a fifth, two pairs and a year."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(early, "ALLOWED", False)
    monkeypatch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
    (tmp_path / "settlement-region").write_text(SMALL, encoding="utf-8")
    for words in COMMANDS:
        short = list(SHORT)
        if words[1] == "compare":
            assert load_scenario(words[3]).months == load_scenario(words[2]).months == 24
            short = ["--replicates", "1", "--jobs", "1", "--quiet"]
        assert main([*words[1:], *short]) == 0, shlex.join(words)


def test_authors_it_names_are_those_of_the_report() -> None:
    for author, year in re.findall(r"([A-Z]\w+)(?: and others| Ceballos and Kern) (\d{4})", PAGE):
        assert any(one.startswith(author) and year in one for one in REFERENCES), author
