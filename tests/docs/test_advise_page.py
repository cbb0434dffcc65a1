"""The page on advice: what it tells people to type works, and its file of candidates is one."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

import bygd.cli.advise
from bygd.advise.candidates import read_candidates
from bygd.advise.carrying import Asked
from bygd.cli import main
from experiments.workers import early, limits
from sim.scenario import load_scenario

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "advise.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^(bygd .*)$", PAGE, re.MULTILINE)]
FILE = re.search(r"```yaml\n# (my-candidates\.yaml)\n(.*?)```", PAGE, re.DOTALL)
FEW = """\
candidates:
  coordinator: {piece: posts/coordinator, amount: {unit: posts, values: 0.25, scales: [coordinators.coordinator.fte]}}
  club_fees: {levers: {clubs.fee_support_newcomers: 1.0}}
"""
SHORT = ("--pairs", "4", "--years", "1", "--after", "0", "--jobs", "1", "--quiet", "--candidates", "few.yaml")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the page's file of candidates, a shorter one, and a Granby of a tenth under its name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(early, "ALLOWED", False)
    monkeypatch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
    assert FILE is not None
    (tmp_path / FILE[1]).write_text(FILE[2], encoding="utf-8")
    (tmp_path / "few.yaml").write_text(FEW, encoding="utf-8")
    (tmp_path / "rural-town").write_text("extends: rural-town.yaml\nplaces: {granby: {population: 300}}\n")
    return tmp_path


def asked(words: list[str]) -> Asked:
    parser = argparse.ArgumentParser()
    bygd.cli.advise.arguments(parser)
    return bygd.cli.advise.asked_of(parser.parse_args(words[2:]))


def test_its_commands_can_be_asked_as_written(desk: Path) -> None:
    found = {" ".join(words): asked(words) for words in COMMANDS if words[1] == "advise" and "--list" not in words}
    assert len(found) >= 5
    assert {one.budget.amount for one in found.values()} == {900_000, 600_000, 300_000}
    own = next(one for words, one in found.items() if "my-candidates" in words)
    assert list(own.candidates) == ["cafe", "fees"] and len(own.candidates["cafe"].choices(36)) > 8
    assert len(read_candidates(desk / "my-candidates.yaml")) == 2


@pytest.mark.slow
def test_its_commands_work_as_written(desk: Path) -> None:
    """On a town of a tenth, two measures, four pairs and a year."""
    for words in COMMANDS:
        short = list(SHORT) if words[1] == "advise" and "--list" not in words else []
        if words[1] == "compare":
            assert load_scenario(words[3]).months == load_scenario(words[2]).months == 13
            short = ["--replicates", "1", "--jobs", "1", "--quiet"]
        assert main([*words[1:], *short]) == 0, shlex.join(words)


def test_it_says_how_many_of_what_the_search_has() -> None:
    from bygd.advise import choosing, missing, searching

    assert searching.PROPOSED == (16, 8, 4) and "best sixteen" in PAGE and "then eight" in PAGE and "then four" in PAGE
    assert searching.STEPS == (4, 2, 1) and searching.UNFOLDED == 6 and searching.PAIRED == 5
    assert choosing.FINALISTS == 3 and "The best three" in PAGE
    assert str(choosing.WORTH) in PAGE and missing.LEAST == 0.5 and missing.SETTLING == 6
