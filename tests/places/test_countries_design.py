"""experiments/countries.yaml: each level is what the file of a country says, and the design runs."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bygd.cli import main
from experiments.designs import load_design
from experiments.workers import early, limits
from sim.scenario import load_policy, load_scenario, with_overrides
from sim.scenario.inheritance import packaged_scenarios
from sim.scenario.source import read

ROOT = Path(__file__).parents[2]
FILE = ROOT / "experiments" / "countries.yaml"
COUNTRIES = {path.stem for path in (packaged_scenarios() / "countries").glob("*.yaml")}
LEVELS = read(FILE, FILE.name).plain()["design"]["factors"]["rules"]["levels"]


def file_of(level: str) -> str:
    return level.lower().replace("å", "a")


def test_there_is_a_level_for_every_country() -> None:
    assert {file_of(level) for level in LEVELS} == COUNTRIES
    assert len(load_design(FILE).points) == len(LEVELS)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_what_the_country_s_file_says(level: str) -> None:
    town = packaged_scenarios() / "rural-town.yaml"
    country = load_policy(packaged_scenarios() / "countries" / f"{file_of(level)}.yaml", town)
    made = with_overrides(load_scenario(town), LEVELS[level])
    assert made.digest() == country.digest() and made.country == country.country


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(early, "ALLOWED", False)
    monkeypatch.setattr(limits, "limits_here", lambda *_: limits.NO_LIMITS)
    words = ["--replicates", "1", "--months", "12", "--set", "places.granby.population=200", "--jobs", "1", "--quiet"]
    assert main(["sweep", str(FILE), *words, "--out", str(tmp_path / "out")]) == 0
    runs = pq.read_table(tmp_path / "out" / "runs.parquet").to_pylist()
    assert [run["rules"] for run in runs] == list(LEVELS) and {run["stage"] for run in runs} == {"done"}
