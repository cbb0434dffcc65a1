"""Real places to choose by typing: found in any language, and made by the code of ``bygd new --place``."""

from __future__ import annotations

from pathlib import Path

import pytest

import bygd.cli
from bygd.places.table import load_table
from bygd.web.official import MOST, official, suggestions
from sim.scenario import ScenarioError, load_scenario


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Punka", "FI-619"),
        ("ÅBO", "FI-853"),
        ("turk", "FI-853"),
        ("hjorr", "DK-860"),
        ("isafj", "IS-4200"),
        ("Guovda", "NO-5612"),
        ("2404", "SE-2404"),
        ("no-1806", "NO-1806"),
    ],
)
def test_what_is_typed_finds_a_place_in_any_language(typed: str, found: str) -> None:
    shown, said = suggestions(typed)
    assert shown[0][0] == found and said


def test_every_municipality_is_found_by_its_whole_name() -> None:
    for row in load_table().rows:
        shown, _ = suggestions(row.name, 40)
        assert row.id in [place for place, _ in shown], row.shown


def test_a_beginning_comes_before_a_part_and_the_larger_place_first() -> None:
    shown, said = suggestions("vin")
    table = load_table()
    begins = [table.by_id[place].population for place, words in shown if words.lower().startswith("vin")]
    assert len(begins) >= 3 and begins == sorted(begins, reverse=True)
    assert shown[len(begins) - 1][1].lower().startswith("vin") and "fit" in said
    shown, said = suggestions("a")
    assert len(shown) == MOST and "type on" in said
    assert suggestions("  ") == ([], "")
    shown, said = suggestions("xyzzy")
    assert not shown and "'xyzzy'" in said


def test_the_scenario_is_that_of_the_command_with_its_figures_counted(tmp_path: Path) -> None:
    file = tmp_path / "punkalaidun.yaml"
    assert bygd.cli.main(["new", str(file), "--place", "Punkalaidun"]) == 0
    real = official("FI-619")
    assert real.text == file.read_text(encoding="utf-8")
    assert real.scenario.digest() == load_scenario(file).digest()
    assert real.name == "Punkalaidun (FI-619)"
    number = real.text.count("# measured: ")
    assert number and f", {number} measured, " in real.known
    assert official("Reykhólahreppur").warnings or official("Gotland").warnings


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Vindelnn", "did you mean Vindeln"), ("Herøy", "say which"), ("Stockholm", "too many to watch live")],
)
def test_what_cannot_be_chosen_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        official(typed)
    assert words in str(caught.value) and "--place" not in str(caught.value)
