"""Regions kept on disk are the regions that would be built, and nothing that could be wrong is used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bygd.web import kept_regions
from bygd.web.building import Building, Closed, Progress
from bygd.web.kept_regions import key_of, make_room, region_of
from sim import history
from sim.scenario import Scenario
from sim.schedule import month as live_a_month
from tests.web.small import hamlet, helped


def silent(_: float) -> None:
    """Nobody asks how far it is."""


class Forgetful(dict[Path, Any]):
    """Holds nothing."""

    def __setitem__(self, path: Path, town: Any) -> None:
        """Forgotten at once."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every region is kept, and here; none in memory."""
    monkeypatch.setattr(kept_regions, "_latest", Forgetful())
    monkeypatch.setenv("BYGD_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(kept_regions, "LEAST", 0)
    return tmp_path / "bygd" / kept_regions.FOLDER


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Seeds of regions that were built."""
    begun, real = [], history.begin

    def begin(scenario: Scenario, seed: int, **more: Any) -> Any:
        begun.append(seed)
        return real(scenario, seed, **more)

    monkeypatch.setattr(history, "begin", begin)
    return begun


def test_what_is_read_goes_on_as_what_was_built(folder: Path, builds: list[int]) -> None:
    scenario = helped()
    towns = [region_of(scenario, 3, silent) for _ in range(2)]
    assert builds == [3], "the second was read"
    for town in towns:
        for _ in range(5):
            live_a_month(town)
    built, read = towns
    assert built.log == read.log and built.log
    for one, other in zip(built.state, read.state, strict=True):
        for column in one._fields:
            np.testing.assert_array_equal(getattr(one, column), getattr(other, column), err_msg=column)


def test_the_last_small_one_is_kept_in_memory_and_what_becomes_of_it_is_not(
    folder: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_regions, "_latest", {})
    first = region_of(hamlet(), 1, silent)
    live_a_month(first)
    for file in folder.glob("*.zip"):
        file.unlink()
    second = region_of(hamlet(), 1, silent)
    assert builds == [1] and second.month == 0 and first.month == 1
    region_of(hamlet(), 2, silent)
    assert len(kept_regions._latest) == 1
    monkeypatch.setattr(kept_regions, "LARGE", 0)
    monkeypatch.setattr(kept_regions, "_latest", {})
    region_of(hamlet(), 1, silent)
    assert not kept_regions._latest, "a large one is not"


def test_another_seed_title_or_number_is_another_region(folder: Path, builds: list[int]) -> None:
    keys = {
        key_of(scenario, seed) for scenario in (hamlet(), hamlet(title="Other"), hamlet(months=9)) for seed in (1, 2)
    }
    assert len(keys) == 6
    region_of(hamlet(), 1, silent)
    region_of(hamlet(), 2, silent)
    assert builds == [1, 2]


def test_another_model_is_another_region(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numba

    before = key_of(hamlet(), 1)
    monkeypatch.setattr(numba, "__version__", "0.0")
    assert key_of(hamlet(), 1) != before


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no archive"])
def test_a_damaged_file_is_built_anew(folder: Path, builds: list[int], damage: bytes) -> None:
    region_of(hamlet(), 1, silent)
    (file,) = folder.glob("*.zip")
    whole = file.read_bytes()
    file.write_bytes(damage or whole[: len(whole) // 2])
    region_of(hamlet(), 1, silent)
    assert builds == [1, 1]
    region_of(hamlet(), 1, silent)
    assert builds == [1, 1], "and kept again"


def test_a_small_region_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_regions, "LEAST", 10_000)
    region_of(hamlet(), 1, silent)
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_keeps_nothing_and_the_town_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_regions, "_path", lambda *_: folder / "missing" / "x.zip")
    assert region_of(hamlet(), 1, silent).month == 0


def test_what_was_not_used_for_longest_makes_room(tmp_path: Path) -> None:
    for age, name in enumerate("abc"):
        (tmp_path / f"{name}.zip").write_bytes(b"x" * 40)
        os.utime(tmp_path / f"{name}.zip", (1000 - age, 1000 - age))
    make_room(tmp_path, most=100)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.zip", "b.zip"]


def test_the_cache_says_what_they_are() -> None:
    from bygd.cli.cache import Kept, use_of

    assert use_of(Kept(Path("/x/regions"), 1, 1, False, 0.0)).startswith("regions")


def test_building_is_foretold_once_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("bygd.web.building.time.monotonic", lambda: now)
    told: list[Building] = []
    closed = False
    progress = Progress("Vik", told.append, lambda: closed)
    assert told[0].words == "Building Vik …"
    now = 101.0
    progress(0.1)
    assert told[1].words == "Building Vik … 10 %", "too early to say more"
    now = 110.0
    progress(0.25)
    assert told[2].words == "Building Vik … 25 %, about 30 s left"
    progress(0.26)
    assert len(told) == 3, "no more often than can be read"
    closed = True
    with pytest.raises(Closed):
        progress(0.3)
