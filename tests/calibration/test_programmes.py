"""What ready pieces do in a town: effects in words, reach, the page, and a command that goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calibration.programmes import __main__ as command
from calibration.programmes import cases, page, running
from calibration.programmes.reading import EFFECTS
from sim.scenario import with_overrides
from sim.scenario.inheritance import packaged_scenarios, pieces

FRIENDS = EFFECTS[0]
TINY = """
title: Tiny
months: 12
places:
  here: {population: 150}
origins:
  far: {}
arrivals:
  some: {pathway: quota, place: here, origin: far, per_year: 24}
"""
CAFE = "programmes/language-cafe"
TWINS = {"punkalaidun-taken-over", "small-association-procured"}
"""Cases that share the card of another."""


def runs(*friends: float) -> list[dict[str, Any]]:
    return [{"values": {"local_friends": value, "spent": 0.0}, "part": {}} for value in friends]


@pytest.fixture
def town(tmp_path: Path) -> str:
    file = tmp_path / "tiny.yaml"
    file.write_text(TINY, encoding="utf-8")
    return str(file)


def test_what_an_interval_leaves_out_is_bold_and_the_rest_undecided() -> None:
    base = runs(1.0, 2.0, 3.0)
    assert page.effect_words(FRIENDS, base, runs(2.0, 3.0, 4.1)) == "**+1.03** (+0.89 to +1.18)"
    assert page.effect_words(FRIENDS, base, runs(2.0, 1.0, 3.5)) == "undecided (−2.42 to +2.75)"
    assert page.effect_words(FRIENDS, base, base) == "the same"


def test_a_run_without_an_outcome_is_left_out() -> None:
    base, piece = runs(1.0, 2.0, 3.0), runs(2.0, 3.0, 4.0)
    del piece[0]["values"]["local_friends"]
    assert page.effect_words(FRIENDS, base, piece).startswith("**+1.00**")
    assert page.effect_words(FRIENDS, base[:1], piece[:1]) == page.NOTHING


def test_every_piece_that_acts_in_a_town_is_compared() -> None:
    folders = {path.parent.name for path in pieces()}
    assert set(running.FOLDERS) == folders - {"clubs", "countries"}
    assert {key.split("/")[1] for key in running.known()} == {
        path.stem for path in pieces() if path.parent.name not in ("clubs", "countries")
    }


def test_a_mechanism_that_a_piece_switches_on_is_on_in_what_it_is_held_against(town: str) -> None:
    _, (piece, cafe) = running.town_and(["programmes/entrepreneurship", CAFE], town, 12)
    assert piece.base.businesses.active and piece.scenario.businesses.active
    assert not cafe.base.businesses.active


def test_reach_is_of_the_programmes_of_the_piece_alone(town: str) -> None:
    _, (piece,) = running.town_and([CAFE], town, 12)
    assert piece.own == ("language_cafe",) and piece.title == "Language café at the library"
    taken: list[dict[str, Any]] = [
        {"values": {}, "part": {"language_cafe": [6.0, 90.0], "other": [12.0, 999.0]}},
        {"values": {}, "part": {}},
    ]
    hours = piece.scenario.programmes["language_cafe"].hours
    assert page.reach_words(piece, taken) == ("15", f"{45 * hours / 1000:,.1f}")


def test_the_command_writes_its_table_and_goes_on(
    town: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "page.md"
    mine.write_text(page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    words = ["--town", town, "--months", "12", "--only", CAFE, "--out", str(tmp_path), "--page", str(mine)]

    def stop(said: str) -> None:
        if said.startswith("1 of"):
            raise KeyboardInterrupt

    _, some = running.town_and([CAFE], town, 12)
    with pytest.raises(KeyboardInterrupt):
        running.run(some, 3, tmp_path, tell=stop)
    before = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert 1 <= len(before) < 6, "what had ended is kept"
    assert command.main([*words, "--replicates", "3", "--write"]) == 0
    after = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert len(after) == 6 and set(before) <= set(after)
    written = mine.read_text(encoding="utf-8")
    assert "Tiny, 3 pairs of 12 months each." in written and f"| Language café at the library (`{CAFE}`) | " in written
    capsys.readouterr()
    assert command.main([*words, "--replicates", "3"]) == 0
    assert capsys.readouterr().out.strip() in written, "kept runs give the same table"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "programmes/language-caffe"], "did you mean programmes/language-cafe?"),
        (["--replicates", "1"], "--replicates is 1; allowed: 2 and more"),
        (["--months", "6"], "--months is 6; allowed: 12 and more"),
    ],
)
def test_what_cannot_be_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(words)
    assert stopped.value.code == 2 and said in capsys.readouterr().err


def test_a_file_that_is_no_town_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--town", str(tmp_path / "none.yaml"), "--only", CAFE]) == 2
    assert "none.yaml" in capsys.readouterr().err


def test_every_case_says_what_it_is_held_against() -> None:
    seeds = {path.stem for path in (packaged_scenarios() / "seeds").glob("*.yaml")}
    assert set(cases.told()) == seeds


@pytest.mark.parametrize("key", sorted(cases.told()))
def test_a_case_has_a_card_and_differs_from_what_it_is_held_against(key: str) -> None:
    one = cases.case(key)
    assert set(one.scenario.card) == set(cases.HEADS) or key in TWINS
    assert one.difference and one.scenario.digest() != one.base.digest()
    assert one.scenario.months == one.base.months


def test_cases_stand_in_their_page_with_what_the_model_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(some: Any, pairs: int, folder: Path, *, jobs: int = 1) -> Any:
        return {some[0].key: (runs(*[1.0] * pairs), runs(*[1.5 + k / 10 for k in range(pairs)]))}

    monkeypatch.setattr(cases, "run", quick)
    mine = tmp_path / "page.md"
    mine.write_text(cases.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    assert cases.main(["--only", "jomala", "--replicates", "3", "--page", str(mine), "--write"]) == 0
    written = mine.read_text(encoding="utf-8")
    assert "| free football (`jomala`) | 0 | **+0.60** (+0.35 to +0.85) |" in written
    assert "- **Since**: 2018\n" in written
    assert "- **The model**: free football, after 108 months: local friends" in written
    with pytest.raises(SystemExit) as stopped:
        cases.main(["--only", "jomalla"])
    assert stopped.value.code == 2


def test_run_k_of_both_arms_has_the_same_draws(town: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (piece,) = running.town_and([CAFE], town, 12)
    seeds: list[int] = []

    def seen(orders: list[Any], asked: list[str], plain: Any, **more: Any) -> list[dict[str, Any]]:
        seeds.extend(order.run.seed for order in orders)
        return [{} for _ in orders]

    monkeypatch.setattr(running, "taken", seen)
    running.run([piece._replace(scenario=with_overrides(piece.scenario, {"seed": 9}))], 3, tmp_path)
    assert seeds[0::2] == seeds[1::2] and len(set(seeds)) == 3
