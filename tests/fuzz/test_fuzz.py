"""A damaged file of any kind is taken, or refused in words; ``make fuzz`` tries more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.kinds import KINDS, Kind, prepare
from tests.fuzz.mutants import mutant
from tests.fuzz.trying import Fault, attempt

SEEDS = 25
"""For each share of a kind."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("fuzz")
    prepare(found)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_damaged_file_is_taken_or_refused_in_words(folder: Path, kind: Kind) -> None:
    kind.read(folder / kind.file)  # the good one
    taken = [attempt(kind, folder, seed) for seed in range(SEEDS * kind.share)]
    assert taken.count(False) > 0, "no damage was seen: the mutants test nothing"


def test_a_mutant_follows_from_its_seed_and_a_fault_says_how_to_repeat_it(folder: Path) -> None:
    good = (folder / "scenario.yaml").read_bytes()
    assert [mutant(good, seed) for seed in range(20)] == [mutant(good, seed) for seed in range(20)]
    assert len({mutant(good, seed) for seed in range(20)}) > 15

    def broken(path: Path) -> None:
        raise IndexError("no such row")

    kind = Kind("scenario", "scenario.yaml", "", broken)
    with pytest.raises(Fault, match=r"no such row\nagain: .* --kind scenario --seed 7 --rounds 1"):
        attempt(kind, folder, 7)
    assert (folder / "scenario.yaml").read_bytes() == good
