"""``bygd new`` of a real place, and what ``bygd check`` says of its figures."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from bygd.cli import main
from bygd.places.table import PACKAGED
from sim.scenario import load_scenario


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own; no settlements, for the library's file of them takes seconds to read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bygd.places.lookup.settlements", lambda table: ())


def test_a_municipality_by_name_passes_the_check_that_counts_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "my-town.yaml", "--place", "Vindeln"]) == 0
    assert "Vindeln (SE-2404); figures: 1 measured, 8 converted, 25 assumed." in capsys.readouterr().out
    assert main(["check", "my-town.yaml"]) == 0
    said = capsys.readouterr().out
    assert "1 place with 5,417 inhabitants" in said
    assert "Of 34 figures with a comment that says how it is known, 1 measured, 8 converted and 25 assumed." in said
    assert main(["check", "my-town.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"] == {"measured": 1, "converted": 8, "assumed": 25}


def test_a_file_written_by_hand_is_checked_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "umea-region", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert "figures" not in answer and "how it is known" not in answer["words"]


def test_a_region_and_a_country(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "region.yaml", "--region", "Vindeln", "--within", "60"]) == 0
    assert "5 municipalities around Vindeln" in capsys.readouterr().out
    region = load_scenario("region.yaml")
    assert next(iter(region.places)) == "vindeln" and "umea" in region.places
    assert region.arrivals["quota"].settlement.rule == "assigned"
    assert main(["new", "iceland.yaml", "--country", "Iceland", "--scale", "0.1", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["places"]) == 61
    assert answer["figures"]["measured"] == 0  # every population is scaled
    assert any("Vestmannaeyjar" in words for words in answer["warnings"])


def test_pieces_are_put_together_with_a_real_place() -> None:
    assert main(["new", "mine.yaml", "--place", "Hjørring", "--with", "coordinator", "--with", "friend-mentor"]) == 0
    scenario = load_scenario("mine.yaml")
    assert scenario.coordinators and scenario.programmes and scenario.places["hjorring"].population == 62979


def test_from_and_place_are_a_place_of_another_scenario_as_before() -> None:
    assert main(["new", "mine.yaml", "--from", "umea-region", "--place", "vindeln"]) == 0
    assert load_scenario("mine.yaml").places["vindeln"].population == 5700


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--place", "Lund"], "may be Lund (NO-1112) or Lund (SE-1281)"),
        (["--place", "Vindlen"], "did you mean Vindeln?"),
        (["--place", "FI-588"], "use FI-507"),
        (["--place", ""], "is empty"),
        (["--region", "Vindlen"], "--region: there is no municipality"),
        (["--country", "Sverige"], "known: SE (Sweden)"),
        (["--place", "Vindeln", "--region", "Umeå"], "--place and --region are two things"),
        (["--from", "umea-region", "--country", "SE"], "--country takes official figures"),
        (["--within", "60"], "say of which place with --region"),
        (["--scale", "0.1"], "is for official figures"),
        (["--figures", "."], "is for official figures"),
        (["--place", "Vindeln", "--figures", "nowhere"], "no such folder of figures"),
        (["--place", "Vindeln", "--figures", "."], "it has no table.yaml"),
        (["--place", "Vindeln", "--all"], "--all is for a new scenario of a made-up town"),
        (["--place", "Vindeln", "--with", "friend-mentors"], "did you mean friend-mentor"),
        (["--region", "Umeå", "--within", "0,5"], "did you mean 0.5?"),
        (["--region", "Umeå", "--within", "nan"], "must be between 5 and 1440"),
        (["--country", "SE", "--scale", "10"], "must be between 0.01 and 1"),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_written(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["new", "mine.yaml", *words]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["new", "mine.yaml", "--place", "Vindeln"]) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text("precious", encoding="utf-8")
    assert main(["new", "mine.yaml", "--place", "Vindeln"]) == 2
    assert main(["new", "mine.yaml", "--place", "Vindlen", "--force"]) == 2
    assert Path("mine.yaml").read_text(encoding="utf-8") == "precious"
    assert main(["new", "mine.yaml", "--place", "Vindeln", "--force"]) == 0


def test_fresher_figures_come_from_a_folder(tmp_path: Path) -> None:
    shutil.copytree(PACKAGED, "fresh")
    file = Path("fresh/municipalities.csv")
    file.write_text(
        file.read_text(encoding="utf-8").replace("Vindeln,,5417,2024", "Vindeln,,5390,2025"), encoding="utf-8"
    )
    assert main(["new", "mine.yaml", "--place", "Vindeln", "--figures", "fresh"]) == 0
    scenario = load_scenario("mine.yaml")
    assert (scenario.places["vindeln"].population, scenario.start) == (5390, "2026-01")
