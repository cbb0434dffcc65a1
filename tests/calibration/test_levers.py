"""Three levers in several places: the policies lie on any place, and the tables say what the folders hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration.levers import __main__ as command
from calibration.levers import page
from calibration.pages import END, begin
from experiments.commands.compare_files import DIFFERENCES
from sim.scenario import load_policy, load_scenario

HERE = Path(page.__file__).parent
TINY = """
title: Tiny
start: 2025-01
months: 120
places:
  here: {population: 150}
origins:
  far: {}
arrivals:
  some: {pathway: quota, place: here, origin: far, per_year: 24}
"""
GAINS = {"mentors": 0.1, "coordinator": 0.2, "both": 0.5, "two-years": 0.1, "sprint": 0.2, "marathon": 0.3}


def folder_of(folder: Path, model: str = "1", names: dict[str, str] | None = None, **manifest: Any) -> Path:
    """A folder as 'bygd compare --posterior 2 --replicates 2' leaves it: under the first set policies do half."""
    folder.mkdir()
    pairs = []
    for key, gain in GAINS.items():
        gains = dict.fromkeys(page.EFFECTS, gain / 10) | {"local_friends": gain}
        gains |= {"friendships": 100 * gain, "newcomers_in_work": -gain, "stayers": 0.0}
        for replicate in range(4):
            factor = (0.5, 0.5, 1.4, 1.6)[replicate]
            row = {"policy": (names or {}).get(key, key), "replicate": replicate, "seed": 1, "base": 0.5}
            for outcome, each in gains.items():
                pairs.append(
                    {**row, "outcome": outcome, "policy_value": 0.5 + each * factor, "difference": each * factor}
                )
            pairs.append({**row, "outcome": "spent", "base": 0.0, "policy_value": 1.2e6, "difference": 1.2e6})
    pq.write_table(pa.Table.from_pylist(pairs, schema=DIFFERENCES), folder / "differences.parquet")
    said = {
        "identity": {"model": model},
        "posterior": {"each": 2, "draws": [{}, {}]},
        "arms": [{"scenario": {"title": "Tiny"}}],
    }
    (folder / "manifest.json").write_text(json.dumps(said | manifest), encoding="utf-8")
    return folder


def test_policies_lie_on_a_place_as_bygd_new_writes_it(tmp_path: Path) -> None:
    town = tmp_path / "tiny.yaml"
    town.write_text(TINY, encoding="utf-8")
    found = {key: load_policy(HERE / f"{key}.yaml", town) for key in page.ROWS}
    assert {key for key, one in found.items() if one.programmes["mentors"].active} == set(page.ROWS) - {"coordinator"}
    posts = {key: one.coordinators["coordinator"].fte for key, one in found.items()}
    assert posts == dict.fromkeys(found, 1) | {"sprint": 3}
    months = {
        key: None if one.funding["project"].permanent else one.funding["project"].months for key, one in found.items()
    }
    assert months == dict.fromkeys(found, None) | {"two-years": 24, "sprint": 24, "marathon": 72}


def test_they_are_the_levers_of_the_made_up_town() -> None:
    """Nobody can change the one and forget the other."""
    for name, key in {**page.SAME, "sprint": "sprint", "marathon": "marathon"}.items():
        town = load_scenario(name)
        policy = load_policy(HERE / f"{key}.yaml", "rural-town")
        assert town.programmes["mentors"] == policy.programmes["mentors"], name
        assert town.coordinators["coordinator"] == policy.coordinators["coordinator"], name
        lasts = [(one.funding["project"].permanent, one.funding["project"].months) for one in (town, policy)]
        assert lasts[0] == lasts[1], name


def test_a_table_says_what_the_folder_holds(tmp_path: Path) -> None:
    text = page.tables([page.read(folder_of(tmp_path / "a"))])
    assert "### Tiny" in text
    assert "With nothing of the kind a newcomer has 0.5 local friends, of 100 who came 50 are still there" in text
    # sets of 0.25 and 0.75: their mean, with Student's t of one degree of freedom
    assert "| both for good | +0.50 (−2.68 to 3.68) | 2 | +5.0 (−26.8 to 36.8) | +5.0 (−26.8 to 36.8) |" in text
    assert "| both for good | 1.2 million | 24,000, from 3,000 upwards | any amount | – |" in text
    # sets by themselves: (0.3 - 0.2) times 0.5 and 1.5
    assert "Marathon against sprint, local friends: +0.10 (−0.54 to 0.74; more in 2 sets)." in text
    assert "beyond the sum of each alone: +0.20 (−1.07 to 1.47)." in text


def test_the_made_up_towns_files_go_by_their_own_names(tmp_path: Path) -> None:
    names = {key: name for name, key in page.SAME.items()}
    assert {key for key, _ in page.read(folder_of(tmp_path / "a", names=names)).differences} == GAINS.keys()


def test_folders_it_cannot_be_made_of_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = folder_of(tmp_path / "chance", posterior=None)
    few = folder_of(tmp_path / "few", names={"marathon": "other"})
    old, new = folder_of(tmp_path / "old", model="1"), folder_of(tmp_path / "new", model="2")
    for folders, said in (
        ([tmp_path / "nothing"], "is no finished folder of 'bygd compare'"),
        ([chance], "was made without --posterior"),
        ([few], "lacks marathon"),
        ([old, new], "several versions of the model: 1, 2"),
    ):
        with pytest.raises(SystemExit) as ended:
            command.main([str(folder) for folder in folders])
        assert ended.value.code == 2
        assert said in capsys.readouterr().err


def test_it_writes_between_its_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, target = folder_of(tmp_path / "a"), tmp_path / "page.md"
    target.write_text(f"before\n{begin(page.COMMAND)}\nold\n{END}\nafter\n", encoding="utf-8")
    assert command.main([str(folder), "--write", "--page", str(target)]) == 0
    text = target.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.startswith("before\n")
    assert "### Tiny" in text
    assert command.main([str(folder)]) == 0
    assert "### Tiny" in capsys.readouterr().out
